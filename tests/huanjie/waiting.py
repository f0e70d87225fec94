"""What the tests here share: waiting for something that another process does."""

import time


def eventually(claim, *, seconds=10):
    """Say whether the claim comes true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if claim():
            return True
        time.sleep(0.02)
    return False
