import http.client
import json
import os
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

# Seconds in which the queue has to answer.
ANSWER_TIME = 30.0
# Answers after which the same call may do later; so are all from 500 on.
PASSING_CODES = (408, 409, 423, 425, 429)
# What the queue calls the states of a job -> what they are called here.
JOB_STATES = {
    "queued": "waiting",
    "held": "waiting",
    "running": "running",
    "succeeded": "succeeded",
    "failed": "failed",
    "cancelled": "cancelled",
    # Its machine failed.
    "lost": "failed",
}


class RestClient(FarmClient):
    """The calls of the queue, as farm/openapi.json describes them."""

    def __init__(self, address: str, token_variable: str) -> None:
        self._address = address.rstrip("/")
        self._token = os.environ.get(token_variable, "") if token_variable else ""

    def submit(self, name: str, tasks: Sequence[Task]) -> list[str]:
        """Submit `tasks` as the batch `name`."""
        wanted = json.loads(tasks[0].options[0])
        jobs = [
            {"name": task.title, "command": ["/bin/sh", task.farm_script], **wanted}
            for task in tasks
        ]
        return self._submit(name, jobs)

    def submit_script(self, name: str, script: str, options: Sequence[str]) -> str:
        """Submit a script; return the id of its job."""
        wanted = json.loads(options[0])
        job = {"name": name, "command": ["/bin/sh", script], **wanted}
        return self._submit(name, [job])[0]

    def find(self, name: str, count: int) -> list[str]:
        """Return the jobs of the batch that is called `name`."""
        found = self._ask("GET", f"/jobs?{urlencode({'batch': name})}")
        return [str(job["id"]) for job in found["jobs"]]

    def look(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Ask for all `jobs` at once."""
        found = self._ask("POST", "/jobs/query", {"ids": list(jobs)})
        return {str(job["id"]): job_report(job) for job in found["jobs"]}

    def history(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Return nothing: the queue has one record of a job."""
        return {}

    def end(self, jobs: Sequence[str]) -> None:
        """Cancel `jobs`; the queue passes over those that it does not know."""
        self._ask("POST", "/jobs/cancel", {"ids": list(jobs)})

    def _submit(self, name: str, jobs: Sequence[Mapping[str, Any]]) -> list[str]:
        answer = self._ask("POST", "/jobs", {"batch": name, "jobs": list(jobs)})
        return [str(job["id"]) for job in answer["jobs"]]

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        """Return what the queue answers; raises FarmError where it does not, or refuses."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Accept": "application/json"}
        if data is not None:
            headers["Content-Type"] = "application/json"
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        try:
            request = urllib.request.Request(
                self._address + path, data=data, headers=headers, method=method
            )
            with urllib.request.urlopen(request, timeout=ANSWER_TIME) as answer:
                text = answer.read()
            return json.loads(text) if text else {}
        except urllib.error.HTTPError as error:
            passing = error.code >= 500 or error.code in PASSING_CODES
            message = f"the queue answers {error.code} to {method} {path}: {refusal(error)}"
            raise FarmError(message, passing=passing, final=not passing) from None
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", "") or error
            message = f"{self._address} does not answer: {reason}"
            raise FarmError(message, passing=True) from None
        except ValueError as error:
            # No address, or no JSON.
            raise FarmError(f"{self._address}: {error}") from None


def refusal(error: urllib.error.HTTPError) -> str:
    """Give the words with which the queue refuses a call."""
    try:
        return str(json.loads(error.read())["message"])
    except (OSError, ValueError, KeyError, TypeError):
        return error.reason


def job_report(job: Mapping[str, Any]) -> JobReport:
    """Give what the queue says of a job."""
    told = str(job["state"])
    state = JOB_STATES.get(told)
    if state is None:
        raise FarmError(f"the queue says that a job is {told!r}, which is not in JOB_STATES")
    code = job.get("exitCode")
    reason = str(job.get("reason") or (f"exit code {code}" if code else ""))
    return JobReport(
        state,
        reason,
        exit_code=code,
        is_rescue=told == "lost",
        is_held=told == "held",
        seconds=float(job.get("seconds") or 0.0),
    )
