"""What the wrapper around a job's command reports, and the exit code it ends with."""

from __future__ import annotations

import base64
import os
import shlex
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from pysched_gen.standin import JOB

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Tell = Callable[..., Any]

WRAPPER = JOB / "pdgjob" / "pdgjobcmd.py"

# Options and command in a shell; state of the item, and calls that its scheduler saw.
WRAPPED = {
    "success": ("--sendstatus true", "CookedSuccess", ["start_cook", "success"]),
    "success only": ("--sendsuccess true", "CookedSuccess", ["start_cook", "success"]),
    "failure": ("--sendstatus false", "CookedFail", ["start_cook", "failed"]),
    "failure not sent": ("--sendsuccess false", "CookedFail", ["start_cook"]),
    "code ignored": (
        "--sendstatus --echandleby 3 sh -c 'exit 5'",
        "CookedSuccess",
        ["start_cook", "success"],
    ),
    "code is a warning": (
        "--sendstatus --echandleby 1 --eccustomcode 5 sh -c 'exit 5'",
        "CookedSuccess",
        ["start_cook", "warning", "success"],
    ),
    "another code": (
        "--sendstatus --echandleby 3 --eccustomcode 4 sh -c 'exit 5'",
        "CookedFail",
        ["start_cook", "failed"],
    ),
    "started again": (
        "--sendstatus --echandleby 2 sh -c 'test -e again || {{ touch again; exit 3; }}'",
        "CookedSuccess",
        ["start_cook", "success"],
    ),
    "signs of life": (
        "--sendstatus --keepalive 0.1 sh -c 'until test -e alive; do sleep 0.05; done'",
        "CookedSuccess",
        ["start_cook", "keepalive", "success"],
    ),
    "variables": (
        """--sendstatus --setenv A 'b c' --hfs /h sh -c 'test "$A$HFS" = "b c/h"'""",
        "CookedSuccess",
        ["start_cook", "success"],
    ),
    "tokens": (
        "--sendstatus test __PDG_ITEM_ID__ = {id}",
        "CookedSuccess",
        ["start_cook", "success"],
    ),
    "scripts around it": (
        "--sendstatus --preshell {here}/pre.sh --postshell {here}/post.sh touch '$FROM_PRE'",
        "CookedSuccess",
        ["start_cook", "success"],
    ),
    "Python around it": (
        "--sendstatus --prepy {here}/pre.py --postpy {here}/post.py test -e from_prepy",
        "CookedSuccess",
        ["start_cook", "success"],
    ),
    "no such script": ("--sendstatus --preshell nowhere.sh true", "CookedFail", ["start_cook"]),
    "no such command": (
        "--sendstatus no_such_command_anywhere",
        "CookedFail",
        ["start_cook", "failed"],
    ),
    "silence": ("--norpc --sendstatus --keepalive 0.01 false", "CookedFail", []),
}
COOK = """
import shlex
sched = farm.add()
calls = {{}}
execute = sched.execEvent
names = {{"StartCookEvent": "start_cook", "SuccessEvent": "success", "FailedEvent": "failed",
         "WarningEvent": "warning", "KeepaliveEvent": "keepalive"}}
def spy(event):
    seen, name = calls.setdefault(event.item, []), names[type(event).__name__]
    if name != "keepalive" or seen[-1] != "keepalive":
        seen.append(name)
    if name == "keepalive":
        write("alive", "")
    return execute(event)
sched.execEvent = spy
import os
os.chdir(farm.folder)
def write(name, text):
    with open(name, "w") as file:
        file.write(text)
write("pre.sh", "FROM_PRE=made\\n")
write("post.sh", "test -e made\\n")
write("pre.py", "open('from_prepy', 'w').close()\\n")
write("post.py", "import os\\nos.remove('from_prepy')\\n")
wrapper = '__PDG_PYTHON__ "__PDG_SCRIPTDIR__"/pdgjob/pdgjobcmd.py '
rows, here = {rows!r}, shlex.quote(str(farm.folder))
farm.load(*[wrapper + row.format(id=n + 1, here=here) for n, row in enumerate(rows)])
states = farm.cook()
farm.tell(states=states, calls=[calls.get(n + 1, []) for n in range(len(rows))])
farm.tell(logs=[farm.log(n) for n in range(len(rows))], left=os.listdir(farm.folder))
"""


@pytest.fixture(scope="module", name="cooked")
def one_cook(tell: Tell) -> dict[str, Any]:
    rows = [row for row, _, _ in WRAPPED.values()]
    return dict(tell(COOK.format(rows=rows)))


@pytest.mark.parametrize("row", WRAPPED)
def test_a_wrapped_command(cooked: dict[str, Any], row: str) -> None:
    place = list(WRAPPED).index(row)
    seen = cooked["states"][place], cooked["calls"][place]
    assert seen == WRAPPED[row][1:], cooked["logs"][place]


def test_scripts_around_a_command_have_run(cooked: dict[str, Any]) -> None:
    assert "made" in cooked["left"]
    assert "from_prepy" not in cooked["left"]


def wrap(*arguments: object, **env: str) -> subprocess.Popen[str]:
    own = {k: v for k, v in os.environ.items() if not k.startswith("PDG_")}
    return subprocess.Popen(
        [sys.executable, WRAPPER, *map(str, arguments)],
        env={**own, "PDG_ITEM_ID": "1", "PYTHONDONTWRITEBYTECODE": "1", **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["true"], 0),
        (["sh", "-c", "exit 7"], 7),
        (["sh", "-c", "kill -9 $$"], 137),
        (["--echandleby", "3", "sh", "-c", "kill -9 $$"], 137),
        ([], 2),
        (["--sendstatus", "--sendsuccess", "true"], 2),
    ],
)
def test_the_exit_code_is_that_of_the_command(arguments: list[str], code: int) -> None:
    process = wrap(*arguments)
    output, _ = process.communicate(timeout=600)
    assert process.returncode == code, output


def test_a_signal_reaches_the_command(tmp_path: Path) -> None:
    started = tmp_path / "started"
    waiting = f"touch {shlex.quote(str(started))}; while :; do sleep 0.1; done"
    process = wrap("sh", "-c", f"trap 'exit 42' TERM; {waiting}")
    while not started.exists():
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate(timeout=600)
    assert process.returncode == 42, output


def test_a_path_map_may_come_as_base64() -> None:
    paths = b'{"paths": [{"/old": {"zone": "*", "path": "/new"}}]}'
    coded = base64.urlsafe_b64encode(paths).decode().rstrip("=")
    process = wrap("echo", "/old/a", PDG_PATHMAP_B64=coded)
    assert "/new/a" in process.communicate(timeout=600)[0].splitlines()
