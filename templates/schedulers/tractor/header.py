import contextlib
import getpass
import importlib
import json
import ntpath
import os
import re
import secrets
import shlex
import socket
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

# One session of Tractor's client is shared by all who import it.
CLIENT_LOCK = threading.Lock()
CLIENT_SETTINGS: dict[str, Any] = {}
# What the engine says when it will not take a call; all else may pass.
REFUSALS = ("login", "password", "permission", "denied", "syntax", "parse", "not understood")
# Tractor tells ends by these signals as their negative numbers, and takes them for what a user did.
USER_SIGNALS = (-2, -9, -15)
# Service key that no blade has: a task that needs it is held.
HELD_KEY = "PDGPlaceholder"
# Connections that wait for jobs to report.
SPARE_CONNECTIONS = 8

# Runs around the command of each item, by the Python of the farm's machines. Its argument is a file
# of JSON; everything else stands in there, so that no shell reads it.
RUNNER = '''"""Runs the command of a work item: `python run_job.py FILE`."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time


def run_python(text, name):
    """Run a script that is given by its path or as it stands."""
    if os.path.isfile(text):
        with open(text, encoding="utf-8") as file:
            text = file.read()
    try:
        exec(compile(text, name, "exec"), {"__name__": name, "job": JOB})
    except SystemExit as end:
        # A script may end so and be content.
        if end.code not in (None, 0):
            raise


def run_shell(text, *command):
    """Run a script, given as above, and then a command in its shell; return the exit code."""
    path = os.path.abspath(text) if os.path.isfile(text) else ""
    if os.name == "nt":
        # One line is all that this shell takes.
        lines = ['call "%s"' % path] if path else text.splitlines()
        line = " && ".join(line for line in (*lines, *command) if line.strip())
    else:
        script = [". " + shlex.quote(path) if path else text] if text else []
        line = "\\ncase $? in 0) ;; *) exit $? ;; esac\\n".join((*script, *command))
    return subprocess.call(line, shell=True, stdin=subprocess.DEVNULL)


def end_all(*_):
    # What ignores the end of the task, or is left behind by its command, is killed with it.
    time.sleep(2)
    os.killpg(0, signal.SIGKILL)


def leave(path, text):
    with open(path + ".part", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".part", path)


def run():
    for name in JOB["unset"]:
        os.environ.pop(name, None)
    os.environ.update(JOB["environment"])
    os.environ.setdefault("PYTHON", sys.executable)
    if JOB["folder"]:
        os.chdir(JOB["folder"])
    run_python(JOB["pre_python"], "before")
    code = run_shell(JOB["pre_shell"], JOB["command"])
    code = 128 - code if code < 0 else code
    print_trouble("Post Python", lambda: run_python(JOB["post_python"], "after"))
    print_trouble("Post Shell", lambda: JOB["post_shell"] and run_shell(JOB["post_shell"]))
    return code


def print_trouble(name, step):
    """Do what comes after a command: it fails nothing."""
    try:
        step()
    except (Exception, SystemExit) as error:
        print("%s: %s" % (name, error), flush=True)


def main():
    try:
        with open(JOB["exit"], encoding="utf-8") as file:
            # A farm that has lost its memory begins again what has ended well.
            if file.read().strip() == "0":
                return 0
    except OSError:
        pass
    log = open(JOB["log"], "ab", 0)
    os.dup2(log.fileno(), 1)
    os.dup2(log.fileno(), 2)
    if hasattr(os, "getpgrp") and os.getpgrp() == os.getpid():
        signal.signal(signal.SIGTERM, end_all)
    try:
        code = run()
    except BaseException as error:
        print("%s: %s" % (type(error).__name__, error), flush=True)
        code = 1
    if code and JOB["handle"] in ("warning", "ignore") and JOB["exit_code"] in (None, code):
        if JOB["handle"] == "warning":
            leave(JOB["exit"] + ".warning", str(code))
        code = 0
    leave(JOB["exit"], str(code))
    if not code:
        time.sleep(JOB["success_wait"])
    return code


with open(sys.argv[1], encoding="utf-8") as job_file:
    JOB = json.load(job_file)
sys.exit(main())
'''


