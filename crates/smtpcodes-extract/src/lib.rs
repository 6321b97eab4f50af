//! Finds the replies of mail servers where people have them: bounce messages, mail logs and provider events.
//!
//! Every reader returns [`Event`]s: who was written to, which server answered what, and when. What a reader cannot
//! make sense of it returns as a [`Problem`] that names the place, so that one broken record never costs its neighbours.
#![forbid(unsafe_code)]

pub mod container;
pub mod log;
pub mod message;
pub mod provider;

mod event;
mod limits;
mod problem;

pub use event::Event;
pub use limits::Limits;
pub use problem::Problem;
pub use smtpcodes::{Command, Kind};
