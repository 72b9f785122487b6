"""Code must mean in Python 3 what it meant in Python 2.

## What it does
Reports what Python 3 reads but cannot run as it was meant: `jobs.keys()[0]`, `map(...)[0]`,
`jobs.values().sort()`, `range(3) + [4]`, `jobs.has_key(x)`, `jobs.iteritems()`, `error.message`,
`error[0]`, `sort(cmp=...)`, `lines.next()`, `None > 3`, `range(7 / 2)`, `os.chmod(path, 777)`,
`raise "text"`, and special methods that Python 3 no longer calls. Text and bytes that are mixed are
`bytes-and-text`'s.

## Why it matters on a farm
Houdini runs Python 3 from 19.0 on. Such a line is a TypeError or an AttributeError, most often on
the path that reads what the farm says, or that tells of an error.

## Bad
    # onschedule.py
    jobs = {1: work_item.id}
    first = jobs.keys()[0]
    self.first = first
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    jobs = {1: work_item.id}
    first = next(iter(jobs))
    self.first = first
    return pdg.scheduleResult.Succeeded

## Since
Houdini 19.0.
"""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import member, replaced, wrapped
from pysched_gen.check.guards import is_guarded
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.diagnostic import Edit
    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG116", Severity.ERROR, since="19.0")

_LAZY = frozenset({"map", "filter", "zip", "view"})
_NO_LENGTH = frozenset({"map", "filter", "zip", "generator"})
_NO_LIST = frozenset({"map", "filter", "zip", "view", "range"})
_OF_LISTS = frozenset({"sort", "append", "extend", "insert", "reverse", "remove", "pop"})
_ITERATORS = frozenset({"generator", "map", "filter", "zip", "text-file", "binary-file"})
_DICT_ONLY = {
    "has_key": "write `key in dictionary`",
    "iteritems": "write items()",
    "iterkeys": "write keys()",
    "itervalues": "write values()",
    "viewitems": "write items()",
    "viewkeys": "write keys()",
    "viewvalues": "write values()",
}
_OF_FUNCTIONS = {
    "func_name": "__name__",
    "func_code": "__code__",
    "func_defaults": "__defaults__",
    "func_doc": "__doc__",
    "func_dict": "__dict__",
    "func_globals": "__globals__",
    "im_func": "__func__",
    "im_self": "__self__",
}


@rule.node(ast.Subscript)
def visit_subscript(node: ast.Subscript, text: Text) -> Iterator[Finding]:
    """Report an index into what is no list in Python 3, and an index that is a fraction."""
    if not isinstance(node.ctx, ast.Load):
        return
    owner = text.context.inference.type_of(node.value, text)
    if owner in _LAZY:
        yield Finding(
            node,
            f"{_gives(owner)} no list in Python 3; write list(...)[...] or next(iter(...))",
            edits=_listed(node.value, text),
        )
    elif owner.startswith("error ") and _is_builtin_error(owner):
        if not is_guarded(node, text, "TypeError"):
            told = "an error has no places in Python 3; write error.args[...]"
            yield Finding(node, told, edits=wrapped(node.value, "", ".args", text))
    elif owner.partition("[")[0] in ("list", "str", "tuple") and not _is_slice(node):
        kind = text.context.inference.type_of(node.slice, text)
        if kind == "float":
            told = f"an index is a whole number, this is a fraction; {_WHOLE}"
            yield Finding(node.slice, told, edits=_whole(node.slice, text))


def _listed(node: ast.expr, text: Text) -> tuple[Edit, ...]:
    return wrapped(node, "list(", ")", text)


