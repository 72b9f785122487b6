"""Every rule: its page, its tests and its place in the table."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from math import prod
from typing import TYPE_CHECKING

import pytest
from tools import findings, texts_in

from pysched_gen.check.registry import HEADINGS, RULES, page_of, rule_named

if TYPE_CHECKING:
    from types import FunctionType, ModuleType

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
def test_two_cases_of_the_rule_fire_at_a_place_and_two_must_not(rule: Rule) -> None:
    module = import_module(f"test_{rule.name.replace('-', '_')}")
    tests = [one for one in vars(module).items() if inspect.isfunction(one[1])]
    found = [test for name, test in tests if name.startswith("test_found")]
    fine = [test for name, test in tests if name.startswith("test_fine")]
    assert sum(map(cases, found)) >= 2
    assert sum(map(cases, fine)) >= 2
    unplaced = [test.__name__ for test in found if not asserts_a_place(test, module)]
    assert unplaced == []


def cases(test: FunctionType) -> int:
    marks = (mark for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize")
    return prod(len(list(mark.args[1])) for mark in marks)


def asserts_a_place(test: FunctionType, module: ModuleType) -> bool:
    """Tell whether a test, or what it calls of its module, looks at where a finding is."""
    called = [getattr(module, name, None) for name in test.__code__.co_names]
    own = [test, *(one for one in called if inspect.isfunction(one))]
    return any(re.search(r"check_finds|span|places", inspect.getsource(one)) for one in own)
