//! Replies by the grammar.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString, PyTuple};
use smtpcodes::ParseError;

use crate::enhanced_code::EnhancedCode;
use crate::text;
use crate::words;

/// A reply of one or many lines (RFC 5321 §4.2).
#[pyclass(module = "smtpcodes", frozen, eq, hash)]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Reply {
    code: smtpcodes::ReplyCode,
    enhanced: Option<smtpcodes::EnhancedCode>,
    bytes: Vec<u8>,
}

impl Reply {
    /// Keeps a reply beyond the life of the bytes it was read from.
    pub fn keep(reply: &smtpcodes::Reply<'_>) -> Self {
        Self {
            code: reply.code(),
            enhanced: reply.enhanced_code(),
            bytes: reply.as_bytes().to_vec(),
        }
    }

    fn texts<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let Ok(reply) = smtpcodes::Reply::parse(&self.bytes) else { return Ok(Vec::new()) };
        reply.lines().map(|line| decode(py, line)).collect()
    }
}

/// A `str` from which `classify` gets the same bytes again.
fn decode<'py>(py: Python<'py>, bytes: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    PyBytes::new(py, bytes).call_method1("decode", ("utf-8", "surrogateescape"))
}

#[pymethods]
impl Reply {
    /// The reply code.
    #[getter]
    fn code<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        words::reply_code(py, self.code)
    }

    /// The enhanced code that the first line's text begins with.
    #[getter]
    fn enhanced_code(&self) -> Option<EnhancedCode> {
        self.enhanced.map(EnhancedCode::from)
    }

    /// The texts of the lines: what follows code and separator, without line end, enhanced code included.
    ///
    /// Bytes that are not UTF-8 become surrogates, as with errors="surrogateescape".
    #[getter]
    fn lines<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.texts(py)?)
    }

    /// The lines, joined by line feeds.
    #[getter]
    fn text<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        PyString::new(py, "\n").call_method1("join", (self.texts(py)?,))
    }

    /// The bytes of the whole reply, codes and line ends included.
    #[getter]
    fn raw<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.bytes)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("parse_reply({})", self.raw(py).repr()?))
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((py.import("smtpcodes._smtpcodes")?.getattr("parse_reply")?, (self.raw(py),)))
    }
}

/// Reads a reply that is all of the data; ReplyParser reads one after the other.
///
/// Raises ParseError, which says what is wrong and in which line.
#[pyfunction]
#[pyo3(signature = (data, /))]
pub fn parse_reply(data: &Bound<'_, PyAny>) -> PyResult<Reply> {
    let (bytes, _) = text::reply(data)?;
    match smtpcodes::Reply::parse(&bytes) {
        Ok(reply) => Ok(Reply::keep(&reply)),
        Err(error) => Err(parse_error(data.py(), error)),
    }
}

/// Makes the Python exception of an error.
pub fn parse_error(py: Python<'_>, error: ParseError) -> PyErr {
    let line = match error {
        ParseError::BadCode(line)
        | ParseError::BadSeparator(line)
        | ParseError::CodeMismatch(line) => Some(line),
        _ => None,
    };
    let arguments = (error.to_string(), error.as_str(), line);
    let make = || py.import("smtpcodes._errors")?.getattr("ParseError")?.call1(arguments);
    make().map_or_else(|error| error, PyErr::from_value)
}