# Runs on the farm for as long as a cook lasts, where the session can reach it and jobs can.
RELAY = '''"""Hands what jobs report to the session that cooks: `python relay.py FILE`."""

import json
import os
import queue
import socket
import sys
import threading
import time

# Seconds after which it ends when its session is gone, or has never come: one whose submission had
# no answer is submitted again.
GRACE = 120


def pump(source, target):
    try:
        while True:
            data = source.recv(65536)
            if not data:
                break
            target.sendall(data)
    except OSError:
        pass
    try:
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def connect(one, other):
    thread = threading.Thread(target=pump, args=(one, other), daemon=True)
    thread.start()
    pump(other, one)
    thread.join()
    one.close()
    other.close()


def listen(port):
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("", port))
    server.listen(128)
    return server


def serve(server, handle):
    while True:
        peer = server.accept()[0]
        threading.Thread(target=handle, args=(peer,), daemon=True).start()


def from_session(peer):
    # A spare connection, or the one whose end is that of the session; each names the key first.
    peer.settimeout(10)
    told = b""
    try:
        while not told.endswith(b"\\n") and len(told) < 100:
            data = peer.recv(1)
            if not data:
                break
            told += data
    except OSError:
        pass
    key, _, kind = told.decode("ascii", "replace").strip().partition(" ")
    if key != TOLD["key"]:
        peer.close()
        return
    peer.settimeout(None)
    if kind == "spare":
        SPARES.put(peer)
        return
    WATCHES.append(peer)
    try:
        peer.recv(1)
    except OSError:
        pass
    WATCHES.remove(peer)
    end_later()


def end_later():
    time.sleep(GRACE)
    if not WATCHES:
        os._exit(0)


def from_job(peer):
    try:
        while True:
            spare = SPARES.get(timeout=30)
            try:
                spare.sendall(b"+")
                break
            except OSError:
                spare.close()
    except queue.Empty:
        peer.close()
        return
    connect(peer, spare)


def own_name(port):
    # The farm is to know its machines by name; one machine alone may not.
    name = socket.gethostname()
    try:
        socket.create_connection((name, port), 5).close()
    except OSError:
        name = "127.0.0.1"
    return name


with open(sys.argv[1], encoding="utf-8") as file:
    TOLD = json.load(file)
SPARES = queue.Queue()
WATCHES = []
jobs, sessions = listen(TOLD["callback_port"]), listen(TOLD["relay_port"])
threading.Thread(target=serve, args=(sessions, from_session), daemon=True).start()
threading.Thread(target=end_later, daemon=True).start()
place = {
    "host": own_name(sessions.getsockname()[1]),
    "callback_port": jobs.getsockname()[1],
    "relay_port": sessions.getsockname()[1],
}
with open(TOLD["place"] + ".part", "w", encoding="utf-8") as file:
    json.dump(place, file)
os.replace(TOLD["place"] + ".part", TOLD["place"])
serve(jobs, from_job)
'''


