//! Reads blocks of header-like fields: mail headers and the groups of a machine-readable report.

/// The fields of one block, in order, names in lower case, folded values joined.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads fields until the first blank line, or until the end.
    pub(crate) fn parse(block: &str) -> Self {
        groups(block).into_iter().next().unwrap_or_default()
    }

    /// Returns the first value of this name, which is in lower case.
    pub(crate) fn first(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Returns all values of this name, which is in lower case.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Returns the first value that one of these names has, in the order of the names.
    pub(crate) fn first_of(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.first(name))
    }

    /// Tells whether the block has no field at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds the fields of another block behind these.
    pub(crate) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Cuts the block before each field that repeats one of these names.
    pub(crate) fn split_at_repeated(self, name: &str) -> Vec<Self> {
        let mut out = vec![Self::default()];
        for (n, v) in self.0 {
            let last = out.len() - 1;
            if n == name && out[last].first(name).is_some() {
                out.push(Self(vec![(n, v)]));
            } else {
                out[last].0.push((n, v));
            }
        }
        out
    }
}

/// Reads all groups of fields that blank lines part; lines that are no field continue the field before them.
pub(crate) fn groups(text: &str) -> Vec<Fields> {
    let mut out = Vec::new();
    let mut current = Fields::default();
    for line in text.lines() {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            if !current.is_empty() {
                out.push(std::mem::take(&mut current));
            }
            continue;
        }
        let folded = line.starts_with([' ', '\t']);
        match field(line) {
            Some((name, value)) if !folded => {
                current.0.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
            _ => {
                if let Some((_, value)) = current.0.last_mut() {
                    join(value, line.trim());
                }
            }
        }
    }
    if !current.is_empty() {
        out.push(current);
    }
    out
}

/// Splits a line into the name and the value of a field.
pub(crate) fn field(line: &str) -> Option<(&str, &str)> {
    let colon = line.find(':')?;
    let name = line[..colon].trim_end();
    let valid = !name.is_empty()
        && name.len() <= 76
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        && name.as_bytes()[0].is_ascii_alphabetic();
    valid.then(|| (name, &line[colon + 1..]))
}

/// Appends a continuation: on a line of its own when it repeats a reply code, behind a blank otherwise.
pub(crate) fn join(text: &mut String, more: &str) {
    if text.is_empty() {
        text.push_str(more);
        return;
    }
    text.push(if super::reply::starts_with_code(more) { '\n' } else { ' ' });
    text.push_str(more);
}
