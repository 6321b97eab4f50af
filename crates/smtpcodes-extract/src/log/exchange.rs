//! Exchange message tracking and Microsoft 365 message trace.

use crate::{Event, Kind};

use super::output::{Outcome, Output, event};
use super::scan;
use super::table::Row;

/// The most recipients of one row.
const RECIPIENTS: usize = 1000;

/// Reads one row of message tracking: `FAIL`, `DEFER`, `SEND` and `DELIVER` for each recipient.
pub(super) fn tracking(row: &Row<'_>, out: &mut Output<'_>) -> Outcome {
    let kind = match row.field("eventid") {
        Some(b"FAIL" | b"BADMAIL" | b"POISONMESSAGE") => Kind::Failed,
        Some(b"DEFER") => Kind::Delayed,
        Some(b"SEND" | b"DELIVER") => Kind::Delivered,
        Some(_) => return Ok(()),
        None => return Err("an event in the column `event-id`"),
    };
    if kind == Kind::Delivered && out.skips_delivery() {
        return Ok(());
    }
    let Some(addresses) = row.field("recipientaddress") else {
        return Err("an address in the column `recipient-address`");
    };
    let time = row.field("datetime").or_else(|| row.field("datetimeutc"));
    let addresses: Vec<&[u8]> = addresses.split(|b| *b == b';').take(RECIPIENTS).collect();
    let status =
        row.field("recipientstatus").or_else(|| row.field("sourcecontext")).unwrap_or_default();
    let statuses = split_statuses(status, addresses.len());
    for (at, recipient) in addresses.iter().enumerate() {
        let answer = answer(statuses.get(at).copied().unwrap_or(status));
        let delivered = kind == Kind::Delivered;
        out.emit(Event {
            recipient: Some(scan::address(recipient)),
            sender: row.address("senderaddress"),
            id: row.text("messageid"),
            remote_host: answer.host.or_else(|| row.text("serverhostname").filter(|_| delivered)),
            remote_address: answer.address.or_else(|| row.text("serverip").filter(|_| delivered)),
            ..event(kind, time, answer.text)
        });
    }
    Ok(())
}

/// Splits the status column into one status a recipient; a status may itself hold semicolons.
fn split_statuses(status: &[u8], recipients: usize) -> Vec<&[u8]> {
    if recipients == 1 {
        return vec![status];
    }
    let mut found = Vec::new();
    let mut rest = status;
    // [{LED=...};{MSG=}];[{LED=...}] of new versions, '550 ...; no';'550 ...; no' of old ones
    let separator: &[u8] = if scan::has(status, b"];[") { b"];[" } else { b"';'" };
    while let Some((one, after)) = scan::split(rest, separator) {
        found.push(one);
        rest = after;
    }
    found.push(rest);
    if found.len() == recipients {
        return found;
    }
    let simple: Vec<&[u8]> = status.split(|b| *b == b';').collect();
    if simple.len() == recipients { simple } else { vec![status; recipients] }
}

struct Answer<'a> {
    text: &'a [u8],
    host: Option<String>,
    address: Option<String>,
}

/// Reads `[{LED=550 5.1.1 ...};{MSG=};{FQDN=mx.example.com};{IP=192.0.2.1};{LRT=...}]`, or takes the text as it stands.
fn answer(status: &[u8]) -> Answer<'_> {
    let value = |name: &[u8]| {
        let (_, rest) = scan::split(status, name)?;
        let end = [&b"};{"[..], b"}]", b"}"].iter().find_map(|end| scan::find(rest, end));
        Some(&rest[..end.unwrap_or(rest.len())])
    };
    match value(b"{LED=") {
        Some(text) => Answer {
            text,
            host: value(b"{FQDN=").and_then(scan::known),
            address: value(b"{IP=").and_then(scan::known),
        },
        None => {
            let text = status.trim_ascii();
            let text = text.strip_prefix(b"'").unwrap_or(text);
            Answer { text: text.strip_suffix(b"'").unwrap_or(text), host: None, address: None }
        }
    }
}

/// Reads one row of a message trace, which gives a verdict and seldom a reply.
pub(super) fn trace(row: &Row<'_>, out: &mut Output<'_>) -> Outcome {
    let time = ["received", "date", "origintimestamputc", "datetimeutc"]
        .iter()
        .find_map(|name| row.field(name));
    let id = row.text("messageid");
    let sender = row.address("senderaddress");
    let text = row.field("detail").or_else(|| row.field("data")).unwrap_or_default();
    let template =
        Event { sender, id, remote_address: row.text("toip"), ..event(Kind::Failed, time, text) };
    if let (Some(recipient), Some(status)) = (row.address("recipientaddress"), row.field("status"))
    {
        return verdict(recipient, status, template, out);
    }
    // a@example.com##Receive, Fail;b@example.com##Receive, Deliver
    let Some(list) = row.field("recipientstatus") else {
        return Err("a verdict in the column `Status` or `recipient_status`");
    };
    for one in list.split(|b| *b == b';').take(RECIPIENTS) {
        let Some((recipient, steps)) = scan::split(one, b"##") else {
            return Err("`address##status` in the column `recipient_status`");
        };
        let last = steps.rsplit(|b| *b == b',').next().unwrap_or_default().trim_ascii();
        verdict(scan::address(recipient), last, template.clone(), out)?;
    }
    Ok(())
}

fn verdict(recipient: String, status: &[u8], template: Event, out: &mut Output<'_>) -> Outcome {
    let kind = match status.to_ascii_lowercase().as_slice() {
        b"failed" | b"fail" | b"quarantined" => Kind::Failed,
        b"pending" | b"defer" | b"deferred" => Kind::Delayed,
        b"delivered" | b"deliver" | b"send" | b"sent" | b"expanded" | b"filteredasspam" => {
            Kind::Delivered
        }
        _ => return Ok(()),
    };
    out.emit(Event {
        kind: Some(kind),
        recipient: Some(recipient),
        provider_label: scan::known(status),
        ..template
    });
    Ok(())
}
