"""A bounded run over damaged containers; `make fuzz` is the long one."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutations import mutated, seeds, try_input

SEEDS = seeds(largest=200_000)


@pytest.mark.parametrize("name", SEEDS)
def test_an_undamaged_seed_is_read(name: str) -> None:
    try_input(SEEDS[name])


@settings(max_examples=600)
@given(name=st.sampled_from(list(SEEDS)), seed=st.integers(0, 2**32))
def test_a_damaged_container_is_read_or_refused(name: str, seed: int) -> None:
    try_input(mutated(SEEDS[name], Random(seed)))


@settings(max_examples=300)
@given(
    start=st.sampled_from(
        [b"070707", b"070701", b"HouLC\x1a", b"INDX\0\0\0\0", b"MIME-Version: 1"]
    ),
    rest=st.binary(max_size=300),
)
def test_any_bytes_behind_a_magic_are_read_or_refused(start: bytes, rest: bytes) -> None:
    try_input(start + rest)
