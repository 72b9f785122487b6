"""A double of Tractor's engine and blades: takes job scripts, runs commands on this machine.

It parses the published job script ("alfscript": Job, Task, RemoteCmd, Cmd in Tcl's words) and keeps
what Tractor's documentation says of jobs, tasks, commands and invocations. What it does not cover:

- Instance, Iterate and Assign, `-after`, `-cleanup`, `-expand`, `-resumewhile`, `-retryrc`, dirmaps
- what blades put into an argument for `~` and `%`, and read from what a command prints (TR_PROGRESS,
  TR_EXIT_STATUS); variables and commands in the words of a script, which it refuses
- crews, tiers that differ, farm allocations, nimby, notes, archives; nothing outlives it
- service keys are words that all have to be there, not expressions with `||`, `!` and `@.`
- the wire is its own but for the login: the client beside it is a double too, tractor/api
- search clauses have `=`, `!=`, `in [..]`, `and`, `or` and parentheses

`python tractor_engine.py FOLDER` writes its address to FOLDER/address and each job script to
FOLDER/jobs/JID.alf, its owner beside it. Where FOLDER/users.json is, a login needs the password that it has for the user.
"""

import json
import os
import re
import secrets
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

GRACE = 2.0
# What blades offer: service keys and slots.
BLADES = {"render": ({"Houdini", "PixarRender", "Linux"}, 4), "small": ({"Python", "Queue"}, 64)}
# How many commands with a tag may run at a time.
LIMITS = {"single": 1}
# What keys of a blade's profile set for a command.
ENVKEYS = {"Houdini": {}, "night": {"STUDIO_SHIFT": "night"}}
ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


class Refused(Exception):
    """The engine does not take it; the message says why."""


def words(text):
    """Split a text into words as Tcl does: braces group, a backslash takes the next as it is."""
    found, at = [], 0
    while at < len(text):
        if text[at] in " \t\r\n;":
            at += 1
        elif text[at] == "{":
            end, depth = at + 1, 1
            while depth and end < len(text):
                if text[end] == "\\":
                    end += 1
                else:
                    depth += {"{": 1, "}": -1}.get(text[end], 0)
                end += 1
            if depth:
                raise Refused(f"a brace is not closed: {text[at:at + 40]}")
            found.append(text[at + 1 : end - 1])
            at = end
            if text[at : at + 1].strip(" \t\r\n;"):
                raise Refused(f"there is more after a closing brace: {text[at:at + 40]}")
        else:
            quoted = text[at] == '"'
            at += quoted
            word = ""
            while at < len(text) and (text[at] != '"' if quoted else text[at] not in " \t\r\n;"):
                if text[at] == "\\" and at + 1 < len(text):
                    at += 1
                    word += ESCAPES.get(text[at], text[at])
                elif text[at] in "$[":
                    raise Refused(f"nothing is put in for {text[at:at + 40]}")
                else:
                    word += text[at]
                at += 1
            at += quoted
            found.append(word)
    return found


def options(given, known):
    """Return the options of an operator; `-name value` each."""
    if len(given) % 2:
        raise Refused(f"an option has no value: {given[-1]}")
    found = dict(zip(given[::2], given[1::2], strict=True))
    unknown = [name for name in found if name.removeprefix("-") not in known]
    if unknown:
        raise Refused(f"there is no option {unknown[0]}")
    found = {name.removeprefix("-"): value for name, value in found.items()}
    for name in NUMBERS & found.keys():
        try:
            float(found[name])
        except ValueError:
            raise Refused(f"-{name} is no number: {found[name]}") from None
    return found


NUMBERS = {"priority", "maxactive", "atleast", "atmost", "minrunsecs", "maxrunsecs"}
JOB = (
    "title tier priority projects crews maxactive after afterjids atleast atmost tags service "
    "envkey comment metadata paused serialsubtasks spoolcwd etalevel editpolicy subtasks"
).split()
TASK = "id service atleast atmost preview chaser serialsubtasks metadata cmds subtasks".split()
COMMAND = (
    "service tags id msg atleast atmost minrunsecs maxrunsecs samehost envkey when metadata"
).split()


# What decides where a command may begin.
PLACING = ("service", "tags", "atleast", "atmost")


