"""The parameters of one dumped node in, the dialog script that lays out the same out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from pysched_gen.formats.dialog_script import tree
from pysched_gen.formats.dialog_script.kinds import kind_of, zero_of
from pysched_gen.formats.dialog_script.reader import MAX_DEPTH
from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.json_text import quote
from pysched_gen.formats.limits import MOST_COMPONENTS, MOST_DIGITS, beyond_limits
from pysched_gen.formats.scripts.parm_templates import (
    FOLDERS,
    MENUS,
    MULTIPARMS,
    tags_of,
    type_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pysched_gen.formats.dialog_script.values import Value
    from pysched_gen.formats.json_text import Path

__all__ = ["Facts", "script_of", "wrong_values"]

Facts: TypeAlias = "dict[str, Any]"

_MOST_INSTANCES = 10**9
_WORDS = {
    "Float": "a number",
    "Int": "a whole number",
    "Menu": "a token",
    "String": "a string",
    "Toggle": "true or false",
}


def script_of(parameters: Iterable[Facts], callbacks: Collection[str] = ()) -> tree.Script:
    """Give the dialog script of `parameters`, which the schema and `wrong_values` accept.

    Those of the node type, and the fields of `callbacks`, are marked `baseparm` and tell their
    place only, as in what Houdini saves. Folders that are named but not listed are made up.
    """
    layout = _Layout()
    for facts in parameters:
        built_in = not facts["spare"] or facts["name"] in callbacks
        layout.put({**facts, "spare": not built_in})
    return resolved(tree.Script(layout.root.finished()))


@dataclass(slots=True)
class _Folder:
    """A folder that is being filled."""

    facts: Facts
    content: list[_Folder | tree.Parm] = field(default_factory=list)

    def holds(self, named: Facts) -> bool:
        """Tell whether it is the folder that a parameter in it names."""
        facts = self.facts
        told = facts.get("label", ""), facts.get("folder_type", "")
        return told == (named["label"], named["type"])

    def finished(self) -> tuple[tree.Item, ...]:
        return tuple(
            one if isinstance(one, tree.Parm) else _group(one.facts, one.finished())
            for one in self.content
        )


class _Layout:
    """Puts parameters, which come in order and know the folders around them, into a tree."""

    def __init__(self) -> None:
        self.root = _Folder({})
        self._open: list[_Folder] = []
        self._blocks: dict[str, _Folder] = {}
        self._made_up = 0

    def put(self, facts: Facts) -> None:
        """Add one parameter; one of a multiparm block that is not listed is left out."""
        block = facts.get("multiparm")
        self._enter(facts.get("folders", []))
        placed = not block or any(one.facts["name"] == block for one in self._open)
        if not placed:
            if block not in self._blocks:
                return
            self._open = [self._blocks[block]]
        holder = self._open[-1] if self._open else self.root
        if facts["type"] != "Folder":
            holder.content.append(_parm(facts))
            return
        folder = _Folder(facts)
        holder.content.append(folder)
        self._open.append(folder)
        # Without the path to each, blocks in blocks would have no end.
        if placed and facts.get("folder_type") in MULTIPARMS:
            self._blocks[facts["name"]] = folder

    def _enter(self, path: list[Facts]) -> None:
        """Leave the folders that are none of `path`, and make up those of it that are missing."""
        depth = 0
        for folder, named in zip(self._open, path, strict=False):
            if not folder.holds(named):
                break
            depth += 1
        del self._open[depth:]
        for named in path[depth:]:
            self._made_up += 1
            facts = {"name": f"folder{self._made_up}", "spare": True}
            folder = _Folder({**facts, "label": named["label"], "folder_type": named["type"]})
            (self._open[-1] if self._open else self.root).content.append(folder)
            self._open.append(folder)


def _group(facts: Facts, items: tuple[tree.Item, ...]) -> tree.Folder | tree.Multiparm:
    conditions, tabs = facts.get("conditions", {}), facts.get("tab_conditions", {})
    shared: Facts = {
        "name": facts["name"],
        "label": facts.get("label"),
        "disable_when": conditions.get("DisableWhen"),
        "hide_when": conditions.get("HideWhen"),
        "disable_tab_when": tabs.get("DisableWhen"),
        "hide_tab_when": tabs.get("HideWhen"),
        "invisible": facts.get("hidden", False),
        "tab_break": facts.get("ends_tab_group", False),
        "tags": tags_of(facts),
        "items": items,
    }
    kind = facts.get("folder_type", "")
    if kind not in MULTIPARMS:
        return tree.Folder(kind=FOLDERS.get(kind, tree.FolderKind.TABS), **shared)
    base = not facts["spare"]
    return tree.Multiparm(kind=MULTIPARMS[kind], default=_count(facts), base=base, **shared)


def _count(facts: Facts) -> int | None:
    value = next(iter(facts.get("default", ())), None)
    known = isinstance(value, int | float) and 0 <= value < _MOST_INSTANCES
    return int(value) if known and value is not None else None


def _parm(facts: Facts) -> tree.Parm:
    look: Facts = {
        "name": facts["name"],
        "label": facts.get("label"),
        "invisible": facts.get("hidden", False),
        "no_label": facts.get("hide_label", False),
        "join_next": facts.get("join_next", False),
    }
    if not facts["spare"]:
        return tree.Parm(base=True, **look)
    word, size = type_of(facts), int(facts.get("size", 1))
    conditions = facts.get("conditions", {})
    return tree.Parm(
        type=word,
        size=size if 1 < size <= MOST_COMPONENTS else None,
        default=_defaults(facts, word),
        help=facts.get("help"),
        disable_when=conditions.get("DisableWhen"),
        hide_when=conditions.get("HideWhen"),
        no_cook_when=conditions.get("NoCookWhen"),
        menu=_menu(facts.get("menu", {})),
        range=_limits(facts.get("range")),
        tags=tags_of(facts),
        **look,
    )


def _defaults(facts: Facts, word: str) -> tuple[tree.Default, ...] | None:
    """Give one default a component; what only an expression tells has the expression."""
    zero = zero_of(kind_of(word), _menu(facts.get("menu", {})), word)
    values: list[Value] = facts.get("columns") or [
        ("" if zero is None else zero) if value is None else value
        for value in facts.get("default", ())
    ]
    computed = {
        int(one["index"]): tree.Computed(one["text"], one["language"])
        for one in facts.get("default_expressions", ())
        if one["index"] < facts.get("size", 1)
    }
    missing = max(computed, default=-1) + 1 - len(values)
    values = [*values, *["" if zero is None else zero] * missing]
    return tuple(computed.get(index, value) for index, value in enumerate(values)) or None


def _menu(menu: Facts) -> tree.Menu | None:
    kind = MENUS.get(menu.get("type", ""), tree.MenuKind.NORMAL)
    use_token = menu.get("use_token", False)
    script = menu.get("script")
    if script is not None:
        return tree.Menu(kind, (), script["text"], script["language"], use_token)
    tokens, labels = menu.get("tokens", []), menu.get("labels", [])
    pairs = tuple(zip(tokens, [*labels, *tokens[len(labels) :]], strict=False))
    return tree.Menu(kind, pairs, use_token_value=use_token) if pairs else None


def _limits(limits: Facts | None) -> tree.Limits | None:
    if limits is None or limits["min"] > limits["max"]:
        return None
    return tree.Limits(
        tree.Limit(float(limits["min"]), limits.get("min_strict", False)),
        tree.Limit(float(limits["max"]), limits.get("max_strict", False)),
    )


def wrong_values(facts: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """Return path and message of what in `facts` its parameter's type cannot hold.

    Of a built-in parameter only the values count: no package declares it.
    """
    if len(facts.get("folders", [])) >= MAX_DEPTH:
        yield ("folders",), f"is nested more than {MAX_DEPTH} levels deep; take some folders away"
    kind = facts["type"]
    if kind not in _WORDS:
        yield from beyond_limits(facts) if facts["spare"] else ()
        return
    for key in ("default", "values"):
        for index, value in enumerate(facts.get(key, [])):
            if value is not None and not _fits(kind, value):
                yield (key, index), f"must be {_WORDS[kind]} in a parameter of type {kind}"
    if facts["spare"]:
        yield from _wrong_shape(facts)


def _wrong_shape(facts: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    yield from beyond_limits(facts)
    kind, size, default = facts["type"], facts.get("size", 1), facts.get("default", [])
    most = 1 if kind in {"Menu", "Toggle"} else MOST_COMPONENTS
    if not 1 <= size <= most:
        yield ("size",), f"must be from 1 to {most} in a parameter of type {kind}"
    elif default and len(default) != size:
        yield ("default",), f"must have {size:g} values, one a component"
    limits = facts.get("range")
    if limits is not None and limits["min"] > limits["max"]:
        yield ("range",), f"min {limits['min']:g} is above max {limits['max']:g}"
    tokens = facts.get("menu", {}).get("tokens", [])
    strange = [token for token in default if isinstance(token, str) and token not in tokens]
    if kind == "Menu" and tokens and strange:
        yield ("default", 0), f"is none of the tokens {', '.join(map(quote, tokens))}"


def _fits(kind: str, value: Value) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "Int":
        return number and int(value) == value and abs(value) < 10**MOST_DIGITS
    if kind == "Toggle":
        return value in (0, 1)
    return number if kind == "Float" else isinstance(value, str)
