//! Cases about time, write-ups, names and meaning that version control or an editor would mangle.

use super::Made;
use crate::project::Project;

/// Makes the case called `name` in `project`: `match name { "106-link" => symlink(…), _ => return Made::No }`, then [`Made::Yes`].
pub(super) fn make(_: &str, _: &Project) -> Made {
    Made::No
}
