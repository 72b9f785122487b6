"""A table with check and verify of every release: for a person, as JSON, or as Markdown."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from pysched_gen.run.verify.report.json import outcome_facts
from pysched_gen.visible_text import capped_lines, json_text, visible_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pysched_gen.run.verify.releases import OnRelease

    Tables = Mapping[str, Sequence[OnRelease]]

__all__ = ["RENDERERS"]

_MOST = 12  # lines of what stops it
VERSION = 1  # of the JSON report


def render_text(tables: Tables, _version: str) -> str:
    """Return a table for each scheduler, and below it what stops it where."""
    return "\n".join(line for name, rows in tables.items() for line in _text_lines(name, rows))


def _text_lines(name: str, rows: Sequence[OnRelease]) -> Iterator[str]:
    yield f"{visible_line(name)}: {works_on(rows)}"
    width = max(len("check"), *(len(row.check) for row in rows))
    yield f"  {'':20}{'check':{width}}  verify"
    for row in rows:
        release = row.release
        yield f"  {release.name:6}{release.python_name:14}{row.check:{width}}  {row.verify}"
    for title, stops in _stops(rows):
        yield f"  {title}:"
        yield from (f"    {visible_line(line)}" for line in capped_lines(stops, _MOST))
    yield ""


def render_markdown(tables: Tables, _version: str) -> str:
    """Return the same as Markdown."""
    return "\n".join(line for name, rows in tables.items() for line in _markdown_lines(name, rows))


def _markdown_lines(name: str, rows: Sequence[OnRelease]) -> Iterator[str]:
    yield from (f"## {_plain(name)}", "", f"It {_plain(works_on(rows))}.", "")
    yield from ("| Houdini | Python | check | verify |", "|---|---|---|---|")
    for row in rows:
        python = row.release.python_name.removeprefix("Python ")
        yield f"| {row.release} | {python} | {row.check} | {row.verify} |"
    yield ""
    for title, stops in _stops(rows):
        yield from (f"{title}:", "")
        yield from (f"- {_plain(line)}" for line in capped_lines(stops, _MOST))
        yield ""


def _plain(text: str) -> str:
    return "".join(f"\\{one}" if one in "\\`*_[]<>#|" else one for one in visible_line(text))


def works_on(rows: Sequence[OnRelease]) -> str:
    """Return "works on 19.0 to 22.0", gaps shown: "works on 18.5, 20.0 to 22.0"."""
    runs: list[list[str]] = []
    follows = False
    for row in rows:
        if row.works:
            if follows:
                runs[-1].append(row.release.name)
            else:
                runs.append([row.release.name])
        follows = row.works
    if not runs:
        return "works on none of these releases"
    parts = (run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)
    return f"works on {', '.join(parts)}"


def _stops(rows: Sequence[OnRelease]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what stops it and where, neighbours that are stopped by the same together."""
    for cause, group in groupby(rows, key=lambda row: row.cause):
        stopped = list(group)
        if cause:
            names = ", ".join(row.release.name for row in stopped)
            yield f"what stops it on {names}", stopped[-1].stops


def render_json(tables: Tables, version: str) -> str:
    """Return the report that `schemas/releases.schema.json` describes."""
    document = {
        "schema": "pysched-gen/releases",
        "version": VERSION,
        "tool": version,
        "schedulers": [
            {"source": name, "releases": list(map(_facts, rows))} for name, rows in tables.items()
        ],
    }
    return json_text(document) + "\n"


def _facts(row: OnRelease) -> dict[str, Any]:
    return {
        "houdini": row.release.name,
        "python": ".".join(map(str, row.release.python)),
        "works": row.works,
        "check": {
            "findings": [
                {
                    "code": one.code,
                    "name": one.name,
                    "severity": one.severity.value,
                    "message": one.message,
                    "place": str(one.span),
                }
                for one in row.findings
            ],
        },
        "verify": [outcome_facts(one) for one in row.outcomes] if row.outcomes else None,
        "stops": list(row.stops),
    }


RENDERERS: dict[str, Callable[[Tables, str], str]] = {
    "text": render_text,
    "json": render_json,
    "markdown": render_markdown,
}
