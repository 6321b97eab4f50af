//! The functions that most programs call.

use pyo3::prelude::*;

use crate::classification::Classification;
use crate::text::{self, Around};

/// Tells what a reply means.
///
/// Takes text or bytes as a server wrote them or a log quotes them, an smtplib.SMTPResponseException, or smtplib's
/// pair of code and message. An unknown code or a text without one gives a result too. Looks at no more than the
/// first 32 KiB.
#[pyfunction]
#[pyo3(signature = (reply, /, *, remote_host=None, command=None, status=None))]
pub fn classify(
    reply: &Bound<'_, PyAny>,
    remote_host: Option<&Bound<'_, PyAny>>,
    command: Option<&str>,
    status: Option<&Bound<'_, PyAny>>,
) -> PyResult<Classification> {
    let (bytes, told) = text::reply(reply)?;
    let around = Around::read(remote_host, command, status)?;
    Ok(Classification::shipped(&smtpcodes::classify_in(&bytes, &around.context(told))))
}

/// Tells what each of many replies means, in their order.
#[pyfunction]
#[pyo3(signature = (replies, /, *, remote_host=None, command=None))]
pub fn classify_many(
    replies: &Bound<'_, PyAny>,
    remote_host: Option<&Bound<'_, PyAny>>,
    command: Option<&str>,
) -> PyResult<Vec<Classification>> {
    let around = Around::read(remote_host, command, None)?;
    many(replies, |bytes, told| {
        Classification::shipped(&smtpcodes::classify_in(bytes, &around.context(told)))
    })
}

/// Calls `one` for each reply of an iterable.
///
/// # Errors
/// `TypeError` for a single reply, whose letters would otherwise be taken for replies.
pub fn many(
    replies: &Bound<'_, PyAny>,
    one: impl Fn(&[u8], Option<smtpcodes::Command>) -> Classification,
) -> PyResult<Vec<Classification>> {
    if text::plain(replies)?.is_some() {
        return Err(text::wrong_type("replies", "an iterable of replies", replies));
    }
    let mut answers = Vec::new();
    for reply in replies.try_iter()? {
        let reply = reply?;
        let (bytes, told) = text::reply(&reply)?;
        answers.push(one(&bytes, told));
    }
    Ok(answers)
}
