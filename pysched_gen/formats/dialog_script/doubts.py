"""What a dialog script says that Houdini would pass over without a word: slips of its writer.

A word that no rule covers may also be one of a Houdini that is newer than this tool, and is kept.
Only what looks like a known word is doubted.
"""

from __future__ import annotations

import json
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.grammar import FOLDER, IMPORT, ITEMS, MULTIPARM, PARM
from pysched_gen.formats.dialog_script.kinds import KNOWN_TYPES
from pysched_gen.formats.dialog_script.tree import Folder, Import, Multiparm, Parm, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.formats.dialog_script.tree import Item, Place, Script

__all__ = ["doubts_of", "nearest_block"]

_SLIP = 0.8
_BLOCKS = {"parameter": "parm", "parameters": "parm", "parms": "parm", "folder": "group"}
_PROPERTIES = {"tag": "parmtag", "tags": "parmtag", "hidden": "invisible", "tooltip": "help"}
_TYPES = {"str": "string", "text": "string", "bool": "toggle", "menu": "ordinal", "double": "float"}


def nearest_block(word: str) -> str:
    """Return the keyword of the block that `word` is a slip of, "" where it looks like none."""
    return _nearest(word, ITEMS, _BLOCKS)


def doubts_of(script: Script) -> Iterator[tuple[Place, str]]:
    """Yield place and message of each slip in `script`, as it was read."""
    yield from script.doubts
    yield from _of_items(script.items)


def _of_items(items: Iterable[Item]) -> Iterator[tuple[Place, str]]:
    for item in items:
        if isinstance(item, Unknown):
            continue
        for kept in item.unknown:
            yield from _of_unknown(kept, item)
        if isinstance(item, Parm):
            yield from _of_type(item)
        else:
            yield from _of_items(item.items)


def _of_unknown(
    kept: Unknown, around: Parm | Folder | Multiparm | Import
) -> Iterator[tuple[Place, str]]:
    rules = {Parm: PARM, Folder: FOLDER, Multiparm: MULTIPARM, Import: IMPORT}[type(around)]
    for line in kept.text.split("\n"):
        word = next(iter(line.split()), "")
        near = _nearest(word, rules, _PROPERTIES)
        if near:
            block = "parm" if isinstance(around, Parm) else type(around).__name__.lower()
            yield kept.place, f"{_shown(word)} is no word of a {block}; did you mean {near}?"


def _of_type(parm: Parm) -> Iterator[tuple[Place, str]]:
    name = _shown(parm.name)
    if parm.type is None:
        if not parm.base:
            yield parm.place, f"the parm {name} has no type, so it is left out; add type string"
        return
    near = "" if parm.type in KNOWN_TYPES else _nearest(parm.type, KNOWN_TYPES, _TYPES)
    if near:
        message = f"the parm {name} has type {parm.type}, which Houdini does not know"
        yield parm.place, f"{message}; did you mean {near}?"


def _nearest(word: str, known: Iterable[str], others: dict[str, str]) -> str:
    plain = word.casefold().replace("_", "")
    if not plain.isalnum() or word in known:
        return ""
    found = others.get(plain) or next((one for one in known if one == plain), "")
    return found or next(iter(get_close_matches(plain, list(known), n=1, cutoff=_SLIP)), "")


def _shown(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
