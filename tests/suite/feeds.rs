//! The feed, read by a reader that is not ours.

use std::collections::BTreeSet;

use crate::project::Project;

fn feed(project: &Project) -> (String, feed_rs::model::Feed) {
    let text = project.text("public/feed.atom");
    let feed = feed_rs::parser::parse(text.as_bytes()).expect("the feed is well formed");
    (text, feed)
}

#[test]
fn the_feed_of_the_demo_has_everything_that_is_dated_once() {
    let project = Project::demo();
    project.build();
    let (_, feed) = feed(&project);
    let things = ["incidents", "apologies", "maintenance", "notices"]
        .map(|folder| project.tree(&format!("content/{folder}")).len());
    assert_eq!(feed.entries.len(), things.iter().sum::<usize>());
    let ids: BTreeSet<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids.len(), feed.entries.len(), "an id twice");
}

#[test]
fn the_feed_and_every_entry_say_what_a_reader_needs() {
    let project = Project::demo();
    project.build();
    let (text, feed) = feed(&project);
    assert_eq!(
        feed.title.as_ref().map(|title| title.content.as_str()),
        Some("Nimbus status")
    );
    assert!(feed.updated.is_some() && !feed.id.is_empty());
    assert!(
        feed.links
            .iter()
            .any(|link| link.rel.as_deref() == Some("self")
                && link.href == "https://status.nimbus.example/feed.atom")
    );
    for entry in &feed.entries {
        let link = &entry.links.first().expect("a link").href;
        assert!(link.starts_with("https://status.nimbus.example/"), "{link}");
        let path = link
            .trim_start_matches("https://status.nimbus.example/")
            .split('#')
            .next()
            .unwrap();
        assert!(project.root().join("public").join(path).is_file(), "{link}");
        assert!(
            entry
                .title
                .as_ref()
                .is_some_and(|title| !title.content.is_empty()),
            "{link}"
        );
        assert!(
            entry.updated.is_some() && entry.published <= entry.updated,
            "{link}"
        );
    }
    for date in text
        .split("<updated>")
        .skip(1)
        .chain(text.split("<published>").skip(1))
    {
        let date = date.split('<').next().unwrap();
        let shape: String = date
            .chars()
            .map(|one| if one.is_ascii_digit() { '0' } else { one })
            .collect();
        assert!(
            matches!(
                shape.as_str(),
                "0000-00-00T00:00:00Z" | "0000-00-00T00:00:00-00:00" | "0000-00-00T00:00:00+00:00"
            ),
            "{date}"
        );
    }
}

#[test]
fn an_update_keeps_the_id_of_its_entry_and_dates_it_anew() {
    let project = Project::small();
    project.build();
    let (_, before) = feed(&project);
    let incident = "content/incidents/2009-09-01-mail.md";
    project
        .file(
            incident,
            project.text(incident) + "\n## 15:00 Update\n\nOne more word.\n",
        )
        .build();
    let (_, after) = feed(&project);
    assert_eq!(before.entries[0].id, after.entries[0].id);
    assert!(before.entries[0].updated < after.entries[0].updated);
}

#[test]
fn hostile_text_stays_inside_its_entry() {
    let project = Project::small();
    project.edit(
        "content/incidents/2009-09-01-mail.md",
        "title: Mail is down",
        "title: \"]]></title><script>alert(1)</script> & <b>\"",
    );
    project.edit(
        "content/incidents/2009-09-01-mail.md",
        "Everything is back.",
        "]]> `</content></entry>` \u{2028} & &amp; back.",
    );
    project.build();
    let (text, feed) = feed(&project);
    assert_eq!(feed.entries.len(), 1);
    assert!(!text.contains("<script"), "{text}");
    assert!(
        !project
            .text("public/incidents/2009-09-01-mail.html")
            .contains("<script>alert")
    );
}

#[test]
fn a_site_without_an_address_has_no_feed_and_says_why() {
    let project = Project::small();
    project.edit(
        "content/site.yaml",
        "url: https://status.nimbus.example/\n",
        "",
    );
    project.run(["build"]).stdout("[..]\n").succeeds();
    assert!(!project.root().join("public/feed.atom").exists());
    assert!(!project.text("public/index.html").contains("feed.atom"));
}
