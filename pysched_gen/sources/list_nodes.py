"""What nodes a source holds, read or not: for `inspect`."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from pysched_gen.errors import NothingToReadError
from pysched_gen.formats import DataBlob, NodeType, container_in, node_types, open_container
from pysched_gen.formats.hda.embedded import archives_in
from pysched_gen.formats.saved_node import houdini_of
from pysched_gen.formats.scene.parm_file import parse_parm
from pysched_gen.formats.scene.user_data import NODE_VERSION, parse_user_data
from pysched_gen.formats.texts import read_bytes
from pysched_gen.sources import MAX_FILE, STANDARD_INPUT, read_data, split_argument
from pysched_gen.sources.dialog_script_file import is_dialog_script
from pysched_gen.sources.node_dump import is_dump
from pysched_gen.sources.nothing import holds_no_nodes, what_folder_holds, what_is_no_source
from pysched_gen.sources.scene_sources import find_nodes
from pysched_gen.sources.script_sources import is_text_of_nodes, nodes_of_text
from pysched_gen.sources.selection import Choice, is_python_scheduler, is_scheduler
from pysched_gen.sources.snippet_folder import MANIFEST
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.formats import Archive, Library, NodeFiles

__all__ = ["OtherScheduler", "list_nodes", "list_others"]


class OtherScheduler(NamedTuple):
    """A scheduler node that holds no callbacks, in the file shown as `display`.

    `houdini` and `parameters`, the version it was saved with and the number of its parameters,
    are "" and None where the form does not say.
    """

    display: str
    path: str
    type: str
    houdini: str = ""
    parameters: int | None = None


class _Opened(NamedTuple):
    """A source that holds nodes; exactly one of `container` and `data` is given."""

    display: str
    choice: Choice
    container: Archive | Library | None = None
    data: bytes = b""


def list_nodes(argument: str, pattern: str, standard_input: bytes) -> Iterator[NodeType]:
    """Give path and type of every node of a source, keeping none; a snippet folder has none.

    Raises:
        UsageError: there is no such path.
        NothingToReadError: it is no file of Houdini's.
        SourceError: the source is damaged.
    """
    with _opened(argument, pattern, standard_input) as source:
        if source is None:
            if not _is_snippet_folder(argument):
                raise NothingToReadError(
                    f"{argument}: holds no nodes; {what_folder_holds(argument)}"
                )
            return
        if source.container is None and is_dialog_script(source.data):
            raise holds_no_nodes(source.display, "a dialog script", "--all-nodes")
        if source.container is None and not _holds_nodes(source):
            raise what_is_no_source(source.display, source.data)
        for node in _every_node(source):
            if source.choice.matches(node.path):
                yield node


def _is_snippet_folder(argument: str) -> bool:
    path = split_argument(argument)[0]
    return path.name == MANIFEST or (path / MANIFEST).is_file()


def _holds_nodes(source: _Opened) -> bool:
    return is_dump(source.data) or is_text_of_nodes(source.data)


def _every_node(source: _Opened) -> Iterator[NodeType]:
    if source.container is None:
        yield from _nodes_of_data(source)
        return
    for archive, prefix in archives_in(source.container):
        yield from node_types(archive, prefix)


def _nodes_of_data(source: _Opened) -> Iterator[NodeType]:
    if is_dump(source.data):
        for found in read_data(source.display, source.data):
            yield NodeType(found.origin.node, found.node_type)
    else:
        yield from nodes_of_text(source.data, source.display)


def list_others(argument: str, pattern: str, standard_input: bytes) -> list[OtherScheduler]:
    """Give the scheduler nodes of a source that are no Python Schedulers.

    Raises:
        UsageError: there is no such path.
        SourceError: the source is damaged.
    """
    with _opened(argument, pattern, standard_input) as source:
        if source is None:
            return []
        if source.container is None:
            listed = nodes_of_text(source.data, source.display)  # a dump has no others
            found = [OtherScheduler(source.display, *node) for node in listed]
        else:
            nodes = find_nodes(source.container, source.choice)
            found = [_described(one.files, source.display) for one in nodes]
    return [one for one in found if _is_other(one) and source.choice.matches(one.path)]


def _is_other(node: OtherScheduler) -> bool:
    return is_scheduler(node.type) and not is_python_scheduler(node.type)


def _described(files: NodeFiles, display: str) -> OtherScheduler:
    if is_python_scheduler(files.type):
        return OtherScheduler(display, files.path, files.type)
    origin = Origin(display, node=files.path)
    parm, user_data = files.text("parm"), files.text("userdata")
    versions = dict(parse_user_data(user_data, origin)) if user_data else {}
    return OtherScheduler(
        display,
        files.path,
        files.type,
        houdini_of(versions.get(NODE_VERSION, ""), files.houdini),
        len(parse_parm(parm, origin).entries) if parm is not None else 0,
    )


@contextmanager
def _opened(argument: str, pattern: str, standard_input: bytes) -> Iterator[_Opened | None]:
    """Give what the source holds nodes in, None for a snippet folder."""
    if argument == STANDARD_INPUT:
        display, choice = "<stdin>", Choice(pattern=pattern)
        container = container_in(DataBlob(standard_input), display)
        yield _Opened(display, choice, container, standard_input)
        return
    path, display, node = split_argument(argument)
    if path.name == MANIFEST or (path / MANIFEST).is_file():
        yield None
        return
    choice = Choice(node, pattern)
    with open_container(path, display) as container:
        if container is not None:
            yield _Opened(display, choice, container)
        elif path.is_file():
            yield _Opened(display, choice, data=read_bytes(path, display, MAX_FILE))
        else:
            yield None
