//! Reads what people have: logs, bounce messages and provider events.

use std::collections::VecDeque;
use std::sync::{Mutex, TryLockError};

use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};
use smtpcodes_extract::{Events as Reader, Input, Limits, Problem, message};

use crate::classifier::Classifier;
use crate::event::Event;
use crate::input::{self, Given, Raised, UNNAMED};
use crate::text::wrong_type;

/// Problems that are kept one by one; the rest is counted.
const KEPT: usize = 1000;

/// Reads the events of a log, of bounce messages, of provider events or of bare replies, one after the other.
///
/// `source` is a path, an iterable of paths, bytes, or a binary file; folders are walked, mailboxes split, and
/// compressed files and archives opened. "-" is standard input. Memory is bounded whatever the size.
///
/// `format` is "auto", "replies", "jsonl", "maillog" or "message"; "auto" looks at the content of each file.
/// Deliveries that succeeded, which logs are full of, are events only where `deliveries` is true.
///
/// What cannot be read costs nothing beside it. It is kept in Events.problems; with on_problem="raise" it is a ReadError,
/// after which the reading can go on, and a callable gets each ReadProblem instead.
#[pyfunction]
#[pyo3(signature = (source, /, *, format="auto", classifier=None, deliveries=false, on_problem=None))]
pub fn read_events(
    source: &Bound<'_, PyAny>,
    format: &str,
    classifier: Option<Py<Classifier>>,
    deliveries: bool,
    on_problem: Option<&Bound<'_, PyAny>>,
) -> PyResult<Events> {
    let input: Input = format.parse().map_err(PyValueError::new_err)?;
    let on_problem = OnProblem::read(on_problem)?;
    let Given { events, raised } = input::open(source, input)?;
    let state = State {
        reader: events.deliveries(deliveries),
        ready: VecDeque::new(),
        problems: Vec::new(),
        problem_count: 0,
    };
    Ok(Events { state: Mutex::new(state), classifier, on_problem, raised })
}

/// Reads one bounce message, or another automatic mail, and gives an event for each recipient that it reports on.
///
/// Takes bytes or an email.message.Message. A message that reports nothing gives no event.
///
/// Raises ReadError for what is no message.
#[pyfunction]
#[pyo3(signature = (message, /, *, classifier=None))]
pub fn read_message<'py>(
    py: Python<'py>,
    message: &Bound<'py, PyAny>,
    classifier: Option<Py<Classifier>>,
) -> PyResult<Bound<'py, PyTuple>> {
    let bytes = match input::bytes(message)? {
        Some(bytes) => bytes,
        None => py
            .import("smtpcodes._messages")?
            .call_method1("message_bytes", (message,))?
            .extract()?,
    };
    let rules = classifier.as_ref().map(|classifier| classifier.get().rules());
    let read = py.detach(|| {
        message::read(&bytes, &Limits::default()).map(|events| -> Vec<Event> {
            let named = |event| smtpcodes_extract::Event { source: UNNAMED.into(), ..event };
            events.into_iter().map(|event| Event::new(named(event), rules)).collect()
        })
    });
    match read {
        Ok(events) => PyTuple::new(py, events),
        Err(problem) => {
            Err(read_error(&read_problem(py, &Problem { source: UNNAMED.to_owned(), ..problem })?))
        }
    }
}

/// The events that read_events() reads, as an iterator, and what could not be read.
#[pyclass(module = "smtpcodes", frozen)]
pub struct Events {
    state: Mutex<State>,
    classifier: Option<Py<Classifier>>,
    on_problem: OnProblem,
    raised: Raised,
}

struct State {
    reader: Reader,
    ready: VecDeque<Result<Event, Problem>>,
    problems: Vec<Py<PyAny>>,
    problem_count: u64,
}

/// What becomes of a problem.
enum OnProblem {
    Collect,
    Raise,
    Call(Py<PyAny>),
}

