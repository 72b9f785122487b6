"""A `GraphSpec` in, nodes and work items of a context out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Mapping

from pdg._batch import BatchWorkItem
from pdg._enums import (
    attribFlag,
    attribType,
    batchActivation,
    pathMapMatchType,
    registeredType,
    workItemCookType,
    workItemType,
)
from pdg._errors import CookError
from pdg._file import File
from pdg._graph import make_item, make_sub_item
from pdg._paths import PathMap
from pdg._registry import TypeRegistry

from pdgstandin.spec import SpecError

if TYPE_CHECKING:
    from pdg._attribute_owner import AttributeOwner
    from pdg._context import GraphContext
    from pdg._node import Node
    from pdg._scheduler import Scheduler
    from pdg._work_item import WorkItem

    from pdgstandin.spec import GraphSpec, ItemSpec, SubItemSpec

__all__ = ["build", "keep_inside", "set_path_map"]

_WORKING_DIR = "pdg_workingdir"

_KINDS = (
    (int, attribType.Int),
    (float, attribType.Float),
    (str, attribType.String),
    (dict, attribType.Dict),
)

# The attribute that holds files an item needs; the name is the stand-in's own.
_FILES = "filedependencies"

# A batch is one job; where the file gives commands to its sub-items alone, this runs them.
_RUN_BATCH = '"__PDG_PYTHON__" "__PDG_SCRIPTDIR__/runbatch.py"'


def build(context: GraphContext, spec: GraphSpec) -> None:
    """Add the nodes and items of `spec` to `context`.

    A scheduler that a node names and that is not there is added. Raises SpecError for names that
    lead nowhere, names that are taken, and attributes of mixed or unknown kinds; CookError where
    the code of a scheduler raises as it is made.
    """
    made: dict[str, WorkItem] = {}
    waiting: list[tuple[WorkItem, SubItemSpec]] = []
    try:
        _set_attributes(context.graph, spec.attributes)
        for wanted in spec.nodes:
            node = context.graph._add_node(wanted.name)
            node.setParameters(wanted.parms)
            node._file_dependencies = [_below_hip(path) for path in wanted.file_dependencies]
            if wanted.scheduler:
                _add_scheduler(context, spec, wanted.name, wanted.scheduler)
                node.setScheduler(wanted.scheduler)
            for entry in wanted.items:
                made[f"{wanted.name}:{entry.index}"] = _add_item(node, entry, waiting)
        for wanted in spec.nodes:
            for name in wanted.inputs:
                context.connect(wanted.name, name)
    except (KeyError, ValueError) as error:
        raise SpecError(f"graph: {error.args[0]}") from error
    for item, its_entry in waiting:
        _connect(context, item, its_entry, made)


def set_path_map(spec: GraphSpec) -> None:
    """Add the rules of `spec` to the path map of the session, and set its zone."""
    if spec.path_map:
        with PathMap.edit() as path_map:
            for rule in spec.path_map:
                kind = getattr(pathMapMatchType, rule.match)
                path_map.addPathMapping(rule.zone, rule.source, rule.target, "", kind)
    if spec.path_map_zone:
        PathMap.setMappingZone(spec.path_map_zone)


def _add_scheduler(context: GraphContext, spec: GraphSpec, node: str, name: str) -> None:
    """Add the scheduler that a node names, unless it is there."""
    if context.schedulerForName(name) is not None:
        return
    given = spec.schedulers.get(name)
    type_name = name if given is None else given.type
    if TypeRegistry.types().schedulerType(type_name) is None:
        known = ", ".join(
            sorted({*TypeRegistry.types().typeNames(registeredType.Scheduler), *spec.schedulers})
        )
        raise SpecError(
            "node {!r}: there is no scheduler {!r}; there are {}".format(node, type_name, known)
        )
    values = {} if given is None else given.parms
    try:
        keep_inside(context.addScheduler(type_name, name, values), values)
    except (CookError, KeyError):
        raise
    except Exception as error:
        raise CookError("the scheduler {} cannot be made: {}".format(name, error)) from error


def keep_inside(scheduler: Scheduler, values: Mapping[str, object]) -> str:
    """Have a scheduler work in $HIP; return the folder of its default where that is another.

    An asset may name the share of a studio, where a tool that tries a scheduler has no business.
    One among `values` is where somebody wants it to work.
    """
    port = scheduler.parameter(_WORKING_DIR)
    if port is None or _WORKING_DIR in values:
        return ""
    default = port.evaluateRawString()
    if not os.path.isabs(default):
        return ""
    port._set("$HIP")
    return default


def _below_hip(path: str) -> str:
    return path if os.path.isabs(path) else "{}/{}".format(os.environ.get("HIP", ""), path)


def _add_item(node: Node, entry: ItemSpec, waiting: list[tuple[WorkItem, SubItemSpec]]) -> WorkItem:
    kind = workItemType.Regular
    if entry.batch:
        kind = workItemType.Batch
    elif entry.partition:
        kind = workItemType.Partition
    index = 0 if entry.index is None else entry.index
    command = entry.command
    if not command and any(sub.command for sub in entry.batch):
        command = _RUN_BATCH
    item = make_item(node.context.graph, node, index, entry.name, command, kind)
    key = f"{node.name}:{index}"
    scheduler = node.scheduler.name if node.scheduler else ""
    facts = {"name": item.name, "node": node.name, "key": key, "scheduler": scheduler}
    node.context._record("item", id=item.id, **facts)
    item.priority = entry.priority
    item._shell = True  # a file gives what one types, so a shell reads it
    item.setLabel(entry.label)
    item._cookType = getattr(workItemCookType, entry.cook_type)
    item._script = entry.script
    if entry.file_dependencies:
        files = [File(_below_hip(path)) for path in entry.file_dependencies]
        item._write(_FILES, attribType.File, files)
        item.setAttribFlag(_FILES, attribFlag.Transfer)
    _fill(item, entry)
    waiting.append((item, entry))
    if isinstance(item, BatchWorkItem):
        item.activationMode = getattr(batchActivation, entry.activation)
        for sub_entry in entry.batch:
            sub = make_sub_item(item, sub_entry.index, sub_entry.name, sub_entry.command)
            sub._shell = True
            _fill(sub, sub_entry)
            waiting.append((sub, sub_entry))
    return item


def _fill(item: WorkItem, entry: SubItemSpec) -> None:
    _set_attributes(item, entry.attributes)
    for name, value in entry.environment.items():
        item.addEnvironmentVar(name, value)
    for path in entry.expected_outputs:
        full = path if os.path.isabs(path) or path.startswith("__PDG_") else "__PDG_DIR__/" + path
        item.addExpectedOutputFile(full)
    if entry.frame is not None:
        item.setFrame(entry.frame)


def _connect(
    context: GraphContext, item: WorkItem, entry: SubItemSpec, made: Mapping[str, WorkItem]
) -> None:
    members = getattr(entry, "partition", [])
    for name in [*entry.depends_on, *members]:
        if name not in made:
            raise SpecError(f"graph: {item.name} waits for {name!r}, and there is no such item")
        context.graph._depend(item, made[name])
    item._partitionItems = [made[name] for name in members]


def _set_attributes(owner: AttributeOwner, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        owner._write(name, _kind_of(name, value), value)


def _kind_of(name: str, value: Any) -> attribType:
    """Return the kind that all values have; ints among floats are floats."""
    kinds = {_one_kind(name, one) for one in (value if isinstance(value, list) else [value])}
    if kinds == {attribType.Int, attribType.Float}:
        return attribType.Float
    if len(kinds) != 1:
        raise SpecError(f"graph: attribute {name!r} has no values, or values of several kinds")
    return kinds.pop()


def _one_kind(name: str, value: Any) -> attribType:
    for kind, result in _KINDS:
        if isinstance(value, kind):
            return result
    raise SpecError(f"graph: attribute {name!r} cannot hold {value!r}")
