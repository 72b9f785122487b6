"""Attributes as the JSON that jobs read: {name: {type, flag, own, concat, value}}.

The form is that of job-side scripts of Houdini 19 to 21. A PyObject is written as its `repr`, as
the call `set_pyobject_attrib` carries it, and read back where it is a literal.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Iterable

from pdg._enums import attribCollisionStrategy, attribFlag, attribType, fileType
from pdg._errors import AttribError
from pdg._file import File

if TYPE_CHECKING:
    from pdg._attribute import Attribute
    from pdg._attribute_store import AttributeStore

__all__ = ["entry", "file_from_json", "file_to_json", "load", "save"]


def entry(kind: attribType, value: Any, flag: int = 0) -> dict[str, Any]:
    """Return what stands for one attribute."""
    return {"type": int(kind), "flag": flag, "own": True, "concat": False, "value": value}


def save(attributes: Iterable[Attribute]) -> dict[str, Any]:
    """Return what stands for `attributes`, transient ones left out."""
    return {
        attribute.name: entry(attribute.type, _plain(attribute), attribute.flags)
        for attribute in attributes
        if not attribute.hasFlag(attribFlag.Transient)
    }


def load(
    owner: AttributeStore,
    entries: dict[str, Any],
    strategy: attribCollisionStrategy = attribCollisionStrategy.Replace,
) -> None:
    """Add the attributes `entries` to `owner`; internal ones are for the caller.

    Raises:
        AttribError: `strategy` is Error, and an attribute is there already.
        ValueError: an entry is not of the form above.
    """
    for name, fields in entries.items():
        if name.startswith("__pdg_"):
            continue
        if owner._find(name, attribType.Undefined) is not None:
            if strategy == attribCollisionStrategy.Error:
                raise AttribError(f"attribute '{name}' exists")
            if strategy == attribCollisionStrategy.Keep:
                continue
        _load_one(owner, name, fields)


def _load_one(owner: AttributeStore, name: str, fields: Any) -> None:
    try:
        kind = _kind(int(fields["type"]))
        flag = int(fields.get("flag", 0))
        values = fields["value"]
    except (TypeError, KeyError, AttributeError, ValueError):
        raise ValueError(
            f"attribute '{name}' must have the keys type, flag and value, as work item JSON does"
        ) from None
    if kind == attribType.File:
        values = [file_from_json(value) for value in values]
    elif kind in (attribType.PyObject, attribType.Geometry):
        values = [_literal(values)]
    owner._write(name, kind, values).setFlags(flag)


def _plain(attribute: Attribute) -> Any:
    if attribute.type == attribType.File:
        return [file_to_json(file) for file in attribute]
    if not attribute.isArray:
        return repr(attribute.value() if attribute.hasData else None)
    return attribute.values


def file_to_json(file: File) -> dict[str, Any]:
    """Return what stands for a file."""
    return {
        "data": file.path,
        "tag": file.tag,
        "hash": file.hash,
        "size": file.size,
        "own": file.owned,
        "type": int(file.type),
    }


def file_from_json(fields: Any) -> File:
    """Return the file that `fields` stand for.

    Raises:
        ValueError: they stand for none.
    """
    if not isinstance(fields, dict) or not isinstance(fields.get("data"), str):
        raise ValueError(  # noqa: TRY004 - the text is wrong, not the call
            "a file must have the keys data, tag and hash, as work item JSON does"
        )
    kind = next(one for one in fileType if int(one) == int(fields.get("type", 0)))
    own = bool(fields.get("own", False))
    size = int(fields.get("size", 0))
    return File(fields["data"], fields.get("tag", ""), int(fields.get("hash", 0)), own, kind, size)


def _kind(value: int) -> attribType:
    return next((one for one in attribType if int(one) == value), attribType.Undefined)


def _literal(text: Any) -> Any:
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError):
        return text
