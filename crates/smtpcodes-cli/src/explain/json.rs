//! The answer as JSON.

use serde::Serialize;
use smtpcodes::{Classification, Context};

use super::query::Query;
use crate::engine::Engine;
use crate::entry::{Blocklist, Enhanced, ListedEnhanced, Provider, Reason, Reply, Rule};
use crate::record::Verdict;

/// One answer; the keys are a contract.
#[derive(Debug, Serialize)]
pub struct Explanation<'a> {
    query: &'a str,
    reply_code: Option<Reply>,
    enhanced_code: Option<Code>,
    classification: Option<Classified<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Reason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    provider: Option<Provider>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blocklist: Option<Blocklist>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<Rule>,
}

/// An enhanced code of one class, or an entry of the table that was asked for by its name.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Code {
    One(Enhanced),
    Listed(ListedEnhanced),
}

#[derive(Debug, Serialize)]
struct Classified<'a> {
    #[serde(flatten)]
    verdict: Verdict<'a>,
    meaning: Option<&'static str>,
    advice: Option<&'static str>,
    overruled: Option<&'static str>,
    runner_up: Option<&'a str>,
}

impl<'a> Explanation<'a> {
    /// Answers a question.
    pub fn new(what: &'a str, query: &'a Query, engine: &'a Engine) -> Self {
        let mut answer = Self {
            query: what,
            reply_code: None,
            enhanced_code: None,
            classification: None,
            reason: None,
            provider: None,
            blocklist: None,
            rule: None,
        };
        match query {
            Query::ReplyCode(code, entry) => answer.reply_code = Some(Reply::new(*code, *entry)),
            Query::Enhanced(code) => answer.enhanced_code = Some(Code::One((*code).into())),
            Query::Registered(entry) => {
                answer.enhanced_code = Some(Code::Listed((*entry).into()));
            }
            Query::Vendor(entry) => answer.enhanced_code = Some(Code::Listed((*entry).into())),
            Query::Reason(reason) => answer.reason = Some((*reason).into()),
            Query::Provider(provider) => answer.provider = Some((*provider).into()),
            Query::Blocklist(list) => answer.blocklist = Some((*list).into()),
            Query::Rule(rule) => answer.rule = Some((*rule).into()),
            Query::Text(text) => {
                let c = engine.classify_in(text.as_bytes(), &Context::new());
                answer.reply_code =
                    c.reply_code().map(|code| Reply::new(code.as_u16(), code.entry()));
                answer.enhanced_code = c.enhanced_code().map(|code| Code::One(code.into()));
                answer.classification = Some(c.into());
            }
        }
        answer
    }
}

impl<'a> From<Classification<'a>> for Classified<'a> {
    fn from(c: Classification<'a>) -> Self {
        Self {
            verdict: Verdict::from(&c),
            meaning: c.meaning(),
            advice: c.advice(),
            overruled: c.overruled().map(|reason| reason.as_str()),
            runner_up: c.runner_up().map(|rule| rule.id()),
        }
    }
}
