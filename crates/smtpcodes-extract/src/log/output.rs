//! Where the readers put what they find.

use crate::{Event, Kind};

use super::{joins::Joins, scan};

/// What a reader expected and did not find; the reader of the log adds the line.
pub(super) type Outcome = Result<(), &'static str>;

/// The receiver of events, and what the readers share.
pub(super) struct Output<'a> {
    pub(super) sink: &'a mut dyn FnMut(Event),
    pub(super) line: u64,
    /// Whether deliveries that succeeded are events too.
    pub(super) deliveries: bool,
    pub(super) joins: &'a mut Joins,
    pub(super) delivered: &'a mut u64,
}

impl Output<'_> {
    /// Hands over one event of this line.
    pub(super) fn emit(&mut self, mut event: Event) {
        if event.kind == Some(Kind::Delivered) {
            *self.delivered += 1;
            if !self.deliveries {
                return;
            }
        }
        event.line = Some(self.line);
        (self.sink)(event);
    }

    /// Counts a delivery and says whether the event is wanted, so that it need not be built in vain.
    pub(super) fn skips_delivery(&mut self) -> bool {
        if !self.deliveries {
            *self.delivered += 1;
        }
        !self.deliveries
    }
}

/// Starts an event: what happened, when, and the text as received.
pub(super) fn event(kind: Kind, time: Option<&[u8]>, text: &[u8]) -> Event {
    Event { time: time.and_then(scan::known), text: text.to_vec(), ..Event::new(kind) }
}
