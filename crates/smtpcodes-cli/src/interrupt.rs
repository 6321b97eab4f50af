//! Ctrl-C and SIGTERM: what has been done by then is brought to a good end.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// Knows whether somebody wants the run to end.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens from now on. A system that has no signals goes on without.
    pub fn listen() -> Self {
        let interrupt = Self::default();
        for signal in [SIGINT, SIGTERM] {
            let _ = flag::register(signal, Arc::clone(&interrupt.0));
        }
        interrupt
    }

    /// Listens from now on; who asks twice does not want to wait any longer, and gets exit code 1 at once.
    pub fn listen_impatiently() -> Self {
        let interrupt = Self::default();
        for signal in [SIGINT, SIGTERM] {
            // the order matters: the first signal must not find the flag set
            let _ = flag::register_conditional_shutdown(signal, 1, Arc::clone(&interrupt.0));
            let _ = flag::register(signal, Arc::clone(&interrupt.0));
        }
        interrupt
    }

    /// Says whether the run is to end.
    pub fn came(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
