"""A member must exist, in the release the scheduler is for.

## What it does
Reports `self.onWorkItemSuceeded`, `work_item.comand`, `pdg.scheduleResults`,
`from pdg.utils import expand_var` and other names that an object of PDG does not have, not yet or
not any more. What a text sets itself counts, wherever it stands, and so does what is asked for with
`hasattr` or caught as AttributeError.

## Why it matters on a farm
It is an AttributeError in the middle of a cook, and often on the path that handles a failed job,
which nobody runs before the first job fails.

## Bad
    # onschedule.py
    self.onWorkItemSuceeded(work_item.id, -1, 0.5)
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    self.onWorkItemSucceeded(work_item.id, -1, 0.5)
    return pdg.scheduleResult.Succeeded

## Since
Every release. All names are known from Houdini 21.0 on; for older releases a name that only those
listings lack is a warning, unless it is near one that exists.
"""

from __future__ import annotations

import ast
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import member, replaced
from pysched_gen.check.guards import is_guarded
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.houdini import pdg_api
from pysched_gen.houdini.callbacks import CALLBACKS
from pysched_gen.houdini.pdg_names import ENUMS, LISTED_SINCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.check.diagnostic import Edit
    from pysched_gen.check.text import Text
    from pysched_gen.houdini.releases import Release

__all__ = ["rule"]

rule = Rule(__name__, "PSG113", Severity.ERROR)

# What took the place of a name that went, or what people look for under another name.
_REPLACED = {
    "self.onWorkItemSetAttribute": "onWorkItemSetStringAttrib and its siblings, one for each type",
    "self.workItemSetAttribute": "workItemSetStringAttrib and its siblings, one for each type",
    "self.onWorkItemFileResult": "onWorkItemAddOutput(id, index, path, tag, hash, active_only)",
    "self.workItemFileResult": "workItemAddOutput(id, index, path, tag, hash)",
    "self.workItemCanceled": "workItemCancelled(id, index)",
    "self.requestTask": "pdg.tickResult.SchedulerReady as the answer of onTick",
    "self.stopCook": "pdg.tickResult.SchedulerCancelCook as the answer of onTick",
    "self.parm": 'self["name"]',
    "self.evalParm": 'self["name"].evaluate()',
    "self.resultServerAddr": "workItemResultServerAddr()",
    "self.platform": "pdg.platform or sys.platform",
    "Port.set": 'self["name"] = value',
    "Port.eval": "evaluate()",
    "Port.evalAsString": "evaluateString()",
    "Port.evalAsInt": "evaluateInt()",
    "WorkItem.isCanceled": "state == pdg.workItemState.CookedCancel",
    "WorkItem.isFailed": "state == pdg.workItemState.CookedFail",
    "WorkItem.nodeName": "node.name",
    "WorkItem.scriptDir": "scriptDir of the scheduler",
    "WorkItem.reportResultData": "addOutputFile(path, tag)",
    "WorkItem.getStringAttrib": "stringAttribValue(name)",
    "WorkItem.getIntAttrib": "intAttribValue(name)",
    "WorkItem.getFloatAttrib": "floatAttribValue(name)",
    "pdg.parms": "the parameters of the node",
    "pdg.PyEventCallback": "PyEventHandler",
}
_NOWHERE = "PDG does not give it and no text sets it; set it in init.py or define it in methods.py"
# Members that every object has, and those of pybind classes.
_ANY = frozenset(dir(object)) | {"__dict__", "__name__", "__module__", "__qualname__"}
_MODULE_NAMES = frozenset({"__name__", "__file__", "__path__", "__doc__", "__version__"})
# Modules of pdg that Houdini 21.0 has besides those whose names are known.
_OTHER_MODULES = frozenset(
    {
        *("callback", "context", "dependency", "feedback", "hda", "mapper", "node", "nodetype"),
        *("partitioner", "processor", "service", "toplevel", "workitem", "attribute"),
    }
)


