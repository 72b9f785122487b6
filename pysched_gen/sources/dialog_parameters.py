"""The tree of a dialog script in, flat `Parameter` values out.

Folders become the labels around a parameter, and entries of their own. A multiparm block stands
for all it repeats: the names in it are those of no parameter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.errors import SourceError
from pysched_gen.formats.dialog_script.kinds import (
    SINGLE,
    kind_of,
    may_be_computed,
    value_of,
    zero_of,
)
from pysched_gen.formats.dialog_script.tree import Folder, Import, Multiparm, Parm, Unknown
from pysched_gen.formats.json_text import quote
from pysched_gen.formats.limits import MOST_COMPONENTS
from pysched_gen.sources.source import Expression, Menu, Parameter, Range, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pysched_gen.formats.dialog_script.tree import Item, Limits, Place, Script, Tag
    from pysched_gen.formats.dialog_script.tree import Menu as DialogMenu
    from pysched_gen.span import Origin, Span

__all__ = ["parameters_of"]

_LANGUAGES = {"hscript-expr": "hscript"}


def parameters_of(
    script: Script, origin: Origin, *, values: Mapping[str, Sequence[str]] | None = None
) -> tuple[Parameter, ...]:
    """Give every parameter and folder of `script` in order, a folder before what it holds.

    `origin` is what `script` was read from. `values` are the texts a node holds, by name, one a
    component. Entries marked `baseparm`, and folders around any, are not spare; such an entry
    tells its place only, so its type is `data`.

    Raises:
        SourceError: a parameter has no name, or a number of components that none can have.
    """
    return tuple(_Flat(origin, values).all(script.items, ()))


@dataclass(frozen=True, slots=True)
class _Flat:
    origin: Origin
    values: Mapping[str, Sequence[str]] | None

    def all(self, items: Sequence[Item], labels: tuple[str, ...]) -> Iterator[Parameter]:
        for item in items:
            if isinstance(item, Parm):
                yield self.parm(item, labels)
            elif isinstance(item, Folder):
                yield self.folder(item, labels)
                yield from self.all(item.items, (*labels, item.label or item.name or ""))
            elif isinstance(item, Multiparm):
                yield self.multiparm(item, labels)
            elif isinstance(item, Import):
                yield from self.all(item.items, labels)

    def folder(self, folder: Folder, labels: tuple[str, ...]) -> Parameter:
        name = self.name(folder.name, folder.place, "folder")
        return Parameter(
            name=name,
            label=folder.label or "",
            type="folder",
            span=self.span(folder.place),
            disable_when=folder.disable_when or folder.disable_tab_when or "",
            hide_when=folder.hide_when or folder.hide_tab_when or "",
            folder=labels,
            tags=_tags((*folder.tags, *folder.group_tags)),
            hidden=folder.invisible or folder.invisible_tab,
            spare=not _has_base(folder),
        )

    def multiparm(self, block: Multiparm, labels: tuple[str, ...]) -> Parameter:
        return Parameter(
            name=self.name(block.name, block.place, "multiparm"),
            label=block.label or "",
            type="data",
            span=self.span(block.place),
            disable_when=block.disable_when or "",
            hide_when=block.hide_when or "",
            folder=labels,
            tags=_tags((*block.tags, *block.group_tags)),
            hidden=block.invisible or block.invisible_tab,
            spare=not _has_base(block),
        )

    def parm(self, parm: Parm, labels: tuple[str, ...]) -> Parameter:
        name = self.name(parm.name, parm.place, "parm")
        kind = "data" if parm.base and parm.type is None else kind_of(parm.type)
        menu = parm.menu
        size = self.size(parm, kind)
        default, expressions = self.default(parm, kind, size, menu)
        return Parameter(
            name=name,
            label=parm.label or "",
            type=kind,
            span=self.span(parm.place),
            size=size,
            default=default,
            default_expressions=expressions,
            values=self.current(parm, kind, default),
            menu=_menu(menu, kind),
            range=self.range(parm),
            help=parm.help or "",
            disable_when=parm.disable_when or "",
            hide_when=parm.hide_when or "",
            folder=labels,
            tags=_tags(parm.tags),
            hidden=parm.invisible,
            hide_label=parm.no_label,
            join_next=parm.join_next,
            spare=not parm.base,
        )

    def name(self, name: str | None, place: Place, what: str) -> str:
        if not name:
            raise SourceError(self.span(place), f'the {what} has no name; add name "..."')
        return name

    def size(self, parm: Parm, kind: str) -> int:
        size = parm.components
        if kind in SINGLE:
            return 1
        if not 1 <= size <= MOST_COMPONENTS:
            message = (
                f"{quote(parm.name)} has {size} components; give it from 1 to {MOST_COMPONENTS}"
            )
            raise SourceError(self.span(parm.place), message)
        return size

    def default(
        self, parm: Parm, kind: str, size: int, menu: DialogMenu | None
    ) -> tuple[tuple[Value, ...], tuple[Expression, ...]]:
        """Give the default values, and the expressions that stand for some.

        A text where a number belongs, such as "$FEND", is an expression of hscript. A menu whose
        default is none of its tokens starts at the first.
        """
        zero = zero_of(kind, menu, parm.type)
        if zero is None:
            return (), ()
        found: list[Value] = [zero] * size
        expressions = []
        for index, one in enumerate((parm.default or ())[:size]):
            value = None if one.language else value_of(one.text, kind, menu, parm.type)
            if value is not None:
                found[index] = value
            elif one.language or may_be_computed(kind):
                language = _LANGUAGES.get(one.language, one.language) or "hscript"
                expressions.append(Expression(index, one.text, language))
        return tuple(found), tuple(expressions)

    def current(
        self, parm: Parm, kind: str, default: tuple[Value, ...]
    ) -> tuple[Value, ...] | None:
        """Give the values of the node; what only Houdini can tell is as in `default`."""
        texts = (self.values or {}).get(parm.name or "")
        if texts is None or not default:
            return None
        found = list(default)
        for index, text in enumerate(texts[: len(default)]):
            value = value_of(text, kind, parm.menu, parm.type)
            found[index] = found[index] if value is None else value
        return tuple(found)

    def range(self, parm: Parm) -> Range | None:
        limits: Limits | None = parm.range
        if limits is None:
            return None
        low, high = limits.low, limits.high
        if low.value > high.value:
            message = f"the range of {quote(parm.name)} ends below its start; exchange the numbers"
            raise SourceError(self.span(parm.place), message)
        return Range(low.value, high.value, low.strict, high.strict)

    def span(self, place: Place) -> Span:
        return self.origin.span(place.line, place.column)


def _has_base(item: Item) -> bool:
    if isinstance(item, Unknown | Import):
        return False
    inner = () if isinstance(item, Parm) else item.items
    return item.base or any(_has_base(one) for one in inner)


def _tags(tags: Sequence[Tag]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({tag.key: tag.value for tag in tags}.items()))


def _menu(menu: DialogMenu | None, kind: str) -> Menu | None:
    if menu is None:
        return Menu() if kind == "menu" else None
    if menu.script:
        return Menu(script="\n".join(menu.script), language=menu.language or "hscript")
    tokens, labels = (tuple(pair[side] for pair in menu.pairs) for side in (0, 1))
    return Menu(tokens, labels)
