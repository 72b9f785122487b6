"""Findings for a person at a terminal: place, message, source line and a caret under it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.visible_text import SafeText, colored, safe, safe_lines, visible, visible_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pysched_gen.check.diagnostic import Diagnostic

__all__ = ["placed_message", "render_text", "worst"]

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_CARET_COLOR = "green"
_TAB = 4
_WIDTH = 100  # cells of a source line that are shown
_BEFORE = 60  # cells shown before the caret at most
_MARGIN = "  "
_CUT = "..."
_MOST = 1000  # findings that a person, or a server's list of test cases, is shown


def render_text(diagnostics: Sequence[Diagnostic], waived: int = 0, *, color: bool) -> SafeText:
    """Return `diagnostics` by file and a summary; "" for none. Ends with a line end.

    Files, or nodes of one, come in the order of their first finding, with an empty line between
    two of them; what is found in one keeps its order.
    `waived` is the number of findings that were accepted and are not shown.
    `color` adds the escape sequences of a terminal; user text never does, its control characters
    are made visible.
    """
    if not diagnostics:
        return safe()
    shown = worst(diagnostics)
    by_file: dict[tuple[str, str], list[SafeText]] = {}
    for one in shown:
        place = one.span.origin.path, one.span.origin.node
        by_file.setdefault(place, []).append(_block(one, color=color))
    blocks = [safe_lines(found) for found in by_file.values()]
    if len(blocks) > 1:
        blocks = [safe(block, "\n") for block in blocks]
    left = len(diagnostics) - len(shown)
    if left:
        blocks.append(safe(f"\u2026 {_count(left, 'more finding')}; --format json gives all"))
    return safe(safe_lines([*blocks, _summary(diagnostics, waived)]), "\n")


def worst(diagnostics: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    """Return `diagnostics`, or the 1,000 most severe where there are more, in their order."""
    if len(diagnostics) <= _MOST:
        return diagnostics
    ranks = {severity: rank for rank, severity in enumerate(Severity)}
    by_rank = sorted(range(len(diagnostics)), key=lambda at: ranks[diagnostics[at].severity])
    return [diagnostics[at] for at in sorted(by_rank[:_MOST])]


def placed_message(diagnostic: Diagnostic) -> str:
    """Return the message; in a dump, whose place is that of its file, with node and line."""
    span, origin = diagnostic.span, diagnostic.span.origin
    if not origin.node or span.in_file is None:
        return diagnostic.message
    text = f"line {span.line} of {origin.parm} of " if diagnostic.line else ""
    return f"{diagnostic.message} ({text}{origin.node})"


def _block(diagnostic: Diagnostic, *, color: bool) -> SafeText:
    label = f"{diagnostic.severity.value}[{diagnostic.title}]"
    head = colored(label, _COLORS[diagnostic.severity], on=color, bold=True)
    place, message = visible_line(str(diagnostic.span)), visible_line(placed_message(diagnostic))
    lines = [safe(place, ": ", head, ": ", message)]
    if diagnostic.line.strip():
        source, caret = _excerpt(diagnostic)
        mark = colored(caret, _CARET_COLOR, on=color, bold=True)
        lines += [safe(_MARGIN, source), safe(_MARGIN, mark)]
    return safe_lines(lines)


def _excerpt(diagnostic: Diagnostic) -> tuple[str, str]:
    """Return the source line as it is shown and the line of carets under it."""
    line, span = diagnostic.line, diagnostic.span
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    cells = _cells(line)
    first, last = _window(cells, start)
    before = _CUT if first else ""
    shown = before + "".join(cells[first:last]) + (_CUT if last < len(cells) else "")
    offset = len(before) + sum(map(_width, cells[first:start]))
    marked = sum(map(_width, cells[start : min(end, last)]))
    return shown.rstrip(), " " * offset + "^" * max(1, marked)


def _cells(line: str) -> list[str]:
    """Return what is shown for each character of `line`."""
    cells: list[str] = []
    column = 0
    for character in line:
        shown = " " * (_TAB - column % _TAB) if character == "\t" else _visible(character)
        cells.append(shown)
        column += _width(shown)
    return cells


def _window(cells: list[str], start: int) -> tuple[int, int]:
    """Return the part of `cells` to show, so that `start` is in it."""
    if sum(map(_width, cells)) <= _WIDTH:
        return 0, len(cells)
    first, room = start, _BEFORE
    while first > 0 and room >= _width(cells[first - 1]):
        first -= 1
        room -= _width(cells[first])
    last, room = first, _WIDTH
    while last < len(cells) and room >= _width(cells[last]):
        room -= _width(cells[last])
        last += 1
    return first, last


def _width(text: str) -> int:
    """Return the number of terminal cells `text` takes."""
    return sum(map(_character_width, text))


def _character_width(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _visible(character: str) -> str:
    return " " if unicodedata.category(character) == "Zs" else visible(character)


def _summary(diagnostics: Sequence[Diagnostic], waived: int) -> str:
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    found = [_count(counts[severity], severity.value) for severity in Severity if counts[severity]]
    texts = len({diagnostic.span.origin for diagnostic in diagnostics})
    accepted = f", {waived} waived" if waived else ""
    return f"{', '.join(found)} in {_count(texts, 'text')}{accepted}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
