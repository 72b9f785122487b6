from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from tools import GOOD_SCHEDULE, findings, scheduler_of
from trees import ROOT

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.engine import check
from pysched_gen.check.rule import ANY, Kind, Rule
from pysched_gen.houdini.releases import LATEST, RELEASES
from pysched_gen.model.scheduler import Provenance, Scheduler
from pysched_gen.sources.source import Snippet
from pysched_gen.span import Origin


def with_provenance(scheduler: Scheduler, provenance: Provenance) -> Scheduler:
    callbacks = (replace(callback, provenance=provenance) for callback in scheduler.callbacks)
    return replace(scheduler, callbacks=tuple(callbacks))


def test_findings_are_ordered_by_place() -> None:
    files = {
        "ontick.py": "b\na, pdg.tickResult.Done\nreturn pdg.tickResult.SchedulerBusy",
        "init.py": "return = 1",
        "header.py": "import os $",
        "onschedule.py": "return None",
    }
    found = findings({**files, "scheduler.toml": 'name = "1"'})
    keys = [(f.span.origin.path, f.span.line, f.span.column, f.code) for f in found]
    assert keys == sorted(keys)
    assert len(keys) > 4
    assert check(scheduler_of(files)) == check(scheduler_of(dict(reversed(files.items()))))


def test_fields_of_one_node_are_kept_apart() -> None:
    scheduler = scheduler_of({"onschedule.py": "x\nreturn y", "ontick.py": "z\nreturn w"})
    callbacks = []
    for callback in scheduler.callbacks:
        origin = Origin("a.json", "/tasks/topnet1/farmq", callback.spec.parm)
        callbacks.append(replace(callback, snippet=replace(callback.snippet, origin=origin)))
    found = check(replace(scheduler, callbacks=tuple(callbacks)))
    places = [(f.span.origin.parm, f.span.line) for f in found]
    assert places == [("onschedule", 1), ("onschedule", 2), ("ontick", 1), ("ontick", 2)]


def test_a_finding_names_its_callback_and_shows_its_line() -> None:
    (found,) = findings({"ontick.py": "x = 1\nreturn  None"})
    assert (found.callback, found.line) == ("onTick", "return  None")
    (found,) = findings({"onstart.py": "if"})
    assert (found.callback, found.line) == ("onStart", "if")
    (found,) = findings({"oncancelworkitems.py": "pass"}, houdini="18.0")
    assert (found.callback, found.line) == ("onCancelWorkItems", "pass")
    (found,) = findings({"header.py": "nothing"})
    assert (found.callback, found.line) == ("", "nothing")


def test_our_own_default_bodies_are_not_checked() -> None:
    scheduler = with_provenance(
        scheduler_of({"onschedule.py": "nonsense ="}), Provenance.OWN_DEFAULT
    )
    assert [finding.name for finding in check(scheduler)] == ["schedule-missing"]


@pytest.mark.parametrize("text", ["nonsense =", "undefined", "return True", "yield"])
def test_what_the_node_was_created_with_is_never_more_than_a_note(text: str) -> None:
    scheduler = scheduler_of({"onschedule.py": text})
    assert {f.severity for f in check(scheduler)} == {Severity.ERROR}
    untouched = check(with_provenance(scheduler, Provenance.NODE_DEFAULT))
    assert {f.severity for f in untouched} == {Severity.NOTE}


def test_one_broken_text_does_not_hide_the_others() -> None:
    found = findings({"ontick.py": "if", "onstart.py": "return None", "methods.py": "def"})
    assert [(f.callback, f.name) for f in found] == [
        ("", "syntax-error"),
        ("onStart", "bool-result"),
        ("onTick", "syntax-error"),
    ]


def test_two_texts_may_be_the_same() -> None:
    files = {"onschedule.py": "return None", "ontick.py": "return None"}
    assert [f.name for f in findings(files)] == ["schedule-result", "tick-result"]


def test_a_text_may_be_all_of_a_node_without_a_place() -> None:
    snippet = Snippet("header", "os", Origin("-"))
    scheduler = replace(scheduler_of({"onschedule.py": GOOD_SCHEDULE}), header=snippet)
    assert [str(f.span) for f in check(scheduler)] == ["-:1:1"]


RULE = Rule("pysched_gen.check.rules.some_rule", "PSG999", Severity.NOTE)


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        ("", "", "17.5", LATEST.name),
        ("19.5", "", "19.5", LATEST.name),
        ("", "19.0", "17.5", "19.0"),
    ],
)
def test_a_rule_holds_for_its_releases(since: str, until: str, first: str, last: str) -> None:
    rule = Rule("a.b", "PSG999", Severity.NOTE, since=since, until=until)
    held = [release.name for release in RELEASES if rule.holds_for(release)]
    assert (held[0], held[-1]) == (first, last)
    assert held == [r.name for r in RELEASES if first <= r.name <= last]


@pytest.mark.parametrize(
    ("kinds", "callbacks", "expected"),
    [
        (ANY, (), {"onTick", "onStart", "init", "header"}),
        (frozenset({Kind.CALLBACK}), (), {"onTick", "onStart"}),
        (frozenset({Kind.CALLBACK}), ("onTick",), {"onTick"}),
        (frozenset({Kind.HEADER}), (), {"header"}),
    ],
)
def test_a_rule_looks_at_its_texts(
    kinds: frozenset[Kind], callbacks: tuple[str, ...], expected: set[str]
) -> None:
    rule = Rule("a.b", "PSG999", Severity.NOTE, kinds=kinds, callbacks=callbacks)
    texts = {
        "onTick": (Kind.CALLBACK, "onTick"),
        "onStart": (Kind.CALLBACK, "onStart"),
        "init": (Kind.INIT, "__init__"),
        "header": (Kind.HEADER, ""),
    }
    assert {name for name, text in texts.items() if rule.looks_at(*text)} == expected


def test_a_rule_is_named_after_its_file() -> None:
    assert repr(RULE) == "PSG999 some-rule"


SCRIPT = """
from tools import findings
from pysched_gen.check.report import render_text
texts = {"init.py": "import hou\\nfrob, frab, frib\\nself['a'], self['b']\\nx: int = f'{(y := 1)}'"}
texts["ontick.py"] = "return a or pdg.tickResult.Done"
print(render_text(findings(texts, houdini="17.5"), color=False))
"""


def test_the_order_does_not_hang_on_hashes() -> None:
    shown = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(shown) == 1
    assert shown.pop().count("\n") > 20
