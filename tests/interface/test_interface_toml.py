"""Interfaces in, nested tables of TOML out, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from interface_trees import interfaces
from trees import ROOT

from pysched_gen.errors import ConfigError
from pysched_gen.formats.dialog_script import Script, parse, write
from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.dialog_script.tree import (
    Computed,
    Folder,
    FolderKind,
    Item,
    Items,
    Menu,
    Multiparm,
    Parm,
    Tag,
    Unknown,
)
from pysched_gen.sources.manifest.tables import read_parameters
from pysched_gen.sources.manifest.write import parameters_toml
from pysched_gen.sources.parameters import parameters_of
from pysched_gen.span import Origin

ORIGIN = Origin("parameters.toml")
CORPUS = ROOT.parent / "shared/corpus"


def tables(text: str) -> Script:
    return read_parameters(text, "parameters.toml")


def problems(text: str) -> list[str]:
    with pytest.raises(ConfigError) as error:
        tables(text)
    return [str(problem) for problem in error.value.problems]


@given(interfaces)
def test_an_interface_survives_its_toml(interface: Items) -> None:
    script = tables(parameters_toml(interface))
    assert script == Script(interface)
    assert resolved(script).items == interface


@given(interfaces)
def test_an_interface_survives_toml_and_dialog_script_in_turn(interface: Items) -> None:
    first = tables(parameters_toml(interface))
    second = resolved(parse(write(first), ORIGIN))
    third = tables(parameters_toml(second.items))
    assert first == second == third


FIREHAWK = "firehawkvfx__Top_firehawk"
_LINES = """
    [[parameters]]
    [[parameters.parameters]]
    [parameters]
    name = "x"
    name = ""
    type = "menu"
    type = "folder"
    type = "verbatim"
    type = "a b }"
    text = "} parm {"
    text = "# why"
    size = 3
    default = [1, "a", true, 0.5]
    default = 99999999999999999999
    default = inf
    default = [[1]]
    default_expressions = [{ index = 0, text = "x", language = "}" }]
    menu = ["a", ["b", "B"]]
    menu_script = "a"
    menu_language = "} {"
    export = "} {"
    min = 1e308
    max = -1e308
    tags = { a = 1 }
    tags = { "" = "\\u0000" }
    count = 1
    verbatim = [{ text = "parm {" }]
    unknown = 1
    """
_lines = st.sampled_from([line.strip() for line in _LINES.strip().split("\n")])


@given(interfaces, st.lists(st.tuples(st.integers(0, 60), st.booleans(), _lines), max_size=4))
def test_changed_tables_are_read_or_refused(
    interface: Items, changes: list[tuple[int, bool, str]]
) -> None:
    lines = parameters_toml(interface).split("\n")
    for number, replace, line in changes:
        at = number % len(lines)
        lines[at : at + replace] = [line]
    try:
        script = tables("\n".join(lines))
    except ConfigError as error:
        found = [problem.span.line for problem in error.problems]
    else:
        assert resolved(parse(write(script), ORIGIN)) == script
        return
    assert found == sorted(found)
    assert all(1 <= line <= len(lines) + 1 for line in found)


@given(st.lists(_lines, max_size=12))
def test_any_tables_are_read_or_refused(lines: list[str]) -> None:
    try:
        script = tables("\n".join(lines))
    except ConfigError:
        return
    assert parse(write(script), ORIGIN) == script


def test_entries_know_where_they_stand() -> None:
    script = tables(
        '[[parameters]]\ntype = "folder"\nname = "a"\n'
        '[[parameters.parameters]]\nname = "b"\ntype = "string"\n'
    )
    spans = [(one.span.line, one.span.column) for one in parameters_of(script, ORIGIN)]
    assert spans == [(3, 8), (5, 8)]


REAL = [
    *(
        f"ds/CGRU__topscheduler.user.{revision}.ds"
        for revision in ("8e8ef58", "c24b76e", "eb70e63")
    ),
    "synthetic/pythonscheduler1.spareparmdef",
    *(
        f"hda/{library}/DialogScript"
        for library in (
            "aws-deadline__deadline_cloud.hda/Driver_1deadline__cloud",
            f"{FIREHAWK}deadlinescheduler_2.0.0.hda/Top_1firehawkdeadlinescheduler_8_82.0.0",
            f"{FIREHAWK}localscheduler_1.0.0.hda/Top_1firehawklocalscheduler",
        )
    ),
]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this project")
@pytest.mark.parametrize("name", REAL)
def test_a_real_interface_survives(name: str) -> None:
    script = parse((CORPUS / name).read_text("utf-8"), Origin(name))
    interface = resolved(script).items
    assert len(interface) > 0
    again = tables(parameters_toml(interface))
    assert resolved(again).items == interface
    assert resolved(parse(write(Script(interface)), ORIGIN)).items == interface


def test_what_is_written_is_what_a_person_would_write() -> None:
    text = """
        group { name farm label "Farm"
            parm { name queue label "Queue" type string default { "all" } help "Where"
                parmtag { "pdg::scheduler" "" } parmtag { editor 1 } }
            parm { name n label "N" type integer default { [ "$F" hscript-expr ] } range { 0! 9 } }
            multiparm { name env label Variables default 2
                parm { name mode# label Mode type ordinal default { b } menu { a A b B } }
            }
        }
        parm { name go label Go type button default { "0" } parmtag { script_callback "f()" } }
        """
    assert parameters_toml(resolved(parse(text, ORIGIN)).items) == """\
[[parameters]]
name = "farm"
label = "Farm"
type = "folder"
style = "tabs"

[[parameters.parameters]]
name = "queue"
label = "Queue"
type = "string"
default = "all"
help = "Where"
overridable = true
tags = { editor = "1" }

[[parameters.parameters]]
name = "n"
label = "N"
type = "integer"
default = 0
default_expressions = [{ index = 0, text = "$F", language = "hscript" }]
min = 0.0
max = 9.0
min_strict = true

[[parameters.parameters]]
name = "env"
label = "Variables"
type = "multiparm"
style = "block"
count = 2

[[parameters.parameters.parameters]]
name = "mode#"
label = "Mode"
type = "menu"
default = "b"
menu = [["a", "A"], ["b", "B"]]

[[parameters]]
name = "go"
label = "Go"
type = "button"
default = "0"
callback = "f()"
"""


@pytest.mark.parametrize(
    ("body", "item"),
    [
        ('type = "string"', Parm("x", type="string")),
        (
            'type = "vector"\ndefault = [1, 0.5, "$F"]',
            Parm("x", type="vector", size=3, default=("1", "0.5", "$F")),
        ),
        (
            (
                'type = "float"\nsize = 2\n'
                'default_expressions = [{index = 1, text = "$F", language = "hscript"}]'
            ),
            Parm("x", type="float", size=2, default=("0", Computed("$F", "hscript"))),
        ),
        ('type = "toggle"\ndefault = true', Parm("x", type="toggle", default=("1",))),
        (
            'type = "menu"\nmenu = ["a", ["b", "B"]]',
            Parm("x", type="ordinal", menu=Menu(pairs=(("a", "a"), ("b", "B")))),
        ),
        (
            'type = "string"\nmenu_script = "a\\nb"',
            Parm("x", type="string", menu=Menu(script="a\nb", language="python")),
        ),
        (
            'type = "string"\noverridable = true\ncallback = "f()"',
            Parm(
                "x", type="string", tags=(Tag("pdg::scheduler", ""), Tag("script_callback", "f()"))
            ),
        ),
        ("built_in = true", Parm("x", base=True)),
        (
            'type = "folder"\nstyle = "radio"\nhidden_tab = true',
            Folder("x", FolderKind.RADIO, invisible_tab=True),
        ),
        (
            'type = "multiparm"\n[[parameters.parameters]]\nname = "y#"\nlabel = ""\ntype = "file"',
            Multiparm(name="x", items=(Parm("y#", type="file"),)),
        ),
        (
            (
                'type = "folder"\n[[parameters.parameters]]\nname = "y"\nlabel = ""\n'
                'type = "label"\n'
                '[[parameters.parameters]]\ntype = "verbatim"\ntext = "# why"'
            ),
            Folder(name="x", items=(Parm("y", type="label"), Unknown("# why"))),
        ),
    ],
)
def test_what_a_table_says(body: str, item: Item) -> None:
    plain = not body.startswith(('type = "folder"', 'type = "multiparm"', "built_in"))
    label = 'label = ""\n' if plain else ""
    found = tables(f'[[parameters]]\nname = "x"\n{label}{body}')
    assert found == resolved(Script((item,)))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", 'parameters.toml:1:1: missing key "type"'),
        ('type = "string"\nlable = "X"', '4:1: unknown key "lable"; did you mean "label"?'),
        ('type = "string"\nstyle = "tabs"', '4:1: a string has no "style"; remove it'),
        ('type = "folder"\ndefault = 1', '4:1: a folder has no "default"; remove it'),
        ('type = "folder"\nstyle = "list"', '4:9: style of a folder must be one of "tabs"'),
        ('type = "multiparm"\nstyle = "radio"', 'style of a multiparm must be one of "block"'),
        ('type = "string"\ndefault = 3', "4:11: 3 is not a string; write it as a text"),
        ('type = "integer"\ndefault = 0.5', "0.5 is not an integer"),
        ('type = "float"\ndefault = true', "true is not a float"),
        ('type = "float"\ndefault = nan', "nan is no number that Houdini can hold"),
        ('type = "float"\nmin = 3\nmax = 2', "4:7: min 3 is above max 2"),
        ('type = "float"\nmin_strict = true', "min_strict needs min or max beside it"),
        ('type = "menu"\nmenu_kind = "mini"', "menu_kind needs menu or menu_script beside it"),
        ('type = "menu"\nmenu = []\nmenu_script = ""', "4:8: the choices are fixed or computed"),
        ('type = "float"\nsize = 1_000_000_000', "size must be at most 1000"),
        ('type = "multiparm"\ncount = 1_000_000_000', "count must be at most 999999999"),
        ('type = "string"\nhelp = "\\u0000"', "holds a null character; remove it"),
        (
            'type = "float"\ndefault_expressions = [{index = 1, text = "", language = "python"}]',
            "no component has index 1; the last has 0",
        ),
        ('type = "string"\nverbatim = [{text = "size 3"}]', "is no dialog script that has to be"),
        ('type = "string"\nverbatim = [{text = "} parm {"}]', "is no dialog script that has to"),
        ('type = "folder"\n[[parameters.parameters]]\ntype = "string"', '4:1: missing key "name"'),
        (
            'type = "folder"\n[[parameters.parameters]]\ntype = "verbatim"\ntext = "parm { }"',
            "is no dialog script that has to be kept",
        ),
    ],
)
def test_a_wrong_table_is_refused_with_its_place(body: str, expected: str) -> None:
    (problem,) = problems(f'[[parameters]]\nname = "x"\n{body}')
    assert expected in problem


def nested(depth: int) -> str:
    paths = (".".join(["parameters"] * level) for level in range(1, depth + 1))
    return "\n".join(f'[[{path}]]\nname = "x"\ntype = "folder"' for path in paths)


def test_folders_in_folders_have_an_end() -> None:
    script = tables(nested(100))
    assert parse(write(script), ORIGIN) == script
    assert problems(nested(101)) == ["parameters.toml:301:1: is nested more than 100 levels deep"]
    assert problems(nested(1000)) == ["parameters.toml:1:1: is nested too deeply to be read"]


def test_verbatim_texts_at_one_place_are_all_written() -> None:
    script = tables(
        '[[parameters]]\nname = "x"\ntype = "string"\n'
        'verbatim = [{ text = "zz 1", after = "name" }, { text = "zz 2", after = "name" }, '
        '{ text = "zz 3", after = "no such" }]'
    )
    lines = [line.strip() for line in write(script).split("\n")]
    assert lines == [
        *("parm {", 'name    "x"', "zz 1", "zz 2", 'label   "X"', "type    string"),
        *('default { "" }', "zz 3", "}", ""),
    ]
