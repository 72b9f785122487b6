"""The pages of rules, as text for a terminal, as Markdown and as values for JSON."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from pysched_gen.check.registry import page_of
from pysched_gen.visible_text import json_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pysched_gen.check.rule import Rule

__all__ = ["rule_facts", "rule_markdown", "rule_text", "rules_json", "rules_markdown", "rules_text"]

_INDENT = "    "
_GAP = "  "


def rule_text(rule: Rule) -> str:
    """Return the page of `rule` for a terminal, with a line end."""
    page = page_of(rule)
    lines = [f"{rule.code} {rule.name} ({rule.severity.value})", page.summary]
    for title, body in page.sections:
        lines += ["", title, *(f"{_INDENT}{line}".rstrip() for line in _plain(body).split("\n"))]
    lines += ["", _how_to_waive(rule)]
    return "\n".join(lines) + "\n"


def _plain(body: str) -> str:
    """Return `body` with its examples at its own margin."""
    lines = body.split("\n")
    is_example = all(line.startswith(_INDENT) for line in lines if line.strip())
    return textwrap.dedent(body).replace("<tab>", "\t") if is_example else body


def _how_to_waive(rule: Rule, quote: str = "") -> str:
    """Return the last line of a page, with `quote` on both sides of what is code."""
    if rule.essential:
        return "It cannot be waived: no package can be made of what it finds."
    comment = f"# psg: ignore[{rule.name}] reason"
    return f"Accept one finding with a comment: {quote}{comment}{quote}"


def rule_markdown(rule: Rule) -> str:
    """Return the page of `rule` as Markdown, with a line end."""
    page = page_of(rule)
    parts = [f"# {rule.code} {rule.name}", f"**{rule.severity.value}**: {page.summary}"]
    for title, body in page.sections:
        parts.append(f"## {title}")
        plain = _plain(body)
        parts.append(body if plain == body else f"```python\n{plain}\n```")
    return "\n\n".join([*parts, _how_to_waive(rule, "`")]) + "\n"


def rules_text(rules: Sequence[Rule]) -> str:
    """Return one line a rule: code, name, severity and what it says."""
    width = max((len(rule.name) for rule in rules), default=0)
    return "".join(
        f"{rule.code}{_GAP}{rule.name:{width}}{_GAP}{rule.severity.value:7}{_GAP}"
        f"{page_of(rule).summary}\n"
        for rule in rules
    )


def rules_markdown(rules: Sequence[Rule]) -> str:
    """Return a table of `rules` in Markdown."""
    rows = (
        f"| {rule.code} {rule.name} | {rule.severity.value} | {page_of(rule).summary} |"
        for rule in rules
    )
    return "\n".join(["| rule | severity | |", "|---|---|---|", *rows]) + "\n"


def rules_json(rules: Sequence[Rule], version: str) -> str:
    """Return the document of `schemas/rules.schema.json`, made by the tool's `version`."""
    facts = [rule_facts(rule) for rule in rules]
    document = {"schema": "pysched-gen/rules", "version": 1, "tool": version, "rules": facts}
    return json_text(document) + "\n"


def rule_facts(rule: Rule) -> dict[str, Any]:
    """Return what `schemas/rules.schema.json` says of one rule."""
    page = page_of(rule)
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "since": rule.since or None,
        "until": rule.until or None,
        "callbacks": sorted(rule.callbacks),
        "can_be_waived": not rule.essential,
        "summary": page.summary,
        "sections": [{"title": title, "text": _plain(body)} for title, body in page.sections],
    }
