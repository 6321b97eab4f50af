//! The compiled form of the spec: plain slices, so that they can be statics of a library or vectors of a program.

/// Everything the engine reads. The slices of one value belong together; [`crate::decide()`] never panics on others,
/// it only finds nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tables<'a> {
    /// A bit for each [`opening`] of four bytes with which a phrase may begin.
    pub openings: &'a [u64],
    /// The tree of phrases as a double array: the child of a place by a byte lies at its base, exclusive-ored with the byte.
    pub slots: &'a [Slot],
    /// The base of the tree's root.
    pub root: u32,
    /// The bytes that tails are cut from: how phrases go on up to the next place where they end or part. Behind the tail of
    /// a place with children stands their base, in [`BASE`] bytes.
    pub tails: &'a [u8],
    /// What ends at a place; each place owns a run of it.
    pub outputs: &'a [Output],
    /// The pieces of phrases that have gaps.
    pub pieces: &'a [GapPiece],
    /// The rules, sorted by id.
    pub rules: &'a [Rule],
    /// Inclusive ranges of reply codes; each rule owns a run of it.
    pub code_ranges: &'a [(u16, u16)],
    /// Conditions on enhanced codes; each rule owns a run of it.
    pub enhanced_patterns: &'a [EnhancedPattern],
    /// Default reasons of reply codes, sorted by code.
    pub replies: &'a [ReplyRow],
    /// Default reasons of registered enhanced codes, sorted by subject and detail.
    pub enhanced: &'a [EnhancedRow],
    /// What providers mean by their own numbers, sorted by the number of the provider.
    pub vendor: &'a [VendorRow],
    /// Host name suffixes and their providers, sorted by suffix.
    pub hosts: &'a [HostRow<'a>],
    /// Names of commands and their numbers.
    pub commands: &'a [(&'a str, u8)],
    /// Bit `n` is set when the command with number `n` comes before any recipient is named.
    pub early_commands: u32,
    /// Bit `n` is set when the reason with number `n` blames the recipient.
    pub recipient_reasons: u64,
}

/// The length of [`Tables::openings`], where there are phrases.
pub const OPENINGS: usize = 1024;

/// Tells the number of the bit that stands for four bytes; several of them share one.
#[inline]
pub const fn opening(four: [u8; 4]) -> usize {
    (u32::from_le_bytes(four).wrapping_mul(0x9E37_79B1) >> 16) as usize
}

/// How many bytes of [`Tables::tails`] a base takes, the lowest first.
pub const BASE: usize = 3;

/// A place of the double array: as much of a phrase as has been seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    /// Where its children lie, or [`Slot::LEAF`] where it has none; where it has a tail, the place of that in `tails`, and
    /// [`Slot::LEAF`] with it where it has no children.
    pub base: u32,
    /// One more than the index of the first output of what ends here, or with the tail; 0 when nothing does.
    pub outputs: u16,
    /// The byte by which it is entered. No two places have the same base, so the byte tells that it is their child; a free
    /// place has 0, which no folded text holds.
    pub byte: u8,
    /// How many bytes all phrases that begin so go on with, or 0.
    pub tail: u8,
}

impl Slot {
    /// The bit of a base that says that there are no children.
    pub const LEAF: u32 = 1 << 31;
}

/// What it means that a phrase, or a piece of one, has been seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A rule (index into `rules`) has its words.
    Rule(u16),
    /// A piece (index into `pieces`) of a phrase with gaps.
    Piece(u16),
    /// The words of a provider (number).
    Provider(u8),
    /// The name of a block list (number).
    Blocklist(u8),
    /// The reply is about the client's own address or host.
    Client,
    /// A delay is stated right behind.
    Delay,
}

/// An entry of `outputs`: what was seen, and when. There are tens of thousands, so it is packed into four bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Output {
    number: u16,
    kind: u8,
    marks: u8,
}

impl Output {
    const WHOLE_WORD: u8 = 1;
    const MORE: u8 = 2;
    const PIECE: u8 = 1;

    /// An output that is the last one of its place; of a `whole_word` the next byte must not go on the word.
    #[must_use]
    pub const fn new(target: Target, whole_word: bool) -> Self {
        let (kind, number) = match target {
            Target::Rule(index) => (0, index),
            Target::Piece(index) => (Self::PIECE, index),
            Target::Provider(number) => (2, number as u16),
            Target::Blocklist(number) => (3, number as u16),
            Target::Client => (4, 0),
            Target::Delay => (5, 0),
        };
        Self { number, kind, marks: if whole_word { Self::WHOLE_WORD } else { 0 } }
    }

