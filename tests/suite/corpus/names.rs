//! Cases about names and paths, and large templates: what version control would mangle, or another system could not hold.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

use super::lay::Made;
use crate::project::Project;

const INCIDENT: &str = "content/incidents/2009-09-01-mail.md";

/// Makes the case called `name` in `project`.
pub(super) fn make(name: &str, project: &Project) -> Made {
    let odd: &[&str] = match name {
        "098-ids-that-look-alike" => &["Mail", "caf\u{e9}", "cafe\u{301}"],
        "099-name-that-cannot-be-an-address" => &[
            "Mail is down",
            "Übersicht",
            "mail😀",
            "mail%2e",
            "a:b",
            "a*",
            "a\\b",
        ],
        "100-names-that-windows-keeps" => {
            &["con", "aux", "nul.2", "com1", "lpt9", "mail.", "mail "]
        }
        _ => return files(name, project),
    };
    for id in odd {
        project.file(
            &format!("content/incidents/{id}.md"),
            project.text(INCIDENT),
        );
    }
    Made::Yes
}

fn files(name: &str, project: &Project) -> Made {
    let names: &[&str] = match name {
        "098-static-files-that-look-alike" => &[
            "static/logo.svg",
            "static/Logo.svg",
            "static/caf\u{e9}.svg",
            "static/cafe\u{301}.svg",
            "static/cafe.svg",
        ],
        "104-left-behind-by-editors" => &[
            "incidents/.2009-09-01-mail.md.swp",
            "incidents/4913",
            "incidents/#2009-09-01-mail.md#",
            "incidents/2009-09-01-mail.md~",
            "incidents/.#2009-09-01-mail.md",
            "incidents/2009-09-01-mail.md___jb_tmp___",
            "incidents/.DS_Store",
            "static/.logo.svg.swp",
            "static/logo.svg~",
            "static/.DS_Store",
            "static/Thumbs.db",
        ],
        "108-secrets-in-static" => &[
            "static/.env",
            "static/.git/config",
            "static/keys/site.pem",
            "static/keys/id_rsa",
            "static/keys/SITE.KEY",
            "static/old/.htpasswd",
        ],
        "103-name-not-utf-8" => {
            let folder = project.root().join("content/incidents");
            fs::create_dir(folder.join(OsStr::from_bytes(b"\xff"))).unwrap();
            let name = OsStr::from_bytes(b"caf\xe9.md");
            fs::write(folder.join(name), project.text(INCIDENT)).unwrap();
            return Made::Yes;
        }
        "102-name-too-long" => {
            let name = "a".repeat(255 - ".md".len());
            project.file(
                &format!("content/incidents/{name}.md"),
                project.text(INCIDENT),
            );
            return Made::Yes;
        }
        "102-path-too-long" => {
            deep(project);
            return Made::Yes;
        }
        _ => return absent(name, project),
    };
    for name in names {
        project.file(&format!("content/{name}"), "x\n");
    }
    Made::Yes
}

/// Folders within folders, past the longest path that the system takes: two halves, the one moved into the other.
pub(crate) fn deep(project: &Project) {
    let half = |top: &str| {
        let name = "a".repeat(200);
        let parts = std::iter::once(top.to_owned()).chain(std::iter::repeat_n(name, 12));
        project.root().join(parts.collect::<Vec<_>>().join("/"))
    };
    let (upper, lower) = (half("content/incidents"), half("lower"));
    fs::create_dir_all(&upper).unwrap();
    fs::create_dir_all(&lower).unwrap();
    fs::write(lower.join("x.md"), "lost\n").unwrap();
    fs::rename(project.root().join("lower"), upper.join("lower")).unwrap();
}

fn absent(name: &str, project: &Project) -> Made {
    let content = project.root().join("content");
    match name {
        "110-no-content" => fs::remove_dir_all(content).unwrap(),
        "110-no-settings" => drop(project.remove("content/site.yaml")),
        "110-wrong-folder" => fs::create_dir(project.root().join("../elsewhere")).unwrap(),
        "106-content-is-a-link-out" => {
            fs::rename(&content, project.root().join("../elsewhere")).unwrap();
            symlink("../elsewhere", content).unwrap();
        }
        _ => return links(name, project),
    }
    Made::Yes
}

fn links(name: &str, project: &Project) -> Made {
    let link = |target: &str, place: &str| {
        let place = project.root().join("content").join(place);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        symlink(target, place).unwrap();
    };
    project.file("../outside/logo.svg", "x\n");
    match name {
        "106-links-out-of-the-project" => {
            link("../../../outside/logo.svg", "static/logo.svg");
            link("../../../outside", "static/all");
            link("/etc", "static/etc");
        }
        "106-links-inside-the-project" => {
            project.file("brand/logo.svg", "x\n");
            project.file("written/2009-08-01-files.md", project.text(INCIDENT));
            link("../../brand", "static/brand");
            link("../../brand/logo.svg", "static/logo.svg");
            link("../../written", "incidents/2009");
        }
        "106-links-to-secrets" => {
            project.file(".env", "SECRET=1\n");
            project.file(".git/config", "[remote]\n");
            project.file("deploy.pem", "key\n");
            link("../../.env", "static/settings.txt");
            link("../../.git", "static/repository");
            link("../../deploy.pem", "static/logo.svg");
        }
        "106-two-links-into-one-folder" => {
            project.file("brand/logo.svg", "x\n");
            project.file("brand/old/logo.svg", "x\n");
            link("../../brand", "static/a");
            link("../../brand", "static/b");
            link("../../brand/old", "static/c");
        }
        "107-links-in-a-circle" => {
            link("b.md", "incidents/a.md");
            link("a.md", "incidents/b.md");
            link("..", "incidents/up");
            link("../..", "static/all");
            link("../south", "static/north/x");
            link("../north", "static/south/y");
        }
        "107-link-to-nothing" => {
            link("2009-09-01-mial.md", "incidents/2009-09-02-mail.md");
            link("../../gone", "static/gone");
        }
        _ => return large(name, project),
    }
    Made::Yes
}

/// Templates that would cost the engine its stack.
fn large(name: &str, project: &Project) -> Made {
    let folder = "themes/own/templates";
    match name {
        "096-expression-of-many-terms" => {
            let terms = " + 1".repeat(20_000);
            project.file(
                &format!("{folder}/404.html"),
                format!("{{{{ 1{terms} }}}}\n"),
            );
        }
        "096-chain-of-elif" => {
            let chain = "{% elif false %}\n".repeat(20_000);
            let text = format!("{{% if false %}}\n{chain}{{% endif %}}\n");
            project.file(&format!("{folder}/404.html"), text);
        }
        "096-too-many-templates" => {
            for number in 0..70 {
                let next = format!("{{% include \"part-{:02}.html\" %}}\n", number + 1);
                project.file(&format!("{folder}/part-{number:02}.html"), next);
            }
            project.file(&format!("{folder}/part-70.html"), "The end\n");
        }
        _ => return Made::No,
    }
    project.edit(
        "content/site.yaml",
        "title: Nimbus status",
        "title: Nimbus status\ntheme: { name: own }",
    );
    Made::Yes
}
