"""Nested `[[parameters]]` of a TOML text in, the tree of a dialog script out.

[[parameters]]
type = "folder"
name = "farm"
[[parameters.parameters]]
name = "farm_queue"
type = "string"
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pysched_gen.errors import ConfigError, Problem, SourceError, in_file_order
from pysched_gen.formats.dialog_script import parse
from pysched_gen.formats.dialog_script.reader import MAX_DEPTH
from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.dialog_script.tree import (
    BindSelector,
    Folder,
    Import,
    Item,
    Multiparm,
    Parm,
    Place,
    Script,
    Tags,
    Unknown,
)
from pysched_gen.formats.json_schema import load_schema, violations
from pysched_gen.formats.json_text import quote
from pysched_gen.formats.limits import beyond_limits
from pysched_gen.formats.toml_text import TomlText, load_toml
from pysched_gen.sources.manifest.keys import (
    BLOCK_STYLES,
    CALLBACK_TAGS,
    FOLDER_STYLES,
    KEYWORDS,
    PLAIN_KEYS,
    SPECIAL_KEYS,
    kind_of_entry,
)
from pysched_gen.sources.manifest.table_values import (
    TableProblem,
    defaults_of,
    limits_of,
    menu_of,
    size_of,
    type_word,
)
from pysched_gen.sources.parameters import OVERRIDABLE_TAG
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["read_parameters", "script_of_tables", "stands_alone", "stands_in"]

_NOT_VERBATIM = "is no dialog script that has to be kept as it stands; give its key instead"

Path = tuple[str | int, ...]
Labelled = tuple[tuple[str, ...], Item]
Table = dict[str, Any]


def read_parameters(text: str, display: str) -> Script:
    """Give what the tables of `text`, shown to the user as file `display`, say.

    Raises:
        ConfigError: with every problem, each at its line and column, in file order.
    """
    toml = load_toml(text, Origin(display))
    script, problems = script_of_tables(toml)
    if problems:
        raise ConfigError(in_file_order(problems))
    return script


def script_of_tables(toml: TomlText) -> tuple[Script, list[Problem]]:
    """Give what `[[parameters]]` of `toml` say, and every problem in them."""
    problems = list(_broken(toml))
    if problems:
        return Script(), problems
    tables: Any = toml.data.get("parameters", [])
    reader = _Reader(toml)
    items = reader.items(tables, ("parameters",))
    return resolved(Script(items)), reader.problems


def _broken(toml: TomlText) -> Iterator[Problem]:
    defs: Any = load_schema("scheduler")["$defs"]
    schema = {"type": "object", "properties": {"parameters": defs["entries"]}, "$defs": defs}
    told = {key: value for key, value in toml.data.items() if key == "parameters"}
    for violation in violations(told, schema):
        at_key = violation.message.startswith("unknown key")
        yield Problem(toml.span(violation.path, at_key=at_key), violation.message)
    for path, message in beyond_limits(told):
        yield Problem(toml.span(path), message)


@dataclass(slots=True)
class _Reader:
    toml: TomlText
    problems: list[Problem] = field(default_factory=list)
    folders: int = 0

    def items(self, tables: list[Table], path: Path) -> tuple[Item, ...]:
        found = [
            (_labels(table.get("folder", [])), self.item(table, (*path, index)))
            for index, table in enumerate(tables)
        ]
        return self.in_folders(found, 0)

    def in_folders(self, items: list[Labelled], depth: int) -> tuple[Item, ...]:
        """Return `items`, neighbours with one label at `depth` in one folder."""
        found: list[Item] = []
        for label, group in groupby(items, lambda one: one[0][depth : depth + 1]):
            inner = list(group)
            if not label:
                found += [item for _, item in inner]
                continue
            self.folders += 1
            name = f"folder{self.folders}"
            found.append(Folder(name=name, label=label[0], items=self.in_folders(inner, depth + 1)))
        return tuple(found)

    def item(self, table: Table, path: Path) -> Item:
        kind = kind_of_entry(table.get("type"))
        self.check(table, path, kind)
        fields = {theirs: table[key] for key, theirs in PLAIN_KEYS[kind].items() if key in table}
        if kind == "verbatim":
            return self.verbatim(fields.get("text", ""), path)
        fields["unknown"] = tuple(self.unknown(table, path, kind))
        fields["place"] = self.place(path)
        if kind == "field":
            return self.parm(table, path, fields)
        fields["items"] = self.items(table.get("parameters", []), (*path, "parameters"))
        if kind == "import":
            return Import(**fields)
        fields["tags"] = _tags(table)
        fields["group_tags"] = _sorted(table.get("group_tags", {}))
        if kind == "folder":
            return Folder(kind=self.style(table, path, FOLDER_STYLES, "tabs"), **fields)
        return Multiparm(kind=self.style(table, path, BLOCK_STYLES, "block"), **fields)

    def check(self, table: Table, path: Path, kind: str) -> None:
        """Report keys that an entry of this kind has not, and those that it lacks."""
        if len(path) > 2 * MAX_DEPTH:
            self.problem(path, f"is nested more than {MAX_DEPTH} levels deep")
        known = {*PLAIN_KEYS[kind], *SPECIAL_KEYS[kind]}
        what = f"a {table['type']}" if table.get("type") else "a parameter"
        for key in table.keys() - known:
            message = f"{what} has no {quote(key)}; remove it"
            self.problems.append(Problem(self.toml.span((*path, key), at_key=True), message))
        needed = {"verbatim": "text", "import": "type"}.get(kind, "name")
        if not table.get(needed):
            self.problem(path, f"missing key {quote(needed)}")
        if kind == "field" and "type" not in table and not table.get("built_in"):
            self.problem(path, 'missing key "type"')

    def verbatim(self, text: str, path: Path) -> Unknown:
        if text and not stands_alone(text):
            self.problem((*path, "text"), _NOT_VERBATIM)
        return Unknown(text)

    def unknown(self, table: Table, path: Path, kind: str) -> Iterator[Unknown]:
        for index, one in enumerate(table.get("verbatim", ())):
            if not stands_in(one["text"], KEYWORDS[kind]):
                self.problem((*path, "verbatim", index, "text"), _NOT_VERBATIM)
            yield Unknown(one["text"], one.get("after", ""))

    def style(self, table: Table, path: Path, styles: Any, usual: str) -> Any:
        style = table.get("style", usual)
        if style not in styles:
            known = ", ".join(map(quote, styles))
            self.problem((*path, "style"), f"style of a {table['type']} must be one of {known}")
        return styles.get(style, styles[usual])

    def parm(self, table: Table, path: Path, fields: dict[str, Any]) -> Item:
        word = table.get("type") or None
        if word is not None and not table.get("built_in"):
            fields.setdefault("label", label_for(fields.get("name", "")))
        try:
            fields |= {
                "size": size_of(table),
                "default": defaults_of(table),
                "menu": menu_of(table),
                "range": limits_of(table),
            }
        except TableProblem as problem:
            self.problem((*path, *problem.path), str(problem))
        selectors = tuple(BindSelector(tuple(one)) for one in table.get("selectors", ()))
        return Parm(type=type_word(table), tags=_tags(table), selectors=selectors, **fields)

    def place(self, path: Path) -> Place:
        span = self.toml.span((*path, "name"))
        return Place(span.line, span.column)

    def problem(self, path: Path, message: str) -> None:
        self.problems.append(Problem(self.toml.span(path), message))


def _labels(value: str | list[str]) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def label_for(name: str) -> str:
    """Return "Max Jobs" for "farmq_maxJobs": the prefix that all parameters share says nothing."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+", name.partition("_")[2] or name)
    return " ".join(word[:1].upper() + word[1:] for word in words) or name


def _tags(table: Table) -> Tags:
    own = {tag: table[key] for key, tag in CALLBACK_TAGS.items() if key in table}
    if table.get("overridable"):
        own[OVERRIDABLE_TAG] = ""
    return _sorted({**own, **table.get("tags", {})})


def _sorted(tags: dict[str, str]) -> Tags:
    return tuple(sorted(tags.items()))


def stands_alone(text: str) -> bool:
    """Tell whether `text` between two entries is read as the very text."""
    group = _first(f"group {{\nparm {{ }}\n{text}\n}}")
    return isinstance(group, Folder) and group.items == (Parm(), Unknown(text))


def stands_in(text: str, keyword: str) -> bool:
    """Tell whether `text` at the start of a block `keyword` is read as the very text."""
    block = _first(f"{keyword} {{\n{text}\n}}")
    return not isinstance(block, Unknown | None) and block.unknown == (Unknown(text),)


def _first(script: str) -> Item | None:
    try:
        items = parse(script, Origin("verbatim")).items
    except SourceError:
        return None
    return items[0] if len(items) == 1 else None
