"""Nodes that `inspect` lists without building a scheduler of them."""

from __future__ import annotations

from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pysched_gen.cli.output import mention, show, show_document, show_failures
from pysched_gen.errors import PyschedError
from pysched_gen.run_state import State
from pysched_gen.visible_text import json_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pysched_gen.errors import ExitCode
    from pysched_gen.formats import NodeType
    from pysched_gen.formats.node_text import Text
    from pysched_gen.run_state import Request
    from pysched_gen.sources.list_nodes import OtherScheduler

__all__ = [
    "NamedNode",
    "named_nodes",
    "others_of",
    "print_nodes",
    "print_nodes_as_json",
    "print_values",
]

_SHORT = 1000  # bytes


class NamedNode(NamedTuple):
    """A node or asset without callbacks that was asked for by name, and all that it holds."""

    display: str
    path: str
    type: str
    texts: tuple[Text, ...]

    @property
    def page(self) -> str:
        """Return it as text."""
        lines = (line for text in self.texts for line in text.lines())
        return "\n".join([f"{self.path}  {self.type}", *lines])


def named_nodes(request: Request) -> Iterator[NamedNode]:
    """Yield nodes and assets of arguments such as FILE:/node that are no Python Schedulers."""
    from pysched_gen.sources import STANDARD_INPUT, split_argument  # noqa: PLC0415 - start-up
    from pysched_gen.sources.held_parts import parts_at  # noqa: PLC0415 - start-up
    from pysched_gen.sources.selection import is_python_scheduler  # noqa: PLC0415 - start-up

    for argument in request.arguments:
        if argument == STANDARD_INPUT or ":" not in argument:
            continue
        with suppress(PyschedError):  # what cannot be read is said where it is read as a scheduler
            path, display, node = split_argument(argument)
            for part in parts_at(path, display, escape(node)) if node else ():
                if not is_python_scheduler(part.kind):
                    yield NamedNode(display, node, part.kind, tuple(part.texts))


def others_of(
    request: Request, failures: Sequence[PyschedError]
) -> tuple[list[OtherScheduler], tuple[PyschedError, ...]]:
    """Give the schedulers without callbacks, and what is left of the failures.

    That a file holds only such is no failure where they are listed.
    """
    from pysched_gen.formats.scene.budget import BudgetError  # noqa: PLC0415 - start-up
    from pysched_gen.sources.list_nodes import list_others  # noqa: PLC0415 - start-up
    from pysched_gen.sources.nothing import OtherSchedulersError  # noqa: PLC0415 - start-up

    others: list[OtherScheduler] = []
    said = {str(failure): failure for failure in failures}
    for argument in _arguments(request):
        if any(isinstance(one, BudgetError) and str(one).startswith(argument) for one in failures):
            continue  # it would be spent a second time
        try:
            others += list_others(argument, request.nodes, request.standard_input)
        except PyschedError as error:
            said.setdefault(str(error), error)
    listed = {other.display for other in others}
    left = (
        failure
        for failure in said.values()
        if not (isinstance(failure, OtherSchedulersError) and failure.display in listed)
    )
    return others, tuple(left)


def _arguments(request: Request) -> list[str]:
    """Return the sources that the arguments stand for; of a folder, what is in it."""
    from pysched_gen.sources.search import search  # noqa: PLC0415 - start-up

    return [one.argument for one in search(request.arguments, request.by_pattern)]


def print_nodes(request: Request) -> ExitCode:
    """Print path and type of every node, each as soon as it is found; of several files, which."""
    failures = []
    arguments = _arguments(request)
    for argument in arguments:
        file = f"{_file_of(argument)}:" if len(arguments) > 1 else ""
        some = False
        try:
            for node in _nodes(request, argument):
                some = True
                show(f"{file}{node.path}  {node.type}")
            if not some:
                _tell_of_none(argument, request)
        except PyschedError as error:
            failures.append(error)
    return _exit_code(request, failures)


