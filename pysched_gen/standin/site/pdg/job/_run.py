"""What each event does to the scheduler and its work item.

A report goes through the scheduler's `workItem*` method, which schedulers override; their names
are those of `pdg.PyScheduler` in Houdini 21.0, their arguments are those of the call (the
signatures of the older ones are documented, the younger ones follow the calls). The job id goes
along where the job has one.
"""

from __future__ import annotations

from typing import Any, Callable

from pdg._release import since
from pdg.job import _events as events
from pdg.job._requests import FAULTS, Fault

__all__ = ["find_item", "run"]

Action = Callable[[Any, Any, events.Event], Any]


def find_item(owner: Any, ident: Any) -> Any:
    """Give the work item with the id or name `ident` that the scheduler `owner` cooks.

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
    """Give what reports call an item: its id from 19.0 on, its name before."""
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
    """Give sub-item `index` of the batch `item`, and `item` itself for -1; raises Fault."""
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
