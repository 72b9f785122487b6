"""`.chn` and `.userdata` members in, what they say out."""

from __future__ import annotations

import json
import re
import struct
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trees import SHARED

from pysched_gen.errors import SourceError
from pysched_gen.formats import open_container
from pysched_gen.formats.hda.embedded import archives_in
from pysched_gen.formats.scene.channel_file import Channel, Segment, parse_channels
from pysched_gen.formats.scene.user_data import parse_user_data
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Callable

ORIGIN = Origin("scene.hip", "/tasks/farmq")
CORPUS = SHARED / "corpus"


def channel(inner: str) -> Channel:
    text = f"{{\n    channel x {{\n      lefttype = extend\n{inner}\n    }}\n  }}\n"
    (found,) = parse_channels(text.encode(), ORIGIN)
    return found


@pytest.mark.parametrize(
    ("inner", "segments", "default"),
    [
        ("flags = 0", (), ""),
        ("segment { length = 0 expr = $F }", (Segment("$F"),), ""),
        (r"segment { length = 0 expr = ch(\"../a\")*2 }", (Segment('ch("../a")*2'),), ""),
        ('segment { length = 0 expr = "a b" }', (Segment("a b"),), ""),
        (
            (
                'segment { length = 0 value = 1 1 expr = "import hou\nreturn \\"}\\"" '
                "language = python }"
            ),
            (Segment('import hou\nreturn "}"', "python"),),
            "",
        ),
        (
            (
                "segment { options = {\t autoslope  ai ao }\n\n\t length = 0 expr = bezier() }\n"
                "segment { length = 1 expr = linear() }"
            ),
            (Segment("bezier()"), Segment("linear()")),
            "",
        ),
        ("default = 50\nsegment { expr = 1 }", (Segment("1"),), "50"),
        (r"defaultString = \"/opt/hfs\"", (), "/opt/hfs"),
        ('defaultString = "\\"a\n\\\\\\"b\\\\\\"\\""', (), 'a\n"b"'),
    ],
)
def test_channels(inner: str, segments: tuple[Segment, ...], default: str) -> None:
    assert channel(inner) == Channel("x", segments, default)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("", 1, "ends too early"),
        ("channel", 1, "expected {"),
        ("{\nsegment", 2, 'expected "channel" or }'),
        ("{\nchannel x {\n", 3, "ends too early"),
        ("{ channel x {\nsegment {\nexpr 1", 3, "expected ="),
        ('{ channel x {\nsegment {\nexpr = "1', 3, "without its closing quote"),
        ("{ }\n}", 2, "expected nothing behind the last }"),
    ],
)
def test_channels_that_break_the_grammar(text: str, line: int, problem: str) -> None:
    with pytest.raises(SourceError, match=re.escape(problem)) as caught:
        parse_channels(text.encode(), ORIGIN)
    assert (caught.value.problem.span.line, ".chn" in str(caught.value)) == (line, True)


def packed(pairs: dict[str, str], count: int | None = None) -> bytes:
    parts = [struct.pack(">I", len(pairs) if count is None else count)]
    for key, value in pairs.items():
        raw, text = key.encode(), value.encode()
        parts += [struct.pack(">H", len(raw)), raw, struct.pack(">IH", 3, len(text)), text]
    return b"".join(parts)


PAIRS = {"___Version___": "20.5.487", "é": "", "long": "x" * 40_000}


@pytest.mark.parametrize(
    "data",
    [
        packed(PAIRS),
        json.dumps({k: {"type": "string", "value": v} for k, v in PAIRS.items()}).encode(),
    ],
    ids=["binary", "JSON"],
)
def test_user_data(data: bytes) -> None:
    assert parse_user_data(data, ORIGIN) == tuple(PAIRS.items())


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "ends inside a pair"),
        (packed({}, count=10**9), "more than 1,000,000 pairs"),
        (packed({}, count=10**6), "ends inside a pair"),
        (packed(PAIRS)[:-1], "ends inside a pair"),
        (b'{"a": ', "is no JSON"),
        (b'{"a": ' + b"[" * 100_000, "is no JSON"),
    ],
    ids=[
        "empty",
        "a count of no node",
        "a count that lies",
        "cut short",
        "half of a JSON",
        "deep JSON",
    ],
)
def test_user_data_that_is_none(data: bytes, problem: str) -> None:
    with pytest.raises(SourceError, match=f".userdata: {problem}"):
        parse_user_data(data, ORIGIN)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the project")
def test_every_member_of_the_corpus_is_read() -> None:
    """The number of expressions is that of `expr =` in the bytes."""
    channels = expressions = pairs = 0
    for path in sorted(CORPUS.glob("hip/*")):
        with open_container(path, path.name) as container:
            assert container is not None
            for archive, _ in archives_in(container):
                for found in archive.members(ending=(".chn", ".userdata")):
                    data, origin = archive.body(found), Origin(path.name, found.name)
                    if found.name.endswith(".userdata"):
                        pairs += len(parse_user_data(data, origin))
                        continue
                    read = parse_channels(data, origin)
                    channels += len(read)
                    segments = [segment for one in read for segment in one.segments]
                    assert len(segments) == data.count(b" expr = ")
                    assert len(read) == len(
                        re.findall(rb"^    channel \S+ \{$", data, re.MULTILINE)
                    )
                    expressions += sum(bool(segment.expression) for segment in segments)
    assert (channels, expressions) == (1386, 1387)
    assert pairs > 400


SAMPLES: dict[str, tuple[bytes, Callable[[bytes, Origin], object]]] = {
    "chn": (
        b'{ channel x { segment { options = { ai } expr = "a \\"" language = python } } }',
        parse_channels,
    ),
    "userdata": (packed({"___Version___": "1", "a": "b"}), parse_user_data),
    "JSON": (b'{"a": {"type": "string", "value": "1"}, "b": [1]}', parse_user_data),
}


@pytest.mark.parametrize("form", SAMPLES)
@given(st.data())
def test_a_mutated_member_is_read_or_refused(form: str, data: st.DataObject) -> None:
    sample, parse = SAMPLES[form]
    start = data.draw(st.integers(0, len(sample)))
    end = data.draw(st.integers(start, len(sample)))
    with suppress(SourceError):
        parse(sample[:start] + data.draw(st.binary(max_size=8)) + sample[end:], ORIGIN)
