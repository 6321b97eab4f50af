//! Rules of a program's own, before the shipped ones.

use std::path::{Path, PathBuf};

use pyo3::prelude::*;
use smtpcodes::{Problem, Problems};

use crate::classification::Classification;
use crate::classify::many;
use crate::input::os_error;
use crate::text::{self, Around};

/// A classifier with rules of the program's own; where none of them speaks, the shipped ones do.
///
/// `rules` is the path of a YAML file, or an iterable of paths. A file with a problem is refused whole, with every
/// problem named in RulesError.problems.
#[pyclass(module = "smtpcodes", frozen)]
pub struct Classifier {
    rules: smtpcodes::Classifier,
}

/// One path or several.
#[derive(FromPyObject)]
enum Paths {
    One(PathBuf),
    Several(Vec<PathBuf>),
}

impl Classifier {
    /// The rules, for those who read.
    pub fn rules(&self) -> &smtpcodes::Classifier {
        &self.rules
    }
}

#[pymethods]
impl Classifier {
    #[new]
    #[pyo3(signature = (rules=None))]
    fn new(py: Python<'_>, rules: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let paths = match rules.map(read_paths).transpose()? {
            None => Vec::new(),
            Some(Paths::One(path)) => vec![path],
            Some(Paths::Several(paths)) => paths,
        };
        let mut files = Vec::with_capacity(paths.len());
        for path in paths {
            files.push((path.display().to_string(), read(py, &path)?));
        }
        build(py, &files)
    }

    /// Reads the rules of a text; `name` stands for the file in messages.
    #[staticmethod]
    fn from_text(py: Python<'_>, name: &str, text: &str) -> PyResult<Self> {
        build(py, &[(name.to_owned(), text.to_owned())])
    }

    /// Tells what a reply means; see smtpcodes.classify().
    #[pyo3(signature = (reply, /, *, remote_host=None, command=None, status=None))]
    fn classify(
        &self,
        reply: &Bound<'_, PyAny>,
        remote_host: Option<&Bound<'_, PyAny>>,
        command: Option<&str>,
        status: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Classification> {
        let (bytes, told) = text::reply(reply)?;
        let around = Around::read(remote_host, command, status)?;
        Ok(Classification::own(&self.rules.classify_in(&bytes, &around.context(told))))
    }

    /// Tells what each of many replies means, in their order.
    #[pyo3(signature = (replies, /, *, remote_host=None, command=None))]
    fn classify_many(
        &self,
        replies: &Bound<'_, PyAny>,
        remote_host: Option<&Bound<'_, PyAny>>,
        command: Option<&str>,
    ) -> PyResult<Vec<Classification>> {
        let around = Around::read(remote_host, command, None)?;
        many(replies, |bytes, told| {
            Classification::own(&self.rules.classify_in(bytes, &around.context(told)))
        })
    }
}

fn read_paths(rules: &Bound<'_, PyAny>) -> PyResult<Paths> {
    rules.extract().map_err(|_| text::wrong_type("rules", "a path or an iterable of paths", rules))
}

fn build(py: Python<'_>, files: &[(String, String)]) -> PyResult<Classifier> {
    // Compiling takes milliseconds and touches no Python object.
    let built = py.detach(|| {
        let mut builder = smtpcodes::Classifier::builder();
        for (name, text) in files {
            builder = builder.rules(name, text);
        }
        builder.build()
    });
    match built {
        Ok(rules) => Ok(Classifier { rules }),
        Err(problems) => Err(rules_error(py, problems)),
    }
}

fn read(py: Python<'_>, path: &Path) -> PyResult<String> {
    let bytes = std::fs::read(path).map_err(|error| os_error(&error, path))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
        let message = "is not UTF-8 there; rules are UTF-8 text";
        let problem = Problem::new(&path.display().to_string(), format!("line {line}"), message);
        rules_error(py, Problems(vec![problem]))
    })
}

fn rules_error(py: Python<'_>, problems: Problems) -> PyErr {
    let rows: Vec<(String, String, String)> =
        problems.0.into_iter().map(|p| (p.file, p.entry, p.message)).collect();
    let make = || py.import("smtpcodes._errors")?.getattr("RulesError")?.call1((rows,));
    make().map_or_else(|error| error, PyErr::from_value)
}
