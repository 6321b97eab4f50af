//! Reads blocks of header-like fields: mail headers and the groups of a machine-readable report.

/// The fields of one block, in order, folded values joined.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields {
    /// All names and values, one behind the other.
    text: String,
    places: Vec<Place>,
}

/// Where a field stands in the text of its block.
#[derive(Debug, Clone, Copy)]
struct Place {
    name: usize,
    value: usize,
    end: usize,
}

impl Fields {
    /// Reads fields until the first blank line behind one, or until the end.
    pub(crate) fn parse(block: &str) -> Self {
        groups(block).next().unwrap_or_default()
    }

    /// Returns the first value of this name.
    pub(crate) fn first(&self, name: &str) -> Option<&str> {
        self.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Returns all values of this name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.iter().filter(move |(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Returns the first value that one of these names has, in the order of the names.
    pub(crate) fn first_of(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.first(name))
    }

    /// Tells whether the block has no field at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Returns these fields, or the others where there are none.
    pub(crate) fn or(self, others: Self) -> Self {
        if self.is_empty() { others } else { self }
    }

    /// Adds the fields of another block behind these.
    pub(crate) fn append(&mut self, other: &Self) {
        other.iter().for_each(|(name, value)| self.push(name, value));
    }

    /// Cuts a block that reports on several recipients into one block for each.
    ///
    /// The field that comes first among those of the first recipient opens each of the others too.
    pub(crate) fn split_by_recipient(self) -> Vec<Self> {
        const FINAL: &str = "final-recipient";
        let recipients = self.all(FINAL).count();
        if recipients < 2 {
            return vec![self];
        }
        let opener = self
            .iter()
            .map(|(name, _)| name)
            .find(|name| {
                ["original-recipient", "action", "status", FINAL]
                    .iter()
                    .any(|n| n.eq_ignore_ascii_case(name))
            })
            .filter(|name| self.all(name).count() == recipients)
            .unwrap_or(FINAL);
        let mut out = vec![Self::default()];
        let mut opened = false;
        for (name, value) in self.iter() {
            if name.eq_ignore_ascii_case(opener) && std::mem::replace(&mut opened, true) {
                out.push(Self::default());
            }
            if let Some(last) = out.last_mut() {
                last.push(name, value);
            }
        }
        out
    }

    fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.places.iter().map(|p| (&self.text[p.name..p.value], &self.text[p.value..p.end]))
    }

    /// Adds a field behind the others.
    pub(crate) fn push(&mut self, name: &str, value: &str) {
        let at = self.text.len();
        self.text.push_str(name);
        self.text.push_str(value);
        self.places.push(Place { name: at, value: at + name.len(), end: self.text.len() });
    }

    /// Goes on with the last value.
    fn fold(&mut self, more: &str) {
        if let Some(last) = self.places.last_mut() {
            if last.value < last.end {
                self.text.push(joint(more));
            }
            self.text.push_str(more);
            last.end = self.text.len();
        }
    }
}

/// Reads all groups of fields that blank lines part; lines that are no field continue the field before them.
pub(crate) fn groups(text: &str) -> impl Iterator<Item = Fields> {
    let mut lines = text.lines();
    std::iter::from_fn(move || {
        let mut group = Fields::default();
        for line in lines.by_ref() {
            let trimmed = line.trim();
            if trimmed.is_empty() {
                if !group.is_empty() {
                    break;
                }
                continue;
            }
            match field(line) {
                Some((name, value)) if !line.starts_with([' ', '\t']) => {
                    group.push(name, value.trim());
                }
                _ => group.fold(trimmed),
            }
        }
        Some(group).filter(|group| !group.is_empty())
    })
}

/// The longest name that is taken for one.
const LONGEST_NAME: usize = 76;

/// Splits a line into the name and the value of a field.
pub(crate) fn field(line: &str) -> Option<(&str, &str)> {
    let is_name = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    let bytes = line.as_bytes();
    let length = bytes.iter().take_while(|b| is_name(b)).count();
    let (name, rest) = line.split_at(length);
    let value = rest.trim_start().strip_prefix(':')?;
    let valid = length <= LONGEST_NAME && name.starts_with(|c: char| c.is_ascii_alphabetic());
    valid.then_some((name, value))
}

/// Appends a continuation: on a line of its own when it repeats a reply code, behind a blank otherwise.
pub(crate) fn join(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push(joint(more));
    }
    text.push_str(more);
}

/// What stands before a continuation.
fn joint(more: &str) -> char {
    if super::reply::starts_with_code(more) { '\n' } else { ' ' }
}
