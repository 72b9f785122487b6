"""Variables and attributes in the text of a parameter, in; the text they stand for, out.

Houdini's syntax: `$NAME` and `${NAME}` for variables, and `@name` between backticks for an
attribute of the work item that is evaluated (help of TOPs, "Using attributes").
"""

from __future__ import annotations

import os
import re
import tempfile
from typing import TYPE_CHECKING, Callable, Mapping

from pdg._enums import attribType

if TYPE_CHECKING:
    from pdg._workitem import WorkItem

__all__ = ["expand_known", "expand_text", "session_variable"]

_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
_BACKTICKS = re.compile(r"`([^`]*)`")
_ATTRIBUTE = re.compile(r"@(\w+)(?:\.(\d+|[xyzw]))?$")
_COMPONENTS = {"x": 0, "y": 1, "z": 2, "w": 3}


def expand_text(text: str, work_item: WorkItem | None = None) -> str:
    """Give what a string parameter evaluates to.

    A variable that is not set is the empty string: a public scheduler reports that the text
    "$0.74/h" evaluates to ".74/h".
    """
    if "`" in text:
        text = _BACKTICKS.sub(lambda match: _expression(match.group(1), work_item), text)
    if "$" in text:
        text = _replaced(text, lambda name, _written: session_variable(name))
    return text


def expand_known(text: str, values: Mapping[str, str]) -> str:
    """Give `text` with the variables that `values` has; others stay as they are written."""
    return _replaced(text, lambda name, written: str(values.get(name, written)))


def session_variable(name: str) -> str:
    """Give a variable of the session; those of a scene have the value of one never saved.

    $HIP is the current directory then and $HIPNAME "untitled" (Houdini's help on variables).
    """
    if name in os.environ:
        return os.environ[name]
    return _SCENE.get(name, _nothing)()


def _nothing() -> str:
    return ""


_SCENE: dict[str, Callable[[], str]] = {
    "HIP": os.getcwd,
    "HIPNAME": lambda: "untitled",
    "HIPFILE": lambda: os.path.join(session_variable("HIP"), "untitled.hip"),
    "JOB": lambda: session_variable("HIP"),
    "HOUDINI_TEMP_DIR": tempfile.gettempdir,
}


def _replaced(text: str, value: Callable[[str, str], str]) -> str:
    return _VARIABLE.sub(lambda m: value(m.group(1) or m.group(2), m.group(0)), text)


def _expression(text: str, work_item: WorkItem | None) -> str:
    """Give the value of one expression between backticks; it is empty where there is none.

    Only attributes are known here: other expressions are a language of Houdini's own.
    """
    match = _ATTRIBUTE.match(text.strip())
    if match is None:
        raise NotImplementedError(
            f"the stand-in evaluates `@attribute` only, not the expression `{text}`"
        )
    if work_item is None:
        return ""
    component = match.group(2)
    index = 0 if component is None else _COMPONENTS.get(component, -1)
    return _attribute(work_item, match.group(1), int(component or 0) if index < 0 else index)


def _attribute(work_item: WorkItem, name: str, index: int) -> str:
    if name.startswith("pdg_"):
        return str(getattr(work_item, name[len("pdg_") :], ""))
    values = work_item._array(name, attribType.Undefined)
    return str(values[index]) if index < len(values) else ""
