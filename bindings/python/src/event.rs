//! One thing that happened to one recipient of one message, as a frozen Python object.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use smtpcodes_extract::record::{Record, Row};
use smtpcodes_extract::{Rules, json};

use crate::classification::Classification;
use crate::words::{self, optional};

/// What a line of a log, a report or a provider tells of one recipient of one message, with what it means.
///
/// What the source does not tell is None.
#[pyclass(module = "smtpcodes", frozen, eq, hash)]
#[derive(Clone, PartialEq)]
pub struct Event {
    event: smtpcodes_extract::Event,
    meaning: Classification,
}

impl Hash for Event {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let event = &self.event;
        (&event.source, event.line, &event.time, &event.recipient, &event.id).hash(state);
        (&event.text, &self.meaning).hash(state);
    }
}

impl Event {
    /// Classifies an event and keeps both.
    pub fn new(
        event: smtpcodes_extract::Event,
        classifier: Option<&smtpcodes::Classifier>,
    ) -> Self {
        let record = Record::from(event.clone());
        let meaning = match classifier {
            None => Classification::shipped(&record.classify(Rules::SHIPPED)),
            Some(own) => Classification::own(&record.classify(own)),
        };
        Self { meaning: meaning.of_event(event.kind), event }
    }

    fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.event.text)
    }

    fn json(&self) -> std::io::Result<String> {
        let record = Record::from(self.event.clone());
        let (code, enhanced) = self.meaning.codes();
        let row =
            Row::of_verdict(&record, &self.event.source, code, enhanced, self.meaning.verdict());
        let mut line = Vec::new();
        json::line(&row, &mut line)?;
        line.truncate(line.trim_ascii_end().len());
        String::from_utf8(line).map_err(std::io::Error::other)
    }
}

#[pymethods]
impl Event {
    /// The file, member of an archive or stream that the event was read from; "-" for bytes.
    #[getter]
    fn source(&self) -> &str {
        &self.event.source
    }

    /// The line of the source that the event begins on, from 1 on.
    #[getter]
    fn line(&self) -> Option<u64> {
        self.event.line
    }

    /// What happened; None for a bare reply.
    #[getter]
    fn kind<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        optional(py, self.event.kind)
    }

    /// When, as received, or as RFC 3339 where the source can be converted without a guess.
    #[getter]
    fn time(&self) -> Option<&str> {
        self.event.time.as_deref()
    }

    /// The address that was written to.
    #[getter]
    fn recipient(&self) -> Option<&str> {
        self.event.recipient.as_deref()
    }

    /// The envelope sender; "" is the null sender.
    #[getter]
    fn sender(&self) -> Option<&str> {
        self.event.sender.as_deref()
    }

    /// The queue id or message id that the source knows the message by.
    #[getter]
    fn id(&self) -> Option<&str> {
        self.event.id.as_deref()
    }

    /// The name of the server that answered.
    #[getter]
    fn remote_host(&self) -> Option<&str> {
        self.event.remote_host.as_deref()
    }

    /// The network address of the server that answered.
    #[getter]
    fn remote_address(&self) -> Option<&str> {
        self.event.remote_address.as_deref()
    }

    /// The command, or moment of the session, that was answered.
    #[getter]
    fn command<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        optional(py, self.event.command)
    }

    /// How long the message had been under way, in seconds.
    #[getter]
    fn delay(&self) -> Option<f64> {
        self.event.delay
    }

    /// The reply, with U+FFFD for what is no UTF-8; "" when the source gives none. Classification.span counts bytes of
    /// its UTF-8 form.
    #[getter(text)]
    fn reply_text(&self) -> Cow<'_, str> {
        self.text()
    }

    /// The bytes of the reply as received.
    #[getter]
    fn raw<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.event.text)
    }

    /// The status that the source states beside the text, such as the Status field of a delivery report.
    #[getter]
    fn status(&self) -> Option<&str> {
        self.event.status.as_deref()
    }

    /// The provider's own word for the event.
    #[getter]
    fn provider_label(&self) -> Option<&str> {
        self.event.provider_label.as_deref()
    }

    /// The input's own name for the event, as JSON, where the input is JSON with an "id".
    #[getter]
    fn input_id(&self) -> Option<&str> {
        self.event.input_id.as_deref()
    }

    /// What the reply means, in the light of what happened: an automatic answer has no reason, and an address that is
    /// still being tried is not given up.
    #[getter]
    fn classification(&self) -> Classification {
        self.meaning.clone()
    }

    /// Gives the plain values, under the keys of the command's JSON and in their order.
    ///
    /// "source" has the line behind it, and "remote_host" is the address where no name is known.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let object = py.import("json")?.call_method1("loads", (self.to_json()?,))?;
        Ok(object.cast_into()?)
    }

    /// Gives one line of JSON, the same as `smtpcodes classify` prints.
    fn to_json(&self) -> PyResult<String> {
        self.json().map_err(|error| PyValueError::new_err(error.to_string()))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let mut parts = Vec::new();
        for key in
            ["source", "kind", "time", "recipient", "remote_host", "code", "reason", "bounce"]
        {
            let value = self.to_dict(py)?.get_item(key)?.filter(|value| !value.is_none());
            if let Some(value) = value {
                parts.push(format!("{key}={}", value.repr()?));
            }
        }
        Ok(format!("Event({})", parts.join(", ")))
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, (State, Classification))> {
        let restore = py.import("smtpcodes._smtpcodes")?.getattr("_restore_event")?;
        Ok((restore, (State::from(&self.event), self.meaning.clone())))
    }
}

/// Everything that a pickle keeps beside the classification. Words instead of numbers, so that it outlives the tables.
#[derive(IntoPyObject, FromPyObject)]
#[pyo3(from_item_all)]
pub struct State {
    source: String,
    line: Option<u64>,
    kind: Option<String>,
    time: Option<String>,
    recipient: Option<String>,
    sender: Option<String>,
    id: Option<String>,
    remote_host: Option<String>,
    remote_address: Option<String>,
    command: Option<String>,
    delay: Option<f64>,
    text: Vec<u8>,
    status: Option<String>,
    provider_label: Option<String>,
    input_id: Option<String>,
}

impl From<&smtpcodes_extract::Event> for State {
    fn from(event: &smtpcodes_extract::Event) -> Self {
        let event = event.clone();
        Self {
            source: event.source.to_string(),
            line: event.line,
            kind: event.kind.map(|kind| kind.as_str().to_owned()),
            time: event.time,
            recipient: event.recipient,
            sender: event.sender,
            id: event.id,
            remote_host: event.remote_host,
            remote_address: event.remote_address,
            command: event.command.map(|command| command.as_str().to_owned()),
            delay: event.delay,
            text: event.text,
            status: event.status,
            provider_label: event.provider_label,
            input_id: event.input_id,
        }
    }
}

/// Makes an event from what a pickle kept.
#[pyfunction]
#[pyo3(name = "_restore_event")]
pub fn restore_event(state: State, classification: &Bound<'_, Classification>) -> PyResult<Event> {
    let event = smtpcodes_extract::Event {
        source: Arc::from(state.source),
        line: state.line,
        kind: state.kind.map(|word| words::read(&word)).transpose()?,
        time: state.time,
        recipient: state.recipient,
        sender: state.sender,
        id: state.id,
        remote_host: state.remote_host,
        remote_address: state.remote_address,
        command: state.command.map(|word| words::read(&word)).transpose()?,
        delay: state.delay,
        text: state.text,
        status: state.status,
        provider_label: state.provider_label,
        input_id: state.input_id,
    };
    Ok(Event { event, meaning: classification.get().clone() })
}
