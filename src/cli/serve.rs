//! `forthright serve`: the site in the browser, always as a build would make it now.

use super::args::{Format, ServeOptions};
use super::console::Console;
use super::{Outcome, project};
use crate::disk::Failure;
use crate::preview::{Clock, Door, Editor, Preview, Shown, Told};

pub(super) fn run(options: &ServeOptions, console: &Console) -> Result<Outcome, Failure> {
    let root = project::root(options.root.as_deref())?;
    let fixed = project::fixed(options.as_of.as_ref())?;
    let named = options.editor.as_deref().filter(|name| !name.is_empty());
    let shown = Shown {
        root: &root,
        clock: fixed.map_or(Clock::Real(project::now), Clock::Fixed),
        drafts: options.drafts,
        editor: named.map(Editor::new).transpose()?,
    };
    let door = Door::open(&options.host, options.port, &options.allow_host)?;
    let remarks = door.remarks();
    let preview = Preview::open(shown, door).map_err(project::wrong_option)?;
    let (title, url) = preview.title_and_url();
    let title = title.unwrap_or_else(|| "the site".to_owned());
    console.result(&format!("Preview of {title} at {url}"));
    console.say("Ctrl-C ends it");
    for remark in remarks {
        console.note(&remark);
    }
    if options.open && open::that_detached(&url).is_err() {
        console.note("no browser could be started: open the address yourself");
    }
    preview.run(options.poll, &|told| match told {
        Told::Line(line) => console.say(line),
        Told::Remark(line) => console.note(line),
        Told::Denied(sentence) => console.failure(&Failure::new(sentence)),
        Told::Problems(found, sources) => {
            console.diagnostics(found, sources, (Format::Human, &root));
        }
    })?;
    Ok(Outcome::Clean)
}
