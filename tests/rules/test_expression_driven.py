from __future__ import annotations

from dataclasses import replace

import pytest
from tools import GOOD_SCHEDULE, findings, scheduler_of

from pysched_gen.check.engine import check
from pysched_gen.houdini.callbacks import CALLBACKS
from pysched_gen.model.scheduler import Provenance

RULE = "expression-driven"
CALLBACK = next(spec for spec in CALLBACKS if spec.method == "onStart")


@pytest.mark.parametrize("name", ["onschedule", "ontick", "header"])
def test_found_and_the_text_is_left_alone(name: str) -> None:
    found = findings({f"{name}.py": "no Python ="}, expressions=frozenset({f"{name}.py"}))
    assert [(f.name, f.severity.value) for f in found] == [(RULE, "error")]
    assert f"{name} is driven by an expression (python)" in found[0].message
    assert str(found[0].span) == f"farmq/{name}.py:1:1"


@pytest.mark.parametrize("driven", [frozenset(), frozenset({"ontick.py"})])
def test_fine(driven: frozenset[str]) -> None:
    found = findings({"onschedule.py": GOOD_SCHEDULE}, expressions=driven)
    assert [one.message for one in found] == []


def test_a_text_that_looks_untouched_is_no_excuse() -> None:
    text = CALLBACK.forms[0].body
    assert not CALLBACK.is_default(text)
    scheduler = scheduler_of({"onstart.py": text, "onschedule.py": GOOD_SCHEDULE})
    callbacks = tuple(
        (
            replace(
                c, provenance=Provenance.NODE_DEFAULT, snippet=replace(c.snippet, expression="h")
            )
            if c.method == "onStart"
            else c
        )
        for c in scheduler.callbacks
    )
    found = check(replace(scheduler, callbacks=callbacks))
    assert [(f.name, f.severity.value, f.callback) for f in found] == [(RULE, "error", "onStart")]
