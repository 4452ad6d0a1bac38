//! The preview: a server on this machine that always shows what a build of the files, as they are now, would make.
//!
//! ```text
//!  watch ─► look ─► disk::Reader ─► pipeline (with a memo) ─► Moment ─► server ─► browser
//!  (wakes)         (what changed)                            (one state, whole)   (one page, when asked)
//! ```
//!
//! Nothing is written to disk. A `Desk` holds the newest `Moment`; the server renders from it the
//! page that is asked for, by the same code as a build, and tells the browsers when there is a newer one.

mod desk;
mod door;
mod editor;
mod live;
mod moment;
mod news;
mod server;
mod signal;
mod watch;

use std::path::Path;
use std::sync::Arc;
use std::thread;

pub use self::desk::Clock;
use self::desk::Desk;
pub use self::door::Door;
pub use self::editor::Editor;
use self::live::Live;
pub use self::news::Told;
use self::server::Server;
use crate::disk::Failure;
use crate::resolve::WrongOption;

/// Pages that are made at one time.
const HANDS: usize = 4;

/// What a preview shows.
#[derive(Debug)]
pub struct Shown<'a> {
    /// Folder of the project.
    pub root: &'a Path,
    /// The instant that its pages speak of.
    pub clock: Clock,
    /// Whether drafts are part of it.
    pub drafts: bool,
    /// Where links in what is said about files lead.
    pub editor: Option<Editor>,
}

/// A preview that is ready to answer.
pub struct Preview {
    desk: Arc<Desk>,
    door: Door,
    server: Server,
}

impl Preview {
    /// Reads the project, to be shown at `door`.
    ///
    /// # Errors
    /// An instant that cannot be read.
    pub fn open(shown: Shown<'_>, door: Door) -> Result<Self, WrongOption> {
        let Shown {
            root,
            clock,
            drafts,
            editor,
        } = shown;
        let desk = Arc::new(Desk::open(root, clock, drafts)?);
        let whole = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let server = Server::new(Arc::clone(&desk), door.names.clone(), (editor, whole));
        Ok(Self { desk, door, server })
    }

    /// Title of the site and the address to open.
    #[must_use]
    pub fn title_and_url(&self) -> (Option<String>, String) {
        let moment = self.desk.newest();
        let identity = moment.site.as_ref().map(|site| &site.site.identity);
        let base = server::base(identity.and_then(|identity| identity.url.as_deref()));
        let title = identity.map(|identity| identity.title.clone());
        (title, format!("{}{base}", self.door.url()))
    }

    /// Answers until the program is ended, and tells what there is to tell. `poll` looks for changes without help of the system.
    ///
    /// # Errors
    /// The system gives out no more of what a server needs.
    pub fn run(self, poll: bool, tell: &(dyn Fn(Told<'_>) + Sync)) -> Result<(), Failure> {
        let Self { desk, door, server } = self;
        let failed =
            |error: std::io::Error| Failure::io("answer at", Path::new(&door.url()), &error);
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime
            .enable_io()
            .enable_time()
            .max_blocking_threads(HANDS)
            .build();
        let runtime = runtime.map_err(failed)?;
        door.listener.set_nonblocking(true).map_err(failed)?;
        let listener = door.listener.try_clone().map_err(failed)?;
        thread::scope(|scope| {
            thread::Builder::new()
                .spawn_scoped(scope, || Live::new(&desk, poll, tell).run())
                .map_err(failed)?;
            runtime.block_on(server.run(listener)).map_err(failed)
        })
    }
}