class Node:
    """A task, or the whole job, with the tasks that have to be done before its commands."""

    def __init__(self, tid, title, told, parent):
        self.tid, self.title, self.told, self.parent = tid, title, told, parent
        self.children, self.commands = [], []
        self.state, self.rcode, self.process, self.held = "blocked", None, None, False
        self.began = self.ended = 0.0
        self.next_command, self.runs = 0, 0


class Job:
    """What a job script says, and how far it is."""

    def __init__(self, jid, owner, script):
        given = words(script)
        if not given or given[0] != "Job":
            raise Refused("a job script begins with Job")
        self.jid, self.owner = jid, owner
        self.told = options(given[1:], JOB)
        self.deleted, self.spooled = False, time.time()
        self.tasks = []
        self.root = Node(0, self.told.get("title", ""), {}, None)
        self.read_tasks(self.told.get("subtasks", ""), self.root)

    def read_tasks(self, text, parent):
        given = words(text)
        while given:
            if given.pop(0) != "Task":
                raise Refused("only Task is understood among subtasks")
            title, told = given.pop(0), []
            while given and given[0].startswith("-"):
                told += [given.pop(0), given.pop(0)]
            task = Node(len(self.tasks) + 1, title, options(told, TASK), parent)
            self.tasks.append(task)
            parent.children.append(task)
            self.read_tasks(task.told.get("subtasks", ""), task)
            task.commands = self.read_commands(task.told.get("cmds", ""))

    def read_commands(self, text):
        given, found = words(text), []
        while given:
            operator = given.pop(0)
            if operator not in ("RemoteCmd", "Cmd"):
                raise Refused(f"{operator} is no command")
            argv, told = words(given.pop(0)), []
            while given and given[0].startswith("-"):
                told += [given.pop(0), given.pop(0)]
            found.append({"argv": argv, **options(told, COMMAND)})
        return found

    def settle(self, done):
        """Bring the states of tasks up to date; `done` tells whether a job has ended well."""
        waits = [jid for jid in words(self.told.get("afterjids", "")) if not done(int(jid))]
        is_paused = waits or self.told.get("paused") == "1" or self.deleted
        for task in self.tasks:
            if task.state in ("blocked", "ready"):
                brothers = task.parent.children
                serial = (task.parent.told if task.parent.tid else self.told).get("serialsubtasks")
                before = brothers[: brothers.index(task)] if serial == "1" else []
                needs = [*task.children, *before]
                blocked = is_paused or any(one.state != "done" for one in needs)
                task.state = "blocked" if blocked else "ready"
                if task.state == "ready" and not task.commands:
                    task.state = "done"


