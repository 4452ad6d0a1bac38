//! The policy that a page gives itself, widened by exactly what the preview needs.
//!
//! A page of the built-in theme allows no script at all. What the page allows besides stays as narrow as it will be on the host, so
//! that a picture from elsewhere is missing in the preview as well.

/// What the preview needs, by the rule that decides about it. The first is a number that stands in one page alone.
fn needs(nonce: &str) -> [(&'static str, String); 3] {
    [
        ("script-src", format!("'nonce-{nonce}'")),
        ("style-src", "'self'".to_owned()),
        ("connect-src", "'self'".to_owned()),
    ]
}

/// `page` with each policy in its head widened.
pub(super) fn widen(page: &str, nonce: &str) -> String {
    let lower = page.to_ascii_lowercase();
    let head = lower
        .find("<body")
        .or(lower.find("</head"))
        .unwrap_or(page.len());
    let mut widened = String::with_capacity(page.len() + 128);
    let mut done = 0;
    while let Some(at) = lower[done..head].find("<meta") {
        let start = done + at;
        let Some(end) = tag_end(&page[start..]).map(|length| start + length) else {
            break;
        };
        widened.push_str(&page[done..start]);
        match content(&page[start..end])
            .filter(|_| lower[start..end].contains("content-security-policy"))
        {
            Some((from, to)) => {
                widened.push_str(&page[start..start + from]);
                widened.push_str(&wider(&page[start + from..start + to], nonce));
                widened.push_str(&page[start + to..end]);
            }
            None => widened.push_str(&page[start..end]),
        }
        done = end;
        if done >= head {
            break;
        }
    }
    widened.push_str(&page[done..]);
    widened
}

/// Length of the tag that `text` begins with; a `>` inside quotes does not end it.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// Where the value of `content` stands in `tag`, without its quotes.
fn content(tag: &str) -> Option<(usize, usize)> {
    let lower = tag.to_ascii_lowercase();
    let quote = |at: usize| {
        tag[at..]
            .chars()
            .next()
            .filter(|one| matches!(one, '"' | '\''))
    };
    let mut from = 0;
    loop {
        let at = from + lower[from..].find("content=")? + "content=".len();
        if let Some(quote) = quote(at) {
            let length = tag[at + 1..].find(quote)?;
            return Some((at + 1, at + 1 + length));
        }
        from = at;
    }
}

/// One policy with what the preview needs.
fn wider(policy: &str, nonce: &str) -> String {
    let mut rules: Vec<String> = policy
        .split(';')
        .map(|rule| rule.trim().to_owned())
        .collect();
    rules.retain(|rule| !rule.is_empty());
    let found = |rules: &[String], name: &str| {
        let named = |rule: &String| {
            rule.split_ascii_whitespace()
                .next()
                .is_some_and(|first| first.eq_ignore_ascii_case(name))
        };
        rules.iter().position(named)
    };
    for (name, need) in needs(nonce) {
        let other = found(&rules, "default-src");
        match (found(&rules, name), other) {
            (Some(at), _) => rules[at] = with(name, &rules[at], &need),
            (None, Some(other)) => rules.push(with(name, &rules[other], &need)),
            (None, None) => {}
        }
    }
    rules.join("; ")
}

/// The rule `name` that allows what `rule` does and `need`.
fn with(name: &str, rule: &str, need: &str) -> String {
    let allowed = rule.split_ascii_whitespace().skip(1);
    let mut parts = vec![name];
    parts.extend(allowed.filter(|one| !one.eq_ignore_ascii_case("'none'") && *one != need));
    parts.push(need);
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::widen;

    fn head(policy: &str) -> String {
        format!(
            "<head><META http-equiv='Content-Security-Policy' content=\"{policy}\"><meta name=x content=y></head><body><meta>"
        )
    }

    #[test]
    fn a_page_without_scripts_gets_one() {
        let widened = widen(
            &head("default-src 'none'; style-src 'self'; img-src 'self'"),
            "n",
        );
        let expected = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'nonce-n'; connect-src 'self'";
        assert_eq!(widened, head(expected));
    }

    #[test]
    fn what_a_page_allows_stays_allowed() {
        let widened = widen(&head("default-src 'self' data:;script-src a.js"), "n");
        let expected = "default-src 'self' data:; script-src a.js 'nonce-n'; style-src data: 'self'; connect-src data: 'self'";
        assert_eq!(widened, head(expected));
    }

    #[test]
    fn a_page_that_allows_everything_stays_as_it_is() {
        for page in [
            head("img-src 'self'"),
            "<p>no head</p>".to_owned(),
            "<head><meta".to_owned(),
            String::new(),
        ] {
            assert_eq!(widen(&page, "n"), page);
        }
    }

    #[test]
    fn nothing_is_touched_but_the_head() {
        let page =
            "<body><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">";
        assert_eq!(widen(page, "n"), page);
    }
}
