"""What a scheduler reports of its items: by id or by name, early, late, twice and wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playing import play

if TYPE_CHECKING:
    from pathlib import Path

# Each item is scheduled; the story of a test then reports in onTick, once all are.
SETUP = """
class Farm(pdg.PyScheduler):
    @classmethod
    def templateName(cls):
        return "farm"
    def onStartCook(self, static, cook_set):
        self.seen = []
        return True
    def onSchedule(self, work_item):
        self.seen.append(work_item)
        return pdg.scheduleResult.Succeeded
    def onTick(self):
        if len(self.seen) == len(items()) and not self.told:
            self.told = True
            reports(self, *[item.id for item in self.seen])
        return pdg.tickResult.SchedulerReady
farm = define(Farm, pdg_tickperiod=0.01)
farm.told = False
node("work", ["one", "two"])
"""
END = """
states = cook()
one, two = items()
tell(states=sorted(states.values()), late=[e["report"] for e in found("late")],
     errors=session.errors)
"""
BOTH = ["CookedSuccess", "CookedSuccess"]

STORIES: dict[str, tuple[str, dict[str, Any]]] = {
    "ends": (
        """
        farm.onWorkItemStartCook(one, -1)
        farm.onWorkItemSucceeded(one, -1, 1.5)
        farm.onWorkItemFailed(two, -1)
        """,
        {"states": ["CookedFail", "CookedSuccess"], "late": []},
    ),
    "cancelled": (
        """
        farm.workItemCanceled(one, -1)
        farm.workItemCancelled(two, -1, "job7")
        """,
        {"states": ["CookedCancel", "CookedCancel"], "late": []},
    ),
    "twice": (
        """
        farm.workItemSucceeded(one, -1, 0)
        farm.workItemFailed(one, -1, 0)
        farm.workItemSucceeded(two, index=-1, cook_duration=0)
        """,
        {"states": BOTH, "late": ["failed"]},
    ),
    "of an item that is not there": (
        """
        farm.onWorkItemSucceeded(99, -1, 0.0)
        farm.onWorkItemSucceeded(one, -1, 0.0)
        farm.onWorkItemSucceeded(two, -1, 0.0)
        """,
        {"states": BOTH, "late": ["succeeded"]},
    ),
    "by name": (
        """
        farm.onWorkItemSucceeded(one, -1, 0.0)
        farm.onWorkItemSucceeded(two, -1, 0.0)
        tell(by_name=trial(lambda: farm.onWorkItemSucceeded("work_1", -1, 0.0)))
        """,
        {
            "states": BOTH,
            "by_name": "TypeError: a report takes the id of an item from Houdini 19.0 on, "
            "not 'work_1'",
        },
    ),
    "outputs": (
        """
        farm.onWorkItemAddOutput(one, -1, "/a.exr", "file/image", 7)
        farm.onWorkItemAddOutputs(one, -1, ["/b.geo", "/c.geo"], ["file/geo", ""], [1, 2])
        farm.workItemAddOutput(two, -1, "/d.txt", "file/text")
        tell(unequal=trial(lambda: farm.onWorkItemAddOutputs(one, -1, ["/e"], ["a", "b"])))
        farm.onWorkItemSucceeded(one, -1, 0.0)
        farm.onWorkItemSucceeded(two, -1, 0.0)
        farm.onWorkItemAddOutput(two, -1, "/late.txt", "", 0, True)
        tell(files=[[f.path, f.tag, f.hash] for i in items() for f in i.outputFiles])
        """,
        {
            "states": BOTH,
            "files": [
                ["/a.exr", "file/image", 7],
                ["/b.geo", "file/geo", 1],
                ["/c.geo", "file/geo", 2],
                ["/d.txt", "file/text", 0],
            ],
            "unequal": "ValueError: 1 paths, 2 tags and 0 hashes",
            "late": ["output"],
        },
    ),
    "attributes": (
        """
        farm.onWorkItemSetStringAttrib(one, -1, "show", "dune", 0)
        farm.onWorkItemSetIntAttrib(one, -1, "n", 4)
        farm.workItemSetIntAttribArray(one, -1, "frames", [1, 2, 3])
        farm.onWorkItemSetFloatAttrib(one, -1, "f", 0.5)
        farm.onWorkItemSetDictAttrib(one, -1, "d", {"a": 1})
        farm.onWorkItemSetPyObjectAttrib(one, -1, "p", (1, 2))
        farm.workItemSetStringAttrib(two, -1, "show", "alien", 0, "job1")
        farm.workItemSetDictAttrib(two, -1, "d", '{"a": 1}')
        farm.workItemSetPyObjectAttrib(two, -1, "p", "[1, (2, None)]")
        farm.workItemSetFileAttrib(two, -1, "f", {"path": "/a.exr", "tag": "file/image"})
        for one_or_two in (one, two):
            farm.onWorkItemSucceeded(one_or_two, -1, 0.0)
        first, second = items()
        tell(first=[first.stringAttribValue("show"), first.intAttribArray("n"),
                    first.intAttribArray("frames"), first.floatAttribValue("f"),
                    first.dictAttribValue("d"), first.pyObjectAttribValue("p")],
             second=[second.stringAttribValue("show"), second.dictAttribValue("d"),
                     second.pyObjectAttribValue("p"), second.fileAttribValue("f").path])
        """,
        {
            "states": BOTH,
            "first": ["dune", [4], [1, 2, 3], 0.5, {"a": 1}, [1, 2]],
            "second": ["alien", {"a": 1}, [1, [2, None]], "/a.exr"],
            "late": [],
        },
    ),
    "progress": (
        """
        farm.onWorkItemSetCustomState(one, -1, "queued on farm")
        farm.onWorkItemSetCookPercent(one, -1, 0.25)
        farm.onWorkItemAppendLog(one, -1, "hello")
        farm.workItemWarning(one, "careful")
        farm.workItemKeepalive(one)
        first = items()[0]
        tell(state=first.customState, percent=first.cookPercent,
             log=first.logMessages.splitlines()[0], ready=farm.isWorkItemReady(two, -1).name)
        farm.onWorkItemSucceeded(one, -1, 0.0)
        farm.onWorkItemSucceeded(two, -1, 0.0)
        """,
        {
            "states": BOTH,
            "state": "queued on farm",
            "percent": 0.25,
            "log": "hello",
            "ready": "WorkItemReady",
        },
    ),
}


@pytest.mark.parametrize("name", list(STORIES))
def test_reports(name: str, tmp_path: Path) -> None:
    body, wanted = STORIES[name]
    story = SETUP + "\ndef reports(farm, one, two):" + body.replace("\n    ", "\n") + END
    told = play(story, tmp_path / "hip")
    assert {key: told[key] for key in wanted} == wanted
    assert told["left"] == []
    assert told["errors"] == []


def test_before_19_reports_take_names(tmp_path: Path) -> None:
    story = SETUP + """
