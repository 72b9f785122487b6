"""The README says what the code says. `make accept` rewrites the table of rules."""

from __future__ import annotations

import re

import pytest
from accepted import accepted_text
from trees import ROOT

from pysched_gen.check.registry import RULES, page_of
from pysched_gen.houdini.releases import LATEST, RELEASES

README = ROOT / "README.md"
SPAN = re.compile(rf"\b{re.escape(RELEASES[0].name)} to \d+\.\d(?=[;:,])")
TABLE = re.compile(r"(?<=\|---\|---\|---\|\n)(?:\| PSG.*\n)+")


@pytest.mark.accepts
def test_the_table_of_rules_is_complete() -> None:
    rows = "".join(
        f"| {rule.code} {rule.name} | {rule.severity.value} | {page_of(rule).summary} |\n"
        for rule in RULES
    )
    text = README.read_text(encoding="utf-8")
    assert len(TABLE.findall(text)) == 1
    made = TABLE.sub(lambda _: rows, text)
    assert accepted_text(README, made) == made


@pytest.mark.parametrize("target", ["demo", "test"])
def test_the_two_commands_come_first(target: str) -> None:
    head = README.read_text(encoding="utf-8").split("\n\n")[1]
    assert f"make {target}" in head


@pytest.mark.accepts
def test_the_releases_are_those_of_the_table() -> None:
    text = README.read_text(encoding="utf-8")
    span = f"{RELEASES[0]} to {LATEST}"
    assert len(SPAN.findall(text)) > 1
    made = SPAN.sub(span, text)
    assert accepted_text(README, made) == made
