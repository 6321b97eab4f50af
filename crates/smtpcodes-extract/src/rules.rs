//! By which rules an event is classified: the shipped ones alone, or a program's own before them.

use smtpcodes::{Classification, Classifier, Context, classify_in};

/// The shipped rules, or those of a [`Classifier`].
///
/// ```
/// use smtpcodes_extract::{Event, Kind, Rules};
/// let event = Event { text: b"550 user unknown".to_vec(), ..Event::new(Kind::Failed) };
/// assert_eq!(event.classify_by(Rules::SHIPPED), event.classify());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a>(Option<&'a Classifier>);

impl<'a> Rules<'a> {
    /// The shipped rules.
    pub const SHIPPED: Self = Self(None);

    /// Tells what a reply means, with what is known around it.
    pub fn classify_in(self, text: &[u8], context: &Context<'_>) -> Classification<'a> {
        match self.0 {
            None => classify_in(text, context),
            Some(classifier) => classifier.classify_in(text, context),
        }
    }
}

impl<'a> From<&'a Classifier> for Rules<'a> {
    fn from(classifier: &'a Classifier) -> Self {
        Self(Some(classifier))
    }
}

impl<'a> From<Option<&'a Classifier>> for Rules<'a> {
    fn from(classifier: Option<&'a Classifier>) -> Self {
        Self(classifier)
    }
}
