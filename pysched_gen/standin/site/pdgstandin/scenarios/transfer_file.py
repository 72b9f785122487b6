"""A file is transferred twice, then changed ones, one that does not exist, and a folder.

One of the changed ones has the size of the copy, another is older, as a file from a backup is.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import NotApplicableError, assert_cooked
from pdgstandin.playing.context import last_line

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext, SchedulerSession

TITLE = "a file of this machine is made available to jobs, under its own name"
MEANING = "Jobs do not find the scene, or work on an old copy of it."
ORDER = 170


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open("shared")
    items = session.add([context.jobs.good(0)])
    assert_cooked(session, session.cook("an item"), items)
    if not session.has("onTransferFile") and not session.has("transferFile"):
        raise NotApplicableError("it has no onTransferFile: PDG transfers files itself")
    outside = os.path.join(context.working_dir, "outside, \u00e9")
    os.makedirs(outside)
    path = os.path.join(outside, "scene 1.txt")
    now = time.time() - context.clock.advanced
    for what, text, age in (
        ("a file", b"one \xff\r\n", 400.0),
        ("an unchanged file", b"one \xff\r\n", 400.0),
        ("a changed file", b"two words \xff\r\n", 300.0),
        ("a changed file of the same size", b"six words \xff\r\n", 200.0),
        ("the file as it was an hour ago", b"one word \xff\r\n", 3600.0),
    ):
        with open(path, "wb") as file:
            file.write(text)
        os.utime(path, (now - age, now - age))
        outcome = session.call("onTransferFile", path)
        if not context.check(
            outcome.error is None,
            "onTransferFile raised for {}: {}".format(what, last_line(outcome.trace)),
        ):
            return ""
        context.check(
            outcome.value is True or (outcome.value is None and outcome.called),
            "onTransferFile answers {!r} for {}; True says that jobs find it".format(
                outcome.value, what
            ),
        )
        if not context.check(
            os.path.isfile(path) and _read(path) == text,
            "onTransferFile: {} is not there any more on this machine".format(what),
        ):
            return ""
        folder = session.scheduler.workingDir(True)
        copies = list(_copies(folder, "scene 1.txt"))
        context.check(copies, "onTransferFile: below the working directory there is no scene 1.txt")
        if copies and not any(_is_found(copy, folder, path) for copy in copies):
            context.judge(
                "onTransferFile put {} where no job looks for it, {}: it belongs into the working "
                "directory itself, or below it as the original is below its root".format(
                    what, os.path.relpath(copies[0], folder)
                )
            )
        context.check(
            not copies or any(_read(copy) == text for copy in copies),
            "onTransferFile: {} was not copied again, jobs see the old one".format(what),
        )
    outcome = session.call("onTransferFile", os.path.join(outside, "missing.txt"))
    if outcome.value:
        context.warn("onTransferFile answers True for a file that does not exist")
    _transfer_folder(context, session, outside)
    return "a file was transferred, and again when it had changed"


def _transfer_folder(context: ScenarioContext, session: SchedulerSession, outside: str) -> None:
    """Transfer a folder: refused or there with all that is in it, and no error."""
    folder = os.path.join(outside, "textures 1")
    os.makedirs(os.path.join(folder, "inner"))
    for name in ("a.txt", os.path.join("inner", "b.txt")):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(name)
    outcome = session.call("onTransferFile", folder)
    if outcome.error is not None:
        context.judge("onTransferFile raised for a folder: {}".format(last_line(outcome.trace)))
        return
    found = [
        root
        for root, _folders, files in os.walk(session.scheduler.workingDir(True))
        if os.path.basename(root) == "inner" and "b.txt" in files
    ]
    context.check(
        not outcome.value or found,
        "onTransferFile answers True for a folder, and what is in it is not below the working "
        "directory",
    )


def _is_found(copy: str, folder: str, original: str) -> bool:
    """Tell whether a copy is where PDG's own types of transfer, flat and relative, put it."""
    parts = os.path.relpath(copy, folder).split(os.sep)
    return original.split(os.sep)[-len(parts) :] == parts


def _copies(folder: str, name: str) -> list[str]:
    return [os.path.join(root, name) for root, _folders, files in os.walk(folder) if name in files]


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
