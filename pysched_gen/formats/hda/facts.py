"""`INDEX_SECTION` of a library, read and written: what its assets are (formats.md 3.1, 3.2).

There is a binary form, for libraries that are one file, and a text, for those that are a folder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.formats.hda.index import MODIFIED, Cursor, number_bytes, text_bytes
from pysched_gen.formats.scene.archive import readable_name
from pysched_gen.formats.scene.blob import DataBlob, broken

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Facts", "facts_bytes", "facts_text", "read_facts"]

_VERSIONS = range(4, 7)
_LAST_WITH_USER, _LAST_WITH_OUTPUTS = 6, 5
_LEAST = 60  # bytes of one asset
_NAMES = ("Operator", "Label", "Table", "Extra", "Path", "Icon")  # in the order of `Facts`
_EPOCH = "Thu Jan  1 00:00:00 1970"  # equal input gives equal files
_SUBTYPE = re.compile(r"\bsubtype\s*=\s*['\"]?([\w:.]+)")
_PDG_TYPE = re.compile(r"\bpdgtype\s*=\s*['\"]?(\w+)")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the index of a library says about one asset; empty where it says nothing.

    Attributes:
        operator: operator type as the index spells it.
        label: shown name.
        table: category, such as "Top".
        extra: free options, such as "pdgtype='scheduler' subtype=afanasyscheduler".
        path: where Houdini finds it, such as "oplib:/Top/farm?Top/farm".
        icon: name of its icon, such as "opdef:/Top/farm?IconSVG".
    """

    operator: str = ""
    label: str = ""
    table: str = ""
    extra: str = ""
    path: str = ""
    icon: str = ""

    @property
    def pdg_type(self) -> str:
        """What a TOP asset is for PDG: "scheduler" for one that fronts a registered scheduler."""
        found = _PDG_TYPE.search(self.extra)
        return found[1] if found else ""

    @property
    def subtype(self) -> str:
        """The registered PDG type behind a TOP asset, or ""."""
        found = _SUBTYPE.search(self.extra)
        return found[1] if found else ""


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
        facts = Facts(*(texts[at] for at in (0, 1, 6, 10, 2, 3)))
        yield _key(facts), facts


def _text_facts(text: str) -> Iterator[tuple[str, Facts]]:
    """Each asset is a paragraph of `Key: value` lines that begins with its operator."""
    found: dict[str, str] = {}
    for line in [*text.splitlines(), "Operator:"]:
        key, _, value = line.partition(":")
        if key == "Operator" and found:
            facts = Facts(*(found.get(name, "") for name in _NAMES))
            yield _key(facts), facts
            found = {}
        found[key.strip()] = value.strip()


def _key(facts: Facts) -> str:
    """`oplib:/Top/farm?Top/farm` names the key behind the question mark."""
    _, mark, key = facts.path.rpartition("?")
    return key if mark else f"{facts.table}/{facts.operator}"


def facts_bytes(facts: Facts) -> bytes:
    """Return the section of a library of this one asset; empty texts stand for what it has not."""
    texts = [facts.operator, facts.label, facts.path, facts.icon]
    texts += ["", "", facts.table, "", "", "", facts.extra]
    return b"".join(
        [
            number_bytes(1),
            number_bytes(_VERSIONS[-1]),
            *map(text_bytes, texts),
            *map(number_bytes, (0, 0, MODIFIED)),  # fewest and most inputs, time
            bytes(3),  # no subnet, no Python operator, not empty
            number_bytes(0),  # outputs
            text_bytes(""),  # user
        ]
    )


def facts_text(facts: Facts) -> str:
    """Return the file of a library of this one asset, as `hotl -t` writes it."""
    lines = {
        "Operator": facts.operator,
        "Label": facts.label,
        "Path": facts.path,
        "Icon": facts.icon,
        "Table": facts.table,
        "License": "",
        "Extra": facts.extra,
        "User": "",
        "Inputs": "0 to 0",
        "Outputs": "0",
        "Subnet": "false",
        "Python": "false",
        "Empty": "false",
        "Modified": _EPOCH,
    }
    return "".join(f"{key + ':':<14}{value}\n" for key, value in lines.items()) + "\n"