class Engine:
    """Jobs, and the blades that run them."""

    def __init__(self, folder):
        self.folder, self.lock = folder, threading.RLock()
        self.jobs, self.sessions = {}, {}
        (folder / "jobs").mkdir()
        (folder / "logs").mkdir()

    def login(self, user, password):
        try:
            passwords = json.loads((self.folder / "users.json").read_text())
        except OSError:
            passwords = {user: password}
        if not user or passwords.get(user) != password:
            raise Refused(f"login of {user!r} failed")
        session = secrets.token_hex(8)
        self.sessions[session] = user
        return {"tsid": session, "user": user}

    def spool(self, owner, script):
        with self.lock:
            jid = len(self.jobs) + 1
            (self.folder / "jobs" / f"{jid}.alf").write_text(script)
            (self.folder / "jobs" / f"{jid}.owner").write_text(owner)
            self.jobs[jid] = Job(jid, owner, script)
            self.fill()
        return {"jid": jid}

    def done(self, jid):
        job = self.jobs.get(jid)
        return job is None or all(task.state == "done" for task in job.tasks)

    def running(self):
        pairs = [(job, task) for job in self.jobs.values() for task in job.tasks]
        return [(job, task) for job, task in pairs if task.state == "active"]

    def fill(self):
        """Begin what can begin, of jobs with the highest priority first."""
        order = lambda job: (-float(job.told.get("priority", 1)), job.jid)
        active = self.running()
        for job in sorted(self.jobs.values(), key=order):
            job.settle(self.done)
            # What one task has found no place with, none of its job will: places only get fewer.
            hopeless = set()
            for task in job.tasks:
                if task.state != "ready" or task.held:
                    continue
                command = task.commands[task.next_command]
                wanted = tuple(command.get(name) for name in PLACING)
                if wanted in hopeless:
                    continue
                if self.may_begin(job, task, active):
                    self.begin(job, task)
                    active += [(job, task)] if task.state == "active" else []
                else:
                    hopeless.add(wanted)

    def may_begin(self, job, task, active):
        command = task.commands[task.next_command]
        most = int(job.told.get("maxactive") or 0)
        if most and sum(one is job for one, _ in active) >= most:
            return False
        for tag in words(command.get("tags", "")) + words(job.told.get("tags", "")):
            used = [one for _, one in active if tag in one.tags]
            if tag in LIMITS and len(used) >= LIMITS[tag]:
                return False
        wanted = " ".join([job.told.get("service", ""), command.get("service", "")])
        keys = {key for key in re.split(r"[\s,&]+", wanted) if key}
        least = int(command.get("atleast") or job.told.get("atleast") or 1)
        most = int(command.get("atmost") or job.told.get("atmost") or least)
        for name, (offered, slots) in BLADES.items():
            free = slots - sum(one.slots for _, one in active if one.blade == name)
            if keys <= offered and free >= least:
                task.blade, task.slots = name, max(least, min(most, free))
                return True
        return False

    def begin(self, job, task):
        command = task.commands[task.next_command]
        task.tags = words(command.get("tags", "")) + words(job.told.get("tags", ""))
        task.state, task.rcode, task.killed = "active", None, False
        task.began, task.runs = time.time(), task.runs + 1
        known = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
        environment = {**known, "PYTHON": sys.executable}
        for key in words(job.told.get("envkey", "")) + words(command.get("envkey", "")):
            environment |= ENVKEYS.get(key, {})
        argv = command["argv"]
        # The document of Houdini's node calls $PYTHON "Defined on Blade".
        argv = [environment["PYTHON"] if argv[0] == "$PYTHON" else argv[0], *argv[1:]]
        log = (self.folder / "logs" / f"{job.jid}.{task.tid}").open("ab")
        try:
            task.process = subprocess.Popen(
                argv,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=environment,
                start_new_session=True,
            )
        except OSError:
            task.state, task.rcode = "error", 127
            return
        finally:
            log.close()
        limit = float(command.get("maxrunsecs") or 0) or None
        arguments = (task, task.process, limit)
        threading.Thread(target=self.wait, args=arguments, daemon=True).start()

    def wait(self, task, process, limit):
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired:
            end(process)
        code = process.wait()
        end(process)
        with self.lock:
            task.ended = time.time()
            if task.process is process and task.state == "active":
                # Ends by a signal are told as its negative number.
                task.rcode = -15 if task.killed else code
                task.state = "error" if task.rcode else "done"
                if task.state == "done" and task.next_command + 1 < len(task.commands):
                    task.next_command += 1
                    task.state = "ready"
            self.fill()

    def rows(self, table):
        for job in self.jobs.values():
            if job.deleted:
                continue
            if table == "jobs":
                count = lambda state, job=job: sum(one.state == state for one in job.tasks)
                yield {
                    **{key: job.told.get(key, "") for key in JOB if key != "subtasks"},
                    "jid": job.jid,
                    "owner": job.owner,
                    "numtasks": len(job.tasks),
                    **{f"num{one}": count(one) for one in ("blocked", "ready", "active")},
                    **{f"num{one}": count(one) for one in ("done", "error")},
                }
                continue
            for task in job.tasks:
                row = {"jid": job.jid, "tid": task.tid, "title": task.title, "state": task.state}
                row |= {key: task.told.get(key, "") for key in ("id", "metadata", "preview")}
                if table == "tasks":
                    yield row
                elif table == "invocations" and task.runs:
                    seconds = max(0.0, (task.ended or time.time()) - task.began)
                    yield row | {"rcode": task.rcode, "elapsedreal": seconds, "current": True}

    def select(self, table, where, columns):
        with self.lock:
            found = [row for row in self.rows(table) if matches(where, row)]
        try:
            return [{key: row[key] for key in columns or row} for row in found]
        except KeyError as error:
            raise Refused(f"{table} have no column {error}") from None

    def operate(self, operation, where, more):
        with self.lock:
            found = {(row["jid"], row["tid"]) for row in self.select("tasks", where, None)}
            for jid, tid in found:
                job, task = self.jobs[jid], self.jobs[jid].tasks[tid - 1]
                getattr(self, operation)(job, task, *more)
            self.fill()
        return {"changed": len(found)}

    def kill(self, _job, task):
        if task.state == "active":
            task.killed = True
            threading.Thread(target=end, args=(task.process,), daemon=True).start()

    def skip(self, _job, task):
        if task.state == "active":
            threading.Thread(target=end, args=(task.process,), daemon=True).start()
        task.state = "done"

    def retry(self, _job, task):
        if task.state in ("error", "done"):
            task.state, task.next_command = "ready", 0

    def chkeys(self, _job, task, keys):
        for command in task.commands:
            command["service"] = keys

    def delete(self, job, task):
        self.kill(job, task)
        job.deleted = True


