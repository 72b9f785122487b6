"""What users can name must not be put into a line for a shell as it is.

## What it does
Reports a process that is started by a shell (`shell=True`, `os.system`, `os.popen`, `sh -c`) with
the name or label of an item, the name of a node, an attribute or a parameter put into the line
without quotes, also where a variable holds one or the other. The item's own command is meant for a
shell and left alone.

## Why it matters on a farm
A blank or an apostrophe in the name of a node, a file or a user breaks the line, and `;` runs what
stands behind it, with the rights of whoever submits.

## Bad
    # onschedule.py
    import os
    os.system("queue add " + work_item.name)
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    import os
    import shlex
    os.system("queue add " + shlex.quote(work_item.name))
    return pdg.scheduleResult.Succeeded

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG136", Severity.WARNING)

_PROCESSES = frozenset(
    f"from subprocess.{n}" for n in ("call", "run", "Popen", "check_call", "check_output")
)
_SHELLS = frozenset(
    {
        *("from os.system", "from os.popen"),
        *("from subprocess.getoutput", "from subprocess.getstatusoutput"),
    }
)
_RUN_A_LINE = frozenset({"sh", "bash", "zsh", "ksh", "dash"})
_FREE = {
    "WorkItem": frozenset({"name", "label", "customState"}),
    "BatchWorkItem": frozenset({"name", "label", "customState"}),
    "Node": frozenset({"name"}),
}
_VALUES = frozenset(
    {"stringAttribValue", "attribValue", "evaluateString", "evaluateStringOverride"}
)


@rule.node(ast.Call)
def visit(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report what a shell would take apart."""
    line = _line(node, text)
    for part in _parts(line) if line is not None else ():
        if _is_free(_value_of(part, text), text):
            yield Finding(
                part,
                f"{text.shown(part)} goes into a line for a shell as it is; write "
                f"shlex.quote(...) around it, or "
                "give the words as a list without shell=True",
            )


def _line(node: ast.Call, text: Text) -> ast.expr | None:
    """Return the line that a call gives a shell, None where it starts none."""
    called = text.context.inference.type_of(node.func, text)
    if not node.args or called not in _PROCESSES | _SHELLS:
        return None
    given = _value_of(node.args[0], text)
    shell = any(
        k.arg == "shell" and isinstance(k.value, ast.Constant) and k.value.value is True
        for k in node.keywords
    )
    if shell or called in _SHELLS:
        return given
    words = given.elts if isinstance(given, ast.List | ast.Tuple) else []
    if len(words) < 3 or not _is_shell(words[0]):  # noqa: PLR2004 - sh -c line
        return None
    option = words[1].value if isinstance(words[1], ast.Constant) else ""
    return _value_of(words[2], text) if option in ("-c", "-lc") else None


def _is_shell(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and str(node.value).rpartition("/")[2] in _RUN_A_LINE


def _value_of(node: ast.expr, text: Text) -> ast.expr:
    """Return what a name is given where it stands in one place, else `node` itself."""
    parent = text.only_binding(node) if isinstance(node, ast.Name) else None
    return parent.value if isinstance(parent, ast.Assign) else node


def _parts(node: ast.expr) -> Iterator[ast.expr]:
    """Return what a text is put together of, where it is."""
    if isinstance(node, ast.JoinedStr):
        yield from (one.value for one in node.values if isinstance(one, ast.FormattedValue))
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        for side in (node.left, node.right):
            yield from _parts(side) if isinstance(side, ast.BinOp | ast.JoinedStr) else [side]
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        yield from node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
    elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "format":
        yield from node.args
        yield from (keyword.value for keyword in node.keywords)


def _is_free(node: ast.expr, text: Text) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in _FREE.get(text.context.inference.type_of(node.value, text), ())
    function = node.func if isinstance(node, ast.Call) else None
    return isinstance(function, ast.Attribute) and function.attr in _VALUES
