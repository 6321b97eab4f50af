//! Reads mail logs, line by line, in bounded memory.
//!
//! [`Reader`] takes one line after the other and hands each [`Event`](crate::Event) to a closure. It knows the software
//! from the line itself, so a file that several programs write to is read whole; [`Format`] forces one reader.
//!
//! A rejection that the log's own server spoke (`NOQUEUE: reject:`, `rejected RCPT`, `reject=550`) carries in
//! `remote_address` the client that was turned away and no `remote_host`: no other server answered.
//!
//! | module | reads |
//! |---|---|
//! | `postfix`, `postfix_reject` | deliveries and connection failures; rejections of smtpd, postscreen and cleanup |
//! | `exim`, `exim_reply`, `exim_reject` | main log; the replies in it; reject log |
//! | `sendmail` | Sendmail 8 |
//! | `qmail` | qmail, netqmail, notqmail |
//! | `opensmtpd` | OpenSMTPD, old and new |
//! | `haraka` | Haraka's outbound and recipient lines |
//! | `dovecot` | Dovecot's LMTP and LDA |
//! | `exchange` | Exchange message tracking, Microsoft 365 message trace (CSV) |
//! | `powermta` | PowerMTA accounting files (CSV) |
//! | `kumomta` | KumoMTA records (JSON lines) |
//! | `stalwart` | Stalwart, text and JSON |
//! | `cisco` | Cisco Secure Email mail logs and bounce logs |
//! | `journal` | the systemd journal around any of them: export format and JSON |
//!
//! `header` splits what syslog writes before a message, `attempts` holds what a later line may repeat, `table` maps CSV columns, `joins` remembers who sent what,
//! `scan` and `clock` are the small tools of all.

mod attempts;
mod cisco;
pub(crate) mod clock;
mod detect;
mod dovecot;
mod exchange;
mod exim;
mod exim_reject;
mod exim_reply;
mod haraka;
mod header;
mod joins;
mod journal;
mod json;
mod kumomta;
mod opensmtpd;
mod output;
mod postfix;
mod postfix_reject;
mod powermta;
mod qmail;
mod reader;
mod scan;
mod sendmail;
mod stalwart;
mod table;

pub use detect::Format;
pub use reader::Reader;
