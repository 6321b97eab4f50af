//! The enhanced status code.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyType};
use smtpcodes::{EnhancedEntry, Permanence, Provider, Reason, VendorEntry};

use crate::text;
use crate::words::{member, optional};

/// An enhanced mail system status code (RFC 3463), such as EnhancedCode("5.7.515").
///
/// The class is 2, 4 or 5; subject and detail go from 0 to 999. Codes that no document names are still codes; what is
/// outside the ranges, or has a leading zero, is a ValueError.
#[pyclass(module = "smtpcodes", frozen, eq, ord, hash, str)]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnhancedCode(smtpcodes::EnhancedCode);

impl From<smtpcodes::EnhancedCode> for EnhancedCode {
    fn from(code: smtpcodes::EnhancedCode) -> Self {
        Self(code)
    }
}

impl std::fmt::Display for EnhancedCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl EnhancedCode {
    /// Reads a code from text.
    pub fn parse(text: &str) -> PyResult<smtpcodes::EnhancedCode> {
        text.parse().map_err(|error| PyValueError::new_err(format!("{text:?} is {error}")))
    }

    /// Reads a code that Python gave as an object or as text.
    pub fn read(value: &Bound<'_, PyAny>) -> PyResult<smtpcodes::EnhancedCode> {
        if let Ok(code) = value.cast::<Self>() {
            return Ok(code.get().0);
        }
        match value.cast::<PyString>() {
            Ok(text) => Self::parse(&text.to_string_lossy()),
            Err(_) => Err(text::wrong_type("an enhanced code", "EnhancedCode or str", value)),
        }
    }

    fn vendor(&self, provider: &str) -> PyResult<Option<&'static VendorEntry>> {
        let provider = Provider::from_name(provider).ok_or_else(|| {
            PyValueError::new_err(format!(
                "{provider:?} is no provider; smtpcodes.providers() lists the names"
            ))
        })?;
        Ok(self.0.vendor_entry(provider))
    }
}

#[pymethods]
impl EnhancedCode {
    #[new]
    #[pyo3(signature = (code, /))]
    fn new(code: &Bound<'_, PyAny>) -> PyResult<Self> {
        Self::read(code).map(Self)
    }

    /// Makes a code from its three numbers.
    #[staticmethod]
    fn from_parts(class_: i64, subject: i64, detail: i64) -> PyResult<Self> {
        let code = || {
            let class = u8::try_from(class_).ok()?;
            let (subject, detail) = (u16::try_from(subject).ok()?, u16::try_from(detail).ok()?);
            smtpcodes::EnhancedCode::new(class, subject, detail)
        };
        code().map(Self).ok_or_else(|| {
            PyValueError::new_err(format!(
                "{class_}.{subject}.{detail} is not an enhanced code: class 2, 4 or 5, then subject and detail \
                 from 0 to 999 (RFC 3463 §2)"
            ))
        })
    }

    /// The class: 2, 4 or 5.
    #[getter]
    fn class_(&self) -> u8 {
        self.0.class()
    }

    /// The subject: 0 to 999.
    #[getter]
    fn subject(&self) -> u16 {
        self.0.subject()
    }

    /// The detail: 0 to 999.
    #[getter]
    fn detail(&self) -> u16 {
        self.0.detail()
    }

    /// What the class claims about trying again.
    #[getter]
    fn permanence<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let permanence: Permanence = self.0.permanence();
        member(py, permanence)
    }

    /// The registered name, such as "bad_destination_mailbox"; None for a code that is not registered.
    #[getter]
    fn name(&self) -> Option<&'static str> {
        self.0.entry().map(|entry| entry.name)
    }

    /// The standard's short text; None for a code that is not registered.
    #[getter]
    fn phrase(&self) -> Option<&'static str> {
        self.0.entry().map(|entry| entry.phrase)
    }

    /// What happened, and what the client should do; None for a code that is not registered.
    #[getter]
    fn meaning(&self) -> Option<&'static str> {
        self.0.entry().map(|entry| entry.meaning)
    }

    /// How official the code is; None for a code that is not registered.
    #[getter]
    fn standing<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        optional(py, self.0.entry().map(|entry| entry.standing))
    }

    /// The reason when the text tells none.
    #[getter]
    fn reason<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        optional(py, self.0.entry().and_then(|entry| default_reason(entry, self.0.permanence())))
    }

    /// The standard's short text of the class.
    #[getter]
    fn class_phrase(&self) -> Option<&'static str> {
        self.0.class_entry().map(|entry| entry.phrase)
    }

    /// The standard's short text of the subject; None for a subject that is not registered.
    #[getter]
    fn subject_phrase(&self) -> Option<&'static str> {
        self.0.subject_entry().map(|entry| entry.phrase)
    }

    /// Gives the short text that one provider has for the code, by the provider's name.
    fn vendor_phrase(&self, provider: &str) -> PyResult<Option<&'static str>> {
        Ok(self.vendor(provider)?.map(|entry| entry.phrase))
    }

    /// Says what one provider means by the code, by the provider's name; None when it has no meaning of its own.
    fn vendor_meaning(&self, provider: &str) -> PyResult<Option<&'static str>> {
        Ok(self.vendor(provider)?.map(|entry| entry.meaning))
    }

    fn __repr__(&self) -> String {
        format!("EnhancedCode('{}')", self.0)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, (String,)) {
        (py.get_type::<Self>(), (self.0.to_string(),))
    }
}

fn default_reason(entry: &EnhancedEntry, permanence: Permanence) -> Option<Reason> {
    match permanence {
        Permanence::Success | Permanence::Intermediate => None,
        Permanence::Transient => entry.transient_reason.or(entry.reason),
        _ => entry.reason,
    }
}
