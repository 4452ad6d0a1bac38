//! How a case is laid over a site: out of its folder, or by the code that makes it.

use std::path::Path;

use super::{bytes, names};
use crate::project::{Project, repository};

/// How a case is made that no file in the repository could hold.
pub(crate) enum Made {
    /// By code.
    Yes,
    /// Not at all: the case lies in its folder.
    No,
    /// Not on this machine, and why.
    Cannot(&'static str),
}

/// Lays the case over the site; says why, where this machine does not let us.
pub(crate) fn lay(
    case: &Path,
    name: &str,
    project: &Project,
) -> Result<Option<&'static str>, String> {
    let inside = case.join("in");
    if inside.exists() {
        project.add(inside.strip_prefix(repository()).unwrap().to_str().unwrap());
    }
    let made = match bytes::make(name, project) {
        Made::No => names::make(name, project),
        made => made,
    };
    match made {
        Made::No if !inside.exists() => Err("there is no `in/`, and no code makes it".to_owned()),
        Made::Cannot(why) => Ok(Some(why)),
        Made::Yes | Made::No => Ok(None),
    }
}
