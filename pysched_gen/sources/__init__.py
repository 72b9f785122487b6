"""A path in, `Source` values out. Knows file formats, nothing of PDG.

What a file is, is told by its content, never by its extension.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pysched_gen.errors import NothingToReadError, SourceError, UsageError
from pysched_gen.formats.texts import read_bytes
from pysched_gen.sources.nothing import holds_no_nodes, what_is_no_source
from pysched_gen.sources.selection import Choice
from pysched_gen.sources.snippet_folder import MANIFEST, read_folder
from pysched_gen.sources.source import Source
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from pysched_gen.formats import Archive, Library

__all__ = ["MAX_FILE", "STANDARD_INPUT", "Source", "read", "read_data", "split_argument"]

STANDARD_INPUT = "-"
MAX_FILE = 256 << 20  # bytes of a text that holds nodes
_HEAD = 4096

_WHAT = "a snippet folder, a Houdini scene or asset library, or a dump of nodes"


def read(argument: str, pattern: str = "") -> list[Source]:
    """Give every scheduler found at `argument`.

    `argument` is a snippet folder, its `scheduler.toml`, or what holds saved nodes: a scene, an
    asset library, either of them expanded to a folder, a JSON dump, a text that recreates nodes,
    or a dialog script, which has no callbacks. `scene.hip:/path` takes the node at that path
    alone, `lib.hda:Top/farm` that asset, and `pattern` the nodes whose path it matches.

    Raises:
        UsageError: there is no such path.
        NothingToReadError: it holds no scheduler.
        SourceError, ConfigError: it holds one that cannot be read.
    """
    path, display, node = split_argument(argument)
    try:
        return _read_path(path, display, Choice(node, pattern))
    except OSError as error:
        raise SourceError(Origin(display).span(), f"cannot be read: {error.strerror}") from error


def split_argument(argument: str) -> tuple[Path, str, str]:
    """Give the path that exists, as it was named, and the node or asset behind it, or "".

    Raises:
        UsageError: there is no such path.
        SourceError: nobody can tell, as for a name that is too long.
    """
    if not argument:
        raise UsageError(f"a source is empty; give {_WHAT}")
    try:
        if Path(argument).exists():
            return Path(argument), argument, ""
        for position, character in enumerate(argument):
            file, node = argument[:position], argument[position + 1 :]
            if character == ":" and node and Path(file).exists():
                return Path(file), file, node.rstrip("/") or node
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", "") or "is no name of a file"
        raise SourceError(Origin(argument).span(), f"cannot be read: {reason}") from error
    raise UsageError(f"{argument}: no such file or folder")


def _read_path(path: Path, display: str, choice: Choice) -> list[Source]:
    folder = path.parent if path.name == MANIFEST and path.is_file() else path
    if (folder / MANIFEST).is_file():
        if str(choice):
            raise holds_no_nodes(display, "a snippet folder", choice.asked)
        return [read_folder(folder, display if folder is path else str(folder))]
    from pysched_gen.formats import open_container  # noqa: PLC0415 - start-up

    with open_container(path, display) as container:
        if container is not None:
            return _read_container(container, display, choice)
    if path.is_dir():
        from pysched_gen.sources.python_module import python_package  # noqa: PLC0415 - start-up

        module = python_package.module_in(path)
        if module is None:
            return [read_folder(path, display)]
        path, display = module, str(module)
    return _read_text(display, read_bytes(path, display, MAX_FILE), choice, path)


def read_data(display: str, data: bytes, pattern: str = "") -> list[Source]:
    """Give every scheduler in the content `data` of a file shown to the user as `display`.

    `pattern` takes the nodes whose path it matches.

    Raises:
        NothingToReadError: it holds no scheduler, or is of no format known here.
        SourceError, ConfigError: it holds one that cannot be read.
    """
    from pysched_gen.formats import DataBlob, container_in  # noqa: PLC0415 - start-up

    choice = Choice(pattern=pattern)
    container = container_in(DataBlob(data), display)
    if container is not None:
        return _read_container(container, display, choice)
    return _read_text(display, data, choice)


def _read_container(container: Archive | Library, display: str, choice: Choice) -> list[Source]:
    from pysched_gen.sources.scene_sources import read_container  # noqa: PLC0415 - start-up

    return read_container(container, display, choice)


def _read_text(display: str, data: bytes, choice: Choice, path: Path | None = None) -> list[Source]:
    from pysched_gen.sources import dialog_script_file, node_dump  # noqa: PLC0415 - start-up

    head = data[:_HEAD]
    if not data.strip():
        raise what_is_no_source(display, data)
    if dialog_script_file.is_dialog_script(head):
        if str(choice):
            raise holds_no_nodes(display, "a dialog script", choice.asked)
        return [dialog_script_file.read_dialog_script(display, data)]
    if node_dump.is_dump(head):
        return _only(node_dump.read_dump(display, data), choice, display)
    from pysched_gen.sources.script_sources import read_saved_text  # noqa: PLC0415 - start-up

    return read_saved_text(display, data, choice, path)


def _only(sources: list[Source], choice: Choice, display: str) -> list[Source]:
    found = [source for source in sources if choice.matches(source.origin.node)]
    if not found:
        paths = ", ".join(source.origin.node for source in sources)
        wanted = f"node {choice.path}" if choice.path else str(choice)
        raise NothingToReadError(f"{display}: no {wanted}; it holds {paths}")
    return found
