"""What `preview` and `document` show: schedulers, and the interfaces of other nodes and assets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from pysched_gen.errors import PyschedError
from pysched_gen.pipeline import INSPECT, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.formats.dialog_script.tree import Items
    from pysched_gen.model.scheduler import Scheduler
    from pysched_gen.run_state import Request, State
    from pysched_gen.sources.interfaces import Interface

__all__ = ["Drawn", "drawn", "drawn_scheduler"]


class Drawn(NamedTuple):
    """An interface to make a page of.

    Attributes:
        name: what its file is called after.
        label: heading of the page.
        short: what stands below the heading of a preview.
        about: the same of a document.
        category: where its overridable parameters appear.
        items: its parameters.
    """

    name: str
    label: str
    short: str
    about: str
    category: str
    items: Items


def drawn(request: Request) -> tuple[list[Drawn], State]:
    """Give what is to be drawn, and how reading went.

    Where a source has no scheduler that can be built, it is what else in it has an interface.
    """
    from pysched_gen.sources.nothing import OtherSchedulersError  # noqa: PLC0415 - start-up

    state = run(INSPECT, request)
    shown = [drawn_scheduler(one) for one in state.schedulers]
    others = {one.display for one in state.failures if isinstance(one, OtherSchedulersError)}
    failures = {str(one): one for one in state.failures}
    for display in others:
        said = [one for one in failures.values() if getattr(one, "display", "") == display]
        answers = [_of_argument(one, request) for one in _arguments_of(display, request)]
        found = [one for answer in answers for one in answer[0]]
        why = [answer[1] for answer in answers if answer[1] is not None]
        if found or why:
            failures = {key: one for key, one in failures.items() if one not in said}
        shown += map(_other, found)
        failures |= {str(one): one for one in why}
    return shown, replace(state, failures=tuple(failures.values()))


def _arguments_of(display: str, request: Request) -> Iterator[str]:
    for argument in dict.fromkeys(request.arguments):
        if argument == display or argument.startswith(f"{display}:"):
            yield argument


def _of_argument(argument: str, request: Request) -> tuple[list[Interface], PyschedError | None]:
    """Give the interfaces of an argument that holds no Python Scheduler, or why there are none."""
    from pysched_gen.sources import split_argument  # noqa: PLC0415 - start-up
    from pysched_gen.sources.interfaces import interfaces_at  # noqa: PLC0415 - start-up
    from pysched_gen.sources.nothing import no_such_node  # noqa: PLC0415 - start-up

    try:
        path, display, node = split_argument(argument)
        found = interfaces_at(argument, request.nodes)
    except PyschedError as error:
        return [], error
    if node and not found:
        return [], no_such_node(path, display, node)
    return found, None


def drawn_scheduler(scheduler: Scheduler) -> Drawn:
    """Return what is drawn of a scheduler, or of the dialog script that stands for one."""
    name, release = scheduler.name, scheduler.release
    short = f"{name}, for Houdini {release} and later"
    about = f"Parameters of the PDG scheduler {name}, Houdini {release} or later."
    if scheduler.fronts and not scheduler.origin.node:
        short = f"the dialog script {PurePath(scheduler.origin.path).name}"
        about = f"Parameters of {short}."
    category, items = scheduler.category, scheduler.interface
    return Drawn(name, scheduler.label, short, about, category, items)


def _other(one: Interface) -> Drawn:
    short = f"{one.path}, of type {one.type}" if one.type else f"the asset {one.path}"
    about = f"Parameters of {'the node ' if one.type else ''}{short}."
    return Drawn(one.name, one.label, short, about, "", one.items)
