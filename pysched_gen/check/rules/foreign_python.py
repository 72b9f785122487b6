"""Another Python must not get the variables of Houdini's.

## What it does
Reports a process that runs `python`, by its name or a path, in the environment of the session as
it is. Where a text speaks of PYTHONPATH or PYTHONHOME, or Python is told to ignore them (`-I`,
`-E`), it is taken to be right.

## Why it matters on a farm
Houdini sets PYTHONPATH, and LD_LIBRARY_PATH or its like, for its own Python. Another one, as that
of the farm's client, then loads compiled modules of the wrong release and breaks: on the machines
of those whose session sets them, not on yours.

## Bad
    # onstartcook.py
    import subprocess
    subprocess.check_call(["/opt/farm/venv/bin/python", "-m", "farm.login"])
    return True

## Good
    # onstartcook.py
    import os
    import subprocess
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.check_call(["/opt/farm/venv/bin/python", "-I", "-m", "farm.login"], env=clean)
    return True

## Since
Every release.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG152", Severity.WARNING)

_PROCESSES = frozenset(
    f"from subprocess.{n}" for n in ("call", "run", "Popen", "check_call", "check_output")
)
_PYTHON = re.compile(r"(?:\S*[/\\])?python[\d.]*(?:\.exe)?", re.IGNORECASE)
_IGNORES = re.compile(r"-[a-zA-Z]*[IE]")
_VARIABLES = ("PYTHONPATH", "PYTHONHOME", '"PYTHON"', "'PYTHON'")


@rule.node(ast.Call)
def visit(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report a foreign Python in an environment that is not its own."""
    if text.context.inference.type_of(node.func, text) not in _PROCESSES or not node.args:
        return
    words = _words(node.args[0])
    if not words or not _PYTHON.fullmatch(words[0]) or any(map(_IGNORES.fullmatch, words[1:])):
        return
    given = next((one.value for one in node.keywords if one.arg == "env"), None)
    whole = given is None or text.context.inference.type_of(given, text) == "environment"
    known = any(word in one.text for one in text.context.scheduler.snippets for word in _VARIABLES)
    if whole and not known:
        yield Finding(
            node.args[0],
            f"{words[0]} is no Python of Houdini and gets PYTHONPATH and the like of this session; "
            "give -I, or env= without what starts with PYTHON",
        )


def _words(node: ast.expr) -> list[str]:
    """Return the words of a command as far as they stand in the text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value.split()
    if isinstance(node, ast.List | ast.Tuple):
        return [
            one.value if isinstance(one, ast.Constant) and isinstance(one.value, str) else ""
            for one in node.elts
        ]
    return []
