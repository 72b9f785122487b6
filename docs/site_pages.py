"""Pages of the site that are made from tables and runs of the tool, for `mkdocs build`."""

# ruff: noqa: INP001 - mkdocs loads it by path

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from mkdocs.structure.files import File

from pysched_gen.check.registry import RULES
from pysched_gen.check.rule_pages import rule_markdown, rules_markdown
from pysched_gen.cli import main
from pysched_gen.cli.callbacks_command import page_of
from pysched_gen.cli.schema_command import SCHEMA_NAMES
from pysched_gen.formats.json_schema import load_schema
from pysched_gen.houdini.callbacks import CALLBACKS, HOOKS
from pysched_gen.houdini.releases import LATEST, RELEASES
from pysched_gen.run.verify.catalog import scenarios

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.houdini.releases import Release


def on_files(files: Any, config: Any) -> Any:
    """Add what is made to what is in docs/."""
    for name, content in pages():
        files.append(File.generated(config, name, content=content))
    return files


def pages() -> Iterator[tuple[str, str]]:
    """Return path and content of every page that no person writes."""
    yield "rules/index.md", _rules()
    for rule in RULES:
        yield f"rules/{rule.name}.md", rule_markdown(rule)
    yield "scenarios.md", _scenarios()
    yield "callbacks.md", _callbacks()
    for release in RELEASES:
        yield f"callbacks/{release}.md", _callbacks_of(release)
    yield "commands.md", _commands()
    yield "schemas.md", _schemas()
    yield from _gallery()


def _rules() -> str:
    table = rules_markdown(RULES)
    for rule in RULES:
        table = table.replace(f" {rule.name} ", f" [{rule.name}]({rule.name}.md) ", 1)
    return table if table.startswith("# ") else f"# Rules\n\n{table}"


def _scenarios() -> str:
    parts = ["# Scenarios", "What `verify` plays with a package."]
    for one in scenarios():
        since = f" Since Houdini {one.since}." if one.since else ""
        parts += [
            f"## {one.name}",
            f"**{one.severity.value}**; it passes where {one.title}.{since}",
            f"On a farm, a failure means: {one.meaning}",
        ]
    return "\n\n".join(parts) + "\n"


def _callbacks() -> str:
    links = [f"[{release}](callbacks/{release}.md)" for release in RELEASES]
    head = f"| callback | {' | '.join(links)} |"
    parts = ["# Callbacks", "What PDG calls, by release; each release has a page of its own."]
    rows = [head, "|---" * (len(RELEASES) + 1) + "|"]
    for spec in CALLBACKS:
        marks = ["x" if spec.exists_in(release) else "" for release in RELEASES]
        rows.append(f"| [{spec.method}](#{spec.method.lower()}) | {' | '.join(marks)} |")
    parts.append("\n".join(rows))
    for spec in CALLBACKS:
        release = next(one for one in reversed(RELEASES) if spec.exists_in(one))
        body = "\n".join(page_of(spec, release))
        parts += [f"## {spec.method}", f"As Houdini {release} has it:", f"```text\n{body}\n```"]
    for hook in HOOKS:
        body = "\n".join(page_of(hook, LATEST))
        parts += [f"## {hook.method}", "A method of `methods.py`:", f"```text\n{body}\n```"]
    return "\n\n".join(parts) + "\n"


def _callbacks_of(release: Release) -> str:
    before = RELEASES[RELEASES.index(release) - 1] if release != RELEASES[0] else None
    parts = [f"# Callbacks of Houdini {release}", f"It runs {release.python_name}."]
    if release.changes:
        parts.append("\n".join(f"- {change}" for change in release.changes))
    for spec in CALLBACKS:
        if spec.exists_in(release):
            is_new = before is not None and not spec.exists_in(before)
            body = "\n".join(page_of(spec, release))
            parts += [f"## {spec.method}", *(["New in this release."] if is_new else [])]
            parts.append(f"```text\n{body}\n```")
        elif before is not None and spec.exists_in(before):
            instead = f": {spec.instead}" if spec.instead else ""
            parts += [f"## {spec.method}", f"This release does not call it any more{instead}."]
    return "\n\n".join(parts) + "\n"


def _commands() -> str:
    context = click.Context(main, info_name="pysched-gen")
    parts = ["# Commands", f"```text\n{main.get_help(context)}\n```"]
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        if command is not None:
            inner = click.Context(command, info_name=name, parent=context, max_content_width=100)
            parts += [f"## {name}", f"```text\n{command.get_help(inner)}\n```"]
    return "\n\n".join(parts) + "\n"


def _schemas() -> str:
    parts = ["# Schemas", "`pysched-gen schema NAME` prints each."]
    for name in SCHEMA_NAMES:
        schema = load_schema(name)
        text = json.dumps(schema, indent=2)
        parts += [f"## {name}", str(schema.get("description", "")), f"```json\n{text}\n```"]
    return "\n\n".join(part for part in parts if part) + "\n"


def _gallery() -> Iterator[tuple[str, str]]:
    """Return what the tool draws of a scheduler that ships, and a page that shows it."""
    with tempfile.TemporaryDirectory() as place:
        for words in (
            "new farmq --from local",
            "generate farmq -o houdini",
            "preview farmq -o farmq-preview.html",
            "cook houdini --items 24 --depth 3 --fan 2 --seed 1 --command true -o report",
        ):
            tool = [sys.executable, "-m", "pysched_gen", *words.split()]
            subprocess.run(tool, cwd=place, check=True, capture_output=True)  # noqa: S603 - ours
        for source, name in (
            ("farmq-preview.html", "preview"),
            ("report/timeline.html", "timeline"),
        ):
            yield f"gallery/{name}.html", Path(place, source).read_text("utf-8")
    frame = '<iframe src="gallery/{}.html" width="100%" height="520" title="{}"></iframe>'
    yield "gallery.md", "\n\n".join(
        [
            "# Gallery",
            "## The parameters of a scheduler",
            "`pysched-gen preview farmq`, as Houdini's parameter editor would show them.",
            frame.format("preview", "Parameters"),
            "## When each item ran",
            "`pysched-gen cook houdini -o report`, with real processes.",
            frame.format("timeline", "Timeline"),
        ]
    )
