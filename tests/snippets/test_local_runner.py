"""The generated local scheduler cooks real processes, on the oldest and the newest Python."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from interpreters import require_python
from shipped import generate_shipped

from pysched_gen.standin import SITE

HERE = Path(__file__).parent
PYTHONS = [pytest.param(version, id=f"{version[0]}.{version[1]}") for version in [(3, 7), (3, 13)]]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="its jobs are written for /bin/sh")

STORIES: dict[str, dict[str, Any]] = {
    "many_items": {
        "started": 20,
        "succeeded": list(range(20)),
        "all reports": 40,
        "durations": True,
        "results": ["Succeeded"],
    },
    "failing_item": {"reports": [["StartCook", 1], ["Failed", 1]], "log": [True, True]},
    "cancelled_cook": {
        "answers": [True, True],
        "ended": [["Canceled", 1], ["Canceled", 2], ["Succeeded", 3]],
        "tick after": "SchedulerReady",
    },
    "stubborn_job": {"ended": [["Canceled", 1]], "gone": True},
    "cancelled_items": {"ended": [["Canceled", 1]]},
    "over_time": {
        "ended": [["Failed", 1], ["Succeeded", 2], ["Succeeded", 3]],
        "log": True,
        "gone": True,
    },
    "second_cook": {
        "left by the first": 1,
        "gone when the second starts": True,
        "reports of the second": [["StartCook", 2], ["Succeeded", 2]],
        "same server": True,
    },
    "early_ticks": {"ticks": ["SchedulerReady", "SchedulerReady"], "reports": []},
    "full_machine": {
        "at once": 2,
        "succeeded": 6,
        "schedule": ["FullDeferred", "Succeeded"],
        "tick": ["SchedulerBusy", "SchedulerReady"],
        "negative": "SchedulerReady",
    },
    "log_file": {
        "scheme": "file:///",
        "plain": True,
        "text": "out\nerr\n",
        "status": "",
        "never ran": "",
    },
    "windows_log_uri": {
        "C:/logs/a b.log": "file:///C:/logs/a%20b.log",
        "C:/logs/ü.log": "file:///C:/logs/%C3%BC.log",
        "//host/share/a b.log": "file:////host/share/a%20b.log",
    },
    "environment": {
        "user": {
            "FROM_SESSION": "session",
            "FROM_ITEM": "7",
            "UNWANTED": None,
            "SHOT": "a1",
            "TITLE": "two words",
            "WIN": "C:\\x",
        },
        "item": {
            "PDG_INDEX": "12",
            "PDG_INDEX4": "0012",
            "PDG_ITEM_DATA_SOURCE": "0",
            "PDG_ITEM_ID": "5",
            "PDG_ITEM_NAME": "work_5",
        },
        "where": True,
        "bare": {"FROM_SESSION": None, "PDG_ITEM_ID": "6"},
        "bare has a path": True,
    },
    "wrong_parameter": {
        "results": ["CookFailed", "CookFailed"],
        "reports": [],
        "errors": [
            "work_1 could not be started: Set Variables: 'oops' is not NAME=value",
            "work_2 could not be started: Set Variables: No closing quotation",
        ],
    },
    "cannot_start": {
        "results": ["CookFailed"],
        "reports": [],
        "errors": 1,
        "tick": "SchedulerReady",
    },
    "lost_log": {"reports": [["StartCook", 1], ["Failed", 1]]},
    "quoting": {"log": 'a  b|c"d|2|$HOME|work_1|'},
    "no_command": {"result": "CookSucceeded", "reports": []},
    "shared_server": {
        "answers": {"ended": True, "dead": True, "foreign": True, "unknown": True},
        "ended by name": True,
        "other untouched": True,
        "ended with the cook": True,
        "known": ["foreign"],
    },
    "submit_as_job": {
        "message": "Local Runner cannot submit a graph as a job: use the scheduler of a farm"
    },
    "same_item_again": {"first": [1, 0], "succeeded": [["Succeeded", 1]]},
    "stopped_scheduler": {"answers": [True, True], "living": [], "server": False},
    "low_priority": {"nicer": True, "as we are": True},
    "two_nodes": {"tick": "SchedulerReady", "reports": [[["StartCook", 1]], []], "living": 1},
    "applications": {"python": True, "hython": "hython", "sh": True, "other": "no-such-program"},
    "transferred_file": {"a": True, "b": False},
}


@pytest.mark.parametrize("version", PYTHONS)
def test_every_story_ends_as_it_should(version: tuple[int, int], tmp_path: Path) -> None:
    packages = generate_shipped(tmp_path)
    command = [require_python(version), "-X", "dev", "-W", "error", "-B"]
    run = subprocess.run(
        [*command, str(HERE / "scenarios.py"), str(packages), str(tmp_path), *STORIES],
        env={**os.environ, "PYTHONPATH": str(SITE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr == ""
    told = json.loads(run.stdout)
    assert {name: errors for name, (_, errors) in told.items() if errors} == {}
    assert {name: facts for name, (facts, _) in told.items()} == {
        name: {**facts, "left running": []} for name, facts in STORIES.items()
    }
