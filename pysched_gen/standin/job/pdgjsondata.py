"""The functions that job scripts read attributes with. `pdgjson` is what jobs import.

Names and what they raise are those of Houdini's `pdgjson.py`, where the functions came from the
attribute functions of Houdini 17.5.
"""

from __future__ import annotations

import os
from typing import Any

from pdgjsonkinds import File

__all__ = [
    "applyEnvironment",
    "floatData",
    "floatDataArray",
    "hasFloatData",
    "hasIntData",
    "hasStrData",
    "intData",
    "intDataArray",
    "strData",
    "strDataArray",
]


def _value(item: Any, field: str, index: int, kind: str) -> Any:
    values = _array(item, field, kind)
    if not 0 <= index < len(values):
        raise IndexError("{} data '{}' has no value at {}".format(kind, field, index))
    return values[index]


def _array(item: Any, field: str, kind: str) -> Any:
    if item is None:
        raise TypeError("item is None")
    values = getattr(item, kind + "AttribArray")(field)
    if values is None and kind == "string":
        values = item.fileAttribArray(field)
    if values is None:
        raise ValueError("{} data '{}' not found on {}".format(kind, field, item.name))
    return values


def _has(item: Any, field: str, index: int, kind: str) -> bool:
    if item is None:
        raise TypeError("item is None")
    return getattr(item, kind + "AttribValue")(field, index) is not None


def strData(item: Any, field: str, index: int = 0) -> str:
    """Give a text, or the path of a file, of `item`.

    Raises ValueError where there is no such attribute, IndexError where it has no such value.
    """
    value = _value(item, field, index, "string")
    return value.local_path if isinstance(value, File) else str(value)


def strDataArray(item: Any, field: str) -> list[str]:
    """Give all texts, or paths of files; raises ValueError."""
    values = _array(item, field, "string")
    return [value.path if isinstance(value, File) else str(value) for value in values]


def hasStrData(item: Any, field: str, index: int = 0) -> bool:
    """Tell whether there is such a text."""
    return _has(item, field, index, "string")


def intData(item: Any, field: str, index: int = 0) -> int:
    """Give an int of `item`; raises ValueError or IndexError as strData does."""
    return int(_value(item, field, index, "int"))


def intDataArray(item: Any, field: str) -> list[int]:
    """Give all ints; raises ValueError."""
    return list(_array(item, field, "int"))


def hasIntData(item: Any, field: str, index: int = 0) -> bool:
    """Tell whether there is such an int."""
    return _has(item, field, index, "int")


def floatData(item: Any, field: str, index: int = 0) -> float:
    """Give a float of `item`; raises ValueError or IndexError as strData does."""
    return float(_value(item, field, index, "float"))


def floatDataArray(item: Any, field: str) -> list[float]:
    """Give all floats; raises ValueError."""
    return list(_array(item, field, "float"))


def hasFloatData(item: Any, field: str, index: int = 0) -> bool:
    """Tell whether there is such a float."""
    return _has(item, field, index, "float")


def applyEnvironment(work_item: Any) -> None:
    """Put what `work_item` exports into the environment of this process."""
    for name, value in work_item.environment.items():
        os.environ[name] = str(value)
