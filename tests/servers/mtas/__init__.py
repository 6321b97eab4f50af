"""The mail servers that send: each is started with routes to the scripted servers, and shows its log."""

import time

SECONDS = 60


def wait_for(done, seconds=SECONDS):
    """Waits until `done()` holds; false when it never did."""
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.3)
    return True
