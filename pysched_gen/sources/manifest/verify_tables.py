"""`[verify]` and `[[scenarios]]` of a manifest: from TOML and to TOML."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from pysched_gen.errors import Problem
from pysched_gen.formats.toml_text import inline, string
from pysched_gen.sources.verify_settings import AuthorScenario, VerifySettings, WaivedScenario

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.formats.toml_text import TomlText

__all__ = ["verify_problems", "verify_settings", "verify_toml"]

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def verify_settings(toml: TomlText) -> VerifySettings:
    """Return what the tables of `toml` say, which fit their schema."""
    data: Any = toml.data
    waived = [
        WaivedScenario(
            said["scenario"],
            " ".join(said["reason"].split()),
            toml.span(("verify", "ignore", index)),
        )
        for index, said in enumerate(data.get("verify", {}).get("ignore", ()))
    ]
    scenarios = [
        AuthorScenario(table["name"], json.dumps(table), toml.span(("scenarios", index, "name")))
        for index, table in enumerate(data.get("scenarios", ()))
    ]
    return VerifySettings(tuple(waived), tuple(scenarios))


def verify_problems(toml: TomlText) -> Iterator[Problem]:
    """Yield what no schema can say is wrong with `[[scenarios]]` of `toml`, which fit theirs."""
    data: Any = toml.data
    names: set[str] = set()
    for index, table in enumerate(data.get("scenarios", ())):
        path = ("scenarios", index)
        name = table["name"]
        if not _NAME.fullmatch(name):
            message = f'"{name}" is not lower-case words with - in between'
            yield Problem(toml.span((*path, "name")), message)
        if name in names:
            yield Problem(toml.span((*path, "name")), f'another scenario is called "{name}"')
        names.add(name)
        jobs = [one.get("name", f"job{place}") for place, one in enumerate(table["jobs"], 1)]
        for place, one in enumerate(table["jobs"]):
            if jobs.index(jobs[place]) != place:
                message = f'other jobs are called "{jobs[place]}"'
                yield Problem(toml.span((*path, "jobs", place)), message)
            if one.get("after", jobs[0]) not in jobs[: max(place, 1)]:
                message = f'there are no jobs "{one["after"]}" before it'
                yield Problem(toml.span((*path, "jobs", place, "after")), message)
        for place, word in enumerate(table.get("order", ())):
            if word not in jobs:
                message = f'there are no jobs "{word}"'
                yield Problem(toml.span((*path, "order", place)), message)


def verify_toml(settings: VerifySettings) -> str:
    """Return the tables that read back as `settings`, "" where they say nothing."""
    parts = []
    if settings.waived:
        entries = [{"scenario": one.name, "reason": one.reason} for one in settings.waived]
        lines = [f"  {inline(entry)}," for entry in entries]
        parts.append("\n".join(["[verify]", "ignore = [", *lines, "]"]))
    for one in settings.scenarios:
        table = json.loads(one.table)
        jobs = table.pop("jobs")
        parts.append(_table("[[scenarios]]", table))
        parts += [_table("[[scenarios.jobs]]", job) for job in jobs]
    return "\n\n".join(parts) + "\n" if parts else ""


def _table(head: str, table: dict[str, Any]) -> str:
    pairs = [f"{key} = {_value(value)}" for key, value in table.items()]
    return "\n".join([head, *pairs])


def _value(value: Any) -> str:
    return string(value) if isinstance(value, str) else inline(value)
