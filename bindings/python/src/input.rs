//! What Python passes to be read: paths, bytes, or a binary file.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::{PyBlockingIOError, PyOSError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyByteArray, PyBytes, PyMemoryView};
use smtpcodes_extract::{Events, Input, Limits, events, events_in};

use crate::text::wrong_type;

/// The name of a stream that has none, as the command writes it.
pub const UNNAMED: &str = "-";

/// What is to be read, and where an exception waits that a file of the caller's raised meanwhile.
pub struct Given {
    pub events: Events,
    pub raised: Raised,
}

/// An exception that is raised as soon as Python runs again.
#[derive(Clone, Default)]
pub struct Raised(Arc<Mutex<Option<PyErr>>>);

impl Raised {
    /// Takes the exception.
    pub fn take(&self) -> Option<PyErr> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn put(&self, error: PyErr) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
    }
}

/// Opens what Python passed.
///
/// # Errors
/// `TypeError` for what cannot be read, `OSError` for a path that is not there.
pub fn open(value: &Bound<'_, PyAny>, input: Input) -> PyResult<Given> {
    let limits = Limits::default();
    let raised = Raised::default();
    if let Some(bytes) = bytes(value)? {
        let events = events(UNNAMED, io::Cursor::new(bytes), input, &limits);
        return Ok(Given { events, raised });
    }
    if value.hasattr("read")? {
        let file = File::new(value, raised.clone())?;
        let name = value.getattr("name").and_then(|name| name.extract::<String>());
        let events = events(name.as_deref().unwrap_or(UNNAMED), file, input, &limits);
        return Ok(Given { events, raised });
    }
    let paths = paths(value)?;
    for path in paths.iter().filter(|path| path.as_os_str() != UNNAMED) {
        std::fs::metadata(path).map_err(|error| os_error(&error, path))?;
    }
    Ok(Given { events: events_in(paths, input, &limits), raised })
}

/// Gives the bytes of `bytes` and its like, without a copy where that is possible.
pub fn bytes(value: &Bound<'_, PyAny>) -> PyResult<Option<PyBackedBytes>> {
    if value.is_instance_of::<PyBytes>() || value.is_instance_of::<PyByteArray>() {
        return value.extract().map(Some).map_err(PyErr::from);
    }
    if value.is_instance_of::<PyMemoryView>() {
        return value.call_method0("tobytes")?.extract().map(Some).map_err(PyErr::from);
    }
    Ok(None)
}

fn paths(value: &Bound<'_, PyAny>) -> PyResult<Vec<PathBuf>> {
    if let Ok(path) = value.extract() {
        return Ok(vec![path]);
    }
    let wrong = |value: &Bound<'_, PyAny>| {
        wrong_type("source", "a path, an iterable of paths, bytes or a binary file", value)
    };
    let several = value.try_iter().map_err(|_| wrong(value))?;
    several
        .map(|path| {
            let path = path?;
            path.extract().map_err(|_| wrong_type("each path", "str or os.PathLike", &path))
        })
        .collect()
}

/// The system's error as Python raises it: with number and file name it picks FileNotFoundError and its like.
pub fn os_error(error: &io::Error, path: &Path) -> PyErr {
    // Python prints the number itself.
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or_default().to_owned();
    match error.raw_os_error() {
        Some(number) => PyOSError::new_err((number, words, path.as_os_str().to_owned())),
        None => PyOSError::new_err(format!("{}: {words}", path.display())),
    }
}

/// A binary file of the caller's.
struct File {
    read: Py<PyAny>,
    raised: Raised,
}

impl File {
    fn new(file: &Bound<'_, PyAny>, raised: Raised) -> PyResult<Self> {
        let text = file.py().import("io")?.getattr("TextIOBase")?;
        if file.is_instance(&text)? {
            return Err(wrong_type("source", "a binary file, opened with \"rb\"", file));
        }
        // read1 gives what is there; read would wait until a slow pipe has given all that was asked for
        let read = file.getattr("read1").or_else(|_| file.getattr("read"))?;
        Ok(Self { read: read.unbind(), raised })
    }

    fn call(&self, py: Python<'_>, buffer: &mut [u8]) -> PyResult<usize> {
        let given = self.read.bind(py).call1((buffer.len(),))?;
        if given.is_none() {
            return Err(PyBlockingIOError::new_err(
                "the file does not block and has no bytes yet; read it when it has",
            ));
        }
        let Some(given) = bytes(&given)? else {
            return Err(wrong_type("what the file gives", "bytes", &given));
        };
        let Some(room) = buffer.get_mut(..given.len()) else {
            let message = "the file gave more bytes than it was asked for";
            return Err(PyOSError::new_err(message));
        };
        room.copy_from_slice(&given);
        Ok(given.len())
    }
}

impl Read for File {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        Python::attach(|py| self.call(py, buffer)).map_err(|error| {
            let words = error.to_string();
            self.raised.put(error);
            io::Error::other(words)
        })
    }
}
