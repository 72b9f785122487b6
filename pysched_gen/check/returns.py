"""The body of a callback in, all it can give back out.

Only what the texts say for certain is told apart: what a function of header.py or methods.py gives
is what its own ways out give, and a variable that is only ever None is None. Any other variable or
call could be anything, so it counts as right.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pysched_gen.check.edits import append, replaced
from pysched_gen.check.guards import asks_version
from pysched_gen.check.syntax.nodes import dotted_name, walk
from pysched_gen.houdini.callbacks import CALLBACKS, Returns
from pysched_gen.houdini.pdg_names import ENUMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pysched_gen.check.diagnostic import Edit
    from pysched_gen.check.text import Text
    from pysched_gen.span import Span

__all__ = [
    "UNKNOWN",
    "Exit",
    "answer_edits",
    "can_fall_off",
    "exits",
    "methods_returning",
    "never_returns",
    "own_function",
    "takes_all",
]

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Exit:
    """One way out of a body.

    Attributes:
        place: the value, the bare return, or the last statement where the body just ends.
        kind: "None", "bool", "int", "str" ... of a literal, "pdg.tickResult" of a member of that
            enum, "enum" of an enum itself, `UNKNOWN` otherwise.
        shown: the value as it stands in the text; "return" or "" where there is none.
        size: number of elements of a tuple, else -1.
        by_release: it is in, or behind, a branch on the version of Houdini or Python.
        given: what a function that the value is a call of can give, as it stands there; "" where
            the value itself says it.
    """

    place: ast.AST | Span
    kind: str
    shown: str
    size: int = -1
    by_release: bool = False
    given: str = ""

    def told(self, method: str, wanted: str) -> str:
        """Return the first half of a message: that `method` gives this and not what is `wanted`."""
        if not self.shown:
            return f"{method} can end without a return, so PDG gets None and not {wanted}"
        if self.shown == "return":
            return f"{method} returns without a value, so PDG gets None and not {wanted}"
        if self.given:
            return f"{method} returns {self.shown}, which can give {self.given} and not {wanted}"
        return f"{method} returns {self.shown}, which is not {wanted}"


def answer_edits(found: Exit, answer: str, text: Text, *, safe: bool = True) -> tuple[Edit, ...]:
    """Return the edits that make a way out give `answer`, none where it gives a value already."""
    last = text.tree.body[-1] if text.tree.body else None
    if isinstance(last, ast.Expr) and dotted_name(last.value, text.names_of_pdg).startswith("pdg."):
        return ()  # an answer whose `return` is missing
    if not found.shown:
        return append(f"return {answer}", text, safe=safe)
    if found.kind != "None" or found.given or not isinstance(found.place, ast.AST):
        return ()
    new = f"return {answer}" if isinstance(found.place, ast.Return) else answer
    return replaced(found.place, new, text, safe=safe)


def methods_returning(*returns: Returns) -> frozenset[str]:
    """Return the callbacks that give one of `returns` back in some release."""
    return frozenset(
        spec.method for spec in CALLBACKS for form in spec.forms if form.returns in returns
    )


def exits(text: Text) -> Iterator[Exit]:
    """Return all that the body `text` can give back; nothing for one that is a whole method."""
    if text.own_method is not None:
        return
    body = text.tree.body
    names = text.names_of_pdg
    for node, by_release in _returns(body, text, by_release=False):
        if node.value is None:
            yield Exit(node, "None", "return", by_release=by_release)
            continue
        for value in _values(node.value):
            chosen = by_release or _is_chosen(value, node.value, text)
            for found in _through(_exit(value, names, text), text):
                yield replace(found, by_release=chosen or found.by_release)
    if can_fall_off(body, text.context.raising):
        yield Exit(body[-1] if body else text.parsed.snippet.origin.span(), "None", "")


def _returns(
    statements: list[ast.stmt], text: Text, *, by_release: bool
) -> Iterator[tuple[ast.Return, bool]]:
    """Return each `return` of `statements` and of their blocks, with `Exit.by_release`."""
    for node in statements:
        if isinstance(node, ast.Return):
            yield node, by_release
            continue
        asks = isinstance(node, ast.If) and asks_version(node.test, text)
        for block in _blocks(node):
            yield from _returns(block, text, by_release=by_release or asks)
        if isinstance(node, ast.If) and asks:
            raising = text.context.raising
            by_release = by_release or any(
                block and not can_fall_off(block, raising) for block in (node.body, node.orelse)
            )


def _is_chosen(value: ast.expr, whole: ast.expr, text: Text) -> bool:
    """Return whether `value` is one of two in `whole`, by the version."""
    choices = (node for node in walk(whole) if isinstance(node, ast.IfExp))
    return value is not whole and any(asks_version(node.test, text) for node in choices)


def _values(node: ast.expr) -> Iterator[ast.expr]:
    """Return the values `node` can have, as far as its syntax tells."""
    if isinstance(node, ast.IfExp):
        yield from _values(node.body)
        yield from _values(node.orelse)
    elif isinstance(node, ast.BoolOp):
        # What is not last comes out only where it decides, which a literal seldom does.
        yield from _values(node.values[-1])
    elif isinstance(node, ast.NamedExpr):
        yield from _values(node.value)
    else:
        yield node


def _exit(node: ast.expr, names: Mapping[str, str], text: Text) -> Exit:
    size = len(node.elts) if isinstance(node, ast.Tuple) and not _has_star(node) else -1
    return Exit(node, _kind(node, names), text.shown(node), size)


def _through(found: Exit, text: Text) -> Iterator[Exit]:
    """Return what is given where a value is a call of an own function, or a name."""
    if found.kind == UNKNOWN and isinstance(found.place, ast.Name):
        yield _of_type(_of_name(found, found.place, text), text)
        return
    function = own_function(found.place, text) if found.kind == UNKNOWN else None
    if function is None or not isinstance(found.place, ast.AST):
        yield _of_type(found, text)
        return
    where, node = function
    inside: dict[str, Exit] = {}
    for statement, by_release in _returns(node.body, where, by_release=False):
        whole = statement.value or ast.Constant(None)
        for value in _values(whole):
            one = _exit(value, where.names_of_pdg, where)
            shown = "None" if statement.value is None else one.shown
            chosen = by_release or _is_chosen(value, whole, where)
            given = replace(found, kind=one.kind, size=one.size, given=shown, by_release=chosen)
            inside.setdefault(one.kind, given)
    if can_fall_off(node.body, where.context.raising | _EXITS):
        inside.setdefault("None", replace(found, kind="None", given="None"))
    yield from inside.values()


# What raises SystemExit, or ends the process: a helper that does gives nothing back.
_EXITS = frozenset({"sys.exit", "os._exit", "os.abort", "exit", "quit"})


def own_function(node: ast.AST | Span, text: Text) -> tuple[Text, ast.FunctionDef] | None:
    """Return the own function that `node` calls, None where it could be any."""
    if not isinstance(node, ast.Call):
        return None
    inference = text.context.inference
    called = inference.type_of(node.func, text)
    if called.startswith("method self."):
        found = inference.methods.get(called.removeprefix("method self."))
    else:
        where = inference.definition_of(called)
        found = (where[0], where[1]) if where and isinstance(where[1], ast.FunctionDef) else None
    if found is None or found[1].decorator_list:
        return None
    makes = (ast.Yield, ast.YieldFrom)
    return None if any(isinstance(one, makes) for one in walk(found[1])) else found


def _of_name(found: Exit, name: ast.Name, text: Text) -> Exit:
    """Return `found` with the kind of all values that its name is given, if that is one."""
    scope = text.function_of(name) or text.tree
    declared = [one.names for one in text.nodes.of(ast.Nonlocal)]
    declared += [one.names for one in text.nodes.of(ast.Global)]
    if any(name.id in names for names in declared):
        return found
    stores = text.stores(scope).get(name.id, ())
    parents = [text.parent_of(one) for one in stores]
    values = [one.value for one in parents if isinstance(one, ast.Assign)]
    kinds = {_kind(value, text.names_of_pdg) for value in values}
    if len(values) != len(stores) or kinds != {"None"} or name.id in text.arguments:
        return found
    return replace(found, kind="None", given="None")


_PLAIN = frozenset({"str", "bytes", "int", "float", "bool"})


def _of_type(found: Exit, text: Text) -> Exit:
    """Return `found` with the type that inference tells of its value, where that is a plain one."""
    if found.kind != UNKNOWN or not isinstance(found.place, ast.expr):
        return found
    kind = text.context.inference.type_of(found.place, text)
    return replace(found, kind=kind) if kind in _PLAIN else found


def _has_star(node: ast.Tuple) -> bool:
    return any(isinstance(element, ast.Starred) for element in node.elts)


_LITERALS: dict[type[ast.AST], str] = {
    ast.Compare: "bool",
    ast.JoinedStr: "str",
    ast.List: "list",
    ast.ListComp: "list",
    ast.Tuple: "tuple",
    ast.Dict: "dict",
    ast.DictComp: "dict",
    ast.Set: "set",
    ast.SetComp: "set",
    ast.GeneratorExp: "generator",
    ast.Lambda: "function",
}


def _kind(node: ast.expr, names: Mapping[str, str]) -> str:
    if isinstance(node, ast.Constant):
        return "None" if node.value is None else type(node.value).__name__
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return "bool"
    if isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant):
        return type(node.operand.value).__name__
    parts = dotted_name(node, names).split(".")
    if len(parts) == len(("pdg", "enum", "member")) and parts[0] == "pdg" and parts[1] in ENUMS:
        return ".".join(parts[:2])
    if len(parts) == len(("pdg", "enum")) and parts[0] == "pdg" and parts[1] in ENUMS:
        return "enum"
    return _LITERALS.get(type(node), UNKNOWN)


def can_fall_off(statements: list[ast.stmt], raising: frozenset[str] = frozenset()) -> bool:
    """Return whether control can reach the end of `statements`.

    Any test may come out either way, except that of `while True` and `if True`; any call may
    return, `sys.exit()` as well, but those of `raising`: "fail", "self.fail". A loop that counts
    attempts to return is left by one of them, or by what the last one raises.
    """
    return not any(_ends(statement, raising) for statement in statements)


def _ends(node: ast.stmt, raising: frozenset[str]) -> bool:
    """Return whether control never passes `node`."""
    if isinstance(node, ast.Return | ast.Raise | ast.Continue | ast.Break):
        return True
    if isinstance(node, ast.Expr):
        call = node.value
        return isinstance(call, ast.Call) and bool(raising) and dotted_name(call.func) in raising
    if isinstance(node, ast.While | ast.For | ast.AsyncFor):
        endless = _always_true(node.test) if isinstance(node, ast.While) else _tries_again(node)
        return (endless or not can_fall_off(node.orelse, raising)) and not _breaks(node.body)
    if isinstance(node, ast.Assert):
        return isinstance(node.test, ast.Constant) and not node.test.value
    return _block_ends(node, raising)


def _tries_again(node: ast.For | ast.AsyncFor) -> bool:
    """Return whether a loop goes over a range of attempts, each of which can return and raise."""
    counts = isinstance(node.iter, ast.Call) and dotted_name(node.iter.func) in ("range", "count")
    tries = [one for one in node.body if isinstance(one, _TRIES)]
    inside = {type(one) for attempt in tries for one in walk(attempt)}
    return counts and ast.Return in inside and ast.Raise in inside


def _block_ends(node: ast.stmt, raising: frozenset[str]) -> bool:
    def ends(block: list[ast.stmt]) -> bool:
        return not can_fall_off(block, raising)

    if isinstance(node, ast.If):
        return ends(node.body) and (_always_true(node.test) or ends(node.orelse))
    if isinstance(node, ast.With | ast.AsyncWith):
        return ends(node.body) and not any(map(_suppresses, node.items))
    if isinstance(node, ast.Match):
        return takes_all(node) and all(ends(case.body) for case in node.cases)
    if isinstance(node, _TRIES):
        inside = [[*node.body, *node.orelse], *(handler.body for handler in node.handlers)]
        return all(map(ends, inside)) or ends(node.finalbody)
    return False


def never_returns(function: ast.FunctionDef) -> bool:
    """Return whether each call of `function` raises, as far as its own text tells."""
    told = dotted_name(function.returns).rpartition(".")[2] if function.returns else ""
    if told in ("NoReturn", "Never"):
        return True
    if function.decorator_list or can_fall_off(function.body):
        return False
    return not any(
        isinstance(node, ast.Return | ast.Yield | ast.YieldFrom | ast.While)
        for node in walk(function)
    )


# except* makes a node of its own from Python 3.11 on.
_TRIES = (ast.Try, getattr(ast, "TryStar", ast.Try))


def _suppresses(item: ast.withitem) -> bool:
    manager = item.context_expr
    function = manager.func if isinstance(manager, ast.Call) else manager
    return dotted_name(function).rpartition(".")[2] == "suppress"


def _always_true(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and bool(node.value)


def takes_all(node: ast.Match) -> bool:
    """Return whether every value fits one of the cases, as `_` or a name without a guard."""
    return any(case.guard is None and _fits_all(case.pattern) for case in node.cases)


def _fits_all(pattern: ast.pattern) -> bool:
    while isinstance(pattern, ast.MatchOr):
        pattern = pattern.patterns[-1]
    return isinstance(pattern, ast.MatchAs) and pattern.pattern is None


def _breaks(statements: list[ast.stmt]) -> bool:
    """Return whether a `break` of the loop around `statements` is among them."""
    for node in statements:
        if isinstance(node, ast.Break):
            return True
        if isinstance(node, ast.While | ast.For | ast.AsyncFor):
            if _breaks(node.orelse):
                return True
        elif any(_breaks(block) for block in _blocks(node)):
            return True
    return False


def _blocks(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    if isinstance(node, _DEFINITIONS):
        return
    for owner in (node, *getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        for name in ("body", "orelse", "finalbody"):
            yield getattr(owner, name, [])


_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
