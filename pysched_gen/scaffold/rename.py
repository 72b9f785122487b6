"""The files of a snippet folder in, the same under another name out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from pysched_gen.model.build import category_for, class_name_for, label_for
from pysched_gen.read.toml_positions import find_places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pysched_gen.model.scheduler import Scheduler

__all__ = ["renamed"]

_MANIFEST = "scheduler.toml"
_VALUE = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')


def renamed(scheduler: Scheduler, texts: Mapping[str, str], name: str) -> dict[str, str]:
    """Give `texts`, the files of `scheduler`, with identity and parameter names made for `name`.

    The identity is rewritten in `scheduler.toml`; in all files the class and the parameters that
    start with the old prefix are renamed wherever they stand as whole words.
    """
    label = label_for(name)
    identity = {
        "name": name,
        "label": label,
        "class": class_name_for(name),
        "category": category_for(label),
        "parm_prefix": name,
    }
    words = _words(scheduler, identity)
    result = {file: _replace_words(text, words) for file, text in texts.items()}
    result[_MANIFEST] = _with_identity(result[_MANIFEST], identity)
    return result


def _words(scheduler: Scheduler, identity: Mapping[str, str]) -> dict[str, str]:
    words = {scheduler.class_name: identity["class"]}
    prefix = f"{scheduler.parm_prefix}_"
    for parameter in scheduler.parameters:
        if parameter.name.startswith(prefix):
            rest = parameter.name.removeprefix(prefix)
            words[parameter.name] = f"{identity['parm_prefix']}_{rest}"
    return words


def _replace_words(text: str, words: Mapping[str, str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")(?![A-Za-z0-9_])")
    return pattern.sub(lambda match: words[match[0]], text)


def _with_identity(text: str, identity: Mapping[str, str]) -> str:
    """Replace the values of `[scheduler]` in place, so comments and order stay."""
    places = find_places(text)
    lines = text.split("\n")
    missing = []
    for key, value in identity.items():
        place = places.get(("scheduler", key))
        quoted = json.dumps(value)
        if place is None:
            missing.append(f"{key} = {quoted}")
            continue
        row, column = place.value_line - 1, place.value_column - 1
        line = lines[row]
        old = _VALUE.match(line, column)
        end = old.end() if old else len(line)
        lines[row] = line[:column] + quoted + line[end:]
    row = places["scheduler", "name"].value_line
    return "\n".join([*lines[:row], *missing, *lines[row:]])
