"""Makes the stub of one class or function."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["stub_class", "stub_function"]

# Operators that say something about the use of a class.
_OPERATORS = frozenset(
    [
        "__init__",
        "__call__",
        "__contains__",
        "__enter__",
        "__exit__",
        "__getitem__",
        "__iter__",
        "__len__",
        "__setitem__",
        "__fspath__",
    ]
)
# Private methods that schedulers in the wild call.
_USED = frozenset(["_copyJobSupportFiles", "_hythonBin", "_pythonBin", "_verboseLog"])
# A TOP node is a `hou.TopNode` with Houdini, and never there without.
_RETURNS = {"topNode": "Any"}
_BASES = {"PyScheduler": ["Scheduler"]}
# A scheduler's class answers what the base asks its type, and may take less than the base does.
_ADDED = {
    "PyScheduler": [
        "@classmethod",
        "def templateName(cls) -> str: ...",
        "@classmethod",
        "def templateBody(cls) -> str: ...",
        "def applicationBin(self, name: str, work_item: WorkItem) -> str: ...",
        "def onSharedServerStarted(self, args: Any) -> None: ...",
    ]
}
# What the two sides of a scheduler have in different forms, or callbacks in narrower ones.
_LOOSE = frozenset(
    [
        *("Scheduler.applicationBin", "SchedulerBase.templateName"),
        # Documented with an item that must be given.
        *("Scheduler.expandCommandTokens", "PyScheduler.expandCommandTokens"),
    ]
)
_LEFT_OUT = frozenset(["PyScheduler.onSharedServerStarted"])


def stub_class(node: ast.ClassDef, missing: list[str]) -> list[str]:
    """Give the lines of the stub of a class; `missing` members are added as `Any`."""
    bases = [ast.unparse(base) for base in node.bases] + _BASES.get(node.name, [])
    bases += [ast.unparse(keyword) for keyword in node.keywords]
    head = f"class {node.name}({', '.join(bases)}):" if bases else f"class {node.name}:"
    own = {name for name, _ in _variables(node)}
    added = _ADDED.get(node.name, [])
    methods = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
    lines = [head, *_docstring(node, "    ")]
    lines += [f"    {name}: {kind}" for name, kind in _variables(node)]
    for part in node.body:
        full = f"{node.name}.{getattr(part, 'name', '')}"
        if full in _LOOSE:
            lines.append(f"    {full.partition('.')[2]}: Any")
        elif full in _LEFT_OUT:
            continue
        elif isinstance(part, ast.FunctionDef) and _is_shown(part.name) and part.name not in own:
            lines += ["    " + line for line in stub_function(part)]
        elif _is_alias(part, methods):
            lines.append("    " + ast.unparse(part))
    lines += ["    " + line for line in added]
    lines += [f"    {name}: Any" for name in missing if name not in own]
    return lines if len(lines) > 1 else [head + " ..."]


def stub_function(node: ast.FunctionDef) -> list[str]:
    """Give the lines of the stub of a function: decorators, signature, docstring."""
    signature = ast.parse(ast.unparse(node)).body[0]
    assert isinstance(signature, ast.FunctionDef)
    signature.args.defaults = [ast.Constant(...) for _ in signature.args.defaults]
    signature.args.kw_defaults = [
        None if default is None else ast.Constant(...) for default in signature.args.kw_defaults
    ]
    returns = _RETURNS.get(node.name) or (ast.unparse(node.returns) if node.returns else "Any")
    decorators = ["@" + ast.unparse(decorator) for decorator in node.decorator_list]
    head = f"def {node.name}({ast.unparse(signature.args)}) -> {returns}:"
    doc = _docstring(node, "    ")
    return [*decorators, head, *doc] if doc else [*decorators, head + " ..."]


def _docstring(node: ast.ClassDef | ast.FunctionDef, indent: str) -> list[str]:
    text = ast.get_docstring(node)
    if not text or "\\" in text:
        return []
    lines = text.split("\n")
    if len(lines) == 1:
        return [f'{indent}"""{text}"""']
    body = [f"{indent}{line}".rstrip() for line in lines[1:]]
    return [f'{indent}"""{lines[0]}', *body, f'{indent}"""']


def _is_shown(name: str) -> bool:
    return not name.startswith("_") or name in _OPERATORS or name in _USED


def _is_alias(node: ast.stmt, methods: set[str]) -> bool:
    """Tell whether `node` gives a method a second name."""
    return (
        isinstance(node, ast.Assign)
        and ast.unparse(node.value) in methods
        and isinstance(node.targets[0], ast.Name)
        and _is_shown(node.targets[0].id)
    )


def _variables(node: ast.ClassDef) -> list[tuple[str, str]]:
    """Give the public variables of a class and of its instances, with their types."""
    found: dict[str, str] = {}
    methods = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
    for part in node.body:
        found.update(_class_variable(part, methods))
        if isinstance(part, ast.FunctionDef) and part.name == "__init__":
            for name, kind in _instance_variables(part):
                found.setdefault(name, kind)
    return [(n, k) for n, k in found.items() if not n.startswith("_") and n not in methods]


def _class_variable(part: ast.stmt, methods: set[str]) -> Iterator[tuple[str, str]]:
    if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
        yield part.target.id, ast.unparse(part.annotation)
    if isinstance(part, ast.Assign) and ast.unparse(part.value) not in methods:
        for target in part.targets:
            yield ast.unparse(target), _type_of(part.value, {}, inside_class=True)


def _instance_variables(method: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    given = {a.arg: ast.unparse(a.annotation) for a in method.args.args if a.annotation}
    for part in ast.walk(method):
        target = part.targets[0] if isinstance(part, ast.Assign) else getattr(part, "target", None)
        if not isinstance(target, ast.Attribute) or ast.unparse(target.value) != "self":
            continue
        if isinstance(part, ast.AnnAssign):
            yield target.attr, ast.unparse(part.annotation)
        elif isinstance(part, ast.Assign):
            yield target.attr, _type_of(part.value, given)


def _type_of(value: ast.expr, given: dict[str, str], *, inside_class: bool = False) -> str:
    if isinstance(value, ast.Name):
        return given.get(value.id, "Any")
    if isinstance(value, ast.Constant) and value.value is not None:
        return type(value.value).__name__
    if isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name) and not inside_class:
        return value.value.id
    made = value.func if isinstance(value, ast.Call) else None
    if isinstance(made, ast.Name) and made.id[:1].isupper():
        return made.id
    return "Any"