    /// The same, followed by another one of its place.
    #[must_use]
    pub const fn and_more(self) -> Self {
        Self { marks: self.marks | Self::MORE, ..self }
    }

    /// What was seen.
    #[must_use]
    #[inline]
    pub const fn target(self) -> Target {
        match self.kind {
            0 => Target::Rule(self.number),
            Self::PIECE => Target::Piece(self.number),
            2 => Target::Provider(self.number as u8),
            3 => Target::Blocklist(self.number as u8),
            4 => Target::Client,
            _ => Target::Delay,
        }
    }

    /// The piece that was seen, where it is one: most are, and few of them go on.
    #[inline]
    pub(crate) fn piece(self) -> Option<u16> {
        (self.kind == Self::PIECE).then_some(self.number)
    }

    /// Says whether the next byte must not go on the word.
    #[must_use]
    #[inline]
    pub const fn whole_word(self) -> bool {
        self.marks & Self::WHOLE_WORD != 0
    }

    /// Says whether the next entry belongs to the same place.
    #[must_use]
    #[inline]
    pub const fn more(self) -> bool {
        self.marks & Self::MORE != 0
    }
}

/// One piece of a phrase with gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GapPiece {
    /// The piece that must stand before it, or `None` for the first.
    pub after: Option<u16>,
    /// What the phrase means, on its last piece.
    pub completes: Option<Target>,
}

/// A condition on the enhanced code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnhancedPattern {
    /// 2, 4 or 5, or 0 for any.
    pub class: u8,
    /// The subject.
    pub subject: u16,
    /// The detail, or `None` for any.
    pub detail: Option<u16>,
}

/// A compiled rule. Its id and source stand beside the tables, at the same index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// Number of the reason.
    pub reason: u8,
    /// Precedence of the reason; the smaller decides first.
    pub precedence: u8,
    /// Number of the provider it is bound to, or 0.
    pub provider: u8,
    /// True when a telling enhanced code is stronger.
    pub weak: bool,
    /// Index of its first range in `code_ranges`.
    pub first_code: u16,
    /// How many ranges of reply codes it is bound to, 0 for any code.
    pub codes: u8,
    /// Index of its first pattern in `enhanced_patterns`.
    pub first_enhanced: u16,
    /// How many enhanced codes it is bound to, 0 for any.
    pub enhanced: u8,
    /// Bit set of command numbers, 0 for any.
    pub commands: u32,
    /// Number of the bounce that replaces the reason's own, or 0.
    pub bounce: u8,
    /// Number of the retry that replaces the reason's own, or 0.
    pub retry: u8,
    /// Seconds that replace the reason's own, or 0.
    pub retry_after: u32,
    /// Number of the block list it names, or 0.
    pub blocklist: u8,
}

/// Default reason of a reply code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplyRow {
    /// The reply code.
    pub code: u16,
    /// Number of the reason.
    pub reason: u8,
}

/// Default reason of a registered enhanced code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnhancedRow {
    /// The subject.
    pub subject: u16,
    /// The detail.
    pub detail: u16,
    /// Number of the reason, or 0.
    pub reason: u8,
    /// Number of the reason when the class is 4.
    pub transient_reason: u8,
    /// True when it says too little to beat a weak rule.
    pub vague: bool,
}

/// What one provider means by an enhanced code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VendorRow {
    /// Number of the provider.
    pub provider: u8,
    /// 4 or 5, or 0 for any.
    pub class: u8,
    /// The subject.
    pub subject: u16,
    /// First detail of the range.
    pub first: u16,
    /// Last detail of the range.
    pub last: u16,
    /// Number of the reason, or 0.
    pub reason: u8,
    /// True when it says too little to beat a weak rule.
    pub vague: bool,
}

/// A host name suffix and the provider behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostRow<'a> {
    /// Lower case, without a leading dot.
    pub suffix: &'a str,
    /// Number of the provider.
    pub provider: u8,
}

/// The `count` items from `first` on, or nothing where the tables do not hold together.
#[inline]
pub(crate) fn run<T>(items: &[T], first: impl Into<usize>, count: u8) -> &[T] {
    let first = first.into();
    items.get(first..first + usize::from(count)).unwrap_or(&[])
}
