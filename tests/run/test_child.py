"""What a child leaves behind, and what its caller learns of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from interpreters import require_python

from pysched_gen.errors import UsageError
from pysched_gen.run import child as child_module
from pysched_gen.run import interruption
from pysched_gen.run.child import ChildResult, run_child
from pysched_gen.run.environment import Surroundings

Run = Callable[..., ChildResult]

HEAD = """
import json, os, signal, subprocess, sys, time
out = os.fdopen(int(sys.argv[3]), "w", buffering=1)
def tell(**facts):
    out.write(json.dumps(facts) + "\\n")
config = json.load(open(sys.argv[1]))
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    def start(program: str, timeout: float = 600, **options: Any) -> ChildResult:
        main = tmp_path / "main.py"
        main.write_text(HEAD + textwrap.dedent(program))
        monkeypatch.setattr(child_module, "_MAIN", main)
        work = tmp_path / "work"
        work.mkdir(exist_ok=True)
        variables = options.pop("extra", {})
        surroundings = Surroundings((tmp_path,), "20.5", variables)
        facts = {"surroundings": surroundings, "working_dir": work, **options}
        return run_child({"answer": 42}, timeout=timeout, **facts)

    return start


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_events_come_in_order_and_output_is_kept(run: Run) -> None:
    result = run("""
        for number in range(2000):
            tell(kind="count", number=number, text="x" * 100)
        print("to stdout"); print("to stderr", file=sys.stderr)
        tell(kind="answer", value=config["answer"])
    """)
    assert [event.get("number") for event in result.events[:-1]] == list(range(2000))
    assert result.events[-1] == {"kind": "answer", "value": 42}
    assert (result.stdout, result.stderr) == ("to stdout\n", "to stderr\n")
    assert (result.returncode, result.timed_out, result.left_over) == (0, False, ())


@pytest.mark.parametrize("early", [True, False])
def test_an_interruption_at_the_start_of_a_child_is_for_that_child(
    run: Run, monkeypatch: pytest.MonkeyPatch, early: bool
) -> None:
    real = subprocess.Popen

    def popen(*args: Any, **options: Any) -> subprocess.Popen[bytes]:
        if early:
            signal.raise_signal(signal.SIGINT)
        started = real(*args, **options)
        if not early:
            signal.raise_signal(signal.SIGINT)
        return started

    monkeypatch.setattr(subprocess, "Popen", popen)
    monkeypatch.setattr(child_module, "_GRACE", 300.0)
    result = run("time.sleep(3600)")
    assert (result.interrupted, result.timed_out) == (True, False)
    assert result.returncode != -signal.SIGKILL  # it took the signal


def test_an_interruption_that_no_child_takes_is_not_lost() -> None:
    def interrupted_between_children() -> None:
        with interruption.forwarding_interrupts():
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        interrupted_between_children()
    with interruption.forwarding_interrupts():
        pass


def test_what_is_no_event_is_passed_over(run: Run) -> None:
    result = run("""
        for text in (b"", b"{garbage", b"[1]", b"7", b"\\xff", b"[" * 200000, b'{"no": "kind"}'):
            os.write(out.fileno(), text + b"\\n")
        tell(kind="answer")
    """)
    assert result.events == ({"kind": "answer"},)


def test_output_whose_file_a_job_deleted_is_empty(run: Run) -> None:
    result = run("import shutil; shutil.rmtree(os.getcwd()); tell(kind='answer')")
    assert (len(result.events), result.stdout, result.stderr, result.returncode) == (1, "", "", 0)


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("sys.exit(3)", 3),
        ("raise ValueError('of the child')", 1),
        ("os.kill(os.getpid(), signal.SIGKILL)", -9),
        ("os._exit(0)", 0),
    ],
)
def test_the_way_it_ended_is_told(run: Run, program: str, code: int) -> None:
    assert run(program).returncode == code


