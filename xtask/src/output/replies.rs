//! The reply codes: named constants, and the table behind them.

use std::fmt::Write;

use proc_macro2::Literal;
use quote::quote;
use smtpcodes_rules::Problem;

use super::rust::{self, constant, pascal, reason, string, strings};
use crate::spec::Spec;

/// The first code that a server may send.
pub const FIRST_ON_THE_WIRE: u16 = 200;

/// `replies.rs`.
pub fn table(spec: &Spec, problems: &mut Vec<Problem>) -> String {
    let mut replies: Vec<_> = spec.replies.iter().map(|loaded| &loaded.entry).collect();
    replies.sort_by_key(|entry| entry.code);
    let named: Vec<_> = replies.iter().filter(|entry| entry.code >= FIRST_ON_THE_WIRE).collect();
    let names = named.iter().map(|entry| rust::ident(&constant(&entry.name)));
    let codes = named.iter().map(|entry| Literal::u16_unsuffixed(entry.code));
    let docs = named.iter().map(|entry| {
        format!(" {}: {}", entry.code, entry.phrase.replace('<', "\\<").replace('[', "\\["))
    });
    let meanings = named
        .iter()
        .map(|entry| format!(" {}", entry.meaning.replace('<', "\\<").replace('[', "\\[")));
    let sources = named.iter().map(|entry| {
        format!(
            " Defined in: {}.",
            entry
                .sources
                .join("; ")
                .replace('<', "\\<")
                .replace("https://", "")
                .replace("http://", "")
        )
    });
    let tokens = quote! {
        use crate::entry::{ReplyEntry, reply_row as row};
        use crate::generated::reasons::Reason;
        use crate::generated::words::{Command, Standing};
        use crate::ReplyCode;

        impl ReplyCode {
            #(
                #[doc = #docs]
                #[doc = ""]
                #[doc = #meanings]
                #[doc = ""]
                #[doc = #sources]
                pub const #names: Self = Self::known(#codes);
            )*
        }
    };
    let mut text = rust::file("spec/codes.yaml", tokens, problems);
    text.push_str("\n/// Every reply code of the spec, sorted by code.\n");
    let _ = writeln!(text, "pub(crate) static REPLIES: [ReplyEntry; {}] = [", replies.len());
    for entry in replies {
        let commands: Vec<String> =
            entry.commands.iter().map(|name| format!("Command::{}", pascal(name))).collect();
        let phrases: Vec<String> = entry
            .phrases
            .iter()
            .map(|phrase| format!("({}, {})", string(&phrase.text), string(&phrase.source)))
            .collect();
        let _ = writeln!(
            text,
            "    row({}, {}, {}, {}, Standing::{}, &[{}], {}, &[{}], {}),",
            entry.code,
            string(&entry.name),
            string(&entry.phrase),
            string(&entry.meaning),
            pascal(&entry.standing),
            commands.join(", "),
            reason(entry.reason.as_ref()),
            phrases.join(", "),
            strings(&entry.sources),
        );
    }
    text.push_str("];\n");
    text
}
