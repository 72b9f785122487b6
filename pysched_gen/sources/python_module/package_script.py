"""What a `templateBody` declares and the dialog script above its package in, one interface out.

A `templateBody` knows no layout; of what single nodes may override, the script has all of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script import tree
from pysched_gen.formats.dialog_script.kinds import kind_of
from pysched_gen.formats.dialog_script.values import VALUE_TYPES
from pysched_gen.sources.parameters import parameters_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pysched_gen.sources.parameters import Parameter
    from pysched_gen.span import Origin


__all__ = ["Overrides", "overrides_in"]

_MARKER = re.compile(r"#[ \t]*pysched-gen:[ \t]*(begin|end)[ \t]+(\S+)")
_OF_EVERY_PACKAGE = frozenset({"spare_category"})
_OF_EVERY_BLOCK = _OF_EVERY_PACKAGE | {"pdg::nocopy"}


@dataclass(frozen=True, slots=True)
class Overrides:
    """What single nodes may override of one scheduler, in order; `whole` if that is all of it."""

    items: tuple[tree.Parm | tree.Multiparm, ...]
    whole: bool

    def applied(self, declared: Sequence[Parameter], origin: Origin) -> tuple[Parameter, ...]:
        """Return the parameters `declared` with what is told here, read from `origin`, of some.

        Raises:
            SourceError: one of them has no name, or a type or size that none can have.
        """
        plain = {parameter.name: parameter for parameter in declared}
        told = {one.name: one for one in parameters_of(tree.Script(self.items), origin)}
        return tuple(
            (
                plain[name]
                if name in plain and not (plain[name].overridable and name in told)
                else told[name]
            )
            for name in self._names(declared)
        )

    def _names(self, declared: Sequence[Parameter]) -> list[str]:
        """Return the names of `declared`, with what a `templateBody` cannot declare between them.

        That is ramps; only a section of the scheduler's own tells that they are its.
        """
        known = {parameter.name for parameter in declared}
        found = [parameter.name for parameter in declared]
        before = -1
        for item in self.items if self.whole else ():
            name = item.name
            if name in known:
                before = found.index(name)
            elif isinstance(item, tree.Parm) and kind_of(item.type) not in VALUE_TYPES:
                before += 1
                found.insert(before, name)
        return found


def overrides_in(script: tree.Script, owner: str) -> Overrides:
    """Give what `script` has of the scheduler `owner`: its section, else whatever is there."""
    sections: dict[str | None, list[tree.Item]] = {}
    current = None
    for item in script.items:
        if isinstance(item, tree.Unknown):
            for word, name in _MARKER.findall(item.text):
                current = name if word == "begin" else None
        sections.setdefault(current, []).append(item)
    whole = owner in sections
    items = sections[owner] if whole else script.items
    return Overrides(tuple(_untagged(item) for item in _without_folders(items)), whole)


def _without_folders(items: Iterable[tree.Item]) -> Iterator[tree.Parm | tree.Multiparm]:
    for item in items:
        if isinstance(item, tree.Parm | tree.Multiparm):
            yield item
        elif not isinstance(item, tree.Unknown):
            yield from _without_folders(item.items)


def _untagged(item: tree.Parm | tree.Multiparm) -> tree.Parm | tree.Multiparm:
    """Take away the tags that every package gets; folders in blocks have none."""
    if isinstance(item, tree.Parm):
        return replace(item, tags=_without(item.tags, _OF_EVERY_PACKAGE))
    inner = tuple(
        _untagged(one) if isinstance(one, tree.Parm | tree.Multiparm) else one for one in item.items
    )
    return replace(item, tags=_without(item.tags, _OF_EVERY_BLOCK), items=inner)


def _without(tags: tree.Tags, names: frozenset[str]) -> tree.Tags:
    return tuple((key, value) for key, value in tags if key not in names)
