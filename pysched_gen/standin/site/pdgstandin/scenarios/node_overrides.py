"""It is watched how each parameter that nodes may override is read while an item is scheduled."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from pdgstandin.playing.assertions import NotApplicableError, assert_ended
from pdgstandin.playing.engine import is_of_standin, since
from pdgstandin.playing.survey import parameters_of
from pdgstandin.spec import ItemSpec

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext, SchedulerSession

TITLE = "what a node overrides is what its items get"
MEANING = "Setting a limit, a queue or a folder on a node has no effect."
ORDER = 66


_KINDS = ("Int", "Float", "String", "Bool")


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    entry = context.type_of_scheduler()
    declared = parameters_of(entry.typeObject)
    open_to_nodes = [p["name"] for p in declared if "pdg::scheduler" in (p.get("tag") or ())]
    if not open_to_nodes or not since(19, 0):
        raise NotApplicableError("no parameter may be overridden")
    session = context.open(load=False)
    asked: dict[str, set[bool]] = {}
    of_items: set[str] = set()
    read: set[str] = set()
    _watch(session, asked, of_items, read)
    session.add_items([ItemSpec(index=0, command=context.jobs.good(0))])
    read.clear()
    assert_ended(session, session.cook("an item whose node may override parameters"))
    names = {p["name"] for p in declared}
    first = {name for name, with_node in asked.items() if True in with_node}
    _check_asked_again(context, session, asked, first)
    for name, with_node in sorted(asked.items()):
        context.check(
            True in with_node or name not in open_to_nodes,
            "{} is asked for without the node of the item, so what the node sets has no "
            "effect".format(name),
        )
        if name in open_to_nodes and True in with_node and name not in of_items:
            context.judge(
                "{} is asked for without the item, so where its value on the node is an "
                "expression, such as @pdg_index, every item gets the same".format(name)
            )
        context.check(
            name in names or name.startswith(("pdg_", "local_")) or not context.generated,
            "an override of {} is asked for, and there is no such parameter".format(name),
        )
    for name in sorted(read.intersection(open_to_nodes) - set(asked)):
        context.error(
            "{} may be overridden, but is read as self[{!r}], which is the scheduler's own value; "
            "use evaluate...Override".format(name, name)
        )
    return "{} parameters were asked for with their node".format(len(asked))


def _check_asked_again(
    context: ScenarioContext,
    session: SchedulerSession,
    asked: dict[str, set[bool]],
    first: set[str],
) -> None:
    """Tell which overrides are not asked for in a second cook: a node may have others by then."""
    before = dict(asked)
    asked.clear()
    session.dirty()
    assert_ended(session, session.cook("the item once more"))
    for name in sorted(first - set(asked)):
        context.judge(
            "{} is asked for in the first cook and not in the second, so what is changed on the "
            "node has no effect".format(name)
        )
    asked.update(before)


def _watch(
    session: SchedulerSession, asked: dict[str, set[bool]], of_items: set[str], read: set[str]
) -> None:
    """Note which overrides are asked for, which of an item, and what is read beside them."""
    python = session.python
    inside: list[str] = []

    def wrap(method: str) -> None:
        original = getattr(python, method, None)
        if original is None:
            return

        def asking(node: Any, prefix: str, parm: str, *rest: Any, **named: Any) -> Any:
            # PDG itself asks for parameters of groups that a scheduler need not have.
            if is_of_standin(sys._getframe(1).f_code.co_filename):
                return original(node, prefix, parm, *rest, **named)
            full_name = "{}_{}".format(prefix, parm)
            asked.setdefault(full_name, set()).add(node is not None)
            if (rest[0] if rest else named.get("work_item")) is not None:
                of_items.add(full_name)
            inside.append(parm)
            try:
                return original(node, prefix, parm, *rest, **named)
            finally:
                inside.pop()

        setattr(python, method, asking)

    for kind in _KINDS:
        wrap("evaluate{}Override".format(kind))
    base = type(python)

    class Watched(base):  # type: ignore[misc, valid-type]
        """The class of the scheduler, with an eye on its parameters."""

        def __getitem__(self, name: str) -> Any:
            """Return the port of a parameter."""
            # A class that Houdini ships reads what is its own affair.
            if not inside and not is_of_standin(sys._getframe(1).f_code.co_filename):
                read.add(name)
            return super().__getitem__(name)

    Watched.__name__, Watched.__module__ = base.__name__, base.__module__
    python.__class__ = Watched
