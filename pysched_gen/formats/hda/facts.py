"""`INDEX_SECTION` of a library: what its assets are, in binary or as text (formats.md 3.1, 3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.formats.hda.asset import Facts
from pysched_gen.formats.hda.cursor import Cursor
from pysched_gen.formats.scene.archive import readable_name
from pysched_gen.formats.scene.blob import DataBlob, broken

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["read_facts"]

_VERSIONS = range(4, 7)
_LAST_WITH_USER, _LAST_WITH_OUTPUTS = 6, 5
_LEAST = 60  # bytes of one asset


def read_facts(data: bytes, display: str) -> dict[str, Facts]:
    """Give the facts of each asset by its key in the library.

    A version of the binary form that is not known gives none: nothing depends on it.

    Raises:
        SourceError: `data` is damaged.
    """
    if data.lstrip().startswith(b"Operator:"):
        return dict(_text_facts(readable_name(data)))
    return dict(_binary_facts(Cursor(DataBlob(data), display)))


def _binary_facts(cursor: Cursor) -> Iterator[tuple[str, Facts]]:
    if not cursor.left:
        return
    count = cursor.number()
    if count * _LEAST > cursor.left:
        message = f"{count:,} assets are claimed; the file is truncated or damaged"
        raise broken(cursor.display, 0, message)
    for _ in range(count):
        version = cursor.number()
        if version not in _VERSIONS:
            return
        texts = [cursor.text() for _ in range(11)]
        cursor.take(15)
        if version >= _LAST_WITH_OUTPUTS:
            cursor.number()
        if version >= _LAST_WITH_USER:
            cursor.text()
        operator, label, path, table, extra = (texts[at] for at in (0, 1, 2, 6, 10))
        yield _key(path, table, operator), Facts(operator, label, table, extra)


def _text_facts(text: str) -> Iterator[tuple[str, Facts]]:
    """Each asset is a paragraph of `Key: value` lines that begins with its operator."""
    found: dict[str, str] = {}
    for line in [*text.splitlines(), "Operator:"]:
        key, _, value = line.partition(":")
        if key == "Operator" and found:
            facts = (found.get(name, "") for name in ("Operator", "Label", "Table", "Extra"))
            place = (found.get(name, "") for name in ("Path", "Table", "Operator"))
            yield _key(*place), Facts(*facts)
            found = {}
        found[key.strip()] = value.strip()


def _key(path: str, table: str, operator: str) -> str:
    """`oplib:/Top/farm?Top/farm` names the key behind the question mark."""
    return path.rpartition("?")[2] if "?" in path else f"{table}/{operator}"
