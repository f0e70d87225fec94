"""The locked requirements: each is what `pyproject.toml` allows, by hash, from no named place."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from huanjie.processes import PROJECT

PROJECT_TABLE = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT_TABLE["optional-dependencies"]
SETS = {
    "services": PROJECT_TABLE["dependencies"],
    "runtime": [*PROJECT_TABLE["dependencies"], *EXTRAS["embedded"]],
    "dev": [*PROJECT_TABLE["dependencies"], *EXTRAS["embedded"], *EXTRAS["dev"]],
}
LOCKED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)


def text_of(name):
    return (PROJECT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def locked(name):
    return {package: Version(version) for package, version in LOCKED.findall(text_of(name))}


@pytest.mark.parametrize("name", SETS)
def test_every_dependency_is_locked_within_its_range(name):
    versions = locked(name)

    for wanted in map(Requirement, SETS[name]):
        package = wanted.name.lower().replace("_", "-")
        assert package in versions, f"{package}: run `make lock`"
        assert wanted.specifier.contains(versions[package]), f"{package}: run `make lock`"


@pytest.mark.parametrize("name", SETS)
def test_every_package_has_hashes_and_nothing_says_where_it_comes_from(name):
    text = text_of(name)
    packages = [part for part in re.split(r"\n(?=\S)", text) if part.strip()]

    assert all("--hash=sha256:" in part for part in packages)
    assert "index-url" not in text
    assert "://" not in text


def test_the_sets_agree():
    services, runtime, dev = (locked(name) for name in SETS)

    assert services.items() <= runtime.items() <= dev.items()
