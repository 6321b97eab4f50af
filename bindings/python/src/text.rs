//! What Python passes as a reply, as bytes.

use std::borrow::Cow;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use smtpcodes::{Command, Context};

use crate::enhanced_code::EnhancedCode;
use crate::words;

/// Bytes that are borrowed from Python where that is possible.
pub type Bytes<'a> = Cow<'a, [u8]>;

/// Gives the bytes of a `str` or `bytes`; `None` for another type.
///
/// A `str` is UTF-8; a surrogate that stands for an undecodable byte becomes that byte again.
pub fn plain<'a>(value: &'a Bound<'_, PyAny>) -> PyResult<Option<Bytes<'a>>> {
    if let Ok(bytes) = value.cast::<PyBytes>() {
        return Ok(Some(Cow::Borrowed(bytes.as_bytes())));
    }
    let Ok(text) = value.cast::<PyString>() else { return Ok(None) };
    if let Ok(text) = text.to_str() {
        return Ok(Some(Cow::Borrowed(text.as_bytes())));
    }
    let encode = |errors: &str| text.call_method1("encode", ("utf-8", errors));
    // Surrogates that no decoder makes have no byte; their own encoding is as good as any.
    let encoded = encode("surrogateescape").or_else(|_| encode("surrogatepass"))?;
    Ok(Some(Cow::Owned(encoded.cast_into::<PyBytes>()?.as_bytes().to_vec())))
}

/// Gives the bytes of anything that carries a reply, and the command it tells.
///
/// # Errors
/// `TypeError` for what carries none.
pub fn reply<'a>(value: &'a Bound<'_, PyAny>) -> PyResult<(Bytes<'a>, Option<Command>)> {
    if let Some(bytes) = plain(value)? {
        return Ok((bytes, None));
    }
    let wire = value.py().import("smtpcodes._replies")?.call_method1("wire", (value,))?;
    let (bytes, command): (Bound<'_, PyBytes>, Option<String>) = wire.extract()?;
    let command = command.map(|word| words::read(&word)).transpose()?;
    Ok((Cow::Owned(bytes.as_bytes().to_vec()), command))
}

/// What the caller knows around a reply, read from the keyword arguments.
pub struct Around<'a> {
    host: Option<Bytes<'a>>,
    command: Option<Command>,
    status: Option<smtpcodes::EnhancedCode>,
}

impl<'a> Around<'a> {
    /// Reads the arguments.
    ///
    /// # Errors
    /// `ValueError` for a command or status that is none, `TypeError` for other types.
    pub fn read(
        remote_host: Option<&'a Bound<'_, PyAny>>,
        command: Option<&str>,
        status: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let host = match remote_host {
            None => None,
            Some(host) => {
                Some(plain(host)?.ok_or_else(|| wrong_type("remote_host", "str or bytes", host))?)
            }
        };
        let command = command.map(read_command).transpose()?;
        let status = status.map(EnhancedCode::read).transpose()?;
        Ok(Self { host, command, status })
    }

    /// Makes the core's context; a command that the reply itself tells counts where the caller names none.
    pub fn context(&self, told: Option<Command>) -> Context<'_> {
        let mut context = Context::new();
        if let Some(host) = &self.host {
            context = context.remote_host(host);
        }
        if let Some(command) = self.command.or(told) {
            context = context.command(command);
        }
        if let Some(status) = self.status {
            context = context.status(status);
        }
        context
    }
}

fn read_command(words: &str) -> PyResult<Command> {
    Command::from_words(words.as_bytes()).ok_or_else(|| {
        PyValueError::new_err(format!(
            "{words:?} names no SMTP command; smtpcodes.Command lists them"
        ))
    })
}

/// A `TypeError` that says what was expected.
pub fn wrong_type(argument: &str, expected: &str, value: &Bound<'_, PyAny>) -> PyErr {
    let found = value.get_type().name().map_or_else(|_| "?".to_owned(), |name| name.to_string());
    pyo3::exceptions::PyTypeError::new_err(format!("{argument} must be {expected}, not {found}"))
}
