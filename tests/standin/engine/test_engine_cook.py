"""Which items cook, in which order, and how each ends."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from networks import chain, flat, make_networks, pdg

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from networks import Network

    Make = Callable[..., Network]

__all__ = ["make_networks"]  # the fixture `network`

R = pdg.scheduleResult
GOOD, FAIL, CANCEL, CACHED, UNCOOKED = (
    "CookedSuccess",
    "CookedFail",
    "CookedCancel",
    "CookedCache",
    "Uncooked",
)
DIAMOND = {
    "top": [{}],
    "left": [{"dependsOn": ["top:0"]}],
    "right": [{"dependsOn": ["top:0"]}],
    "bottom": [{"dependsOn": ["left:0", "right:0"]}],
}


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (R.CookSucceeded, GOOD),
        (R.CookFailed, FAIL),
        (R.CookCanceled, CANCEL),
        (R.Failed, FAIL),
        (True, FAIL),
        (0, FAIL),
        (pdg.tickResult.SchedulerReady, FAIL),
    ],
)
def test_answer_of_on_schedule_ends_the_item(network: Make, answer: Any, state: str) -> None:
    made = network(flat(1), onSchedule=lambda _self, _item: answer)
    assert made.cook_states() == {"work:0": state}


@pytest.mark.parametrize("answer", [True, 0, "Succeeded", pdg.tickResult.SchedulerReady])
def test_answer_of_another_kind_is_an_error_that_names_it(network: Make, answer: Any) -> None:
    result = network(flat(1), onSchedule=lambda _self, _item: answer).cook()
    assert [repr(answer) in error for error in result.errors] == [True]
    assert "pdg.scheduleResult" in result.errors[0]


def test_exception_in_on_schedule_fails_its_item_alone(network: Make) -> None:
    def on_schedule(_self: Any, item: Any) -> Any:
        if item.index == 1:
            raise OSError("the farm is full")
        return R.CookSucceeded

    made = network(flat(3), onSchedule=on_schedule)
    result = made.cook()
    assert list(made.states().values()) == [GOOD, FAIL, GOOD]
    assert len(result.errors) == 1
    assert "the farm is full" in result.errors[0]


def test_none_counts_as_scheduled_and_is_a_warning(network: Make) -> None:
    def on_schedule(self: Any, item: Any) -> None:
        made.later(lambda: self.workItemSucceeded(item.id, -1, 0.5))

    made = network(flat(2), onSchedule=on_schedule)
    result = made.cook()
    assert result.succeeded
    assert [w for w in result.warnings if "onSchedule" in w] == [
        "onSchedule returned None, which counts as Succeeded"
    ]


@pytest.mark.parametrize(
    ("graph", "order"),
    [
        (flat(3), ["work:0", "work:1", "work:2"]),
        (chain(3), ["n0:0", "n1:0", "n2:0"]),
        (DIAMOND, ["top:0", "left:0", "right:0", "bottom:0"]),
        (
            {"work": [{"priority": 1}, {"priority": 5}, {"priority": 5}, {}]},
            ["work:1", "work:2", "work:0", "work:3"],
        ),
        ({"a": [{"dependsOn": ["b:0"]}], "b": [{}]}, ["b:0", "a:0"]),
    ],
    ids=["in order", "chain", "diamond", "priority", "against the order of nodes"],
)
def test_items_are_scheduled_when_what_they_wait_for_has_cooked(
    network: Make, graph: dict[str, Any], order: list[str]
) -> None:
    made = network(graph)
    made.cook()
    assert made.called("onSchedule") == [made.item(name).name for name in order]


def test_priority_counts_among_items_that_get_ready_later(network: Make) -> None:
    graph = {
        "first": [{}],
        "then": [{"dependsOn": ["first:0"], "priority": p} for p in (0, 7, 3)],
    }
    made = network(graph)
    made.cook()
    assert made.called("onSchedule")[1:] == [made.item(f"then:{n}").name for n in (1, 2, 0)]


@pytest.mark.parametrize(
    ("ends", "states"),
    [
        ({"left": R.CookFailed}, [GOOD, FAIL, GOOD, FAIL]),
        ({"top": R.CookFailed}, [FAIL, FAIL, FAIL, FAIL]),
        ({"left": R.CookCanceled}, [GOOD, CANCEL, GOOD, UNCOOKED]),
        ({"left": R.CookFailed, "right": R.CookCanceled}, [GOOD, FAIL, CANCEL, FAIL]),
        ({}, [GOOD] * 4),
    ],
    ids=["one branch fails", "the top fails", "one is cancelled", "both", "none"],
)
def test_what_depends_on_a_failed_item_fails_and_never_runs(
    network: Make, ends: dict[str, Any], states: list[str]
) -> None:
    made = network(
        DIAMOND, onSchedule=lambda _self, item: ends.get(item.node.name, R.CookSucceeded)
    )
    assert list(made.cook_states().values()) == states
    ran = [name for name in made.called("onSchedule") if name.startswith("bottom")]
    assert bool(ran) == (not ends)


def test_chain_of_items_that_do_nothing_may_be_long(network: Make) -> None:
    graph = chain(3000)
    for items in graph.values():
        items[0]["command"] = ""
    made = network(graph)
    assert set(made.cook_states().values()) == {GOOD}
    assert made.called("onSchedule") == []


def test_failure_is_passed_down_a_long_chain(network: Make) -> None:
    made = network(chain(3000), onSchedule=lambda _self, _item: R.CookFailed)
    assert set(made.cook_states().values()) == {FAIL}
    assert len(made.called("onSchedule")) == 1


@pytest.mark.parametrize("command", ["", "tidy"])
def test_partition_goes_to_the_scheduler_only_with_a_command(network: Make, command: str) -> None:
    graph = {
        "work": [{}, {}, {}],
        "all": [{"partition": ["work:0", "work:1", "work:2"], "command": command}],
        "after": [{"dependsOn": ["all:0"]}],
    }
    made = network(graph)
    assert set(made.cook_states().values()) == {GOOD}
    names = [made.item(name).name for name in ("work:0", "work:1", "work:2", "all:0", "after:0")]
    assert made.called("onSchedule") == [n for n in names if command or not n.startswith("all")]
    assert made.item("all:0").partitionItems == made.context.graph.node("work").workItems


def test_partition_fails_with_an_item_of_it(network: Make) -> None:
    graph = {"work": [{}, {}], "all": [{"partition": ["work:0", "work:1"], "command": ""}]}
    made = network(graph, onSchedule=lambda _s, i: R.CookSucceeded if i.index else R.CookFailed)
    assert list(made.cook_states().values()) == [FAIL, GOOD, FAIL]


@pytest.mark.parametrize("kind", [pdg.workItemCookType.InProcess, pdg.workItemCookType.Generate])
def test_in_process_items_do_not_reach_the_scheduler(network: Make, kind: Any) -> None:
    made = network(flat(2))
    made.item("work:1")._cookType = kind
    assert set(made.cook_states().values()) == {GOOD}
    assert made.called("onSchedule") == [made.item("work:0").name]


@pytest.mark.parametrize(
    ("on_disk", "mode", "reaches"),
    [(["a", "b"], 0, False), (["a"], 0, True), ([], 0, True), (["a", "b"], 2, True)],
    ids=["all there", "one missing", "none there", "write files"],
)
def test_items_whose_files_exist_are_cached_and_never_reach_the_scheduler(
    network: Make, tmp_path: Path, on_disk: list[str], mode: int, *, reaches: bool
) -> None:
    files = {name: tmp_path / f"{name}.exr" for name in ("a", "b")}
    for name in on_disk:
        files[name].touch()
    made = network(
        flat(1, expectedOutputs=[str(file) for file in files.values()]),
        nodes={"work": {"parms": {"pdg_cachemode": mode}}},
    )
    made.cook()
    assert made.called("onSchedule") == ([made.item("work").name] if reaches else [])
    assert made.item("work").state.name == (GOOD if reaches else CACHED)
    if not reaches:
        assert [file.path for file in made.item("work").outputFiles] == list(
            map(str, files.values())
        )


@pytest.mark.parametrize(
    ("write", "partition", "reaches"),
    [(True, False, True), (False, False, False), (True, True, True), (False, True, False)],
    ids=["files", "no files", "files before a partition", "no files before a partition"],
)
def test_cache_is_stale_behind_items_that_wrote_files(
    network: Make, tmp_path: Path, *, write: bool, partition: bool, reaches: bool
) -> None:
    (tmp_path / "late").touch()

    def on_schedule(self: Any, item: Any) -> Any:
        if write:
            self.onWorkItemAddOutput(item.id, -1, "/new", "file", 0)
        return R.CookSucceeded

    graph: dict[str, Any] = {"early": [{}]}
    if partition:
        graph["all"] = [{"partition": ["early:0"], "command": ""}]
    needs = ["all:0"] if partition else ["early:0"]
    graph["late"] = [{"dependsOn": needs, "expectedOutputs": [str(tmp_path / "late")]}]
    made = network(graph, onSchedule=on_schedule)
    made.cook()
    assert made.item("late").state.name == (GOOD if reaches else CACHED)


@pytest.mark.parametrize(("check", "found"), [(1, True), (0, False)])
def test_expected_outputs_on_disk_become_outputs(
    network: Make, tmp_path: Path, check: int, *, found: bool
) -> None:
    there, missing = tmp_path / "there.txt", tmp_path / "missing.txt"

    def on_schedule(_self: Any, _item: Any) -> Any:
        there.touch()
        return R.CookSucceeded

    made = network(
        flat(1, expectedOutputs=[str(there), str(missing)]),
        values={"pdg_checkexpectedoutputs": check},
        onSchedule=on_schedule,
    )
    assert made.cook_states() == {"work:0": GOOD}
    paths = [file.path for file in made.item("work").outputFiles]
    assert paths == ([str(there)] if found else [])


def test_items_that_wait_for_each_other_end_the_cook_with_an_error(network: Make) -> None:
    made = network({"a": [{"dependsOn": ["b:0"]}, {}], "b": [{"dependsOn": ["a:0"]}]})
    result = made.cook()
    assert [error.startswith("2 items can never cook") for error in result.errors] == [True]
    assert made.states() == {"a:0": UNCOOKED, "a:1": GOOD, "b:0": UNCOOKED}


def test_cook_without_items_still_starts_and_stops_the_scheduler(network: Make) -> None:
    made = network({})
    assert made.cook().reached
    assert made.called("onStartCook") == [False]
    assert made.called("onStopCook") == [False]


def test_cook_without_a_scheduler_is_refused(network: Make) -> None:
    made = network(flat(1), schedulers=())
    with pytest.raises(pdg.CookError, match="No default scheduler set"):
        made.cook()


def test_second_cook_at_the_same_time_is_refused(network: Make) -> None:
    errors = []

    def on_schedule(self: Any, _item: Any) -> Any:
        try:
            self.context.cook()
        except pdg.CookError as error:
            errors.append(str(error))
        return R.CookSucceeded

    network(flat(1), onSchedule=on_schedule).cook()
    assert errors == ["a cook of this graph goes on already"]


def test_each_node_may_have_a_scheduler_of_its_own(network: Make) -> None:
    seen: list[tuple[str, str]] = []

    def on_schedule(self: Any, item: Any) -> Any:
        seen.append((self.name, item.node.name))
        return R.CookSucceeded

    made = network(
        {"a": [{}], "b": [{"dependsOn": ["a:0"]}]},
        schedulers=("one", "two"),
        nodes={"b": {"scheduler": "two"}},
        onSchedule=on_schedule,
    )
    assert made.cook().succeeded
    assert seen == [("one", "a"), ("two", "b")]
    assert len(made.called("onStartCook")) == 2


def test_scheduler_that_no_node_of_the_cook_uses_is_not_started(network: Make) -> None:
    made = network({"a": [{}]}, schedulers=("one", "two"), nodes={"a": {"scheduler": "two"}})
    assert made.cook().succeeded
    assert len(made.called("onStartCook")) == 1


@pytest.mark.parametrize(("wanted", "cooked"), [("b", ["a", "b"]), ("c", ["c"])])
def test_cooking_a_node_cooks_what_is_before_it(
    network: Make, wanted: str, cooked: list[str]
) -> None:
    made = network(
        {"a": [{}], "b": [{"dependsOn": ["a:0"]}], "c": [{}]}, nodes={"b": {"inputs": ["a"]}}
    )
    options = pdg.CookOptions()
    options.nodeNames = [wanted]
    assert made.context.cook(options)
    done = [node.name for node in made.context.graph.nodes() if node.isCooked]
    assert done == cooked


def test_cooking_items_cooks_what_they_wait_for(network: Make) -> None:
    made = network({**chain(3), "else": [{}]})
    assert made.context.cookItems(True, [made.item("n1").id])
    assert [name for name, state in made.states().items() if state == GOOD] == ["n0:0", "n1:0"]


def test_cook_that_does_not_block_ends_by_itself(network: Make) -> None:
    gate = threading.Event()

    def on_schedule(_self: Any, _item: Any) -> Any:
        gate.wait(600)
        return R.CookSucceeded

    made = network(flat(1), onSchedule=on_schedule)
    assert made.context.cook(False)
    assert made.context.cooking
    gate.set()
    made.context.waitAllEvents()
    assert not made.context.cooking
    assert made.states() == {"work:0": GOOD}


@pytest.mark.parametrize("limit", [1, 3])
def test_scheduler_has_at_most_maxtasks_items_at_a_time(network: Make, limit: int) -> None:
    have: list[Any] = []
    most = []

    def on_schedule(_self: Any, item: Any) -> Any:
        have.append(item.id)
        most.append(len(have))
        return R.Succeeded

    def on_tick(self: Any) -> Any:
        if have:
            self.workItemSucceeded(have.pop(0), -1, 0.0)
        return pdg.tickResult.SchedulerReady

    made = network(
        flat(10),
        values={"pdg_usemaxtasks": 1, "pdg_maxtasks": limit},
        onSchedule=on_schedule,
        onTick=on_tick,
    )
    assert made.cook().succeeded
    assert max(most) == limit


def test_maxtasks_counts_only_when_it_is_used(network: Make) -> None:
    made = network(flat(5), values={"pdg_usemaxtasks": 0, "pdg_maxtasks": 1})
    assert made.cook().succeeded
