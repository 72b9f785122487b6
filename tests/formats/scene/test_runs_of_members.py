"""Many members looked at together: the same answer as one by one, damaged or not."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from containers import odc
from hypothesis import given
from hypothesis import strategies as st

from pysched_gen.errors import SourceError
from pysched_gen.formats import DataBlob
from pysched_gen.formats.scene import stream
from pysched_gen.formats.scene.cpio import OldCpio
from pysched_gen.formats.scene.nodes import each_node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.formats.scene.nodes import NodeType

NODES = {
    f"obj/{'n' * (number % 7 + 1)}{number}.{suffix}": body
    for number in range(150)
    for suffix, body in (
        ("init", b"type = %s\nmatchesdef = 0\n" % (b"geo", b"ns::farmscheduler")[number % 9 == 0]),
        ("def", b"comment"[: number % 8]),
        ("parm", b"070707TRAILER!!!\0"[: number % 18] * (number % 5)),
        ("userdata", bytes(number)),
    )
}
ARCHIVE = odc(NODES)
SIGNS = b"07 +-_\0x89"


@contextmanager
def short_chunks(*, runs: bool) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stream, "_LONG_CHUNK", 4096)
        if not runs:
            patch.setattr(OldCpio, "run_in", lambda *_: None)
        yield


def found(data: bytes, *, runs: bool, type_end: str = "") -> list[object]:
    answers: list[object] = []
    with short_chunks(runs=runs):
        archive = OldCpio(DataBlob(data), "x.hip")
        types = (lambda one: one.endswith(type_end)) if type_end and runs else None

        def wanted(node: NodeType) -> bool:
            return node.type.endswith(type_end)

        try:
            for one in each_node(archive, "", wanted, types):
                answers += [(one.path, one.type, dict(one.members))]
        except SourceError as error:
            answers.append(str(error))
    return answers


def test_runs_are_made_of_an_archive_as_houdini_writes_it() -> None:
    with short_chunks(runs=True):
        run = OldCpio(DataBlob(ARCHIVE), "x.hip").run_in(ARCHIVE[:4096], 0)
    assert run is not None
    places = zip(run.heads, run.ends, strict=True)
    names = [ARCHIVE[head + OldCpio.header_size : end].decode() for head, end in places]
    assert names == list(NODES)[: len(names)]
    assert len(names) > 20


@pytest.mark.parametrize("type_end", ["", "scheduler"])
def test_nodes_are_those_found_one_by_one(type_end: str) -> None:
    one_by_one = found(ARCHIVE, runs=False, type_end=type_end)
    assert len(one_by_one) == (17 if type_end else 150)
    assert found(ARCHIVE, runs=True, type_end=type_end) == one_by_one


@given(at=st.integers(0, len(ARCHIVE) - 1), sign=st.sampled_from(SIGNS), width=st.integers(1, 20))
def test_a_damaged_archive_is_refused_in_the_same_words(at: int, sign: int, width: int) -> None:
    damaged = ARCHIVE[:at] + bytes([sign]) * width + ARCHIVE[at + width :]
    assert found(damaged, runs=True) == found(damaged, runs=False)


@given(at=st.integers(0, len(ARCHIVE)))
def test_what_follows_the_last_member_is_not_read(at: int) -> None:
    for data in (ARCHIVE[:at], ARCHIVE + ARCHIVE[at:]):
        assert found(data, runs=True) == found(data, runs=False)
