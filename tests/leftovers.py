"""Gives the suite a folder for temporary files of its own, and tells what it leaves there."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

__all__ = ["pytest_configure", "pytest_sessionfinish", "pytest_unconfigure"]

_FOLDER = pytest.StashKey[Path]()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Let tests, and all that they start, put temporary files into a folder that is looked at.

    The folders of `tmp_path` stay where pytest keeps them for a look after a failure.
    """
    if hasattr(config, "workerinput"):
        return
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", tempfile.gettempdir())
    # A short name: sockets have paths of at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="psg-"))
    config.stash[_FOLDER] = folder
    os.environ["TMPDIR"] = str(folder)
    tempfile.tempdir = None


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a session that passed but left files behind."""
    folder = session.config.stash.get(_FOLDER, None)
    if folder is None:
        return
    left = sorted(path.name for path in folder.iterdir())
    if left:
        shown = ", ".join(left[:10])
        session.config.get_terminal_writer().line(f"\ntemporary files were left behind: {shown}")
        if session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the folder."""
    folder = config.stash.get(_FOLDER, None)
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
