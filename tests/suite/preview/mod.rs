//! The preview: what it answers, whom, and what it does not.

mod answers;
mod attacks;
mod network;
mod paths;
mod protocol;
mod server;
mod web;
