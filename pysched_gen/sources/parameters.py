"""The parameters of an interface one by one: views of its tree, in the words of a package.

Folders become the labels around a parameter, and entries of their own. A multiparm block stands
for all it repeats: the names in it are those of no parameter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pysched_gen.errors import Problem, Slip, SourceError
from pysched_gen.formats.dialog_script.doubts import doubts_of
from pysched_gen.formats.dialog_script.kinds import SINGLE, kind_of, value_of
from pysched_gen.formats.dialog_script.resolved import plain_default
from pysched_gen.formats.dialog_script.strings import text_of
from pysched_gen.formats.dialog_script.tree import (
    Computed,
    Folder,
    Import,
    Menu,
    Multiparm,
    Parm,
    Unknown,
    parms_of,
)
from pysched_gen.formats.dialog_script.values import VALUE_TYPES
from pysched_gen.formats.json_text import quote
from pysched_gen.formats.limits import MOST_COMPONENTS
from pysched_gen.formats.saved_node import Expression
from pysched_gen.formats.scene.member import foreign_strings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pysched_gen.formats.dialog_script.tree import Item, Limits, Place, Script, Tags
    from pysched_gen.formats.dialog_script.values import Value
    from pysched_gen.span import Origin, Span

__all__ = [
    "OLD_OVERRIDABLE_TAG",
    "OVERRIDABLE_TAG",
    "Parameter",
    "doubts_in",
    "foreign_in",
    "is_overridable",
    "parameters_of",
]

OVERRIDABLE_TAG = "pdg::scheduler"
OLD_OVERRIDABLE_TAG = "jobParm"

_NOT_OF_PARMS = frozenset({"menu", "folder", "multiparm", "import", "verbatim"})


def is_overridable(item: Parm | Folder | Multiparm) -> bool:
    """Return whether single TOP nodes may override `item`; of a multiparm a tag inside says it.

    PDG looks for the tag `pdg::scheduler` and ignores its value (Houdini 19.0 help, "Custom
    schedulers"); before 17.5.388 it looked for `jobParm` (help of Houdini 17.5).
    """
    if any(key in {OVERRIDABLE_TAG, OLD_OVERRIDABLE_TAG} for key, _ in item.tags):
        return True
    return isinstance(item, Multiparm) and any(map(is_overridable, parms_of(item.items)))


@dataclass(frozen=True, slots=True)
class Parameter:
    """One entry of an interface, as a scheduler sees it.

    Attributes:
        item: the entry, of a tree that is resolved.
        span: where it is declared.
        folder: labels of the enclosing folders, outermost first.
        values: current values, one a component, None where the source is not a saved node.
        expressions: what drives the components of a saved node.
        spare: added by the user, not part of the node type.
        standard: of a standard group that was included.
    """

    item: Parm | Folder | Multiparm
    span: Span
    folder: tuple[str, ...] = ()
    values: tuple[Value, ...] | None = None
    expressions: tuple[Expression, ...] = ()
    spare: bool = True
    standard: bool = False

    @property
    def name(self) -> str:
        """Return the internal name."""
        return self.item.name

    @property
    def label(self) -> str:
        """Return the shown name, "" where there is none."""
        return self.item.label or ""

    @property
    def type(self) -> str:
        """Return one of `VALUE_TYPES`, or what holds no value: button, folder, ramp, data, ..."""
        if isinstance(self.item, Parm):
            return kind_of(self.item.type)
        return "folder" if isinstance(self.item, Folder) else "data"

    @property
    def repeated(self) -> tuple[Parameter, ...]:
        """Return what each instance of a multiparm has; "#" in a name is its number."""
        if not isinstance(self.item, Multiparm):
            return ()
        view = _View(self.span.origin, None, {}, by_name=False)
        return tuple(view.all(self.item.items, ()))

    @property
    def holds_value(self) -> bool:
        """Return whether a package can declare it."""
        return self.type in VALUE_TYPES

    @property
    def size(self) -> int:
        """Return the number of components."""
        single = not isinstance(self.item, Parm) or self.type in SINGLE
        return 1 if single or not isinstance(self.item, Parm) else self.item.components

    @property
    def default(self) -> tuple[Value, ...]:
        """Return one value a component, none for types that hold none.

        In the place of an expression is the zero of the type; a menu whose default is none of its
        tokens starts at the first.
        """
        return plain_default(self.item) if isinstance(self.item, Parm) else ()

    @property
    def default_expressions(self) -> tuple[Expression, ...]:
        """Return the expressions that stand for values of the default."""
        item = self.item
        if not isinstance(item, Parm) or not self.holds_value:
            return ()
        return tuple(
            Expression(index, one.text, one.language)
            for index, one in enumerate((item.default or ())[: self.size])
            if isinstance(one, Computed)
        )

    @property
    def menu(self) -> Menu | None:
        """Return its choices; a menu has them, even if none are told."""
        menu = self.item.menu if isinstance(self.item, Parm) else None
        return Menu() if menu is None and self.type == "menu" else menu

    @property
    def range(self) -> Limits | None:
        """Return the range of its slider."""
        return self.item.range if isinstance(self.item, Parm) else None

    @property
    def help(self) -> str:
        """Return its help, "" where there is none."""
        return (self.item.help or "") if isinstance(self.item, Parm) else ""

    @property
    def disable_when(self) -> str:
        """Return when it is shown, but disabled; "" for never."""
        tab = self.item.disable_tab_when if isinstance(self.item, Folder) else None
        return self.item.disable_when or tab or ""

    @property
    def hide_when(self) -> str:
        """Return when it is hidden; "" for never."""
        tab = self.item.hide_tab_when if isinstance(self.item, Folder) else None
        return self.item.hide_when or tab or ""

    @property
    def invisible(self) -> bool:
        """Return whether it is never shown."""
        tab = not isinstance(self.item, Parm) and self.item.invisible_tab
        return self.item.invisible or tab

    @property
    def no_label(self) -> bool:
        """Return whether its label is not shown."""
        return isinstance(self.item, Parm) and self.item.no_label

    @property
    def join_next(self) -> bool:
        """Return whether the next one stands in the same row."""
        return isinstance(self.item, Parm) and self.item.join_next

    @property
    def tags(self) -> Tags:
        """Return pairs in order of their key."""
        if isinstance(self.item, Parm):
            return self.item.tags
        return tuple(sorted({**dict(self.item.tags), **dict(self.item.group_tags)}.items()))

    @property
    def overridable(self) -> bool:
        """Return whether single TOP nodes may override it."""
        return is_overridable(self.item)


def parameters_of(
    script: Script,
    origin: Origin,
    *,
    values: Mapping[str, Sequence[Value | None]] | None = None,
    expressions: Mapping[str, tuple[Expression, ...]] | None = None,
    by_name: bool = False,
) -> tuple[Parameter, ...]:
    """Return every parameter and folder of `script` in order, a folder before what it holds.

    `origin` is what `script`, a resolved tree, was read from; `by_name` tells that it has no
    lines, so that a place is a name. `values` are those that a node holds, by name, one a
    component, None for what only Houdini can tell; `expressions` drive them. Entries marked
    `baseparm`, and folders around any, are not spare.

    Raises:
        SourceError: an entry has no name, or a type or number of components that none can have.
    """
    view = _View(origin, values, expressions or {}, by_name=by_name)
    view.check(script.items)
    return tuple(view.all(script.items, ()))


@dataclass(frozen=True, slots=True)
class _View:
    origin: Origin
    values: Mapping[str, Sequence[Value | None]] | None
    expressions: Mapping[str, tuple[Expression, ...]]
    by_name: bool

    def check(self, items: Iterable[Item]) -> None:
        for item in items:
            if isinstance(item, Unknown):
                continue
            if not isinstance(item, Import) and not item.name:
                what = type(item).__name__.lower()
                raise self.error(item.place, f'the {what} has no name; add name "..."')
            if isinstance(item, Parm):
                self.check_parm(item)
            else:
                self.check(item.items)

    def check_parm(self, parm: Parm) -> None:
        if parm.type in _NOT_OF_PARMS:
            message = f"{parm.type} is no type of a parm; Houdini's menus are of type ordinal"
            raise self.error(parm.place, message)
        if kind_of(parm.type) not in SINGLE and not 1 <= parm.components <= MOST_COMPONENTS:
            count = f"{parm.components} components; give it from 1 to {MOST_COMPONENTS}"
            raise self.error(parm.place, f"{quote(parm.name)} has {count}")
        limits = parm.range
        if limits is not None and limits.low.value > limits.high.value:
            message = f"the range of {quote(parm.name)} ends below its start; exchange the numbers"
            raise self.error(parm.place, message)

    def error(self, place: Place, message: str) -> SourceError:
        return SourceError(self.origin.span(place.line, place.column), message)

    def all(self, items: Iterable[Item], labels: tuple[str, ...]) -> Iterator[Parameter]:
        for item in items:
            if isinstance(item, Parm):
                yield self.parm(item, labels)
            elif isinstance(item, Folder | Multiparm):
                yield Parameter(item, self.span(item), labels, spare=not _has_base(item))
                if isinstance(item, Folder):
                    yield from self.all(item.items, (*labels, item.label or item.name))
            elif isinstance(item, Import):
                yield from self.all(item.items, labels)

    def parm(self, parm: Parm, labels: tuple[str, ...]) -> Parameter:
        expressions = self.expressions.get(parm.name, ())
        found = Parameter(
            parm, self.span(parm), labels, expressions=expressions, spare=not parm.base
        )
        return replace(found, values=self.current(found))

    def current(self, parameter: Parameter) -> tuple[Value, ...] | None:
        """Return the values of the node; what only Houdini can tell is as in the default."""
        item, given = parameter.item, (self.values or {}).get(parameter.name)
        if given is None or not isinstance(item, Parm) or not parameter.holds_value:
            return None
        found = list(parameter.default)
        for index, one in enumerate(given[: len(found)]):
            text = None if one is None else text_of(one)
            value = None if text is None else value_of(text, parameter.type, item.menu, item.type)
            found[index] = found[index] if value is None else value
        return tuple(found)

    def span(self, item: Parm | Folder | Multiparm) -> Span:
        if self.by_name:
            return replace(self.origin, parm=item.name).span()
        return self.origin.span(item.place.line, item.place.column)


def foreign_in(data: bytes, origin: Origin) -> tuple[Problem, ...]:
    """Return what of the dialog script `data`, read from `origin`, was not in UTF-8."""
    return tuple(
        Problem(origin.span(line, column), message)
        for line, column, message in foreign_strings(data)
    )


def doubts_in(script: Script, origin: Origin) -> tuple[Problem, ...]:
    """Return what of `script`, read from `origin`, was read in one of several ways, in order."""
    found = sorted(doubts_of(script), key=lambda doubt: (doubt.place.line, doubt.place.column))
    return tuple(
        (Slip if is_slip else Problem)(origin.span(at.line, at.column), message)
        for at, message, is_slip in found
    )


def _has_base(item: Item) -> bool:
    if isinstance(item, Unknown | Import):
        return False
    inner = () if isinstance(item, Parm) else item.items
    return item.base or any(_has_base(one) for one in inner)
