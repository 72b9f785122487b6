from __future__ import annotations

import pytest
from tools import GOOD_SCHEDULE, check_finds_at_line, findings

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
    "told before Popen": (
        "onschedule",
        (
            "import subprocess\n"
            "self.onWorkItemSucceeded(work_item.id, -1, 0.1)\n"
            "self.job = subprocess.Popen(['q', work_item.name])\n"
            "return pdg.scheduleResult.Succeeded"
        ),
        2,
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


METHODS = """def submit_job(self, item):
    self.onWorkItemFailed(item.id, -1)
def start_log(self, item):
    print(item.name)
"""
TOLD = "self.workItemSucceeded(work_item.id, -1, 0.1)\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"{TOLD}self.submit_job(work_item)\n", [1]),
        (f"{TOLD}if work_item.isBatch:\n    self.job = self.submit_job(work_item)\n", [1]),
        (f"self.submit_job(work_item)\n{TOLD}", []),
        (f"if work_item.isBatch:\n    {TOLD}else:\n    self.submit_job(work_item)\n", []),
        (f"if work_item.isBatch:\n    {TOLD}self.submit_job(work_item)\n", []),
        (f"{TOLD}self.start_log(work_item)\n", []),
        (f"{TOLD}self.submit_job(self.waiting)\n", []),
        (f"{TOLD}self.farm.submit(work_item.id)\n", []),
    ],
)
def test_success_before_the_own_method_that_starts(text: str, lines: list[int]) -> None:
    init = "self.waiting = self.farm = self.job = None\n"
    schedule = f"{text}return pdg.scheduleResult.Succeeded\n"
    every = findings({"methods.py": METHODS, "init.py": init, "onschedule.py": schedule})
    assert [one.span.line for one in every if one.name == RULE] == lines


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("subprocess.Popen([item.name])\n    return pdg.scheduleResult.CookSucceeded", [3]),
        ("subprocess.Popen([item.name]).wait()\n    return pdg.scheduleResult.CookSucceeded", []),
        ("subprocess.Popen([item.name])\n    return pdg.scheduleResult.Succeeded", []),
    ],
)
def test_a_helper_that_starts_and_answers(body: str, lines: list[int]) -> None:
    methods = f"def go(self, item):\n    {body}\n"
    files = {"header.py": "import subprocess\n", "methods.py": f"# go\n{methods}"}
    files["onschedule.py"] = "return self.go(work_item)\n"
    every = [one for one in findings(files) if one.name == RULE]
    assert [one.span.line for one in every] == [line + 1 for line in lines]
    files["onschedule.py"] = GOOD_SCHEDULE
    assert RULE not in {one.name for one in findings(files)}
