"""The fast path: is what an owner has on disk already what this very request writes?

Reads and hashes only; nothing is rendered, planned or written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.errors import PyschedError
from pysched_gen.output.compare import from_bytes, same_text
from pysched_gen.output.files import JOURNAL_NAME
from pysched_gen.output.lock import OwnerRecord, read_lock
from pysched_gen.output.sections import parse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["current_owners"]


def current_owners(root: Path, requests: Mapping[str, str]) -> frozenset[str]:
    """Give the owners of whom the lock has their request, of owner to request, as clean, on disk.

    Line ends that version control converted do not count. Whatever cannot be read is not current:
    the long way then says what is wrong. The lock is read once.
    """
    try:
        if (root / JOURNAL_NAME).exists():
            return frozenset()
        lock = read_lock(root)
    except (PyschedError, OSError):
        return frozenset()
    disk = _Disk(root)
    return frozenset(
        owner
        for owner, request in requests.items()
        if (record := lock.owners.get(owner)) is not None
        and record.clean
        and record.request == request
        and disk.holds(owner, record)
    )


class _Disk:
    """Compares records with disk and takes each shared file apart once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._shared: dict[str, Mapping[str, str]] = {}

    def holds(self, owner: str, record: OwnerRecord) -> bool:
        try:
            return all(
                same_text(self._read(path), text) for path, text in record.files.items()
            ) and all(
                same_text(self._sections(path).get(owner), text)
                for path, text in record.sections.items()
            )
        except (PyschedError, OSError):
            return False

    def _read(self, path: str) -> str:
        return from_bytes((self._root / path).read_bytes())

    def _sections(self, path: str) -> Mapping[str, str]:
        if path not in self._shared:
            self._shared[path] = parse(self._read(path)).sections
        return self._shared[path]
