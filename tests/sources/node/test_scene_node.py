"""The members of a node in, its `Source` out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from containers import odc
from flat_parameters import limited
from trees import SHARED

from pysched_gen.errors import SourceError
from pysched_gen.formats.dialog_script.tree import Menu
from pysched_gen.formats.limits import MAX_TEXT
from pysched_gen.formats.saved_node import Expression
from pysched_gen.model.build import build
from pysched_gen.sources import read, read_data

if TYPE_CHECKING:
    from pysched_gen.sources.source import Source

SYNTHETIC = SHARED / "corpus/synthetic"
NODE = "/tasks/topnet1/pythonscheduler1"
FARM = "/tasks/top/farm"


def independent_values(text: str) -> dict[str, list[str]]:
    """Decode a `.parm` character by character, as no code of the project does."""
    found: dict[str, list[str]] = {}
    at = text.index("0.8\n") + 4
    while text[at] != "}":
        end = text.index("\t", at)
        values = found[text[at:end]] = []
        at = text.index("(\t", end) + 2
        while text[at] != ")":
            value, at = one_value(text, at)
            values.append(value)
        at += 2
    return found


def one_value(text: str, at: int) -> tuple[str, int]:
    if text.startswith("[ ", at):
        value, at = one_value(text, text.index("\t", at) + 1)
        return value, at + 1
    quoted = text[at] == '"'
    at += quoted
    value = ""
    while text[at] != ('"' if quoted else "\t") and not text.startswith(" ] ", at):
        at += text[at] == "\\"
        value += text[at]
        at += 1
    return value, at + (2 if quoted and text[at + 1] == "\t" else 3 if text[at] == " " else 1)


def farm(lines: str = "", /, **members: str | bytes) -> Source:
    """Give the source of a node with `lines` of a `.parm` and these members."""
    files = {
        f"tasks/top/farm.{suffix}": text.encode() if isinstance(text, str) else text
        for suffix, text in {
            "init": "type = pythonscheduler\nmatchesdef = 0\n",
            "parm": f"{{\nversion 0.8\n{lines}}}\n",
            **members,
        }.items()
    }
    (source,) = read_data("scene.hip", odc(files))
    return source


def line(name: str, value: str) -> str:
    return f"{name}\t[ 0\tlocks=0 ]\t(\t{value}\t)\n"


@pytest.mark.skipif(not SYNTHETIC.is_dir(), reason="the corpus is not beside the project")
class TestSynthetic:
    @pytest.fixture
    def source(self) -> Source:
        (source,) = read(str(SYNTHETIC / "pythonscheduler.hip"))
        return source

    def test_what_it_is(self, source: Source) -> None:
        assert (source.kind, source.name) == ("scene", "pythonscheduler1")
        assert (source.origin.node, source.node_type) == (NODE, "pythonscheduler")
        assert source.houdini == "20.5.487"

    def test_every_callback_comes_back_exactly(self, source: Source) -> None:
        text = (SYNTHETIC / "pythonscheduler1.parm").read_bytes().decode()
        wanted = independent_values(text)
        given = [c for c in build(source).callbacks if c.snippet.origin.node]
        assert len(given) == 12
        for callback in given:
            assert [callback.snippet.text] == wanted[callback.spec.parm]
        assert {"é", "日", '"', "\\", "\t", "'", "`"} <= set("".join(wanted["onschedule"]))

    def test_the_spare_parameters(self, source: Source) -> None:
        found = {parameter.name: parameter for parameter in source.parameters}
        assert list(found) == ["folder2_5", "farm_pool", "farm_priority", "farm_mode", "farm_env"]
        assert [p.folder for p in found.values()] == [(), *[("Job Parms",)] * 4]
        assert [p.overridable for p in found.values()] == [False, True, True, True, True]
        assert all(parameter.spare for parameter in found.values())
        pool, priority, mode = (found[f"farm_{name}"] for name in ("pool", "priority", "mode"))
        assert (pool.label, pool.help) == ("Pool", 'The "pool" to use')
        assert (pool.default, pool.values) == (("",), ("render pool",))
        assert priority.range == limited(0, 100, low_strict=True, high_strict=True)
        assert (priority.default, priority.values) == ((50,), (50,))
        assert priority.expressions == (Expression(0, "import hou\nreturn 25 + 25", "python"),)
        assert mode.menu == Menu(pairs=(("cpu", "CPU"), ("gpu", "GPU")))
        assert (mode.default, mode.values) == (("cpu",), ("gpu",))


def test_a_driven_callback_has_no_fixed_text() -> None:
    channels = '{ channel ontick { segment { expr = "return 1" language = python } } }'
    source = farm(line("ontick", '[ ontick\t"old text" ] '), chn=channels)
    (snippet,) = source.fields
    assert (snippet.id, snippet.text, snippet.expression) == ("ontick", "old text", "python")
    (callback,) = [c for c in build(source).callbacks if c.method == "onTick"]
    assert callback.snippet.expression == "python"


def test_a_channel_that_is_lost_drives_all_the_same() -> None:
    (snippet,) = farm(line("ontick", "[ ontick\tx ] ")).fields
    assert snippet.expression == "hscript"


def test_only_fields_of_callbacks_are_callbacks() -> None:
    source = farm(line("pdg_workingdir", "$HIP") + line("onschedule", "pass"))
    given = [c.method for c in build(source).callbacks if c.snippet.origin.node]
    assert given == ["onSchedule"]


def test_a_spare_parameter_is_no_callback() -> None:
    spare = 'parm { name "ontick" label "Tick" type string default { "" } }'
    source = farm(line("ontick", "x"), spareparmdef=spare)
    assert source.fields == ()
    assert [parameter.values for parameter in source.parameters] == [("x",)]


def test_a_base_parameter_is_not_spare() -> None:
    spare = (
        'group { name "f" label "F" parm { name "ontick" baseparm label "T" export none } }\n'
        'parm { name "x" label "X" type toggle default { "0" } }'
    )
    source = farm(line("ontick", "return") + line("x", '"on"'), spareparmdef=spare)
    assert [snippet.id for snippet in source.fields] == ["ontick"]
    (parameter,) = build(source).parameters
    assert (parameter.name, parameter.values) == ("x", (True,))


def user_data(version: str) -> bytes:
    key, value = b"___Version___", version.encode()
    numbers = (len(key).to_bytes(2, "big"), b"\0\0\0\3", len(value).to_bytes(2, "big"))
    return b"\0\0\0\1" + numbers[0] + key + numbers[1] + numbers[2] + value


@pytest.mark.parametrize(
    ("version", "expected"),
    [("19.5.368", "19.5.368"), ("1", ""), ("2.0", ""), ("", ""), ("5.5.0", "")],
)
def test_the_version_of_the_node_is_one_of_houdini(version: str, expected: str) -> None:
    assert farm(userdata=user_data(version)).houdini == expected


def test_line_ends_become_those_of_python() -> None:
    (snippet,) = farm(line("ontick", '"a\r\nb\rc\n"')).fields
    assert snippet.text == "a\nb\nc\n"


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"parm": b"{\nversion 0.8\nx\n"}, f"{FARM}:3:1: .parm: expected a parameter"),
        ({"chn": b"{\n channel"}, f"{FARM}:2:9: .chn: ends too early"),
        ({"userdata": b"\0"}, f"{FARM}:1:1: .userdata: ends inside a pair"),
        (
            {"parm": b'{\nversion 0.8\nontick\t[ 0\tlocks=0 ]\t(\t"a\nb\xff"\t)\n}\n'},
            f"{FARM}[ontick]:2:2: byte 0xff is no text in UTF-8",
        ),
        (
            {"parm": b'{\nversion 0.8\nontick\t[ 0\tlocks=0 ]\t(\t"\0"\t)\n}\n'},
            f"{FARM}[ontick]:1:1: a null character is no text",
        ),
        (
            {"parm": (line("ontick", "x" * (MAX_TEXT + 1)).join(["{\nversion 0.8\n", "}\n"]))},
            f"{FARM}[ontick]:1:1: 1,048,577 bytes are too many",
        ),
    ],
    ids=["parm", "chn", "userdata", "not UTF-8", "null", "too long"],
)
def test_what_cannot_be_read(members: dict[str, bytes | str], message: str) -> None:
    with pytest.raises(SourceError, match=re.escape(f"scene.hip:{message}")):
        farm(**members)
