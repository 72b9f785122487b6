"""The files of a snippet folder in, the same under another name out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from pysched_gen.formats.toml_positions import find_places, string_end
from pysched_gen.model.identity import category_for, class_name_for, label_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pysched_gen.formats.toml_positions import Place, Places
    from pysched_gen.model.scheduler import Scheduler

__all__ = ["renamed", "with_identity"]

_MANIFEST = "scheduler.toml"
_Edit = tuple[int, int, str]


def renamed(
    scheduler: Scheduler, texts: Mapping[str, str], name: str, *, thoroughly: bool = False
) -> dict[str, str]:
    """Give `texts`, the files of `scheduler`, with identity and parameter names made for `name`.

    The identity is rewritten in `scheduler.toml`; in all files the class and the parameters that
    start with the old prefix are renamed wherever they stand as whole words, and so is a label of
    several words. Tests ask for the type by its name, between quotes, and their files may be called
    after it. Name, label and category are renamed everywhere where this is done `thoroughly`, which
    is for names that mean nothing else; a prefix of parameters that is not the name is one that
    others have too, and is kept then.
    """
    label = label_for(name)
    identity = {
        "name": name,
        "label": label,
        "class": class_name_for(name),
        "category": category_for(label),
        "parm_prefix": name,
    }
    prefix = scheduler.parm_prefix
    shared = any(one.name.startswith(f"{prefix}_") for one in scheduler.parameters)
    if thoroughly and shared and prefix != scheduler.name:
        identity["parm_prefix"], prefix = prefix, scheduler.name
    words = _words(scheduler, prefix, identity)
    if " " in scheduler.label:
        words[scheduler.label] = label
    if thoroughly:
        old = (scheduler.category, scheduler.label, scheduler.name)
        words |= dict(zip(old, (identity["category"], label, name), strict=True))
    result = {file: _replace_words(text, words) for file, text in texts.items()}
    own = re.escape(scheduler.name)
    for file in [file for file in texts if file.startswith("tests/")]:
        text = re.sub(rf"([\"']){own}\1", rf"\1{name}\1", result.pop(file))
        result[re.sub(rf"/test_{own}(?=[_.])", f"/test_{name}", file)] = text
    result[_MANIFEST] = with_identity(result[_MANIFEST], identity)
    return result


def _words(scheduler: Scheduler, prefix: str, identity: Mapping[str, str]) -> dict[str, str]:
    words = {scheduler.class_name: identity["class"]}
    for parameter in scheduler.parameters:
        if parameter.name.startswith(f"{prefix}_"):
            rest = parameter.name.removeprefix(f"{prefix}_")
            words[parameter.name] = f"{identity['name']}_{rest}"
    return words


def _replace_words(text: str, words: Mapping[str, str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")(?![A-Za-z0-9_])")
    return pattern.sub(lambda match: words[match[0]], text)


def with_identity(text: str, identity: Mapping[str, str]) -> str:
    """Replace the values of `[scheduler]` in place, so comments and order stay."""
    places = find_places(text)
    edits = []
    missing = {}
    for key, value in identity.items():
        place = places.get(("scheduler", key))
        if place is None:
            missing[key] = json.dumps(value)
        else:
            edits.append((*_string_at(text, place), json.dumps(value)))
    edits.append(_insertion(text, places, missing))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _insertion(text: str, places: Places, missing: Mapping[str, str]) -> _Edit:
    """Add the `missing` keys behind the name, written as the name is."""
    table = places.get(("scheduler",))
    _, end = _string_at(text, places["scheduler", "name"])
    if table is not None and table.column != table.value_column:  # scheduler = { name = "x" }
        return end, end, "".join(f", {key} = {value}" for key, value in missing.items())
    prefix = "" if table is not None else "scheduler."  # scheduler.name = "x"
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    lines = (f"\n{prefix}{key} = {value}" for key, value in missing.items())
    return line_end, line_end, "".join(lines)


def _string_at(text: str, place: Place) -> tuple[int, int]:
    """Give start and end of the string that is the value at `place`."""
    lines = text.split("\n")[: place.value_line - 1]
    start = sum(len(line) + 1 for line in lines) + place.value_column - 1
    return start, string_end(text, start)
