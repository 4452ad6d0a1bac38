//! What the preview answers to those who may ask.

use super::server::Server;
use crate::project::Project;

#[test]
fn every_file_is_served_as_a_build_writes_it() {
    let project = Project::demo();
    project.run(["build", "--quiet"]).succeeds();
    let server = Server::start(&project);
    let mut wrong = Vec::new();
    for (path, bytes) in project.tree("public") {
        let answer = server.get(&format!("/{path}?plain"));
        if path != ".forthright.json" && (answer.status != 200 || answer.body != bytes) {
            wrong.push(format!("{path}: {}", answer.status));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn every_file_has_its_type() {
    let project = Project::demo();
    project.file(
        "content/static/dates.ics",
        "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    );
    project.file("content/static/figures.csv", "a,b\n");
    project.file(
        "content/static/.well-known/security.txt",
        "Contact: mailto:a@example.org\n",
    );
    project.file("content/static/letter.woff2", "wOF2");
    project.file("content/static/odd.xyz", "?");
    let server = Server::start(&project);
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/feed.atom", "application/atom+xml; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/_headers", "text/plain; charset=utf-8"),
        ("/.nojekyll", "text/plain; charset=utf-8"),
        ("/logo.svg", "image/svg+xml"),
        ("/dates.ics", "text/calendar; charset=utf-8"),
        ("/figures.csv", "text/csv; charset=utf-8"),
        ("/.well-known/security.txt", "text/plain; charset=utf-8"),
        ("/letter.woff2", "font/woff2"),
        ("/odd.xyz", "application/octet-stream"),
        ("/-/preview.js", "text/javascript; charset=utf-8"),
        ("/-/preview.css", "text/css; charset=utf-8"),
    ] {
        let answer = server.get(path);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, kind),
            "{path}"
        );
    }
}

#[test]
fn the_head_alone_says_how_long_the_rest_would_be() {
    let project = Project::small();
    let server = Server::start(&project);
    let (head, whole) = (server.ask("HEAD", "/", &[]), server.get("/"));
    assert_eq!(head.header("content-length"), whole.body.len().to_string());
    assert!(head.body.is_empty());
}

#[test]
fn what_is_not_there_is_answered_by_the_page_of_the_site_for_it() {
    let project = Project::small();
    project.run(["build", "--quiet"]).succeeds();
    let answer = Server::start(&project).get("/nowhere/at/all?plain");
    assert_eq!(
        (answer.status, answer.text()),
        (404, project.text("public/404.html"))
    );
}

#[test]
fn a_folder_is_found_without_its_slash_and_a_page_without_its_ending() {
    let project = Project::small();
    let server = Server::start(&project);
    let answer = server.get("/incidents?plain");
    assert_eq!(
        (answer.status, answer.header("location")),
        (302, "/incidents/?plain")
    );
    assert_eq!(server.get("/incidents/").status, 200);
    assert_eq!(server.get("/incidents/2009-09-01-mail").status, 200);
}

#[test]
fn a_site_below_a_path_is_served_below_it() {
    let project = Project::small();
    project.edit(
        "content/site.yaml",
        "https://status.nimbus.example/",
        "https://example.org/about/status/",
    );
    let server = Server::start(&project);
    assert!(server.url.ends_with("/about/status/"), "{}", server.url);
    assert_eq!(server.get("/").header("location"), "/about/status/");
    assert_eq!(
        server.get("/about/status").header("location"),
        "/about/status/"
    );
    assert_eq!(
        server.get("/about/status/incidents").header("location"),
        "/about/status/incidents/"
    );
    assert_eq!(server.get("/about/status/index.html").status, 200);
    assert_eq!(server.get("/index.html").status, 404);
}

#[test]
fn a_page_has_the_bar_and_its_policy_allows_no_more_than_that() {
    let project = Project::small();
    let page = Server::start(&project).get("/").text();
    let policy = page
        .split("http-equiv=\"Content-Security-Policy\" content=\"")
        .nth(1)
        .unwrap();
    let policy = policy.split('"').next().unwrap();
    let nonce = page
        .split("nonce=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; script-src 'nonce-{nonce}'; connect-src 'self'"
        )
    );
    assert_eq!(page.matches("<script").count(), 1, "{page}");
}

