"""Python 2 code must be written so that Python 3 reads it too.

## What it does
Reports the print and exec statements, `except E, e`, `raise E, "text"`, backticks, `<>`, octal
numbers such as 0777, long numbers such as 10L, `ur""` strings and tuples among the arguments of a
function, each with what to write instead.

## Why it matters on a farm
Houdini runs Python 3 from 19.0 on. Schedulers that were written for 17.5 or 18 are still passed
around, and Python's own message for them is "invalid syntax". What is proposed here works in
Python 2.7 as well, so one text serves old and new releases.

## Bad
    # onschedule.py
    try:
        self.submit(work_item)
    except RuntimeError, error:
        print "cannot submit", error
        return pdg.scheduleResult.Failed
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    try:
        self.submit(work_item)
    except RuntimeError as error:
        print("cannot submit {}".format(error))
        return pdg.scheduleResult.Failed
    return pdg.scheduleResult.Succeeded
    # methods.py
    def submit(self, work_item):
        self.cookWarning("not implemented")

## Since
Every release.
"""

from __future__ import annotations

import ast
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.lex import statements
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.context import Text
    from pysched_gen.check.lex import Token

__all__ = ["find", "rule"]

rule = Rule(__name__, "PSG003", Severity.ERROR)


def find(text: str) -> Iterator[tuple[Token, str]]:
    """Give the tokens of `text` that only Python 2 knows, each with what to do."""
    for statement in statements(text):
        yield from _statement(statement)
        for token in statement:
            message = _token(token)
            if message:
                yield token, f"Python 2 code: {message}"


def _statement(tokens: list[Token]) -> Iterator[tuple[Token, str]]:
    head = tokens[0]
    following = tokens[1] if len(tokens) > 1 else None
    message = ""
    if head.text in ("print", "exec"):
        message = _call(head.text, following)
    elif head.text == "except" and _comma(tokens):
        message = 'write "except Error as name:"; for several types "except (One, Two):"'
    elif head.text == "raise" and _comma(tokens):
        message = 'write raise Error("text") in place of raise Error, "text"'
    elif head.text == "def" and _tuple_argument(tokens):
        message = "take one argument and unpack it in the first line of the function"
    if message:
        yield head, f"Python 2 code: {message}"


def _call(name: str, following: Token | None) -> str:
    if following is None or not (
        following.kind in ("string", "number")
        or following.text in (">>", "`", "not", "lambda", "None", "True", "False")
        or (following.kind == "name" and following.text not in _OPERATORS)
    ):
        return ""
    if name == "exec":
        return "write exec(code, variables) in place of the exec statement"
    if following.text == ">>":
        return 'write sys.stderr.write("text\\n") in place of print >>file'
    return "write print(...) with parentheses"


_OPERATORS = frozenset({"and", "or", "in", "is", "if", "else", "for"})


def _comma(tokens: list[Token]) -> bool:
    return any(token.text == "," and token.depth == tokens[0].depth for token in tokens)


def _tuple_argument(tokens: list[Token]) -> bool:
    depth = tokens[0].depth + 1
    return any(
        left.text in ("(", ",") and right.text == "(" and right.depth == depth
        for left, right in pairwise(tokens)
    )


def _token(token: Token) -> str:
    text = token.text
    if token.kind == "op":
        return {
            "`": "write repr(value) in place of backticks",
            "<>": "write != in place of <>",
        }.get(text, "")
    if token.kind == "number":
        if text[-1] in "lL":
            return f"write {text[:-1]} in place of {text}"
        if re.fullmatch(r"0[0-9_]*[1-7][0-7]*", text):
            return f"write 0o{text.lstrip('0')} in place of {text}"
    if token.kind == "string" and re.match(r"(?i)ur['\"]", text):
        return 'drop one of the letters before the string: r"..." or u"..."'
    return ""


@rule.node(ast.Expr)
def visit_expression(node: ast.Expr, text: Text) -> Iterator[Finding]:
    """Report what Python 3 reads as something else: `print >>file, text` and a bare `print`."""
    del text
    value = node.value
    if isinstance(value, ast.Tuple) and value.elts:
        value = value.elts[0]
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.RShift) and _is_print(value.left):
        yield Finding(
            node, 'Python 2 code: write sys.stderr.write("text\\n") in place of print >>file'
        )
    elif _is_print(node.value):
        yield Finding(
            node,
            "Python 2 code: a bare print does nothing in Python 3; write print() with "
            "parentheses",
        )


def _is_print(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "print"
