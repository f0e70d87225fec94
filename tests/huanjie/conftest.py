"""What the tests of the launchers share."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def open_directory() -> Iterator[Path]:
    """Give a directory that PostgreSQL's account can reach, as those of pytest are not."""
    directory = Path(tempfile.mkdtemp(prefix="huanjie-tests-"))
    directory.chmod(0o711)
    try:
        yield directory / "data"
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture
def place() -> Iterator[Path]:
    """Return such a directory."""
    with open_directory() as directory:
        yield directory
