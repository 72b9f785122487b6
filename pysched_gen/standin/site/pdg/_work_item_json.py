"""Work items as JSON, as `pdgjson` reads it in a job and `saveJSONFile` writes it, and back.

Top: {version, graph: {attributes}, workitem: {...}}; keys and versions are those of job-side
scripts of Houdini 17.5 to 21. What version a release writes is known for its bounds only: see
`_VERSIONS`. A key of our own is `name`, which releases from 18.5 derive from node and id.

Attributes are {name: {type, flag, own, concat, value}}, the form of job-side scripts of Houdini
19 to 21. A PyObject is written as its `repr`, as the call `set_pyobject_attrib` carries it, and
read back where it is a literal.

Items and attributes are reached from outside: this module imports neither.
"""

from __future__ import annotations

import ast
import gzip
import json
import os
from typing import TYPE_CHECKING, Any, Iterable, Mapping, cast

from pdg._enums import (
    attribCollisionStrategy,
    attribFlag,
    attribType,
    batchActivation,
    fileType,
    workItemCookType,
    workItemState,
    workItemType,
)
from pdg._errors import AttribError
from pdg._file import File
from pdg._release import HOUDINI

if TYPE_CHECKING:
    from pdg._attribute import Attribute
    from pdg._attribute_owner import AttributeOwner
    from pdg._batch import BatchWorkItem
    from pdg._graph import Graph
    from pdg._node import Node
    from pdg._work_item import WorkItem

__all__ = [
    "add_attributes",
    "attributes_to_dict",
    "from_json",
    "item_from_dict",
    "item_to_dict",
    "items_to_dict",
    "json_version",
    "load_item",
    "patch",
    "read_file",
    "to_json",
    "write_file",
]

_IDS, _COMMAND, _LOOP, _COOK_TYPE, _LOOP_LOCK = 3, 4, 5, 6, 7
# The release of a version is known for ids (18.5) and for the last (in 20.5 and 21); the others
# lie between.
_VERSIONS = (((20, 0), _LOOP_LOCK), ((19, 5), _COOK_TYPE), ((19, 0), _COMMAND), ((18, 5), _IDS))
INPUTS, OUTPUTS, ADDED = "__pdg_inputfiles", "__pdg_outputfiles", "__pdg_addedfiles"
COMMAND, LABEL, STATE = "__pdg_commandstring", "__pdg_label", "__pdg_state"
PERCENT = "__pdg_cookpercent"