def end(process):
    """End a process and all it has started."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(GRACE)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            pass


TOKEN = re.compile(r'\s*(\(|\)|\[|\]|!=|=|"[^"]*"|[^\s()\[\]=!"]+)')


def matches(where, row):
    """Tell whether a row is one that a search clause is about."""
    tokens = TOKEN.findall(where)

    def value(text):
        return text.strip('"')

    def either():
        result = both()
        while tokens and tokens[0] == "or":
            tokens.pop(0)
            result = both() or result
        return result

    def both():
        result = single()
        while tokens and tokens[0] == "and":
            tokens.pop(0)
            result = single() and result
        return result

    def single():
        if tokens[0] == "(":
            tokens.pop(0)
            result = either()
            tokens.pop(0)
            return result
        if tokens[0] == "not":
            tokens.pop(0)
            return not single()
        name = tokens.pop(0)
        if not tokens or tokens[0] not in ("=", "!=", "in"):
            return bool(row[name])
        operator = tokens.pop(0)
        if operator == "in":
            tokens.pop(0)
            wanted = []
            while tokens[0] != "]":
                wanted.append(value(tokens.pop(0)))
            tokens.pop(0)
            return str(row[name]) in wanted
        return (str(row[name]) == value(tokens.pop(0))) == (operator == "=")

    try:
        result = either()
        if tokens or TOKEN.sub("", where).strip():
            raise KeyError("what follows")
        return result
    except (IndexError, KeyError) as error:
        raise Refused(f"the clause {where!r} is not understood: {error}") from None


class Handler(BaseHTTPRequestHandler):
    """One call."""

    protocol_version = "HTTP/1.1"
    # Else a body waits 40 ms for the client to acknowledge its head.
    disable_nagle_algorithm = True

    def do_GET(self):
        self.do_POST()

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        address = urlsplit(self.path)
        asked = {key: values[0] for key, values in parse_qs(address.query).items()}
        engine = self.server.engine
        try:
            if address.path == "/Tractor/monitor" and asked.get("q") == "login":
                self.answer(200, engine.login(asked.get("user", ""), asked.get("c", "")))
                return
            user = engine.sessions.get(asked.get("tsid"))
            if user is None:
                self.answer(401, {"message": "a login is needed"})
            elif address.path == "/Tractor/spool":
                self.answer(200, engine.spool(asked.get("owner") or user, body))
            elif address.path == "/Tractor/select":
                told = json.loads(body)
                rows = engine.select(told["table"], told["where"], told["columns"])
                self.answer(200, rows)
            else:
                told = json.loads(body)
                self.answer(200, engine.operate(told["operation"], told["where"], told["more"]))
        except Refused as error:
            self.answer(400, {"message": str(error)})

    def answer(self, code, body):
        data = json.dumps(body).encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


def main(folder):
    """Serve until the process is ended; what runs then is ended with it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.engine = Engine(folder)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    written = folder / "address.part"
    written.write_text(f"127.0.0.1:{server.server_address[1]}")
    written.rename(folder / "address")
    server.serve_forever()
    for _, task in server.engine.running():
        end(task.process)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
