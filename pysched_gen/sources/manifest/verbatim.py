"""Dialog script that is to be kept as it stands in, whether it can be out."""

from __future__ import annotations

from pysched_gen.errors import SourceError
from pysched_gen.formats.dialog_script import parse
from pysched_gen.formats.dialog_script.tree import Folder, Item, Parm, Unknown
from pysched_gen.span import Origin

__all__ = ["stands_alone", "stands_in"]


def stands_alone(text: str) -> bool:
    """Tell whether `text` between two entries is read as the very text."""
    group = _first(f"group {{\nparm {{ }}\n{text}\n}}")
    return isinstance(group, Folder) and group.items == (Parm(), Unknown(text))


def stands_in(text: str, keyword: str) -> bool:
    """Tell whether `text` at the start of a block `keyword` is read as the very text."""
    block = _first(f"{keyword} {{\n{text}\n}}")
    return not isinstance(block, Unknown | None) and block.unknown == (Unknown(text),)


def _first(script: str) -> Item | None:
    try:
        items = parse(script, Origin("verbatim")).items
    except SourceError:
        return None
    return items[0] if len(items) == 1 else None
