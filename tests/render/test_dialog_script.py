from __future__ import annotations

import pytest

from pysched_gen.read.source import Menu, Parameter, Range
from pysched_gen.render.dialog_script import overridable_section
from pysched_gen.span import Origin

SPAN = Origin("scheduler.toml").span()
TAGS = (("pdg::scheduler", ""),)


def lines(parameter: Parameter) -> list[str]:
    return [line.strip() for line in overridable_section([parameter], "Farm").splitlines()]


def test_a_block_is_in_the_order_that_houdini_writes() -> None:
    parameter = Parameter(
        name="farmq_pool",
        label="Pool",
        type="menu",
        span=SPAN,
        default=("slow",),
        menu=Menu(("fast", "slow"), ("Fast", "Slow")),
        help="Where",
        disable_when="{ a == 0 }",
        range=Range(0, 1, high_strict=True),
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
    parameter = Parameter("x", "X", kind, SPAN, size=len(default), default=default, tags=TAGS)
    assert written in lines(parameter)


def test_only_overridable_parameters_that_hold_a_value_are_written() -> None:
    parameters = [
        Parameter("a", "A", "string", SPAN),
        Parameter("b", "B", "button", SPAN, tags=TAGS),
    ]
    assert overridable_section(parameters, "Farm") == ""
