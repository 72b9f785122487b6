"""The module of a scheduler in, the code of it that no snippet folder and no package can hold out.

A generated package writes its own `registerTypes`, `templateName` and head of the class; what a
module has there besides would be gone without a word.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.sources.source import Loss

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.span import Origin

__all__ = ["losses", "losses_beside"]

_REGISTER = "registerTypes"
_KEYWORDS = frozenset({"name", "label", "parm_category"})
_ASKS = frozenset({"typeNames", "registeredType", "hasType", "types"})
_SAYS = frozenset({"print", "debug", "info", "log", "warning"})
_INIT_ARGUMENTS = 3  # self, scheduler, name

_BESIDE = (
    "this part of __init__.py is left out: that of a package registers its scheduler alone; put it "
    "into header.py, or a module of its own in pdg/types"
)

_Found = tuple[ast.stmt | ast.expr, str]


def losses(tree: ast.Module, definition: ast.ClassDef, origin: Origin) -> tuple[Loss, ...]:
    """Return what is not carried over of the module `tree`, whose scheduler is `definition`.

    In order of lines. Lines that only print are harmless.
    """
    found = [*_of_class(definition), *_behind(tree, definition)]
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == _REGISTER:
            found += _of_registration(node, definition.name)
    return _in_order(found, origin)


def losses_beside(tree: ast.Module, class_name: str, origin: Origin) -> tuple[Loss, ...]:
    """Return what is not carried over of the `__init__.py` that registers `class_name`.

    In order of lines. Imports and `__all__` are only there for what else it does.
    """
    found: list[_Found] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == _REGISTER:
            found += _of_registration(node, class_name)
        elif not _is_expected(node):
            found.append((node, _BESIDE))
    return _in_order(found, origin)


def _is_expected(node: ast.stmt) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Pass):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    targets = node.targets if isinstance(node, ast.Assign) else []
    return any(isinstance(one, ast.Name) and one.id == "__all__" for one in targets)


def _in_order(found: list[_Found], origin: Origin) -> tuple[Loss, ...]:
    unique = dict.fromkeys(found)
    ordered = sorted(unique, key=lambda item: (item[0].lineno, item[0].col_offset))
    return tuple(
        Loss(origin.span(node.lineno, node.col_offset + 1), message, is_harmless=_only_says(node))
        for node, message in ordered
    )


def _of_class(definition: ast.ClassDef) -> Iterator[_Found]:
    for decorator in definition.decorator_list:
        yield decorator, "the class of a package has no decorator; do its work in header.py"
    for keyword in definition.keywords:
        word = keyword.arg or "**"
        yield keyword.value, f"the class of a package takes no {word}=; do without it"
    for node in definition.body:
        if not isinstance(node, ast.FunctionDef):
            continue
        if node.name == "__init__":
            yield from _of_init(node)
        elif node.name == "templateName":
            yield from _of_template_name(node)


def _of_init(node: ast.FunctionDef) -> Iterator[_Found]:
    arguments = node.args
    extra = [
        *[*arguments.posonlyargs, *arguments.args][_INIT_ARGUMENTS:],
        *arguments.kwonlyargs,
        *(one for one in (arguments.vararg, arguments.kwarg) if one),
    ]
    for one in extra:
        # An argument has the place of an expression.
        place = ast.copy_location(ast.Name(one.arg, ast.Load()), one)
        yield place, f"__init__ of a package has the arguments scheduler and name, not {one.arg}"


def _of_template_name(node: ast.FunctionDef) -> Iterator[_Found]:
    for statement in node.body:
        value = getattr(statement, "value", None)
        plain = isinstance(statement, ast.Return | ast.Expr) and isinstance(value, ast.Constant)
        if not plain and not isinstance(statement, ast.Pass):
            yield statement, "templateName of a package returns its name and does nothing else"


def _behind(tree: ast.Module, definition: ast.ClassDef) -> Iterator[_Found]:
    """Return what stands behind the class and uses it: header.py stands before."""
    for node in tree.body[tree.body.index(definition) + 1 :]:
        # A function is called later, when the class is there.
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if any(isinstance(one, ast.Name) and one.id == definition.name for one in ast.walk(node)):
            yield node, (
                f"stands behind the class and uses {definition.name}; in a package all "
                "module-level code stands before the class"
            )


def _of_registration(function: ast.FunctionDef, class_name: str) -> Iterator[_Found]:
    yield from _of_statements(function.body, class_name)
    for decorator in function.decorator_list:
        yield decorator, f"{_REGISTER} of a package has no decorator"


def _of_statements(statements: Iterable[ast.stmt], class_name: str) -> Iterator[_Found]:
    for node in statements:
        value = node.value if isinstance(node, ast.Expr) else None
        if isinstance(node, ast.Pass) or isinstance(value, ast.Constant):
            continue
        if isinstance(value, ast.Call) and _called(value) == "registerScheduler":
            yield from _of_call(value, class_name)
        elif isinstance(node, ast.If) and _asks_registry(node.test) and not node.orelse:
            yield from _of_statements(node.body, class_name)  # a package asks, too
        else:
            what = _called(value) if isinstance(value, ast.Call) else ""
            shown = f"{what}() " if what else ""
            yield node, (
                f"{shown}in {_REGISTER} is left out: that of a package registers its scheduler "
                "alone; put it into a module of its own in pdg/types"
            )


def _of_call(call: ast.Call, class_name: str) -> Iterator[_Found]:
    if not call.args or _last_name(call.args[0]) != class_name:
        yield call, "registers another class than the scheduler's; put it into a module of its own"
        return
    for argument in call.args[1:]:
        yield argument, "a package gives registerScheduler name, label and parm_category only"
    for keyword in call.keywords:
        word = keyword.arg or "**"
        if word not in _KEYWORDS:
            yield keyword.value, (
                f"{word}= of registerScheduler is left out: a package gives name, label and "
                "parm_category only"
            )
        elif not isinstance(keyword.value, ast.Constant) and not _is_template_name(keyword.value):
            yield keyword.value, f"{word}= is computed; write the text, or give --{_option(word)}"


def _is_template_name(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and _called(node) == "templateName"


def _option(word: str) -> str:
    return "category" if word == "parm_category" else word


def _asks_registry(test: ast.expr) -> bool:
    calls = [node for node in ast.walk(test) if isinstance(node, ast.Call)]
    return any(_called(call) in _ASKS for call in calls)


def _only_says(node: ast.AST) -> bool:
    value = node.value if isinstance(node, ast.Expr) else None
    return isinstance(value, ast.Call) and _called(value) in _SAYS


def _called(call: ast.Call) -> str:
    return _last_name(call.func)


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
