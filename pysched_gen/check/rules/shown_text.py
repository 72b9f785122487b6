r"""Labels and the category are shown in menus: one line of plain text.

## What it does
Reports a label that is empty, and a category or label, that of a parameter too, with line ends or
other control characters, and such characters in a menu, help or a default. So are marks that turn
the order of what is shown. Quotes, braces and letters of any language are fine.

## Why it matters on a farm
The TAB menu shows what it is given. An entry without a label cannot be found or clicked, and a
line end breaks the dialog script that adds the parameters to other nodes.

## Bad
    # scheduler.toml
    label = "Farm\nQ"

## Good
    # scheduler.toml
    label = "Farm \"Q\""

## Since
Every release.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.visible_text import TURNING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context
    from pysched_gen.sources.parameters import Parameter

__all__ = ["rule"]

rule = Rule(__name__, "PSG053", Severity.ERROR, essential=True)

# Control characters, surrogates, separators of lines and paragraphs, and marks that turn text.
_UNSHOWN = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029{TURNING}]")
_UNSHOWN_IN_LINES = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x80-\x9f\ud800-\udfff{TURNING}]")


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report texts that no menu can show."""
    scheduler = context.scheduler
    if not scheduler.label.strip():
        yield Finding(scheduler.span_of("label"), "the label is empty; give the scheduler one")
    for key, value in (("label", scheduler.label), ("category", scheduler.category)):
        problem = _problem(value)
        if problem:
            # The category is made of the label where none is given: say it once.
            yield Finding(scheduler.span_of(key), f"the {key} {problem}")
            break
    for parameter in scheduler.parameters:
        if parameter.holds_value:
            for what, problem in _problems(parameter):
                yield Finding(parameter.span, f"the {what} of {parameter.name} {problem}")
                break


def _problems(parameter: Parameter) -> Iterator[tuple[str, str]]:
    menu = () if parameter.menu is None else (*parameter.menu.tokens, *parameter.menu.labels)
    texts = {
        "label": (parameter.label,),
        "menu": menu,
        "folder": parameter.folder,
    }
    for what, values in texts.items():
        yield from ((what, problem) for problem in map(_problem, values) if problem)
    defaults = tuple(value for value in parameter.default if isinstance(value, str))
    for what, values in {"help": (parameter.help,), "default": defaults}.items():
        for value in values:
            found = _UNSHOWN_IN_LINES.search(value)
            if found:
                yield what, f"holds the {_what(found[0])}; write plain text"


def _problem(text: str) -> str:
    found = _UNSHOWN.search(text)
    return f"holds the {_what(found[0])}; write it in one line of plain text" if found else ""


def _what(character: str) -> str:
    turns = re.fullmatch(f"[{TURNING}]", character)
    kind = "mark" if turns else "control character"
    code = f"{kind} U+{ord(character):04X}"
    return f"{code}, which turns the order of text" if turns else code
