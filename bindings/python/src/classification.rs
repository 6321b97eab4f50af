//! The answer to "what does this reply mean", as a frozen Python object.

use std::borrow::Cow;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use smtpcodes::{
    Action, Basis, Blocklist, Bounce, Fault, Kind, Permanence, Provider, Reason, ReplyCode, Retry,
};
use smtpcodes_extract::Outcome;
use smtpcodes_extract::record::Verdict;

use crate::contract::{Contract, State};
use crate::enhanced_code::EnhancedCode;
use crate::words::{self, member, optional};

/// A text of the embedded tables, or of rules that a program loaded.
type Text = Cow<'static, str>;

/// What a reply means.
///
/// For a success or an intermediate reply everything but codes, permanence, basis and provider is None.
#[pyclass(module = "smtpcodes", frozen, eq, hash)]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Classification {
    code: Option<ReplyCode>,
    enhanced: Option<smtpcodes::EnhancedCode>,
    permanence: Permanence,
    reason: Option<Reason>,
    bounce: Option<Bounce>,
    retry: Option<Retry>,
    retry_after: Option<u32>,
    action: Option<Action>,
    advice: Option<Text>,
    basis: Basis,
    rule: Option<Text>,
    rule_source: Option<Text>,
    runner_up: Option<Text>,
    span: Option<(usize, usize)>,
    provider: Option<Provider>,
    blocklist: Option<Blocklist>,
    overruled: Option<Reason>,
}

impl Classification {
    /// Keeps an answer of the shipped rules.
    pub fn shipped(answer: &smtpcodes::Classification<'static>) -> Self {
        Self::keep(answer, Cow::Borrowed)
    }

    /// Keeps an answer beyond the life of the rules that gave it.
    pub fn own(answer: &smtpcodes::Classification<'_>) -> Self {
        Self::keep(answer, |text| Cow::Owned(text.to_owned()))
    }

    fn keep<'r>(answer: &smtpcodes::Classification<'r>, text: impl Fn(&'r str) -> Text) -> Self {
        Self {
            code: answer.reply_code(),
            enhanced: answer.enhanced_code(),
            permanence: answer.permanence(),
            reason: answer.reason(),
            bounce: answer.bounce(),
            retry: answer.retry(),
            retry_after: answer.retry_after(),
            action: answer.action(),
            advice: answer.advice().map(Cow::Borrowed),
            basis: answer.basis(),
            rule: answer.rule().map(|rule| text(rule.id())),
            rule_source: answer.rule().map(|rule| text(rule.source())),
            runner_up: answer.runner_up().map(|rule| text(rule.id())),
            span: answer.span().map(|span| (span.start, span.end)),
            provider: answer.provider(),
            blocklist: answer.blocklist(),
            overruled: answer.overruled(),
        }
    }

    /// Gives what is left of the answer once it is known what happened to the message.
    pub fn of_event(self, kind: Option<Kind>) -> Self {
        let outcome = Outcome::new(kind, self.permanence, self.bounce);
        if outcome.failure {
            return Self { bounce: outcome.bounce, ..self };
        }
        Self {
            code: self.code,
            enhanced: self.enhanced,
            permanence: outcome.permanence,
            reason: None,
            bounce: None,
            retry: None,
            retry_after: None,
            action: None,
            advice: None,
            basis: Basis::None,
            rule: None,
            rule_source: None,
            runner_up: None,
            span: None,
            provider: None,
            blocklist: None,
            overruled: None,
        }
    }

    /// Gives the two codes.
    pub fn codes(&self) -> (Option<u16>, Option<smtpcodes::EnhancedCode>) {
        (self.code.map(ReplyCode::as_u16), self.enhanced)
    }

    /// Gives what follows the codes in the JSON of an event.
    pub fn verdict(&self) -> Verdict<'_> {
        let contract = self.contract();
        Verdict {
            permanence: contract.permanence,
            reason: contract.reason,
            bounce: contract.bounce,
            fault: contract.fault,
            retry: contract.retry,
            retry_after: contract.retry_after,
            action: contract.action,
            basis: contract.basis,
            rule: contract.rule,
            span: self.span,
            provider: contract.provider,
            blocklist: contract.blocklist,
            // stands in no JSON
            advice: None,
        }
    }

    fn contract(&self) -> Contract<'_> {
        Contract {
            code: self.code.map(ReplyCode::as_u16),
            enhanced: self.enhanced.map(|code| code.to_string()),
            permanence: self.permanence.as_str(),
            reason: self.reason.map(Reason::as_str),
            bounce: self.bounce.map(Bounce::as_str),
            fault: self.reason.map(|reason| reason.fault().as_str()),
            retry: self.retry.map(Retry::as_str),
            retry_after: self.retry_after,
            action: self.action.map(Action::as_str),
            basis: self.basis.as_str(),
            rule: self.rule.as_deref(),
            span: self.span.map(|(start, end)| [start, end]),
            provider: self.provider.map(Provider::name),
            blocklist: self.blocklist.map(Blocklist::name),
        }
    }

    fn state(&self) -> State {
        let text = |text: &Option<Text>| text.as_deref().map(str::to_owned);
        let contract = self.contract();
        let word = |word: Option<&str>| word.map(str::to_owned);
        State {
            code: contract.code,
            permanence: contract.permanence.to_owned(),
            reason: word(contract.reason),
            bounce: word(contract.bounce),
            retry: word(contract.retry),
            retry_after: contract.retry_after,
            action: word(contract.action),
            advice: text(&self.advice),
            basis: contract.basis.to_owned(),
            rule: word(contract.rule),
            rule_source: text(&self.rule_source),
            runner_up: text(&self.runner_up),
            span: self.span,
            provider: word(contract.provider),
            blocklist: word(contract.blocklist),
            overruled: self.overruled.map(|reason| reason.as_str().to_owned()),
            enhanced: contract.enhanced,
        }
    }
}

