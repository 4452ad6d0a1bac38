//! Which CSV file belongs to which file of uptime data.
//!
//! A file of uptime data names it, as the name of a file beside it. A table that nobody names is no part of the site, and what is wrong
//! in it is told only while it cannot be known who names it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::findings::Findings;
use super::index::Inputs;
use crate::diagnostic::{Diagnostic, did_you_mean, list};
use crate::schema::{self, FileKind, OutageList, OutageTable, Place, UptimeFile, Written};

/// The tables, by path.
type Known<'a> = BTreeMap<&'a str, &'a OutageTable>;

/// The table of each file of uptime data, where it has one, and the tables that are left.
pub(crate) struct Linked<'a> {
    /// In the order of the files.
    pub(crate) tables: Vec<Option<&'a OutageTable>>,
    /// Tables that may belong to a file that cannot be read.
    pub(crate) unclaimed: Vec<&'a OutageTable>,
}

/// Finds the table that each file of uptime data names.
pub(crate) fn link<'a>(inputs: &Inputs<'a>, found: &mut Findings) -> Linked<'a> {
    let tables = inputs.tables.iter();
    let known: Known<'a> = tables
        .map(|table| (&**table.origin.file.path(), *table))
        .collect();
    let mut named = BTreeMap::new();
    // While a file cannot be read, or what it names is not there, any table may be the one that is meant.
    let mut unread = inputs.broken.iter().chain(&inputs.left_out);
    let mut doubtful = unread.any(|path| schema::kind_of(path) == FileKind::Uptime);
    let mut tables = Vec::with_capacity(inputs.uptime.len());
    for file in &inputs.uptime {
        let OutageList::Table(name) = &file.value.outages else {
            tables.push(None);
            continue;
        };
        let table = table(file, name, &known, inputs);
        let table = table.and_then(|table| match named.insert(beside(file, name), *file) {
            Some(first) => Err(twice(file, first, name)),
            None => Ok(table),
        });
        doubtful |= table.is_err();
        tables.push(table.map_err(|wrong| found.push(wrong)).ok().flatten());
    }
    let unclaimed = known.into_iter();
    let unclaimed = unclaimed.filter(|(path, _)| !named.contains_key(*path));
    let mut unclaimed: Vec<_> = unclaimed.map(|(_, table)| table).collect();
    if !doubtful {
        for table in unclaimed.drain(..) {
            found.push(unnamed(table));
        }
    }
    Linked { tables, unclaimed }
}

/// Whether `file` names the table at `path`.
pub(super) fn names(file: &Written<UptimeFile>, path: &str) -> bool {
    matches!(&file.value.outages, OutageList::Table(name) if beside(file, name) == path)
}

/// The path of the file called `name` in the folder of `file`.
fn beside(file: &Written<UptimeFile>, name: &str) -> String {
    let path: &Arc<str> = file.origin.file.path();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("{folder}/{name}")
}

/// The table called `name` beside `file`; none where the site is made without it.
fn table<'a>(
    file: &Written<UptimeFile>,
    name: &str,
    known: &Known<'a>,
    inputs: &Inputs<'_>,
) -> Result<Option<&'a OutageTable>, Diagnostic> {
    let top = file.origin.top();
    let place = top.key("outages");
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    if last != name {
        let wrong = place.error("unknown-csv", format!("`{name}` leads into a folder"));
        let help = "write only the name of a CSV file that lies beside this one";
        return Err(if schema::kind_of(&beside(file, last)) == FileKind::Table {
            wrong.help(format!("{help}: `{last}`"))
        } else {
            wrong.help(help)
        });
    }
    let path = beside(file, name);
    if schema::kind_of(&path) != FileKind::Table {
        let message = format!("`{name}` is not the name of a CSV file");
        let near = did_you_mean(name, names_in(&path, known));
        let help =
            "write the outages as a list, or name a file beside this one that ends in `.csv`";
        let near = near.unwrap_or_else(|| help.to_owned());
        return Err(place.error("unknown-csv", message).help(near));
    }
    match known.get(path.as_str()) {
        Some(table) => Ok(Some(table)),
        None if inputs.is_left_out(&path) => Ok(None),
        None => Err(unknown(&place, &path, known)),
    }
}

fn twice(file: &Written<UptimeFile>, first: &Written<UptimeFile>, name: &str) -> Diagnostic {
    let (top, first) = (file.origin.top(), first.origin.top());
    let wrong = top
        .key("outages")
        .error("csv-twice", format!("two files name `{name}`"));
    wrong
        .also(first.key("outages").span(), "the other file")
        .help("an outage belongs to one component: give each a file of its own")
}

/// The names of the tables in the folder of `path`.
fn names_in<'a>(path: &str, known: &Known<'a>) -> Vec<&'a str> {
    let folder = path.rsplit_once('/').map(|(folder, _)| folder);
    let split = known.keys().filter_map(|path| path.rsplit_once('/'));
    let inside = split.filter(|(other, _)| Some(*other) == folder);
    inside.map(|(_, name)| name).collect()
}

fn unknown(place: &Place<'_>, path: &str, known: &Known<'_>) -> Diagnostic {
    let wrong = place.error("unknown-csv", format!("there is no file `{path}`"));
    let names = names_in(path, known);
    let name = path.rsplit('/').next().unwrap_or(path);
    match did_you_mean(name, names.iter().copied()) {
        Some(near) => wrong.help(near),
        None if names.is_empty() => {
            wrong.help("put it beside this file, or write the outages as a list")
        }
        None => wrong.help(format!("there are {}", list(names))),
    }
}

fn unnamed(table: &OutageTable) -> Diagnostic {
    let file = &table.origin.file;
    let name = file.path().rsplit('/').next().unwrap_or_default();
    let message = "no file of uptime data names this one, so nothing of it is read";
    Diagnostic::warning("unknown-file", file.span(0..0), message).help(format!(
        "write `outages: {name}` into the YAML file about its component, or remove it"
    ))
}
