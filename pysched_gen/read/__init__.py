"""A path in, `Source` values out. Knows file formats, nothing of PDG.

What a file is, is told by its content, never by its extension.
"""

from __future__ import annotations

from pathlib import Path

from pysched_gen.errors import NothingToReadError, SourceError, UsageError
from pysched_gen.read.dump import is_dump, read_dump
from pysched_gen.read.folder import MANIFEST, read_folder
from pysched_gen.read.source import Source
from pysched_gen.read.texts import read_bytes
from pysched_gen.span import Origin

__all__ = ["MAX_FILE", "STANDARD_INPUT", "Source", "read", "read_data"]

STANDARD_INPUT = "-"
MAX_FILE = 256 << 20  # bytes of a file that holds nodes


def read(argument: str) -> list[Source]:
    """Give every scheduler found at `argument`.

    `argument` is a snippet folder, its `scheduler.toml`, or a JSON node dump; `dump.json:/path`
    takes the node at that path alone.

    Raises:
        UsageError: there is no such path.
        NothingToReadError: it holds no scheduler.
        SourceError, ConfigError: it holds one that cannot be read.
    """
    if not argument:
        raise UsageError("a source is empty; give a snippet folder or a node dump")
    try:
        return _read_path(Path(argument), argument)
    except OSError as error:
        raise SourceError(Origin(argument).span(), f"cannot be read: {error.strerror}") from error


def _read_path(path: Path, argument: str) -> list[Source]:
    if path.is_dir():
        return [read_folder(path, argument)]
    if path.name == MANIFEST and path.is_file():
        return [read_folder(path.parent, str(path.parent))]
    if path.exists():
        return read_data(argument, read_bytes(path, argument, MAX_FILE))
    file, separator, node = argument.rpartition(":/")
    if separator and Path(file).is_file():
        data = read_bytes(Path(file), file, MAX_FILE)
        return _only(read_data(file, data), f"/{node}", file)
    raise UsageError(f"{argument}: no such file or folder")


def read_data(display: str, data: bytes) -> list[Source]:
    """Give every scheduler in the content `data` of a file shown to the user as `display`.

    Raises:
        NothingToReadError: it holds no scheduler, or is of no format known here.
        SourceError, ConfigError: it holds one that cannot be read.
    """
    if not data.strip():
        raise NothingToReadError(f"{display}: is empty; give a snippet folder or a node dump")
    if is_dump(data[:4096]):
        return read_dump(display, data)
    if data.lstrip()[:1] in {b"{", b"["}:
        raise SourceError(Origin(display).span(), "is JSON, but no node dump")
    raise NothingToReadError(
        f"{display}: is neither a snippet folder nor a JSON node dump; run "
        "pysched_gen/houdini/dump_node.py in Houdini to dump a node"
    )


def _only(sources: list[Source], node: str, display: str) -> list[Source]:
    found = [source for source in sources if source.origin.node == node]
    if not found:
        paths = ", ".join(source.origin.node for source in sources)
        raise NothingToReadError(f"{display}: no node {node}; it holds {paths}")
    return found
