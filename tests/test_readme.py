"""The README says what the code says. `make accept` rewrites the table of rules."""

from __future__ import annotations

import os
import re

import pytest
from trees import ROOT

from pysched_gen.check.registry import RULES, page_of
from pysched_gen.houdini.releases import LATEST, RELEASES

README = ROOT / "README.md"
TABLE = re.compile(r"(?<=\|---\|---\|---\|\n)(?:\| PSG.*\n)+")


def test_the_table_of_rules_is_complete() -> None:
    rows = "".join(
        f"| {rule.code} {rule.name} | {rule.severity.value} | {page_of(rule).summary} |\n"
        for rule in RULES
    )
    text = README.read_text(encoding="utf-8")
    assert len(TABLE.findall(text)) == 1
    if os.environ.get("PYSCHED_GEN_ACCEPT"):
        text = TABLE.sub(lambda _: rows, text)
        README.write_text(text, encoding="utf-8")
    assert rows in text


@pytest.mark.parametrize("target", ["demo", "test"])
def test_the_two_commands_come_first(target: str) -> None:
    head = README.read_text(encoding="utf-8").split("\n\n")[1]
    assert f"make {target}" in head


def test_the_releases_are_those_of_the_table() -> None:
    assert f"| {RELEASES[0]} to {LATEST};" in README.read_text(encoding="utf-8")
