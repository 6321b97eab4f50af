//! PowerMTA: accounting files, one row a delivery, bounce, delay or complaint.

use crate::{Event, Kind};

use super::output::{Outcome, Output, event};
use super::table::Row;
use super::{clock, scan};

/// The columns of an accounting file that names none, in PowerMTA's own order.
pub(super) const COLUMNS: &[u8] = b"type,timeLogged,timeQueued,orig,rcpt,orcpt,dsnAction,dsnStatus,dsnDiag,dsnMta,\
bounceCat,srcType,srcMta,dlvType,dlvSourceIp,dlvDestinationIp,dlvEsmtpAvailable,dlvSize,vmta,jobId,envId";

/// Reads one row.
pub(super) fn read(row: &Row<'_>, out: &mut Output<'_>) -> Outcome {
    let kind = match row.field("type") {
        Some(b"b" | b"rb") => Kind::Failed,
        Some(b"t" | b"tq") => Kind::Delayed,
        Some(b"f") => Kind::Complaint,
        Some(b"d") => Kind::Delivered,
        Some(b"rs") => match row.field("dsnaction") {
            Some(b"failed") => Kind::Failed,
            Some(b"delayed") => Kind::Delayed,
            _ => Kind::Delivered,
        },
        // received, and what later versions may add
        Some(_) => return Ok(()),
        None => return Err("a record type in the first column"),
    };
    if kind == Kind::Delivered && out.skips_delivery() {
        return Ok(());
    }
    // 5.1.1 (bad destination mailbox address)
    let (status, comment) =
        row.field("dsnstatus").map_or((None, None), |value| match scan::split(value, b" (") {
            Some((code, comment)) => (Some(code), comment.strip_suffix(b")")),
            None => (Some(value), None),
        });
    let diagnostic = row.field("dsndiag").map(|text| text.strip_prefix(b"smtp;").unwrap_or(text));
    // mx.example.com (192.0.2.1)
    let (host, address) = row.field("dsnmta").map_or((None, None), |value| {
        let (host, address) = scan::split(value, b" (").unwrap_or((value, b""));
        (scan::known(host), scan::known(address.strip_suffix(b")").unwrap_or(address)))
    });
    let time = row.field("timelogged");
    let recipient = row.address("rcpt").or_else(|| row.address("originalrcptto"));
    if recipient.is_none() {
        return Err("an address in the column `rcpt`");
    }
    out.emit(Event {
        time: time.and_then(|t| clock::from_decimal(t).or_else(|| scan::known(t))),
        recipient,
        sender: row.address("orig"),
        id: row.text("headermessageid").or_else(|| row.text("envid")),
        remote_host: host,
        remote_address: address.or_else(|| row.text("dlvdestinationip")),
        delay: row.field("totalsecondsqueued").and_then(scan::seconds),
        status: status.and_then(scan::known),
        provider_label: row.text("bouncecat").or_else(|| row.text("feedbacktype")),
        ..event(kind, None, diagnostic.or(comment).unwrap_or_default().trim_ascii())
    });
    Ok(())
}