#[test]
fn a_site_that_never_was_whole_has_a_page_that_says_why() {
    let project = Project::small();
    project.edit("content/site.yaml", "title:", "titel:");
    let server = Server::start(&project);
    let answer = server.get("/incidents/");
    assert_eq!(answer.status, 500);
    assert!(
        answer
            .text()
            .contains("error[unknown-key]: unknown key `titel`"),
        "{}",
        answer.text()
    );
    project.edit("content/site.yaml", "titel:", "title:");
    server.wait_for("/incidents/", "<h1>");
}

#[test]
fn the_last_good_page_stays_under_what_is_wrong() {
    let project = Project::small();
    let server = Server::start(&project);
    project.edit("content/site.yaml", "title:", "titel:");
    let page = server.wait_for("/", "error[unknown-key]");
    assert!(page.contains("Nimbus status"), "{page}");
    project.edit("content/site.yaml", "titel:", "title:");
    let mended = server.wait_for("/", "<div id=\"errors\" role=\"alert\"></div>");
    assert!(!mended.contains("unknown-key"), "{mended}");
}

#[test]
fn of_many_errors_the_first_twenty_are_shown_and_the_rest_counted() {
    let project = Project::small();
    for number in 10..35 {
        let page = format!("---\ntitle: Page\nwrong{number}: 1\n---\n\nText.\n");
        project.file(&format!("content/pages/page-{number}.md"), page);
    }
    let page = Server::start(&project).get("/").text();
    assert!(page.contains("25 errors in 25 files"), "{page}");
    assert_eq!(page.matches("error[unknown-key]").count(), 20);
    assert!(
        page.contains("and 5 more: the terminal shows them all"),
        "{page}"
    );
}

#[test]
fn what_is_wrong_leads_into_the_editor() {
    let project = Project::small();
    project.edit("content/site.yaml", "title:", "titel:");
    let server = Server::with(
        &project,
        &["--port", "0", "--editor", "ed://{path}?l={line}"],
    );
    let page = server.get("/").text();
    let root = project.root().canonicalize().unwrap();
    let link = format!("<a href=\"ed://{}/content/site.yaml?l=1\">", root.display());
    assert!(page.contains(&link), "{page}");
}

#[test]
fn the_clock_of_a_cookie_is_the_clock_of_the_page() {
    let project = Project::small();
    let server = Server::start(&project);
    let moved = format!(
        "Cookie: a=b; forthright_clock_{}=2009-09-05T03:00:00Z",
        server.port
    );
    let page = server.ask("GET", "/?plain", &[&moved]).text();
    assert!(page.contains("4 September 2009, 20:00 PDT"), "{page}");
    let garbled = moved.replace("2009-09-05T03", "yesterday");
    assert!(
        server
            .ask("GET", "/?plain", &[&garbled])
            .text()
            .contains("2 September 2009, 18:00 PDT")
    );
}

/// Whether the page at `/` is another one for those who look at it, after `change`.
fn is_another_page(change: impl Fn(&Project)) -> bool {
    let project = Project::small();
    project.file("content/pages/about.md", "---\ntitle: About\n---\n\nOne.\n");
    let server = Server::start(&project);
    let token = server.token();
    let state = || {
        server
            .get(&format!("/-/state?token={token}&page=%2F"))
            .text()
    };
    let key = |state: &str| state.split("\"key\":\"").nth(1).unwrap()[..64].to_owned();
    let before = key(&state());
    change(&project);
    project.edit("content/pages/about.md", "One.", "Two.");
    server.wait_for("/about.html", "Two.");
    key(&state()) != before
}

#[test]
fn an_edit_of_another_page_leaves_a_page_as_it_is() {
    assert!(!is_another_page(|_| {}));
}

#[test]
fn another_style_leaves_a_page_as_it_is() {
    assert!(!is_another_page(|project| {
        project.edit(
            "content/site.yaml",
            "title: Nimbus status",
            "title: Nimbus status\ntheme: { accent: '#123456' }",
        );
    }));
}

#[test]
fn another_title_makes_another_page() {
    assert!(is_another_page(|project| {
        project.edit(
            "content/site.yaml",
            "title: Nimbus status",
            "title: Cumulus status",
        );
    }));
}
