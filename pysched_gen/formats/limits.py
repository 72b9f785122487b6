"""Values of a TOML or JSON text in, those that Houdini or Python text cannot hold out."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MAX_TEXT", "MOST_COMPONENTS", "MOST_DIGITS", "beyond_limits"]

MAX_TEXT = 1 << 20  # bytes of one callback text; a longer one is a wrong file, not a callback

Path = tuple[str | int, ...]

MOST_COMPONENTS = 1000  # a matrix has 16; a number far above is a slip, and costs memory
MOST_DIGITS = 19  # of the integers of Houdini, which have 64 bits


def beyond_limits(value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Give path and message of each number and text in `value` that no parameter can hold.

    Infinite numbers have no JSON, so no `templateBody` could give them.
    """
    if isinstance(value, dict):
        for key, item in value.items():
            yield from beyond_limits(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from beyond_limits(item, (*path, index))
    elif isinstance(value, float) and not isfinite(value):
        yield path, f"{value} is no number that Houdini can hold; give a finite one"
    elif isinstance(value, int) and abs(value) >= 10**MOST_DIGITS:
        yield path, f"a number of more than {MOST_DIGITS} digits; Houdini has no such"
    elif isinstance(value, str) and "\0" in value:
        yield path, "holds a null character; remove it"
