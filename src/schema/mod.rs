//! What people write: one strict struct for each kind of file, values still as text.
//!
//! Shape is checked here (keys, nesting, encoding), meaning in `resolve`. Nothing of this leaks past `resolve`.

mod apology;
mod columns;
mod csv;
mod document;
mod either;
mod entries;
mod front_matter;
mod guard;
mod homes;
mod incident;
pub mod limits;
mod locate;
pub mod loose;
mod phrases;
mod place;
mod planned;
mod scan;
mod site;
mod smallest;
mod table;
mod uptime;
mod yaml;

pub use apology::{
    ActionEntry, AllowEntry, ApologyFile, AuthorEntry, ClaimEntry, RemedyEntry, RevisionEntry,
};
pub use columns::TableOf;
pub use document::{Article, Document, Kind as FileKind, Written, is_left_behind, kind_of, read};
pub use either::Either;
pub use entries::Entries;
pub use incident::{
    AffectedEntry, CauseEntry, CountEntry, DetectedEntry, ImpactEntry, IncidentFile,
};
pub use phrases::{english, is_english};
pub use place::{Origin, Place};
pub use planned::{MaintenanceFile, NoticeFile, PageFile, TouchEntry};
pub use site::{
    AgreementClaimEntry, AgreementEntry, AvailabilityEntry, ComponentEntry, LintEntry,
    ObjectiveEntry, PhrasesEntry, SeverityEntry, SiteFile, ThemeChoice, TierEntry, Weights,
};
pub use table::{Cell, RateRow, Table, TableRow};
pub use uptime::{CoversEntry, DayEntry, OutageEntry, OutageList, SpanEntry, UptimeFile};
