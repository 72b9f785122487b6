"""Layers of settings in, the rules that look and the severity of what they find out.

A later layer wins: the project's settings, then the manifest's, then the command line's. Inside a
layer the longer word wins, as in `--select PSG101 --ignore PSG1`; of two equal ones, `ignore`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.plugins import plugin_rules
from pysched_gen.check.registry import RULE_OF_CODE, RULES, known_rules, rule_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pysched_gen.check.rule import Rule
    from pysched_gen.sources.check_settings import CheckSettings, RuleWord

__all__ = ["Selection", "near_names", "near_rule", "rules_of", "selection_of"]

_ALL = "ALL"
_CODE_LIKE = re.compile(r"([A-Za-z]*)[-_ ]?(\d[\dOoIl]*)")
_AS_DIGITS = str.maketrans("OIL", "011")
_EXACT = 100  # longer than any start of a code
_CODES = frozenset(rule.code for rule in RULES)


@dataclass(frozen=True, slots=True)
class Selection:
    """The codes of the rules that look, and severities by code where they were changed.

    `per_file` holds patterns of files with the codes of the rules that do not look at them.
    """

    codes: frozenset[str]
    severities: Mapping[str, Severity]
    per_file: tuple[tuple[str, frozenset[str]], ...] = ()

    def looks_at(self, code: str, path: str) -> bool:
        """Return whether the rule `code` looks at the file `path`."""
        return not any(
            code in codes and (fnmatchcase(path, pattern) or fnmatchcase(path, f"*/{pattern}"))
            for pattern, codes in self.per_file
        )


def rules_of(word: str) -> tuple[Rule, ...]:
    """Return the rules that `word` stands for, () for a word that stands for none."""
    rule = rule_named(word)
    if rule is not None:
        return (rule,)
    if word == _ALL:
        return known_rules()
    found = (rule for rule in known_rules() if rule.code.startswith(word))
    return tuple(found) if len(word) > 2 else ()  # noqa: PLR2004 - PSG, not P


def near_rule(word: str) -> str:
    """Return what to write in place of `word`, which stands for no rule, as words of a message."""
    near = near_names(word)
    return f"did you mean {near}?" if near else '"pysched-gen rules" lists them'


def near_names(word: str, others: Iterable[str] = ()) -> str:
    """Return the rules, or `others`, that `word` is a slip for or has a word of, "" for none.

    Of codes, only one with the same digits is near: other digits are another rule altogether.
    """
    if code := _CODE_LIKE.fullmatch(word):
        letters, digits = code[1].upper(), code[2].upper().translate(_AS_DIGITS)
        codes = [one for one in RULE_OF_CODE if one.removesuffix(digits).isalpha()]
        starts = {one.removesuffix(digits): one for one in codes}
        near = get_close_matches(letters, starts, n=1) if letters else list(starts)
        return _any_of([starts[one] for one in near])
    names = {name.lower(): name for name in (*(rule.name for rule in known_rules()), *others)}
    shown = word.lower().replace("_", "-")
    close = get_close_matches(shown, names, n=1, cutoff=0.7)
    words = {one for one in shown.split("-") if len(one) > 3}  # noqa: PLR2004 - no "in", "of"
    alike = [one for one in sorted(names) if words and words <= {*one.split("-")}]
    return _any_of([names[one] for one in close or alike])


def _any_of(names: Sequence[str]) -> str:
    """Return at most three of `names` in quotes, joined as in a sentence."""
    *first, last = [f'"{name}"' for name in names[:3]] or [""]
    return f"{', '.join(first)} or {last}" if first else last


def selection_of(layers: Sequence[CheckSettings]) -> Selection:
    """Return what `layers` give together, the last one having the last word.

    Words that stand for no rule are passed by. Rules without which no package can be made always
    look, and what they find stays an error.
    """
    plugins = [rule for layer in layers for rule in plugin_rules(layer.plugins)]
    named = {
        word.word for layer in layers for word in (*layer.extend_select, *(layer.select or ()))
    }
    asked = {rule.code for rule in known_rules() if {rule.code, rule.name} & named}
    every = _CODES | {rule.code for rule in plugins} | asked
    codes = set(every)
    severities: dict[str, Severity] = {}
    per_file: list[tuple[str, frozenset[str]]] = []
    for layer in layers:
        codes = _layered(codes, layer)
        ordered = sorted(layer.severity, key=lambda item: _weight(item[0].word))
        for word, severity in ordered:
            for rule in rules_of(word.word):
                severities[rule.code] = Severity(severity)
        per_file += [(pattern, _without(words)) for pattern, words in layer.per_file]
    essential = {rule.code for rule in RULES if rule.essential}
    kept = {code: value for code, value in severities.items() if code not in essential}
    return Selection(frozenset((codes & every) | essential), kept, tuple(per_file))


def _without(words: Iterable[RuleWord]) -> frozenset[str]:
    found = (rule for word in words for rule in rules_of(word.word))
    return frozenset(rule.code for rule in found if not rule.essential)


def _layered(codes: set[str], layer: CheckSettings) -> set[str]:
    said: dict[str, tuple[int, bool]] = {}
    for words, out in (
        (layer.select or (), False),
        (layer.extend_select, False),
        (layer.ignore, True),
    ):
        for word in words:
            for rule in rules_of(word.word):
                weight = (_weight(word.word), out)
                said[rule.code] = max(said.get(rule.code, weight), weight)
    left_out = {code for code, (_, out) in said.items() if out}
    before = codes if layer.select is None else set()
    return (before | said.keys()) - left_out


def _weight(word: str) -> int:
    if word == _ALL:
        return 0
    return _EXACT if rule_named(word) else len(word)
