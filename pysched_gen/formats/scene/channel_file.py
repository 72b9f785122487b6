"""A `.chn` member in, the channels of a node out: its expressions and keyframes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.formats.scene.member import (
    QUOTED,
    decode_member,
    end_of_escaped,
    refuse,
    unescape,
)

if TYPE_CHECKING:
    from pysched_gen.span import Origin

__all__ = ["HSCRIPT", "Channel", "Segment", "parse_channels"]

HSCRIPT = "hscript"


@dataclass(frozen=True, slots=True)
class Segment:
    """What a channel follows from one keyframe to the next.

    `expression` may be a function of the channel such as `bezier()`; `language` is "hscript"
    or "python".
    """

    expression: str
    language: str = HSCRIPT


@dataclass(frozen=True, slots=True)
class Channel:
    """One driven component; more than one segment is an animation.

    `default` is the text or number behind the expression, "" where none is told.
    """

    name: str
    segments: tuple[Segment, ...]
    default: str = ""


def parse_channels(data: bytes, origin: Origin) -> tuple[Channel, ...]:
    """Give the channels in the `.chn` member `data` of the node at `origin`.

    Raises:
        SourceError: it breaks the grammar; the span is the place in the member.
    """
    return _Reader(decode_member(data), origin).channels()


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    quoted: bool
    start: int

    def is_sign(self, sign: str) -> bool:
        return self.text == sign and not self.quoted


# A bare word may hold escaped quotes, as in ch(\"../tx\").
_WORD = re.compile(r"\s*(?:" + QUOTED + r"(?!\S)|([^\s\"]\S*))")
_SPACE = re.compile(r"\s*")
MOST_PARTS = 250_000  # channels and segments of a node: what bounds the memory for many empty ones


class _Reader:
    def __init__(self, text: str, origin: Origin) -> None:
        self._text = text
        self._origin = origin
        self._at = 0
        self._parts = 0

    def channels(self) -> tuple[Channel, ...]:
        self._expect("{")
        found: list[Channel] = []
        while not (word := self._next()).is_sign("}"):
            if not word.is_sign("channel"):
                self._refuse(word, 'expected "channel" or }')
            found.append(self._channel(self._next().text))
            self._count(word)
        if self._text[self._at :].strip():
            self._refuse(self._next(), "expected nothing behind the last }")
        return tuple(found)

    def _channel(self, name: str) -> Channel:
        self._expect("{")
        segments: list[Segment] = []
        default = ""
        while not (word := self._next()).is_sign("}"):
            if word.is_sign("segment"):
                segments.append(self._segment())
                self._count(word)
            elif word.is_sign("="):
                pass
            elif word.is_sign("{"):
                self._skip_block()
            elif word.is_sign("default") or word.is_sign("defaultString"):
                self._expect("=")
                default = _without_quotes(self._next().text)
        return Channel(name, tuple(segments), default)

    def _segment(self) -> Segment:
        """Read what stands in braces; only `expr` and `language` say what drives a value."""
        self._expect("{")
        expression, language = "", HSCRIPT
        while not (word := self._next()).is_sign("}"):
            if word.is_sign("{"):
                self._skip_block()
            elif word.is_sign("expr"):
                self._expect("=")
                expression = self._next().text
            elif word.is_sign("language"):
                self._expect("=")
                language = self._next().text
        return Segment(expression, language)

    def _count(self, word: _Word) -> None:
        self._parts += 1
        if self._parts > MOST_PARTS:
            self._refuse(word, f"more than {MOST_PARTS:,} channels and keyframes")

    def _skip_block(self) -> None:
        depth = 1
        while depth:
            word = self._next()
            depth += word.is_sign("{") - word.is_sign("}")

    def _expect(self, sign: str) -> None:
        word = self._next()
        if not word.is_sign(sign):
            self._refuse(word, f"expected {sign}")

    def _next(self) -> _Word:
        match = _WORD.match(self._text, self._at)
        if match is None and (word := self._long_word()) is not None:
            return word
        if match is None:
            rest = self._text[self._at :].lstrip()
            problem = "a quoted text without its closing quote" if rest else "ends too early"
            refuse(self._origin, ".chn", self._text, len(self._text) - len(rest), problem)
        self._at = match.end()
        quoted = match[1] is not None
        text = match[1] if quoted else match[2]
        return _Word(unescape(text), quoted, match.start(1 if quoted else 2))

    def _long_word(self) -> _Word | None:
        """Return a quoted word of very many escapes, None where its quote has no end."""
        text = self._text
        start = _SPACE.match(text, self._at).end()  # type: ignore[union-attr] # matches ""
        end = end_of_escaped(text, start + 1) if text.startswith('"', start) else -1
        if end < 0 or not text.startswith('"', end) or text[end + 1 : end + 2].strip():
            return None
        self._at = end + 1
        return _Word(unescape(text[start + 1 : end]), quoted=True, start=start + 1)

    def _refuse(self, word: _Word, problem: str) -> None:
        refuse(self._origin, ".chn", self._text, word.start, problem)


def _without_quotes(text: str) -> str:
    r"""Take the quotes of a text's default away: the member quotes it twice."""
    if len(text) > 1 and text[0] == text[-1] == '"':
        return unescape(text[1:-1])
    return text