@rule.node(ast.Attribute)
def visit_attribute(  # noqa: C901 - one line a kind of object
    node: ast.Attribute, text: Text
) -> Iterator[Finding]:
    """Report a member that its object does not have."""
    if not isinstance(node.ctx, ast.Load) or node.attr in _ANY:
        return
    owner = text.context.inference.type_of(node.value, text)
    if not owner or node.attr in text.context.inference.asked_names:
        return
    if owner == "self":
        found = _of_self(node, text)
    elif owner.startswith("module pdg"):
        found = _of_module(node, owner.removeprefix("module "), node.attr, text)
    elif owner == "module hou":
        found = _of_hou(node, node.attr, text)
    elif owner.startswith("class "):
        found = _of_class(node, owner.removeprefix("class "), text)
    elif owner.startswith(("class-here ", "instance ")):
        found = _of_own_class(node, owner, text)
    elif pdg_api.is_class(owner):
        found = _of_object(node, owner, text)
    elif owner.partition("[")[0] in _PLAIN:
        found = _of_plain(node, owner.partition("[")[0], text)
    else:
        return
    for finding in found:
        if not is_guarded(node, text, "AttributeError"):
            yield finding


def _of_self(node: ast.Attribute, text: Text) -> Iterator[Finding]:
    inference, name = text.context.inference, node.attr
    if inference.own_members is None or name in inference.own_members:
        return
    if inference.member_of_self(name) is not None:
        return
    known = {*inference.own_members}
    for one in inference.classes_of_self:
        known |= pdg_api.members_of(one, inference.release)
    message, sure, near = _told("self", name, known, inference.classes_of_self, text)
    if name.startswith("_") and name.lstrip("_") in known:
        return  # the base class may keep the value under such a name
    if inference.derives_from_local and not sure:
        return  # Houdini's local scheduler has members that no listing tells
    if name.startswith("__") and name.endswith("__"):
        return
    severity = None if sure else _unsure_of_self(name, text)
    yield Finding(node, message, severity, _edits(node, "self", near, text))


_OF_FILE = {0: "path", 1: "tag", 2: "hash"}


@rule.node(ast.Subscript)
def visit_place(node: ast.Subscript, text: Text) -> Iterator[Finding]:
    """Report what was a tuple in 17.5 and is a File since."""
    if text.context.inference.type_of(node.value, text) != "File":
        return
    if text.context.scheduler.release.python_2 or is_guarded(node, text, "TypeError"):
        return
    place = node.slice.value if isinstance(node.slice, ast.Constant) else None
    near = _OF_FILE.get(place, "") if isinstance(place, int) else ""
    edits = replaced(node, f"{text.parsed.source(node.value)}.{near}", text) if near else ()
    told = f"a File is no tuple; use its {near or 'path, tag or hash'}"
    yield Finding(node, told, edits=edits)


@rule.node(ast.Attribute)
def visit_base(node: ast.Attribute, text: Text) -> Iterator[Finding]:
    """Report a slip in the name of what the base class does: `PyScheduler.onStopCok(self)`."""
    if isinstance(node.ctx, ast.Load) and _is_base(node.value, text):
        yield from _of_base(node, text)


def _is_base(node: ast.expr, text: Text) -> bool:
    """Return whether `node` is `super()` or the class that the scheduler derives from."""
    scheduler = text.context.scheduler
    if isinstance(node, ast.Call):
        found = isinstance(node.func, ast.Name) and node.func.id == "super"
    else:
        found = isinstance(node, ast.Name) and node.id in (scheduler.base.value, *scheduler.bases)
    return found and not any(isinstance(one, ast.ClassDef) for one in text.ancestors_of(node))


def _of_base(node: ast.Attribute, text: Text) -> Iterator[Finding]:
    inference, name = text.context.inference, node.attr
    known = {spec.method for spec in CALLBACKS}
    for one in inference.classes_of_self:
        known |= pdg_api.members_of(one, inference.release)
    if name in known or name.startswith("_") or inference.member_of_self(name) is not None:
        return
    near = get_close_matches(name, sorted(known), 1, _SURE)
    if near:
        told = f"the base class has no {name}; did you mean {near[0]}?"
        yield Finding(node, told, edits=_edits(node, "self", near[0], text))