def _whole(node: ast.expr, text: Text) -> tuple[Edit, ...]:
    """Return the edits that make a division one of whole numbers, as it was in Python 2."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Div):
        return ()
    kinds = {text.context.inference.type_of(one, text) for one in (node.left, node.right)}
    if kinds != {"int"}:
        return ()
    left, right = text.parsed.source(node.left), text.parsed.source(node.right)
    whole = text.parsed.source(node)
    between = whole[len(left) : len(whole) - len(right)]
    plain = whole.startswith(left) and whole.endswith(right) and between.strip() == "/"
    return replaced(node, f"{left}{between.replace('/', '//')}{right}", text) if plain else ()


_WHOLE = "write // in place of /"


def _is_slice(node: ast.Subscript) -> bool:
    return isinstance(node.slice, ast.Slice)


def _gives(owner: str) -> str:
    if owner == "view":
        return "keys(), values() and items() give"
    return f"{owner}() gives"


def _is_builtin_error(kind: str) -> bool:
    found = getattr(builtins, kind.removeprefix("error "), None)
    return isinstance(found, type) and issubclass(found, BaseException)


@rule.node(ast.Attribute)
def visit_attribute(node: ast.Attribute, text: Text) -> Iterator[Finding]:
    """Report members that Python 3 took away."""
    if not isinstance(node.ctx, ast.Load):
        return
    owner = text.context.inference.type_of(node.value, text)
    told = _member(node, owner)
    if node.attr == "isAlive" and text.context.scheduler.release.python < (3, 9):
        return
    if told and not is_guarded(node, text, "AttributeError"):
        yield Finding(node, told, edits=_member_edits(node, owner, text))


_TO_NEW_NAMES = {
    "iteritems": "items",
    "iterkeys": "keys",
    "itervalues": "values",
    "viewitems": "items",
    "viewkeys": "keys",
    "viewvalues": "values",
    "isAlive": "is_alive",
}


def _member_edits(  # noqa: PLR0911 - one line a kind of member
    node: ast.Attribute, owner: str, text: Text
) -> tuple[Edit, ...]:
    name, call = node.attr, text.parent_of(node)
    if name in _TO_NEW_NAMES:
        return member(node, _TO_NEW_NAMES[name], text)
    if name in _OF_FUNCTIONS:
        return member(node, _OF_FUNCTIONS[name], text)
    if owner.startswith("error "):
        return replaced(node, f"str({text.parsed.source(node.value)})", text)
    if not isinstance(call, ast.Call) or call.func is not node or call.keywords:
        return ()
    source = text.parsed.source(node.value)
    if name == "next" and not call.args:
        return replaced(call, f"next({source})", text)
    if name == "has_key" and len(call.args) == 1 and not isinstance(call.args[0], ast.Starred):
        key = text.parsed.source(call.args[0])
        outer, place, told = text.parent_of(call), call, f"{key} in {source}"
        if isinstance(outer, ast.UnaryOp) and isinstance(outer.op, ast.Not):
            return replaced(outer, _in_place(f"{key} not in {source}", outer, text), text)
        return replaced(place, _in_place(told, place, text), text)
    return ()


def _in_place(new: str, node: ast.expr, text: Text) -> str:
    bare = isinstance(text.parent_of(node), ast.If | ast.While | ast.Assign | ast.Return)
    return new if bare else f"({new})"


def _member(node: ast.Attribute, owner: str) -> str:  # noqa: PLR0911 - one line a kind of object
    name = node.attr
    if owner in ("dict", "environment") and name in _DICT_ONLY:
        return f"{name} is Python 2: {_DICT_ONLY[name]}"
    if owner.startswith("error ") and name == "message" and _is_builtin_error(owner):
        return "errors have no message in Python 3; write str(error)"
    if owner in _NO_LIST and name in _OF_LISTS:
        return f"{_gives(owner)} no list in Python 3, which has no {name}; write list(...)"
    if owner in _ITERATORS and name == "next":
        return "an iterator has no next() in Python 3; write next(...)"
    if owner in ("text-file", "binary-file") and name == "xreadlines":
        return "a file has no xreadlines in Python 3; go over the file itself"
    if owner == "thread" and name == "isAlive":
        return "a thread has no isAlive from Python 3.9 on; write is_alive()"
    if owner == "str" and name == "decode":
        return "a text has no decode in Python 3, it is Unicode already; remove it"
    if name in _OF_FUNCTIONS and owner.partition(" ")[0] in ("defined", "method"):
        return f"{name} is Python 2: write {_OF_FUNCTIONS[name]}"
    return ""


_CODECS = frozenset({"hex", "base64", "zlib", "bz2", "rot13", "string_escape", "uu"})
_MODES = frozenset(
    ["777", "775", "755", "750", "700", "770", "666", "664", "660", "644", "640", "600"]
)
_TAKES_MODE = {"os.chmod": 1, "os.mkdir": 1, "os.makedirs": 1, "os.umask": 0}


@rule.node(ast.Call)
def visit_call(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report arguments that mean something in Python 2 only."""
    kind, _, name = text.context.inference.type_of(node.func, text).partition(" ")
    if name in ("list.sort", "sorted"):
        yield from _sorting(node, name)
    if node.args:
        yield from _first_argument(node, kind, name, text)


