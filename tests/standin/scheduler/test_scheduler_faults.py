"""Schedulers that run real processes meet trouble: nothing lost, nothing twice, nothing left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playing import play
from shipped import generate_shipped

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "CookedSuccess"
LOCAL = {"localscheduler": "maxprocsmenu=1, maxprocs=4", "localrunner": "localrunner_maxjobs=4"}
EVERY = {**LOCAL, "plainscheduler": ""}
JOB = """
import os, sys
sys.path.insert(0, os.environ["PDG_SCRIPTDIR"])
from pdgjson import WorkItem
item = WorkItem.fromJobEnvironment()
value = item.stringAttribValue("big")
item.setStringAttrib("back", value[::-1])
print(len(value))
"""
END = """
tell(states=list(states.values()), late=found("late"), errors=session.errors,
     parts=[name for _, _, names in os.walk(folder) for name in names if name.endswith(".part")])
"""


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate_shipped(tmp_path_factory.mktemp("packages"))


def cooked(story: str, scheduler: str, packages: Path, folder: Path) -> dict[str, Any]:
    start = f"import os\nos.chdir(folder)\nfarm = scheduler({scheduler!r}, {EVERY[scheduler]})\n"
    told = play(start + story + END, folder, packages=(packages,))
    assert told["left"] == []
    assert told["parts"] == []
    assert told["late"] == []
    return told


COMMANDS = [
    """printf '%s|' "a  b" 'c"d' $((1 + 1)) "$PDG_ITEM_NAME" > out.1""",
    """echo 'žluťoučký 日' > "out.2" && cat out.2 | wc -c > out.3""",
    """"__PDG_PYTHON__" -c "import os; print(os.environ['PDG_ITEM_ID'])" > out.4""",
    """ls "__PDG_SCRIPTDIR__/pdgcmd.py" __PDG_DIR__/out.1 > seen 2>&1; echo $? > out.5""",
    """true && (exit 0) || exit 1""",
]


@pytest.mark.parametrize("scheduler", list(EVERY))
def test_any_command_in_a_folder_of_any_name(
    scheduler: str, packages: Path, tmp_path: Path
) -> None:
    story = f"""
for number, command in enumerate({COMMANDS!r}):
    node(f"uzel_é_{{number}}", [command])
states = cook()
tell(out=[text_of(f"out.{{n}}") for n in range(1, 6)])
"""
    told = cooked(story, scheduler, packages, tmp_path / "työ dir 日")
    assert told["states"] == [GOOD] * len(COMMANDS)
    assert told["out"][0].startswith('a  b|c"d|2|uzel_é_0_1|')
    assert told["out"][1:4] == ["žluťoučký 日\n", "18\n", "3\n"]
    assert told["errors"] == []


@pytest.mark.parametrize("scheduler", list(EVERY))
def test_a_full_disk_fails_the_item_that_does_not_fit(
    scheduler: str, packages: Path, tmp_path: Path
) -> None:
    story = """
import random, resource
farm["pdg_compressworkitemdata"] = 0
graph([{"name": "work", "items": [
    {"index": 0, "command": "true"},
    {"index": 1, "command": "true", "attributes": {"big": "x" * 400000}},
    {"index": 2, "command": "true"}]}])
resource.setrlimit(resource.RLIMIT_FSIZE, (200000, resource.RLIM_INFINITY))
states = cook()
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
"""
    told = cooked(story, scheduler, packages, tmp_path / "hip")
    assert told["states"] == [GOOD, "CookedFail", GOOD]
    assert len(told["errors"]) == 1
    assert "File too large" in told["errors"][0]


# The node's default onSchedule does not say where items come from, so it knows files only.
@pytest.mark.parametrize(
    ("scheduler", "source"), [(name, 0) for name in EVERY] + [(name, 1) for name in LOCAL]
)
def test_ten_megabytes_go_to_a_job_and_come_back(
    scheduler: str, source: int, packages: Path, tmp_path: Path
) -> None:
    story = f"""
with open("job.py", "w") as file:
    file.write({JOB!r})
farm["pdg_workitemdatasource"] = {source}
big = "0123456789abcdé" * 700000
graph([{{"name": "work", "items": [
    {{"index": 0, "command": '"__PDG_PYTHON__" job.py', "attributes": {{"big": big}}}}]}}])
states = cook()
tell(back=items()[0].stringAttribValue("back") == big[::-1])
"""
    told = cooked(story, scheduler, packages, tmp_path / "hip")
    assert told["states"] == [GOOD]
    assert told["back"] is True


@pytest.mark.parametrize("scheduler", list(EVERY))
def test_a_killed_job_fails_and_what_waits_for_it_never_runs(
    scheduler: str, packages: Path, tmp_path: Path
) -> None:
    story = """
graph([{"name": "a", "items": [{"index": 0, "command": "kill -9 $$"},
                               {"index": 1, "command": "true"}]},
       {"name": "b", "items": [{"index": 0, "command": "touch b0", "dependsOn": ["a:0"]},
                               {"index": 1, "command": "touch b1", "dependsOn": ["a:1"]}]}])
states = cook()
tell(ran=sorted(name for name in os.listdir(".") if name.startswith("b")))
"""
    told = cooked(story, scheduler, packages, tmp_path / "hip")
    assert told["states"][:2] == ["CookedFail", GOOD]
    assert told["states"][3] == GOOD
    assert told["states"][2] != GOOD
    assert told["ran"] == ["b1"]


@pytest.mark.parametrize("scheduler", list(LOCAL))
def test_a_job_that_hangs_ends_with_the_time_of_the_cook(
    scheduler: str, packages: Path, tmp_path: Path
) -> None:
    story = """
import threading
node("work", ["trap '' TERM; touch up; sleep 3600 & sleep 3600; sleep 3600", "true"])
def end():
    while not os.path.exists("up") or items()[1].state.name != "CookedSuccess":
        threading.Event().wait(0.02)
    session.time_out()
threading.Thread(target=end).start()
states = cook()
"""
    told = cooked(story, scheduler, packages, tmp_path / "hip")
    assert told["states"] == ["CookedCancel", GOOD]
    assert told["errors"] == ["the time for this cook is over, it is cancelled"]


@pytest.mark.parametrize("scheduler", list(LOCAL))
def test_two_hundred_jobs_that_end_at_once(scheduler: str, packages: Path, tmp_path: Path) -> None:
    story = """
farm["pdg_tickperiod"] = 0.01
node("work", ["echo $PDG_ITEM_ID >> ran"] * 200)
states = cook()
ran = text_of("ran").split()
tell(ran=len(ran), once=len(set(ran)),
     ends=len([e for e in found("state") if e["new"] == "CookedSuccess"]))
"""
    told = cooked(story, scheduler, packages, tmp_path / "hip")
    assert set(told["states"]) == {GOOD}
    assert (told["ran"], told["once"], told["ends"]) == (200, 200, 200)