def _tell_of_none(argument: str, request: Request) -> None:
    """Say that a file of Houdini's holds no nodes, so that nobody takes silence for a failure."""
    from pysched_gen.formats.opening import is_container  # noqa: PLC0415 - start-up

    which = f' whose path matches "{request.nodes}"' if request.nodes else ""
    more = not which and is_container(Path(_file_of(argument)))
    values = f'; "inspect {argument} --values" shows what else it holds' if more else ""
    mention(f"note: {argument}: holds no nodes{which}{values}")


def print_nodes_as_json(request: Request) -> ExitCode:
    """Print one JSON document of every node, each as soon as it is found."""
    failures = []
    show_document('{"schema": "pysched-gen/nodes", "version": 1, "nodes": [')
    comma = "\n"
    for argument in _arguments(request):
        try:
            for node in _nodes(request, argument):
                facts = {"source": argument, "path": node.path, "node_type": node.type}
                show_document(comma + json_text(facts, None))
                comma = ",\n"
        except PyschedError as error:  # noqa: PERF203 - one bad source must not hide the rest
            failures.append(error)
    show_document("\n]}\n")
    return _exit_code(request, failures)


def print_values(request: Request, *, told: bool = False) -> ExitCode:
    """Print all that the chosen nodes and assets hold, of whatever type.

    With `told`, failures are told among them: git shows no difference at all where the program
    that it asks fails, as for a pointer of Git LFS in its history.
    """
    from pysched_gen.sources import split_argument  # noqa: PLC0415 - start-up
    from pysched_gen.sources.dialog_script_file import (  # noqa: PLC0415 - start-up
        refuse_dialog_script,
    )
    from pysched_gen.sources.held_parts import parts_at  # noqa: PLC0415 - start-up
    from pysched_gen.sources.nothing import no_such_node  # noqa: PLC0415 - start-up

    failures: list[PyschedError] = []
    arguments = _arguments(request)
    for argument in arguments:
        try:
            path, display, node = split_argument(argument)
            refuse_dialog_script(path, display, "--values")
            found, place = False, f"{display}:" if len(arguments) > 1 else ""
            for part in parts_at(path, display, escape(node) if node else request.nodes or "*"):
                show("\n".join([f"{place}{part.title}", *part.lines(), ""]))
                found = True
            if node and not found:
                failures.append(no_such_node(path, display, node))
        except PyschedError as error:  # noqa: PERF203 - one bad source must not hide the rest
            failures.append(error)
            if told:
                show(f"{error}\n{_short_text(Path(argument))}")
    if told:
        return State(request, failures=tuple(failures)).exit_code
    return _exit_code(request, failures)


def _file_of(argument: str) -> str:
    """Return the file of an argument such as FILE:/node."""
    from pysched_gen.sources import STANDARD_INPUT, split_argument  # noqa: PLC0415 - start-up

    with suppress(PyschedError):  # whoever reads it says what is wrong
        return argument if argument == STANDARD_INPUT else split_argument(argument)[1]
    return argument


def _short_text(path: Path) -> str:
    """Return the text of a file that is short, as pointers are."""
    with suppress(OSError, UnicodeDecodeError):
        if path.is_file() and path.stat().st_size <= _SHORT:
            return path.read_text("utf-8")
    return ""


def _nodes(request: Request, argument: str) -> Iterator[NodeType]:
    """Yield the nodes of a source; of one that is named and not there, say so."""
    from pysched_gen.sources import STANDARD_INPUT, split_argument  # noqa: PLC0415 - start-up
    from pysched_gen.sources.list_nodes import list_nodes  # noqa: PLC0415 - start-up
    from pysched_gen.sources.nothing import no_such_node  # noqa: PLC0415 - start-up

    some = False
    for node in list_nodes(argument, request.nodes, request.standard_input):
        some = True
        yield node
    if some or argument == STANDARD_INPUT:
        return
    path, display, named = split_argument(argument)
    if named:
        raise no_such_node(path, display, named)


def _exit_code(request: Request, failures: Sequence[PyschedError]) -> ExitCode:
    show_failures(failures)
    return State(request, failures=tuple(failures)).exit_code
