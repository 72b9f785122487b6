from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from flat_parameters import limited, view_of
from shipped_node import shipped_node_dump

from pysched_gen.errors import ConfigError, NothingToReadError, PyschedError, SourceError
from pysched_gen.formats.dialog_script import Script
from pysched_gen.formats.dialog_script.tree import Menu
from pysched_gen.formats.limits import MAX_TEXT
from pysched_gen.houdini.callbacks import CALLBACKS
from pysched_gen.sources.node_dump import is_dump, read_dump
from pysched_gen.sources.source import Source
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Callable

    from pysched_gen.sources.parameters import Parameter

PATH = "nodes.json"
NODE = "/tasks/topnet1/farm1"


def _callback(**facts: Any) -> dict[str, Any]:
    return {"parm": "onschedule", "text": "return 1\n", "default": False, **facts}


def _parameter(**facts: Any) -> dict[str, Any]:
    return {"name": "farm_queue", "label": "Queue", "type": "String", "spare": True, **facts}


def _dump(**facts: Any) -> dict[str, Any]:
    node = {
        "path": NODE,
        "name": "farm1",
        "type": "pythonscheduler",
        "category": "Top",
        "callbacks": [_callback()],
        "parameters": [_parameter()],
        **facts,
    }
    return {"schema": "pysched-gen/node-dump", "version": 1, "houdini": "20.5.445", "nodes": [node]}


def _read(dump: object) -> list[Source]:
    return read_dump(PATH, json.dumps(dump, ensure_ascii=False).encode())


def _parameter_read(**facts: Any) -> Parameter:
    (source,) = _read(_dump(parameters=[_parameter(**facts)]))
    *_, parameter = source.parameters
    return parameter


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"{}", True),
        (b' \r\n\t{"schema"', True),
        (b"\xef\xbb\xbf{", True),
        ('\ufeff {"a"'.encode("utf-16-le"), True),
        ("\ufeff{".encode("utf-16-be"), True),
        (b"\xff\xfe{", False),
        (b"", False),
        (b"[{}]", True),
        (b"[section]\n", False),
        (b"070707", False),
        (b"\xff\xfe", False),
        ("\ufeffset".encode("utf-16-le"), False),
    ],
)
def test_a_dump_is_told_by_its_first_character(head: bytes, expected: bool) -> None:
    assert is_dump(head) is expected


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode(),
    ],
    ids=["utf-8", "byte order mark", "utf-16 of PowerShell", "crlf"],
)
def test_a_dump_reads_in_every_encoding_that_redirection_gives(
    encode: Callable[[str], bytes],
) -> None:
    text = json.dumps(_dump(callbacks=[_callback(text="# größe 火")]), indent=1, ensure_ascii=False)
    assert is_dump(encode(text))
    assert read_dump(PATH, encode(text))[0].snippets[0].text == "# größe 火"


def test_a_node_becomes_a_source() -> None:
    (source,) = _read(_dump(parameters=[]))
    assert source == Source(
        kind="node-dump",
        origin=Origin(PATH, node=NODE),
        name="farm1",
        files=(PATH,),
        node_type="pythonscheduler",
        houdini="20.5.445",
        snippets=source.snippets,
        script=Script(),
    )


def test_every_node_becomes_a_source_in_order() -> None:
    dump = _dump()
    second = {**dump["nodes"][0], "path": "/tasks/b", "name": "b"}
    dump["nodes"].append(second)
    assert [source.origin.node for source in _read(dump)] == [NODE, "/tasks/b"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("\ta\f = 'x\\n'", "\ta\f = 'x\\n'"),
        ("x" * MAX_TEXT, "x" * MAX_TEXT),
    ],
    ids=["empty", "line ends", "white space", "largest"],
)
def test_the_text_of_a_callback_has_unix_line_ends(text: str, expected: str) -> None:
    (snippet,) = _read(_dump(callbacks=[_callback(text=text)]))[0].snippets
    assert snippet.text == expected
    assert snippet.origin == Origin(PATH, node=NODE, parm="onschedule")
    assert snippet.expression == ""


@pytest.mark.parametrize("language", ["python", "hscript"])
def test_a_driven_callback_names_the_language_of_its_expression(language: str) -> None:
    driven = _callback(expression={"text": "f()", "language": language})
    (snippet,) = _read(_dump(callbacks=[driven]))[0].snippets
    assert (snippet.text, snippet.expression) == ("return 1\n", language)


def test_the_field_of_a_callback_is_no_parameter() -> None:
    fields = [_parameter(name="onschedule", spare=False), _parameter()]
    (source,) = _read(_dump(parameters=fields))
    assert [parameter.name for parameter in source.parameters] == ["farm_queue"]


