"""What the tests of the launchers share."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def place() -> Iterator[Path]:
    """Return a directory that PostgreSQL's account can reach, as those of pytest are not."""
    directory = Path(tempfile.mkdtemp(prefix="huanjie-tests-"))
    directory.chmod(0o711)
    yield directory / "data"
    shutil.rmtree(directory, ignore_errors=True)
