from __future__ import annotations

import pytest

from pysched_gen.model.interface import Field, Repeat
from pysched_gen.render.template_body import template_parameters
from pysched_gen.sources.source import Menu, Parameter
from pysched_gen.span import Origin

SPAN = Origin("scheduler.toml").span()


@pytest.mark.parametrize(
    ("kind", "size", "default", "expected"),
    [
        ("string", 1, ("all",), {"type": "String", "size": 1, "value": "all"}),
        ("integer", 2, (1, 2), {"type": "Integer", "size": 2, "value": [1, 2]}),
        ("float", 1, (1,), {"type": "Float", "size": 1, "value": 1.0}),
        ("toggle", 1, (True,), {"type": "Integer", "size": 1, "value": 1}),
        ("menu", 1, ("b",), {"type": "Integer", "size": 1, "value": 1}),
        ("menu", 1, (1,), {"type": "Integer", "size": 1, "value": 1}),
        ("string", 1, (), {"type": "String", "size": 1}),
    ],
)
def test_a_parameter_becomes_string_integer_or_float(
    kind: str, size: int, default: tuple[str | float, ...], expected: dict[str, object]
) -> None:
    menu = Menu(("a", "b"), ("A", "B")) if kind == "menu" else None
    parameter = Parameter("x", "X", kind, SPAN, size=size, default=default, menu=menu)
    assert template_parameters([parameter]) == [{"name": "x", "label": "X", **expected}]


def test_overridable_ones_carry_the_tag_and_buttons_are_left_out() -> None:
    tags = (("pdg::scheduler", ""),)
    parameters = [
        Parameter("a", "A", "integer", SPAN, default=(0,), tags=tags),
        Parameter("b", "B", "button", SPAN),
    ]
    (entry,) = template_parameters(parameters)
    assert entry["tag"] == ["pdg::scheduler"]


def test_a_multiparm_is_declared_by_its_count() -> None:
    tags = (("pdg::scheduler", ""),)
    block = Repeat("envs", label="Envs", count=2, entries=(Field("env#", tags=tags),))
    parameter = Parameter(name="envs", label="Envs", type="data", span=SPAN)
    other = Parameter(name="other", label="Other", type="data", span=SPAN)
    assert template_parameters([parameter, other], [block]) == [
        {
            "name": "envs",
            "label": "Envs",
            "type": "Integer",
            "size": 1,
            "value": 2,
            "tag": ["pdg::scheduler"],
        }
    ]
