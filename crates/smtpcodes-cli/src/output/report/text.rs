//! Text in HTML: what was written by others, made visible and marked. Escaping itself is done by `html!`.

use maud::{Markup, Render, html};

use crate::output::example::Example;
use crate::screen::{visible, visible_marked};

/// Characters of a name that are shown.
const NAME: usize = 80;

/// A name that others chose: nothing in it is hidden, and it is not endless.
pub struct Name<'a>(pub &'a str);

impl Render for Name<'_> {
    fn render(&self) -> Markup {
        let end = self.0.char_indices().nth(NAME).map_or(self.0.len(), |(at, _)| at);
        html! { (visible(&self.0[..end])) @if end < self.0.len() { "…" } }
    }
}

/// Says a name of our vocabulary in words.
pub fn words(name: &str) -> String {
    name.replace('_', " ")
}

/// Quotes a server, with the words that decided marked.
pub fn quote(example: &Example) -> Markup {
    let (start, end) = example.span.unwrap_or_default();
    let lines = example.text.split_inclusive('\n').scan(0, |at, line| {
        let from = *at;
        *at += line.len();
        Some((line.trim_end_matches(['\r', '\n']), from))
    });
    html! {
        @if example.cut.0 { "… " }
        @for (line, at) in lines {
            @if at > 0 { br; }
            (quoted_line(line, start.saturating_sub(at), end.saturating_sub(at)))
        }
        @if example.cut.1 { " …" }
    }
}

fn quoted_line(line: &str, start: usize, end: usize) -> Markup {
    let (line, mark) = visible_marked(line, start.min(line.len())..end.min(line.len()));
    html! {
        (line[..mark.start])
        @if !mark.is_empty() { mark { (line[mark.clone()]) } }
        (line[mark.end..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::record::{Record, Row};

    fn quoted(text: &str) -> String {
        let record = Record { text: text.to_owned(), ..Record::default() };
        let row = Row::new(&record, "log", &Engine::Shipped);
        quote(&Example::of(&row).expect("there is a text")).into_string()
    }

    #[test]
    fn marks_stay_on_their_words() {
        assert_eq!(
            quoted("550-<a>\r\n550 user unknown"),
            "550-&lt;a&gt;<br>550 <mark>user unknown</mark>"
        );
        assert_eq!(
            quoted("550 user\n550 unknown"),
            "550 <mark>user</mark><br><mark>550 unknown</mark>"
        );
        assert_eq!(quoted("none"), "none");
    }

    #[test]
    fn nothing_acts_and_nothing_hides() {
        let name = html! { (Name("<&\"'>\x1b\u{202e}")) }.into_string();
        assert!(name.starts_with("&lt;&amp;&quot;") && name.ends_with("&gt;␛\\u{202e}"), "{name}");
        let long = html! { (Name(&"ä".repeat(1000))) }.into_string();
        assert_eq!(long, "ä".repeat(80) + "…");
    }
}
