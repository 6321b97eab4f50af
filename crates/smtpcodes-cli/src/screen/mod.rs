//! Text for people.

mod page;
mod sanitise;

pub use page::{Look, Page, Tone, terminal_rows};
pub use sanitise::{clipped, is_hidden, visible, visible_marked};
