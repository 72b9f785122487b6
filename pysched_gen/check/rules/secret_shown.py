"""A password must not be shown.

## What it does
Reports a password, a secret or a key of an API that goes as it is into a log, a message of the
node or an attribute of an item. Its length, or whether there is one, may be shown.

## Why it matters on a farm
Logs of jobs lie on a share that everybody reads, are kept for months and are sent to vendors with
bug reports. Attributes are written into the JSON file of each item, for every job to read.

## Bad
    # onstartcook.py
    import os
    password = os.environ["FARM_PASSWORD"]
    print("logging in with", password)
    return True

## Good
    # onstartcook.py
    import os
    password = os.environ["FARM_PASSWORD"]
    print("logging in, password given:", bool(password))
    return True

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.rules.secret_parameter import secret_in
from pysched_gen.check.syntax.nodes import dotted_name, parts_of_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG150", Severity.WARNING)

_LEVELS = frozenset(
    {"debug", "info", "warning", "warn", "error", "exception", "critical", "fatal", "log"}
)
_LOGGERS = ("log", "logger", "logging")
_MESSAGES = frozenset(
    {
        *("cookError", "cookWarning", "addError", "addWarning", "addMessage", "addLog"),
        *("setStringAttrib", "setPyObjectAttrib", "setDictAttrib", "setCustomState"),
    }
)
# A word of parsers as well as of doors.
_DOUBTFUL = frozenset({"token"})


@rule.node(ast.Call)
def visit(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report what is shown and should not be."""
    if not _shows(node, text):
        return
    every = (*node.args, *(keyword.value for keyword in node.keywords))
    for part in (part for value in every for part in parts_of_text(value)):
        word = _secret(part)
        if word:
            yield Finding(
                part,
                f"the {word} is shown here to everyone who reads it; leave it out, or show "
                f"bool({text.shown(part)})",
            )


def _shows(node: ast.Call, text: Text) -> bool:
    function = node.func
    if isinstance(function, ast.Name):
        return function.id == "print"
    if not isinstance(function, ast.Attribute):
        return False
    if function.attr in _MESSAGES:
        return True
    owner = dotted_name(function.value).rpartition(".")[2].lower().strip("_")
    kind = text.context.inference.type_of(function.value, text)
    logs = owner.endswith(_LOGGERS) or kind in ("module logging", "from logging.getLogger")
    return function.attr in _LEVELS and logs


def _secret(node: ast.expr) -> str:
    name = ""
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "").startswith("evaluate"):
        node = node.func.value  # type: ignore[attr-defined]
    if isinstance(node, ast.Name | ast.Attribute):
        name = dotted_name(node).rpartition(".")[2]
    elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        name = str(node.slice.value)
    word = secret_in(name)
    several = name.lower().endswith("s") and word != name.lower()  # has_passwords
    return "" if word in _DOUBTFUL or several else word