# Types of Python, as messages call them. What compares may be an array, not a bool.
_PLAIN = {
    "str": (str, "a text"),
    "int": (int, "an integer"),
    "float": (float, "a number"),
    "bytes": (bytes, "bytes"),
    "dict": (dict, "a dictionary"),
    "list": (list, "a list"),
    "set": (set, "a set"),
    "tuple": (tuple, "a tuple"),
}
# Members of Python 2, of which python-2-leftover tells.
_OLD = frozenset(
    {
        *("has_key", "iteritems", "iterkeys", "itervalues", "viewitems", "viewkeys", "viewvalues"),
        *("decode", "next", "message"),
    }
)


def _of_plain(node: ast.Attribute, kind: str, text: Text) -> Iterator[Finding]:
    python, shown = _PLAIN[kind]
    if node.attr in dir(python) or node.attr in _OLD or text.context.scheduler.release.python_2:
        return
    near = get_close_matches(node.attr, [one for one in dir(python) if one[0] != "_"], 1, 0.75)
    have = "have" if shown == "bytes" else "has"
    advice = f"; did you mean {near[0]}?" if near else ""
    edits = _edits(node, kind, near[0], text) if near else ()
    yield Finding(node, f"{shown} {have} no {node.attr}{advice}", edits=edits)


def _of_own_class(node: ast.Attribute, kind: str, text: Text) -> Iterator[Finding]:
    """Report a member that a class of the texts themselves does not have."""
    known, name = text.context.inference.members_of_own(kind), node.attr
    if known is None or name in known or (name.startswith("__") and name.endswith("__")):
        return
    near = get_close_matches(name, [one for one in known if one[:2] != "__"], 1, 0.75)
    shown = kind.partition(" ")[2].partition("@")[0]
    advice = f"; did you mean {near[0]}?" if near else ""
    edits = _edits(node, kind, near[0], text) if near else ()
    yield Finding(node, f"{shown} has no {name}{advice}", edits=edits)


def _unsure_of_self(name: str, text: Text) -> Severity | None:
    """Return the severity where no name is near.

    Who wrote a module looked at Houdini's class, which has private members that nobody lists, and
    the members of some mixins are not known.
    """
    if not all(map(pdg_api.is_listed, text.context.scheduler.bases)):
        return Severity.NOTE
    if not name.startswith("_"):
        return _unsure(text)
    origin = text.context.scheduler.origin
    return Severity.NOTE if origin.path.endswith(".py") and not origin.node else None


# What people look for in hou, and no release whose names are known has there.
_NOT_OF_HOU = {
    "pdg": "write import pdg",
    "pdgEventType": "use pdg.EventType",
    "PyEventCallback": "use pdg.PyEventHandler",
}


def _of_hou(place: ast.AST, name: str, text: Text) -> Iterator[Finding]:
    if name in _NOT_OF_HOU and text.context.scheduler.release >= LISTED_SINCE:
        yield Finding(place, f"hou has no {name}; {_NOT_OF_HOU[name]}")


def _of_object(node: ast.Attribute, owner: str, text: Text) -> Iterator[Finding]:
    release, name = text.context.scheduler.release, node.attr
    if pdg_api.member_of(owner, name, release, heirs=True) is not None:
        return
    known = pdg_api.members_of(owner, release)
    if not any(not one.startswith("_") for one in known):
        return  # only the name of the class is known
    if owner == "WorkItemData" and release < LISTED_SINCE:
        return  # its members of old releases are not listed: getString, stringData
    message, sure, near = _told(owner, name, known, (owner,), text)
    if not near and not sure and not pdg_api.is_listed(owner):
        return
    severity = None if sure else _unsure(text)
    newer = _of_item(node) if owner == "WorkItemData" else ""
    if newer:
        item = text.parsed.source(node.value.value)  # type: ignore[attr-defined]
        told = f"a {owner} has no {name} any more; use {newer} of the work item"
        yield Finding(node, told, edits=replaced(node, f"{item}.{newer}", text))
    else:
        yield Finding(node, message, severity, _edits(node, owner, near, text))


