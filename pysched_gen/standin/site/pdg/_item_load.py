"""From the JSON of a work item back to the item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdg import _attribute_json as attribute_json
from pdg._enums import attribCollisionStrategy, workItemCookType
from pdg._json_text import read_file, write_file
from pdg._serialize import COMMAND, INPUTS, LABEL, OUTPUTS, PERCENT, STATE

if TYPE_CHECKING:
    from pdg._attributes import AttributeOwner
    from pdg._file import File
    from pdg._workitem import WorkItem

__all__ = ["load_attributes", "load_item", "save_attributes"]


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
