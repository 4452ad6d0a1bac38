//! Names made from text, each different from all before it.

use std::collections::BTreeMap;

/// The names given so far, each with the number that its next namesake tries.
#[derive(Default)]
pub(super) struct Names(BTreeMap<String, usize>);

impl Names {
    /// `wanted`, or `wanted` with the first free number behind `joint`.
    pub(super) fn unique(&mut self, wanted: String, joint: &str) -> String {
        let Some(mut number) = self.0.get(&wanted).copied() else {
            self.0.insert(wanted.clone(), 2);
            return wanted;
        };
        let name = loop {
            let name = format!("{wanted}{joint}{number}");
            number += 1;
            if !self.0.contains_key(&name) {
                break name;
            }
        };
        self.0.insert(wanted, number);
        self.0.insert(name.clone(), 2);
        name
    }

    /// The id of a heading with this text. It holds only `a-z`, `0-9` and `-`, so it can never be the id of a footnote.
    pub(super) fn slug(&mut self, text: &str) -> String {
        const LONGEST: usize = 64;
        let end = (0..=text.len().min(4 * LONGEST)).rfind(|at| text.is_char_boundary(*at));
        let mut slug = slug::slugify(&text[..end.unwrap_or_default()]);
        slug.truncate(
            slug.char_indices()
                .nth(LONGEST)
                .map_or(slug.len(), |(at, _)| at),
        );
        let slug = slug.trim_end_matches('-');
        self.unique(
            if slug.is_empty() { "section" } else { slug }.to_owned(),
            "-",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn namesakes_are_numbered_past_names_already_taken() {
        let mut names = Names::default();
        let ids: Vec<_> = ["A b", "a-b 2", "a b!", "A B", "!?", "Zürich"]
            .iter()
            .map(|text| names.slug(text))
            .collect();
        assert_eq!(ids, ["a-b", "a-b-2", "a-b-3", "a-b-4", "section", "zurich"]);
    }
}
