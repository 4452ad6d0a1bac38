//! What is meant: the site as immutable values, where every reference between things exists and every wrong state is unwritable.
//!
//! Nothing here knows how it was written (YAML, Markdown) or how it will be shown. `resolve` makes it, `report` reads it.

mod agreement;
mod apology;
mod component;
mod incident;
mod left_out;
mod level;
mod maintenance;
mod phrase;
mod prose;
mod quantity;
mod site;

pub use agreement::{Agreement, AgreementClaim, Credit, Fee, FeePer, Tier};
pub use apology::{
    Action, ActionKind, ActionState, Allowance, Amount, Apology, Author, Basis, Claim, Delivery,
    Remedy, RemedyKind, Revision,
};
pub use component::{
    Component, ComponentKey, DayTotal, Measured, Objective, Outage, Period, Rollup,
};
pub use incident::{
    Affected, Cause, Count, DataSafety, Detected, DetectedBy, Impact, Incident, Phase, Responsible,
    Update,
};
pub use left_out::{LeftOut, Subject};
pub use level::Level;
pub use maintenance::{Maintenance, MaintenancePhase, MaintenanceUpdate, Notice, PlainPage};
pub use phrase::{Element, Phrase, PhraseError, Phrases, What, Word, WordLists};
pub use prose::Prose;
pub use quantity::{BasisPoints, Decimal, Moment, Money, Percent};
pub use site::{Counting, Identity, PlannedPolicy, Severity, Site};
