//! Everything of the old site that is no report: files to copy, texts about systems, plain pages, and what has to be put aside.

use super::config::{Config, is_true, shown};
use super::front::{split, title, title_of};
use super::layout::{File, Layout};
use super::links::{Links, Place};
use super::systems::Systems;
use crate::import::id::Ids;
use crate::import::prose::{as_code, convert, settled};
use crate::import::quote::yaml;
use crate::import::remark::{Notes, RemarkKind};
use crate::import::{Imported, text};
use crate::output::Kind;
use crate::resolve::inner_path;

/// Puts a file aside as it is, and says why.
pub(super) fn put_aside(file: &File<'_>, why: &str, out: &mut Imported) {
    let path = format!("import-rejected/{}", file.path);
    let mut notes = Notes::new(file.path);
    notes.add(
        RemarkKind::Skipped,
        format!("{why}: put aside unchanged as `{path}`"),
    );
    out.remarks.extend(notes.into_remarks());
    out.files.insert(path, file.bytes.to_vec());
}

/// Copies what is copied; the settings lose a logo that is not among it.
pub(super) fn copy(
    layout: &Layout<'_>,
    mut config: Config,
    out: &mut Imported,
    notes: &mut Notes,
) -> Config {
    for file in &layout.copies {
        out.files
            .insert(format!("content/static/{}", file.name), file.bytes.to_vec());
    }
    let logo = config
        .logo
        .take()
        .map(|path| path.trim_start_matches('/').to_owned());
    config.logo = logo.filter(|path| {
        let there = layout.copies.iter().any(|file| file.name == *path);
        let why = match (there, inner_path(path)) {
            (true, Ok(_)) => return true,
            (true, Err(_)) => "a page cannot link to a logo of this name",
            (false, _) => "there is no such file in `static/`",
        };
        notes.add(RemarkKind::Lost, format!("logo `{path}`: {why}"));
        false
    });
    config
}

/// The plain pages of the new site.
pub(super) struct Pages<'a> {
    pub(super) systems: &'a Systems,
    pub(super) links: &'a mut Links,
}

/// A page before its body is written.
struct Draft {
    id: String,
    title: String,
    place: String,
    text: String,
    notes: Notes,
}

impl Pages<'_> {
    /// Writes the pages, and adds their places to the links.
    pub(super) fn write(self, layout: &Layout<'_>, out: &mut Imported) {
        let mut ids = Ids::new("page", Kind::Plain);
        // What is copied keeps its address, and a page makes room for it.
        for file in &layout.copies {
            let lower = file.name.to_lowercase();
            let top = lower.split('/').next().unwrap_or_default();
            if let Some(stem) = top.strip_suffix(".html") {
                ids.leave(stem);
            }
        }
        let mut drafts = Vec::new();
        for file in &layout.systems {
            let component = self
                .systems
                .of_folder(&file.name)
                .and_then(|at| self.systems.components.get(at));
            let name = component.map_or(file.name.as_str(), |component| component.name.as_str());
            let place = format!("affected/{}", file.name);
            match Draft::read(file, &format!("About {name}"), place) {
                Ok(draft) => drafts.push(draft.named(ids.make(&format!("about-{name}")))),
                Err(why) => put_aside(file, &why, out),
            }
        }
        for file in &layout.pages {
            match Draft::read(file, &file.name, file.name.clone()) {
                Ok(draft) => drafts.push(draft.named(ids.make(&file.name))),
                Err(why) => put_aside(file, &why, out),
            }
        }
        for draft in drafts
            .iter()
            .filter(|draft| !draft.place.starts_with("affected/"))
        {
            self.links
                .add_page(&draft.place, &format!("{}.html", draft.id));
        }
        for draft in drafts {
            draft.write(self.links, out);
        }
        for file in &layout.listings {
            Self::listing(file, out);
        }
    }

    /// The text of a listing page: the new site writes these itself, so only what somebody added is kept, aside.
    fn listing(file: &File<'_>, out: &mut Imported) {
        let body = text::decode(file.bytes)
            .and_then(|text| split(&text.text).map(|front| front.body.trim().to_owned()));
        if body.as_ref().is_ok_and(String::is_empty) {
            let mut notes = Notes::new(file.path);
            notes.add(
                RemarkKind::Skipped,
                "the settings of a listing, which the new site makes itself",
            );
            out.remarks.extend(notes.into_remarks());
        } else {
            put_aside(
                file,
                "the text of a listing, which the new site makes itself",
                out,
            );
        }
    }
}

impl Draft {
    fn read(file: &File<'_>, otherwise: &str, place: String) -> Result<Self, String> {
        let mut notes = Notes::new(file.path);
        let text = text::decode(file.bytes)?;
        let front = split(&text.text)?;
        if is_true(front.values.get("draft")) {
            return Err("a draft of a page".to_owned());
        }
        for change in &text.changes {
            notes.add(RemarkKind::Changed, change.as_str());
        }
        for (key, value) in front
            .values
            .entries()
            .iter()
            .filter(|(key, _)| !key.eq_ignore_ascii_case("title"))
        {
            notes.add(
                RemarkKind::Lost,
                format!("`{key}`{} has no counterpart", shown(value)),
            );
        }
        let title = title(&front.values).unwrap_or_else(|| title_of(otherwise));
        Ok(Self {
            id: String::new(),
            title,
            place,
            text: text.text,
            notes,
        })
    }

    fn named(self, id: String) -> Self {
        Self { id, ..self }
    }

    fn write(mut self, links: &Links, out: &mut Imported) {
        let Ok(front) = split(&self.text) else { return };
        let folder = format!("{}/", self.place);
        let place = Place {
            folder: &folder,
            up: "",
        };
        let targets = |target: &str, image: bool| links.target(place, target, image);
        let body = convert(front.body, front.body_line, &targets, &mut self.notes);
        let leads = |target: &str| links.leads(place, target);
        let body = settled(body, &[], &leads, &mut self.notes)
            .unwrap_or_else(|| as_code(front.body, &mut self.notes));
        let path = format!("content/pages/{}.md", self.id);
        self.notes
            .add(RemarkKind::Changed, format!("a page: `{path}`"));
        out.files.insert(
            path,
            format!(
                "---\ntitle: {}\n---\n\n{}\n",
                yaml(&self.title),
                body.trim_matches('\n')
            )
            .into_bytes(),
        );
        out.remarks.extend(self.notes.into_remarks());
    }
}
