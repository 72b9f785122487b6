"""A place in a text of a snippet folder in, what is there and what could be out.

Lines are looked at as they are typed: nothing here needs a text that is whole Python. Facts about
PDG are those of the release the scheduler is for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.cli.callbacks_command import page_of
from pysched_gen.houdini import pdg_api
from pysched_gen.houdini.callbacks import CALLBACKS, callback_named
from pysched_gen.houdini.pdg_names import ENUMS
from pysched_gen.sources.snippet_folder import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pysched_gen.houdini.callbacks import CallbackSpec
    from pysched_gen.houdini.pdg_api import Member
    from pysched_gen.model.scheduler import Scheduler
    from pysched_gen.sources.parameters import Parameter
    from pysched_gen.span import Span

__all__ = ["Choice", "Place", "choices_at", "definition_at", "page_at"]

_PARAMETER = re.compile(r"""self\s*\[\s*["'](\w*)$""")
_MEMBER = re.compile(r"([A-Za-z_][\w.]*)\s*\.\s*(\w*)$")
_WORD = re.compile(r"[A-Za-z_]\w*")
_CLASSES = {"work_item": "WorkItem", "item": "WorkItem"}


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text: its line, and the column in it, counted in characters from 0.

    `stem` is the name of the file without its ending, "onschedule" or "header".
    """

    stem: str
    line: str
    column: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What could stand at a place: `kind` is "parameter", "method", "property" or "name"."""

    name: str
    kind: str
    detail: str = ""


def choices_at(place: Place, scheduler: Scheduler) -> list[Choice]:
    """Return what could be typed at `place`: parameters, or members of what is before the dot."""
    before = place.line[: place.column]
    if _PARAMETER.search(before):
        return [_parameter_choice(one) for one in scheduler.parameters if one.holds_value]
    found = _MEMBER.search(before)
    return [] if found is None else sorted(_members(found[1], scheduler), key=lambda one: one.name)


def _parameter_choice(parameter: Parameter) -> Choice:
    return Choice(parameter.name, "parameter", f"{parameter.type}: {parameter.label}")


def _members(receiver: str, scheduler: Scheduler) -> Iterator[Choice]:
    release = scheduler.release
    if receiver == "self":
        yield from (Choice(name, "method", "methods.py") for name in _own_methods(scheduler))
        yield from (Choice(name, "property", "init.py") for name in _own_values(scheduler))
    enum = ENUMS.get(receiver.removeprefix("pdg.")) if receiver.startswith("pdg.") else None
    if enum is not None:
        yield from (Choice(name, "name", receiver) for name in enum.members)
        return
    owner = _owner(receiver, scheduler)
    if owner:
        for name in pdg_api.members_of(owner, release):
            if not name.startswith("_"):
                member = pdg_api.member_of(owner, name, release)
                kind = (member.kind if member else "") or "name"
                yield Choice(name, kind, _said(member) if member else "")
    elif pdg_api.is_module(receiver):
        for name in pdg_api.names_of_module(receiver, release):
            if not name.startswith("_"):
                yield Choice(name, "name", f"{receiver}.{name}")


def _owner(receiver: str, scheduler: Scheduler) -> str:
    """Return the class of PDG that `receiver` is or is one of, "" where that is not known."""
    if receiver == "self":
        return scheduler.base.value
    name = _CLASSES.get(receiver, receiver.removeprefix("pdg."))
    known = pdg_api.is_class(name) and (receiver in _CLASSES or receiver.startswith("pdg."))
    return name if known else ""


def _said(member: Member) -> str:
    if member.kind != "method" or member.signature is None:
        return "" if member.type == "Any" else member.type
    words = [
        f"{one.name}: {one.type}{'' if one.required else ' = ...'}"
        for one in member.signature.arguments
    ]
    words += ["*"] * member.signature.star + ["**"] * member.signature.stars
    return f"({', '.join(words)}) -> {member.type}"


def page_at(place: Place, scheduler: Scheduler) -> str:
    """Return Markdown about what is at `place`, "" where there is nothing to say.

    A callback has its page, wherever it is named; in the file of a callback `self` stands for it.
    """
    word, before = _word_at(place)
    if not word:
        return ""
    if _PARAMETER.search(before):
        found = next((one for one in scheduler.parameters if one.name == word), None)
        return "" if found is None else _parameter_page(found)
    spec = next((one for one in CALLBACKS if one.method == word), None)
    if spec is not None:
        return _callback(spec, scheduler)
    receiver = _MEMBER.search(before)
    if receiver is not None:
        return _member_page(receiver[1], word, scheduler)
    here = callback_named(place.stem)
    arguments = () if here is None else here.form(scheduler.release).arguments
    if here is not None and word in {"self", *(one.name for one in arguments)}:
        return _callback(here, scheduler)
    return ""


def _callback(spec: CallbackSpec, scheduler: Scheduler) -> str:
    return "\n".join(["```text", *page_of(spec, scheduler.release), "```"])


def _member_page(receiver: str, word: str, scheduler: Scheduler) -> str:
    owner = _owner(receiver, scheduler)
    member = pdg_api.member_of(owner, word, scheduler.release) if owner else None
    if owner == "" and pdg_api.is_module(receiver):
        names = pdg_api.names_of_module(receiver, scheduler.release)
        return f"`{receiver}.{word}`, Houdini {scheduler.release}" if word in names else ""
    if member is None:
        return ""
    said = _said(member)
    joined = f"{word}{said}" if said.startswith("(") else f"{word}: {said}" if said else word
    first, last = pdg_api.bounds_of(f"{owner}.{word}")
    since = f"\n\nSince Houdini {first}." if first else ""
    until = f"\n\nUntil Houdini {last}." if last else ""
    return f"```python\n{owner}.{joined}\n```{since}{until}"


def _parameter_page(parameter: Parameter) -> str:
    default = ", ".join(map(str, parameter.default))
    parts = [f"**{parameter.label}** (`{parameter.name}`): {parameter.type}"]
    parts += [f"Default: `{default}`"] if default else []
    parts += [parameter.help] if parameter.help else []
    return "\n\n".join(parts)


def definition_at(
    place: Place, scheduler: Scheduler, texts: Mapping[str, str]
) -> tuple[str, int, int] | Span | None:
    """Return where what is at `place` is made: file stem, line and column from 0, or a parameter.

    `texts` are the Python files of the folder by stem. Names are looked for in the file itself,
    then in `header.py`, members of `self` in `methods.py` and `init.py`.
    """
    word, before = _word_at(place)
    if not word:
        return None
    if _PARAMETER.search(before):
        found = next((one for one in scheduler.parameters if one.name == word), None)
        return None if found is None else found.span
    if before.rstrip().endswith("."):
        if not re.search(r"\bself\s*\.\s*$", before):
            return None
        spec = callback_named(word)
        stem = "" if spec is None else spec.stem
        if stem in texts:
            return stem, 0, 0
        return _first(
            texts, ("methods", *PARTS), (_DEFINED, r"\bself\.({})\s*(?::[^=]*)?=(?!=)"), word
        )
    return _first(texts, (place.stem, "header"), (_DEFINED, _ASSIGNED, _IMPORTED), word)


_DEFINED = r"^\s*(?:async\s+)?(?:def|class)\s+({})\b"
_ASSIGNED = r"^\s*({})\s*(?::[^=]*)?=(?!=)"
_IMPORTED = r"^\s*(?:from\s+[\w.]+\s+)?import\s.*?\b({})\b"


def _first(
    texts: Mapping[str, str], stems: tuple[str, ...], patterns: tuple[str, ...], word: str
) -> tuple[str, int, int] | None:
    for stem in dict.fromkeys(stems):
        for pattern in patterns:
            whole = re.compile(pattern.format(re.escape(word)))
            for number, line in enumerate(texts.get(stem, "").split("\n")):
                found = whole.search(line)
                if found:
                    return stem, number, found.start(1)
    return None


def _word_at(place: Place) -> tuple[str, str]:
    """Return the name that `place` is in or at the end of, and the line before it."""
    for found in _WORD.finditer(place.line):
        if found.start() <= place.column <= found.end():
            return found[0], place.line[: found.start()]
    return "", ""


def _own_methods(scheduler: Scheduler) -> list[str]:
    text = "" if scheduler.methods is None else scheduler.methods.text
    return list(dict.fromkeys(re.findall(r"^def\s+(\w+)", text, re.MULTILINE)))


def _own_values(scheduler: Scheduler) -> list[str]:
    text = "" if scheduler.init is None else scheduler.init.text
    return list(dict.fromkeys(re.findall(r"\bself\.(\w+)\s*(?::[^=\n]*)?=(?!=)", text)))