LEAVERS = {
    "child": "p = subprocess.Popen(['sleep', '3600'])",
    "own session": "p = subprocess.Popen(['sleep', '3600'], start_new_session=True)",
    "orphan in its own session without an environment": """
p = subprocess.Popen(
    ['setsid', 'sh', '-c', 'sleep 3600 & echo $! > pid'], env={'PATH': os.environ['PATH']}
)
p.wait()
p.pid = int(open('pid').read())
""",
    "one that ignores signals": """
p = subprocess.Popen(['sh', '-c', 'trap "" TERM INT HUP; sleep 3600; sleep 3600'])
""",
}


@pytest.mark.parametrize("name", LEAVERS)
def test_what_outlives_it_is_told_and_killed(run: Run, name: str) -> None:
    result = run(LEAVERS[name] + "\ntell(kind='pid', pid=p.pid)")
    pid = result.events[-1]["pid"]
    assert pid in {one.pid for one in result.left_over}
    assert any("sleep 3600" in one.command for one in result.left_over)
    assert not alive(pid)


def test_what_is_about_to_end_is_not_left_over(run: Run) -> None:
    result = run("subprocess.Popen(['true']); subprocess.Popen(['sleep', '1'])")
    assert result.left_over == ()


def test_time_over_ends_it_and_its_jobs(run: Run) -> None:
    program = """
        p = subprocess.Popen(['sleep', '3600'], start_new_session=True)
        tell(kind='pid', pid=p.pid)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        time.sleep(3600)
    """
    # On a machine that is busy it comes to nothing within a second.
    for timeout in (1, 10, 100):
        result = run(program, timeout=timeout)
        if result.events:
            break
    assert (result.timed_out, result.returncode) == (True, -9)
    assert not alive(result.events[0]["pid"])


@contextmanager
def ctrl_c_when(started: Path, *pauses: float) -> Iterator[None]:
    """Press Ctrl-C after each of the pauses, the first of which begins when the file is there."""

    def press() -> None:
        end = time.monotonic() + 600
        while not started.exists() and time.monotonic() < end:
            time.sleep(0.02)
        for pause in pauses:
            time.sleep(pause)
            os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=press)
    thread.start()
    yield
    thread.join()


def test_ctrl_c_reaches_the_child_alone(run: Run, tmp_path: Path) -> None:
    with ctrl_c_when(tmp_path / "started", 0.1):
        result = run("""
            try:
                open("../started", "w")
                time.sleep(3600)
            except KeyboardInterrupt:
                tell(kind="cancelled")
        """)
    assert result.events == ({"kind": "cancelled"},)
    assert (result.interrupted, result.timed_out, result.returncode) == (True, False, 0)


def test_a_second_ctrl_c_kills(run: Run, tmp_path: Path) -> None:
    with ctrl_c_when(tmp_path / "started", 0.1, 0.3):
        result = run("""
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            open("../started", "w")
            time.sleep(3600)
        """)
    assert (result.interrupted, result.returncode) == (True, -9)


