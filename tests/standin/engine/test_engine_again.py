"""Cooking a graph again, static cooks, and the graph that schedulers may look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from networks import chain, flat, make_networks, pdg

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from networks import Network

    Make = Callable[..., Network]

__all__ = ["make_networks"]  # the fixture `network`

R, T = pdg.scheduleResult, pdg.tickResult
GOOD, FAIL, CANCEL, UNCOOKED = "CookedSuccess", "CookedFail", "CookedCancel", "Uncooked"


def names(made: Network, *keys: str) -> list[str]:
    return [made.item(key).name for key in keys]


def again(made: Network) -> list[Any]:
    """Cook once more; give what was scheduled by that."""
    before = len(made.called("onSchedule"))
    made.cook()
    return made.called("onSchedule")[before:]


def test_cooked_items_are_not_cooked_again(network: Make) -> None:
    made = network(flat(3))
    made.cook()
    assert again(made) == []
    assert made.called("onStartCook", "onStopCook") == [False] * 4


def test_items_that_failed_are_cooked_again_with_those_behind_them(network: Make) -> None:
    answers = [R.CookFailed]
    made = network(
        {**chain(2), "else": [{}]},
        onSchedule=lambda _s, _i: answers.pop() if answers else R.CookSucceeded,
    )
    assert not made.cook().succeeded
    assert again(made) == names(made, "n0", "n1")
    assert set(made.states().values()) == {GOOD}


@pytest.mark.parametrize(
    ("dirty", "cooked"),
    [
        (lambda made: made.context.graph.dirty(), ["n0", "n1", "n2"]),
        (lambda made: made.context.graph.node("n1").dirty(), ["n1", "n2"]),
        (lambda made: made.context._dirty([made.item("n2")], remove_outputs=False), ["n2"]),
    ],
    ids=["graph", "node", "item"],
)
def test_dirty_items_cook_again(
    network: Make, dirty: Callable[[Network], None], cooked: list[str]
) -> None:
    made = network(chain(3))
    made.cook()
    dirty(made)
    assert again(made) == names(made, *cooked)


def test_dirty_items_have_the_state_dirty_and_no_outputs(network: Make, tmp_path: Path) -> None:
    file = tmp_path / "out.txt"

    def on_schedule(self: Any, item: Any) -> Any:
        file.touch()
        self.onWorkItemAddOutput(item.id, -1, str(file), "file", 0)
        return R.CookSucceeded

    made = network(flat(1), onSchedule=on_schedule)
    made.cook()
    made.context.graph.dirty(False)
    assert (made.states(), made.item("work").outputFiles) == ({"work:0": "Dirty"}, [])
    assert file.exists()


def test_dirty_with_removal_deletes_the_files_of_the_items(network: Make, tmp_path: Path) -> None:
    file = tmp_path / "out.txt"

    def on_schedule(_self: Any, item: Any) -> Any:
        file.touch()
        item.addOutputFile(str(file))
        return R.CookSucceeded

    made = network(flat(1), onSchedule=on_schedule)
    made.cook()
    made.context.graph.dirty(True)
    assert not file.exists()


@pytest.mark.parametrize(("validate", "cooked"), [(1, ["n0", "n1"]), (0, [])])
def test_items_whose_outputs_are_gone_cook_again(
    network: Make, tmp_path: Path, validate: int, cooked: list[str]
) -> None:
    def on_schedule(_self: Any, item: Any) -> Any:
        (tmp_path / item.node.name).touch()
        item.addOutputFile(str(tmp_path / item.node.name))
        return R.CookSucceeded

    made = network(chain(2), values={"pdg_validateoutputs": validate}, onSchedule=on_schedule)
    made.cook()
    assert again(made) == []
    (tmp_path / "n0").unlink()
    assert again(made) == names(made, *cooked)


def test_second_cook_starts_from_nothing(network: Make) -> None:
    def on_schedule(self: Any, item: Any) -> Any:
        self.workItemStartCook(item.id, -1)
        self.onWorkItemAddOutput(item.id, -1, f"/out/{len(made.called('onSchedule'))}", "", 0)
        self.workItemSucceeded(item.id, -1, 1.0)
        return R.Succeeded

    made = network(flat(1), onSchedule=on_schedule)
    made.cook()
    made.context.graph.dirty()
    made.cook()
    assert [file.path for file in made.item("work").outputFiles] == ["/out/2"]


def test_job_of_an_earlier_cook_cannot_end_an_item_that_is_cooked(network: Make) -> None:
    made = network(flat(1))
    made.cook()
    item = made.item("work")
    made.context._reports.failed(item, -1)
    assert item.state.name == GOOD
    assert again(made) == []


def test_static_cook_hands_the_graph_over_and_takes_reports(network: Make) -> None:
    seen: list[Any] = []

    def on_tick(self: Any) -> Any:
        for name in ("n2", "n0", "n1"):
            self.workItemSucceeded(made.item(name).id, -1, 0.1)
        return T.SchedulerReady

    made = network(
        chain(3),
        onScheduleStatic=lambda _s, *graph: seen.append(graph),
        onTick=on_tick,
    )
    assert made.cook(static=True).succeeded
    dependencies, dependents, ready = seen[0]
    n0, n1, n2 = (made.item(name) for name in ("n0", "n1", "n2"))
    assert {k: set(v) for k, v in dependencies.items()} == {n0: set(), n1: {n0}, n2: {n1}}
    assert {k: set(v) for k, v in dependents.items()} == {n0: {n1}, n1: {n2}, n2: set()}
    assert list(ready) == [n0]
    assert made.called("onSchedule") == []
    assert made.called("onStartCook") == [True]


def test_static_cook_passes_failures_on(network: Make) -> None:
    def on_tick(self: Any) -> Any:
        self.workItemFailed(made.item("n0").id, -1)
        return T.SchedulerReady

    made = network(chain(2), onTick=on_tick)
    assert made.cook(static=True).reached
    assert made.states() == {"n0:0": FAIL, "n1:0": FAIL}


@pytest.mark.parametrize(("expand", "of_after"), [(False, ["all:0"]), (True, ["work:0", "work:1"])])
def test_dependency_graph_may_leave_partitions_out(
    network: Make, *, expand: bool, of_after: list[str]
) -> None:
    made = network(
        {
            **flat(2),
            "all": [{"partition": ["work:0", "work:1"], "command": ""}],
            "after": [{"dependsOn": ["all:0"]}],
        }
    )
    graph = made.context.schedulers[0].dependencyGraph(expand)
    dependencies, dependents, ready = graph
    assert set(dependencies[made.item("after")]) == {made.item(name) for name in of_after}
    assert (made.item("all") in dependents) != expand
    assert list(ready) == [made.item("work:0"), made.item("work:1")]


@pytest.mark.parametrize("kind", ["GenerateFull", "GenerateStatic"])
def test_generating_alone_calls_no_scheduler(network: Make, kind: str) -> None:
    options = pdg.CookOptions()
    options.cookType = getattr(pdg.cookType, kind)
    made = network(flat(1))
    assert made.context.cook(options)
    assert made.names() == ["onStart"]


def test_graph_finds_items_by_id_and_name(network: Make) -> None:
    made = network({"a": [{}, {"name": "named"}], "b": [{}]})
    graph, item = made.context.graph, made.item("a:1")
    assert (item.name, graph.workItemById(item.id), graph.workItemByName("named")) == (
        "named",
        item,
        item,
    )
    assert (graph.workItemById(99), graph.workItemByName("x"), graph.node("x")) == (None,) * 3
    assert [node.name for node in graph.nodes("b*")] == ["b"]
    assert graph.workItemsByIds([item.id, 99]) == [item]
    assert made.context.stateCount[pdg.workItemState.Uncooked] == 3


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (pdg.EventType.WorkItemStateChange, ["Waiting", "Scheduled", GOOD]),
        (pdg.EventType.All, ["Waiting", "Scheduled", GOOD]),
        (pdg.EventType.CookStart, []),
    ],
)
def test_handlers_get_the_events_they_asked_for(
    network: Make, kind: Any, expected: list[str]
) -> None:
    seen: list[str] = []

    made = network(flat(1), onSchedule=lambda _s, _i: R.Succeeded)

    def finish(event: Any) -> None:
        seen.append(event.currentState.name)
        if event.currentState.name == "Scheduled":
            made.context._reports.succeeded(made.item("work"), -1, 0.1)

    made.item("work").addEventHandler(finish, kind)
    made.cook(timeout=None if expected else 0.2)
    assert seen == expected


def test_handlers_of_a_cook_may_be_removed(network: Make) -> None:
    seen: list[Any] = []
    made = network(flat(1))
    context = made.context
    kept = context.addEventHandler(lambda e: seen.append(e.type.name), pdg.EventType.CookComplete)
    gone = context.addEventHandler(lambda _e: seen.append("gone"))
    both = context.addEventHandler(lambda h, e: seen.append((h, e.type.name)), pass_handler=True)
    gone.removeFromAllEmitters()
    made.cook()
    assert context.eventHandlers == [kept, both]
    assert seen == [(both, "CookStart"), "CookComplete", (both, "CookComplete")]


def test_handler_that_raises_does_not_end_the_cook(network: Make) -> None:
    made = network(flat(1))
    made.context.addEventHandler(lambda _event: 1 / 0)
    result = made.cook()
    assert result.succeeded
    assert all("ZeroDivisionError" in error for error in result.errors)
    assert result.errors


@pytest.mark.parametrize(("parameter", "value"), [("farm_pool", "night"), ("farm_prio", [1, 2])])
def test_parameters_of_nodes_may_be_set(network: Make, parameter: str, value: Any) -> None:
    made = network({"work": []}, nodes={"work": {"parms": {"farm_pool": "day"}}})
    made.context.setParameters("work", {parameter: value})
    assert made.context.graph.node("work")[parameter].value == value


def test_deleting_a_scheduler_stops_it(network: Make) -> None:
    made = network(flat(1), schedulers=("one", "two"))
    made.context.delete("one")
    assert [name for name, _ in made.calls] == ["onStart", "onStart", "onStop"]
    assert made.context.defaultScheduler.name == "two"
    assert made.cook().succeeded


def test_deleting_a_node_takes_its_items_along(network: Make) -> None:
    made = network({"a": [{}], "b": [{"dependsOn": ["a:0"]}]}, nodes={"b": {"inputs": ["a"]}})
    gone = made.item("a")
    made.context.delete("a")
    assert made.context.graph.workItemById(gone.id) is None
    assert made.cook_states() == {"b:0": GOOD}
    with pytest.raises(KeyError):
        made.context.delete("a")


def test_nothing_is_deleted_during_a_cook(network: Make) -> None:
    def on_schedule(self: Any, _item: Any) -> Any:
        with pytest.raises(pdg.CookError, match="goes on"):
            self.context.delete("work")
        return R.CookSucceeded

    assert network(flat(1), onSchedule=on_schedule).cook().succeeded


def test_node_that_is_disconnected_does_not_cook_the_other(network: Make) -> None:
    made = network({"a": [{}], "b": [{}]}, nodes={"b": {"inputs": ["a"]}})
    made.context.disconnect("b", "a")
    assert made.context.graph.node("b").cook()
    assert made.states() == {"a:0": UNCOOKED, "b:0": GOOD}


def test_one_component_of_a_parameter_may_be_set(network: Make) -> None:
    made = network({"work": []}, nodes={"work": {"parms": {"size": [1, 2, 3]}}})
    made.context.setParameter("work", "size", 9, 1)
    made.context.setParameter("farm", "pdg_maxitems", 7)
    assert made.context.graph.node("work")["size"].value == [1, 9, 3]
    assert made.context.schedulers[0]["pdg_maxitems"].evaluateInt() == 7


def test_contexts_have_names_of_their_own() -> None:
    contexts = [pdg.GraphContext("shot"), pdg.GraphContext("shot")]
    assert [context.name for context in contexts] == ["shot", "shot1"]
    assert pdg.GraphContext.byName("shot1") is contexts[1]
    assert {"shot", "shot1"} <= set(pdg.GraphContext.names())


def test_options_of_the_context_hold_for_cooks_without_any(network: Make) -> None:
    made = network({"a": [{}], "b": [{}]})
    made.context.cookOptions.nodeNames = ["b"]
    assert made.context.cook()
    assert made.states() == {"a:0": UNCOOKED, "b:0": GOOD}


def test_schedulers_are_added_with_their_parameters(network: Make) -> None:
    made = network(flat(1))
    added = made.context.addScheduler("farm", "second", pdg_maxitems=4)
    assert added["pdg_maxitems"].evaluateInt() == 4
    assert made.context.schedulerForTypeName("farm").name == "farm"
    made.context.setScheduler("work", "second")
    made.context.setDefaultScheduler("second")
    assert made.context.graph.node("work").scheduler is added
