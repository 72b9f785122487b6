"""A `Plan` in, what of it breaks saved scenes, and which packages share a parameter, out.

A scene saves what an artist set in the Scheduler Properties of a node by the name of the parameter
(pdg-api.md 6): under another name, or of another type, it is not found again. Nodes are saved by
the name of their type.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from difflib import get_close_matches
from itertools import chain
from typing import TYPE_CHECKING

from pysched_gen.errors import SourceError
from pysched_gen.formats.dialog_script import parse
from pysched_gen.formats.dialog_script.kinds import kind_of
from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.dialog_script.tree import Multiparm, Parm, multiparms_of, parms_of
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from pysched_gen.output.changes import Change
    from pysched_gen.output.plan import Plan
    from pysched_gen.output.sections import SharedText

__all__ = ["saved_scene_warnings"]

_SHOWN = {"string": "a text", "integer": "an integer", "data": "a value"}
_NAME = re.compile(r'"name": "(\w+)"')  # of templateBody, in the module of a package
_DECLARED = re.compile(r'\bname\s+"?([^\s"]+)')  # of a parameter, in a section
_MOST = 3  # owners that are named
_YOURS = ""  # owner of what stands outside of every section

_Parms = dict[str, Parm | Multiparm]


def saved_scene_warnings(plan: Plan) -> tuple[str, ...]:
    """Return one line for each thing that saved scenes lose, or that two packages fight over.

    What is on disk where `plan` is about to write is what saved scenes were made with.
    """
    declared = _declared(plan)
    lines: list[str] = []
    for change in plan.outdated:
        if change.shared and change.old and change.owner in declared:
            lines += _lost(change, declared[change.owner])
    for orphan in plan.orphans:
        if orphan.successor:
            lines.append(
                f'scheduler "{orphan.owner}" is called "{orphan.successor}" now: nodes of saved '
                f'scenes stay of type "{orphan.owner}"; keep that package until no scene has one, '
                "or call it so again"
            )
    for path, text in plan.shared:
        lines += _shared(path, text, declared)
    return tuple(lines)


def _declared(plan: Plan) -> dict[str, frozenset[str]]:
    """Return the parameters of the packages of the run, overridable or not, by package."""
    found: dict[str, frozenset[str]] = {}
    for change in plan.changes:
        if not change.shared and change.new is not None:
            names = frozenset(_NAME.findall(change.new))
            found[change.owner] = found.get(change.owner, frozenset()) | names
    return found


def _lost(change: Change, declared: Collection[str]) -> Iterator[str]:
    old, new = _parms(change.old or ""), _parms(change.new or "")
    added = [name for name in new if name not in old]
    gone = [name for name in old if name not in new]
    for name, before in old.items():
        what = f'package "{change.owner}": parameter "{name}"'
        if name in gone:
            yield f"{what}{_why_gone(name, before, new, (added, gone), declared)}"
            continue
        was, now = _kind(before), _kind(new[name])
        if was != now:
            yield (
                f"{what} holds {now} and held {was}: what nodes of saved scenes say for it may be "
                "lost; give the new one another name, or keep the type"
            )


def _why_gone(
    name: str,
    before: Parm | Multiparm,
    new: _Parms,
    moved: tuple[list[str], list[str]],
    declared: Collection[str],
) -> str:
    added, gone = moved
    if name in declared:
        return (
            " can no longer be overridden: what nodes of saved scenes say for it is ignored; make "
            "it overridable = true again"
        )
    alike = [one for one in added if _kind(new[one]) == _kind(before)]
    near = get_close_matches(name, alike, n=1, cutoff=0.6)
    near = near or [one for one in alike if new[one].label == before.label and before.label]
    near = near or (alike if len(alike) == len(gone) == 1 else [])
    lost = "what nodes of saved scenes say for it is ignored"
    if near:
        return (
            f' is gone, and "{near[0]}" is new: where that is its new name, {lost}; keep '
            f'"{name}" as a hidden one and read it first, or tell the artists'
        )
    return f" is gone: {lost}; keep it as a hidden one where scenes still count on it"


def _shared(path: str, text: SharedText, declared: Mapping[str, Collection[str]]) -> Iterator[str]:
    owners: dict[str, dict[str, Parm | Multiparm]] = {}
    yours = _parms(text.user)
    words = {owner: frozenset(_DECLARED.findall(body)) for owner, body in text.sections.items()}
    count = Counter(chain(yours, *words.values()))
    # Most share no name with any other, and need not be read.
    alike = sorted(one for one in words if any(count[word] > 1 for word in words[one]))
    read = {_YOURS: yours} | {owner: _parms(text.sections[owner]) for owner in alike}
    for owner, found in read.items():
        for name, parm in found.items():
            owners.setdefault(name, {})[owner] = replace(parm, tags=(), unknown=())
    for name, parms in owners.items():
        differ = any(one != next(iter(parms.values())) for one in parms.values())
        if not differ or not parms.keys() & declared.keys():
            continue
        said = [
            f"{_kind(parm)} by " + (f'package "{owner}"' if owner else "your own text")
            for owner, parm in sorted(parms.items())
        ]
        more = [f"{len(said) - _MOST} more"] if len(said) > _MOST else []
        yield (
            f'{path}: parameter "{name}" is declared as '
            f"{' and as '.join([*said[:_MOST], *more])}: a node has one field of a name, with one "
            "default and label, for both; start the names of each scheduler with a parm_prefix of "
            "its own"
        )


def _parms(text: str) -> _Parms:
    """Return the parameters of a dialog script by name, none of one that nobody can read."""
    try:
        items = resolved(parse(text, Origin(""), preprocessed=True)).items
    except SourceError:
        return {}
    found: _Parms = {one.name: one for one in multiparms_of(items)}
    return found | {one.name: one for one in parms_of(items) if one.name}


def _kind(parm: Parm | Multiparm) -> str:
    if isinstance(parm, Multiparm):
        return "a list"
    kind = kind_of(parm.type)
    what = _SHOWN.get(kind, f"a {kind}")
    return what if parm.components == 1 else f"{parm.components} values ({what} each)"
