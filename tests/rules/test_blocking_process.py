from __future__ import annotations

import pytest
from tools import check_finds, findings

from pysched_gen.check.diagnostic import Severity
from pysched_gen.houdini.callbacks import callback_named
from pysched_gen.houdini.releases import LATEST

RULE = "blocking-process"
START = "import os, subprocess\nself.createJobDirsAndSerializeWorkItems(work_item)\n"
END = "return pdg.scheduleResult.CookSucceeded\n"


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("subprocess.check_call(work_item.command, shell=True)", 1),
        ("code = subprocess.call(self.expandCommandTokens(work_item.command, work_item))", 8),
        ("os.system(work_item.command)", 1),
        ("subprocess.run(['ssh', 'node1', 'render', work_item.name], check=True)", 1),
        ("os.system('/opt/render/bin/render -f 1')", 1),
        ("subprocess.Popen(['render', work_item.name]).wait()", 1),
        ("job = subprocess.Popen(['render'], text=True); out = job.communicate()[0]", 54),
        ("job = subprocess.Popen(work_item.command, shell=True); job.wait()", 56),
    ],
)
def test_found(line: str, column: int) -> None:
    found = check_finds("onschedule", f"{START}{line}\n{END}", RULE, 3, column)
    assert found.severity is Severity.NOTE


def test_found_through_a_name() -> None:
    lines = "command = self.expandCommandTokens(work_item.command, work_item)\n"
    call = "subprocess.call(command, shell=True)\n"
    check_finds("onschedule", f"{START}{lines}{call}{END}", RULE, 4, 1)


def test_found_in_a_helper() -> None:
    methods = "def run(self, item):\n    import os\n    os.system(item.command)\n"
    files = {"methods.py": methods, "onschedule.py": f"{START}self.run(work_item)\n{END}"}
    (found,) = (one for one in findings(files) if one.name == RULE)
    assert (found.span.origin.path, found.span.line) == ("farmq/methods.py", 3)
    files["onschedule.py"] = START + "import threading\nthreading.Thread(target=self.run).start()\n"
    assert [one for one in findings(files) if one.name == RULE] == []


@pytest.mark.parametrize(
    "files",
    [
        {"onschedule.py": f"{START}subprocess.run(['/usr/bin/qsub', 'job.sh'])\n{END}"},
        {"onschedule.py": f"{START}subprocess.run([self.name, 'job.sh'])\n{END}"},
        {"onschedule.py": f"{START}subprocess.run(['render'])\n{END}".replace("Cook", "")},
        {"onschedule.py": f"{START}self.job = subprocess.Popen(['render'])\n{END}"},
        {"onschedule.py": f"{START}subprocess.Popen(['render']).wait(timeout=1)\n{END}"},
        {"onschedule.py": f"{START}subprocess.check_call(['sbatch', 'job.sh'])\n{END}"},
        {"onschedule.py": f"{START}self.job = subprocess.Popen(work_item.command)\n{END}"},
        {"onstartcook.py": "import subprocess\nsubprocess.call(['farm', 'login'])\nreturn True\n"},
    ],
)
def test_fine(files: dict[str, str]) -> None:
    assert [one for one in findings(files) if one.name == RULE] == []


def test_what_the_node_does_as_it_is_created_is_left_alone() -> None:
    spec = callback_named("onSchedule")
    assert spec is not None
    assert "subprocess.call" in spec.form(LATEST).body
    found = findings({"onschedule.py": spec.form(LATEST).body})
    assert [one for one in found if one.name == RULE] == []
