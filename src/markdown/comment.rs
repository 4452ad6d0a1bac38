//! HTML comments: people keep private notes in them, so they come out nowhere.
//!
//! A block of HTML arrives line by line, and a comment may stretch over many lines. Its two marks never do.

/// What of a block of HTML is not comment, fed line by line.
#[derive(Default)]
pub(super) struct Comments {
    open: bool,
}

impl Comments {
    /// Hands each piece of `line` that stands outside comments to `shown`. Returns where in `line` a comment began that is
    /// still open at its end.
    pub(super) fn strip<'a>(
        &mut self,
        line: &'a str,
        mut shown: impl FnMut(&'a str),
    ) -> Option<usize> {
        let (mut at, mut opened) = (0, None);
        loop {
            let rest = line.get(at..).unwrap_or_default();
            if self.open {
                let Some(end) = rest.find("-->") else {
                    return opened;
                };
                (self.open, at, opened) = (false, at + end + 3, None);
            } else {
                let Some(start) = rest.find("<!--") else {
                    shown(rest);
                    return None;
                };
                shown(&rest[..start]);
                // `<!-->` and `<!--->` are whole comments: the end may use the dashes of the beginning.
                (self.open, opened, at) = (true, Some(at + start), at + start + 2);
            }
        }
    }

    /// Whether a comment is open still.
    pub(super) fn is_open(&self) -> bool {
        self.open
    }
}

/// Whether a piece of inline HTML is a comment. Inline, a comment always comes whole.
pub(super) fn is_comment(html: &str) -> bool {
    html.starts_with("<!--")
}

#[cfg(test)]
mod tests {
    use super::Comments;

    fn shown(lines: &[&str]) -> String {
        let (mut comments, mut out) = (Comments::default(), String::new());
        for line in lines {
            comments.strip(line, |piece| out.push_str(piece));
        }
        out
    }

    #[test]
    fn a_comment_over_many_lines_leaves_nothing() {
        assert_eq!(
            shown(&["a <!-- b\n", "c\n", "d --> e <!-- f --> g\n"]),
            "a  e  g\n"
        );
    }

    #[test]
    fn the_shortest_comments_end_where_they_begin() {
        assert_eq!(shown(&["<!-->a<!--->b\n"]), "ab\n");
    }

    #[test]
    fn an_open_comment_says_where_it_began() {
        assert_eq!(
            Comments::default().strip("x <!-- y --> z <!-- w", |_| ()),
            Some(15)
        );
    }
}
