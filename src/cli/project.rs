//! Which site is meant, and at which moment: what every command about a site needs first.

use std::env;
use std::path::{Path, PathBuf};

use super::args::SiteOptions;
use super::console::Console;
use crate::disk::{self, Failure};
use crate::resolve::{AsOf, Options, WrongOption};
use crate::timeline::Instant;

/// The folder of the site: `root`, or the nearest folder from here upwards that holds one.
///
/// # Errors
/// There is none.
pub(super) fn root(root: Option<&Path>) -> Result<PathBuf, Failure> {
    let here = match root {
        Some(folder) => folder.to_owned(),
        None => env::current_dir().map_err(|error| Failure::io("find", Path::new("."), &error))?,
    };
    let mut candidates = if root.is_some() {
        here.ancestors().take(1)
    } else {
        here.ancestors().take(usize::MAX)
    };
    let found = candidates.find(|folder| disk::is_site(folder));
    found.map(Path::to_owned).ok_or_else(|| {
        Failure::new(format!(
            "there is no site in `{}`: `content/site.yaml` is not there",
            disk::shown(&here)
        ))
        .help("make one with `forthright init my-status`, or name its folder with `--root`")
    })
}

/// The way to the site's folder from where GitHub Actions looks for files, with a slash at its end; empty where it is that.
///
/// The service names its workspace to every step. Outside it, files are looked for from here.
pub(super) fn from_workspace(root: &Path) -> String {
    let base = env::var_os("GITHUB_WORKSPACE").filter(|folder| !folder.is_empty());
    let base = base.map_or_else(env::current_dir, |folder| Ok(PathBuf::from(folder)));
    let real = |folder: &Path| folder.canonicalize().ok();
    let base = base.ok().and_then(|folder| real(&folder));
    let inside = base.and_then(|base| Some(real(root)?.strip_prefix(base).ok()?.to_owned()));
    let mut folder = String::new();
    for part in inside.iter().flat_map(|inside| inside.components()) {
        folder.push_str(&part.as_os_str().to_string_lossy());
        folder.push('/');
    }
    folder
}

/// Nothing, where every input was read; all other inputs are checked by then, so that all is told in one run.
///
/// # Errors
/// The last of the files and folders that may not be read. The others are printed here.
pub(super) fn all_read(mut denied: Vec<Failure>, console: &Console) -> Result<(), Failure> {
    let last = denied.pop();
    for one in &denied {
        console.failure(one);
    }
    last.map_or(Ok(()), Err)
}

/// What the site is asked for.
///
/// # Errors
/// A `SOURCE_DATE_EPOCH` that is no number.
pub(super) fn options(site: &SiteOptions, base_url: Option<&String>) -> Result<Options, Failure> {
    Ok(Options {
        as_of: as_of(site.as_of.as_ref())?,
        drafts: site.drafts,
        base_url: base_url.cloned(),
    })
}

/// The moment asked for; else `SOURCE_DATE_EPOCH`, else now.
///
/// # Errors
/// A `SOURCE_DATE_EPOCH` that is no number.
pub(super) fn as_of(written: Option<&String>) -> Result<AsOf, Failure> {
    Ok(fixed(written)?.unwrap_or_else(|| AsOf::At(now())))
}

/// The moment asked for, else `SOURCE_DATE_EPOCH`; `None` where the clock decides.
///
/// # Errors
/// A `SOURCE_DATE_EPOCH` that is no number.
pub(super) fn fixed(written: Option<&String>) -> Result<Option<AsOf>, Failure> {
    if let Some(text) = written {
        return Ok(Some(AsOf::Text(text.clone())));
    }
    let Ok(text) = env::var("SOURCE_DATE_EPOCH") else {
        return Ok(None);
    };
    let seconds = text.trim().parse().map_err(|_| {
        Failure::new(format!(
            "SOURCE_DATE_EPOCH is `{text}`, not a number of seconds"
        ))
    })?;
    Ok(Some(AsOf::At(Instant::from_seconds(seconds))))
}

/// An option that cannot be read, under the name of its flag.
pub(super) fn wrong_option(wrong: WrongOption) -> Failure {
    let WrongOption {
        option,
        text,
        message,
        help,
    } = wrong;
    let why = message
        .strip_prefix(&format!("`{text}` is "))
        .unwrap_or(&message);
    let flag = option.replace('_', "-");
    let failure = Failure::new(format!("`--{flag} {}`: {why}", text.escape_debug()));
    help.into_iter().fold(failure, Failure::help)
}

/// The clock, cut to the minute: nobody reads seconds on a status page. Read here, once a build.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that reads the clock"
)]
pub(super) fn now() -> Instant {
    let seconds = jiff::Timestamp::now().as_second();
    Instant::from_seconds(seconds - seconds.rem_euclid(60))
}
