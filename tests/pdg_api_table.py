"""What `pdg_api.json` must hold, from the stubs of the stand-in and its tables of names."""

from __future__ import annotations

import ast
import json
import threading
from typing import TYPE_CHECKING

from trees import ROOT

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["API_FILE", "expected_api"]

API_FILE = ROOT / "pysched_gen/houdini/pdg_api.json"
_STUBS = ROOT / "pysched_gen/standin/pdg-stubs"
_SITE = ROOT / "pysched_gen/standin/site/pdg"
_GUESSED = "its name says as much"
# Classes of Python that classes of PDG derive from.
_FOREIGN = {"threading.Thread": threading.Thread}
# Functions of Houdini 17.5 that its own local scheduler imports.
_FORMER = {"createHarsServer": ["", "17.5"], "createProcessJob": ["", "17.5"]}
# What public schedulers of earlier releases call, and 21.0 and 22.0 do not have.
_FORMER_MEMBERS = {
    "PyScheduler.workItemCanceled": ["", "20.5"],
    "PyScheduler.workItemFileResult": ["", "20.5"],
}
# What Houdini's pages and its schedulers of 17.5 give other arguments.
_DISPUTED = ("onWorkItemSetAttribute",)
# Modules of which the listings tell the classes but not their members.
_OPEN_MODULES = ("pdg.job.eventdispatch", "pdg.job.mqrelay", "pdg.utils.mq", "pdg.utils.simple_mq")


def expected_api() -> dict[str, object]:
    listed = json.loads((_SITE / "names.json").read_text())
    facts = json.loads((_SITE / "facts.json").read_text())
    classes: dict[str, dict[str, object]] = {}
    modules: dict[str, list[str]] = {}
    for path in sorted(_STUBS.rglob("*.pyi")):
        names = modules.setdefault(_module(path), [])
        for node in ast.parse(path.read_text()).body:
            names.extend(_names(node))
            if isinstance(node, ast.ClassDef) and not _is_enum(node):
                bases = [ast.unparse(base) for base in node.bases]
                members = {one: "" for base in bases for one in _foreign(base)} | _members(node)
                facts_of: dict[str, object] = {"bases": bases, "members": members}
                if _module(path) in _OPEN_MODULES:
                    facts_of["open"] = True
                classes.setdefault(node.name, facts_of)
            elif isinstance(node, ast.FunctionDef):
                classes.setdefault("", {"bases": [], "members": {}})
                _set(classes[""], f"{_module(path)}.{node.name}", _signature(node, 0))
    for name, members in listed.items():
        if name[:1].isupper() or name in classes:
            known = classes.setdefault(name, {"bases": [], "members": {}})["members"]
            assert isinstance(known, dict)
            known.update({one: "" for one in members.split() if one not in known})
    modules["pdg"] = sorted({*modules["pdg"], *listed, *_gone(facts), *_FORMER})
    return {
        "classes": {name: _sorted(one) for name, one in sorted(classes.items())},
        "modules": {name: sorted(set(names)) for name, names in sorted(modules.items())},
        "releases": _FORMER
        | _FORMER_MEMBERS
        | {name: bounds for name, bounds in facts["names"].items() if any(bounds)},
    }


def _set(owner: dict[str, object], name: str, value: str) -> None:
    members = owner["members"]
    assert isinstance(members, dict)
    members[name] = value


def _sorted(facts: dict[str, object]) -> dict[str, object]:
    members = facts["members"]
    assert isinstance(members, dict)
    return facts | {"members": dict(sorted(members.items()))}


def _foreign(base: str) -> list[str]:
    return [one for one in dir(_FOREIGN[base]) if one[0] != "_"] if base in _FOREIGN else []


def _gone(facts: dict[str, dict[str, list[str]]]) -> list[str]:
    return [name for name in facts["names"] if "." not in name]


def _module(path: Path) -> str:
    parts = path.relative_to(_STUBS).with_suffix("").parts
    return ".".join(["pdg", *(part for part in parts if part != "__init__")])


def _is_enum(node: ast.ClassDef) -> bool:
    return any(isinstance(base, ast.Name) and base.id == "_PdgEnum" for base in node.bases)


def _names(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        return [node.name]
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return [node.target.id]
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [alias.asname for alias in node.names if alias.asname]
    return []


def _members(node: ast.ClassDef) -> dict[str, str]:
    found = {}
    for one in node.body:
        if isinstance(one, ast.FunctionDef):
            marks = {ast.unparse(mark) for mark in one.decorator_list}
            if "property" in marks:
                found[one.name] = f": {_type(one.returns)}"
            elif one.name in _DISPUTED or _GUESSED in (ast.get_docstring(one) or ""):
                found[one.name] = ""  # what it takes is not documented
            elif not any(mark.endswith(".setter") for mark in marks):
                found[one.name] = _signature(one, 0 if "staticmethod" in marks else 1)
        elif isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            found[one.target.id] = (
                "" if _type(one.annotation) == "Any" else f": {_type(one.annotation)}"
            )
    return found


def _signature(node: ast.FunctionDef, skipped: int) -> str:
    given = node.args
    pairs = [*given.posonlyargs, *given.args][skipped:]
    first_default = len(pairs) - len(given.defaults)
    shown = [_argument(one, index >= first_default) for index, one in enumerate(pairs)]
    if given.vararg:
        shown.append("*")
    shown += [
        f"*{_argument(one, default is not None)}"
        for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)
    ]
    if given.kwarg:
        shown.append("**")
    return f"({', '.join(shown)}) -> {_type(node.returns)}"


def _argument(argument: ast.arg, default: bool) -> str:
    return f"{argument.arg}: {_type(argument.annotation)}{' = ' if default else ''}".rstrip()


_ALIASES = {"_ItemKey": "int | str", "ItemKey": "int | str"}


def _type(node: ast.expr | None) -> str:
    text = "Any" if node is None else ast.unparse(node).strip("'\"")
    text = _ALIASES.get(text, text)
    return text.removeprefix("pdg.")
