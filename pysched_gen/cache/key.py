"""A key for what a run makes of a snippet folder: equal keys, equal results.

It is over the tool (each of its files, the versions of what it parses and formats with), what was
asked of it, how the folder was named, and names and bytes of all files that are read in it.
Nothing else is read to check or render a folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pysched_gen
from pysched_gen.formats.limits import MAX_TEXT
from pysched_gen.resources import resource_folder
from pysched_gen.sources.snippet_folder import MANIFEST

__all__ = ["FolderKey", "folder_key", "tool_digest"]

_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_READ = os.O_RDONLY | _NO_LINK | _BINARY | getattr(os, "O_NONBLOCK", 0)
_READ_ENDINGS = (".py", ".toml", ".ds")
_LIBRARIES = ("black", "jinja2")
_METADATA = re.compile(rf"(?i:{'|'.join(_LIBRARIES)})-.*\.(?:dist|egg)-info")


@dataclass(frozen=True, slots=True)
class FolderKey:
    """What a folder was at one moment.

    Attributes:
        digest: over content, in hex.
        times: of the files, so that one that was changed and changed back is told, too.
    """

    digest: str
    times: tuple[tuple[str, int, int, int], ...]


@cache
def tool_digest() -> bytes:
    """Return a digest of this tool as it is installed, and of the Python that runs it."""
    versions = [pysched_gen.__version__, sys.version, *_versions()]
    parts = ["\n".join(versions).encode(errors="surrogatepass")]
    folders = [Path(pysched_gen.__file__).parent, resource_folder("templates")]
    for top in map(str, folders):
        for place, inner, names in os.walk(top):
            inner[:] = sorted(name for name in inner if name != "__pycache__")
            for name in sorted(names):
                path = f"{place}/{name}"
                file = os.open(path, os.O_RDONLY | _BINARY)
                try:
                    data = os.read(file, os.fstat(file).st_size + 1)
                finally:
                    os.close(file)
                parts += [path[len(top) :].encode(), data]
    return hashlib.sha256(_joined(parts)).digest()


def _versions() -> list[str]:
    """Return name and version of each library, as the folders of their metadata are called.

    They are in the order in which Python looks for modules. Importing `importlib.metadata` takes as
    long as looking at dozens of schedulers again.
    """
    found = []
    for folder in sys.path:
        with contextlib.suppress(OSError):  # such as an archive
            names = os.listdir(folder or ".")  # noqa: PTH208 - no Path for each distribution
            found += sorted(filter(_METADATA.fullmatch, names))
    if {name.partition("-")[0].lower() for name in found} >= set(_LIBRARIES):
        return found
    from importlib import metadata  # noqa: PLC0415 - as said above

    return [f"{name} {metadata.version(name)}" for name in _LIBRARIES]


def folder_key(folder: str, asked: str) -> FolderKey | None:
    """Return the key of what is made of the snippet folder `folder` where `asked` was asked.

    None for what is no plain snippet folder: a file in it is a link, no file, or too long.
    """
    real = folder.rpartition("/")[2]
    if real in {"", ".", ".."} or os.path.islink(folder):  # noqa: PTH114 - hundreds of folders
        real = os.path.basename(os.path.realpath(folder))  # noqa: PTH119 - hundreds of folders
    texts = [text.encode(errors="surrogatepass") for text in (asked, folder, real)]
    times = []
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - hundreds of folders
        if MANIFEST not in names:
            return None
        for name in names:
            if not name.casefold().endswith(_READ_ENDINGS):
                continue
            data, facts = _plain_file(f"{folder}/{name}")
            times.append((name, facts.st_ino, facts.st_mtime_ns, facts.st_ctime_ns))
            texts += [name.encode(errors="surrogatepass"), data]
    except (OSError, ValueError):
        return None
    return FolderKey(hashlib.sha256(_joined([*texts, tool_digest()])).hexdigest(), tuple(times))


def _plain_file(path: str) -> tuple[bytes, os.stat_result]:
    """Return bytes and facts of the file at `path`, by descriptor: thousands are read.

    Raises:
        OSError, ValueError: it is a link, no file, too long, or being written.
    """
    if not _NO_LINK and stat.S_ISLNK(os.lstat(path).st_mode):
        raise ValueError(path)
    file = os.open(path, _READ)
    try:
        facts = os.fstat(file)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > MAX_TEXT:
            raise ValueError(path)
        data = os.read(file, facts.st_size + 1)
    finally:
        os.close(file)
    if len(data) != facts.st_size:
        raise ValueError(path)
    return data, facts


def _joined(parts: list[bytes]) -> bytes:
    """Return `parts` as one, of which no others give the same."""
    return b"".join(some for one in parts for some in (len(one).to_bytes(8, "big"), one))
