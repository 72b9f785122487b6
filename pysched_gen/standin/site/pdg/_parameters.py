"""What parameters a scheduler has: those PDG gives every one, and those its type declares.

`facts.json` holds the built-in ones. Their names, types and defaults are those of the Python
Scheduler and Local Scheduler nodes of Houdini 22.0.400, those of RPC as on its farm schedulers;
`pdg_tickperiod` and `pdg_maxitems` are documented with 0.5 seconds and 30 items.
"""

from __future__ import annotations

import json
from typing import Any

from pdg._enums import dataType
from pdg._port import Declaration
from pdg._release import FACTS, exists

__all__ = ["builtin_parameters", "declared_parameters"]

_TYPES = {"String": dataType.String, "Integer": dataType.Integer, "Float": dataType.Float}
# Seen in one public scheduler; whether Houdini takes them is not known.
_LOOSE_TYPES = {"bool": dataType.Integer, "int": dataType.Integer}


def builtin_parameters() -> list[Declaration]:
    """Give the parameters that every scheduler has in this release."""
    return [
        Declaration(name, _TYPES[entry["type"]], [entry["value"]])
        for name, entry in FACTS["parameters"].items()
        if exists(entry["since"], "")
    ]


def declared_parameters(type_object: Any) -> list[Declaration]:
    """Give what `templateBody` of a scheduler class declares; a class may have none.

    Raises ValueError where the text is not the JSON that PDG reads, with what is wrong in it.
    """
    if not hasattr(type_object, "templateBody"):
        return []
    try:
        body = json.loads(type_object.templateBody())
        return [_declaration(entry) for entry in body["parameters"]]
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(
            f"templateBody of {type_object.__name__} cannot be read: {error!r}; it is JSON text: "
            '{"name": ..., "parameters": [{"name": ..., "type": "Integer"}, ...]}'
        ) from error


def _declaration(entry: dict[str, Any]) -> Declaration:
    name, written = entry["name"], entry["type"]
    kind = _TYPES.get(written) or _LOOSE_TYPES.get(written)
    if kind is None:
        raise ValueError(f"parameter {name} has type {written!r}; PDG has {', '.join(_TYPES)}")
    value, size = entry.get("value"), int(entry.get("size", 1))
    values = value if isinstance(value, list) else [value] * size if value is not None else []
    if not values and size > 1:
        values = [None if kind == dataType.String else 0] * size
    return Declaration(name, kind, values, _tags(entry), entry.get("label", ""))


def _tags(entry: dict[str, Any]) -> list[str]:
    """Give `tag`, a list; Save To Python writes `tags` with the text of a list in it."""
    tags = entry.get("tag", [])
    if isinstance(tags, str):
        tags = [tags]
    written = str(entry.get("tags", "")).strip("[]")
    return [*tags, *(part.strip(" '\"") for part in written.split(",") if part.strip())]
