"""Sets attributes of the item of a job. `pdgcmd` is what jobs import."""

from __future__ import annotations

import os
from typing import Any, Callable

import pdgreport as report

__all__ = [
    "setDictAttrib",
    "setDictAttribArray",
    "setFileAttrib",
    "setFileAttribArray",
    "setFloatAttrib",
    "setFloatAttribArray",
    "setIntAttrib",
    "setIntAttribArray",
    "setPyObjectAttrib",
    "setStringAttrib",
    "setStringAttribArray",
    "writeAttribute",
]


def _file_fields(value: Any) -> Any:
    """Give a `pdgjson.File` as what XML-RPC can send."""
    if isinstance(value, (str, bytes)):
        return report.as_bytes(value)
    path = getattr(value, "data", None) or getattr(value, "path", "")
    fields = {"data": report.as_bytes(path), "tag": getattr(value, "tag", "")}
    fields["hash"] = int(getattr(value, "hash", 0) or 0)
    return fields


def _setter(kind: str, convert: Callable[[Any], Any], what: str) -> Callable[..., None]:
    def set_attribute(
        attr_name: str,
        attr_value: Any,
        attr_index: int = 0,
        workitem_id: Any = None,
        subindex: int = -1,
        server_addr: Any = None,
        raise_exc: bool = True,
    ) -> None:
        call = "set_{}_attrib".format(kind)
        item = report.find_item(workitem_id)
        report.printlog(
            "PDG_{}: {};{};{}".format(call.upper(), item, attr_name, report.shown(attr_value))
        )
        arguments = (item, subindex, attr_name, convert(attr_value), attr_index, report.theJobid)
        report.send([(call, *arguments)], server_addr, raise_exc)

    set_attribute.__doc__ = "Set {} of an attribute of the item, at `attr_index`.".format(what)
    return set_attribute


def _array_setter(kind: str, convert: Callable[[Any], Any], what: str) -> Callable[..., None]:
    def set_attribute(
        attr_name: str,
        attr_value: Any,
        workitem_id: Any = None,
        subindex: int = -1,
        server_addr: Any = None,
        raise_exc: bool = True,
    ) -> None:
        call = "set_{}_attrib_array".format(kind)
        item = report.find_item(workitem_id)
        values = [convert(value) for value in attr_value]
        report.printlog(
            "PDG_{}: {};{};{} values".format(call.upper(), item, attr_name, len(values))
        )
        report.send(
            [(call, item, subindex, attr_name, values, report.theJobid)], server_addr, raise_exc
        )

    set_attribute.__doc__ = "Set all values of an attribute of the item, each {}.".format(what)
    return set_attribute


setStringAttrib = _setter("string", str, "a string")
setIntAttrib = _setter("int", int, "an integer")
setFloatAttrib = _setter("float", float, "a float")
setFileAttrib = _setter("file", _file_fields, "a pdgjson.File")
setDictAttrib = _setter("dict", str, "a dictionary, as text,")
setStringAttribArray = _array_setter("string", str, "a string")
setIntAttribArray = _array_setter("int", int, "an integer")
setFloatAttribArray = _array_setter("float", float, "a float")
setFileAttribArray = _array_setter("file", _file_fields, "a pdgjson.File")
setDictAttribArray = _array_setter("dict", str, "a dictionary as text")


def setPyObjectAttrib(
    attr_name: str,
    attr_value: str,
    workitem_id: Any = None,
    subindex: int = -1,
    server_addr: Any = None,
    raise_exc: bool = True,
) -> None:
    """Set an attribute to a Python object, given by its repr."""
    item = report.find_item(workitem_id)
    report.printlog(
        "PDG_SET_PYOBJECT_ATTRIB: {};{};{}".format(item, attr_name, report.shown(attr_value))
    )
    call = ("set_pyobject_attrib", item, subindex, attr_name, attr_value, report.theJobid)
    report.send([call], server_addr, raise_exc)


def writeAttribute(
    attr_name: str,
    attr_value: Any,
    item_name: Any = None,
    server_addr: Any = None,
    raise_exc: bool = True,
) -> None:
    """Set an attribute by the item's name, as 17.5 did; deprecated by Houdini."""
    values = list(attr_value) if isinstance(attr_value, (list, tuple)) else [attr_value]
    if not values or not all(isinstance(value, (str, int, float)) for value in values):
        raise TypeError("attr_value must be a string, an integer or a float, or a list of them")
    item = item_name or os.environ.get("PDG_ITEM_NAME") or report.find_item(None)
    report.printlog("PDG_RESULT_ATTR: {};{};{}".format(item, attr_name, report.shown(values)))
    report.send([("write_attr", item, attr_name, values, report.theJobid)], server_addr, raise_exc)
