"""A folder of JSON texts, each under a key that stands for all that it was made from.

Nothing of it is executed or unpickled. An entry that is damaged, or of another user, is none; a
folder that others may write to is not used. Each entry is put in its place in one step, so runs
side by side see whole entries only.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import tempfile
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["MOST_BYTES", "MOST_ENTRIES", "Store"]

MOST_ENTRIES = 20_000
MOST_BYTES = 256 << 20
_MOST_OF_ONE = 4 << 20
_FORMAT = "v1"  # a folder of its own for each form of entries
_HEADER = b"pysched-gen-cache 1"
_DAY = 86_400.0
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n"  # https://bford.info/cachedir/
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_READ |= getattr(os, "O_BINARY", 0)


class Store:
    """Entries below `folder`, which is made when the first is put there.

    No method raises: where the folder cannot be used, nothing is found and nothing is kept.
    """

    def __init__(
        self, folder: Path, *, entries: int = MOST_ENTRIES, size: int = MOST_BYTES
    ) -> None:
        """Keep about `entries` entries and `size` bytes at most."""
        self._root = folder
        self._folder = folder / _FORMAT
        self._most = (entries, size)
        self._is_new = False
        self._usable: bool | None = None

    def get(self, key: str) -> object | None:
        """Return what was put under `key`, a number in hex, None where that is nothing whole."""
        path = self._path(key)
        try:
            if not self._is_ours():
                return None
            file = os.open(path, _READ)
            try:
                facts = os.fstat(file)
                if not stat.S_ISREG(facts.st_mode) or not _is_mine(facts):
                    return None
                data = _whole(file, facts.st_size)
            finally:
                os.close(file)
            value = _body(data, key)
            if time.time() - facts.st_mtime > _DAY:
                os.utime(path)  # what is used is what stays
        except (OSError, ValueError, RecursionError):
            return None
        return value

    def put(self, key: str, value: object) -> None:
        """Keep `value`, of which JSON can be made, under `key`."""
        body = json.dumps(value, separators=(",", ":")).encode()
        data = b" ".join((_HEADER, key.encode(), _digest(body))) + b"\n" + body
        if len(data) > _MOST_OF_ONE:
            return
        path = self._path(key)
        with contextlib.suppress(OSError):
            if not self._is_ours(make=True):
                return
            path.parent.mkdir(mode=0o700, exist_ok=True)
            # Its name has no ending of an entry, so what a kill leaves is never taken for one.
            handle, name = tempfile.mkstemp(prefix="new-", dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                os.replace(name, path)  # noqa: PTH105 - no Path for each entry
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(name)  # noqa: PTH108 - no Path for each entry
                raise
            self._is_new = True

    def trim(self) -> None:
        """Remove what was not used for longest, where there is more than is to be kept."""
        if not self._is_new:
            return
        self._is_new = False
        entries, size = self._most
        found = sorted(self._files(), reverse=True)
        if len(found) <= entries and sum(one[1] for one in found) <= size:
            return
        entries, size = entries * 3 // 4, size * 3 // 4
        for position, (_, length, path) in enumerate(found):
            size -= length
            if position >= entries or size < 0:
                with contextlib.suppress(OSError):
                    os.unlink(path)  # noqa: PTH108 - no Path for each entry

    def _files(self) -> Iterator[tuple[float, int, str]]:
        for folder, _, names in os.walk(self._folder):
            for name in names:
                path = os.path.join(folder, name)  # noqa: PTH118 - no Path for each entry
                with contextlib.suppress(OSError):
                    facts = os.lstat(path)
                    yield facts.st_mtime, facts.st_size, path

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key[2:]}.json"

    def _is_ours(self, *, make: bool = False) -> bool:
        if self._usable is None or (make and not self._usable):
            if make and not self._folder.exists():
                self._root.mkdir(parents=True, exist_ok=True)
                self._folder.mkdir(mode=0o700, exist_ok=True)
                (self._root / "CACHEDIR.TAG").write_text(_TAG, encoding="ascii")
                (self._root / ".gitignore").write_text("*\n", encoding="ascii")
            facts = os.lstat(self._folder)
            written_by_others = os.name == "posix" and facts.st_mode & 0o022
            self._usable = stat.S_ISDIR(facts.st_mode) and _is_mine(facts) and not written_by_others
        return self._usable


def _is_mine(facts: os.stat_result) -> bool:
    return os.name != "posix" or facts.st_uid == os.geteuid()


def _whole(file: int, size: int) -> bytes:
    if size > _MOST_OF_ONE:
        raise ValueError("is too long")
    return os.read(file, size + 1)


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


def _body(data: bytes, key: str) -> object:
    head, _, body = data.partition(b"\n")
    if head != b" ".join((_HEADER, key.encode(), _digest(body))):
        raise ValueError("is damaged")
    value: object = json.loads(body)
    return value
