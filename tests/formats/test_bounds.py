"""Small files that unfold to very much end in a message, in bounded work and memory."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from containers import gzipped, index, library, mime, odc

from pysched_gen.cli import main
from pysched_gen.formats.scene.parm_file import parse_parm
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

INIT = b"type = topnet\nmatchesdef = 0\n"
INSIDE = {"hdaroot.init": INIT}
MIB = 1 << 20
COMMANDS = [["inspect"], ["inspect", "--all-nodes"], ["check"]]


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.stderr


def wide(width: int, levels: int) -> bytes:
    inner = odc(INSIDE)
    for _ in range(levels):
        sections = {"DialogScript": b"{\n name x\n}\n", "Contents.gz": gzipped(inner)}
        assets = {f"Top/a{number}": sections for number in range(width)}
        inner = odc({".defotl": library(assets), **INSIDE})
    return inner


def contents(archive: bytes, count: int = 1) -> bytes:
    packed = gzipped(archive)
    return library({f"Top/a{number}": {"Contents.gz": packed} for number in range(count)})


HOSTILE: dict[str, Callable[[], bytes]] = {
    "40 assets on each of four levels": lambda: wide(40, 4),
    "twelve assets on each of four levels": lambda: wide(12, 4),
    "assets that inflate to gigabytes": lambda: contents(
        odc({"a.data": b"\0" * (200 * MIB), **INSIDE}), 15
    ),
    "a million members in one asset": lambda: contents(
        odc(INSIDE)[: -len(odc({}))] + odc({"n": b""})[: -len(odc({}))] * 1_500_000 + odc({})
    ),
    "very many entries of nested libraries": lambda: contents(
        odc({".defotl": index({str(number): b"" for number in range(5_000)}), **INSIDE}), 120
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_small_file_that_unfolds_is_refused_with_a_message(tmp_path: Path, name: str) -> None:
    data = HOSTILE[name]()
    assert len(data) < 8 * MIB
    path = tmp_path / "small.hip"
    path.write_bytes(data)
    for command in COMMANDS:
        code, said = run(*command, str(path))
        assert (code, said.count("error:")) == (2, 1), said
        assert "more than is read of one file" in said


def parm(value: str, attributes: str = "") -> str:
    return f"{{\nversion 0.8\nonschedule\t[ 0\tlocks=0{attributes} ]\t(\t{value}\t)\n}}\n"


PARM = "scene.parm_file parse_parm"
CHANNELS = "scene.channel_file parse_channels"
OPSCRIPT = "scripts.opscript parse_opscript"
DIALOG = "dialog_script parse"
JSON = "json_text parse_json"
PAIRS = "scene.user_data parse_user_data"
PAIR = "\0\x02aa\0\0\0\0\0\x02bb"
CODE = "scripts.as_code parse_as_code"
LABEL = "{\n name x\nparm {\n name a\n label @\n type string\n}\n}\n"
MENU = LABEL.replace("@", "a\n menu { @}")
SCRIPTED = "opadd -e -n pythonscheduler a\nopparm a x ( {} )\n"
# How to read a text, and the text: a head, what is repeated, a tail.
TEXTS = {
    "quoted value": (PARM, *parm('"@"').split("@"), r"\\"),
    "quotes in a quoted value": (PARM, *parm('"@"').split("@"), r"\""),
    "bare value": (PARM, *parm("@").split("@"), r"\\"),
    "default of a channel": (PARM, *parm('[ c\t"@" ] ').split("@"), r"\\"),
    "bare default of a channel": (PARM, *parm("[ c\t@ ] ").split("@"), r"\\"),
    "attributes": (PARM, *parm("x", "@").split("@"), "\ta=b"),
    "values": (PARM, *parm("x@").split("@"), "\t0"),
    "parameters": (PARM, "{\nversion 0.8\n", "}\n", "a\t[ 0\tlocks=0 ]\t(\t)\n"),
    "wide characters": (PARM, *parm('"\U0001f600@"').split("@"), "x"),
    "expression": (CHANNELS, '{ channel a { segment { expr = "', '" } } }', r"\""),
    "bare expression": (CHANNELS, "{ channel a { segment { expr = a", " } } }", r"\""),
    "channels": (CHANNELS, "{ ", "}", "channel a { } "),
    "keyframes": (CHANNELS, "{ channel a { ", "} }", "segment { } "),
    "word in single quotes": (OPSCRIPT, *SCRIPTED.format("'@'").split("@"), r"\\"),
    "word in double quotes": (OPSCRIPT, *SCRIPTED.format('"@"').split("@"), r"\""),
    "words": (OPSCRIPT, *SCRIPTED.format("@").split("@"), "0 "),
    "text in a dialog script": (DIALOG, *LABEL.replace("@", '"@"').split("@"), r"\""),
    "text in single quotes of one": (DIALOG, *LABEL.replace("@", "'@'").split("@"), r"\'"),
    "parameters of a dialog script": (DIALOG, "{\n name x\n", "}\n", 'parm {\n name "a"\n}\n'),
    "menu of a dialog script": (
        DIALOG,
        *LABEL.replace("@", "a\n menu { @}").split("@"),
        '"a" "b" ',
    ),
    "comments of a dialog script": (DIALOG, "{\n name x\n", "}\n", "#\n"),
    "text of JSON": (JSON, '["', '"]', r"\n"),
    "numbers of JSON": (JSON, "[", "0]", "0,"),
    "objects of JSON": (JSON, "[", "0]", "{},"),
    "lists of JSON": (JSON, "[", "0]", "[],"),
    "texts of JSON": (JSON, "[", "0]", '"\u0101",'),
    "keys of JSON": (JSON, "{", '"b":0}', '"a":0,'),
    "pairs of user data": (PAIRS, "\x7f\0\0\0", "", PAIR),
    "value of user data": (PAIRS, "\0\0\0\x01\0\x01a\0\0\0\0\x7f\x7f", "", "x"),
    "user data of a text scene": (PAIRS, '{"a":{"value":"', '"}}', r"\u0101"),
    "pairs of a text scene": (PAIRS, "{", '"b":{"value":""}}', '"a":{"value":""},'),
    "lists in user data": (PAIRS, '{"a":{"value":[', "0]}}", "[],"),
    "texts in user data": (PAIRS, '{"a":{"value":[', "0]}}", '"\u0101",'),
    "statements of asCode": (CODE, "", "", "a\n"),
    "text of asCode": (CODE, 'a = "', '"', r"\""),
}
# Of more than is read the above see the refusal alone; here is as much as is read of these.
LARGEST = {
    "pairs of user data, all": (PAIRS, "\0\x0f\x42\x40", "", PAIR, 12_000_000),
    "statements of asCode, all that are read": (CODE, "", "", "a\n", 54_000),
    "names of asCode": (CODE, "a = [", "]", "a,", 54_000),
    "lists of asCode": (CODE, "a = [", "]", "[],", 54_000),
    "calls of asCode": (CODE, "", "", "a(a)\n", 54_000),
    "statements in a text with f": (CODE, 'a = f"', '"', "{a}", 50_000),
    "longest text of asCode": (CODE, 'a = "', '"', r"\"", (4 << 20) - 10),
    "longest wide text of asCode": (CODE, 'a = "😀', '"', "x", (4 << 20) - 20),
    "comments of asCode": (CODE, "", "", "#" * 998 + "\n", (4 << 20) - 2000),
}
CHILD = """
import resource, sys
from pysched_gen.errors import SourceError
from pysched_gen.span import Origin
from importlib import import_module
module, name, display = sys.argv[1:4]
read = getattr(import_module("pysched_gen.formats." + module), name)
data = open(sys.argv[4], "rb").read()
if module == "dialog_script":
    data = data.decode()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read(data, "x" if display == "text" else Origin("x"))
    said = "read"
