//! Text in HTML: escaped, and harmless.

use crate::screen::{visible, visible_marked};

/// Makes text of anything.
pub fn escape(text: &str) -> String {
    escape_visible(&visible(text))
}

fn escape_visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Quotes a server, with the words that decided marked.
pub fn quote(text: &str, span: Option<(usize, usize)>) -> String {
    let (start, end) = span.unwrap_or_default();
    let end = end.min(text.len());
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let within = |byte: usize| byte.saturating_sub(at).min(line.len());
        let clean = line.strip_suffix('\r').unwrap_or(line);
        let (clean, mark) = visible_marked(clean, within(start)..within(end));
        let (before, marked, after) =
            (&clean[..mark.start], &clean[mark.clone()], &clean[mark.end..]);
        let marked = match marked {
            "" => String::new(),
            marked => format!("<mark>{}</mark>", escape_visible(marked)),
        };
        lines.push(format!("{}{marked}{}", escape_visible(before), escape_visible(after)));
        at += line.len() + 1;
    }
    lines.join("<br>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stay_on_their_words() {
        assert_eq!(
            quote("550-<a>\r\n550 user unknown", Some((13, 25))),
            "550-&lt;a&gt;<br>550 <mark>user unknown</mark>"
        );
        assert_eq!(quote("short", Some((3, 900))), "sho<mark>rt</mark>");
        assert_eq!(quote("none", None), "none");
        assert_eq!(escape("<&\"'>\x1b"), "&lt;&amp;&quot;&#39;&gt;␛");
    }
}
