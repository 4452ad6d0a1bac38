//! What may come to a preview that listens: every row is tried at one that runs, and must be refused or do no harm.
//!
//! After each row the preview still answers. No answer holds what lies outside the site, none lets another site read it, and at the
//! end the preview is at rest.

use super::server::{Answer, Server};
use super::{paths, protocol, web};
use crate::project::Project;

/// Stands in everything that no answer may hold.
pub(super) const SECRET: &str = "not-for-the-web";
/// As many as there are in the list of what must be withstood, or more.
const ROWS: usize = 60;

/// One row.
pub(super) struct Attack {
    /// What it is.
    pub(super) name: &'static str,
    /// How it is made.
    pub(super) by: By,
    /// The answers that are right; 0 is a closed connection.
    pub(super) right: &'static [u16],
}

/// How an attack is made.
pub(super) enum By {
    /// A path of a request that is otherwise good.
    Path(&'static str),
    /// Method, target and lines of a request. `{host}` stands for the preview's own name, `{token}` for its token.
    Request(&'static str, &'static str, &'static [&'static str]),
    /// These bytes.
    Bytes(fn() -> Vec<u8>),
    /// More than one request. It returns the last answer.
    Deeds(fn(&Server<'_>) -> Answer),
}

/// A site, and around it what must not be found.
fn besieged() -> Project {
    let project = Project::small();
    let secret = format!("{SECRET}\n");
    for path in [
        ".env",
        ".git/config",
        "../secret.txt",
        "../site-sibling/secret.txt",
        "public/old.html",
        "public/.forthright.json",
        "content/incidents/.2009-09-01-mail.md.swp",
        "content/incidents/2009-09-01-mail.md~",
        "content/pages/.#hidden.md",
        ".forthright-stage/files/index.html",
    ] {
        project.file(path, &secret);
    }
    project.file(
        "content/pages/later.md",
        format!("---\ntitle: {SECRET}\ndraft: true\n---\n\n{SECRET}\n"),
    );
    project.file(
        "content/static/picture.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n",
    );
    project
}

/// What comes into the content of a site whose preview runs: links to the outside, a pipe, and names and texts that are scripts.
fn smuggle(project: &Project) {
    let root = project.root();
    let statics = root.join("content/static");
    std::os::unix::fs::symlink(root.join("../secret.txt"), statics.join("link.txt")).unwrap();
    std::os::unix::fs::symlink(root.join("../site-sibling"), statics.join("folder")).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(statics.join("pipe.txt"))
        .status();
    assert!(made.unwrap().success());
    project.file("content/pages/<script>alert(1)<!--.md", "---\ntitle: <script>alert(2)</script>\n'<script>alert(3)</script>': \"</pre></template><script>alert(4)</script>\"\n---\n");
}

#[test]
fn every_attack_is_refused_or_does_no_harm() {
    let project = besieged();
    let mut server = Server::start(&project);
    let token = server.token();
    smuggle(&project);
    server.wait_for("/", "<details open>");
    let rows: Vec<&Attack> = [
        paths::ROWS,
        web::NAMES,
        web::ORIGINS,
        web::FETCHES,
        web::TOKENS,
        protocol::ROWS,
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut wrong = Vec::new();
    for row in &rows {
        let answer = attempt(&server, row, &token);
        wrong.extend(harm(row, &answer).map(|why| format!("{}: {why}", row.name)));
        let answers = server.is_alive() && server.get("/").status == 200;
        assert!(
            answers,
            "after {}: no answer\n{}",
            row.name,
            wrong.join("\n")
        );
    }
    wrong.extend(server.wait_for_rest().err());
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    assert!(rows.len() >= ROWS, "{} rows", rows.len());
}

fn attempt(server: &Server<'_>, row: &Attack, token: &str) -> Answer {
    match row.by {
        By::Path(path) => server.get(path),
        By::Request(method, target, lines) => {
            let request = server.request(method, target, lines);
            server.raw(request.replace("{token}", token).as_bytes())
        }
        By::Bytes(make) => {
            let bytes = make();
            let host = format!("127.0.0.1:{}", server.port);
            match String::from_utf8(bytes) {
                Ok(text) => server.raw(text.replace("{host}", &host).as_bytes()),
                Err(odd) => server.raw(odd.as_bytes()),
            }
        }
        By::Deeds(deeds) => deeds(server),
    }
}

/// What is wrong with the answer.
fn harm(row: &Attack, answer: &Answer) -> Option<String> {
    let text = answer.text();
    if !row.right.contains(&answer.status) {
        return Some(format!("answered with {}\n{text}", answer.status));
    }
    if text.contains(SECRET) || answer.headers.values().any(|value| value.contains(SECRET)) {
        return Some("the secret is out".to_owned());
    }
    if text.contains("<script>alert") {
        return Some("a script stands in the page".to_owned());
    }
    let shared = answer
        .headers
        .keys()
        .find(|name| name.starts_with("access-control-"));
    if let Some(name) = shared {
        return Some(format!("other sites may read: {name}"));
    }
    let whole = [
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
        ("x-frame-options", "DENY"),
        ("cross-origin-resource-policy", "same-origin"),
    ];
    // What is no request at all is answered before it comes to us.
    let ours = !answer.body.is_empty();
    let missing = whole
        .iter()
        .find(|(name, value)| ours && answer.header(name) != *value);
    missing.map(|(name, _)| format!("{name} is missing"))
}
