"""Work items as JSON, as `pdgjson` reads it in a job and `saveJSONFile` writes it.

Top: {version, graph: {attributes}, workitem: {...}}; keys and versions are those of job-side
scripts of Houdini 17.5 to 21. What version a release writes is known for its bounds only: see
`_VERSIONS`. A key of our own is `name`, which releases from 18.5 derive from node and id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterable

from pdg import _attribute_json as attribute_json
from pdg._enums import attribType
from pdg._json_text import to_json
from pdg._release import HOUDINI

if TYPE_CHECKING:
    from pdg._file import File
    from pdg._workitem import WorkItem

__all__ = ["item_to_dict", "items_to_dict", "json_version", "patch"]

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
