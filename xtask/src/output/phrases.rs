//! The compiled phrases: tree, tails and outputs, as statics.

use std::fmt::Write;

use smtpcodes_matcher::{Slot, Tables, Target};

use super::rust::{banner, numbers};
use crate::validate::Checked;

/// How many bytes of tails stand on a line.
const TAIL_LINE: usize = 90;

/// `phrases.rs`.
pub fn tables(checked: &Checked) -> String {
    let compiled = &checked.compiled;
    let codes = &checked.codes;
    let Tables { recipient_reasons, root, .. } = compiled.tables();
    let mut text = banner("spec/rules, spec/providers.yaml and spec/phrases.yaml");
    text.push_str(
        "use crate::generated::{providers::HOSTS, rules::{CODE_RANGES, ENHANCED_PATTERNS, RULES}};\n\
         use smtpcodes_matcher::{EnhancedRow, GapPiece, Output, ReplyRow, Slot, Tables, Target, VendorRow};\n\n\
         const FREE: Slot = Slot { base: 0, outputs: 0, byte: 0, tail: 0 };\n\n\
         const fn inner(byte: u8, base: u32, outputs: u16) -> Slot {\n    Slot { base, outputs, byte, tail: 0 }\n}\n\n\
         const fn leaf(byte: u8, outputs: u16) -> Slot {\n    Slot { base: Slot::LEAF, outputs, byte, tail: 0 }\n}\n\n\
         const fn tail(byte: u8, place: u32, tail: u8, outputs: u16) -> Slot {\n    Slot { base: place, outputs, byte, tail }\n}\n\n\
         const fn last(byte: u8, place: u32, tail: u8, outputs: u16) -> Slot {\n    Slot { base: Slot::LEAF | place, outputs, byte, tail }\n}\n\n\
         const fn word(target: Target) -> Output {\n    Output::new(target, true)\n}\n\n\
         const fn open(target: Target) -> Output {\n    Output::new(target, false)\n}\n\n\
         /// Not the last one of its place.\nconst fn more(output: Output) -> Output {\n    output.and_more()\n}\n\n\
         const fn piece(after: Option<u16>, completes: Option<Target>) -> GapPiece {\n    GapPiece { after, completes }\n}\n\n\
         const fn reply(code: u16, reason: u8) -> ReplyRow {\n    ReplyRow { code, reason }\n}\n\n\
         const fn enhanced(subject: u16, detail: u16, reason: u8, transient_reason: u8, vague: bool) -> EnhancedRow {\n    EnhancedRow { subject, detail, reason, transient_reason, vague }\n}\n\n\
         const fn vendor(provider: u8, class: u8, subject: u16, first: u16, last: u16, reason: u8, vague: bool) -> VendorRow {\n    VendorRow { provider, class, subject, first, last, reason, vague }\n}\n\n",
    );
    text.push_str("/// Everything the engine reads.\npub(crate) static TABLES: Tables<'static> = Tables {\n    openings: &OPENINGS,\n    slots: &SLOTS,\n    root: ROOT,\n    tails: TAILS,\n    outputs: &OUTPUTS,\n    pieces: &PIECES,\n    rules: &RULES,\n    code_ranges: &CODE_RANGES,\n    enhanced_patterns: &ENHANCED_PATTERNS,\n    replies: &REPLIES,\n    enhanced: &ENHANCED,\n    vendor: &VENDOR,\n    hosts: &HOSTS,\n    commands: &COMMANDS,\n");
    let _ = writeln!(text, "    early_commands: {:#b},", codes.early_commands);
    let _ = writeln!(text, "    recipient_reasons: {recipient_reasons:#b},\n}};\n");

    let mut table = |name: &str, kind: &str, rows: Vec<String>| {
        let _ =
            writeln!(text, "static {name}: [{kind}; {}] = [\n{}];\n", rows.len(), numbers(rows));
    };
    table("OPENINGS", "u64", compiled.openings.iter().map(|bits| format!("{bits:#x}")).collect());
    let slot = |s: &Slot| match s {
        Slot { byte: 0, .. } => "FREE".to_owned(),
        Slot { tail: 0, base: Slot::LEAF, .. } => format!("leaf({}, {})", s.byte, s.outputs),
        Slot { tail: 0, .. } => format!("inner({}, {}, {})", s.byte, s.base, s.outputs),
        Slot { base: ..Slot::LEAF, .. } => {
            format!("tail({}, {}, {}, {})", s.byte, s.base, s.tail, s.outputs)
        }
        _ => format!("last({}, {}, {}, {})", s.byte, s.base & !Slot::LEAF, s.tail, s.outputs),
    };
    table("SLOTS", "Slot", compiled.slots.iter().map(slot).collect());
    let output = |o: &smtpcodes_matcher::Output| {
        let one =
            format!("{}({})", if o.whole_word() { "word" } else { "open" }, target(o.target()));
        if o.more() { format!("more({one})") } else { one }
    };
    table("OUTPUTS", "Output", compiled.outputs.iter().map(output).collect());
    let piece = |p: &smtpcodes_matcher::GapPiece| {
        let completes = p.completes.map_or("None".to_owned(), |t| format!("Some({})", target(t)));
        format!("piece({:?}, {completes})", p.after)
    };
    table("PIECES", "GapPiece", compiled.pieces.iter().map(piece).collect());
    table(
        "REPLIES",
        "ReplyRow",
        codes.replies.iter().map(|r| format!("reply({}, {})", r.code, r.reason)).collect(),
    );
    let enhanced = |r: &smtpcodes_matcher::EnhancedRow| {
        format!(
            "enhanced({}, {}, {}, {}, {})",
            r.subject, r.detail, r.reason, r.transient_reason, r.vague
        )
    };
    table("ENHANCED", "EnhancedRow", codes.enhanced.iter().map(enhanced).collect());
    let vendor = |r: &smtpcodes_matcher::VendorRow| {
        format!(
            "vendor({}, {}, {}, {}, {}, {}, {})",
            r.provider, r.class, r.subject, r.first, r.last, r.reason, r.vague
        )
    };
    table("VENDOR", "VendorRow", codes.vendor.iter().map(vendor).collect());
    table(
        "COMMANDS",
        "(&str, u8)",
        codes.commands.iter().map(|(name, number)| format!("({name:?}, {number})")).collect(),
    );
    let _ = writeln!(text, "const ROOT: u32 = {root};\n");
    text + &tails(&compiled.tails)
}

