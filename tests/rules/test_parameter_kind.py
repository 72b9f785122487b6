from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tools import findings

if TYPE_CHECKING:
    from pysched_gen.check.diagnostic import Diagnostic

RULE = "parameter-kind"


def found_in(*names: str, extra: str = "", **options: str) -> list[Diagnostic]:
    tables = "\n".join(f"[[parameters]]\nname = {json.dumps(name)}{extra}" for name in names)
    manifest = "\n".join([*(f'{key} = "{value}"' for key, value in options.items()), tables])
    return [f for f in findings({}, manifest=manifest) if f.name == RULE]


@pytest.mark.parametrize("kind", ["button", "separator", "label", "ramp", "data"])
def test_found(kind: str) -> None:
    (found,) = found_in("farmq_x", extra=f'\ntype = "{kind}"')
    assert found.span.line == 20
    assert f'"farmq_x" is a {kind}' in found.message
    assert found.severity.value == "note"


@pytest.mark.parametrize("kind", ["string", "integer", "float", "toggle", "menu", "folder"])
def test_fine(kind: str) -> None:
    assert found_in("farmq_x", extra=f'\ntype = "{kind}"') == []


@pytest.mark.parametrize(
    ("word", "meant"), [("intt", "int"), ("integr", "integer"), ("stirng", "string")]
)
def test_a_slip_in_a_type_is_told_with_what_was_meant(word: str, meant: str) -> None:
    (found,) = found_in("farmq_x", extra=f'\ntype = "{word}"')
    assert f'there is no type "{word}"; did you mean "{meant}"?' in found.message
    assert found.severity.value == "warning"
