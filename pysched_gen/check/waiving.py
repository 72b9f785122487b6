"""Findings and what accepts them in; what is left, what was accepted and what waivers lack out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Waiver
from pysched_gen.check.registry import rule_named
from pysched_gen.check.selection import near_rule, rules_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pysched_gen.check.diagnostic import Diagnostic
    from pysched_gen.check.rule import Rule
    from pysched_gen.check.waiver_comments import WaiverComment
    from pysched_gen.sources.check_settings import CheckSettings, RuleWord

__all__ = ["apply_waivers"]

_UNUSED, _UNKNOWN, _WITHOUT_REASON = "unused-waiver", "unknown-rule", "waiver-without-reason"
_ESSENTIAL = "no package can be made of what {} finds, so it cannot be waived; mend it"


def apply_waivers(
    found: Sequence[Diagnostic],
    manifest: CheckSettings,
    comments: Sequence[WaiverComment],
    codes: frozenset[str],
) -> tuple[list[Diagnostic], list[Diagnostic], list[Diagnostic]]:
    """Return the findings that are left, those that are waived, and what is wrong with waivers.

    `codes` are those of the rules that looked: a waiver of another is neither used nor unused.
    """
    left: list[Diagnostic] = []
    waived: list[Diagnostic] = []
    used: set[tuple[int, str]] = set()
    for finding in found:
        waiver = _by_comment(finding, comments, used) or _by_manifest(finding, manifest, used)
        if waiver is None:
            left.append(finding)
        else:
            waived.append(replace(finding, waiver=waiver))
    about = [
        *_about_comments(comments, used, codes),
        *_about_ignored(manifest, used, codes),
        *_about_words(manifest),
    ]
    return left, waived, [one for one in about if one.code in codes]


def _by_comment(
    finding: Diagnostic, comments: Sequence[WaiverComment], used: set[tuple[int, str]]
) -> Waiver | None:
    for comment in comments:
        for word in comment.words:
            rule = rule_named(word)
            same = rule is not None and rule.code == finding.code and not rule.essential
            if same and comment.covers(finding):
                used.add((id(comment), word))
                return Waiver(comment.reason, in_source=True)
    return None


def _by_manifest(
    finding: Diagnostic, manifest: CheckSettings, used: set[tuple[int, str]]
) -> Waiver | None:
    for word in manifest.ignore:
        if any(rule.code == finding.code and not rule.essential for rule in rules_of(word.word)):
            used.add((id(word), word.word))
            return Waiver(word.reason, in_source=False)
    return None


def _about_comments(
    comments: Sequence[WaiverComment], used: set[tuple[int, str]], codes: frozenset[str]
) -> Iterator[Diagnostic]:
    for comment in comments:
        if not comment.words:
            message = "names no rule, so it waives nothing; write # psg: ignore[text-result] reason"
            yield _in_comment(_UNKNOWN, comment, message)
        wrong = False
        for word in comment.words:
            rule = rule_named(word)
            message = _why_not(word, rule)
            if message:
                yield _in_comment(_UNKNOWN, comment, message)
            elif rule and rule.code in codes and (id(comment), word) not in used:
                yield _in_comment(_UNUSED, comment, f"{word} finds nothing here; remove the waiver")
            else:
                continue
            wrong = True
        if comment.words and not comment.reason and not wrong:
            shown = f"# psg: ignore[{', '.join(comment.words)}]"
            message = f"says no reason; write why, as in {shown} the farm replaces it"
            yield _in_comment(_WITHOUT_REASON, comment, message)


def _why_not(word: str, rule: Rule | None) -> str:
    if rule is None and rules_of(word):
        return f"{word} is the start of several codes; name each rule"
    if rule is None:
        return f'no rule is called "{word}"; {near_rule(word)}'
    return _ESSENTIAL.format(rule) if rule.essential else ""


def _in_comment(name: str, comment: WaiverComment, message: str) -> Diagnostic:
    return _rule(name).diagnostic(comment.span, message, comment.line, comment.method)


def _about_ignored(
    manifest: CheckSettings, used: set[tuple[int, str]], codes: frozenset[str]
) -> Iterator[Diagnostic]:
    for word in manifest.ignore:
        rules = rules_of(word.word)
        if not rules or word.span is None:
            continue
        looked = any(rule.code in codes for rule in rules)
        if all(rule.essential for rule in rules):
            message = _ESSENTIAL.format(rules[0])
            yield _rule(_UNKNOWN).diagnostic(word.span, message)
        elif looked and (id(word), word.word) not in used:
            message = f"{word.word} finds nothing in this scheduler; remove it from ignore"
            yield _rule(_UNUSED).diagnostic(word.span, message)
        elif not word.reason:
            entry = f'{{ rule = "{word.word}", reason = "the farm replaces it" }}'
            message = f"says no reason; write {entry}"
            yield _rule(_WITHOUT_REASON).diagnostic(word.span, message)


def _about_words(manifest: CheckSettings) -> Iterator[Diagnostic]:
    words: list[RuleWord] = [*(manifest.select or ()), *manifest.extend_select, *manifest.ignore]
    words += [word for word, _ in manifest.severity]
    for word in words:
        if not rules_of(word.word) and word.span is not None:
            message = f'no rule is called "{word.word}"; {near_rule(word.word)}'
            yield _rule(_UNKNOWN).diagnostic(word.span, message)


def _rule(name: str) -> Rule:
    rule = rule_named(name)
    assert rule is not None, "the rules about waivers are files of check.rules"  # noqa: S101
    return rule
