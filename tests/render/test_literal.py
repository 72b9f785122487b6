from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pysched_gen.render.literal import docstring_text, python_literal

_VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False),
        st.text(),
    ),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=10,
)  # fmt: skip


@given(_VALUES)
def test_a_literal_reads_back_as_its_value(value: object) -> None:
    assert ast.literal_eval(python_literal(value)) == value


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("é", '"é"'),
        ("日本", '"日本"'),
        ("{{ x }}", '"{{ x }}"'),
        ('say "hi"\\', '"say \\"hi\\"\\\\"'),
        ("a\nb\tc\x00", '"a\\nb\\tc\\x00"'),
        ("\u202etxt", '"\\u202etxt"'),
        ("\ufeff", '"\\ufeff"'),
    ],
)
def test_what_a_person_cannot_see_is_escaped(text: str, literal: str) -> None:
    assert python_literal(text) == literal


@given(st.text())
def test_a_docstring_is_one_line_and_closes(text: str) -> None:
    line = docstring_text(f"{text}, a scheduler.")
    assert "\n" not in line
    (statement,) = ast.parse(f'"""{line}"""').body
    assert isinstance(statement, ast.Expr)
