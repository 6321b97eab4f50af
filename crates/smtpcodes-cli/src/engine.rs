//! The classifier in use: the shipped rules alone, or the user's own before them.

use std::fs;
use std::path::Path;

use smtpcodes::{Classification, Classifier, Context};
use smtpcodes_extract::Rules;

use crate::stop::Stop;

/// Reads a file of rules.
///
/// # Errors
/// Says why it cannot be read, or which line is no text.
pub fn read_rules(path: &Path) -> Result<String, String> {
    let name = path.display();
    let bytes =
        fs::read(path).map_err(|error| format!("the rules {name} cannot be read: {error}"))?;
    String::from_utf8(bytes).map_err(|error| {
        let read = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + read.iter().filter(|&&byte| byte == b'\n').count();
        format!("the rules {name} cannot be read: line {line} is no UTF-8; save the file as UTF-8")
    })
}

/// Classifies with the rules that the command line asked for.
#[derive(Debug)]
pub enum Engine {
    /// The shipped rules; costs nothing to make.
    Shipped,
    /// The user's own rules before the shipped ones.
    Own(Box<Classifier>),
}

impl Engine {
    /// Loads the rules of a file, where there is one.
    ///
    /// # Errors
    /// The file cannot be read, or has problems; all of them are in the message.
    pub fn load(rules: Option<&Path>) -> Result<Self, Stop> {
        let Some(path) = rules else { return Ok(Self::Shipped) };
        let name = path.display().to_string();
        let text = read_rules(path).map_err(Stop::Usage)?;
        match Classifier::builder().rules(&name, &text).build() {
            Ok(classifier) => Ok(Self::Own(Box::new(classifier))),
            Err(problems) => Err(Stop::Usage(format!(
                "{problems}\nnone of the rules of {name} is used until all of this is put right"
            ))),
        }
    }

    /// Tells what a reply means, with what is known around it.
    pub fn classify_in(&self, text: &[u8], context: &Context<'_>) -> Classification<'_> {
        Rules::from(self).classify_in(text, context)
    }
}

impl<'a> From<&'a Engine> for Rules<'a> {
    fn from(engine: &'a Engine) -> Self {
        match engine {
            Engine::Shipped => Self::SHIPPED,
            Engine::Own(classifier) => Self::from(&**classifier),
        }
    }
}
