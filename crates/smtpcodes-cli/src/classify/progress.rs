//! The progress bar, on a terminal only.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Makes a bar on standard error; a hidden one where nobody would see it, or where rows go to the same terminal.
pub fn bar(paths: &[PathBuf], rows_to_terminal: bool) -> ProgressBar {
    if rows_to_terminal || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let sizes: Option<Vec<u64>> = paths
        .iter()
        .map(|path| path.metadata().ok().filter(|found| found.is_file()).map(|found| found.len()))
        .collect();
    let (bar, template) = match sizes {
        Some(sizes) if !sizes.is_empty() => (
            ProgressBar::new(sizes.iter().sum()),
            "{bar:30} {bytes}/{total_bytes} {bytes_per_sec}, {eta} left",
        ),
        _ => (ProgressBar::new_spinner(), "{spinner} {bytes} {bytes_per_sec}"),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
