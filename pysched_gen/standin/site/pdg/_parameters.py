"""What parameters a scheduler has: those PDG gives every one, and those its type declares.

Built-in names, types and defaults are those of the Python Scheduler and Local Scheduler nodes of
Houdini 22.0.400, those of RPC as on its farm schedulers; `pdg_tickperiod` and `pdg_maxitems` are
documented with 0.5 seconds and 30 items.
"""

from __future__ import annotations

import json
from typing import Any

from pdg._enums import dataType
from pdg._port import Declaration
from pdg._release import since

__all__ = ["builtin_parameters", "declared_parameters"]

_STRINGS = {"pdg_workingdir": "$HIP", "pdg_mapzone": "$PDG_PATHMAP_ZONE"}
_STRINGS_21 = {"pdg_transferroot": "$HIP"}
_INTEGERS = {
    "pdg_usemaxtasks": 0,
    "pdg_maxtasks": 0,
    "pdg_maxitems": 30,
    "pdg_workitemdatasource": 0,
    "pdg_deletetempdir": 0,
    "pdg_compressworkitemdata": 1,
    "pdg_validateoutputs": 1,
    "pdg_checkexpectedoutputs": 1,
    "pdg_waitforfailures": 0,
    "pdg_mapmode": 0,
    "pdg_usemapzone": 0,
    "pdg_rpcignoreerrors": 1,
    "pdg_rpcmaxerrors": 5,
    "pdg_rpctimeout": 4,
    "pdg_rpcretries": 2,
    "pdg_rpcbackoff": 2,
    "pdg_rpcrelease": 1,
}
# The Python Scheduler node has FlatCopy; the Local Scheduler sets its own.
_INTEGERS_21 = {"pdg_transfertype": 0}
_FLOATS = {"pdg_tickperiod": 0.5, "pdg_rpcbatch": 1.0}

_TYPES = {"String": dataType.String, "Integer": dataType.Integer, "Float": dataType.Float}
# Seen in one public scheduler; whether Houdini takes them is not known.
_LOOSE_TYPES = {"bool": dataType.Integer, "int": dataType.Integer}


def builtin_parameters() -> list[Declaration]:
    """Give the parameters that every scheduler has in this release."""
    tables: list[tuple[dataType, dict[str, Any]]] = [
        (dataType.String, _STRINGS),
        (dataType.Integer, _INTEGERS),
        (dataType.Float, _FLOATS),
    ]
    if since(21, 0):
        tables += [(dataType.String, _STRINGS_21), (dataType.Integer, _INTEGERS_21)]
    return [
        Declaration(name, kind, [value]) for kind, table in tables for name, value in table.items()
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
