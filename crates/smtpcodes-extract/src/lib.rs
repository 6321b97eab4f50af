//! Finds the replies of mail servers where people have them: bounce messages, mail logs and provider events.
//!
//! [`events`] reads bytes or a stream, [`events_in`] files and folders, whatever they hold: one iterator of [`Event`]s.
//! An event says who was written to, which server answered what, and when. What cannot be made sense of is a [`Problem`]
//! that names the place, so that one broken record never costs its neighbours.
//!
//! | module | for those who |
//! |---|---|
//! | [`log`], [`message`], [`provider`] | know what they have: lines of a log, one message, a JSON value |
//! | [`container`] | walk folders, mailboxes and archives |
//! | [`pieces`] | read on several threads |
//! | [`record`], [`json`] | write events and classifications as the command does |
#![forbid(unsafe_code)]

pub mod container;
pub mod json;
pub mod log;
pub mod message;
pub mod pieces;
pub mod provider;
pub mod record;

mod event;
mod events;
mod hidden;
mod limits;
mod problem;
mod rules;
mod text;

pub use event::{Event, Outcome};
pub use events::{Events, events, events_in};
pub use hidden::is_hidden;
pub use limits::Limits;
pub use pieces::Input;
pub use problem::Problem;
pub use rules::Rules;
pub use smtpcodes::{Command, Kind};
