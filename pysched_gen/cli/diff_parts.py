"""Two sources in, what `diff` compares of them out: titled parts, each as lines of text.

Scenes and asset libraries are compared node by node; with a dialog script on one side it is the
interface of both; else what is compared is what the sources say of schedulers.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from enum import Enum
from glob import escape
from typing import TYPE_CHECKING, NamedTuple

from pysched_gen.errors import NothingToReadError, UsageError
from pysched_gen.formats import open as open_file
from pysched_gen.formats.dialog_script import parse
from pysched_gen.formats.dialog_script.resolved import resolved, resolved_items
from pysched_gen.formats.dialog_script.tree import Parm, Script, Unknown
from pysched_gen.formats.dialog_script.writer import write
from pysched_gen.formats.node_text import Text, parts_of
from pysched_gen.formats.opening import is_container
from pysched_gen.formats.scene.member import decode_script
from pysched_gen.formats.texts import read_bytes
from pysched_gen.pipeline import INSPECT, run
from pysched_gen.run_state import Request
from pysched_gen.sources import MAX_FILE, split_argument
from pysched_gen.sources.dialog_script_file import file_is_dialog_script
from pysched_gen.sources.nothing import holds_no_nodes, no_such_node
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pysched_gen.formats import HoudiniFile
    from pysched_gen.formats.dialog_script.tree import Items
    from pysched_gen.model.scheduler import Scheduler

__all__ = ["Shown", "Wanted", "both_sides"]

_MOST_NAMED = 4
_IDENTITY = ("label", "class_name", "category", "parm_prefix", "base", "callback_server")


class Wanted(NamedTuple):
    """Patterns of paths and of types of nodes."""

    node: str = "*"
    type: str = "*"


class Shown(NamedTuple):
    """A part of one side: how it is called, and its lines."""

    label: str
    lines: list[str]


Side = dict[str, Shown]


class _Form(Enum):
    NOTHING = "an empty side"
    NODES = "a scene or asset library"
    INTERFACE = "a dialog script"
    SCHEDULERS = "any other source"


@dataclass(frozen=True, slots=True)
class _Given:
    """An argument: the file, how it is shown, the node or asset in it, and its form."""

    argument: str
    path: Path
    display: str
    node: str
    form: _Form


def both_sides(first: str, second: str, wanted: Wanted) -> tuple[Side, Side]:
    """Return the parts of two sources by title; those that stand for each other have one title.

    Raises:
        UsageError: there is no such path, or several parts could be meant.
        NothingToReadError: there is nothing in it that the other side has.
        SourceError, ConfigError: it cannot be read.
    """
    given = [_given(one) for one in (first, second)]
    forms = {one.form for one in given} - {_Form.NOTHING}
    if wanted.type != "*" and forms != {_Form.NODES}:
        raise UsageError("--type is of nodes; give two scenes or asset libraries, or leave it out")
    if forms <= {_Form.NODES}:
        sides = [_nodes(one, wanted) for one in given]
        alone = all(one.node or one.form is _Form.NOTHING for one in given)
    elif _Form.INTERFACE in forms:
        sides = [_interface(one, wanted) for one in given]
        alone = True
    else:
        # A file that is nothing at all is the more likely mistake: tell of it first.
        order = sorted(given, key=lambda one: one.form is _Form.NODES)
        read = {one.argument: _schedulers(one, wanted) for one in order}
        sides = [read[one.argument] for one in given]
        alone = all(len(one) <= 1 for one in sides)
    if alone and len(sides[0]) == len(sides[1]) == 1:
        title = next(iter(sides[0]))
        sides[1] = {title: next(iter(sides[1].values()))}
    return sides[0], sides[1]


def _given(argument: str) -> _Given:
    path, display, node = split_argument(argument)
    return _Given(argument, path, display, node, _form(path, display))


def _form(path: Path, display: str) -> _Form:
    if display == os.devnull:  # what git gives for a file that one side does not have
        return _Form.NOTHING
    if is_container(path):
        return _Form.NODES
    if file_is_dialog_script(path):
        return _Form.INTERFACE
    return _Form.SCHEDULERS


def _nodes(given: _Given, wanted: Wanted) -> Side:
    if given.form is _Form.NOTHING:
        return {}
    with open_file(given.path, given.display) as file:
        path = escape(given.node) or wanted.node
        found = {
            part.title: Shown(f"{given.display}:{part.title}", [part.title, *part.lines()])
            for part in parts_of(file, path, wanted.type)
        }
    if given.node and not found:
        raise _no_node(given)
    return found


def _no_node(given: _Given) -> NothingToReadError:
    return no_such_node(given.path, given.display, given.node)


def _interface(given: _Given, wanted: Wanted) -> Side:
    if given.form is _Form.NOTHING:
        return {}
    if given.form is _Form.INTERFACE:
        if given.node or wanted.node != "*":
            asked = f'":{given.node}"' if given.node else "--node"
            raise holds_no_nodes(given.display, "a dialog script", asked)
        data = read_bytes(given.path, given.display, MAX_FILE)
        found = {"": resolved(parse(decode_script(data), Origin(given.display))).items}
    elif given.form is _Form.NODES:
        with open_file(given.path, given.display) as file:
            found = dict(_interfaces(file, given, wanted))
    else:
        found = {one.name: one.interface for one in _read_schedulers(given, wanted)}
    if not found:
        raise NothingToReadError(f"{given.argument}: has no parameters of its own to compare")
    if len(found) > 1:
        names = ", ".join(list(found)[:_MOST_NAMED]) + (" ..." if len(found) > _MOST_NAMED else "")
        several = f"has {len(found)} interfaces, and a dialog script is one"
        raise UsageError(f"{given.argument}: {several}; name one of {names}")
    (items,) = found.values()
    return {"interface": Shown(given.argument, _script_text(items).split("\n"))}


def _interfaces(file: HoudiniFile, given: _Given, wanted: Wanted) -> Iterator[tuple[str, Items]]:
    """Yield the interfaces of the nodes and assets that are asked for, by path or name."""
    path = escape(given.node) or wanted.node
    some = False
    for node in file.nodes(path):
        some = True
        if node.interface is not None:
            yield node.path, resolved_items(node.interface.items)
    for asset in file.assets():
        asked = not given.node or asset.name == given.node
        if asked and wanted.node in ("*", asset.name):
            some = True
            if asset.interface is not None:
                yield asset.name, resolved_items(asset.interface.items)
    if given.node and not some:
        raise _no_node(given)


def _schedulers(given: _Given, wanted: Wanted) -> Side:
    if given.form is _Form.NOTHING:
        return {}
    found = _read_schedulers(given, wanted)
    if len({one.name for one in found}) < len(found):
        raise UsageError(f"{given.argument}: holds schedulers of the same name; name one node")
    return {
        one.name: Shown(
            given.argument if len(found) == 1 else f"{given.argument}:{one.name}",
            [line for text in _scheduler_texts(one) for line in text.lines()],
        )
        for one in found
    }


def _read_schedulers(given: _Given, wanted: Wanted) -> tuple[Scheduler, ...]:
    nodes = "" if wanted.node == "*" else wanted.node
    state = run(INSPECT, Request((given.argument,), nodes=nodes))
    for failure in state.failures:
        raise failure
    return state.schedulers


def _scheduler_texts(scheduler: Scheduler) -> Iterator[Text]:
    """Yield what someone wrote of a scheduler: identity, code, interface."""
    for key in () if scheduler.fronts else _IDENTITY:
        value = getattr(scheduler, key)
        yield Text(key.removesuffix("_name"), str(getattr(value, "value", value)))
    for callback in () if scheduler.fronts else scheduler.callbacks:
        snippet = callback.snippet
        if not callback.is_default:
            note = f"{snippet.expression} expression" if snippet.expression else ""
            yield Text(callback.method, snippet.text.rstrip("\n"), note)
    for name in ("header", "methods", "init"):
        part = getattr(scheduler, name)
        if part is not None:
            yield Text(name, part.text.rstrip("\n"))
    interface = _script_text(scheduler.interface)
    if interface:
        yield Text("interface", interface)


def _script_text(items: Items) -> str:
    return write(Script(_without_comments(items))).rstrip("\n")


def _without_comments(items: Items) -> Items:
    """Return the items but comments, such as those that mark whose section of a file it is."""
    kept = (one for one in items if not (isinstance(one, Unknown) and one.text.startswith("#")))
    return tuple(
        one if isinstance(one, Parm | Unknown) else replace(one, items=_without_comments(one.items))
        for one in kept
    )
