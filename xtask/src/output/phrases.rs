//! The compiled phrases: prefix table, tree, labels and outputs, as statics.

use std::fmt::Write;

use smtpcodes_matcher::{Tables, Target};

use super::rust::{banner, numbers};
use crate::validate::Checked;

/// How many bytes of labels stand on a line.
const LABEL_LINE: usize = 90;

/// `phrases.rs`.
pub fn tables(checked: &Checked) -> String {
    let compiled = &checked.compiled;
    let codes = &checked.codes;
    let Tables { recipient_reasons, .. } = compiled.tables();
    let mut text = banner("spec/rules, spec/providers.yaml and spec/phrases.yaml");
    text.push_str(
        "use crate::generated::{providers::HOSTS, rules::{CODE_RANGES, ENHANCED_PATTERNS, RULES}};\n\
         use smtpcodes_matcher::{EnhancedRow, GapPiece, Node, Output, Prefix, ReplyRow, Tables, Target, VendorRow};\n\n\
         const fn p(key: u32, fourth: u32, fifth: u32, node: u16, first_child: u16, children: u8) -> Prefix {\n    Prefix { key, fourth, fifth, node, first_child, children }\n}\n\n\
         #[allow(clippy::too_many_arguments)]\nconst fn n(head: u64, label: u32, label_len: u8, follows: u32, children: u8, first_child: u16, first_output: u16, outputs: u8) -> Node {\n    Node { head, label, label_len, follows, children, first_child, first_output, outputs }\n}\n\n\
         const fn word(target: Target) -> Output {\n    Output { target, whole_word: true }\n}\n\n\
         const fn open(target: Target) -> Output {\n    Output { target, whole_word: false }\n}\n\n\
         const fn piece(after: Option<u16>, completes: Option<Target>) -> GapPiece {\n    GapPiece { after, completes }\n}\n\n\
         const fn reply(code: u16, reason: u8) -> ReplyRow {\n    ReplyRow { code, reason }\n}\n\n\
         const fn enhanced(subject: u16, detail: u16, reason: u8, transient_reason: u8, vague: bool) -> EnhancedRow {\n    EnhancedRow { subject, detail, reason, transient_reason, vague }\n}\n\n\
         const fn vendor(provider: u8, class: u8, subject: u16, first: u16, last: u16, reason: u8, vague: bool) -> VendorRow {\n    VendorRow { provider, class, subject, first, last, reason, vague }\n}\n\n",
    );
    text.push_str("/// Everything the engine reads.\npub(crate) static TABLES: Tables<'static> = Tables {\n    prefixes: &PREFIXES,\n    nodes: &NODES,\n    labels: LABELS,\n    outputs: &OUTPUTS,\n    pieces: &PIECES,\n    rules: &RULES,\n    code_ranges: &CODE_RANGES,\n    enhanced_patterns: &ENHANCED_PATTERNS,\n    replies: &REPLIES,\n    enhanced: &ENHANCED,\n    vendor: &VENDOR,\n    hosts: &HOSTS,\n    commands: &COMMANDS,\n");
    let _ = writeln!(text, "    recipient_reasons: {recipient_reasons:#b},\n}};\n");

    let mut table = |name: &str, kind: &str, rows: Vec<String>| {
        let _ =
            writeln!(text, "static {name}: [{kind}; {}] = [\n{}];\n", rows.len(), numbers(rows));
    };
    let prefix = |p: &smtpcodes_matcher::Prefix| {
        format!(
            "p({:#x}, {:#x}, {:#x}, {}, {}, {})",
            p.key, p.fourth, p.fifth, p.node, p.first_child, p.children
        )
    };
    table("PREFIXES", "Prefix", compiled.prefixes.iter().map(prefix).collect());
    let node = |n: &smtpcodes_matcher::Node| {
        format!(
            "n({:#x}, {}, {}, {:#x}, {}, {}, {}, {})",
            n.head,
            n.label,
            n.label_len,
            n.follows,
            n.children,
            n.first_child,
            n.first_output,
            n.outputs
        )
    };
    table("NODES", "Node", compiled.nodes.iter().map(node).collect());
    let output = |o: &smtpcodes_matcher::Output| {
        format!("{}({})", if o.whole_word { "word" } else { "open" }, target(o.target))
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
    text + &labels(&compiled.labels)
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

/// The labels as lines of text: they are UTF-8 together, as the patterns they were cut from, only where no label is
/// cut inside a character; so other bytes than ASCII are escaped.
fn labels(bytes: &[u8]) -> String {
    let mut text = String::from("static LABELS: &[u8] = b\"\\\n");
    for line in bytes.chunks(LABEL_LINE) {
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
