from __future__ import annotations

import pytest
from tools import check_finds_at_line, findings

RULE = "done-before-the-end"

FOUND = {
    "popen": (
        "onschedule",
        (
            "import subprocess\n"
            "subprocess.Popen(['q'])\n"
            "return pdg.scheduleResult.CookSucceeded"
        ),
        3,
    ),
    "branch": (
        "onschedule",
        (
            "import subprocess\n"
            "if work_item.isBatch:\n"
            "    subprocess.Popen(['q'])\n"
            "    return pdg.scheduleResult.CookSucceeded\n"
            "return pdg.scheduleResult.Succeeded"
        ),
        4,
    ),
}


@pytest.mark.parametrize(("part", "text", "line"), FOUND.values(), ids=FOUND)
def test_found(part: str, text: str, line: int) -> None:
    check_finds_at_line(part, text, RULE, line)


FINE = {
    "waited": {
        "onschedule.py": "import subprocess\n"
        "subprocess.Popen(['q']).wait()\n"
        "return pdg.scheduleResult.CookSucceeded\n"
    },
    "before": {
        "onschedule.py": "import subprocess\n"
        "if not work_item.command:\n"
        "    return pdg.scheduleResult.CookSucceeded\n"
        "subprocess.Popen(['q'])\n"
        "return pdg.scheduleResult.Succeeded\n"
    },
    "other branch": {
        "onschedule.py": "import subprocess\n"
        "if work_item.isBatch:\n"
        "    subprocess.Popen(['q'])\n"
        "else:\n"
        "    return pdg.scheduleResult.CookSucceeded\n"
        "return pdg.scheduleResult.Succeeded\n"
    },
}


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_fine(files: dict[str, str]) -> None:
    assert [f.message for f in findings(files) if f.name == RULE] == []


QUEUED = {
    "onschedule.py": (
        "self.queue.append((work_item.id, work_item.command))\n"
        "return pdg.scheduleResult.CookSucceeded\n"
    ),
    "ontick.py": (
        "while self.queue:\n"
        "    self.farm.send(self.queue.pop())\n"
        "return pdg.tickResult.SchedulerReady\n"
    ),
}
RUN = "import subprocess\nsubprocess.call(work_item.command, shell=True)\n"


def test_an_item_that_is_only_queued_is_not_done() -> None:
    spans = [one.span for one in findings(QUEUED) if one.name == RULE]
    assert [(span.origin.path, span.line) for span in spans] == [("farmq/onschedule.py", 2)]


@pytest.mark.parametrize(
    "change",
    [
        {"ontick.py": "return pdg.tickResult.SchedulerReady\n"},
        {"onschedule.py": RUN + QUEUED["onschedule.py"]},
    ],
    ids=["kept for nobody", "run before"],
)
def test_fine_after_all(change: dict[str, str]) -> None:
    assert [f.message for f in findings({**QUEUED, **change}) if f.name == RULE] == []
