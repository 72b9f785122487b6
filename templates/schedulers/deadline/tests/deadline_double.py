"""A double of deadlinecommand, with what stands behind it, for tests: nothing of Deadline is needed.

It takes the arguments, and prints the lines, that the manual shows and public programs read, and
runs tasks as processes of this machine. It knows SubmitJob with the plug-in CommandLine, GetJobIds,
GetJobIdsFilter, GetJobIdsFilterAnd, GetJobTaskIds, GetJobTasks, CompleteJobTask, CompleteJobTasks,
SuspendJob and ResumeJob. What it has not: pools, groups, limits and priorities, of which it takes no
notice; dependencies; retries, so a job must say that a task fails with its first error; reports;
a web service; anything kept over a restart. `python deadline_double.py FOLDER` writes the path of
the command to FOLDER/address.
"""

import json
import secrets
import shlex
import shutil
import socket
import socketserver
import sys
import threading
from pathlib import Path

# Settings that jobs may be filtered by.
SETTINGS = ("Name", "BatchName", "UserName", "Status")


class Problem(Exception):
    """What the command says behind "Error: "."""


def info(path):
    """Give the keys and values of an info file."""
    lines = [line for line in Path(path).read_text("utf-8").splitlines() if line.strip()]
    return dict(line.split("=", 1) for line in lines)


class DeadlineJob:
    """A job and the processes of its tasks."""

    def __init__(self, settings, plugin, auxiliary, machine):
        self.settings = settings
        if settings["Plugin"] != "CommandLine":
            raise Problem("this double knows the plug-in CommandLine only (System.Exception)")
        if settings.get("FailureDetectionTaskErrors") != "1":
            raise Problem("this double knows no task that may err (System.Exception)")
        self.is_suspended = False
        self.completed = set()
        self.tasks = []
        first, last = settings["Frames"].split("-")
        seconds = float(settings.get("TaskTimeoutMinutes", 0)) * 60
        for frame in range(int(first), int(last) + 1):
            arguments = plugin["Arguments"]
            for token, text in {
                "<STARTFRAME>": str(frame),
                "<ENDFRAME>": str(frame),
                "<QUOTE>": '"',
                "<AUXFILE0>": str(auxiliary[0]) if auxiliary else "",
            }.items():
                arguments = arguments.replace(token, text)
            words = [plugin["Executable"], *shlex.split(arguments)]
            self.tasks.append(machine.add(words, seconds=seconds))

    def state(self, number):
        task = self.tasks[number]
        if number in self.completed:
            return "Completed"
        if task.state == "ended":
            return "Failed" if task.code or task.is_cancelled else "Completed"
        return {"waiting": "Queued", "held": "Suspended", "running": "Rendering"}[task.state]

    def setting(self, name):
        if name != "Status":
            return self.settings.get(name, "")
        states = {self.state(number) for number in range(len(self.tasks))}
        for status in ("Rendering", "Queued", "Suspended", "Failed"):
            if status in states:
                return status
        return "Completed"


class Deadline:
    """Jobs, by their id, and the commands."""

    def __init__(self, machine, folder):
        self.machine = machine
        self.folder = folder
        self.jobs = {}
        self.commands = {
            "submitjob": self.submit,
            "getjobids": lambda: list(self.jobs),
            "getjobidsfilter": lambda *filters: self.filtered(any, filters),
            "getjobidsfilterand": lambda *filters: self.filtered(all, filters),
            "getjobtaskids": lambda job: [str(one) for one, _ in enumerate(self.job(job).tasks)],
            "getjobtasks": self.tasks,
            "completejobtask": self.complete,
            "completejobtasks": self.complete,
            "suspendjob": lambda job: self.hold(job, "waiting", "held"),
            "resumejob": lambda job: self.hold(job, "held", "waiting"),
        }

    def run(self, arguments):
        """Run a command; give the lines it prints."""
        name, *rest = arguments
        command = self.commands.get(name.lstrip("-").lower())
        if command is None:
            raise Problem(f"{name} is not a command of this double")
        with self.machine.lock:
            return command(*rest)

    def job(self, job):
        if job not in self.jobs:
            raise Problem(f"there is no job {job} (System.Exception)")
        return self.jobs[job]

    def submit(self, job_file, plugin_file, *auxiliary):
        job = secrets.token_hex(12)
        # Files go along: a Worker has copies.
        place = self.folder / "jobs" / job
        place.mkdir(parents=True)
        copies = [shutil.copy(path, place) for path in auxiliary]
        made = DeadlineJob(info(job_file), info(plugin_file), copies, self.machine)
        self.jobs[job] = made
        return ["Deadline Command", "", "Result=Success", f"JobID={job}"]

    def filtered(self, which, filters):
        wanted = [one.split("=", 1) for one in filters]
        for name, _ in wanted:
            if name not in SETTINGS:
                raise Problem(f"{name} is not a setting of this double")
        return [
            job
            for job, made in self.jobs.items()
            if which(made.setting(name) == value for name, value in wanted)
        ]

    def tasks(self, job):
        made = self.job(job)
        lines = []
        for number in range(len(made.tasks)):
            lines += [f"TaskId={number}", f"TaskFrameString={number}"]
            lines += [f"TaskStatus={made.state(number)}", ""]
        return lines

    def complete(self, job, numbers):
        made = self.job(job)
        chosen = [int(number) for number in numbers.split(",")]
        for number in chosen:
            state = made.state(number)
            if state == "Completed":
                raise Problem(f"Cannot mark a task with status {state} complete (System.Exception)")
        for number in chosen:
            made.completed.add(number)
            self.machine.cancel(made.tasks[number])
        return [f"Completed task {number} for job {job}" for number in chosen]

    def hold(self, job, before, after):
        for task in self.job(job).tasks:
            if task.state == before:
                task.state = after
        self.machine.fill()
        return []


class Handler(socketserver.StreamRequestHandler):
    """One run of the command: its arguments come as JSON, its exit code and text go back."""

    def handle(self):
        from farm_double import Trouble

        arguments = json.loads(self.rfile.readline())
        try:
            lines = self.server.faults.answer(self.server.deadline.run, arguments)
            answer = [0, "".join(f"{line}\n" for line in lines)]
        except (Problem, Trouble) as problem:
            answer = [1, f"Error: {problem}\n"]
        self.wfile.write(json.dumps(answer).encode())


def ask(port, arguments):
    """Be the command."""
    with socket.create_connection(("127.0.0.1", port)) as server:
        server.sendall(json.dumps(arguments).encode() + b"\n")
        code, text = json.loads(server.makefile().read())
    sys.stdout.write(text)
    return code


def main(folder):
    """Serve until the process is ended."""
    from farm_double import Faults, Machine, serve

    machine = Machine()
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.deadline = Deadline(machine, folder)
    server.faults = Faults(folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    words = [sys.executable, "-I", "-S", str(Path(__file__).resolve()), "--ask"]
    command = folder / "deadlinecommand"
    line = shlex.join([*words, str(server.server_address[1])])
    command.write_text(f'#!/bin/sh\nexec {line} "$@"\n')
    command.chmod(0o755)
    serve(folder, str(command), machine, server.shutdown)


if __name__ == "__main__":
    if sys.argv[1] == "--ask":
        sys.exit(ask(int(sys.argv[2]), sys.argv[3:]))
    main(Path(sys.argv[1]).resolve())
