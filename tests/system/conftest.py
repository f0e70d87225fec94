"""The whole stack, as a newcomer would start it, for tests that play cities."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie.stack import Stack


@pytest.fixture
def reachable_path() -> Iterator[Path]:
    """Return an empty directory that the server's account can get to, unlike pytest's own."""
    directory = Path(tempfile.mkdtemp(prefix="huanjie-system-"))
    directory.chmod(0o711)
    yield directory
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """Run everything on the embedded default, in a directory of its own."""
    directory = Path(tempfile.mkdtemp(prefix="huanjie-system-"))
    directory.chmod(0o711)
    try:
        with Stack(directory) as running:
            yield running
    finally:
        shutil.rmtree(directory, ignore_errors=True)
