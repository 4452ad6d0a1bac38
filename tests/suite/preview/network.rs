//! Where the preview listens, and what it says about that.

use std::net::TcpListener;

use super::server::Server;
use crate::project::Project;

#[test]
fn the_first_line_is_the_title_and_the_address() {
    let project = Project::small();
    let server = Server::start(&project);
    let expected = format!(
        "Preview of Nimbus status at http://127.0.0.1:{}/",
        server.port
    );
    assert_eq!(server.said, [expected, "Ctrl-C ends it".to_owned()]);
}

#[test]
fn a_port_that_is_taken_is_left_to_whoever_has_it() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let project = Project::small();
    let server = Server::with(&project, &["--port", &port.to_string()]);
    assert_ne!(server.port, port);
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn a_name_that_was_allowed_is_answered_and_no_other_is() {
    let project = Project::small();
    let server = Server::with(
        &project,
        &[
            "--port",
            "0",
            "--host",
            "0.0.0.0",
            "--allow-host",
            "preview.example",
        ],
    );
    let named = |host: &str| {
        server
            .raw(server.request("GET", "/", &[host]).as_bytes())
            .status
    };
    assert_eq!(named("Host: preview.example"), 200);
    assert_eq!(named("Host: preview.example:8080"), 200);
    assert_eq!(named("Host: {host}"), 200);
    assert_eq!(named("Host: other.example"), 403);
}

#[test]
fn listening_everywhere_needs_a_name() {
    let text = "error: `--host 0.0.0.0` needs to know by which names the preview will be called\n  help: add `--allow-host` with the name or the address that stands in the browser, such as `--allow-host 192.168.1.20`\n  help: or name the one address to listen at: `--host 192.168.1.20`\n";
    Project::small()
        .run(["serve", "--host", "0.0.0.0"])
        .stderr(text)
        .fails();
}

#[test]
fn an_address_of_another_machine_is_none_to_listen_at() {
    let run = |host| {
        Project::small()
            .run(["serve", "--host", host])
            .stderr_any()
            .fails()
            .stderr
    };
    assert!(run("192.0.2.1").starts_with("error: cannot listen on `192.0.2.1:1111`: "));
    assert!(run("example.org").starts_with("error: `--host example.org`: not an address"));
}

#[test]
fn a_name_is_given_without_its_scheme() {
    let text = "error: `--allow-host http://a`: not the name of a host\n  help: give the name alone, without `http://`, port or path: `--allow-host preview.example.org`\n";
    Project::small()
        .run(["serve", "--allow-host", "http://a"])
        .stderr(text)
        .fails();
}

#[test]
fn an_editor_that_is_not_known_is_told_how_to_be_one() {
    let project = Project::small();
    let run = project.run(["serve", "--editor", "ed"]);
    run.stderr_part("  help: known are cursor, idea, sublime, textmate, vscode, vscode-insiders, vscodium, zed\n").fails();
}

#[test]
fn there_is_no_preview_without_a_site() {
    let text = "error: there is no site in `[SCRATCH]/site`: `content/site.yaml` is not there\n  help: make one with `forthright init my-status`, or name its folder with `--root`\n";
    Project::new().run(["serve"]).stderr(text).fails();
}
