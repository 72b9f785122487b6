"""Runs the tests on every Python, and on the oldest versions of what is depended on."""

from __future__ import annotations

import re

import nox

nox.options.default_venv_backend = "venv"
PYTHONS = ["3.10", "3.11", "3.12", "3.13"]
FAST = ["tests/model", "tests/cli", "tests/check", "tests/rules", "tests/render"]


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run all tests, or those that are given behind --."""
    session.install("-e", ".[dev]")
    session.run("pytest", *session.posargs)


@nox.session(python="3.10")
def lowest(session: nox.Session) -> None:
    """Run the tests of reading, checking and rendering with the oldest dependencies."""
    session.install("-e", ".[dev]")
    needed = nox.project.load_toml("pyproject.toml")["project"]["dependencies"]
    oldest = [
        re.sub(r">=([^,;]+).*", r"==\1", one) for one in needed if "python_version" not in one
    ]
    session.install(*(f"{one}.*" if one.count(".") == 1 else one for one in oldest))
    session.run("pytest", *(session.posargs or FAST))