fn target(target: Target) -> String {
    match target {
        Target::Rule(index) => format!("Target::Rule({index})"),
        Target::Piece(index) => format!("Target::Piece({index})"),
        Target::Provider(number) => format!("Target::Provider({number})"),
        Target::Blocklist(number) => format!("Target::Blocklist({number})"),
        Target::Client => "Target::Client".to_owned(),
        Target::Delay => "Target::Delay".to_owned(),
    }
}

/// The tails as lines of text: they are UTF-8 together, as the patterns they were cut from, only where no tail is
/// cut inside a character; so other bytes than ASCII are escaped.
fn tails(bytes: &[u8]) -> String {
    let mut text = String::from("static TAILS: &[u8] = b\"\\\n");
    for line in bytes.chunks(TAIL_LINE) {
        // A line's first blank would be eaten by the line break before it.
        let escaped: String = line
            .iter()
            .map(|&b| match b {
                b' ' => "\\x20".to_owned(),
                _ => b.escape_ascii().to_string(),
            })
            .collect();
        let kept = escaped.strip_prefix("\\x20").map_or(escaped.replace("\\x20", " "), |rest| {
            format!("\\x20{}", rest.replace("\\x20", " "))
        });
        text.push_str(&kept);
        text.push_str("\\\n");
    }
    text.push_str("\";\n");
    text
}
