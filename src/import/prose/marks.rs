//! Small readings of text around a mark: what a run of backticks, an address in angle brackets or a label is.

use std::collections::BTreeMap;

/// Every run of backticks after `start`, by length, the first one last.
pub(super) fn ticks(text: &str, start: usize) -> BTreeMap<usize, Vec<usize>> {
    let mut runs: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut at = start;
    while let Some(step) = text[at..].find('`') {
        at += step;
        let length = text[at..].bytes().take_while(|byte| *byte == b'`').count();
        runs.entry(length).or_default().push(at);
        at += length;
    }
    for list in runs.values_mut() {
        list.reverse();
    }
    runs
}

/// The address in `<address>`: with a scheme, or of a mailbox.
pub(super) fn address(text: &str) -> Option<&str> {
    let end = text
        .get(1..)?
        .find(|next: char| matches!(next, '>' | '<' | ' ') || next.is_ascii_control())?
        + 1;
    let inner = text[..end]
        .get(1..)
        .filter(|_| text[end..].starts_with('>'))?;
    let scheme = inner.split_once(':').map(|(scheme, _)| scheme);
    let named = scheme.is_some_and(|scheme| {
        (2..=32).contains(&scheme.len())
            && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte))
    });
    let mailbox = inner.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !inner.contains([':', '"', '=', '/', '\\'])
    });
    (named || mailbox).then_some(inner)
}

/// Whether no line of a comment inside text begins a block, which would end the text before the comment ends.
pub(super) fn stays_open(comment: &str) -> bool {
    let plain = |line: &str| line.starts_with("-->") || line.starts_with(char::is_alphabetic);
    comment.lines().skip(1).all(|line| plain(line.trim_start()))
}

/// Whether nothing but space and the marks of lists and quotes stands before `at` on its line.
pub(super) fn starts_line(text: &str, at: usize) -> bool {
    let before = text[..at]
        .bytes()
        .rev()
        .take_while(|byte| *byte != b'\n')
        .take(64);
    before
        .into_iter()
        .all(|byte| byte.is_ascii_digit() || b" \t>*+-:.)".contains(&byte))
}

/// A label as labels are compared.
pub(super) fn normal(label: &str) -> String {
    label
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// The start of `text`, at most `longest` bytes of it.
pub(super) fn short(text: &str, longest: usize) -> &str {
    let mut ends = (longest.saturating_sub(3)..=longest).rev();
    if text.len() <= longest {
        text
    } else {
        ends.find_map(|end| text.get(..end)).unwrap_or_default()
    }
}