def _first_argument(node: ast.Call, kind: str, name: str, text: Text) -> Iterator[Finding]:
    inference, first = text.context.inference, node.args[0]
    given = inference.type_of(first, text)
    if (kind, name) == ("builtin", "len") and given in _NO_LENGTH:
        told = f"{_gives(given)} no list in Python 3, it has no length; {_LIST}"
        yield Finding(node, told, edits=_listed(first, text))
    elif (kind, name) == ("builtin", "range"):
        for one in node.args:
            if inference.type_of(one, text) == "float":
                told = f"range takes whole numbers, this is a fraction; {_WHOLE}"
                yield Finding(one, told, edits=_whole(one, text))
    elif (kind, name) == ("builtin", "map") and _is_none(first):
        yield Finding(first, "map(None, ...) is Python 2: write itertools.zip_longest(...)")
    elif name == "str.encode" and isinstance(first, ast.Constant) and first.value in _CODECS:
        yield Finding(first, f"{first.value} is no encoding of texts in Python 3; use its module")
    elif kind == "from" and name in _NEED_LIST and given in _LAZY:
        told = f"{_gives(given)} no list in Python 3; {_LIST}"
        yield Finding(first, told, edits=_listed(first, text))
    elif kind == "from" and name in _TAKES_MODE:
        yield from _mode(node, name, text)


_LIST = "write list(...)"
_NEED_LIST = frozenset({"json.dumps", "json.dump", "random.choice", "random.shuffle"})


def _sorting(node: ast.Call, name: str) -> Iterator[Finding]:
    more = node.args[1 if name == "sorted" else 0 :]
    if any(isinstance(one, ast.Starred) for one in more):
        more = []  # of nothing, where its caller is not from Python 2
    if any(keyword.arg == "cmp" for keyword in node.keywords) or more:
        yield Finding(node, "cmp= is Python 2; write key=functools.cmp_to_key(function)")


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _mode(node: ast.Call, name: str, text: Text) -> Iterator[Finding]:
    place = _TAKES_MODE[name]
    named = [keyword.value for keyword in node.keywords if keyword.arg == "mode"]
    for value in [*node.args[place : place + 1], *named]:
        shown = text.shown(value)
        if isinstance(value, ast.Constant) and shown in _MODES:
            told = f"{shown} is a decimal number here; write 0o{shown}"
            yield Finding(value, told, edits=replaced(value, f"0o{shown}", text))


@rule.node(ast.BinOp)
def visit_operation(node: ast.BinOp, text: Text) -> Iterator[Finding]:
    """Report lists that are added to what is no list any more."""
    if isinstance(node.op, ast.Add):
        kinds = [text.context.inference.type_of(one, text) for one in (node.left, node.right)]
        lazy = [kind for kind in kinds if kind in _NO_LIST]
        others = [kind for kind in kinds if kind not in _NO_LIST]
        if lazy and all(kind.partition("[")[0] == "list" for kind in others):
            parts = [
                one
                for one, kind in zip((node.left, node.right), kinds, strict=True)
                if kind in _NO_LIST
            ]
            edits = tuple(edit for one in parts for edit in _listed(one, text))
            yield Finding(node, f"{_gives(lazy[0])} no list in Python 3; {_LIST}", edits=edits)


