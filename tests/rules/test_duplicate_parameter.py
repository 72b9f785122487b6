from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tools import findings

if TYPE_CHECKING:
    from pysched_gen.check.diagnostic import Diagnostic

RULE = "duplicate-parameter"


def found_in(*names: str, extra: str = "", **options: str) -> list[Diagnostic]:
    tables = "\n".join(f"[[parameters]]\nname = {json.dumps(name)}{extra}" for name in names)
    manifest = "\n".join([*(f'{key} = "{value}"' for key, value in options.items()), tables])
    return [f for f in findings({}, manifest=manifest) if f.name == RULE]


def test_each_repetition_is_found() -> None:
    found = found_in("a", "b", "a", "a")
    assert [f.span.line for f in found] == [22, 23]
    assert '"a" is declared twice, first in line 20' in found[0].message


def test_fine() -> None:
    assert found_in("a", "A", "b") == []
