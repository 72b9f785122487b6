"""Cooks through a package that was made from a starter, each in a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import runpy
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from daemons import wait_for
from trees import write_tree

from pysched_gen.scaffold.starters import starter_texts, starters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conftest import Run

__all__ = [
    "BAD",
    "CANCELLED",
    "GOOD",
    "HOSTILE",
    "Cook",
    "assert_cancelled",
    "assert_many_items_cook",
    "assert_own_tests_pass",
    "assert_scenarios_pass",
    "assert_texts_arrive",
    "assert_troubles_lose_nothing",
    "assert_two_cooks_do_not_mix",
    "graph_of",
    "make_package",
    "many_items",
    "waiting",
]

GOOD, BAD, CANCELLED = "CookedSuccess", "CookedFail", "CookedCancel"
HOSTILE = 'it\'s "q"; $(touch owned) `touch owned` ü'
QUICK = {"frost_lookperiod": 0.2, "frost_gathertime": 0.1}
TICK = {"pdg_tickperiod": 0.1}
# Scenarios that farms differ in; the others are about code that all starters share, but for
# cook-cancelled: `assert_cancelled` shows it without a limit of time.
FARM_SCENARIOS = (
    "reads-parameters",
    "item-*",
    "retries",
    "two-networks",
    "nothing-left",
)


def header_of(starter: str, folder: Path) -> dict[str, Any]:
    """Return what the header of a starter has, with its parts; `folder` holds it for that."""
    path = folder / "header.py"
    path.write_text(starter_texts(starters()[starter])["header.py"])
    return runpy.run_path(str(path))


def make_package(folder: Path, starter: str, **answers: object) -> Path:
    """Make the snippets "frost" from a starter in `folder`, and the package of them."""
    given = [f"--set={key}={value}" for key, value in answers.items()]
    for command in (
        ["new", "frost", "--from", starter, "--yes", *given],
        ["generate", "frost", "-o", "houdini", "--strict"],
    ):
        subprocess.run([sys.executable, "-m", "pysched_gen", *command], cwd=folder, check=True)
    return folder


class Cook:
    """A cook in a process of its own."""

    def __init__(
        self, folder: Path, graph: dict[str, Any], *options: str, **values: object
    ) -> None:
        self.folder = folder
        write_tree(folder, {"graph.json": json.dumps(graph)})
        command = [sys.executable, "-m", "pysched_gen", "cook", "houdini", "--graph", "graph.json"]
        own = {f"frost_{key}": value for key, value in values.items()}
        given = [f"--set={key}={value}" for key, value in (TICK | QUICK | own).items()]
        self._process = subprocess.Popen(
            [*command, "--format", "json", *given, *options],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ran(self) -> list[str]:
        """Return the names of the items whose command has begun, once for each time."""
        with contextlib.suppress(FileNotFoundError):
            return (self.folder / "ran").read_text().split()
        return []

    def interrupt(self) -> None:
        self._process.send_signal(signal.SIGINT)

    def states(self) -> dict[str, str]:
        """Wait for the end; return the states of all items by their name."""
        out, err = self._process.communicate(timeout=1200)
        assert out, err
        self.report = json.loads(out)
        return {one["name"]: one["state"] for one in self.report["items"] if "batch" not in one}


def graph_of(*commands: str, **parms: Any) -> dict[str, Any]:
    """Return a graph of one node that runs each of `commands` in an item."""
    items = [{"index": number, "command": text} for number, text in enumerate(commands)]
    node = {"name": "work", "items": items, "parms": parms}
    return {"schema": "pysched-gen/graph", "version": 1, "nodes": [node]}


def waiting(folder: Path) -> str:
    """Return a command that tells its process and waits until `folder` has a file "go"."""
    return f"echo $$ >> '{folder}/ran'; until [ -e '{folder}/go' ]; do sleep 0.1; done"


def many_items(folder: Path, each: int, pause: float = 0.1) -> dict[str, Any]:
    """Return a graph of three nodes with `each` items, and one with five batches of four.

    Of the first node every tenth fails; the second waits for the first, item by item; those of the
    third take `pause` seconds.
    """
    mark = f"echo __PDG_ITEM_NAME__ >> '{folder}/ran'"
    fails = f"{mark}; echo trouble; exit 7"
    first = [{"index": n, "command": fails if n % 10 == 3 else mark} for n in range(each)]
    second = [
        {
            "index": n,
            "command": f"{mark}; touch made.{n}",
            "dependsOn": [f"first:{n}"],
            "expectedOutputs": [f"made.{n}"],
        }
        for n in range(each)
    ]
    third = [{"index": n, "command": f"{mark}; sleep {pause}"} for n in range(each)]
    batches = [{"index": n, "batch": [{"command": mark} for _ in range(4)]} for n in range(5)]
    nodes = [
        {"name": "first", "items": first},
        {"name": "second", "inputs": ["first"], "items": second},
        {"name": "third", "items": third},
        {"name": "batched", "items": batches},
    ]
    return {"schema": "pysched-gen/graph", "version": 1, "nodes": nodes}


def assert_many_items_cook(
    package: Path,
    meanwhile: Callable[[], object] = lambda: None,
    *options: str,
    each: int = 60,
    pause: float = 0.1,
    killed: bool = False,
    **values: object,
) -> None:
    """Cook 200 items; each ends once and in the right state, with what is `meanwhile` done.

    That is when a fifth has begun; what runs then may begin a second time where it is `killed`.
    With `each` there are three times as many, and 20 more.
    """
    cook = Cook(package, many_items(package, each, pause), *options, **values)
    wait_for(lambda: len(cook.ran()) > each * 2 // 3)
    meanwhile()
    states = cook.states()
    # Those that fail, and those of the second node that wait for them and never run.
    bad = each // 10
    assert Counter(states.values()) == {GOOD: 3 * each + 5 - 2 * bad, BAD: 2 * bad}, cook.report
    ran = cook.ran()
    assert len(set(ran)) == 3 * each + 20 - bad
    assert len(ran) == len(set(ran)) or killed
    items = cook.report["items"]
    tails = [one["logTail"] for one in items if one["node"] == "first" and one["state"] == BAD]
    # A farm that has lost its memory may have run it once more by then, and say so before.
    assert len(tails) == bad
    assert all("trouble" in tail for tail in tails)
    assert all(any("failed: exit code 7" in line for line in tail) for tail in tails)
    made = [one["outputs"] for one in items if one["node"] == "second" and one["state"] == GOOD]
    assert len(made) == each - bad
    assert all(paths[0].rpartition("/")[2].startswith("made.") for paths in made)


def assert_cancelled(package: Path, at_once: int) -> None:
    """Cancel a cook of 12 items when `at_once` run; none of the others begins."""
    mark = f"echo __PDG_ITEM_NAME__ >> '{package}/ran'; sleep 3600"
    cook = Cook(package, graph_of(*[mark] * 12))
    wait_for(lambda: len(cook.ran()) == at_once)
    cook.interrupt()
    states = cook.states()
    assert CANCELLED in set(states.values())
    assert set(states.values()) <= {CANCELLED, "Uncooked"}
    assert cook.report["problems"] == ["the cook was cancelled"]
    assert len(cook.ran()) == at_once


def assert_texts_arrive(package: Path, *options: str) -> None:
    """Cook below a path, with a name and a variable, that a shell would misread; none runs."""
    # Houdini evaluates what stands between backticks in a parameter.
    working = package / HOSTILE.replace("`", "")
    working.mkdir()
    graph = graph_of('pwd > where; printf %s "$PDG_ITEM_NAME" > name; printf %s "$ODD" > odd')
    item = graph["nodes"][0]["items"][0]
    item["name"] = f"{HOSTILE}\nnext"
    item["environment"] = {"ODD": f"{HOSTILE}\nnext"}
    cook = Cook(package, graph, "--set", f"pdg_workingdir={working}", *options)
    states = cook.states()
    assert list(states.values()) == [GOOD], cook.report
    assert (working / "where").read_text() == f"{working}\n"
    assert (working / "name").read_text() == f"{HOSTILE}\nnext"
    assert (working / "odd").read_text() == f"{HOSTILE}\nnext"
    assert list(package.rglob("owned")) == []


def assert_troubles_lose_nothing(
    package: Path, count: Path, items: int = 12, **values: object
) -> None:
    """Cook items while the farm is slow, and fails every third time; `count` counts calls."""
    mark = f"echo __PDG_ITEM_NAME__ >> '{package}/ran'"
    cook = Cook(
        package, graph_of(*[mark] * items), "--set=pdg_tickperiod=0.5", batchsize=3, **values
    )
    states = cook.states()
    assert Counter(states.values()) == {GOOD: items}
    assert sorted(cook.ran()) == sorted(states)
    assert int(count.read_text()) > 6
    # No callback has waited for it.
    seconds = sum(one["seconds"] for one in cook.report["callbacks"].values())
    assert seconds < cook.report["seconds"] / 2


def assert_two_cooks_do_not_mix(package: Path) -> None:
    """Cook six items that succeed beside six that fail."""
    shutil.copytree(package / "houdini", package / "other/houdini")
    cooks = [
        Cook(folder, graph_of(*[f"echo __PDG_ITEM_NAME__ >> '{folder}/ran'; exit {code}"] * 6))
        for folder, code in ((package, 0), (package / "other", 2))
    ]
    ends = [Counter(cook.states().values()) for cook in cooks]
    assert ends == [{GOOD: 6}, {BAD: 6}]
    assert [len(cook.ran()) for cook in cooks] == [6, 6]


def assert_a_pause_loses_none(
    package: Path,
    pause: Callable[[], object],
    resume: Callable[[], object],
    are_waiting: Callable[[], object],
    **given: object,
) -> None:
    """Cook four items while the farm is paused, until they wait there; each runs once, after it."""
    mark = f"echo __PDG_ITEM_NAME__ >> '{package}/ran'"
    pause()
    try:
        cook = Cook(package, graph_of(*[mark] * 4), **given)
        wait_for(are_waiting)
        assert cook.ran() == []
    finally:
        resume()
    assert Counter(cook.states().values()) == {GOOD: 4}
    assert len(cook.ran()) == 4


def assert_own_tests_pass(package: Path, count: int) -> None:
    """Run the tests that `new` wrote, by a Python in a folder with a space; none is skipped."""
    place = package / "frost site ü"
    place.symlink_to(sys.prefix)
    python = place / Path(sys.executable).relative_to(sys.prefix)
    ran = subprocess.run(
        [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error"],
        cwd=package / "frost",
        # Engines leave files in TMPDIR; plugins of this project's tests cost each run a second.
        env={**os.environ, "TMPDIR": str(package), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"{count} passed in" in ran.stdout, ran.stdout + ran.stderr


def assert_scenarios_pass(
    run: Run, *names: str, options: Sequence[str] = (), **values: object
) -> None:
    """Play the scenarios of `verify` that are called `names`; all by default."""
    chosen = ["--timeout=300", *options, *(f"--scenario={name}" for name in names)]
    own = {f"frost_{key}": value for key, value in values.items()}
    given = [f"--set={key}={value}" for key, value in (QUICK | own).items()]
    found = json.loads(run("verify", "houdini", *chosen, *given, "--format", "json").stdout)
    wrong = [one for one in found["scenarios"] if one["status"] not in ("passed", "skipped")]
    assert wrong == []
    played = sum(one["status"] == "passed" for one in found["scenarios"])
    assert played > (10 if names else 30)
