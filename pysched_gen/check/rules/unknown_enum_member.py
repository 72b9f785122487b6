"""A member of a pdg enum must exist.

## What it does
Reports `pdg.scheduleResult.Skip`, `scheduleResult.SchedulerBusy` after an import, and other
members that an enum of pdg does not have; `pdg.ScheduleResult`, which differs from the enum by
case only; and an enum that the release does not have yet.

## Why it matters on a farm
It is an AttributeError, raised in the middle of a cook and often only on the path that handles a
rare case. `SchedulerBusy` is an answer of onTick; onSchedule says `Deferred` or `FullDeferred`.

## Bad
    # onschedule.py
    from pdg import scheduleResult
    if len(self.jobs) > 10:
        return scheduleResult.SchedulerBusy
    return scheduleResult.Succeeded

## Good
    # onschedule.py
    from pdg import scheduleResult
    if len(self.jobs) > 10:
        return scheduleResult.FullDeferred
    return scheduleResult.Succeeded

## Since
Every release. Enums other than those a callback returns are only known from Houdini 21.0 on;
for older releases an unknown member of theirs is a warning.
"""

from __future__ import annotations

import ast
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import member as member_edit
from pysched_gen.check.guards import is_guarded
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import dotted_name
from pysched_gen.houdini.pdg_api import bounds_of
from pysched_gen.houdini.pdg_names import ENUMS, LISTED_SINCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.diagnostic import Edit
    from pysched_gen.check.text import Text
    from pysched_gen.houdini.pdg_names import PdgEnum
    from pysched_gen.houdini.releases import Release

__all__ = ["rule"]

rule = Rule(__name__, "PSG110", Severity.ERROR)

_RESULTS = ("scheduleResult", "tickResult", "acceptResult")
_PROPERTIES = frozenset({"name", "value", "names", "values"})
_FOLDED = {name.casefold(): name for name in ENUMS}


@rule.node(ast.Attribute)
def visit_attribute(node: ast.Attribute, text: Text) -> Iterator[Finding]:
    """Report a member that its enum does not have."""
    for found in _findings(node, text):
        if not is_guarded(node, text, "AttributeError"):
            yield found


def _findings(node: ast.Attribute, text: Text) -> Iterator[Finding]:
    first, _, rest = dotted_name(node, text.names_of_pdg).partition(".")
    name, _, member = rest.partition(".")
    if first != "pdg":
        kind, _, owner = text.context.inference.type_of(node.value, text).partition(" ")
        first, name, member = ("pdg" if kind == "class" else ""), owner, node.attr
    if first != "pdg" or "." in member:
        return
    if not member:
        yield from _enum(node, name, text)
    elif name in ENUMS and not _is_member(ENUMS[name], member):
        known = name in _RESULTS or text.context.scheduler.release >= LISTED_SINCE
        yield Finding(
            node,
            f"pdg.{name} has no {member}; {_instead(name, member)}",
            severity=None if known else Severity.WARNING,
            edits=_edits(node, name, text),
        )
    elif name in ENUMS:
        told = _dated(f"{name}.{member}", text.context.scheduler.release)
        if told:
            yield Finding(node, f"pdg.{name} has {member} {told}")


def _dated(member: str, release: Release) -> str:
    first, last = bounds_of(member)
    if first and release < first:
        return f"from Houdini {first} on, not in {release}"
    return f"until Houdini {last}, not in {release}" if last and release > last else ""


def _is_member(enum: PdgEnum, member: str) -> bool:
    return member in enum.members or member in _PROPERTIES or member.startswith("__")


def _enum(node: ast.Attribute, name: str, text: Text) -> Iterator[Finding]:
    right = _FOLDED.get(name.casefold())
    release = text.context.scheduler.release
    if right is not None and right != name:
        edits = member_edit(node, right, text)
        yield Finding(node, f"pdg has no {name}; write pdg.{right}", edits=edits)
    elif right is not None and ENUMS[right].since and release < ENUMS[right].since:
        yield Finding(
            node, f"pdg.{right} exists from Houdini {ENUMS[right].since} on, not in {release}"
        )


def _edits(node: ast.Attribute, name: str, text: Text) -> tuple[Edit, ...]:
    near = get_close_matches(node.attr, ENUMS[name].members, n=1)
    if not near:
        return ()
    return member_edit(node, near[0], text, safe=bool(get_close_matches(node.attr, near, 1, 0.8)))


def _instead(name: str, member: str) -> str:
    near = get_close_matches(member, ENUMS[name].members, n=1)
    if near:
        return f"did you mean {near[0]}?"
    owners = [owner for owner in _RESULTS if member in ENUMS[owner].members]
    owners = owners or [enum.name for enum in ENUMS.values() if member in enum.members]
    members = ", ".join(ENUMS[name].members)
    if len(owners) == 1:
        return f"{member} is a {owners[0]}; {name} has {members}"
    return f"it has {members}"
