"""What classes have that the texts of a scheduler define themselves.

Only where all of it can be seen: the class derives from nothing, from another one of these, or from
a class of Python's that is known here, and takes no attribute whose name is made when it runs.
"""

from __future__ import annotations

import ast
import builtins
import keyword
from typing import TYPE_CHECKING

from pysched_gen.check.syntax.nodes import dotted_name, walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from pysched_gen.check.text import Text

__all__ = ["DECORATORS", "attributes_set", "class_names", "members_of", "method_of", "named_tuple"]

Defined = tuple["Text", ast.FunctionDef | ast.ClassDef]

# Decorators that leave a class the class it is.
DECORATORS = frozenset({"dataclass", "unique", "total_ordering", "final"})

_ENUMS = {"Enum": "", "Flag": "", "IntEnum": "int", "IntFlag": "int", "StrEnum": "str"}
_OF_ENUMS = frozenset({"name", "value", "_missing_", "_value_", "_name_", "__members__"})
_OF_TUPLES = frozenset({"_asdict", "_replace", "_fields", "_make", "_field_defaults"})
# Methods by which a class answers to any name, or makes something else than itself.
_ANY = frozenset({"__getattr__", "__getattribute__", "__new__", "__setattr__", "__init_subclass__"})


def members_of(
    node: ast.ClassDef, text: Text, resolve: Callable[[ast.expr, Text], Defined | None]
) -> frozenset[str] | None:
    """Return the names that the class `node` and its instances have, None where not all are seen.

    `resolve` gives the class of the texts that an expression names, or None. What is set on objects
    from outside is not among them.
    """
    names = class_names(node.body)
    if node.keywords or names & _ANY:
        return None
    found = set(names)
    for base in node.bases:
        of_base = _of_base(base, text, resolve)
        if of_base is None:
            return None
        found |= of_base
    return frozenset(found)


def _of_base(
    base: ast.expr, text: Text, resolve: Callable[[ast.expr, Text], Defined | None]
) -> frozenset[str] | None:
    """Return what a base gives: one of Python's by its name, or a class of the texts."""
    name = dotted_name(base).rpartition(".")[2]
    if name in _ENUMS:
        plain = getattr(builtins, _ENUMS[name], object)
        return _OF_ENUMS | frozenset(dir(plain))
    if name == "NamedTuple":
        return _OF_TUPLES | frozenset(dir(tuple))
    if name in ("ABC", "object"):
        return frozenset()
    own = resolve(base, text)
    if own is not None:
        where, node = own
        return members_of(node, where, resolve) if isinstance(node, ast.ClassDef) else None
    python = getattr(builtins, name, None) if isinstance(base, ast.Name) else None
    return frozenset(dir(python)) if isinstance(python, type) else None


def method_of(node: ast.ClassDef, name: str) -> ast.FunctionDef | None:
    """Return the plain method `name` that class `node` itself defines, where it is the only one."""
    found = [one for one in node.body if getattr(one, "name", "") == name]
    first = found[0] if len(found) == 1 else None
    is_plain = isinstance(first, ast.FunctionDef) and not first.decorator_list
    return first if is_plain else None  # type: ignore[return-value]


def named_tuple(node: ast.Call) -> ast.ClassDef | None:
    """Return the class that `namedtuple("Job", "number name")` makes, None where it is not told."""
    given = [one.value for one in node.keywords if one.arg == "defaults"]
    defaults = [one.elts for one in given if isinstance(one, ast.List | ast.Tuple)]
    starred = any(isinstance(one, ast.Starred) for elements in defaults for one in elements)
    if len(node.args) != 2 or len(defaults) != len(node.keywords) or starred:  # noqa: PLR2004
        return None
    fields = _fields(node.args[1])
    if not fields or not all(one.isidentifier() and not keyword.iskeyword(one) for one in fields):
        return None
    plain = len(fields) - sum(map(len, defaults))
    lines = [f"  {one}: object{' = None' if at >= plain else ''}" for at, one in enumerate(fields)]
    made = ast.parse("\n".join(["class Tuple(NamedTuple):", *lines])).body[0]
    name = node.args[0].value if isinstance(node.args[0], ast.Constant) else ""
    if isinstance(made, ast.ClassDef) and isinstance(name, str):
        made.name = name or "tuple"
        return made
    return None


def _fields(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value.replace(",", " ").split()
    if not isinstance(node, ast.List | ast.Tuple):
        return []
    texts = [one.value for one in node.elts if isinstance(one, ast.Constant)]
    known = [one for one in texts if isinstance(one, str)]
    return known if len(known) == len(node.elts) else []


def class_names(statements: list[ast.stmt]) -> set[str]:
    """Return the names that the body of a class gives it."""
    found = set()
    for statement in statements:
        for node in walk(statement):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                found.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
            elif isinstance(node, ast.Import | ast.ImportFrom):
                found |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
    return found


def attributes_set(text: Text) -> set[str] | None:
    """Return the attributes that `text` sets on anything, None where they could be any."""
    found = {node.attr for node in text.nodes.of(ast.Attribute) if isinstance(node.ctx, ast.Store)}
    for call in text.nodes.of(ast.Call):
        function = call.func
        if isinstance(function, ast.Name) and function.id == "setattr":
            if len(call.args) < 2 or not _is_text(call.args[1]):  # noqa: PLR2004 - object, name
                return None
            found.add(call.args[1].value)  # type: ignore[attr-defined]
        if isinstance(function, ast.Name) and function.id == "vars":
            return None
    for node in text.nodes.of(ast.Attribute):
        if node.attr == "__dict__":
            names = _through_dict(node, text)
            if names is None:
                return None
            found |= names
    return found


def _through_dict(node: ast.Attribute, text: Text) -> set[str] | None:
    """Return the names that `self.__dict__.update(name=...)` sets, None for any other use."""
    update = text.parent_of(node)
    call = text.parent_of(update) if update else None
    if not isinstance(update, ast.Attribute) or not isinstance(call, ast.Call):
        return None
    if update.attr != "update" or call.args:
        return None
    names = {keyword.arg for keyword in call.keywords}
    return None if None in names else {name for name in names if name}


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
