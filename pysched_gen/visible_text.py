"""Texts of others for a terminal or a report: what would move the cursor or turn text round shows.

Whatever came from a file, a name, a process or an exception goes through here. Ranges are spelt
out, since the tables of Unicode that Pythons have differ.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "TURNING",
    "SafeText",
    "capped",
    "capped_lines",
    "colored",
    "cut_lines",
    "json_text",
    "safe",
    "safe_lines",
    "visible",
    "visible_data",
    "visible_line",
]

# Inside of a class of characters: controls (C0, DEL, C1) but tab and line end, format characters,
# separators of lines, halves of characters, and what is no character.
_HIDDEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u070f\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
TURNING = "\u202a-\u202e\u2066-\u2069"  # marks that turn the order of what is shown
# Joiners are letters' business in other scripts than Latin, and join emoji; elsewhere they hide.
_JOINERS = "(?:^|(?<=[\x00-\x7f]))[\u200c\u200d]"
_UNSEEN = re.compile(f"[{_HIDDEN}]|{_JOINERS}")
_UNSEEN_IN_LINE = re.compile(f"[{_HIDDEN}\t\n]|{_JOINERS}")
_BYTE, _PLANE = 0x100, 0x10000
_LONGEST = 2000  # characters of a line that are shown
_MARK = 30  # of them at most for what says how many are left out
_MOST = 200  # lines of a text that are shown
_COLORS = {"red": 31, "green": 32, "yellow": 33, "cyan": 36}


class SafeText(str):
    """Text for a terminal that holds no other controls than our own styles.

    Only `safe`, `safe_lines` and `colored` make such. What an f-string or `+` makes of one is a
    plain text again, whose styles would be shown as escapes.
    """

    __slots__ = ()


def safe(*parts: str) -> SafeText:
    """Join `parts`; those that are not safe are made visible."""
    return SafeText("".join(map(_safe, parts)))


def _safe(text: str) -> str:
    return str(text) if isinstance(text, SafeText) else visible(text)


def visible(text: str) -> str:
    r"""Return `text` with `\x1b` or `\u202e` for what does not show; tabs and line ends stay."""
    return _UNSEEN.sub(_escape, text)


def visible_data(value: object) -> object:
    """Return plain data with every text in its values made visible."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {key: visible_data(one) for key, one in value.items()}
    return [visible_data(one) for one in value] if isinstance(value, (list, tuple)) else value


def visible_line(text: str) -> str:
    """Return `text` as one line of bounded length, its tabs and line ends as escapes."""
    return _cut(_UNSEEN_IN_LINE.sub(_escape, text))


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    if number < _BYTE:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < _PLANE else f"\\U{number:08x}"


def colored(text: str, color: str, *, on: bool = True, bold: bool = False) -> SafeText:
    """Return `text` made visible, in red, green, yellow or cyan where that is `on`."""
    shown = _safe(text)
    if not on or not shown:
        return SafeText(shown)
    return SafeText(f"\x1b[{'1;' if bold else ''}{_COLORS[color]}m{shown}\x1b[0m")


def safe_lines(lines: Iterable[str]) -> SafeText:
    """Join `lines`; those that are not safe are made visible, one line each, and cut."""
    return SafeText(
        "\n".join(str(one) if isinstance(one, SafeText) else visible_line(one) for one in lines)
    )


def capped(text: str, most: int = _MOST) -> str:
    """Return at most the first `most` lines of `text`, each cut, and say how much is left out."""
    return "\n".join(capped_lines(text.split("\n"), most))


def capped_lines(lines: Iterable[str], most: int = _MOST) -> Iterator[str]:
    """Yield at most `most` of `lines`, each cut, and a line that says how many are left out."""
    left = 0
    for number, line in enumerate(lines):
        if number < most:
            yield _cut(line)
        else:
            left += 1
    if left:
        yield f"\u2026 {left} more line{'s'[: left != 1]}"


def cut_lines(text: str) -> str:
    """Return `text` with each line cut."""
    return "\n".join(map(_cut, text.split("\n")))


def _cut(line: str) -> str:
    if len(line) <= _LONGEST:
        return line
    kept = _LONGEST - _MARK  # what is cut is not cut again
    return f"{line[:kept]}\u2026 {len(line) - kept} more"


def json_text(value: object, indent: int | None = 2) -> str:
    """Return `value` as JSON in ASCII, which any stream can hold, without controls in strings."""
    return json.dumps(value, indent=indent).replace("\x7f", "\\u007f")
