"""Makes the `.pyi` files of `pdg-stubs` from the modules of the stand-in.

A stub has what the module shows: public classes, functions and members, with their annotations
and docstrings, and the private base classes that they stand on. Members that Houdini has and the
stand-in lacks are there as `Any`, so that nobody's code is called wrong because of the gap.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from stub_class import stub_class, stub_function

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["write_stubs"]

_HEADER = "# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated\n"
# Two sides of a scheduler are one object for a type checker, and some methods are on both.
_CHECKS = '# mypy: disable-error-code="override, misc, assignment"\n'
_ROOTS = ("job", "scheduler", "staticcook", "types", "utils")


def write_stubs(site: Path, missing: dict[str, list[str]]) -> dict[str, str]:
    """Give the files of the stub package `pdg`, path to text.

    `missing` lists by class what is not implemented, and under "" the names of the module.
    """
    package = site / "pdg"
    exported = dict(_exported(package))
    files = {"__init__.pyi": _facade(exported, missing[""])}
    todo = sorted({f"pdg.{module}" for module in exported.values()} | set(_public(package)))
    done: set[str] = set()
    while todo:
        module = todo.pop()
        if module in done or module == "pdg":
            continue
        done.add(module)
        path = _path(package, module)
        text, imported = _stub_module(path, missing)
        files[path.relative_to(package).with_suffix(".pyi").as_posix()] = text
        todo.extend(name for name in imported if _is_module(package, name))
    return files


def _exported(package: Path) -> Iterator[tuple[str, str]]:
    """Give each name of the facade with the module that it comes from."""
    facade = ast.parse((package / "__init__.py").read_text("utf-8"))
    shown = _all_of(package / "__init__.py")
    for node in facade.body:
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("pdg."):
            continue
        module = (node.module or "").partition(".")[2]
        names = [alias.name for alias in node.names]
        if names == ["*"]:
            yield from ((name, module) for name in _all_of(package / f"{module}.py"))
        else:
            yield from ((name, module) for name in names if name in shown)


def _all_of(path: Path) -> list[str]:
    for node in ast.parse(path.read_text("utf-8")).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and target.id == "__all__":
            names: list[str] = ast.literal_eval(getattr(node, "value"))  # noqa: B009 - either kind
            return names
    return []


def _facade(exported: dict[str, str], missing: list[str]) -> str:
    lines = [_HEADER, '"""The names of Houdini\'s `pdg`."""\n\n', "from typing import Any\n\n"]
    lines += [f"from pdg.{exported[name]} import {name} as {name}\n" for name in sorted(exported)]
    lines += [f"from pdg import {name} as {name}\n" for name in sorted(_ROOTS)]
    lines += ["\n", *(f"{name}: Any\n" for name in missing if name not in exported)]
    return "".join(lines)


def _public(package: Path) -> Iterator[str]:
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        if parts[0] in _ROOTS and not any(p.startswith("_") and p != "__init__" for p in parts):
            yield ".".join(("pdg", *(part for part in parts if part != "__init__")))


def _path(package: Path, module: str) -> Path:
    base = package.joinpath(*module.split(".")[1:])
    return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")


def _is_module(package: Path, module: str) -> bool:
    return module.split(".", maxsplit=1)[0] == "pdg" and _path(package, module).exists()


def _stub_module(path: Path, missing: dict[str, list[str]]) -> tuple[str, set[str]]:
    """Give the stub of a module, and the modules that the stub imports from."""
    tree = ast.parse(path.read_text("utf-8"))
    body: list[str] = []
    kept = _names_to_keep(tree, set(_all_of(path)))
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name in kept:
            body += [*stub_class(node, missing.get(node.name, [])), ""]
        elif isinstance(node, ast.FunctionDef) and node.name in kept:
            body += [*stub_function(node), ""]
        else:
            body += _stub_constant(node, kept)
    used = {
        name.id for line in [ast.parse("\n".join(body))] for name in ast.walk(line)
        if isinstance(name, ast.Name)
    }  # fmt: skip
    imports, modules = _imports(tree, used, set(_all_of(path)))
    doc = (ast.get_docstring(tree) or "").partition("\n")[0]
    head = [_HEADER + _CHECKS + f'"""{doc}"""', "", *imports, ""]
    return "\n".join([*head, *body]).rstrip() + "\n", modules


def _names_to_keep(tree: ast.Module, shown: set[str]) -> set[str]:
    """Give what is shown, and what of the module itself the annotations of that refer to."""
    known = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    aliases = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    kept = set(shown)
    todo = sorted(shown)
    while todo:
        node = known.get(name := todo.pop()) or aliases.get(name)
        for part in ast.walk(node) if node is not None else ():
            if isinstance(part, ast.Name) and part.id not in kept:
                if part.id in known or part.id in aliases:
                    todo.append(part.id)
                kept.add(part.id)
    return kept


def _stub_constant(node: ast.stmt, kept: set[str]) -> list[str]:
    if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) in kept - {"__all__"}:
        return [f"{ast.unparse(node.target)}: {ast.unparse(node.annotation)}", ""]
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in kept:
        value = ast.unparse(node.value)
        is_alias = value.startswith(("Union[", "Optional[", "Callable[", "Dict[", "TypeVar("))
        if is_alias or isinstance(node.value, ast.Name):
            return [ast.unparse(node), ""]
    return []


def _imports(tree: ast.Module, used: set[str], shown: set[str]) -> tuple[list[str], set[str]]:
    lines: list[str] = []
    modules: set[str] = set()
    for node in _import_nodes(tree):
        names = [a for a in node.names if (a.asname or a.name.split(".")[0]) in used | shown]
        if not names:
            continue
        if isinstance(node, ast.ImportFrom):
            modules.add(node.module or "")
            modules.update(f"{node.module}.{alias.name}" for alias in names)
            again = [
                (
                    f"{alias.name} as {alias.asname or alias.name}"
                    if alias.asname or alias.name in shown
                    else alias.name
                )
                for alias in names
            ]
            lines.append(f"from {node.module} import {', '.join(again)}")
        else:
            lines.append(f"import {', '.join(ast.unparse(alias) for alias in names)}")
    if "Any" in used and not any(" Any" in line for line in lines):
        lines.insert(0, "from typing import Any")
    return lines, modules


def _import_nodes(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    for node in tree.body:
        inner = node.body if isinstance(node, ast.If) else [node]
        for one in inner:
            if isinstance(one, ast.ImportFrom) and one.module == "__future__":
                continue
            if isinstance(one, (ast.Import, ast.ImportFrom)):
                yield one