def test_what_a_multiparm_block_repeats_is_left_to_the_block() -> None:
    block = _parameter(name="env", type="Folder", folder_type="MultiparmBlock", count=2)
    inner = _parameter(name="env_name#", multiparm="env")
    (source,) = _read(_dump(parameters=[block, inner]))
    assert [(one.name, one.type) for one in source.parameters] == [("env", "data")]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"type": "String", "default": ["a"]}, ("string", ("a",))),
        ({"type": "Int", "size": 2, "default": [1, 2.0]}, ("integer", (1, 2))),
        ({"type": "Float", "size": 2, "default": [1, 0.5]}, ("float", (1.0, 0.5))),
        ({"type": "Toggle", "default": [1]}, ("toggle", (True,))),
        ({"type": "Toggle", "default": [False]}, ("toggle", (False,))),
        ({"type": "Menu", "default": ["gpu"]}, ("menu", ("gpu",))),
        ({"type": "Int", "default": [None]}, ("integer", (0,))),
        ({"type": "Float", "size": 2, "default": []}, ("float", (0.0, 0.0))),
        ({"type": "Menu", "default": []}, ("menu", ("",))),
        ({"type": "Menu", "default": [None], "menu": {"tokens": ["a"]}}, ("menu", ("a",))),
        ({"type": "Button"}, ("button", ())),
        ({"type": "Separator", "size": 0}, ("separator", ())),
        ({"type": "Label"}, ("label", ())),
        ({"type": "Ramp", "default": [2]}, ("ramp", ())),
        ({"type": "Data"}, ("data", ())),
        ({"type": "Folder", "folder_type": "Tabs"}, ("folder", ())),
    ],
)
def test_types_and_their_defaults(facts: dict[str, Any], expected: tuple[str, object]) -> None:
    parameter = _parameter_read(**facts)
    assert (parameter.type, parameter.default) == expected
    assert [type(value) for value in parameter.default] == [type(value) for value in expected[1]]


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"size": 0}, "size: must be from 1 to 1000 in a parameter of type Float"),
        ({"size": 100_000_000}, "size: must be from 1 to 1000 in a parameter of type Float"),
        ({"type": "Toggle", "size": 2}, "size: must be from 1 to 1 in a parameter of type Toggle"),
        ({"size": 2, "default": [1.0]}, "default: must have 2 values, one a component"),
        ({"default": [1.0, 2.0]}, "default: must have 1 values, one a component"),
        ({"type": "Int", "default": [1e300]}, "default[0]: must be a whole number"),
        ({"label": "a\0"}, "label: holds a null character"),
        ({"tags": {"a": "\0"}}, "tags.a: holds a null character"),
        ({"range": {"min": 2, "max": 1}}, "range: min 2 is above max 1"),
        (
            {"type": "Menu", "default": ["c"], "menu": {"tokens": ["a", "b"]}},
            'default[0]: is none of the tokens "a", "b"',
        ),
    ],
)
def test_a_spare_parameter_holds_what_a_manifest_could(facts: dict[str, Any], message: str) -> None:
    whole = {"type": "Float", "default": [], **facts}
    with pytest.raises(ConfigError) as caught:
        _read(_dump(parameters=[_parameter(**whole, spare=True)]))
    (line,) = str(caught.value).splitlines()
    assert message in line
    if "size" in facts or "range" in facts:
        _read(_dump(parameters=[_parameter(**whole, spare=False)]))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"values": ["b"]}, ("b",)),
        ({"values": [None]}, ("a",)),
        ({"values": ["b", None], "default": ["a", "c"], "size": 2}, ("b", "c")),
        ({"values": [None], "default": []}, ("",)),
    ],
)
def test_a_value_that_only_houdini_can_tell_is_the_default(
    facts: dict[str, Any], expected: tuple[str, ...] | None
) -> None:
    assert _parameter_read(**{"default": ["a"], **facts}).values == expected


@pytest.mark.parametrize(
    ("menu", "expected"),
    [
        ({"tokens": ["a", "b"], "labels": ["A", "B"]}, Menu(pairs=(("a", "A"), ("b", "B")))),
        ({"tokens": ["a", "b"], "labels": ["A"]}, Menu(pairs=(("a", "A"), ("b", "b")))),
        ({"tokens": ["a"], "labels": ["A", "B"]}, Menu(pairs=(("a", "A"),))),
        ({"tokens": ["a"]}, Menu(pairs=(("a", "a"),))),
        (
            {"tokens": ["a"], "script": {"text": "return []", "language": "python"}},
            Menu(script="return []", language="python"),
        ),
    ],
)
def test_a_menu_has_as_many_labels_as_tokens(menu: dict[str, Any], expected: Menu) -> None:
    assert _parameter_read(menu=menu).menu == expected


