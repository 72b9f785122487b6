"""Parsed JSON of the tool's own files in, typed values out, or one `ShapeError` saying where."""

from __future__ import annotations

__all__ = ["ShapeError", "integer", "items", "table", "text", "texts"]


class ShapeError(ValueError):
    """A value is missing or is not of the kind it has to be."""


def table(value: object, where: str) -> dict[str, object]:
    """Return `value` as an object; JSON has text keys only."""
    if not isinstance(value, dict):
        raise ShapeError(f"{where} is not an object")
    return value


def items(value: object, where: str) -> list[object]:
    """Return `value` as an array."""
    if not isinstance(value, list):
        raise ShapeError(f"{where} is not an array")
    return value


def text(source: dict[str, object], key: str, where: str) -> str:
    """Return the text at `key`."""
    value = source.get(key)
    if not isinstance(value, str):
        raise ShapeError(f'"{key}" of {where} is not a text')
    return value


def texts(source: dict[str, object], key: str, where: str) -> tuple[str, ...]:
    """Return the texts at `key`."""
    values = items(source.get(key), f'"{key}" of {where}')
    found = tuple(value for value in values if isinstance(value, str))
    if len(found) != len(values):
        raise ShapeError(f'"{key}" of {where} holds something that is not a text')
    return found


def integer(source: dict[str, object], key: str, where: str) -> int:
    """Return the whole number at `key`."""
    value = source.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ShapeError(f'"{key}" of {where} is not a whole number')
    return value
