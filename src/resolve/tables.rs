//! Which CSV file belongs to which file of uptime data.
//!
//! A file of uptime data names it, as the name of a file beside it. A table that nobody names is no part of the site, and what is wrong
//! in it is told only while it cannot be known who names it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::findings::Findings;
use super::index::Inputs;
use crate::diagnostic::{Diagnostic, did_you_mean, list};
use crate::schema::{self, FileKind, OutageList, Table, TableOf, UptimeFile, Written};
use crate::source::Span;

/// The tables, by path.
type Known<'a> = BTreeMap<&'a str, &'a Table>;

/// The tables of one file of uptime data, where it has some.
#[derive(Debug, Default)]
pub(crate) struct Tables<'a> {
    pub(crate) outages: Option<&'a Table>,
    pub(crate) rates: Option<&'a Table>,
}

/// Where a file of uptime data names a table, and what that is to hold.
#[derive(Clone, Copy)]
struct Naming<'a> {
    file: &'a Written<UptimeFile>,
    key: &'static str,
    name: &'a str,
    of: TableOf,
}

/// The tables of each file of uptime data, and the tables that are left.
pub(crate) struct Linked<'a> {
    /// In the order of the files.
    pub(crate) tables: Vec<Tables<'a>>,
    /// Tables that may belong to a file that cannot be read.
    pub(crate) unclaimed: Vec<&'a Table>,
}

/// Finds the tables that each file of uptime data names.
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
        let mut own = Tables::default();
        for naming in namings(file) {
            let table = table(naming, &known, inputs);
            let table = table.and_then(|table| match named.insert(naming.path(), naming) {
                Some(first) => Err(twice(naming, first)),
                None => Ok(table),
            });
            doubtful |= table.is_err();
            let table = table.map_err(|wrong| found.push(wrong)).ok().flatten();
            match naming.of {
                TableOf::Outages => own.outages = table,
                TableOf::ErrorRates => own.rates = table,
            }
        }
        tables.push(own);
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
    namings(file).any(|naming| naming.path() == path)
}

/// The tables that `file` names.
fn namings(file: &Written<UptimeFile>) -> impl Iterator<Item = Naming<'_>> {
    let outages = match &file.value.outages {
        OutageList::Table(name) => Some(name),
        OutageList::Here(_) => None,
    };
    let named = [
        ("outages", outages, TableOf::Outages),
        (
            "error_rates",
            file.value.error_rates.as_ref(),
            TableOf::ErrorRates,
        ),
    ];
    named.into_iter().filter_map(move |(key, name, of)| {
        Some(Naming {
            file,
            key,
            name: name?,
            of,
        })
    })
}

impl Naming<'_> {
    /// The path of the table.
    fn path(&self) -> String {
        self.beside(self.name)
    }

    /// The path of the file called `name` in the folder of the file that names the table.
    fn beside(&self, name: &str) -> String {
        let path: &Arc<str> = self.file.origin.file.path();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{folder}/{name}")
    }

    /// The span of the name.
    fn span(&self) -> Span {
        self.file.origin.top().key(self.key).span()
    }

    fn error(&self, code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, self.span(), message)
    }
}

/// The table that is named; none where the site is made without it.
fn table<'a>(
    naming: Naming<'_>,
    known: &Known<'a>,
    inputs: &Inputs<'_>,
) -> Result<Option<&'a Table>, Diagnostic> {
    let name = naming.name;
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    if last != name {
        let wrong = naming.error("unknown-csv", format!("`{name}` leads into a folder"));
        let help = "write only the name of a CSV file that lies beside this one";
        return Err(
            if schema::kind_of(&naming.beside(last)) == FileKind::Table {
                wrong.help(format!("{help}: `{last}`"))
            } else {
                wrong.help(help)
            },
        );
    }
    let path = naming.path();
    if schema::kind_of(&path) != FileKind::Table {
        let message = format!("`{name}` is not the name of a CSV file");
        let near = did_you_mean(name, names_in(&path, known));
        let help = match naming.of {
            TableOf::Outages => {
                "write the outages as a list, or name a file beside this one that ends in `.csv`"
            }
            TableOf::ErrorRates => "name a file beside this one that ends in `.csv`",
        };
        let near = near.unwrap_or_else(|| help.to_owned());
        return Err(naming.error("unknown-csv", message).help(near));
    }
    match known.get(path.as_str()) {
        Some(table) => fits(naming, table).map(|()| Some(*table)),
        None if inputs.is_left_out(&path) => Ok(None),
        None => Err(unknown(naming, &path, known)),
    }
}

/// Whether `table` holds what it is named for; what is wrong with its first row is told there.
fn fits(naming: Naming<'_>, table: &Table) -> Result<(), Diagnostic> {
    let Some(of) = table.of.filter(|of| *of != naming.of) else {
        return Ok(());
    };
    let key = match of {
        TableOf::Outages => "outages",
        TableOf::ErrorRates => "error_rates",
    };
    let message = format!("by its columns, `{}` holds {}", naming.name, of.noun());
    let wrong = naming.error("csv-columns", message);
    Err(wrong.help(format!("name it by `{key}`, or name another file here")))
}

fn twice(naming: Naming<'_>, first: Naming<'_>) -> Diagnostic {
    let name = naming.name;
    if std::ptr::eq(naming.file, first.file) {
        let wrong = naming.error("csv-twice", format!("`{name}` is named twice"));
        let wrong = wrong.also(first.span(), "the other time");
        return wrong.help("a file holds either outages or error rates");
    }
    let wrong = naming.error("csv-twice", format!("two files name `{name}`"));
    wrong
        .also(first.span(), "the other file")
        .help("an outage belongs to one component: give each a file of its own")
}

/// The names of the tables in the folder of `path`.
fn names_in<'a>(path: &str, known: &Known<'a>) -> Vec<&'a str> {
    let folder = path.rsplit_once('/').map(|(folder, _)| folder);
    let split = known.keys().filter_map(|path| path.rsplit_once('/'));
    let inside = split.filter(|(other, _)| Some(*other) == folder);
    inside.map(|(_, name)| name).collect()
}

fn unknown(naming: Naming<'_>, path: &str, known: &Known<'_>) -> Diagnostic {
    let wrong = naming.error("unknown-csv", format!("there is no file `{path}`"));
    let names = names_in(path, known);
    let name = path.rsplit('/').next().unwrap_or(path);
    match did_you_mean(name, names.iter().copied()) {
        Some(near) => wrong.help(near),
        None if names.is_empty() => wrong.help(match naming.of {
            TableOf::Outages => "put it beside this file, or write the outages as a list",
            TableOf::ErrorRates => "put it beside this file",
        }),
        None => wrong.help(format!("there are {}", list(names))),
    }
}

fn unnamed(table: &Table) -> Diagnostic {
    let file = &table.origin.file;
    let name = file.path().rsplit('/').next().unwrap_or_default();
    let message = "no file of uptime data names this one, so nothing of it is read";
    let key = match table.of {
        Some(TableOf::ErrorRates) => "error_rates",
        Some(TableOf::Outages) | None => "outages",
    };
    Diagnostic::warning("unknown-file", file.span(0..0), message).help(format!(
        "write `{key}: {name}` into the YAML file about its component, or remove it"
    ))
}
