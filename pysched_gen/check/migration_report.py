"""What a move to another release did and left: for a person, as JSON, or as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pysched_gen.visible_text import json_text, visible_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pysched_gen.check.diagnostic import Diagnostic
    from pysched_gen.check.migration import Migration

__all__ = ["RENDERERS"]

VERSION = 1  # of the JSON report
_MENDED = "Mended"
_LEFT = "To do by hand"
_OTHERS = "Found for every release, so not of the move"
_CHANGES = "To look at, which no rule can see"


def render_text(migrations: Sequence[Migration], _version: str) -> str:
    """Return the report for a person; ends with a line end."""
    return "\n".join(line for one in migrations for line in _text_lines(one)) + "\n"


def _text_lines(migration: Migration) -> Iterator[str]:
    yield _heading(migration)
    for title, findings in _parts(migration):
        yield f"  {title}: {len(findings)}"
        for one in findings:
            yield f"    {visible_line(str(one.span))}: {one.code} {one.name}"
            yield f"      {visible_line(one.message)}"
    if migration.changes:
        yield f"  {_CHANGES}:"
        yield from (f"    {release}  {sentence}" for release, sentence in migration.changes)


def render_markdown(migrations: Sequence[Migration], _version: str) -> str:
    """Return the report with boxes to tick for what a person must do."""
    return "\n".join(line for one in migrations for line in _markdown_lines(one)) + "\n"


def _markdown_lines(migration: Migration) -> Iterator[str]:
    yield from (f"## {_plain(_heading(migration))}", "")
    for title, findings in _parts(migration):
        box = "- [ ] " if title == _LEFT else "- "
        yield from (f"### {title} ({len(findings)})", "")
        for one in findings:
            yield f"{box}`{_code(str(one.span))}` {one.code} {one.name}: {_plain(one.message)}"
        yield ""
    if migration.changes:
        yield from (f"### {_CHANGES}", "")
        yield from (f"- [ ] {release}: {_plain(text)}" for release, text in migration.changes)
        yield ""


def _plain(text: str) -> str:
    """Return text of files as Markdown shows it, with nothing in it that Markdown reads."""
    return "".join(f"\\{one}" if one in "\\`*_[]<>#|" else one for one in visible_line(text))


def _code(text: str) -> str:
    return visible_line(text).replace("`", "'")


def render_json(migrations: Sequence[Migration], version: str) -> str:
    """Return the report that `schemas/migrate.schema.json` describes."""
    document = {
        "schema": "pysched-gen/migrate",
        "version": VERSION,
        "tool": version,
        "schedulers": [_facts(one) for one in migrations],
    }
    return json_text(document) + "\n"


def _facts(migration: Migration) -> dict[str, Any]:
    return {
        "name": migration.scheduler.name,
        "source": str(migration.scheduler.origin),
        "from": migration.start.name if migration.start else None,
        "to": migration.scheduler.release.name,
        "mended": _findings(migration.fixed),
        "to_do": _findings(migration.left),
        "others": _findings(migration.others),
        "changes": [
            {"release": release, "change": sentence} for release, sentence in migration.changes
        ],
    }


def _findings(findings: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    return [
        {
            "code": one.code,
            "name": one.name,
            "severity": one.severity.value,
            "message": one.message,
            "path": one.span.origin.path,
            "node": one.span.origin.node or None,
            "line": (one.span.in_file or (one.span.line,))[0],
            "column": (one.span.in_file or (0, one.span.column))[1],
        }
        for one in findings
    ]


def _heading(migration: Migration) -> str:
    start = migration.start
    known = f"from Houdini {start}" if start else "from a Houdini that nothing tells (see --from)"
    name, to = migration.scheduler.name, migration.scheduler.release
    return f"{name}: {known} to {to}, {to.python_name}"


def _parts(migration: Migration) -> Iterator[tuple[str, tuple[Diagnostic, ...]]]:
    parts = ((_MENDED, migration.fixed), (_LEFT, migration.left), (_OTHERS, migration.others))
    return (part for part in parts if part[1])


RENDERERS: dict[str, Callable[[Sequence[Migration], str], str]] = {
    "text": render_text,
    "json": render_json,
    "markdown": render_markdown,
}
