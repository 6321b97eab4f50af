//! What happens to the logs themselves, told in time and kept from breaking the screen.

use std::sync::{Arc, Mutex, PoisonError};

/// Notes that wait until they are shown.
#[derive(Clone, Debug, Default)]
pub struct Notes(Arc<Mutex<Vec<String>>>);

impl Notes {
    /// Leaves a note.
    pub fn say(&self, note: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(note);
    }

    /// Takes all notes.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
