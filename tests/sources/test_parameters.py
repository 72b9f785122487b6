"""Dialog scripts in, the parameters a saved node declares out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flat_parameters import limited, seen, view_of
from trees import ROOT

from pysched_gen.errors import SourceError
from pysched_gen.formats.dialog_script import parse
from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.dialog_script.tree import Menu, MenuKind
from pysched_gen.formats.saved_node import Expression
from pysched_gen.sources.parameters import Parameter, parameters_of
from pysched_gen.span import Origin

ORIGIN = Origin("scene.hip", "/tasks/farmq", "spareparmdef")
SYNTHETIC = ROOT.parent / "shared/corpus/synthetic/pythonscheduler1.spareparmdef"


def all_of(text: str, **values: tuple[str, ...]) -> tuple[Parameter, ...]:
    return parameters_of(resolved(parse(text, ORIGIN)), ORIGIN, values=values or None)


def only(text: str, **values: tuple[str, ...]) -> Parameter:
    (parameter,) = all_of(f'parm {{ name "x" label "X" {text} }}', **values)
    return parameter


@pytest.mark.parametrize(
    ("text", "kind", "default"),
    [
        ('type string default { "a b" }', "string", ("a b",)),
        ("type string", "string", ("",)),
        ('type file default { "$HIP" }', "string", ("$HIP",)),
        ('type integer default { "-3" }', "integer", (-3,)),
        ('type int default { "3.0" }', "integer", (3,)),
        ('type float default { ".5" }', "float", (0.5,)),
        ('type vector size 3 default { "1" "0" "0" }', "float", (1.0, 0.0, 0.0)),
        ('type color size 3 default { "1" }', "float", (1.0, 0.0, 0.0)),
        ('type intvector2 default { "1" "2" }', "integer", (1, 2)),
        ('type toggle default { "on" }', "toggle", (True,)),
        ('type toggle default { "0" }', "toggle", (False,)),
        ('type ordinal default { "b" } menu { "a" "A" "b" "B" }', "menu", ("b",)),
        ('type ordinal default { "1" } menu { "a" "A" "b" "B" }', "menu", ("b",)),
        ('type ordinal default { "1" } menu { "1" "One" "0" "Zero" }', "menu", ("1",)),
        ('type ordinal default { "lost" } menu { "a" "A" }', "menu", ("a",)),
        ('type ordinal default { "x" } menu { [ "script" ] }', "menu", ("x",)),
        ('type separator default { "" }', "separator", ()),
        ('type button default { "0" }', "button", ()),
        ('type ramp_flt default { "2" }', "ramp", ()),
        ('type some_new_kind default { "2" }', "data", ()),
    ],
)
def test_types_and_defaults(text: str, kind: str, default: tuple[object, ...]) -> None:
    parameter = only(text)
    assert (parameter.type, parameter.default) == (kind, default)
    assert parameter.default_expressions == ()


def test_expressions_of_defaults_keep_their_language_and_component() -> None:
    text = 'type float size 3 default { "1" [ "hou.frame()" python ] "$FEND" }'
    parameter = only(text)
    assert parameter.default == (1.0, 0.0, 0.0)
    assert parameter.default_expressions == (
        Expression(1, "hou.frame()", "python"),
        Expression(2, "$FEND", "hscript"),
    )
    assert only('type string default { [ "$F" hscript-expr ] }').default_expressions == (
        Expression(0, "$F", "hscript"),
    )


@pytest.mark.parametrize(
    ("text", "given", "values"),
    [
        ('type string default { "a" }', ("b",), ("b",)),
        ('type integer size 2 default { "1" "2" }', ("3", "4"), (3, 4)),
        ('type integer size 2 default { "1" "2" }', ("xchannel", "4"), (1, 4)),
        ('type toggle default { "0" }', ("on",), (True,)),
        ('type ordinal default { "0" } menu { "a" "A" "b" "B" }', ("b",), ("b",)),
        ('type float default { "0" }', ("1", "2"), (1.0,)),
        ("type button", ("0",), None),
    ],
)
def test_current_values(
    text: str, given: tuple[str, ...], values: tuple[object, ...] | None
) -> None:
    assert only(text, x=given).values == values
    assert only(text).values is None
    assert only(text, other=given).values is None


def test_everything_else_of_a_parm_is_taken() -> None:
    parameter = only("""
        type integer invisible nolabel joinnext default { "1" } help "What" disablewhen "{ a == 1 }"
        hidewhen "{ b == 1 }" menureplace { [ "one" ] [ "two" ] language python } range { 0! 5 }
        export none parmtag { "z" "1" } parmtag { "pdg::scheduler" "" }
        """)
    expected = view_of(
        name="x",
        label="X",
        type="integer",
        span=ORIGIN.span(1, 1),
        default=(1,),
        menu=Menu(MenuKind.REPLACE, script="one\ntwo", language="python"),
        export="none",
        range=limited(0.0, 5.0, low_strict=True),
        help="What",
        disable_when="{ a == 1 }",
        hide_when="{ b == 1 }",
        tags=(("pdg::scheduler", ""), ("z", "1")),
        invisible=True,
        no_label=True,
        join_next=True,
    )
    assert parameter == expected


def test_folders_stand_before_what_they_hold_and_give_it_their_labels() -> None:
    found = all_of("""
        group { name "f" label "Farm"
            groupsimple { name "g" label "More" parm { name "a" label "A" type string } }
            multiparm { name "env" label "Environment" default 1 parm { name "key#" type string } }
        }
        group { name "h" parm { name "b" baseparm label "B" export none } }
        parm { name "c" type string }
        """)
    told = [(one.name, one.type, one.folder, one.spare) for one in found]
    assert told == [
        ("f", "folder", (), True),
        ("g", "folder", ("Farm",), True),
        ("a", "string", ("Farm", "More"), True),
        ("env", "data", ("Farm",), True),
        ("h", "folder", (), False),
        ("b", "data", ("h",), False),
        ("c", "string", (), True),
    ]


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("\n parm { label x }", 2, 2, 'the parm has no name; add name "..."'),
        ("group { label x }", 1, 1, "the folder has no name"),
        ("parm { name a type float size 0 }", 1, 1, '"a" has 0 components; give it from 1 to'),
        ("parm { name a type float size 99999999 }", 1, 1, '"a" has 99999999 components'),
        ("parm { name a type float range { 2 1 } }", 1, 1, 'the range of "a" ends below its start'),
    ],
)
def test_what_no_parameter_can_be_is_refused(
    text: str, line: int, column: int, message: str
) -> None:
    with pytest.raises(SourceError) as error:
        all_of(text)
    place = error.value.problem.span
    assert (place.line, place.column) == (line, column)
    assert error.value.problem.message.startswith(message)


@pytest.mark.skipif(not SYNTHETIC.exists(), reason="the corpus is not beside this project")
def test_the_spare_parameters_of_a_scheduler() -> None:
    tags = (("pdg::scheduler", ""),)
    found = parameters_of(resolved(parse(SYNTHETIC.read_text("utf-8"), ORIGIN)), ORIGIN)
    assert [seen(replace(one, span=ORIGIN.span())) for one in found] == [
        seen(one)
        for one in [
            view_of("folder2_5", "Job Parms", "folder", ORIGIN.span()),
            view_of(
                name="farm_pool",
                label="Pool",
                type="string",
                span=ORIGIN.span(),
                default=("",),
                help='The "pool" to use',
                folder=("Job Parms",),
                tags=tags,
            ),
            view_of(
                name="farm_priority",
                label="Priority",
                type="integer",
                span=ORIGIN.span(),
                default=(50,),
                range=limited(0.0, 100.0, low_strict=True, high_strict=True),
                folder=("Job Parms",),
                tags=tags,
            ),
            view_of(
                name="farm_mode",
                label="Mode",
                type="menu",
                span=ORIGIN.span(),
                default=("cpu",),
                menu=Menu(pairs=(("cpu", "CPU"), ("gpu", "GPU"))),
                folder=("Job Parms",),
                tags=tags,
            ),
            view_of(
                "farm_env",
                "Environment",
                "multiparm",
                ORIGIN.span(),
                folder=("Job Parms",),
                tags=tags,
            ),
        ]
    ]
