"""The table of PDG's members that `check` reads is what the stubs and the listings say."""

from __future__ import annotations

import json

import pytest
from accepted import accepted_text
from pdg_api_table import API_FILE, expected_api

from pysched_gen.houdini.pdg_api import member_of, names_of_module
from pysched_gen.houdini.releases import LATEST, RELEASES


@pytest.mark.accepts
def test_the_table_is_made_from_the_stubs() -> None:
    text = json.dumps(expected_api(), indent=0) + "\n"
    assert accepted_text(API_FILE, text) == text, "run `make accept` and review the diff"


@pytest.mark.parametrize(
    ("owner", "name", "exists"),
    [
        ("WorkItem", "command", [True, True]),
        ("WorkItem", "scriptDir", [False, True]),
        ("PyScheduler", "stopCook", [True, False]),
        ("PyScheduler", "tempDir", [True, True]),
        ("GraphContext", "canceling", [True, True]),
    ],
)
def test_members_by_release(owner: str, name: str, exists: list[bool]) -> None:
    found = [member_of(owner, name, release) is not None for release in (RELEASES[0], LATEST)]
    assert found == exists


def test_names_of_modules() -> None:
    assert "expand_vars" in names_of_module("pdg.utils", LATEST)
    assert "parms" not in names_of_module("pdg", LATEST)
