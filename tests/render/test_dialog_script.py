from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from flat_parameters import limited, view_of

from pysched_gen.formats.dialog_script import parse
from pysched_gen.formats.dialog_script.resolved import resolved, resolved_items
from pysched_gen.formats.dialog_script.tree import (
    Folder,
    Items,
    Limit,
    Limits,
    Menu,
    Multiparm,
    Parm,
)
from pysched_gen.formats.saved_node import Expression
from pysched_gen.render.dialog_script import overridable_section
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pysched_gen.sources.parameters import Parameter

SPAN = Origin("scheduler.toml").span()
TAGS = (("pdg::scheduler", ""),)


def section(parameters: Sequence[Parameter], category: str = "Farm") -> str:
    return overridable_section(tuple(one.item for one in parameters), category)


def lines(parameter: Parameter) -> list[str]:
    return [line.strip() for line in section([parameter]).splitlines()]


def test_a_block_is_in_the_order_that_houdini_writes() -> None:
    parameter = view_of(
        name="farmq_pool",
        label="Pool",
        type="menu",
        span=SPAN,
        default=("slow",),
        menu=Menu(pairs=(("fast", "Fast"), ("slow", "Slow"))),
        help="Where",
        disable_when="{ a == 0 }",
        range=limited(0, 1, high_strict=True),
        tags=(("editor", "1"), *TAGS),
        join_next=True,
    )
    assert lines(parameter) == [
        "parm {",
        'name    "farmq_pool"',
        'label   "Pool"',
        "type    ordinal",
        "joinnext",
        'default { "slow" }',
        'help    "Where"',
        'disablewhen "{ a == 0 }"',
        "menu {",
        '"fast" "Fast"',
        '"slow" "Slow"',
        "}",
        "range   { 0 1! }",
        'parmtag { "pdg::scheduler" "" }',
        'parmtag { "spare_category" "Farm" }',
        'parmtag { "editor" "1" }',
        "}",
    ]


@pytest.mark.parametrize(
    ("kind", "default", "written"),
    [
        ("string", ('a"b\\c\nd',), 'default { "a\\"b\\\\c\\nd" }'),
        ("toggle", (True,), 'default { "1" }'),
        ("integer", (3,), 'default { "3" }'),
        ("float", (0.5,), 'default { "0.5" }'),
        ("float", (1.0, 2.0), 'default { "1" "2" }'),
        ("float", (1e-7,), 'default { "1e-07" }'),
        ("float", (123456.789,), 'default { "123456.789" }'),
    ],
)
def test_defaults(kind: str, default: tuple[str | float, ...], written: str) -> None:
    parameter = view_of("x", "X", kind, SPAN, size=len(default), default=default, tags=TAGS)
    assert written in lines(parameter)


def test_only_overridable_parameters_that_hold_a_value_are_written() -> None:
    parameters = [
        view_of("a", "A", "string", SPAN),
        view_of("b", "B", "button", SPAN, tags=TAGS),
    ]
    assert section(parameters) == ""


def test_default_expressions_stand_for_their_component() -> None:
    parameter = view_of(
        name="x",
        label="X",
        type="float",
        span=SPAN,
        size=3,
        default=(1.0, 2.0, 3.0),
        default_expressions=(
            Expression(0, 'ch("y")', "hscript"),
            Expression(2, "return 1", "python"),
        ),
        tags=TAGS,
    )
    written = 'default { [ "ch(\\"y\\")" hscript-expr ] "2" [ "return 1" python ] }'
    assert written in lines(parameter)


@pytest.mark.parametrize(
    "parameter",
    [
        view_of("a", 'A "b"\n\r\\', "string", SPAN, default=("\t\x1b",), help="\x85\u2028\n}"),
        view_of(
            "a",
            "A",
            "integer",
            SPAN,
            size=2,
            default=(1, -2),
            range=Limits(Limit(-3, True), Limit(4, True)),
        ),
        view_of("a", "A", "float", SPAN, default=(1e-9,), invisible=True, no_label=True),
        view_of("a", "A", "toggle", SPAN, default=(True,), disable_when="{ b == 1 }"),
        view_of("a", "A", "menu", SPAN, default=("x",), menu=Menu(pairs=(("x", "X"), ("y", "Y")))),
        view_of(
            "a", "A", "string", SPAN, default=("",), menu=Menu(script="b\nc", language="python")
        ),
        view_of("a", "A", "string", SPAN, default=("",), menu=Menu(script="b", language="hscript")),
        view_of(
            "a",
            "A",
            "integer",
            SPAN,
            default=(0,),
            default_expressions=(Expression(0, "$F", "hscript"),),
            join_next=True,
            hide_when="{ b == 1 }",
        ),
    ],
)
def test_what_is_written_reads_back_as_the_parameter(parameter: Parameter) -> None:
    own = (("editor", '\n{"\x0b'), *TAGS)
    text = section([replace(parameter, item=replace(parameter.item, tags=own))], "Fa\nrm")
    (read,) = resolved(parse(text, SPAN.origin)).items
    expected = tuple(sorted((*own, ("spare_category", "Fa\nrm"))))
    assert read == replace(parameter.item, tags=expected)


ENVIRONMENT = Multiparm(
    "farmq_envmulti",
    label="Environment",
    default=0,
    items=(
        Parm("farmq_envname#", "string", join_next=True),
        Parm("farmq_envvalue#", "string", label="Value"),
    ),
)


@pytest.mark.parametrize("inside", [False, True])
def test_a_multiparm_and_what_is_in_it_carry_the_tags(inside: bool) -> None:
    first, second = ENVIRONMENT.items
    assert isinstance(first, Parm)
    block = replace(ENVIRONMENT, tags=() if inside else TAGS)
    tagged = replace(block, items=(replace(first, tags=TAGS if inside else ()), second))
    script = parse(overridable_section((Folder("g", items=(tagged,)),), "Farm"), SPAN.origin)
    [found] = script.items
    assert isinstance(found, Multiparm)
    assert [key for key, _ in found.tags] == ["pdg::nocopy", "pdg::scheduler", "spare_category"]
    assert len(found.items) == 2
    for item in found.items:
        assert isinstance(item, Parm)
        assert item.tags == (("pdg::scheduler", ""), ("spare_category", "Farm"))


@pytest.mark.parametrize(
    "entries",
    [
        (ENVIRONMENT,),
        (Parm("a", "string", label="A"),),
        (Parm("a", "button", label="A", tags=TAGS),),
        (Parm("a", None, tags=TAGS),),
        (),
    ],
)
def test_what_cannot_be_overridden_is_left_out(entries: Items) -> None:
    assert overridable_section(entries, "Farm") == ""


def test_types_of_dialog_script_are_kept() -> None:
    entries = (Parm("a", "file", tags=TAGS), Parm("b", "vector", size=3, tags=TAGS))
    script = parse(overridable_section(entries, "Farm"), SPAN.origin)
    assert [item.type for item in script.items if isinstance(item, Parm)] == ["file", "vector"]


@pytest.mark.parametrize(
    ("default", "written"), [("1", "gpu"), (1, "gpu"), ("gpu", "gpu"), ("7", "7"), ("0", "cpu")]
)
def test_the_default_of_a_menu_is_a_token(default: str | int, written: str) -> None:
    choices = Menu(pairs=(("cpu", "CPU"), ("gpu", "GPU")))
    items = resolved_items((Parm("mode", "ordinal", default=(default,), menu=choices, tags=TAGS),))
    assert f'default {{ "{written}" }}' in overridable_section(items, "Farm")