# What schedulers of 17.5 call on `work_item.data`, and what the item has for it.
_OF_DATA = {
    "getString": "stringAttribValue",
    "getInt": "intAttribValue",
    "getFloat": "floatAttribValue",
    "hasData": "hasAttrib",
}


def _of_item(node: ast.Attribute) -> str:
    """Return the member of the item that has taken the place of one of its data, "" for none."""
    owner = node.value
    through = isinstance(owner, ast.Attribute) and owner.attr == "data"
    return _OF_DATA.get(node.attr, "") if through else ""


def _of_class(node: ast.Attribute, owner: str, text: Text) -> Iterator[Finding]:
    if owner in ENUMS:
        return  # unknown-enum-member says so
    yield from _of_object(node, owner, text)


def _of_module(place: ast.AST, module: str, name: str, text: Text) -> Iterator[Finding]:
    release = text.context.scheduler.release
    known = pdg_api.names_of_module(module, release)
    full = f"{module}.{name}"
    if not known or name in known or name in _MODULE_NAMES or pdg_api.is_module(full):
        return
    if module == "pdg" and (name in ENUMS or name in _OTHER_MODULES):
        return
    if module == "pdg" and name.casefold() in _FOLDED:
        if isinstance(place, ast.Attribute):
            return  # unknown-enum-member says so
        near = _FOLDED[name.casefold()]
        told = f"pdg has no {name}; did you mean {near}?"
        yield Finding(place, told, edits=_edits(place, module, near, text))
        return
    home = next((one for one in _MODULES if name in pdg_api.names_of_module(one, release)), "")
    if home and home != module and pdg_api.is_class(name):
        yield Finding(place, f"{module} has no {name}; it is in {home}")
        return
    message, sure, near = _told(module, name, known, (module,), text)
    edits = _edits(place, module, near, text)
    if sure:
        yield Finding(place, message, edits=edits)
    elif module == "pdg":
        yield Finding(place, message, _unsure(text), edits)


# Other names for the same, which take and give the same.
_RENAMED = {
    "self.resultServerAddr": "workItemResultServerAddr()",
    **{f"self.{old}": new for old, new in pdg_api.RENAMED_WRAPPERS.items()},
    "Port.eval": "evaluate",
    "Port.evalAsString": "evaluateString",
    "Port.evalAsInt": "evaluateInt",
    "WorkItem.nodeName": "node.name",
    "WorkItem.getStringAttrib": "stringAttribValue",
    "WorkItem.getIntAttrib": "intAttribValue",
    "WorkItem.getFloatAttrib": "floatAttribValue",
}


def _edits(place: ast.AST, owner: str, near: str, text: Text) -> tuple[Edit, ...]:
    """Return the edits that write the name that is meant."""
    if isinstance(place, ast.Attribute):
        renamed = _RENAMED.get(f"{owner}.{place.attr}", "")
        if renamed:
            return member(place, renamed, text)
        safe = bool(near and get_close_matches(place.attr, [near], 1, _SURE))
        return member(place, near, text, safe=safe) if near else ()
    if isinstance(place, ast.alias) and near:
        safe = bool(get_close_matches(place.name, [near], 1, _SURE))
        return replaced(place, f"{near} as {place.asname or place.name}", text, safe=safe)
    return ()


_SURE = 0.82  # how near a name is that can only be a slip


_FOLDED = {name.casefold(): name for name in ENUMS}


def _unsure(text: Text) -> Severity | None:
    return None if text.context.scheduler.release >= LISTED_SINCE else Severity.WARNING