def reports(farm, one, two):
    tell(by_id=trial(lambda: farm.onWorkItemSucceeded(one, -1, 0.0)))
    for item in items():
        farm.onWorkItemStartCook(item.name, -1)
        farm.workItemSucceeded(item.name, -1, 0.0)
""" + END
    told = play(story, tmp_path / "hip", release="18.0")
    assert told["states"] == BOTH
    assert (
        told["by_id"] == "TypeError: a report takes the name of an item before Houdini 19.0, not 1"
    )


def test_sub_items_of_a_batch_are_reported_by_their_place(tmp_path: Path) -> None:
    story = """
    class Farm(pdg.PyScheduler):
        @classmethod
        def templateName(cls):
            return "farm"
        def onSchedule(self, work_item):
            self.onWorkItemStartCook(work_item.id, -1)
            self.onWorkItemSucceeded(work_item.id, 7, 0.1)
            for place in (0, 1, 2):
                self.onWorkItemStartCook(work_item.id, place)
                self.onWorkItemSucceeded(work_item.id, place, 0.1)
            tell(subs=[sub.state.name for sub in work_item.batchItems])
            return pdg.scheduleResult.Succeeded
    define(Farm)
    graph([{"name": "work", "items": [{"index": 0, "command": "x",
            "batch": [{"index": i} for i in range(3)]}]}])
    tell(states=sorted(cook().values()), late=[e["report"] for e in found("late")])
    """
    told = play(story, tmp_path / "hip")
    assert told["subs"] == ["CookedSuccess"] * 3
    assert told["states"] == ["CookedSuccess"] * 4
    assert told["late"] == ["succeeded"]


def test_an_exception_of_a_callback_is_contained_and_its_traceback_kept(tmp_path: Path) -> None:
    story = """
    import sys
    class Farm(pdg.PyScheduler):
        @classmethod
        def templateName(cls):
            return "farm"
        def onSchedule(self, work_item):
            if work_item.index:
                sys.exit("enough")
            raise ValueError("no such pool")
    define(Farm)
    node("work", ["x", "y"])
    tell(states=sorted(cook().values()), errors=session.errors)
    """
    told = play(story, tmp_path / "hip")
    assert told["states"] == ["CookedFail", "CookedFail"]
    assert len(told["errors"]) == 2
    assert "ValueError: no such pool" in told["errors"][0]
    assert 'raise ValueError("no such pool")' in told["errors"][0]
    assert "SystemExit: enough" in told["errors"][1]


def test_functions_run_on_the_thread_that_cooks(tmp_path: Path) -> None:
    story = """
    import threading
    class Farm(pdg.PyScheduler):
        @classmethod
        def templateName(cls):
            return "farm"
        def onSchedule(self, work_item):
            self.main = threading.get_ident()
            threading.Thread(target=self.work, args=(work_item.id,)).start()
            return pdg.scheduleResult.Succeeded
        def work(self, item_id):
            where = self.runOnMainThread(True, threading.get_ident)
            self.runOnMainThread(False, self.remember)
            failed = trial(lambda: self.runOnMainThread(True, int, "x"))
            tell(there=where == self.main, here=threading.get_ident() == self.main, failed=failed)
            self.onWorkItemSucceeded(item_id, -1, 0.0)
        def remember(self):
            tell(later=threading.get_ident() == self.main)
    define(Farm)
    node("work", ["x"])
    tell(states=list(cook().values()))
    """
    told = play(story, tmp_path / "hip")
    assert told["states"] == ["CookedSuccess"]
    assert (told["there"], told["here"], told["later"]) == (True, False, True)
    assert told["failed"].startswith("ValueError: invalid literal")
