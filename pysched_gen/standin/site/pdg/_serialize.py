"""Work items as JSON, as `pdgjson` reads it in a job and `saveJSONFile` writes it.

Top: {version, graph: {attributes}, workitem: {...}}; keys and versions are those of job-side
scripts of Houdini 17.5 to 21. What version a release writes is known for its bounds only: see
`_VERSIONS`. A key of our own is `name`, which releases from 18.5 derive from node and id.
"""

from __future__ import annotations

import gzip
import json
import os
from typing import TYPE_CHECKING, Any, Iterable

from pdg import _attribute_json as attribute_json
from pdg._enums import attribCollisionStrategy, attribType, workItemCookType
from pdg._release import HOUDINI

if TYPE_CHECKING:
    from pdg._attributes import AttributeOwner
    from pdg._file import File
    from pdg._workitem import WorkItem

__all__: list[str] = []

_IDS, _COMMAND, _LOOP, _COOK_TYPE, _LOOP_LOCK = 3, 4, 5, 6, 7
# The release of a version is known for ids (18.5) and for the last (in 20.5 and 21); the others
# lie between.
_VERSIONS = (((20, 0), _LOOP_LOCK), ((19, 5), _COOK_TYPE), ((19, 0), _COMMAND), ((18, 5), _IDS))

INPUTS, OUTPUTS, ADDED = "__pdg_inputfiles", "__pdg_outputfiles", "__pdg_addedfiles"
COMMAND, LABEL, STATE = "__pdg_commandstring", "__pdg_label", "__pdg_state"
PERCENT = "__pdg_cookpercent"


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
    return {"attributes": attribute_json.save((stored or {}).values())}


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
    from pdg._batch import BatchWorkItem

    if not isinstance(item, BatchWorkItem):
        return {}
    return {
        "batchCount": item.batchSize,
        "batchOffset": item.offset,
        "batchStart": item.batchStart,
        "activationMode": int(item.activationMode),
        "subItems": [_fields(sub) for sub in item.batchItems],
    }


def _attributes(item: WorkItem, version: int) -> dict[str, Any]:
    found = attribute_json.save((item._attributes or {}).values())
    texts = [(LABEL, item._label), (STATE, item._customState)]
    if version >= _COMMAND:
        texts.append((COMMAND, item.command))
    for name, text in texts:
        if text:
            found[name] = attribute_json.entry(attribType.String, [text])
    if item.hasCookPercent:
        found[PERCENT] = attribute_json.entry(attribType.Float, [item.cookPercent])
    for name, files in (
        (INPUTS, item.inputFiles),
        (OUTPUTS, [*(item._expected or ()), *(item._outputs or ())]),
    ):
        if files:
            found[name] = attribute_json.entry(attribType.File, _files(files))
    return found


def _files(files: Iterable[File]) -> list[dict[str, Any]]:
    return [attribute_json.file_to_json(file) for file in files]


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


# -- text and files ----------------------------------------------------------------------------


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


# -- back to items -----------------------------------------------------------------------------


def load_item(
    item: WorkItem,
    values: dict[str, Any],
    strategy: attribCollisionStrategy = attribCollisionStrategy.Replace,
) -> bool:
    """Give `item` the attributes, files, frame, label and states that `values` stand for.

    Raises:
        ValueError: they are not those of a work item.
    """
    fields = values.get("workitem", values)
    if not isinstance(fields, dict) or not isinstance(fields.get("attributes"), dict):
        raise ValueError(  # noqa: TRY004 - the text is wrong, not the call
            "work item JSON must have the key workitem, and attributes in it"
        )
    attributes = fields["attributes"]
    attribute_json.load(item, attributes, strategy)
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
    return [attribute_json.file_from_json(value) for value in values]


def save_attributes(owner: AttributeOwner, path: str) -> bool:
    """Write the attributes of `owner` to a JSON file; return whether that worked."""
    stored = (owner._attributes or {}).values()
    return write_file({"attributes": attribute_json.save(stored)}, path)


def load_attributes(owner: AttributeOwner, path: str, strategy: attribCollisionStrategy) -> bool:
    """Add the attributes of a JSON file to `owner`; return False where there is no such file.

    Raises:
        ValueError: the file holds something else.
    """
    try:
        values = read_file(path)
    except OSError:
        return False
    owner._check_writable("*")
    attribute_json.load(owner, values.get("attributes", {}), strategy)
    return True