def test_the_death_of_the_caller_ends_everything(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(
        "import os, subprocess, time\n"
        "p = subprocess.Popen(['sleep', '3600'], start_new_session=True)\n"
        "open('pids.new', 'w').write('%d %d' % (os.getpid(), p.pid))\n"
        "os.rename('pids.new', 'pids')\n"
        "time.sleep(3600)\n"
    )
    program = f"""
from pathlib import Path
from pysched_gen.run import child
child._MAIN = Path({str(tmp_path / "main.py")!r})
here = Path({str(tmp_path)!r})
from pysched_gen.run.environment import Surroundings
child.run_child({{}}, surroundings=Surroundings((here,), "20.5"), working_dir=here, timeout=3600)
"""
    caller = subprocess.Popen([sys.executable, "-c", program])
    noted = tmp_path / "pids"
    while not noted.exists():
        assert caller.poll() is None
        time.sleep(0.02)
    caller.kill()
    caller.wait()
    pids = [int(pid) for pid in noted.read_text().split()]
    end = time.monotonic() + 600
    while any(alive(pid) for pid in pids) and time.monotonic() < end:
        time.sleep(0.02)
    assert [pid for pid in pids if alive(pid)] == []


def test_the_environment_is_of_no_other_houdini(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("HOUDINI_PATH", "HFS", "PDG_DIR", "PYTHONPATH", "HOUDINI_OTLSCAN_PATH"):
        monkeypatch.setenv(name, "/of/another")
    monkeypatch.setenv("FARM_ACCOUNT", "comp")
    result = run("tell(kind='env', env=dict(os.environ))", extra={"EXTRA": "1"})
    found = result.events[0]["env"]
    assert "/of/another" not in found.values()
    assert found["HOUDINI_PATH"] == f"{tmp_path};&"
    assert (found["FARM_ACCOUNT"], found["EXTRA"]) == ("comp", "1")
    assert found["PDG_STANDIN_HOUDINI"] == "20.5"
    assert Path(found["HFS"], "houdini", "pdg", "types").is_dir()


@pytest.mark.parametrize("version", [(3, 7), (3, 9), (3, 13)])
def test_it_runs_in_another_python_with_six(run: Run, version: tuple[int, int]) -> None:
    result = run(
        """
        import six
        from six.moves.urllib.parse import urlunparse
        tell(kind="python", version=list(sys.version_info[:2]), six=six.PY3)
        """,
        python=require_python(version),
    )
    assert result.events == (
        {"kind": "python", "version": list(version), "six": True},
    ), result.stderr


def test_a_python_that_cannot_run_is_a_usage_error(run: Run, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be run: No such file"):
        run("", python=str(tmp_path / "python9"))


# What a package does to those who watch over it, and what is said of that.
ATTACKS = {
    "kills its supervisor": ("os.kill(os.getppid(), 9); time.sleep(3600)", "ended by SIGKILL"),
    "stops its supervisor": ("os.kill(os.getppid(), signal.SIGSTOP)", ""),
    "asks its supervisor to end": ("os.kill(os.getppid(), signal.SIGTERM)", ""),
    "prints a line without an end": (
        "[os.write(out.fileno(), b'x' * (1 << 20)) for _ in range(20)]",
        "a line of more than",
    ),
    "writes junk": ("os.write(out.fileno(), b'hello\\n')", "a line that is not JSON"),
    "writes no number": (
        """os.write(out.fileno(), b'{"kind": "a", "time": NaN}\\n')""",
        "a line that is not JSON",
    ),
    "writes a number of many digits": (
        """os.write(out.fileno(), b'{"kind": "a", "time": ' + b'1' * 5000 + b'}\\n')""",
        "a line that is not JSON",
    ),
    "writes a deep list": (
        "os.write(out.fileno(), b'[' * 50_000 + b'\\n')",
        "a line that is not JSON",
    ),
    "forges an outcome": ("tell(kind='outcome', status='great')", 'without "evidence"'),
    "closes everything": ("os.closerange(0, 1024); os._exit(0)", ""),
    "prints much": ("[sys.stdout.write('x' * (1 << 20)) for _ in range(50)]", ""),
    "replaces its log": ("os.remove('stdout.log'); os.mkfifo('stdout.log')", ""),
    "makes its log a folder": ("os.remove('stdout.log'); os.mkdir('stdout.log')", ""),
    "makes its log a device": (
        "os.remove('stdout.log'); os.symlink('/dev/zero', 'stdout.log')",
        "",
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_ends_in_time_and_is_told(run: Run, name: str) -> None:
    program, trouble = ATTACKS[name]
    result = run(f"open('pid', 'w').write(str(os.getpid()))\n{program}", timeout=10)
    assert (trouble in result.trouble) if trouble else (result.trouble == "")
    assert len(result.stdout) <= 1 << 20


def test_a_chain_of_processes_is_named_and_ended(run: Run, tmp_path: Path) -> None:
    result = run("""
        if os.fork() == 0:
            beat = os.open("beat", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.setsid()
            end = time.time() + 30
            while time.time() < end:
                os.write(beat, b".")
                if os.fork():
                    os._exit(0)
            os._exit(0)
    """)
    beats = (tmp_path / "work" / "beat").stat().st_size
    assert result.left_over
    time.sleep(0.3)
    assert (tmp_path / "work" / "beat").stat().st_size == beats
