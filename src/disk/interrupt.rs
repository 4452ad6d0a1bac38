//! Signals that ask the program to end wait until the output is whole and the staging folder gone.
//!
//! A thread of its own waits for them. As long as nothing is begun, the program ends at once; while something is, whoever does
//! it is told, and what was begun is taken back or brought to its end first. Either way the program ends by the signal, so that
//! a shell or a supervisor sees why. A second signal ends it at once: the next build clears up.

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use nix::sys::signal::{SigSet, SigmaskHow, Signal, raise};

use super::Failure;

/// What asks a program to end: Ctrl-C, a supervisor, a terminal that goes away.
const SIGNALS: [Signal; 3] = [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP];

/// Holds signals off. When it goes, a signal that came meanwhile ends the program, so it must be the last to go.
#[derive(Debug)]
pub(super) struct Interrupts {
    state: Arc<Mutex<State>>,
    /// What this thread held off before.
    before: Option<SigSet>,
}

#[derive(Debug, Default)]
struct State {
    asked: Option<Signal>,
    /// Whether something is begun, so that a signal has to wait.
    busy: bool,
    /// What else would stay behind.
    lock: Option<PathBuf>,
}

impl Interrupts {
    /// Begins to watch; a signal waits. Threads that are made from now on leave the signals to the watching one.
    pub(super) fn watch() -> Self {
        let signals = heeded();
        let busy = State {
            busy: true,
            ..State::default()
        };
        let state = Arc::new(Mutex::new(busy));
        let before = signals.thread_swap_mask(SigmaskHow::SIG_BLOCK).ok();
        let shared = Arc::clone(&state);
        let watching = thread::Builder::new().spawn(move || attend(signals, &shared));
        let watch = Self { state, before };
        if watching.is_err() {
            // Without the thread nobody would ever answer: better to end in the middle, which harms nothing.
            watch.restore();
        }
        watch
    }

    /// From now on a signal ends the program at once, and the lock goes with it.
    pub(super) fn proceed(&self, lock: Option<PathBuf>) {
        let mut state = hold(&self.state);
        state.lock = lock;
        state.busy = false;
    }

    /// From now on a signal waits.
    pub(super) fn delay(&self) {
        hold(&self.state).busy = true;
    }

    /// Gives way to a signal that waits. Nobody reads the failure: when everything is taken back, the signal ends the program.
    ///
    /// # Errors
    /// A signal waits.
    pub(super) fn heed(&self) -> Result<(), Failure> {
        match hold(&self.state).asked {
            Some(signal) => Err(Failure::new(format!("stopped by {signal}"))),
            None => Ok(()),
        }
    }

    fn restore(&self) {
        let _ = self.before.map(|before| before.thread_set_mask());
    }
}

impl Drop for Interrupts {
    fn drop(&mut self) {
        let asked = {
            let mut state = hold(&self.state);
            *state = State {
                asked: state.asked.take(),
                ..State::default()
            };
            state.asked
        };
        if let Some(signal) = asked {
            end_by(signal);
        }
        self.restore();
    }
}

/// Waits for signals for as long as the program lives.
fn attend(signals: SigSet, state: &Mutex<State>) {
    while let Ok(signal) = signals.wait() {
        let mut state = hold(state);
        if state.busy && state.asked.is_none() {
            state.asked = Some(signal);
            continue;
        }
        if let Some(lock) = state.lock.take().filter(|_| !state.busy) {
            let _ = fs::remove_file(lock);
        }
        end_by(signal);
    }
}

/// Ends the program as the signal does where nobody holds it off.
fn end_by(signal: Signal) {
    let only: SigSet = [signal].into_iter().collect();
    let _ = only.thread_unblock();
    let _ = raise(signal);
}

/// The signals that somebody wants us to heed: under `nohup`, a terminal that goes away is none of them.
fn heeded() -> SigSet {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))
        .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .unwrap_or_default();
    SIGNALS
        .into_iter()
        .filter(|signal| ignored >> (*signal as i32 - 1) & 1 == 0)
        .collect()
}

fn hold(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
