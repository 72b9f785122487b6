"""Gives tests a runner of the command line, and hypothesis the time it takes."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from pysched_gen.cli import main

if TYPE_CHECKING:
    from pathlib import Path

Run = Callable[..., Result]

# A loaded machine is slow, not wrong.
settings.register_profile("patient", deadline=None)
if not os.environ.get("CI"):
    settings.load_profile("patient")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(here: Path) -> Run:
    """Give a function that runs the tool in `here` and asserts its exit code."""
    del here

    def run(*arguments: str, code: int = 0, stdin: bytes | None = None) -> Result:
        result = CliRunner().invoke(main, list(arguments), input=stdin, prog_name="pysched-gen")
        assert "Traceback" not in result.output
        assert "internal error:" not in result.output
        assert result.exit_code == code, result.output
        return result

    return run