def test_a_parameter_keeps_everything_the_dump_says() -> None:
    found = _parameter_read(
        type="Float",
        size=1,
        default=[1],
        values=[2],
        range={"min": 0, "max": 5, "max_strict": True},
        conditions={"HideWhen": "{ a == 1 }", "DisableWhen": "{ b == 1 }", "NoCookWhen": "x"},
        folders=[{"label": "A", "type": "Tabs"}, {"label": "B", "type": "Simple"}],
        tags={"z": "1", "pdg::scheduler": ""},
        help="two\nlines",
        hidden=True,
        hide_label=True,
        join_next=True,
        spare=True,
    )
    assert found == view_of(
        "farm_queue",
        "Queue",
        "float",
        Origin(PATH, node=NODE, parm="farm_queue").span(),
        default=(1.0,),
        values=(2.0,),
        range=limited(0.0, 5.0, high_strict=True),
        help="two\nlines",
        disable_when="{ b == 1 }",
        hide_when="{ a == 1 }",
        folder=("A", "B"),
        tags=(("pdg::scheduler", ""), ("z", "1")),
        invisible=True,
        no_label=True,
        join_next=True,
        no_cook_when="x",
    )


def test_the_shipped_node_reads_with_twelve_untouched_callbacks() -> None:
    (source,) = _read(shipped_node_dump())
    specs = {spec.parm: spec for spec in CALLBACKS}
    untouched = {one.id for one in source.snippets if specs[one.id].is_default(one.text)}
    assert untouched == {
        *("onschedule", "onschedulestatic", "submitasjob", "onstart", "onstop", "onstartcook"),
        *("onstopcook", "ontick", "endsharedserver", "transferfile", "getloguri", "getstatusuri"),
    }
    assert len(source.snippets) == 12
    assert len(source.parameters) == 32
    assert not any(parameter.spare for parameter in source.parameters)
    assert source.houdini == "22.0.400"


MAKE_ONE = 'dump a node in Houdini, with the script that "pysched-gen dump-script" writes'
NO_DUMP = f'is JSON, but no node dump: it has no "schema": "pysched-gen/node-dump"; {MAKE_ONE}'
DUMP_AGAIN = "dump the node again with its dump_node.py"


def _error(data: bytes) -> PyschedError:
    with pytest.raises(PyschedError) as caught:
        read_dump(PATH, data)
    return caught.value


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", "1:2: not valid JSON: expecting property name enclosed in double quotes"),
        (b'{"a": 1,\n "b" 2}', "2:6: not valid JSON: expecting ':' delimiter"),
        (b'{"a": "x\ny"}', "1:9: not valid JSON: invalid control character at"),
        (b'{"a": 1} x', "1:10: not valid JSON: extra data"),
        (b'{"a": "\xff"}', "1:8: byte 0xff is not UTF-8; save the file as UTF-8"),
        (b'\xff\xfe{"a', "1:1: starts like UTF-16 but is not; save the file as UTF-8"),
        (
            b'{"schema": "pysched-gen/node-dump", "version": 2}',
            "1:1: a node dump of version 2, but this tool reads 1; upgrade pysched-gen",
        ),
        (
            b'{"schema": "pysched-gen/node-dump", "version": 0}',
            f"1:1: a node dump of version 0, but this tool reads 1; {DUMP_AGAIN}",
        ),
        (b'{"a": 1, "b": 2, "a": 3}', '1:18: key "a" stands twice in one object; remove one'),
        (
            b'{"a b": {"c\\n": [], "c\\n": 1}}',
            '1:21: key "c\\n" stands twice in one object; remove one',
        ),
        (b'{"a": NaN}', "1:7: NaN is no JSON number; a dump has null in its place"),
        (b'{"a": -Infinity}', "1:7: -Infinity is no JSON number; a dump has null in its place"),
        (b'{"a": 1e999}', "1:7: number 1e999 is too large for Houdini"),
        (
            b'{"a": ' + b"9" * 20 + b"}",
            "1:7: a number of 20 digits; Houdini has at most 19",
        ),
        (
            b'{"a": -' + b"9" * 5000 + b"}",
            "1:7: a number of 5000 digits; Houdini has at most 19",
        ),
        (b'{"a":' * 100_000, "1:1: is nested too deeply to be read"),
        (
            b'{"a": ["x", {"b": "\\ud800"}]}',
            "1:19: $.a[1].b: holds half a character (a lone surrogate); mend the text",
        ),
        (
            b'{"\\udfff x": 1}',
            "1:1: $: holds half a character (a lone surrogate); mend the text",
        ),
        (
            b'{"k l": {"\\udfff x": 1}}',
            '1:9: $["k l"]: holds half a character (a lone surrogate); mend the text',
        ),
    ],
    ids=lambda value: None if isinstance(value, str) else ascii(value[:30]),
)
def test_a_file_that_is_no_dump_is_one_message(data: bytes, message: str) -> None:
    error = _error(data)
    assert isinstance(error, SourceError)
    assert str(error) == f"{PATH}:{message}"


