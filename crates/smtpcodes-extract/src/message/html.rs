//! Words that only a browser can show.

use super::address;

/// Returns the words of a page, with lines where a browser shows lines.
pub(crate) fn to_text(html: &str) -> String {
    mail_parser::decoders::html::html_to_text(&plain(html))
}

/// Keeps of the tags only where lines end: what no browser shows is left out, an address in angles is kept.
///
/// The decoder does not part the cells of a table, and loses blanks beside tags.
fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    let mut breaks = 2;
    let mut preformatted = false;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        if preformatted {
            out.push_str(&before.replace('\n', "<br>"));
        } else {
            out.push_str(before);
        }
        if !before.trim().is_empty() {
            breaks = 0;
        }
        if tag.starts_with("<!--") {
            rest = tag.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let name = tag_name(tag);
        let is_in = |names: &[&str]| names.iter().any(|n| name.eq_ignore_ascii_case(n));
        if is_in(HIDDEN) {
            rest = behind_close(tag, name);
            continue;
        }
        if name.is_empty() && !tag[1..].starts_with(['!', '?']) {
            out.push_str("&lt;");
            breaks = 0;
            rest = &tag[1..];
            continue;
        }
        let end = tag.find('>').map_or(tag.len(), |i| i + 1);
        let inner = tag[1..end].trim_end_matches('>');
        let wanted = if is_in(&["br"]) {
            breaks + 1
        } else if is_in(PARAGRAPHS) {
            2
        } else {
            usize::from(is_in(LINES))
        };
        (breaks..wanted).for_each(|_| out.push_str("<br>"));
        breaks = breaks.max(wanted);
        if address::is_address(inner.trim()) {
            out.push_str(&format!("&lt;{inner}&gt;"));
            breaks = 0;
        } else if is_in(&["/td", "/th"]) {
            out.push(' ');
        } else if is_in(&["pre", "/pre"]) {
            preformatted = !name.starts_with('/');
        }
        rest = &tag[end..];
    }
    out.push_str(rest);
    out
}

/// Elements that no browser shows.
const HIDDEN: &[&str] = &["style", "script", "head", "title", "template"];

/// Tags at which a paragraph ends.
const PARAGRAPHS: &[&str] = &[
    "p", "/p", "/ul", "/ol", "table", "/table", "h1", "h2", "h3", "h4", "/h1", "/h2", "/h3", "/h4",
    "pre", "/pre", "hr",
];

/// Tags at which a line ends.
const LINES: &[&str] = &["tr", "li", "div", "/div", "dt", "dd", "blockquote"];

/// Returns the name of the tag that begins here, with the slash of one that closes.
fn tag_name(tag: &str) -> &str {
    let name = &tag[1..];
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '/';
    name[..name.find(|c| !is_name(c)).unwrap_or(name.len())].trim_end_matches('/')
}

/// Returns what stands behind the tag that closes an element; nothing where none does.
fn behind_close<'a>(html: &'a str, name: &str) -> &'a str {
    for (at, _) in html.match_indices("</") {
        if html[at + 2..].get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name)) {
            return html[at..].split_once('>').map_or("", |(_, rest)| rest);
        }
    }
    ""
}
