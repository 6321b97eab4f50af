//! Rules of a program's own, before the shipped ones.

use std::string::String;
use std::vec::Vec;

use smtpcodes_matcher::{Layers, decide};
use smtpcodes_rules::{
    Compiled, LoadedRule, Names, PhraseSet, Problem, Problems, ReasonName, check_examples, compile,
    load_entries,
};

use crate::classification::{Classification, Rule};
use crate::classify::{OwnRule, conclude, engine_context};
use crate::generated::phrases::TABLES;
use crate::provider::{Blocklist, Provider};
use crate::{Bounce, Command, Context, Reason, Retry};

/// A classifier with rules of the program's own; where none of them speaks, the shipped ones do.
///
/// ```
/// use smtpcodes::{Classifier, Reason};
///
/// let rules = r#"
/// - id: ours-parking
///   reason: domain_no_mail
///   any: ["this domain is parked"]
///   accepts: ["550 This domain is parked"]
///   source: "our own parking servers"
/// "#;
/// let classifier = Classifier::builder().rules("ours.yaml", rules).build()?;
/// let c = classifier.classify(b"550 this domain is parked");
/// assert_eq!(c.reason(), Some(Reason::DomainNoMail));
/// assert_eq!(c.rule().map(|rule| rule.id()), Some("ours-parking"));
/// # Ok::<(), smtpcodes::Problems>(())
/// ```
#[derive(Clone, Debug)]
pub struct Classifier {
    compiled: Compiled,
}

/// Collects rules for a [`Classifier`].
#[derive(Clone, Debug, Default)]
pub struct ClassifierBuilder {
    rules: Vec<LoadedRule>,
    problems: Vec<Problem>,
}

impl ClassifierBuilder {
    /// Adds the rules of a file's text; `file` names it in messages.
    #[must_use]
    pub fn rules(mut self, file: &str, text: &str) -> Self {
        self.rules.extend(load_entries(file, text, None, "rule", &mut self.problems));
        self
    }

    /// Compiles the rules and runs their examples.
    ///
    /// # Errors
    /// Refuses the rules as a whole, with every problem of every rule.
    pub fn build(mut self) -> Result<Classifier, Problems> {
        let names = names();
        let compiled = compile(&self.rules, &PhraseSet::default(), &names, &mut self.problems);
        if self.problems.is_empty() {
            let tables = compiled.tables();
            let layers = Layers { shipped: &TABLES, own: Some(&tables) };
            check_examples(&self.rules, &compiled, &layers, &names, &mut self.problems);
        }
        if self.problems.is_empty() {
            return Ok(Classifier { compiled });
        }
        self.problems.sort();
        Err(Problems(self.problems))
    }
}

impl Classifier {
    /// Starts a classifier without rules of its own.
    #[must_use]
    pub fn builder() -> ClassifierBuilder {
        ClassifierBuilder::default()
    }

    /// Tells what a reply means; see [`crate::classify()`].
    #[must_use]
    pub fn classify(&self, text: &[u8]) -> Classification<'_> {
        self.classify_in(text, &Context::new())
    }

    /// Tells what a reply means, with what is known around it.
    #[must_use]
    pub fn classify_in(&self, text: &[u8], context: &Context<'_>) -> Classification<'_> {
        let tables = self.compiled.tables();
        let layers = Layers { shipped: &TABLES, own: Some(&tables) };
        let verdict = decide(text, &engine_context(context), &layers);
        conclude(&verdict, context, |index| self.own_rule(index))
    }

    fn own_rule(&self, index: u16) -> Option<OwnRule<'_>> {
        let index = usize::from(index);
        let row = self.compiled.rules.get(index)?;
        let id = self.compiled.ids.get(index)?;
        let source = self.compiled.sources.get(index)?;
        Some((Rule::new(id, Reason::from_number(row.reason)?, source, row.weak), *row))
    }
}

/// The words that rules may use, from the embedded tables.
fn names() -> Names {
    let numbered = |words: &mut dyn Iterator<Item = (&str, u8)>| -> Vec<(String, u8)> {
        words.map(|(name, number)| (String::from(name), number)).collect()
    };
    let placed = |words: &mut dyn Iterator<Item = &'static str>| -> Vec<(String, u8)> {
        words.zip(1..=u8::MAX).map(|(name, number)| (String::from(name), number)).collect()
    };
    Names {
        reasons: Reason::ALL
            .into_iter()
            .map(|reason| ReasonName {
                name: String::from(reason.as_str()),
                number: reason.number(),
                precedence: reason.precedence(),
                recipient: reason.group() == "recipient",
            })
            .collect(),
        providers: placed(&mut Provider::all().map(Provider::name)),
        blocklists: placed(&mut Blocklist::all().map(Blocklist::name)),
        commands: numbered(&mut Command::ALL.iter().map(|c| (c.as_str(), c.number()))),
        bounces: numbered(&mut Bounce::ALL.iter().map(|b| (b.as_str(), b.number()))),
        retries: numbered(&mut Retry::ALL.iter().map(|r| (r.as_str(), r.number()))),
    }
}
