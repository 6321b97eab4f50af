//! Codes in free text.

use pyo3::prelude::*;

use crate::enhanced_code::EnhancedCode;
use crate::text;
use crate::words;

/// Finds the codes of a text as it stands in logs and reports. Looks at the first 2 KiB.
#[pyfunction]
#[pyo3(signature = (text, /))]
pub fn find_codes<'py>(text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let py = text.py();
    let (bytes, _) = text::reply(text)?;
    let codes = smtpcodes::find_codes(&bytes);
    let reply = codes.reply.map(|code| words::reply_code(py, code)).transpose()?;
    let enhanced = codes.enhanced.map(EnhancedCode::from);
    let reply_span = codes.reply_span.map(|span| (span.start, span.end));
    let enhanced_span = codes.enhanced_span.map(|span| (span.start, span.end));
    let class = py.import("smtpcodes._records")?.getattr("Codes")?;
    class.call1((reply, reply_span, enhanced, enhanced_span))
}
