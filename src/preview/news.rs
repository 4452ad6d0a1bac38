//! What the preview tells the person who started it: what is wrong with the files, each time that something else is.

use std::sync::Arc;

use super::desk::Desk;
use super::moment::Moment;
use crate::diagnostic::Diagnostic;
use crate::source::SourceTree;

/// Something to tell.
pub enum Told<'a> {
    /// A line about what was done.
    Line(&'a str),
    /// A file that the system does not let us read, in a sentence.
    Denied(&'a str),
    /// What is wrong with the files, and the files.
    Problems(&'a [Diagnostic], &'a SourceTree),
}

/// Tells what is wrong now, and after every change of the files that changes it.
pub(super) async fn tell(desk: &Arc<Desk>, tell: &dyn Fn(Told<'_>)) {
    let mut changes = desk.changes();
    let mut last: Option<Arc<Moment>> = None;
    loop {
        changes.borrow_and_update();
        let asked = Arc::clone(desk);
        if let Ok(moment) = tokio::task::spawn_blocking(move || asked.moment(None)).await {
            say(&moment, last.as_deref(), tell);
            last = Some(moment);
        }
        if changes.changed().await.is_err() {
            return;
        }
    }
}

fn say(moment: &Moment, last: Option<&Moment>, tell: &dyn Fn(Told<'_>)) {
    let same = last
        .is_some_and(|last| last.diagnostics == moment.diagnostics && last.denied == moment.denied);
    if same {
        return;
    }
    for sentence in &moment.denied {
        tell(Told::Denied(sentence));
    }
    tell(Told::Problems(&moment.diagnostics, &moment.tree));
    if moment.is_held_back() {
        tell(Told::Line(
            "the preview shows the last state without errors",
        ));
    } else if last.is_some_and(Moment::is_held_back) {
        tell(Told::Line(
            "mended: the preview shows the files as they are",
        ));
    }
}
