//! Where in a file a key belongs that stands in the wrong place: asked of the structs themselves, on the error path only.
//!
//! A key that no struct has makes the parser list those that the struct does have. So a few small texts with such a key in every
//! place are read, and no list of keys has to be kept by hand.

/// How far down is looked.
const LEVELS: usize = 3;

/// A place in a file: what stands around it when it is written in brackets, and its name for people.
struct Nest {
    before: String,
    after: String,
    name: String,
}

/// The nearest place to the top in which `name` is known, in words; none where several are as near, for then it may mean anything.
/// `keys` reads a text that has the key `?` in one place, and returns the keys that are known there; none where no map belongs.
pub(super) fn home(name: &str, keys: impl Fn(&str) -> Option<Vec<String>>) -> Option<String> {
    let mut level = vec![Nest {
        before: String::new(),
        after: String::new(),
        name: "at the top level".to_owned(),
    }];
    for _ in 0..LEVELS {
        let (mut next, mut homes) = (Vec::new(), Vec::new());
        for nest in level {
            let text = format!("{}{{\"?\": 1}}{}", nest.before, nest.after);
            let Some(known) = keys(&text) else { continue };
            next.extend(known.iter().flat_map(|key| nest.below(key)));
            if known.iter().any(|key| key == name) {
                homes.push(nest.name);
            }
        }
        if let Some(home) = homes.pop() {
            return homes.is_empty().then_some(home);
        }
        level = next;
    }
    None
}

impl Nest {
    /// The two places that `key` may open: a map, and an entry of a list.
    fn below(&self, key: &str) -> [Self; 2] {
        let Self { before, after, .. } = self;
        [("", "", "in"), ("[", "]", "in an entry of")].map(|(open, close, word)| Self {
            before: format!("{before}{{{key}: {open}"),
            after: format!("{close}}}{after}"),
            name: format!("{word} `{key}`"),
        })
    }
}
