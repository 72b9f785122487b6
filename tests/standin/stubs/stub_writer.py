"""Makes the `.pyi` files of `pdg-stubs` from the modules of the stand-in: one per public module.

A stub has what its module shows: public classes, functions and members, with their annotations
and docstrings, from whichever private module of the stand-in they are written in. What annotations
refer to and no public module shows is in the stub by a name with an underscore. Members that
Houdini has and the stand-in lacks are there as `Any`, so that nobody's code is called wrong because
of the gap.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from stub_class import stub_class, stub_function

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["write_stubs"]

_HEADER = "# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated\n"
# Two sides of a scheduler are one object for a type checker, and some methods are on both.
_CHECKS = '# mypy: disable-error-code="override, misc, assignment"\n'
_ALIASES = ("Union[", "Optional[", "Callable[", "Dict[", "TypeVar(")


class _Definition(NamedTuple):
    """A statement that defines a name, and the module it is in."""

    module: str
    node: ast.stmt


def write_stubs(site: Path, missing: dict[str, list[str]]) -> dict[str, str]:
    """Give the files of the stub package `pdg`, path to text.

    `missing` lists by class what is not implemented, and under "" the names of the module.
    """
    return _Package(site / "pdg", missing).files()


class _Package:
    """The modules of the stand-in, parsed once."""

    def __init__(self, root: Path, missing: dict[str, list[str]]) -> None:
        self.root = root
        self.missing = missing
        self.trees = {
            _dotted(root, path): ast.parse(path.read_text("utf-8"))
            for path in sorted(root.rglob("*.py"))
        }
        self.public = [name for name in self.trees if "._" not in name]
        self.shown = {name: self._shown(name) for name in self.public}

    def files(self) -> dict[str, str]:
        return {
            _file(self.root, name).relative_to(self.root).with_suffix(".pyi").as_posix(): text
            for name, text in ((name, self._stub(name)) for name in self.public)
        }

    def _shown(self, module: str) -> dict[str, _Definition]:
        """Give what a module shows: its `__all__`, and all names it takes with a star."""
        names = list(_all_of(self.trees[module]))
        names += [name for name in self._starred(module) if name not in names]
        found = {name: self._definition(module, name) for name in names}
        return {name: where for name, where in found.items() if where is not None}

    def _starred(self, module: str) -> Iterator[str]:
        for node in _import_nodes(self.trees[module]):
            if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
                yield from _all_of(self.trees[node.module or ""])

    def _definition(self, module: str, name: str) -> _Definition | None:
        """Give where `name`, as `module` knows it, is defined; None for what is not the package."""
        tree = self.trees.get(module)
        if tree is None:
            return None
        for node in tree.body:
            if name in _defined(node):
                return _Definition(module, node)
        for one in _import_nodes(tree):
            if not isinstance(one, ast.ImportFrom) or one.module in (None, module):
                continue
            if one.module not in self.trees:
                continue
            if one.names[0].name == "*" and name in _all_of(self.trees[one.module]):
                return self._definition(one.module, name)
            for alias in one.names:
                if (alias.asname or alias.name) == name:
                    return self._definition(one.module, alias.name)
        return None

    def _home(self, where: _Definition, name: str) -> str | None:
        """Give the public module that shows a definition, the shortest of them."""
        homes = [one for one in self.public if self.shown[one].get(name) == where]
        return min(homes, key=lambda one: (one != where.module, len(one)), default=None)

    def _stub(self, module: str) -> str:
        """Give the stub of a public module."""
        stub = _Stub(self, module)
        for name, where in sorted(self.shown[module].items()):
            stub.show(name, where)
        return stub.text()


class _Stub:
    """The stub of one public module while it is made."""

    def __init__(self, package: _Package, module: str) -> None:
        self.package = package
        self.module = module
        self.imports: set[str] = set()
        self.body: dict[str, list[str]] = {}
        self.again: list[str] = []

    def text(self) -> str:
        tree = self.package.trees[self.module]
        doc = (ast.get_docstring(tree) or "").partition("\n")[0]
        lines = [line for name in self._order() for line in [*self.body[name], ""]]
        if self.module == "pdg":
            doc = "The names of Houdini's `pdg`."
            roots = {name.split(".")[1] for name in self.package.public if "." in name}
            self.again += [f"from pdg import {name} as {name}" for name in roots]
            shown = set(self.package.shown["pdg"])
            lines += [f"{name}: Any" for name in self.package.missing[""] if name not in shown]
            self.imports.add("from typing import Any")
        head = [_HEADER + _CHECKS + f'"""{doc}"""', "", *sorted(self.imports), *sorted(self.again)]
        return "\n".join([*head, "", *lines]).rstrip() + "\n"

    def _order(self) -> list[str]:
        """Give bases before what derives from them, aliases first; else by name."""
        ordered: list[str] = []

        def add(name: str) -> None:
            if name in ordered or name not in self.body:
                return
            head = self.body[name][0]
            if head.startswith("class "):
                for base in ast.walk(ast.parse(head + " ...")):
                    if isinstance(base, ast.Name) and base.id != name:
                        add(base.id)
            ordered.append(name)

        for name in sorted(
            self.body, key=lambda one: (self.body[one][0].startswith("class "), one)
        ):
            add(name)
        return ordered

    def show(self, name: str, where: _Definition) -> None:
        """Add a public name, defined here or taken from the public module that has it."""
        home = self.package._home(where, name)
        if home not in (None, self.module):
            self.again.append(f"from {home} import {name} as {name}")
        else:
            self._define(name, where)

    def _define(self, name: str, where: _Definition) -> None:
        """Write a definition, and what its annotations refer to."""
        if name in self.body:
            return
        self.body[name] = []
        known = where.node
        lines = self._lines(known)
        # A name of a class body is its own there; everything else is a name of the module.
        tree = ast.parse("\n".join(lines))
        renamed = {}
        for one in _used(tree):
            new = self._refer(where.module, one, known)
            if new != one:
                renamed[one] = new
        if renamed or getattr(known, "name", name) != name:
            lines = _renamed(lines, {**renamed, getattr(known, "name", name): name})
        self.body[name] = lines

    def _lines(self, node: ast.stmt) -> list[str]:
        if isinstance(node, ast.ClassDef):
            return stub_class(node, self.package.missing.get(node.name, []))
        if isinstance(node, ast.FunctionDef):
            return stub_function(node)
        if isinstance(node, ast.AnnAssign):
            return [f"{ast.unparse(node.target)}: {ast.unparse(node.annotation)}"]
        assert isinstance(node, ast.Assign), ast.unparse(node)
        value = ast.unparse(node.value)
        if value.startswith(_ALIASES) or isinstance(node.value, (ast.Name, ast.Attribute)):
            return [ast.unparse(node)]
        if isinstance(node.value, ast.Tuple):
            return [f"{ast.unparse(node.targets[0])} = {value}"]
        return [f"{ast.unparse(node.targets[0])}: Any"]

    def _refer(self, module: str, name: str, user: ast.stmt) -> str:
        """Make a name that a definition of `module` uses known here; give what it is called."""
        where = self.package._definition(module, name)
        if where is None:
            self._import(module, name)
            return name
        own = getattr(where.node, "name", name)
        home = self.package._home(where, own)
        if home == self.module:
            self._define(own, where)
            if own != name and own in _members(user):
                self.body["_" + own] = [f"_{own} = {own}"]
                return "_" + own
            return own
        if home is not None:
            self.imports.add(f"from {home} import {own}")
            return own
        private = "_" + own.lstrip("_")
        if where.node is not user:
            self._define(private, where)
        return private

    def _import(self, module: str, name: str) -> None:
        """Import what is not of the package, as the module itself does."""
        if name == "Any":
            self.imports.add("from typing import Any")
        for node in _import_nodes(self.package.trees[module]):
            for alias in node.names:
                if (alias.asname or alias.name.split(".")[0]) != name:
                    continue
                what = ast.unparse(alias)
                source = f"from {node.module} import " if isinstance(node, ast.ImportFrom) else ""
                self.imports.add(source + what if source else "import " + what)


def _renamed(lines: list[str], names: dict[str, str]) -> list[str]:
    """Give the lines with names replaced, docstrings and members left as they are."""
    text = "\n".join(lines)
    rows = text.split("\n")
    places = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Name) and node.id in names:
            places.append((node.lineno, node.col_offset, node.id))
        bound = _bound(node)
        if bound is not None and bound.value in names:
            places.append((bound.lineno, bound.col_offset + 1, str(bound.value)))
    top = ast.parse(text).body[0]
    if isinstance(top, (ast.ClassDef, ast.FunctionDef)) and top.name in names:
        column = rows[top.lineno - 1].index(top.name)
        places.append((top.lineno, column, top.name))
    for line, column, name in sorted(set(places), reverse=True):
        row = rows[line - 1].encode()
        start = row[:column].decode()
        rows[line - 1] = start + names[name] + row[column:].decode()[len(name) :]
    return rows


def _used(tree: ast.AST) -> set[str]:
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return names | {str(bound.value) for bound in map(_bound, ast.walk(tree)) if bound is not None}


def _bound(node: ast.AST) -> ast.Constant | None:
    """Give the bound of a TypeVar, which names a class in a text."""
    if not isinstance(node, ast.keyword) or node.arg != "bound":
        return None
    return node.value if isinstance(node.value, ast.Constant) else None


def _dotted(root: Path, path: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(("pdg", *(part for part in parts if part != "__init__")))


def _file(root: Path, module: str) -> Path:
    base = root.joinpath(*module.split(".")[1:])
    return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")


def _all_of(tree: ast.Module) -> list[str]:
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and target.id == "__all__":
            names: list[str] = ast.literal_eval(getattr(node, "value"))  # noqa: B009 - either kind
            return names
    return []


def _defined(node: ast.stmt) -> list[str]:
    """Give the names that a statement of a module defines."""
    if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return [node.target.id]
    return []


def _members(node: ast.stmt) -> list[str]:
    return [name for part in getattr(node, "body", ()) for name in _defined(part)]


def _import_nodes(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    for node in tree.body:
        inner = node.body if isinstance(node, ast.If) else [node]
        for one in inner:
            if isinstance(one, ast.ImportFrom) and one.module == "__future__":
                continue
            if isinstance(one, (ast.Import, ast.ImportFrom)):
                yield one