#[pymethods]
impl Classification {
    /// The reply code of the text.
    #[getter]
    fn reply_code<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.code.map(|code| words::reply_code(py, code)).transpose()
    }

    /// The enhanced code of the text, or of the context where the text has none.
    #[getter]
    fn enhanced_code(&self) -> Option<EnhancedCode> {
        self.enhanced.map(EnhancedCode::from)
    }

    /// What the server claimed about trying again.
    #[getter]
    fn permanence<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        member(py, self.permanence)
    }

    /// The cause; Reason.UNDETERMINED when neither text nor codes tell one.
    #[getter]
    fn reason<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        optional(py, self.reason)
    }

    /// What the failure tells about the address; a transient reply is always soft.
    #[getter]
    fn bounce<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        optional(py, self.bounce)
    }

    /// Whose fault it is.
    #[getter]
    fn fault<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let fault: Option<Fault> = self.reason.map(Reason::fault);
        optional(py, fault)
    }

    /// Whether and how to try again.
    #[getter]
    fn retry<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        optional(py, self.retry)
    }

    /// Seconds to wait before trying again, where the text, the provider or the reason tells them.
    #[getter]
    fn retry_after(&self) -> Option<u32> {
        self.retry_after
    }

    /// What to do, in one machine word.
    #[getter]
    fn action<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        optional(py, self.action)
    }

    /// What to do, in words for people.
    #[getter]
    fn advice(&self) -> Option<&str> {
        self.advice.as_deref()
    }

    /// What the reason means, in one sentence.
    #[getter]
    fn meaning(&self) -> Option<&'static str> {
        self.reason.map(Reason::meaning)
    }

    /// What decided.
    #[getter]
    fn basis<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        member(py, self.basis)
    }

    /// The id of the rule that decided.
    #[getter]
    fn rule(&self) -> Option<&str> {
        self.rule.as_deref()
    }

    /// Where the wording of that rule is documented or was seen.
    #[getter]
    fn rule_source(&self) -> Option<&str> {
        self.rule_source.as_deref()
    }

    /// The id of the rule that would have decided without the one that did.
    #[getter]
    fn runner_up(&self) -> Option<&str> {
        self.runner_up.as_deref()
    }

    /// The bytes of the text that decided: start and end. For a str these count bytes of its UTF-8 form.
    #[getter]
    fn span(&self) -> Option<(usize, usize)> {
        self.span
    }

    /// The name of the provider that answered, by its host or its words; see providers().
    #[getter]
    fn provider(&self) -> Option<&'static str> {
        self.provider.map(Provider::name)
    }

    /// The name of the block list that the reply names; see blocklists().
    #[getter]
    fn blocklist(&self) -> Option<&'static str> {
        self.blocklist.map(Blocklist::name)
    }

    /// The reason that the codes alone would have told, where the text tells another one.
    #[getter]
    fn overruled<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        optional(py, self.overruled)
    }

    /// Gives the plain values, under the keys of the command's JSON and in their order.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        self.contract().into_pyobject(py)
    }

    /// Gives one line of JSON, the same as the command prints from "code" on.
    fn to_json(&self) -> PyResult<String> {
        serde_json::to_string(&self.contract())
            .map_err(|error| PyValueError::new_err(error.to_string()))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let mut parts = Vec::new();
        for (key, value) in self.contract().into_pyobject(py)? {
            if !value.is_none() {
                parts.push(format!("{key}={}", value.repr()?));
            }
        }
        Ok(format!("Classification({})", parts.join(", ")))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (State,))> {
        Ok((py.import("smtpcodes._smtpcodes")?.getattr("_restore")?, (self.state(),)))
    }
}

/// Makes a classification from what a pickle kept.
#[pyfunction]
#[pyo3(name = "_restore")]
pub fn restore(state: State) -> PyResult<Classification> {
    let unknown = |what: &str, name: &str| {
        PyValueError::new_err(format!("this version of smtpcodes has no {what} {name:?}"))
    };
    let provider =
        |name: String| Provider::from_name(&name).ok_or_else(|| unknown("provider", &name));
    let blocklist =
        |name: String| Blocklist::from_name(&name).ok_or_else(|| unknown("block list", &name));
    let code = |code: u16| {
        ReplyCode::new(code).ok_or_else(|| PyValueError::new_err(format!("no reply code: {code}")))
    };
    Ok(Classification {
        code: state.code.map(code).transpose()?,
        enhanced: state.enhanced.map(|text| EnhancedCode::parse(&text)).transpose()?,
        permanence: words::read(&state.permanence)?,
        reason: word(state.reason)?,
        bounce: word(state.bounce)?,
        retry: word(state.retry)?,
        retry_after: state.retry_after,
        action: word(state.action)?,
        advice: state.advice.map(Cow::Owned),
        basis: words::read(&state.basis)?,
        rule: state.rule.map(Cow::Owned),
        rule_source: state.rule_source.map(Cow::Owned),
        runner_up: state.runner_up.map(Cow::Owned),
        span: state.span,
        provider: state.provider.map(provider).transpose()?,
        blocklist: state.blocklist.map(blocklist).transpose()?,
        overruled: word(state.overruled)?,
    })
}

fn word<W: words::Word>(word: Option<String>) -> PyResult<Option<W>> {
    word.map(|word| words::read(&word)).transpose()
}