def _told(
    owner: str, name: str, known: Iterable[str], classes: tuple[str, ...], text: Text
) -> tuple[str, bool, str]:
    """Return the message, whether it is sure whatever the listing lacks, and the name meant."""
    release = text.context.scheduler.release
    shown = {"self": "the scheduler"}.get(owner, owner if "pdg" in owner else f"a {owner}")
    replaced = _REPLACED.get(f"{owner}.{name}", "")
    dated = _dated(name, classes, release)
    if dated:
        advice = f"; use {replaced}" if replaced else ""
        return f"{shown} has {name} {dated}, not in Houdini {release}{advice}", True, ""
    if replaced:
        return f"{shown} has no {name}; use {replaced}", True, ""
    candidates = [one for one in known if not one.startswith("__")]
    near = get_close_matches(name, candidates, n=1, cutoff=0.75) or _folded(name, candidates)
    if near and name.startswith("_") and near[0].startswith(name):
        near = []  # _verbose is no slip of _verboseLog
    if near:
        return f"{shown} has no {name}; did you mean {near[0]}?", True, near[0]
    if owner == "self":
        return f"the scheduler has no {name}: {_NOWHERE}", False, ""
    return f"{shown} has no {name}", False, ""


def _folded(name: str, known: Iterable[str]) -> list[str]:
    plain = name.replace("_", "").casefold()
    return [one for one in sorted(known) if one.replace("_", "").casefold() == plain]


def _dated(name: str, classes: tuple[str, ...], release: Release) -> str:
    spec = next((one for one in CALLBACKS if one.method == name), None)
    for owner in classes:
        full = name if owner == "pdg" else f"{owner}.{name}"
        first, last = pdg_api.bounds_of(full)
        for base in ("SchedulerBase", "Scheduler", "AttributeOwner"):
            if not first and not last and owner != "pdg":
                first, last = pdg_api.bounds_of(f"{base}.{name}")
        if first and release < first:
            return f"from Houdini {first} on"
        if last and release > last:
            return f"until Houdini {last}"
    if spec is not None and spec.since and release < spec.since:
        return f"from Houdini {spec.since} on"
    return ""


@rule.node(ast.ImportFrom)
def visit_import_from(node: ast.ImportFrom, text: Text) -> Iterator[Finding]:
    """Report names that a module of pdg does not have, and modules that pdg does not have."""
    if node.level or (node.module or "").partition(".")[0] not in ("pdg", "hou"):
        return
    if is_guarded(node, text, "ImportError", "ModuleNotFoundError"):
        return
    if node.module == "hou":
        for alias in node.names:
            yield from _of_hou(alias, alias.name, text)
        return
    module = node.module or ""
    if not pdg_api.is_module(module):
        yield from _module(node, module)
        return
    for alias in node.names:
        if alias.name != "*" and alias.name not in text.context.inference.asked_names:
            yield from _of_module(alias, module, alias.name, text)


@rule.node(ast.Import)
def visit_import(node: ast.Import, text: Text) -> Iterator[Finding]:
    """Report modules that pdg does not have."""
    if is_guarded(node, text, "ImportError", "ModuleNotFoundError"):
        return
    for alias in node.names:
        if alias.name.startswith("pdg.") and not pdg_api.is_module(alias.name):
            yield from _module(alias, alias.name)
        if alias.name.startswith("hou."):
            yield from _of_hou(alias, alias.name.removeprefix("hou."), text)


_MODULES = ("pdg.job.callbackserver", "pdg.job.eventdispatch", "pdg.scheduler", "pdg.utils")


def _module(place: ast.AST, name: str) -> Iterator[Finding]:
    if name.partition(".")[2] in _OTHER_MODULES:
        return
    near = get_close_matches(name, [*_MODULES, "pdg.utils.mq", "pdg.staticcook"], 1, 0.85)
    if near:
        yield Finding(place, f"there is no module {name}; did you mean {near[0]}?")
