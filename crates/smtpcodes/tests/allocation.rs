//! Classifying allocates nothing: counted, not believed.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Counting;

thread_local! {
    // Of this thread alone: the one that runs the tests allocates when it likes.
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call goes on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.set(COUNT.get() + 1);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promises are passed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn classify_allocates_nothing() {
    let before = COUNT.get();
    let long = "550 user unknown ".repeat(5_000);
    let texts: [&[u8]; 6] = [
        b"550 5.1.1 <ann@example.com>: user unknown",
        b"host mx.example.com[192.0.2.1] said: 421 4.7.0 try again in 5 minutes (in reply to RCPT TO command)",
        b"",
        b"\xff\x00\xe2\x80\xae554",
        b"250 2.0.0 OK",
        long.as_bytes(),
    ];
    let counted = COUNT.get();
    assert!(counted > before, "the counter counts");
    let mut reasons = 0;
    for text in texts {
        reasons += usize::from(smtpcodes::classify(text).reason().is_some());
        reasons += usize::from(smtpcodes::Reply::parse(text).is_ok());
        reasons += usize::from(smtpcodes::find_codes(text).reply.is_some());
    }
    assert_eq!(COUNT.get(), counted);
    assert!(reasons > 0);
}