_ORDERED = (ast.Lt, ast.Gt, ast.LtE, ast.GtE)
_NUMBERS = frozenset({"int", "float", "bool"})
_COMPARED = frozenset({"str", "list", "dict", "None"})


@rule.node(ast.Compare)
def visit_compare(node: ast.Compare, text: Text) -> Iterator[Finding]:
    """Report an order of things that Python 3 does not order."""
    values = [node.left, *node.comparators]
    kinds = [text.context.inference.type_of(one, text) for one in values]
    for left, right, operator in zip(kinds, kinds[1:], node.ops, strict=False):
        if not isinstance(operator, _ORDERED):
            continue
        mixed = {left, right}
        unlike = len(mixed) == 2 and mixed <= {*_COMPARED, *_NUMBERS}  # noqa: PLR2004 - a pair
        if unlike and not mixed <= _NUMBERS and not is_guarded(node, text, "TypeError"):
            shown = " and ".join(_article(kind) for kind in (left, right))
            yield Finding(node, f"Python 3 does not order {shown}; compare values of one type")
            return


def _article(kind: str) -> str:
    words = {"str": "a text", "None": "None", "list": "a list", "dict": "a dictionary"}
    return words.get(kind, "a number")


@rule.text
def visit_tests(text: Text) -> Iterator[Finding]:
    """Report tests of what is always true in Python 3."""
    tests = [one.test for one in text.nodes.of(ast.If)]
    tests += [one.test for one in text.nodes.of(ast.While)]
    tests += [one.test for one in text.nodes.of(ast.IfExp)]
    for test in tests:
        yield from _test(test, text)


def _test(test: ast.expr, text: Text) -> Iterator[Finding]:
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test = test.operand
    kind = text.context.inference.type_of(test, text)
    if kind in ("map", "filter", "zip") and isinstance(test, ast.Call):
        told = f"{kind}() gives no list in Python 3 and is always true; {_LIST}"
        yield Finding(test, told, edits=_listed(test, text))


@rule.node(ast.Raise)
def visit_raise(node: ast.Raise, text: Text) -> Iterator[Finding]:
    """Report a text that is raised."""
    if node.exc is not None and text.context.inference.type_of(node.exc, text) == "str":
        told = "only errors can be raised; write raise RuntimeError(...)"
        yield Finding(node.exc, told, edits=wrapped(node.exc, "RuntimeError(", ")", text))


_SPECIAL = {
    "__nonzero__": "__bool__",
    "__div__": "__truediv__",
    "__cmp__": "__lt__ and __eq__",
    "__getslice__": "__getitem__",
    "__unicode__": "__str__",
    "next": "__next__",
}


def _iterates_over_itself(node: ast.ClassDef) -> bool:
    """Tell whether the class says that it is an iterator: its `__iter__` returns self."""
    return any(
        isinstance(one, ast.Return) and isinstance(one.value, ast.Name) and one.value.id == "self"
        for method in node.body
        if isinstance(method, ast.FunctionDef) and method.name == "__iter__"
        for one in walk(method)
    )


@rule.node(ast.ClassDef)
def visit_class(node: ast.ClassDef, text: Text) -> Iterator[Finding]:
    """Report what Python 3 no longer looks at in a class."""
    del text
    names = {getattr(one, "name", "") for one in node.body}
    names |= {
        target.id
        for one in node.body
        if isinstance(one, ast.Assign)
        for target in one.targets
        if isinstance(target, ast.Name)
    }
    for statement in node.body:
        name = getattr(statement, "name", "")
        wanted = _SPECIAL.get(name, "")
        if name == "next" and not _iterates_over_itself(node):
            continue
        if wanted and not set(wanted.split(" and ")) & names:
            yield Finding(
                statement, f"Python 3 does not call {name}; name it {wanted}", Severity.WARNING
            )
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        if any(isinstance(one, ast.Name) and one.id == "__metaclass__" for one in targets):
            told = "Python 3 does not look at __metaclass__; write class Name(metaclass=...)"
            yield Finding(statement, told, Severity.WARNING)
