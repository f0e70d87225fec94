"""What the import contracts cannot say: who alone does a thing, how long a module may get."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
LONGEST_MODULE = 250
BANNED_NAMES = {"utils", "helpers", "common", "base", "misc", "util", "helper"}

MODULES = sorted(
    path
    for package in ("huanjie", "services", "shared")
    for path in (PROJECT / package).rglob("*.py")
)
NAMES = [str(path.relative_to(PROJECT)) for path in MODULES]


def imports_of(path: Path) -> Iterator[str]:
    """Yield the full name of everything the module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def reads_environment(path: Path) -> bool:
    return any(
        isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )


def modules_that(claim) -> set[str]:
    return {name for name, path in zip(NAMES, MODULES, strict=True) if claim(path)}


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_module_is_short_and_says_in_one_line_what_is_in_it(path):
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")

    assert lines <= LONGEST_MODULE
    if text:
        assert ast.get_docstring(ast.parse(text)), "a module begins with a docstring"


def test_modules_have_names_that_say_something():
    assert not {path for path in MODULES if path.stem in BANNED_NAMES}


def test_the_bus_on_kafka_alone_imports_kafka():
    importing = modules_that(
        lambda path: any(name.split(".")[0] == "kafka" for name in imports_of(path))
    )

    assert importing
    assert {name for name in importing if not name.startswith("shared/messaging/kafka")} == set()


def test_migrations_import_no_model():
    importing = modules_that(
        lambda path: (
            path.parent.name == "migrations"
            and any({"models", "tables"} & set(name.split(".")) for name in imports_of(path))
        )
    )

    assert {name for name in importing if name != "shared/migrations/env.py"} == set()


def test_settings_alone_read_the_environment():
    reading = modules_that(reads_environment)

    assert {name for name in reading if not name.startswith("huanjie/")} <= {
        "shared/settings.py",
        "shared/crash.py",  # read at each crash point: a process may be told before it starts
    }


def test_nobody_imports_click_which_only_happens_to_be_installed():
    assert not modules_that(lambda path: "click" in set(imports_of(path)))