class TractorClient(HoldingClient):
    """The calls of Tractor's client: a batch is a job, a job "12.3" is task 3 of job 12."""

    def __init__(self, settings: Mapping[str, Any], owner: str, keeps_session: bool) -> None:
        self._settings = dict(settings)
        self._owner = owner
        self._keeps_session = keeps_session
        # Batches whose submission was begun: their tasks.
        self._sent: dict[str, Sequence[Task]] = {}
        # Job -> the task it was submitted for.
        self._tasks: dict[str, Task] = {}

    def submit(self, name: str, tasks: Sequence[Task]) -> list[str]:
        """Spool `tasks` as a job that has `name` as its comment."""
        self._sent[name] = tasks
        commands = [json.loads(task.own_options[0]) for task in tasks]
        job = self._spool(name, json.loads(tasks[0].options[0]), commands)
        return self._known_as(name, job)

    def submit_command(self, name: str, job: Mapping[str, Any], command: Mapping[str, Any]) -> str:
        """Spool one task; return the id of its job."""
        return self._spool(name, job, [command])

    def find(self, name: str, count: int) -> list[str]:
        """Return the tasks of the job that has `name` as its comment."""
        found = self._ask("query", "jobs", f'comment="{name}"', columns=["jid"])
        return self._known_as(name, str(found[0]["jid"])) if found else []

    def leftovers(self, names: Sequence[str]) -> list[str]:
        """Return the tasks of jobs that wait or run."""
        wanted = " ".join(f'"{name}"' for name in names)
        clause = f"comment in [{wanted}] and (numready or numactive or numblocked)"
        jobs = [str(job["jid"]) for job in self._ask("query", "jobs", clause, columns=["jid"])]
        if not jobs:
            return []
        clause = f"jid in [{' '.join(jobs)}] and (state=ready or state=active or state=blocked)"
        found = self._ask("query", "tasks", clause, columns=["jid", "tid"])
        return [f"{task['jid']}.{task['tid']}" for task in found]

    def look(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Ask for all tasks at once, and for the exit codes of those that failed."""
        numbers = " ".join(dict.fromkeys(job.partition(".")[0] for job in jobs))
        found = self._ask("query", "tasks", f"jid in [{numbers}]", columns=["jid", "tid", "state"])
        states = {f"{task['jid']}.{task['tid']}": str(task["state"]) for task in found}
        bad = [job for job in jobs if states.get(job) == "error"]
        runs: dict[str, Mapping[str, Any]] = {}
        if bad:
            columns = ["jid", "tid", "rcode", "elapsedreal"]
            clause = f"{tasks_clause(bad)} and current"
            for run in self._ask("query", "invocations", clause, columns=columns):
                runs[f"{run['jid']}.{run['tid']}"] = run
        return {
            job: self._report(job, states[job], runs.get(job, {})) for job in jobs if job in states
        }

    def history(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Return nothing: what Tractor has archived has left its exit code."""
        return {}

    def end(self, jobs: Sequence[str]) -> None:
        """Kill what runs, and skip all, so that nothing of it begins later."""
        for call in ("kill", "skip"):
            self._ask("query", call, tasks_clause(jobs))

    def as_held(self, task: Task) -> Task:
        """Return `task` with a service key that no blade has."""
        told = json.loads(task.own_options[0])
        told["command"]["service"] = HELD_KEY
        return replace(task, own_options=(json.dumps(told),))

    def release(self, tasks: Sequence[Task]) -> None:
        """Give the commands of tasks the service keys that they are to have."""
        jobs: dict[str, list[str]] = {}
        for task in tasks:
            keys = json.loads(task.own_options[0])["command"].get("service", "")
            jobs.setdefault(keys, []).append(task.job)
        for keys, same in jobs.items():
            self._ask("query", "chkeys", tasks_clause(same), keystr=keys)

    def close(self) -> None:
        """Log out, unless the login is kept for the session."""
        if not self._keeps_session:
            with CLIENT_LOCK, contextlib.suppress(Exception):
                importlib.import_module("tractor.api.author").closeEngineClient()
                CLIENT_SETTINGS.clear()

    def _known_as(self, name: str, jid: str) -> list[str]:
        """Return the tasks of a job in the order in which they were given."""
        found = self._ask("query", "tasks", f"jid={jid}", columns=["tid", "title"])
        numbers = {str(task["title"]): str(task["tid"]) for task in found}
        tasks = self._sent[name]
        if not numbers.keys() >= {task.title for task in tasks}:
            raise FarmError(f"the engine does not know all tasks of job {jid} yet", passing=True)
        jobs = [f"{jid}.{numbers[task.title]}" for task in tasks]
        self._tasks.update(zip(jobs, tasks, strict=True))
        del self._sent[name]
        return jobs

    def _spool(
        self, name: str, wanted: Mapping[str, Any], commands: Sequence[Mapping[str, Any]]
    ) -> str:
        with CLIENT_LOCK, as_farm_errors():
            author = self._module("author")
            job = author.Job(comment=name, **wanted)
            for command in commands:
                task = author.Task(**command["task"])
                task.addCommand(author.Command(**command["command"]))
                job.addChild(task)
            # Only an answer that is waited for tells what was wrong with a job.
            return str(job.spool(block=True, owner=self._owner))

    def _ask(self, module: str, call: str, *given: Any, **named: Any) -> Any:
        with CLIENT_LOCK, as_farm_errors():
            return getattr(self._module(module), call)(*given, **named)

    def _module(self, name: str) -> Any:
        """Return a module of Tractor's client, which acts for this scheduler from here on."""
        modules = {
            one: importlib.import_module(f"tractor.api.{one}") for one in ("author", "query")
        }
        if CLIENT_SETTINGS != self._settings:
            for module in modules.values():
                module.setEngineClientParam(**self._settings)
            CLIENT_SETTINGS.clear()
            CLIENT_SETTINGS.update(self._settings)
        return modules[name]

    def _report(self, job: str, state: str, run: Mapping[str, Any]) -> JobReport:
        task = self._tasks.get(job)
        seconds = float(run.get("elapsedreal") or 0.0)
        if state in ("ready", "blocked"):
            return JobReport("waiting", state)
        if state == "done":
            return JobReport("succeeded", exit_code=0)
        if state == "active":
            # It may have succeeded and keep its machine for a while.
            left = None if task is None else exit_code_in(task.exit_file)
            return JobReport("running") if left != 0 else JobReport("succeeded", exit_code=0)
        code = int(run["rcode"]) if run.get("rcode") is not None else None
        if code not in USER_SIGNALS:
            return JobReport("failed", "", exit_code=code, seconds=seconds)
        limit = 0
        if task is not None:
            limit = json.loads(task.own_options[0])["command"].get("maxrunsecs", 0)
        if limit and seconds >= limit:
            return JobReport("failed", "it ran longer than Maximum Run Time", exit_code=code)
        return JobReport("cancelled", "its task was killed in Tractor")


class MessageQueue:
    """The task on the farm that hands the reports of jobs to this session.

    Threads of its own submit it, and carry what comes to the callback server at `server`; they
    touch nothing of PDG, and end with `close`.
    """

    def __init__(
        self,
        client: TractorClient,
        job: Mapping[str, Any],
        command: Mapping[str, Any],
        place: Path,
        key: str,
        server: str,
    ) -> None:
        self._client = client
        self._job = job
        self._command = command
        self._place = place
        self._key = key
        self._server = server
        self._is_closed = threading.Event()
        self._lock = threading.Lock()
        self._peers: set[socket.socket] = set()
        self._relay = ("", 0)
        # Where jobs report to; "" until the task has begun.
        self.address = ""
        self.is_refused = False
        # What artists are told where it does not begin, and what they were told last.
        self.trouble = ""
        self._told = ""
        threading.Thread(target=self._run, name="message queue", daemon=True).start()

    def close(self) -> None:
        """End the task and the threads; wait for neither."""
        self._is_closed.set()
        with self._lock:
            peers, self._peers = self._peers, set()
            for peer in peers:
                with contextlib.suppress(OSError):
                    peer.shutdown(socket.SHUT_RDWR)

    def _run(self) -> None:
        job = self._submitted()
        if job:
            while not (self._place.exists() or self._is_closed.wait(0.1)):
                pass
            if not self._is_closed.is_set():
                self._begin()
            self._is_closed.wait()
            for _ in range(MOST_REFUSALS):
                with contextlib.suppress(FarmError):
                    self._client.end([f"{job}.1"])
                    break
                time.sleep(1.0)
        self._client.close()

    def _submitted(self) -> str:
        while not self._is_closed.is_set():
            try:
                return self._client.submit_command("message-queue", self._job, self._command)
            except FarmError as error:
                self._tell(f"the message queue is not submitted: {error}")
                # Jobs report to this session itself then.
                self.is_refused = error.final
            if self.is_refused:
                break
            self._is_closed.wait(2.0)
        return ""

    def _tell(self, text: str) -> None:
        if text != self._told:
            self.trouble = self._told = text

    def _begin(self) -> None:
        place = json.loads(self._place.read_text("utf-8"))
        self._relay = (place["host"], place["relay_port"])
        for kind in ("watch", *["spare"] * SPARE_CONNECTIONS):
            self._start(kind)
        self.address = f"{place['host']}:{place['callback_port']}"

    def _start(self, kind: str) -> None:
        if not self._is_closed.is_set():
            threading.Thread(target=self._hold, args=(kind,), name="report", daemon=True).start()

    def _hold(self, kind: str) -> None:
        """Hold a connection to the relay; carry what comes through it."""
        while not self._is_closed.is_set():
            try:
                with socket.create_connection(self._relay, 10.0) as peer, self._known(peer):
                    peer.settimeout(None)
                    peer.sendall(f"{self._key} {kind}\n".encode("ascii"))
                    if peer.recv(1):
                        self._start(kind)
                        host, _, port = self._server.rpartition(":")
                        with socket.create_connection((host, int(port)), 10.0) as server:
                            server.settimeout(None)
                            carry(peer, server)
                        return
            except OSError as error:
                if not self._is_closed.is_set():
                    self._tell(f"the message queue does not answer: {error}")
            self._is_closed.wait(1.0)

    @contextlib.contextmanager
    def _known(self, peer: socket.socket) -> Iterator[None]:
        """Let `close` end a connection."""
        with self._lock:
            if self._is_closed.is_set():
                raise OSError("it is closed")
            self._peers.add(peer)
        try:
            yield
        finally:
            with self._lock:
                self._peers.discard(peer)


def carry(one: socket.socket, other: socket.socket) -> None:
    """Carry what comes in each of two connections to the other, until both have ended."""
    thread = threading.Thread(target=pump, args=(one, other), name="report", daemon=True)
    thread.start()
    pump(other, one)
    thread.join()


def pump(source: socket.socket, target: socket.socket) -> None:
    """Carry what comes in one connection to another, and its end."""
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


@contextlib.contextmanager
def as_farm_errors() -> Iterator[None]:
    """Raise FarmError for what Tractor's client raises, which has many names for it."""
    try:
        yield
    except ImportError as error:
        message = f"Tractor's client cannot be imported: {error}; put it on PYTHONPATH"
        raise FarmError(message, final=True) from None
    except Exception as error:  # the client's own errors have no common base that is documented
        text = " ".join(str(error).split()) or type(error).__name__
        is_refusal = any(word in text.lower() for word in REFUSALS)
        raise FarmError(f"Tractor: {text}", passing=not is_refusal, final=is_refusal) from None


def tasks_clause(jobs: Sequence[str]) -> str:
    """Give the search clause of tasks."""
    tasks: dict[str, list[str]] = {}
    for job in jobs:
        jid, _, tid = job.partition(".")
        tasks.setdefault(jid, []).append(tid)
    parts = (f"(jid={jid} and tid in [{' '.join(tids)}])" for jid, tids in tasks.items())
    return f"({' or '.join(parts)})"


def exit_code_in(exit_file: Path) -> int | None:
    """Return the exit code that a job has left; None where it has left none."""
    with contextlib.suppress(OSError, ValueError):
        return int(exit_file.read_text("utf-8"))
    return None


def job_ids(job: str) -> list[int]:
    """Give the numbers of a job and its task."""
    jid, _, tid = job.partition(".")
    return [int(jid), int(tid)]


def is_absolute(path: str) -> bool:
    """Tell whether a path is absolute on any machine."""
    return path.startswith("/") or bool(ntpath.splitdrive(path)[0])


def below(root: str, path: str) -> str:
    """Join a root and a path that is relative to it."""
    return f"{root.rstrip('/')}/{path}" if path not in ("", ".") else root
