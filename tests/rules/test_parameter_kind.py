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


@pytest.mark.parametrize("kind", ["button", "separator", "label", "ramp"])
def test_found(kind: str) -> None:
    (found,) = found_in("farmq_x", extra=f'\ntype = "{kind}"')
    assert found.span.line == 20
    assert f'"farmq_x" is a {kind}' in found.message
    assert found.severity.value == "note"


def test_an_unknown_type_is_told_as_it_was_written() -> None:
    script = "parm { name a type zz_new }\nparm { name b type keyvaluedict }"
    every = [f.message for f in findings({"parameters.ds": script}) if f.name == RULE]
    assert [text.partition(",")[0] for text in every] == [
        '"a" has type zz_new',
        '"b" has type keyvaluedict',
    ]


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
