//! Text for people.

mod page;
mod sanitise;

pub use page::{Look, Page, Tone};
pub use sanitise::{is_hidden, visible, visible_marked};
