"""`.parm` members in, entries out, and back to the same bytes."""

from __future__ import annotations

import re
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trees import SHARED
from written_parm import write_parm

from pysched_gen.errors import SourceError
from pysched_gen.formats import open_container
from pysched_gen.formats.hda.embedded import archives_in
from pysched_gen.formats.scene.parm_file import ParmEntry, ParmFile, ParmValue, parse_parm
from pysched_gen.span import Origin

ORIGIN = Origin("scene.hip", "/tasks/farmq")
CORPUS = SHARED / "corpus"
HEAD = b"{\nversion 0.8\n"


def member(*lines: str) -> bytes:
    return HEAD + "".join(f"{line}\n" for line in lines).encode() + b"}\n"


def entry(line: str) -> ParmEntry:
    (found,) = parse_parm(member(line), ORIGIN).entries
    return found


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("", ()),
        ("0\t", (ParmValue("0"),)),
        ("1\t0\t-0.5\t", (ParmValue("1"), ParmValue("0"), ParmValue("-0.5"))),
        ('"on"\t', (ParmValue("on", quoted=True),)),
        ('""\t', (ParmValue("", quoted=True),)),
        ('"two\n\tlines\r\n"\t', (ParmValue("two\n\tlines\r\n", quoted=True),)),
        (r'"say \"é\" \\n"' + "\t", (ParmValue(r'say "é" \n', quoted=True),)),
        (r"chs(\"../a\")\\" + "\t", (ParmValue('chs("../a")\\'),)),
        ("[ tx\t1 ] \t", (ParmValue("1", channel="tx"),)),
        ('[ tx\t"a b" ] \t7\t', (ParmValue("a b", quoted=True, channel="tx"), ParmValue("7"))),
        (")\t", (ParmValue(")"),)),
        ('") "\t', (ParmValue(") ", quoted=True),)),
    ],
)
def test_values(values: str, expected: tuple[ParmValue, ...]) -> None:
    line = f"x\t[ 0\tlocks=0 ]\t(\t{values})"
    assert entry(line).values == expected
    assert write_parm(parse_parm(member(line), ORIGIN)) == member(line)


def test_flags_locks_and_attributes() -> None:
    found = entry("light/a.b\t[ 8\tlocks=5\tautoscope=0101\tprmlabel=My label ]\t(\t)")
    assert (found.name, found.flags, found.locks) == ("light/a.b", "8", "5")
    assert found.attributes == (("autoscope", "0101"), ("prmlabel", "My label"))


def test_bytes_that_are_no_text_come_back() -> None:
    data = HEAD + b'x\t[ 0\tlocks=0 ]\t(\t"\xb5\xff"\t)\n}\n'
    assert write_parm(parse_parm(data, ORIGIN)) == data


def test_lines_count_those_inside_values() -> None:
    data = member('a\t[ 0\tlocks=0 ]\t(\t"1\n2\n3"\t)', "b\t[ 0\tlocks=0 ]\t(\t0\t)")
    assert [found.line for found in parse_parm(data, ORIGIN).entries] == [3, 6]


@pytest.mark.parametrize(
    ("data", "line", "problem"),
    [
        (b"", 1, "does not begin with { and a version"),
        (b"version 0.8\n", 1, "does not begin with { and a version"),
        (HEAD, 3, "expected the closing } here"),
        (HEAD + b"}\nmore", 3, "expected a parameter here"),
        (HEAD + b"x\n}\n", 3, "expected a parameter here"),
        (HEAD + b"x\t[ 0 ]\t(\t0\t)\n}\n", 3, "expected a parameter here"),
        (HEAD + b'x\t[ 0\tlocks=0 ]\t(\t"open\t)\n}\n', 3, "expected a value"),
        (HEAD + b"x\t[ 0\tlocks=0 ]\t(\t0 )\n}\n", 3, "expected a value"),
        (HEAD + b'x\t[ 0\tlocks=0 ]\t(\t"1\n2\\n"\t)\n}\n', 3, "expected a value"),
        (HEAD + b'a\t[ 0\tlocks=0 ]\t(\t"\n"\t)\nx\n}\n', 5, "expected a parameter here"),
    ],
)
def test_what_breaks_the_grammar(data: bytes, line: int, problem: str) -> None:
    with pytest.raises(SourceError, match=re.escape(f".parm: {problem}")) as caught:
        parse_parm(data, ORIGIN)
    assert caught.value.problem.span.line == line
    assert str(caught.value).startswith("scene.hip:/tasks/farmq:")


def written_in(data: bytes) -> int:
    """Count the members in plain and in compressed bytes by how each begins."""
    count = data.count(HEAD)
    for packed in re.finditer(rb"\x1f\x8b\x08", data):
        with suppress(zlib.error):
            count += written_in(zlib.decompressobj(31).decompress(data[packed.start() :]))
    return count


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the project")
def test_every_member_of_the_corpus_is_written_back_to_its_bytes() -> None:
    count = expected = 0
    for path in [*CORPUS.glob("h*/*"), CORPUS / "synthetic/pythonscheduler.hip"]:
        files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
        expected += sum(written_in(file.read_bytes()) for file in files)
        with open_container(path, path.name) as container:
            assert container is not None
            for archive, _ in archives_in(container):
                for found in archive.members(ending=(".parm",)):
                    data = archive.body(found)
                    assert write_parm(parse_parm(data, Origin(path.name, found.name))) == data
                    count += 1
    assert count == expected == 1076


NAMES = st.text(st.characters(exclude_categories=["Cs", "Z", "Cc"]), min_size=1)
BARE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters='\t\n "[)'), min_size=1)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.one_of(
    st.builds(ParmValue, BARE, st.just(False)),
    st.builds(ParmValue, TEXTS, st.just(True), st.just("") | NAMES),
)
ENTRIES = st.lists(
    st.builds(lambda name, values: (name, "0", "0", (), tuple(values)), NAMES, st.lists(VALUES))
)


@given(ENTRIES)
def test_what_is_written_reads_back(
    rows: list[tuple[str, str, str, tuple[()], tuple[ParmValue, ...]]],
) -> None:
    parm = ParmFile("0.8", tuple(ParmEntry(*row, line=0) for row in rows))
    found = parse_parm(write_parm(parm), ORIGIN).entries
    assert [(e.name, e.flags, e.locks, e.attributes, e.values) for e in found] == rows


SAMPLE = member(
    'onschedule\t[ 0\tlocks=0 ]\t(\t"a\n\\"b\\" \\\\"\t)',
    't\t[ 8\tlocks=1\tautoscope=111 ]\t(\t[ tx\t0 ] \t1\tx\\"\t)',
)


@given(st.data())
def test_a_mutated_member_is_read_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SAMPLE)))
    end = data.draw(st.integers(start, len(SAMPLE)))
    mutated = SAMPLE[:start] + data.draw(st.binary(max_size=8)) + SAMPLE[end:]
    with suppress(SourceError):
        assert write_parm(parse_parm(mutated, ORIGIN)) == mutated


@pytest.mark.parametrize(
    "body",
    [
        b'"' + b"a" * 200_000,
        b'"' + b'\\"' * 100_000,
        b"a" * 200_000,
        b"\t" * 200_000,
        b"[ " * 99_999,
    ],
    ids=["open quote", "escapes", "bare", "tabs", "brackets"],
)
def test_a_long_broken_value_is_refused(body: bytes) -> None:
    with pytest.raises(SourceError):
        parse_parm(HEAD + b"x\t[ 0\tlocks=0 ]\t(\t" + body, ORIGIN)
