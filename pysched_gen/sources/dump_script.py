"""The parameters of one dumped node in, the dialog script that lays out the same out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from pysched_gen.formats.dialog_script import tree
from pysched_gen.formats.dialog_script.kinds import kind_of
from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.dialog_script.strings import number_text
from pysched_gen.formats.limits import MOST_COMPONENTS
from pysched_gen.sources.dump_types import FOLDERS, MENUS, MULTIPARMS, tags_of, type_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pysched_gen.sources.source import Value

__all__ = ["script_of"]

Facts: TypeAlias = "dict[str, Any]"

_MOST_INSTANCES = 10**9
_ZERO: Mapping[str, Value] = {"integer": 0, "float": 0.0, "toggle": False}


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
        "tags": _tags(facts),
        "items": items,
    }
    kind = facts.get("folder_type", "")
    if kind not in MULTIPARMS:
        return tree.Folder(FOLDERS.get(kind, tree.FolderKind.TABS), **shared)
    return tree.Multiparm(
        MULTIPARMS[kind], default=_count(facts), base=not facts["spare"], **shared
    )


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
        tags=_tags(facts),
        **look,
    )


def _defaults(facts: Facts, word: str) -> tuple[tree.Default, ...] | None:
    """Give one default a component; what only an expression tells has the expression."""
    texts = facts.get("columns") or [
        _spelt(_zero(facts, word) if value is None else value, word)
        for value in facts.get("default", ())
    ]
    computed = {
        int(one["index"]): tree.Default(one["text"], _LANGUAGES[one["language"]])
        for one in facts.get("default_expressions", ())
        if one["index"] < facts.get("size", 1)
    }
    missing = max(computed, default=-1) + 1 - len(texts)
    texts = [*texts, *[_spelt(_zero(facts, word), word)] * missing]
    found = tuple(computed.get(index, tree.Default(text)) for index, text in enumerate(texts))
    return found or None


_LANGUAGES = {"hscript": "hscript-expr", "python": "python"}


def _zero(facts: Facts, word: str) -> Value:
    tokens = facts.get("menu", {}).get("tokens")
    if facts["type"] == "Menu" and tokens:
        first: str = tokens[0]
        return first
    return _ZERO.get(kind_of(word), "")


def _spelt(value: Value, word: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or kind_of(word) in {"integer", "toggle"}:
        return str(int(value))
    return number_text(value)


def _menu(menu: Facts) -> tree.Menu | None:
    kind = MENUS.get(menu.get("type", ""), tree.MenuKind.NORMAL)
    use_token = menu.get("use_token", False)
    script = menu.get("script")
    if script is not None:
        language = "python" if script["language"] == "python" else None
        lines = tuple(script["text"].split("\n"))
        return tree.Menu(kind, (), lines, language, use_token)
    tokens, labels = menu.get("tokens", []), menu.get("labels", [])
    pairs = tuple(zip(tokens, [*labels, *tokens[len(labels) :]], strict=False))
    return tree.Menu(kind, pairs, use_token_value=use_token) if pairs else None


def _limits(limits: Facts | None) -> tree.Limits | None:
    if limits is None or limits["min"] > limits["max"]:
        return None
    return tree.Limits(
        tree.Limit(number_text(float(limits["min"])), limits.get("min_strict", False)),
        tree.Limit(number_text(float(limits["max"])), limits.get("max_strict", False)),
    )


def _tags(facts: Facts) -> tuple[tree.Tag, ...]:
    return tuple(tree.Tag(key, value) for key, value in tags_of(facts))
