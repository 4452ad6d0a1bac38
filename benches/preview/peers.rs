//! Hugo and Zola with the same files and the smallest theme that shows them, where they are at hand.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::server::Server;

/// Another program that serves a site while it is written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Peer {
    Hugo,
    Zola,
}

/// Those that run here; the others are named.
pub(crate) fn at_hand() -> Vec<Peer> {
    let runs = |peer: &Peer| {
        let mut command = Command::new(peer.name());
        let asked = command
            .arg(peer.version())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let runs = asked.status().is_ok_and(|status| status.success());
        if !runs {
            println!("{:<10}  is not at hand", peer.name());
        }
        runs
    };
    [Peer::Hugo, Peer::Zola].into_iter().filter(runs).collect()
}

impl Peer {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Hugo => "hugo",
            Self::Zola => "zola",
        }
    }

    fn version(self) -> &'static str {
        match self {
            Self::Hugo => "version",
            Self::Zola => "--version",
        }
    }

    /// Puts a site of its own beside the one at `root`, with the same incidents, and gives its folder.
    pub(crate) fn site(self, root: &Path) -> PathBuf {
        let site = root.join(self.name());
        let incidents = site.join("content/incidents");
        fs::create_dir_all(&incidents).expect("there is room");
        let folder = fs::read_dir(root.join("content/incidents")).expect("the corpus is there");
        for story in folder.filter_map(|entry| Some(entry.ok()?.path())) {
            let text = fs::read_to_string(&story).expect("the corpus can be read");
            let name = story.file_name().unwrap_or_default();
            fs::write(incidents.join(name), self.words(&text)).expect("there is room");
        }
        for (path, text) in self.theme() {
            let path = site.join(path);
            fs::create_dir_all(path.parent().unwrap_or(&site)).expect("there is room");
            fs::write(path, text).expect("there is room");
        }
        site
    }

    /// An incident with as little in front of it as the program takes: it knows nothing of impacts.
    fn words(self, text: &str) -> String {
        let body = text.splitn(3, "---\n").nth(2).unwrap_or(text);
        match self {
            Self::Hugo => format!("---\ntitle: An incident\n---\n{body}"),
            Self::Zola => format!("+++\ntitle = \"An incident\"\n+++\n{body}"),
        }
    }

    fn theme(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Hugo => &[
                (
                    "config.toml",
                    "baseURL = 'http://127.0.0.1/'\ndisableKinds = ['taxonomy', 'term']\n",
                ),
                (
                    "layouts/_default/single.html",
                    "<h1>{{ .Title }}</h1>{{ .Content }}\n",
                ),
                (
                    "layouts/_default/list.html",
                    "{{ range .Pages }}<a href='{{ .RelPermalink }}'>{{ .Title }}</a>{{ end }}\n",
                ),
            ],
            Self::Zola => &[
                ("config.toml", "base_url = 'http://127.0.0.1'\n"),
                ("content/incidents/_index.md", "+++\n+++\n"),
                ("templates/index.html", "home\n"),
                (
                    "templates/page.html",
                    "<h1>{{ page.title }}</h1>{{ page.content | safe }}\n",
                ),
                (
                    "templates/section.html",
                    "{% for page in section.pages %}<a href='{{ page.permalink }}'>{{ page.title }}</a>{% endfor %}\n",
                ),
            ],
        }
    }

    /// Its server for the site in that folder.
    pub(crate) fn server(self, site: &Path) -> Server {
        let port = "47113";
        let mut command = Command::new(self.name());
        command.current_dir(site);
        match self {
            Self::Hugo => command.args(["server", "--bind", "127.0.0.1", "--port", port]),
            Self::Zola => command.args(["serve", "--interface", "127.0.0.1", "--port", port]),
        };
        Server::other(command, &format!("127.0.0.1:{port}"))
    }
}