@pytest.mark.parametrize("data", [b"{}", b'{"schema": "else"}', b"[1]"])
def test_other_json_is_nothing_to_read(data: bytes) -> None:
    error = _error(data)
    assert isinstance(error, NothingToReadError)
    assert str(error) == f"{PATH}: {NO_DUMP}"


def test_a_whole_character_from_two_escapes_is_text() -> None:
    text = json.dumps(_dump(callbacks=[_callback(text="# \U0001f600 \\ud800")]))
    assert "\\ud83d" in text
    assert read_dump(PATH, text.encode())[0].snippets[0].text == "# \U0001f600 \\ud800"


def test_a_dump_without_nodes_is_nothing_to_read() -> None:
    dump = {**_dump(), "nodes": []}
    with pytest.raises(NothingToReadError) as caught:
        _read(dump)
    assert str(caught.value) == f"{PATH}: the dump holds no node; {MAKE_ONE}"


NULL = "holds a null character, so it is no Python; mend the field and dump again"
LONG = "1,048,577 bytes are too many for a callback (at most 1,048,576)"
FAILED = "the expression behind it failed in Houdini; mend it there and dump again"
PARAMETERS = "$.nodes[0].parameters"


@pytest.mark.parametrize(
    ("facts", "problems"),
    [
        ({"name": ""}, ["$.nodes[0].name: name is empty"]),
        ({"path": 3}, ["$.nodes[0].path: path must be a string, not a number"]),
        ({"x": 1}, [None]),
        (
            {"callbacks": [_callback(txt="x"), {"parm": "onstop"}]},
            [
                '$.nodes[0].callbacks[0].txt: unknown key "txt"; did you mean "text"?',
                '$.nodes[0].callbacks[1]: missing key "text"',
                '$.nodes[0].callbacks[1]: missing key "default"',
            ],
        ),
        (
            {"parameters": [_parameter(type="Strin", default="a", tags={"a": 1})]},
            [
                None,
                "$.nodes[0].parameters[0].default: default must be a list, not a string",
                "$.nodes[0].parameters[0].tags.a: a must be a string, not a number",
            ],
        ),
        (
            {
                "callbacks": [_callback(), _callback(text="a\0")],
                "parameters": [
                    _parameter(type="Int", default=["a"]),
                    _parameter(type="Toggle", default=[2], values=["on"]),
                    _parameter(type="Menu", default=[1]),
                    _parameter(type="Float", values=[True]),
                    _parameter(type="String", values=[0]),
                    _parameter(type="Int", values=[0.5]),
                ],
            },
            [
                f"$.nodes[0].callbacks[1].text: {NULL}",
                f"{PARAMETERS}[0].default[0]: must be a whole number in a parameter of type Int",
                f"{PARAMETERS}[1].default[0]: must be true or false in a parameter of type Toggle",
                f"{PARAMETERS}[1].values[0]: must be true or false in a parameter of type Toggle",
                f"{PARAMETERS}[2].default[0]: must be a token in a parameter of type Menu",
                f"{PARAMETERS}[3].values[0]: must be a number in a parameter of type Float",
                f"{PARAMETERS}[4].values[0]: must be a string in a parameter of type String",
                f"{PARAMETERS}[5].values[0]: must be a whole number in a parameter of type Int",
            ],
        ),
        (
            {"callbacks": [_callback(text="x" * (MAX_TEXT + 1))]},
            [f"$.nodes[0].callbacks[0].text: {LONG}"],
        ),
        ({"callbacks": [_callback(text=None)]}, [f"$.nodes[0].callbacks[0].text: {FAILED}"]),
    ],
    ids=["empty", "type", "unknown", "callbacks", "parameters", "values", "too long", "failed"],
)
def test_every_problem_of_a_dump_is_named_with_its_json_path(
    facts: dict[str, Any], problems: list[str | None]
) -> None:
    with pytest.raises(ConfigError) as caught:
        _read(_dump(**facts))
    found = str(caught.value).splitlines()
    assert len(found) == len(problems)
    for line, problem in zip(found, problems, strict=True):
        assert problem is None or re.fullmatch(rf"{PATH}:1:\d+: {re.escape(problem)}", line)


def test_a_deep_value_in_the_place_of_a_text_is_one_problem() -> None:
    deep: Any = []
    for _ in range(300):
        deep = [deep]
    with pytest.raises(ConfigError) as caught:
        _read(_dump(callbacks=[_callback(text=deep)]))
    assert len(caught.value.problems) == 1
