"""How the modules of the stand-in hang together: nothing of the domain knows how a cook goes."""

from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING

import pytest

from pysched_gen.standin import SITE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What cooks. The context puts graph, schedulers and engine together; who asks for `pdg` gets all.
ENGINE = "pdg._engine"
COMPOSES = {"pdg", "pdg._context"}
PUBLIC = {
    *("pdg", "pdg.job", "pdg.scheduler", "pdg.staticcook", "pdg.types", "pdg.utils"),
    *("pdg.dependency", "pdg.mapper", "pdg.node", "pdg.partitioner", "pdg.processor"),
    "pdg.workitem",
}


def module_name(path: Path) -> str:
    parts = path.relative_to(SITE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {module_name(path): path for path in sorted((SITE / "pdg").rglob("*.py"))}


def run_time_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Give all nodes, those inside functions too, but not what only type checkers read."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            yield from (one for part in child.orelse for one in (part, *run_time_nodes(part)))
        else:
            yield child
            yield from run_time_nodes(child)


def imported(source: str) -> set[str]:
    """Give the modules of `pdg` that a source imports when it runs."""
    found: set[str] = set()
    for node in run_time_nodes(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & set(MODULES)
            found |= inner or {node.module or ""}
    return found & set(MODULES)


IMPORTS = {name: imported(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


def reached(name: str) -> set[str]:
    """Give all that a module imports, by way of others too."""
    found: set[str] = set()
    todo = [name]
    while todo:
        for other in IMPORTS[todo.pop()] - found:
            found.add(other)
            todo.append(other)
    return found


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from pdg._engine.cook import Cook", {"pdg._engine.cook"}),
        ("def f():\n    from pdg._engine.cook import Cook", {"pdg._engine.cook"}),
        ("from pdg._engine import cook", {"pdg._engine.cook"}),
        ("import pdg._engine.cook", {"pdg._engine.cook"}),
        ("if TYPE_CHECKING:\n    from pdg._engine.cook import Cook", set()),
        ("if not TYPE_CHECKING:\n    pass\nimport os", set()),
    ],
)
def test_what_counts_as_an_import(source: str, expected: set[str]) -> None:
    assert imported(source) == expected


def test_the_domain_does_not_know_its_engine() -> None:
    domain = [name for name in MODULES if not name.startswith(ENGINE) and name not in COMPOSES]
    knowing = {name: sorted(m for m in reached(name) if m.startswith(ENGINE)) for name in domain}
    assert {name: found for name, found in knowing.items() if found} == {}
    assert any(found.startswith(ENGINE) for found in reached("pdg._context"))


def test_no_module_needs_one_that_needs_it() -> None:
    assert {name for name in MODULES if name in reached(name)} == set()


def test_modules_are_private_but_for_those_that_houdini_has() -> None:
    listed = json.loads((SITE / "pdg/names.json").read_text(encoding="utf-8"))
    first = {".".join(name.split(".")[:2]) for name in MODULES}
    assert {name for name in first if not name.startswith("pdg._")} == PUBLIC
    assert not {name.removeprefix("pdg.") for name in first - PUBLIC} & set(listed)
