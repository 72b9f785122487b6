"""A node is deleted after a cook, another after a cancelled cook."""

from __future__ import annotations

import gc
import os
import tempfile
from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import assert_cooked, require
from pdgstandin.playing.cancelling import cancel_cook
from pdgstandin.playing.jobs import wait_until
from pdgstandin.playing.leftovers import child_processes, listening_ports, open_files, threads

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "when the node is deleted no thread, server or process is left"
MEANING = "Machines fill up with servers and jobs of sessions that are long over."
ORDER = 160
SECONDS = 3

_ITEMS = 3


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    known_threads, known_ports = set(threads()), listening_ports()

    def left() -> list[str]:
        new_threads = [name for ident, name in threads().items() if ident not in known_threads]
        found = ["thread {}".format(name) for name in new_threads]
        found += ["server on port {}".format(port) for port in listening_ports() - known_ports]
        return found + [
            "process {}: {}".format(pid, command) for pid, command in child_processes().items()
        ]

    session = context.open()
    files = open_files(context.working_dir)
    items = session.add([context.jobs.good(number) for number in range(3, 6)])
    assert_cooked(session, session.cook("3 items"), items)
    _check_files(context, files)
    session.close()
    other = context.open()
    cancel_cook(other, "items of a cook that is cancelled")
    other.close()
    _check_folder(context)
    context.phase("waiting for threads, servers and processes to end")
    wait_until(lambda: not left(), context.patience / 2)
    remains = left()
    require(not remains, "after onStop there were left:\n{}".format("\n".join(remains)))
    return "no thread, server or process was left"


def _check_files(context: ScenarioContext, before: int) -> None:
    """Tell where files of the cook stay open: after a thousand frames no other can be opened."""
    gc.collect()
    more = open_files(context.working_dir) - before
    context.check(
        more < _ITEMS, "after the cook of 3 items {} of its files are still open".format(more)
    )


def _check_folder(context: ScenarioContext) -> None:
    """Tell where each node that is made and deleted leaves more files beside the scene."""
    seen: list[set[str]] = []
    temporary: list[set[str]] = []
    for number in (6, 7):
        session = context.open("again", load=not seen)
        items = session.add([context.jobs.good(number)])
        assert_cooked(session, session.cook("an item"), items)
        session.close()
        seen.append(set(os.listdir(session.folder)))
        temporary.append(set(os.listdir(tempfile.gettempdir())))
    more = sorted(seen[1] - seen[0])
    context.check(
        not more,
        "each node leaves more in the working directory when it is deleted; after the second "
        "there is also {}".format(", ".join(more[:3])),
    )
    left = sorted(temporary[1] - temporary[0])
    if left:
        context.judge(
            "each node, or each of its jobs, leaves more in the temporary folder; after the second "
            "there is also {}".format(", ".join(left[:3]))
        )
