//! No panic leaves the library: each exported function runs its body in a guard.

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::Once;

static SILENCE: Once = Once::new();

/// Runs `body`; when it panics, says nothing and gives `fallback`.
pub(crate) fn guard<T>(fallback: T, body: impl FnOnce() -> T) -> T {
    // The hook is the one of this library's own std: a Rust program around it keeps its own.
    SILENCE.call_once(|| set_hook(Box::new(|_| {})));
    catch_unwind(AssertUnwindSafe(body)).unwrap_or(fallback)
}

#[cfg(test)]
mod tests {
    use super::guard;

    #[test]
    fn a_panic_becomes_the_fallback() {
        assert_eq!(guard(7, || panic!("in the body")), 7);
        assert_eq!(guard(7, || 8), 8);
    }
}
