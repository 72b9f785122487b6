"""Every rule: its page, its tests and its place in the table."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace
from importlib import import_module
from itertools import islice, product
from typing import TYPE_CHECKING, Any

import pytest
from tools import findings, texts_in

from pysched_gen.check.engine import check
from pysched_gen.check.registry import HEADINGS, RULES, page_of, rule_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import FunctionType, ModuleType

    from pysched_gen.check.diagnostic import Diagnostic
    from pysched_gen.check.rule import Rule

by_name = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def example(rule: Rule, heading: str) -> str:
    return dict(page_of(rule).sections)[heading]


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert [rule.code for rule in RULES] == sorted(rule.code for rule in RULES)


@by_name
def test_code_and_name_are_well_formed_and_both_found(rule: Rule) -> None:
    assert re.fullmatch(r"PSG\d{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert rule_named(rule.code) is rule
    assert rule_named(rule.name) is rule


def test_an_unknown_rule_is_none() -> None:
    assert rule_named("PSG999") is None


@by_name
def test_the_page_has_every_heading_in_order(rule: Rule) -> None:
    page = page_of(rule)
    assert tuple(title for title, _ in page.sections) == HEADINGS
    assert all(text for _, text in page.sections)
    assert re.fullmatch(r".*\.", page.summary), "one sentence"


@by_name
def test_the_bad_example_is_found_by_this_rule_and_no_other(rule: Rule) -> None:
    files, expressions = texts_in(example(rule, "Bad"))
    whole = rule.name == "schedule-missing"
    found = findings(files, whole=whole, expressions=expressions)
    assert {finding.name for finding in found} == {rule.name}


@by_name
def test_the_good_example_is_clean(rule: Rule) -> None:
    files, expressions = texts_in(example(rule, "Good"))
    found = findings(files, expressions=expressions)
    assert [f"{finding.code} {finding.message}" for finding in found] == []


@by_name
def test_two_cases_of_the_rule_fire_at_a_place_and_two_must_not(
    rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Play cases of the rule's own tests, and again with a wrong answer: they must fail then."""
    answers = Answers(rule, monkeypatch)
    module = import_module(f"test_{rule.name.replace('-', '_')}")
    assert take(2, (one for one in cases(module, "test_found") if answers.fires(*one))) == 2
    assert take(2, (one for one in cases(module, "test_fine") if answers.is_fine(*one))) == 2


def take(count: int, proofs: Iterable[object]) -> int:
    """Give how many there are, and look at no more than `count`."""
    return len(list(islice(proofs, count)))


def cases(module: ModuleType, name: str) -> Iterator[tuple[FunctionType, dict[str, object]]]:
    """Give each test of `module` that is called so, with the arguments of each of its cases."""
    for key, test in vars(module).items():
        if inspect.isfunction(test) and key.startswith(name):
            marks = [one for one in getattr(test, "pytestmark", ()) if one.name == "parametrize"]
            for rows in product(*(rows_of(*mark.args[:2]) for mark in marks)):
                yield test, {name: value for row in rows for name, value in row.items()}


def rows_of(names: str | tuple[str, ...], values: Iterable[Any]) -> list[dict[str, object]]:
    if isinstance(names, str):
        return [{names: value} for value in values]
    return [dict(zip(names, value, strict=True)) for value in values]


class Answers:
    """What the tests of a rule get from `check`: the truth, or something else in its place."""

    def __init__(self, rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
        self.rule = rule
        self.patch = monkeypatch
        self.seen: list[Diagnostic] = []

    def fires(self, test: FunctionType, arguments: dict[str, object]) -> bool:
        """Tell whether a case has a finding of the rule, and is lost where that is moved."""
        before = len(self.seen)
        holds = self.passes(test, arguments, self.noted) and len(self.seen) > before
        return holds and not self.passes(test, arguments, self.moved)

    def is_fine(self, test: FunctionType, arguments: dict[str, object]) -> bool:
        """Tell whether a case holds, and is lost where the rule has a finding after all."""
        return self.passes(test, arguments, tuple) and not self.passes(
            test, arguments, lambda found: (*found, self.seen[0])
        )

    def passes(
        self,
        test: FunctionType,
        arguments: dict[str, object],
        change: Callable[[tuple[Diagnostic, ...]], tuple[Diagnostic, ...]],
    ) -> bool:
        self.patch.setattr("tools.check", lambda scheduler: change(check(scheduler)))
        try:
            test(**arguments)
        except (AssertionError, LookupError, ValueError):
            return False
        return True

    def noted(self, found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
        self.seen += [one for one in found if one.name == self.rule.name]
        return found

    def moved(self, found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
        """Give the findings of the rule at a place where nothing is."""
        every = []
        for one in found:
            nowhere = replace(one.span, line=one.span.line + 900, column=9000)
            every.append(replace(one, span=nowhere) if one.name == self.rule.name else one)
        return tuple(every)