def to_json(values: dict[str, Any]) -> str:
    """Return `values` as JSON."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> dict[str, Any]:
    """Return the plain values of the JSON `text`.

    Raises:
        ValueError: it is not the JSON of a work item.
    """
    values = json.loads(text)
    if not isinstance(values, dict):
        raise ValueError(  # noqa: TRY004 - the text is wrong, not the call
            "work item JSON is an object with the keys version and workitem"
        )
    return values


def write_file(values: dict[str, Any], path: str, *, compress: bool = False) -> bool:
    """Write `values` as JSON, whole or not at all; return whether that worked.

    It is compressed if asked, and where `path` ends in ".gz".
    """
    data = to_json(values).encode("utf-8")
    if compress or path.endswith(".gz"):
        data = gzip.compress(data, 1)
    temporary = path + ".part"
    try:
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        return False
    return True


def read_file(path: str) -> dict[str, Any]:
    """Return the plain values of a JSON file, plain or compressed.

    Raises:
        ValueError: it is not the JSON of a work item.
        OSError: it cannot be read.
    """
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    return from_json(data.decode("utf-8"))


def _entry(kind: attribType, value: Any, flag: int = 0) -> dict[str, Any]:
    """Return what stands for one attribute."""
    return {"type": int(kind), "flag": flag, "own": True, "concat": False, "value": value}


def attributes_to_dict(attributes: Iterable[Attribute]) -> dict[str, Any]:
    """Return what stands for `attributes`, transient ones left out."""
    return {
        attribute.name: _entry(attribute.type, _plain(attribute), attribute.flags)
        for attribute in attributes
        if not attribute.hasFlag(attribFlag.Transient)
    }


def add_attributes(
    owner: AttributeOwner,
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


def _load_one(owner: AttributeOwner, name: str, fields: Any) -> None:
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


def json_version() -> int:
    """Return the version of the JSON that the release writes."""
    return next((version for release, version in _VERSIONS if release <= HOUDINI), 2)


def item_to_dict(item: WorkItem) -> dict[str, Any]:
    """Return `item`, with its sub-items, as plain values."""
    return {"version": json_version(), "graph": _graph(item), "workitem": _fields(item)}


def items_to_dict(items: Iterable[WorkItem]) -> dict[str, Any]:
    """Return several items as plain values, under the key `workitems`."""
    found = list(items)
    graph = _graph(found[0]) if found else {"attributes": {}}
    return {
        "version": json_version(),
        "graph": graph,
        "workitems": [_fields(item) for item in found],
    }


def _graph(item: WorkItem) -> dict[str, Any]:
    stored = getattr(item.graph, "_attributes", None)
    return {"attributes": attributes_to_dict((stored or {}).values())}


def _fields(item: WorkItem) -> dict[str, Any]:
    version = json_version()
    node = item.node
    fields = {
        "name": item.name,
        "nodeName": node.name,
        "schedulerName": "" if node.scheduler is None else node.scheduler.name,
        "customDataType": "genericdata",
        "customData": "",
        "batchIndex": item.batchIndex,
        "frame": item.frame,
        "frameStep": item.frameStep,
        "hasFrame": item.hasFrame,
        "index": item.index,
        "isStatic": item.isStatic,
        "priority": item.priority,
        "state": int(item.state),
        "type": int(item.type),
        "executionType": int(item.executionType),
        "attributes": _attributes(item, version),
    }
    if version >= _IDS:
        fields["id"] = item.id
    if version < _COMMAND:
        fields["command"] = item.command
    if version < _COOK_TYPE:
        fields["isInProcess"] = item.isInProcess
    else:
        fields["cookType"] = int(item.cookType)
    if version >= _LOOP:
        fields.update(_loop(item))
    fields.update(_batch(item))
    return fields


def _loop(item: WorkItem) -> dict[str, Any]:
    return {
        "loopIterations": [one[0] for one in item._loop],
        "loopNumbers": [one[1] for one in item._loop],
        "loopSizes": [one[2] for one in item._loop],
    }


def _batch(item: WorkItem) -> dict[str, Any]:
    if not item.isBatch:
        return {}
    batch = cast("BatchWorkItem", item)
    return {
        "batchCount": batch.batchSize,
        "batchOffset": batch.offset,
        "batchStart": batch.batchStart,
        "activationMode": int(batch.activationMode),
        "subItems": [_fields(sub) for sub in batch.batchItems],
    }


def _attributes(item: WorkItem, version: int) -> dict[str, Any]:
    found = attributes_to_dict((item._attributes or {}).values())
    texts = [(LABEL, item._label), (STATE, item._customState)]
    if version >= _COMMAND:
        texts.append((COMMAND, item.command))
    for name, text in texts:
        if text:
            found[name] = _entry(attribType.String, [text])
    if item.hasCookPercent:
        found[PERCENT] = _entry(attribType.Float, [item.cookPercent])
    for name, files in (
        (INPUTS, item.inputFiles),
        (OUTPUTS, [*(item._expected or ()), *(item._outputs or ())]),
    ):
        if files:
            found[name] = _entry(attribType.File, _files(files))
    return found


def _files(files: Iterable[File]) -> list[dict[str, Any]]:
    return [file_to_json(file) for file in files]


def patch(item: WorkItem, *, include_internal: bool) -> str:
    """Return attributes and outputs of `item` as JSON; nothing else a job can change."""
    attributes = _attributes(item, json_version())
    return to_json(
        {
            "outputs": _files(item.outputFiles),
            "attributes": {
                name: fields
                for name, fields in attributes.items()
                if include_internal or not name.startswith("__pdg_")
            },
        }
    )


def load_item(
    item: WorkItem,
    values: dict[str, Any],
    strategy: attribCollisionStrategy = attribCollisionStrategy.Replace,
) -> bool:
    """Return `item` the attributes, files, frame, label and states that `values` stand for.

    Raises:
        ValueError: they are not those of a work item.
    """
    fields = values.get("workitem", values)
    if not isinstance(fields, dict) or not isinstance(fields.get("attributes"), dict):
        raise ValueError(  # noqa: TRY004 - the text is wrong, not the call
            "work item JSON must have the key workitem, and attributes in it"
        )
    attributes = fields["attributes"]
    add_attributes(item, attributes, strategy)
    if fields.get("hasFrame"):
        item.setFrame(float(fields["frame"]), float(fields.get("frameStep", 1.0)))
    _load_texts(item, fields, attributes)
    _load_files(item, attributes)
    return True


def _load_texts(item: WorkItem, fields: dict[str, Any], attributes: dict[str, Any]) -> None:
    item._command = _first(attributes, COMMAND, fields.get("command", item._command))
    item._label = _first(attributes, LABEL, item._label)
    item._customState = _first(attributes, STATE, item._customState)
    item._cookPercent = _first(attributes, PERCENT, item._cookPercent)
    item._priority = int(fields.get("priority", item._priority))
    cook_type = fields.get("cookType")
    for kind in workItemCookType:
        if kind == cook_type:
            item._cookType = kind


def _load_files(item: WorkItem, attributes: dict[str, Any]) -> None:
    inputs = _file_list(attributes, INPUTS)
    if inputs:
        item._inputs = inputs
    for file in _file_list(attributes, OUTPUTS):
        if file.type.name in ("Expected", "RuntimeExpected"):
            item.addExpectedOutputFile(file)
        else:
            item.addOutputFile(file)


def _first(attributes: dict[str, Any], name: str, default: Any) -> Any:
    values = attributes.get(name, {}).get("value")
    return values[0] if values else default


def _file_list(attributes: dict[str, Any], name: str) -> list[File]:
    values = attributes.get(name, {}).get("value", ())
    return [file_from_json(value) for value in values]


class _NodeOfJson:
    """Stands for the node: only its name is known."""

    scheduler = None
    context = None

    def __init__(self, name: str) -> None:
        self.name = name

    def cookWarning(self, message: str) -> None:
        """Say nothing: nobody shows it."""


def item_from_dict(values: dict[str, Any], classes: Mapping[int, type[WorkItem]]) -> WorkItem:
    """Return the work item that `values` stand for; `classes` has one by `pdg.workItemType`.

    Raises:
        ValueError: they stand for none.
    """
    fields = values.get("workitem", values)
    if not isinstance(fields, dict) or "nodeName" not in fields:
        raise ValueError("work item JSON must have the key workitem, and nodeName in it")
    node = cast("Node", _NodeOfJson(str(fields["nodeName"])))
    kind = classes.get(int(fields.get("type", 0)), classes[int(workItemType.Regular)])
    item = kind(
        cast("Graph", None),
        node,
        int(fields.get("id", -1)),
        int(fields.get("index", 0)),
        fields.get("name"),
        static=bool(fields.get("isStatic", True)),
    )
    item._state = next(one for one in workItemState if one == int(fields.get("state", 0)))
    load_item(item, {"workitem": fields})
    if item.isBatch:
        _load_batch(cast("BatchWorkItem", item), fields, classes)
    return item


def _load_batch(
    batch: BatchWorkItem, fields: dict[str, Any], classes: Mapping[int, type[WorkItem]]
) -> None:
    for sub in fields.get("subItems", ()):
        batch._append(item_from_dict(sub, classes))
    batch._offset = int(fields.get("batchOffset", 0))
    batch._batchStart = int(fields.get("batchStart", 0))
    mode = int(fields.get("activationMode", int(batchActivation.All)))
    batch._activationMode = next(one for one in batchActivation if one == mode)


def _kind(value: int) -> attribType:
    return next((one for one in attribType if int(one) == value), attribType.Undefined)


def _literal(text: Any) -> Any:
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError):
        return text
