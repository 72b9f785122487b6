"""What runs in place of Houdini's modules uses nothing that is younger than Python 3.7.

Where the old Pythons are installed other tests run it on them; this one needs none.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest
from trees import ROOT

from pysched_gen.standin import HFS, JOB, SITE

if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST = (3, 7)
YOUNGER_METHODS = frozenset(["removeprefix", "removesuffix", "is_relative_to"])
YOUNGER_NAMES = {
    "functools": frozenset(["cache", "cached_property"]),
    "math": frozenset(["prod", "dist", "isqrt"]),
    "typing": frozenset(["Final", "Literal", "Protocol", "TypedDict", "ParamSpec", "Self"]),
    "graphlib": frozenset(["TopologicalSorter"]),
}
YOUNGER_ARGUMENTS = frozenset([("zip", "strict"), ("dataclass", "slots"), ("unlink", "missing_ok")])
PLAIN_CLASSES = frozenset(["dict", "frozenset", "list", "set", "tuple", "type", "deque", "Popen"])

FILES = sorted(path for folder in (SITE, JOB, HFS) for path in folder.rglob("*.py"))


def only_run(tree: ast.AST) -> Iterator[ast.AST]:
    """Give the nodes that are evaluated when a module runs: no annotations, no type checking."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns"):
            continue
        for node in value if isinstance(value, list) else [value]:
            if not isinstance(node, ast.AST):
                continue
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
                continue
            yield node
            yield from only_run(node)


def problems(source: str) -> list[str]:
    """Give what in `source` an old Python has not."""
    tree = ast.parse(source, feature_version=OLDEST)
    found = []
    for node in only_run(tree):
        if isinstance(node, ast.Attribute) and node.attr in YOUNGER_METHODS:
            found.append(f"{node.lineno}: .{node.attr}")
        if isinstance(node, ast.ImportFrom):
            younger = YOUNGER_NAMES.get(node.module or "", frozenset())
            found += [f"{node.lineno}: {a.name}" for a in node.names if a.name in younger]
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func).rpartition(".")[2]
            given = [(called, keyword.arg) for keyword in node.keywords]
            found += [f"{node.lineno}: {one}" for one in given if one in YOUNGER_ARGUMENTS]
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            subscripted = ast.unparse(node.value).rpartition(".")[2]
            if subscripted in PLAIN_CLASSES:
                found.append(f"{node.lineno}: {subscripted}[...]")
    return found


def test_every_module_runs_on_the_oldest_python() -> None:
    assert len(FILES) > 20
    found = {str(path.relative_to(ROOT)): problems(path.read_text("utf-8")) for path in FILES}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "source",
    [
        "'a'.removeprefix('b')",
        "from functools import cache",
        "zip(a, b, strict=True)",
        "Items = list[int]",
        "class A(dict[str, int]): pass",
    ],
)
def test_what_is_younger_is_found(source: str) -> None:
    assert len(problems(source)) == 1


@pytest.mark.parametrize("source", ["(a := 1)", "def f(a, /): pass", "match a:\n  case 1: pass"])
def test_younger_syntax_is_found(source: str) -> None:
    with pytest.raises(SyntaxError):
        problems(source)
