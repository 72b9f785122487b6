"""A few hundred damaged schedulers; `make fuzz` plays ten thousand."""

from __future__ import annotations

import sys

import pytest
from trees import ROOT

sys.path.insert(0, str(ROOT / "tests/fuzz"))

from mutated_snippets import mutants, play


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_no_damage_breaks_the_checker(start: int) -> None:
    for seed in range(start, start + 50):
        play(seed)  # which raises what the checker raises


def test_the_same_seed_gives_the_same_texts() -> None:
    assert mutants(7) == mutants(7)
    assert mutants(7) != mutants(8)
