"""Every rule there is: one for each file in `check.rules`, in order of their codes."""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from pysched_gen.check import rules
from pysched_gen.check.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "HEADINGS",
    "RULES",
    "RULE_OF_CODE",
    "Page",
    "add_rules",
    "known_rules",
    "page_of",
    "rule_named",
]

HEADINGS = ("What it does", "Why it matters on a farm", "Bad", "Good", "Since")


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a rule: one sentence, then the text under each of `HEADINGS`."""

    summary: str
    sections: tuple[tuple[str, str], ...]


def _load() -> tuple[Rule, ...]:
    found: dict[str, Rule] = {}
    for info in pkgutil.iter_modules(rules.__path__):
        rule = import_module(f"{rules.__name__}.{info.name}").rule
        if not isinstance(rule, Rule):
            raise TypeError(f"{info.name}: `rule` is not a Rule")
        other = found.setdefault(rule.code, rule)
        if other is not rule:
            raise ValueError(f"{rule.code} is taken by {other.name}; give {rule.name} another code")
    return tuple(found[code] for code in sorted(found))


RULES = _load()

RULE_OF_CODE = {rule.code: rule for rule in RULES}
_BY_NAME = {identifier: rule for rule in RULES for identifier in (rule.code, rule.name)}


def rule_named(identifier: str) -> Rule | None:
    """Return the rule whose code or name is `identifier`, or None."""
    return _BY_NAME.get(identifier)


def add_rules(rules: Iterable[Rule]) -> None:
    """Let rules of a plug-in be found by code and name; which of all look, the settings say.

    Raises:
        ValueError: a code or name is taken by another rule.
    """
    for rule in rules:
        for word in (rule.code, rule.name):
            if _BY_NAME.setdefault(word, rule) is not rule:
                raise ValueError(f"{word} is a rule of pysched-gen, or of another plug-in")
        RULE_OF_CODE[rule.code] = rule


def known_rules() -> tuple[Rule, ...]:
    """Return the rules that ship and those of plug-ins that were asked for, by code."""
    return tuple(RULE_OF_CODE[code] for code in sorted(RULE_OF_CODE))


def page_of(rule: Rule) -> Page:
    """Return the page of `rule`, which is the docstring of its file."""
    text = import_module(rule.module).__doc__ or ""
    summary, *parts = text.split("\n## ")
    sections = [part.partition("\n")[::2] for part in parts]
    return Page(summary.strip(), tuple((title, body.strip("\n")) for title, body in sections))
