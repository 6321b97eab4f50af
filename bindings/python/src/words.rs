//! The words of the core as members of the Python enums, each looked up once.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use smtpcodes::{
    Action, Basis, Bounce, Command, Fault, Kind, Permanence, Reason, ReplyCode, Retry, Standing,
    Taxonomy,
};

/// The generated module with the enums.
const CODES: &str = "smtpcodes._codes";

/// A closed vocabulary that exists in the core and as a Python enum.
pub trait Word: Copy + Sized + 'static {
    /// The name of the Python enum.
    const NAME: &'static str;
    /// Every value.
    fn all() -> &'static [Self];
    /// The word, which is the value of the Python member.
    fn word(self) -> &'static str;
    /// The published number.
    fn place(self) -> usize;
    /// Reads a word.
    fn read(word: &str) -> Option<Self>;
    /// The members, at their numbers.
    fn members() -> &'static PyOnceLock<Vec<Option<Py<PyAny>>>>;
}

macro_rules! words {
    ($($name:ident),*) => {$(
        impl Word for $name {
            const NAME: &'static str = stringify!($name);

            fn all() -> &'static [Self] {
                &Self::ALL
            }

            fn word(self) -> &'static str {
                self.as_str()
            }

            fn place(self) -> usize {
                usize::from(self.number())
            }

            fn read(word: &str) -> Option<Self> {
                word.parse().ok()
            }

            fn members() -> &'static PyOnceLock<Vec<Option<Py<PyAny>>>> {
                static MEMBERS: PyOnceLock<Vec<Option<Py<PyAny>>>> = PyOnceLock::new();
                &MEMBERS
            }
        }
    )*};
}

words!(Action, Basis, Bounce, Command, Fault, Kind, Permanence, Reason, Retry, Standing, Taxonomy);

/// Gives the Python member of a word.
pub fn member<W: Word>(py: Python<'_>, word: W) -> PyResult<Bound<'_, PyAny>> {
    let members = W::members().get_or_try_init(py, || -> PyResult<_> {
        let class = py.import(CODES)?.getattr(W::NAME)?;
        let count = W::all().iter().map(|word| word.place() + 1).max().unwrap_or(0);
        let mut members: Vec<Option<Py<PyAny>>> = (0..count).map(|_| None).collect();
        for word in W::all() {
            members[word.place()] = Some(class.call1((word.word(),))?.unbind());
        }
        Ok(members)
    })?;
    match members.get(word.place()) {
        Some(Some(member)) => Ok(member.bind(py).clone()),
        _ => py.import(CODES)?.getattr(W::NAME)?.call1((word.word(),)),
    }
}

/// Gives the Python member of a word that may be absent.
pub fn optional<W: Word>(py: Python<'_>, word: Option<W>) -> PyResult<Option<Bound<'_, PyAny>>> {
    word.map(|word| member(py, word)).transpose()
}

/// Reads a word that Python gave, member or plain text.
pub fn read<W: Word>(word: &str) -> PyResult<W> {
    W::read(word)
        .ok_or_else(|| PyValueError::new_err(format!("{word:?} is not a valid {}", W::NAME)))
}

/// Gives the member of `ReplyCode`, or the unnamed one that Python makes for a code without a name.
pub fn reply_code(py: Python<'_>, code: ReplyCode) -> PyResult<Bound<'_, PyAny>> {
    const FIRST: u16 = 200;
    const COUNT: usize = 400;
    static MEMBERS: [PyOnceLock<Py<PyAny>>; COUNT] = [const { PyOnceLock::new() }; COUNT];

    let find = || py.import(CODES)?.getattr("ReplyCode")?.call1((code.as_u16(),));
    match MEMBERS.get(usize::from(code.as_u16().saturating_sub(FIRST))) {
        Some(cell) => Ok(cell.get_or_try_init(py, || find().map(Bound::unbind))?.bind(py).clone()),
        None => find(),
    }
}
