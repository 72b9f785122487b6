"""What a dialog script says that Houdini would pass over without a word: slips of its writer.

A word that no rule covers may also be one of a Houdini that is newer than this tool, and is kept.
Only what looks like a known word is doubted.
"""

from __future__ import annotations

import json
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.grammar import ITEMS
from pysched_gen.formats.dialog_script.kinds import KNOWN_TYPES
from pysched_gen.formats.dialog_script.tree import Parm, Unknown
from pysched_gen.formats.dialog_script.values import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.formats.dialog_script.tree import Item, Script

__all__ = ["doubts_of", "nearest_block", "slip_in"]

_SLIP = 0.8
_BLOCKS = {"parameter": "parm", "parameters": "parm", "parms": "parm", "folder": "group"}
_PROPERTIES = {"tag": "parmtag", "tags": "parmtag", "hidden": "invisible", "tooltip": "help"}
_TYPES = {"str": "string", "text": "string", "bool": "toggle", "menu": "ordinal", "double": "float"}


def nearest_block(word: str) -> str:
    """Return the keyword of the block that `word` is a slip of, "" where it looks like none."""
    return _nearest(word, ITEMS, _BLOCKS)


def slip_in(word: str, opening: str, rules: Iterable[str], *, has_block: bool) -> str:
    """Return what to say of `word`, which no rule of the block covers, "" where it is no slip.

    `opening` is the word that opens the block around; `has_block`: a block follows `word`.
    """
    near = nearest_block(word) if has_block and opening != "parm" else ""
    if not near and opening != "{":
        near = _nearest(word, rules, _PROPERTIES)
    around = "dialog script" if opening == "{" else opening
    return f"{_shown(word)} is no word of a {around}; did you mean {near}?" if near else ""


def doubts_of(script: Script) -> Iterator[Doubt]:
    """Yield each slip in `script`, and what else was read in one of several ways."""
    yield from script.doubts
    yield from _of_items(script.items)


def _of_items(items: Iterable[Item]) -> Iterator[Doubt]:
    for item in items:
        if isinstance(item, Parm):
            yield from _of_type(item)
        elif not isinstance(item, Unknown):
            yield from _of_items(item.items)


def _of_type(parm: Parm) -> Iterator[Doubt]:
    name = _shown(parm.name)
    if parm.type is None:
        if not parm.base:
            yield Doubt(
                parm.place, f"the parm {name} has no type, so it is left out; add type string"
            )
        return
    near = "" if parm.type in KNOWN_TYPES else _nearest(parm.type, KNOWN_TYPES, _TYPES)
    if near:
        message = f"the parm {name} has type {parm.type}, which Houdini does not know"
        yield Doubt(parm.place, f"{message}; did you mean {near}?", is_slip=True)


def _nearest(word: str, known: Iterable[str], others: dict[str, str]) -> str:
    plain = word.casefold().replace("_", "")
    if not plain.isalnum() or word in known:
        return ""
    found = others.get(plain) or next((one for one in known if one == plain), "")
    return found or next(iter(get_close_matches(plain, list(known), n=1, cutoff=_SLIP)), "")


def _shown(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
