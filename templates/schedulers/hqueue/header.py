import contextlib
import getpass
import http.client
import json
import shlex
import xmlrpc.client
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlsplit

# Seconds in which the server has to answer.
ANSWER_TIME = 30.0
# Seconds for which a job waits to be told that it is wanted; file systems of farms take some.
GO_TIME = 120
# What HQueue tells a job of itself.
JOB_VARIABLES = ("JOBID", "HQSERVER", "HQROOT", "HQCOMMANDS")
# What HQueue calls the ends of a job -> what they are called here.
END_STATES = {
    "succeeded": "succeeded",
    "failed": "failed",
    "cancelled": "cancelled",
    # Its client went away.
    "abandoned": "failed",
}


class PatientTransport(xmlrpc.client.Transport):
    """Waits for an answer, but not for ever."""

    def make_connection(self, host: Any) -> http.client.HTTPConnection:
        """Return a connection with a limit of time."""
        connection = super().make_connection(host)
        connection.timeout = ANSWER_TIME
        return connection


class PatientSafeTransport(xmlrpc.client.SafeTransport):
    """The same over HTTPS."""

    def make_connection(self, host: Any) -> http.client.HTTPSConnection:
        """Return a connection with a limit of time."""
        connection = super().make_connection(host)
        connection.timeout = ANSWER_TIME
        return connection


class HQueueClient(FarmClient):
    """The calls of HQueue's server; a job is its id."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._submissions = 0
        self._running: set[str] = set()

    def submit(self, name: str, tasks: Sequence[Task]) -> list[str]:
        """Submit `tasks` by one call.

        HQueue finds no job by its name. So that none runs twice where an answer is lost, each waits
        for a file that is there only once its id is known here.
        """
        self._submissions += 1
        here = tasks[0].script.with_name(f"{name}.{self._submissions}.sh")
        there = f"{tasks[0].farm_script.rpartition('/')[0]}/{here.name}"
        wanted = json.loads(tasks[0].options[0])
        text = waiting_script([task.farm_script for task in tasks], wanted["seconds"])
        here.write_text(text, encoding="utf-8", errors="surrogateescape", newline="\n")
        program = f"exec /bin/sh {shlex.quote(there)}"
        commands = [(task.title, f"{program} {number}") for number, task in enumerate(tasks)]
        try:
            jobs = self._submit(commands, wanted)
        except FarmError:
            here.with_suffix(".stop").touch()
            raise
        here.with_suffix(".go").touch()
        return jobs

    def submit_script(self, name: str, script: str, options: Sequence[str]) -> str:
        """Submit a script; return the id of its job."""
        command = f"exec /bin/sh {shlex.quote(script)}"
        return self._submit([(name, command)], json.loads(options[0]))[0]

    def find(self, name: str, count: int) -> list[str]:
        """Return nothing: what has arrived without an answer ends by itself."""
        return []

    def look(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Ask for all `jobs` at once."""
        if not self._running:
            self._running = set(self._ask("getRunningJobStatusNames"))
        attributes = ["id", "status"]
        try:
            found = self._ask("getJobs", [int(job) for job in jobs], attributes)
        except FarmError as error:
            if error.passing:
                raise
            # One of them may be there no more.
            found = []
            for job in jobs:
                with contextlib.suppress(FarmError):
                    found.append(self._ask("getJob", int(job), attributes))
            if not found:
                # A server that is ill knows nothing of these either.
                self._ask("getClientGroups")
        return {str(facts["id"]): self._report(str(facts["status"])) for facts in found if facts}

    def history(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Return nothing: HQueue has one record of a job."""
        return {}

    def end(self, jobs: Sequence[str]) -> None:
        """Cancel jobs."""
        self._ask("cancelJobs", [int(job) for job in jobs])

    def _submit(self, commands: Sequence[tuple[str, str]], wanted: Mapping[str, Any]) -> list[str]:
        common = {
            "shell": "bash",
            "priority": wanted["priority"],
            "conditions": wanted["conditions"],
            # What is tried again is submitted again.
            "triesLeft": 0,
            "submittedBy": getpass.getuser(),
        }
        jobs = [{"name": name, "command": command, **common} for name, command in commands]
        return [str(job) for job in self._ask("newjob", jobs)]

    def _report(self, told: str) -> JobReport:
        """Return what a state means; HQueue says nothing of an exit code."""
        if told in END_STATES:
            is_lost = told == "abandoned"
            reason = "its client went away" if is_lost else ""
            return JobReport(END_STATES[told], reason, is_rescue=is_lost)
        return JobReport("running" if told in self._running else "waiting")

    def _ask(self, call: str, *arguments: Any) -> Any:
        """Return what the server answers; raises FarmError where it does not, or refuses."""
        is_safe = urlsplit(self._address).scheme == "https"
        transport = PatientSafeTransport() if is_safe else PatientTransport()
        try:
            with xmlrpc.client.ServerProxy(self._address, transport, allow_none=True) as server:
                return getattr(server, call)(*arguments)
        except xmlrpc.client.Fault as fault:
            raise FarmError(f"HQueue refuses {call}: {fault.faultString}") from None
        except (OSError, http.client.HTTPException, xmlrpc.client.ProtocolError) as error:
            raise FarmError(f"{self._address} does not answer: {error}", passing=True) from None
        except (xmlrpc.client.ResponseError, ValueError) as error:
            raise FarmError(f"{self._address} is no HQueue: {error}") from None


def waiting_script(scripts: Sequence[str], seconds: int) -> str:
    """Give a script for /bin/sh that goes on as one of `scripts` once it is told to.

    That is when there is a file with its own name that ends in "go" and not in "sh". It ends after
    `seconds`, of which 0 is no limit, where there is the command timeout.
    """
    lines = [
        "#!/bin/sh",
        "count=0",
        'until [ -e "${0%sh}go" ]; do',
        f'    [ -e "${{0%sh}}stop" ] || [ $count -gt {GO_TIME * 10} ] && exit 125',
        "    sleep 0.1",
        "    count=$((count + 1))",
        "done",
    ]
    if seconds > 0:
        again = f'exec timeout -k {KILL_GRACE + 1} {seconds} /bin/sh "$0" "$1" timed'
        lines.append(f'[ "$2" = timed ] || ! command -v timeout >/dev/null || {again}')
    return "\n".join(lines) + "\n" + array_script("$1", scripts).partition("\n")[2]