impl OnProblem {
    fn read(value: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let Some(value) = value else { return Ok(Self::Collect) };
        if let Ok(word) = value.cast::<PyString>() {
            return match word.to_str()? {
                "collect" => Ok(Self::Collect),
                "raise" => Ok(Self::Raise),
                other => Err(PyValueError::new_err(format!(
                    "on_problem must be \"collect\", \"raise\" or a callable, not {other:?}"
                ))),
            };
        }
        if !value.is_callable() {
            return Err(wrong_type("on_problem", "\"collect\", \"raise\" or a callable", value));
        }
        Ok(Self::Call(value.clone().unbind()))
    }
}

impl Events {
    fn with_state<T>(&self, work: impl FnOnce(&mut State) -> T) -> PyResult<T> {
        match self.state.try_lock() {
            Ok(mut state) => Ok(work(&mut state)),
            Err(TryLockError::Poisoned(poisoned)) => Ok(work(&mut poisoned.into_inner())),
            // waiting could be for ever: the file that is read may be what asks
            Err(TryLockError::WouldBlock) => Err(PyRuntimeError::new_err(
                "these events are being read elsewhere; give each thread a reader of its own",
            )),
        }
    }

    /// Takes what is ready, or reads a piece more; `None` at the end.
    fn step(&self, py: Python<'_>) -> PyResult<Option<Step>> {
        let rules = self.classifier.as_ref().map(|classifier| classifier.get().rules());
        let step = py.detach(|| {
            self.with_state(|state| {
                if let Some(item) = state.ready.pop_front() {
                    return Some(Step::Item(Box::new(item)));
                }
                let piece = state.reader.next_piece()?;
                let classified = |event| Event::new(event, rules);
                state.ready.extend(piece.into_iter().map(|item| item.map(classified)));
                Some(Step::More)
            })
        })?;
        self.raised.take().map_or(Ok(step), Err)
    }

    fn problem(&self, py: Python<'_>, problem: &Problem) -> PyResult<()> {
        let problem = read_problem(py, problem)?;
        self.with_state(|state| {
            state.problem_count += 1;
            if matches!(self.on_problem, OnProblem::Collect) && state.problems.len() < KEPT {
                state.problems.push(problem.clone().unbind());
            }
        })?;
        match &self.on_problem {
            OnProblem::Collect => Ok(()),
            OnProblem::Raise => Err(read_error(&problem)),
            OnProblem::Call(callable) => callable.call1(py, (problem,)).map(drop),
        }
    }
}

enum Step {
    Item(Box<Result<Event, Problem>>),
    More,
}

#[pymethods]
impl Events {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Event>> {
        loop {
            match self.step(py)? {
                None => return Ok(None),
                Some(Step::More) => py.check_signals()?,
                Some(Step::Item(item)) => match *item {
                    Ok(event) => return Ok(Some(event)),
                    Err(problem) => self.problem(py, &problem)?,
                },
            }
        }
    }

    /// What could not be read so far, unless on_problem says otherwise: the first thousand.
    #[getter]
    fn problems<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.with_state(|state| PyTuple::new(py, &state.problems))?
    }

    /// How many problems there have been so far.
    #[getter]
    fn problem_count(&self) -> PyResult<u64> {
        self.with_state(|state| state.problem_count)
    }

    /// How many deliveries that succeeded the logs have told of that were read to their end.
    #[getter]
    fn delivered(&self) -> PyResult<u64> {
        self.with_state(|state| state.reader.delivered())
    }
}

fn read_problem<'py>(py: Python<'py>, problem: &Problem) -> PyResult<Bound<'py, PyAny>> {
    let parts = (problem.source.as_str(), problem.line, problem.message.as_str());
    py.import("smtpcodes._errors")?.getattr("ReadProblem")?.call1(parts)
}

fn read_error(problem: &Bound<'_, PyAny>) -> PyErr {
    let make = || problem.py().import("smtpcodes._errors")?.getattr("ReadError")?.call1((problem,));
    make().map_or_else(|error| error, PyErr::from_value)
}