except SourceError as error:
    said = str(error)
print(len(data), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) << 10, said[:200])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss has other units elsewhere")
@pytest.mark.parametrize("name", [*TEXTS, *LARGEST])
def test_the_peak_of_a_reader_is_ten_times_its_text_and_64_mib(tmp_path: Path, name: str) -> None:
    how, head, tail, part = (TEXTS.get(name) or LARGEST[name])[:4]
    size = LARGEST[name][4] if name in LARGEST else 12 * MIB
    data = (head + part * (size // len(part) + 1) + tail).encode()
    file = tmp_path / "data"
    file.write_bytes(data)
    display = "text" if how in (OPSCRIPT, JSON, CODE) else "origin"
    command = [sys.executable, "-c", CHILD, *how.split(), display, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    length, peak, said = done.stdout.split(" ", 2)
    assert int(length) >= size
    assert int(peak) <= 10 * int(length) + 64 * MIB, said
    refused = "more than" in said or "too many" in said
    assert said == "read\n" or (refused and name not in LARGEST)


NODE = {"tasks/a.init": INIT, "tasks/a.def": b"end\n"}
LONG = b"#" * (12 * MIB)
ENTRY = {"DialogScript": b"{\n name x\n" + b"#\n" * 400 + b"}\n"}
WHOLE: dict[str, Callable[[], bytes]] = {
    "hip of very many members": lambda: repeated(odc({"a/b.data": b""}), odc(INSIDE)),
    "hip of very many nodes": lambda: odc({f"tasks/n{n}.init": INIT for n in range(90_000)}),
    "hip with a long member": lambda: odc({**NODE, "tasks/a.parm": LONG}),
    "hip with long variables": lambda: odc({".variables": LONG, **NODE}),
    "MIME of very many parts": lambda: mime({f"a{n}.data": b"" for n in range(90_000)}),
    "MIME of very many nodes": lambda: mime({f"tasks/n{n}.init": INIT for n in range(80_000)}),
    "MIME with a long part": lambda: mime({**NODE, "tasks/a.parm": LONG}),
    "MIME with a long part in base64": lambda: mime({**NODE, "tasks/a.parm": b"\0" + LONG}),
    "library of very many assets": lambda: library({f"Top/a{n}": ENTRY for n in range(4_000)}),
    "library of very many sections": lambda: library(
        {"Top/a": {f"section_of_it_{n}": b"" for n in range(99_000)}}
    ),
    "library with a long section": lambda: library({"Top/a": {"DialogScript": LONG}}),
}
INSPECT = """
import resource, sys
from click.testing import CliRunner
from pysched_gen.cli import main
def peak(file):
    result = CliRunner().invoke(main, [*sys.argv[3:], file])
    assert result.exit_code in (0, 2, 3), result.output
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10, len(result.output)
small = peak(sys.argv[1])
large = peak(sys.argv[2])
print(large[0] - small[0], large[1])
"""


def repeated(member: bytes, archive: bytes) -> bytes:
    return member[: -len(odc({}))] * (12 * MIB // len(member)) + archive


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss has other units elsewhere")
@pytest.mark.parametrize("command", [["inspect"], ["inspect", "--all-nodes"]], ids=" ".join)
@pytest.mark.parametrize("name", WHOLE)
def test_the_peak_of_a_whole_file_is_ten_times_it_and_64_mib(
    tmp_path: Path, name: str, command: list[str]
) -> None:
    small, large = tmp_path / "small.hip", tmp_path / "large.hip"
    small.write_bytes(odc(INSIDE))
    large.write_bytes(WHOLE[name]())
    size = large.stat().st_size
    assert size > 3 * MIB
    arguments = [sys.executable, "-c", INSPECT, str(small), str(large), *command]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    peak, printed = map(int, done.stdout.split())
    # What is printed is kept by the runner of the test, in several copies.
    assert peak <= 10 * size + 64 * MIB + 4 * printed


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (parm('"' + r"\\" * 1300 + '"'), "\\" * 1300),
        (parm(r"\"" * 1300), '"' * 1300),
        (parm('[ c\t"' + r"a\"" * 1300 + '" ] '), 'a"' * 1300),
        (parm(r"[ c	" + r"\\" * 1300 + " ] "), "\\" * 1300),
    ],
)
def test_a_value_of_very_many_escapes_is_read(text: str, value: str) -> None:
    assert parse_parm(text.encode(), Origin("x")).entries[0].values[0].text == value


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("where", ["pipe", "pipe:/a", "/dev/zero"])
def test_pipes_and_devices_are_refused(tmp_path: Path, command: list[str], where: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    code, said = run(*command, str(tmp_path / where))
    assert code in {2, 3}
    assert said.count("error:") == 1


@pytest.mark.parametrize("name", ["onschedule.py", "parameters.ds"])
def test_a_pipe_in_a_snippet_folder_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "farmq").mkdir()
    (tmp_path / "farmq" / "scheduler.toml").write_text('schema = 1\n[scheduler]\nname = "farmq"\n')
    (tmp_path / "farmq" / name).unlink(missing_ok=True)
    os.mkfifo(tmp_path / "farmq" / name)
    code, said = run("check", str(tmp_path / "farmq"))
    assert code == 2
    assert f"{name}" in said
    assert "is not a regular file" in said


def test_endless_standard_input_is_refused() -> None:
    command = [sys.executable, "-m", "pysched_gen", "inspect", "-"]
    with open("/dev/zero", "rb") as zeros:  # noqa: PTH123 - a device
        done = subprocess.run(command, stdin=zeros, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "standard input has more than" in done.stderr


POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 123\n"


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"some text\n", "neither a snippet folder"),
        (b"", "is empty"),
        (b" \n", "is empty"),
        (bytes(range(128, 256)) * 40, "neither a snippet folder"),
        (POINTER, "git lfs pull"),
    ],
)
def test_what_is_no_file_of_houdini_is_told_from_one_without_nodes(
    tmp_path: Path, command: list[str], data: bytes, reason: str
) -> None:
    path = tmp_path / "a.hip"
    path.write_bytes(data)
    code, said = run(*command, str(path))
    assert (code, said.count("error:")) == (3, 1)
    assert reason in said


def test_a_scene_without_nodes_lists_none(tmp_path: Path) -> None:
    path = tmp_path / "a.hip"
    path.write_bytes(odc({".start": b"fps 24\n"}))
    shows = f'"inspect {path} --values" shows what else it holds'
    assert run("inspect", "--all-nodes", str(path)) == (
        0,
        f"note: {path}: holds no nodes; {shows}\n",
    )


def test_a_folder_of_scenes_names_them(tmp_path: Path) -> None:
    (tmp_path / "sh010.hip").write_bytes(odc(INSIDE))
    code, said = run("inspect", str(tmp_path))
    assert (code, "sh010.hip" in said) == (3, True)
    assert run("inspect", "--all-nodes", str(tmp_path))[0] == 0
