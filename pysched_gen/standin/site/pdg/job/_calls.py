"""The calls a job can make: arguments by position, the event each becomes, and what that does.

Names and order of arguments are those of Houdini's job-side script `pdgcmd.py` (section 4.5 of
the reference). The last argument, the farm's job id, may be left out, as older scripts do.
`bind` is the only door: what it lets through has the right number of arguments of the right
types, and nothing of unbounded depth.

A report goes through the scheduler's `workItem*` method, which schedulers override; their names
are those of `pdg.PyScheduler` in Houdini 21.0, their arguments are those of the call (the
signatures of the older ones are documented, the younger ones follow the calls). The job id goes
along where the job has one.
"""

from __future__ import annotations

import ast
import json
from typing import Any, Callable
from xmlrpc.client import Binary

from pdg._file import File
from pdg._release import since
from pdg.job import _events as events
from pdg.job._server import FAULTS, Fault

__all__ = ["CALLS", "BadArgumentsError", "bind", "run"]


class BadArgumentsError(ValueError):
    """A call has too few or too many arguments, or one of the wrong type."""


def _integer(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("an integer")
    return int(value)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError("a number")
    return float(value)


def _text(value: Any) -> str:
    """Accept base64 too: paths are sent as bytes, which need not be UTF-8."""
    if isinstance(value, Binary):
        value = value.data
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    if not isinstance(value, str):
        raise TypeError("a string")
    return value


def _item(value: Any) -> Any:
    """Accept an id, and a name: jobs of releases before 19.0 know only that."""
    if isinstance(value, str) and value:
        return value
    return _integer(value)


def _scalar(value: Any) -> Any:
    """Accept any job id a farm may have; PDG passes it through unread."""
    if isinstance(value, (int, float)):
        return value
    return _text(value)


def _file(value: Any) -> File:
    """Accept a path, or the fields of a `pdgjson.File`, which XML-RPC sends as a struct."""
    if not isinstance(value, dict):
        return File(_text(value))
    path = value.get("path", value.get("data"))
    return File(_text(path), _text(value.get("tag") or ""), _integer(value.get("hash") or 0))


def _dictionary(value: Any) -> dict[str, Any]:
    """Accept a dictionary as JSON or as Python writes it."""
    text = _text(value)
    try:
        found = json.loads(text)
    except ValueError:
        found = _literal(text)
    if not isinstance(found, dict):
        raise TypeError("a dictionary as text")
    return found


def _literal(value: Any) -> Any:
    """Accept the repr of numbers, texts and containers of them: no code of a job is run here."""
    try:
        return ast.literal_eval(_text(value))
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        raise TypeError("the repr of a value without calls") from None


def _struct(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("a struct")
    return {str(name): _scalar(field) for name, field in value.items()}


def _each(kind: Callable[[Any], Any]) -> Callable[[Any], list[Any]]:
    def accept(value: Any) -> list[Any]:
        if not isinstance(value, (list, tuple)):
            raise TypeError("an array")
        return [kind(element) for element in value]

    return accept


_KINDS: dict[str, Callable[[Any], Any]] = {
    "item": _item,
    "index": _integer,
    "jobid": _scalar,
    "duration": _number,
    "percent": _number,
    "path": _text,
    "tag": _text,
    "hash": _integer,
    "paths": _each(_text),
    "tags": _each(_text),
    "hashes": _each(_integer),
    "name": _text,
    "position": _integer,
    "string": _text,
    "int": _integer,
    "float": _number,
    "file": _file,
    "dict": _dictionary,
    "repr": _literal,
    "strings": _each(_text),
    "ints": _each(_integer),
    "floats": _each(_number),
    "files": _each(_file),
    "dicts": _each(_dictionary),
    "data": _each(_scalar),
    "text": _text,
    "kind": _integer,
    "server": _struct,
}


_SINGLE = ("string", "int", "float", "file", "dict")


class Call:
    """What one name of the table stands for: its arguments, and the events in their order."""

    __slots__ = ("arguments", "events")

    def __init__(self, arguments: str, *made: type[events.Event]) -> None:
        """Take the arguments' names, "item index jobid", and what the call becomes."""
        self.arguments = arguments.split()
        self.events = made


CALLS: dict[str, Call] = {
    "start_cook": Call("item jobid", events.StartCookEvent),
    "start_cook_batch": Call("item index jobid", events.StartCookEvent),
    "success": Call("item duration jobid", events.SuccessEvent),
    "success_batch": Call("item index duration jobid", events.SuccessEvent),
    "failed": Call("item jobid", events.FailedEvent),
    "cancelled": Call("item jobid", events.CanceledEvent),
    "result": Call("item path tag hash jobid", events.ResultDataEvent),
    "result_batch": Call("item path tag index hash jobid", events.ResultDataEvent),
    "success_and_result": Call(
        "item path tag hash duration jobid", events.ResultDataEvent, events.SuccessEvent
    ),
    "success_and_result_batch": Call(
        "item path tag index hash duration jobid", events.ResultDataEvent, events.SuccessEvent
    ),
    "result_array": Call("item paths tags hashes jobid", events.ResultDataArrayEvent),
    "result_array_batch": Call("item index paths tags hashes jobid", events.ResultDataArrayEvent),
    "get_workitem_json": Call("item index", events.GetWorkItemJSONEvent),
    "check_ready_batch": Call("item index", events.IsWorkItemReadyEvent),
    "add_sub_item_batch": Call("item", events.AddSubItemBatchEvent),
    "release_job_slots": Call("item jobid", events.ReleaseJobSlotsEvent),
    "acquire_job_slots": Call("item jobid", events.AcquireJobSlotsEvent),
    "set_pyobject_attrib": Call("item index name repr jobid", events.SetPyObjectAttribEvent),
    "write_attr": Call("item name data jobid", events.WriteAttrEvent),
    "invalidate_cache": Call("item index jobid", events.InvalidateCacheEvent),
    "set_custom_state": Call("item index text jobid", events.SetCustomStateEvent),
    "set_cook_percent": Call("item index percent jobid", events.SetCookPercentEvent),
    "append_log": Call("item index text kind jobid", events.AppendLogEvent),
    "sharedserver_started": Call("server jobid", events.SharedServerStartedEvent),
    "warning": Call("item text jobid", events.WarningEvent),
    "keepalive": Call("item jobid", events.KeepaliveEvent),
}


for _kind in _SINGLE:
    _one = getattr(events, "Set{}AttribEvent".format(_kind.capitalize()))
    _all = getattr(events, "Set{}AttribArrayEvent".format(_kind.capitalize()))
    CALLS["set_{}_attrib".format(_kind)] = Call(
        "item index name {} position jobid".format(_kind), _one
    )
    CALLS["set_{}_attrib_array".format(_kind)] = Call(
        "item index name {}s jobid".format(_kind), _all
    )


def bind(method: str, arguments: tuple[Any, ...]) -> list[events.Event]:
    """Return the events that the call of `method` with `arguments` stands for.

    Raises KeyError for a name that is not a call, BadArgumentsError where the arguments do not
    fit it.
    """
    call = CALLS[method]
    names = call.arguments
    least = len(names) - (names[-1] == "jobid")
    if not least <= len(arguments) <= len(names):
        raise BadArgumentsError(
            "{} takes {} ({}), not {} arguments".format(
                method, len(names), ", ".join(names), len(arguments)
            )
        )
    values: dict[str, Any] = {}
    for name, argument in zip(names, arguments):
        try:
            values[name] = _KINDS[name](argument)
        except TypeError as error:  # noqa: PERF203 - the message names the argument
            raise BadArgumentsError(
                "{}: {} must be {}, not {}".format(method, name, error, type(argument).__name__)
            ) from None
    return [made(values) for made in call.events]


Action = Callable[[Any, Any, events.Event], Any]


def find_item(owner: Any, ident: Any) -> Any:
    """Return the work item with the id or name `ident` that the scheduler `owner` cooks.

    Raises Fault if there is none, or another scheduler has it.
    """
    graph = owner.context.graph
    item = graph.workItemByName(ident) if isinstance(ident, str) else graph.workItemById(ident)
    if item is None:
        raise Fault(FAULTS["item"], "there is no work item {}".format(ident))
    scheduler = getattr(item, "_scheduler", None)
    python = getattr(scheduler, "_python", owner)
    if python is not None and python is not owner:
        raise Fault(FAULTS["item"], "work item {} is cooked by another scheduler".format(ident))
    return item


def run(owner: Any, event: events.Event) -> Any:
    """Carry out `event` and give the answer for the job; raises Fault for an unknown item."""
    if isinstance(event, events.SharedServerStartedEvent):
        return _share(owner, event)
    item = find_item(owner, event.item)
    return _ACTIONS[type(event)](owner, item, event)


def _report(method: str, *names: str, before: str = "") -> Action:
    """Call `method` with the event's values; releases that lack it have `before`."""

    def act(owner: Any, item: Any, event: events.Event) -> Any:
        call = getattr(owner, method, None) or getattr(owner, before or method)
        job = (event.jobid,) if event.jobid else ()
        call(_key(item), *(getattr(event, name) for name in names), *job)
        return True

    return act


def _key(item: Any) -> Any:
    """Return what reports call an item: its id from 19.0 on, its name before."""
    return item.id if since(19, 0) else item.name


def _attribute(kind: str) -> tuple[Action, Action]:
    one = _report(
        "workItemSet{}Attrib".format(kind.capitalize()), "index", "name", kind, "position"
    )
    many = _report(
        "workItemSet{}AttribArray".format(kind.capitalize()), "index", "name", kind + "s"
    )
    return one, many


def _share(owner: Any, event: events.Event) -> bool:
    """Let the scheduler know; one without a callback for it only remembers the server."""
    callback = getattr(owner, "onSharedServerStarted", None)
    if callback is not None:
        callback(event.server)
    else:
        owner.setSharedServerInfo(event.server["name"], event.server)
    return True


def _give_json(_owner: Any, item: Any, event: events.Event) -> Any:
    return _sub_item(item, event.index).saveJSONString()


def _sub_item(item: Any, index: int) -> Any:
    """Return sub-item `index` of the batch `item`, and `item` itself for -1; raises Fault."""
    if index < 0:
        return item
    subs = getattr(item, "batchItems", ())
    if index >= len(subs):
        raise Fault(
            FAULTS["item"],
            "work item {} has {} sub-items, not {}".format(item.id, len(subs), index),
        )
    return subs[index]


def _is_ready(owner: Any, item: Any, event: events.Event) -> int:
    _sub_item(item, event.index)
    return int(owner.context._reports.is_ready(item, event.index))


def _add_sub_item(owner: Any, item: Any, _event: events.Event) -> int:
    added = owner.context._reports.add_sub_item(item)
    return int(getattr(added, "batchIndex", added))


def _write_attribute(owner: Any, item: Any, event: events.Event) -> bool:
    """Set all values; 22.0 has the call and no method for it, so the kind's own one serves."""
    old = getattr(owner, "workItemSetAttribute", None)
    if old is not None:
        old(_key(item), event.name, event.data)
    elif all(isinstance(value, (int, float)) for value in event.data):
        owner.workItemSetFloatAttribArray(_key(item), -1, event.name, event.data)
    else:
        owner.workItemSetStringAttribArray(_key(item), -1, event.name, [*map(str, event.data)])
    return True


_ACTIONS: dict[type[events.Event], Action] = {
    events.StartCookEvent: _report("workItemStartCook", "index"),
    events.SuccessEvent: _report("workItemSucceeded", "index", "duration"),
    events.FailedEvent: _report("workItemFailed", "index"),
    events.CanceledEvent: _report("workItemCancelled", "index", before="workItemCanceled"),
    events.ResultDataEvent: _report(
        "workItemAddOutput", "index", "path", "tag", "hash", before="workItemFileResult"
    ),
    events.ResultDataArrayEvent: _report("workItemAddOutputs", "index", "paths", "tags", "hashes"),
    events.GetWorkItemJSONEvent: _give_json,
    events.IsWorkItemReadyEvent: _is_ready,
    events.AddSubItemBatchEvent: _add_sub_item,
    events.ReleaseJobSlotsEvent: _report("releaseJobSlots"),
    events.AcquireJobSlotsEvent: _report("acquireJobSlots"),
    events.InvalidateCacheEvent: _report("workItemInvalidateCache", "index"),
    events.SetCustomStateEvent: _report("workItemSetCustomState", "index", "text"),
    events.SetCookPercentEvent: _report("workItemSetCookPercent", "index", "percent"),
    events.AppendLogEvent: _report("workItemAppendLog", "index", "text", "kind"),
    events.WarningEvent: _report("workItemWarning", "text"),
    events.KeepaliveEvent: _report("workItemKeepalive"),
    events.WriteAttrEvent: _write_attribute,
    events.SetPyObjectAttribEvent: _report("workItemSetPyObjectAttrib", "index", "name", "repr"),
}


for _kind in ("string", "int", "float", "file", "dict"):
    _one, _many = _attribute(_kind)
    _ACTIONS[getattr(events, "Set{}AttribEvent".format(_kind.capitalize()))] = _one
    _ACTIONS[getattr(events, "Set{}AttribArrayEvent".format(_kind.capitalize()))] = _many
