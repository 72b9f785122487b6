r"""The text of a dialog script in, tokens out, one at a time and in linear time.

White space and line ends are equal. Strings are in double or single quotes and know the escapes
`\"`, `\\`, `\n` and `\r`; any other backslash stands for itself. `#` begins a comment.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pysched_gen.errors import SourceError
from pysched_gen.formats.dialog_script.tokens import Token, TokenKind
from pysched_gen.formats.scene.member import end_of_escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.formats.dialog_script.values import Doubt
    from pysched_gen.span import Origin

__all__ = ["MAX_SCRIPT", "Lexer"]

MAX_SCRIPT = 16 << 20  # characters; the longest real one seen has a quarter of a million
_MOST_TOKENS = 400_000  # the longest real one has some 40,000; each costs memory in the tree

_SPACE = re.compile(r"[ \t\r\n\f\v]*")
_TOKEN = re.compile(
    r"""
    (?P<comment> \#[^\n]* )
  | (?P<slash>   /\* | //(?![^\s"]) )
  | (?P<raw>     R"[A-Za-z0-9_]{0,16}\( )
  | (?P<quote>   ["'] )
  | (?P<mark>    [{}\[\]] )
  | (?P<word>    [^ \t\r\n\f\v{}\[\]"]+ )
    """,
    re.VERBOSE,
)
# Nearly all tokens: a word, a mark, or a string without escapes, and the space before it. What
# begins like a comment, a raw string or four quotes is left to _TOKEN.
_COMMON = re.compile(
    r"""
    ([ \t\r\n\f\v]*)
    (?: ([^ \t\r\n\f\v{}\[\]"'\#/R][^ \t\r\n\f\v{}\[\]"]*) | ([{}\[\]]) | "([^"\\\n]*)"(?!") )
    """,
    re.VERBOSE,
)
_KINDS = (TokenKind.END, TokenKind.END, TokenKind.WORD, TokenKind.MARK, TokenKind.STRING)
# What stands in a string; `end_of_escaped` says why there is a limit.
_INSIDE = {
    '"': re.compile(r'[^"\\]*(?:\\.[^"\\]*){0,500}', re.DOTALL),
    "'": re.compile(r"[^'\\]*(?:\\.[^'\\]*){0,500}", re.DOTALL),
}
_QUOTE = '"' * 4  # Houdini has read it as a quoted quote (two public scripts)
_ESCAPE = {'"': re.compile(r'\\(["\\nr])'), "'": re.compile(r"""\\(["'\\nr])""")}
_MEANING = {"n": "\n", "r": "\r"}
_CONTINUED = re.compile(r"[^\n\\]*(?:\\(?:\r?\n)?[^\n\\]*){0,500}")
_DIRECTIVE = re.compile(
    r"#(include|define|undef|ifdef|ifndef|if|elif|else|endif|pragma|error|line)\b"
)


class Lexer:
    """Hands out the tokens of one text; a look ahead costs nothing.

    Attributes:
        text: the whole text.
        doubts: what whoever takes the tokens read in one of several ways, with its place.
    """

    def __init__(self, text: str, origin: Origin, *, preprocessed: bool) -> None:
        """Take the text; `preprocessed` lets what is C count as a comment."""
        self.text = text
        self._origin = origin
        self._preprocessed = preprocessed
        self.doubts: list[Doubt] = []
        self._position = 0
        self._line = 1
        self._line_start = 0
        self._starts_line = False
        self._taken = 0
        self._refuse_oversize()
        self._refuse_null()
        self._tokens = self._scan()
        self._next = next(self._tokens)

    def _refuse_oversize(self) -> None:
        size = len(self.text)
        if size > MAX_SCRIPT:
            raise SourceError(
                self._origin.span(),
                f"{size:,} characters are too many for a dialog script "
                f"(at most {MAX_SCRIPT:,}); give the file that holds the parameters",
            )

    def _refuse_null(self) -> None:
        position = self.text.find("\0")
        if position >= 0:
            line = self.text.count("\n", 0, position) + 1
            column = position - self.text.rfind("\n", 0, position)
            message = "a null character: this is binary data, no dialog script"
            raise SourceError(self._origin.span(line, column), message)

    def peek(self) -> Token:
        """Give the next token and leave it there."""
        return self._next

    def take(self) -> Token:
        """Give the next token and go on behind it."""
        token = self._next
        self._taken += 1
        if self._taken > _MOST_TOKENS:
            message = f"more than {_MOST_TOKENS:,} words: no dialog script is so long"
            raise self.error(token, message)
        self._next = next(self._tokens)
        return token

    def error(self, token: Token, message: str) -> SourceError:
        """Give the error that says `message` at the place of `token`."""
        return SourceError(self._origin.span(token.line, token.column), message)

    def _scan(self) -> Iterator[Token]:
        """Yield all tokens, and the end for ever; names of this function are faster than fields."""
        text, match = self.text, _COMMON.match
        position, line, line_start = 0, 1, 0
        while True:
            common = match(text, position)
            if common is None:
                self._position, self._line, self._line_start = position, line, line_start
                yield self._uncommon()
                position, line, line_start = self._position, self._line, self._line_start
                continue
            space, start = common[1], common.end(1)
            starts_line = "\n" in space
            if starts_line:
                line += space.count("\n")
                line_start = position + space.rindex("\n") + 1
            group, position = common.lastindex or 0, common.end()
            column = start - line_start + 1
            yield Token(_KINDS[group], common[group], start, position, line, column, starts_line)

    def _uncommon(self) -> Token:
        before = self._position
        space = _SPACE.match(self.text, before)
        start = before if space is None else space.end()
        self._starts_line = self._advance(start)
        match = _TOKEN.match(self.text, start)
        if match is None:
            return self._token(TokenKind.END, "", start, start)
        kind = match.lastgroup
        if kind == "quote":
            return self._string(start)
        if kind == "raw":
            return self._raw(match)
        if kind == "comment":
            return self._comment(match)
        if kind == "slash":
            return self._c_comment(match)
        token_kind = TokenKind.MARK if kind == "mark" else TokenKind.WORD
        return self._token(token_kind, match[0], start, match.end())

    def _advance(self, position: int) -> bool:
        """Go to `position`; tell whether a line end was passed."""
        lines = self.text.count("\n", self._position, position)
        if lines:
            self._line += lines
            self._line_start = self.text.rindex("\n", self._position, position) + 1
        self._position = position
        return lines > 0

    def _token(self, kind: TokenKind, text: str, start: int, end: int) -> Token:
        column = start - self._line_start + 1
        token = Token(kind, text, start, end, self._line, column, self._starts_line)
        self._advance(end)
        return token

    def _here(self, start: int) -> Token:
        return self._token(TokenKind.MARK, self.text[start : start + 1], start, start)

    def _string(self, start: int) -> Token:
        quote = self.text[start]
        if self.text.startswith(_QUOTE, start) and self.text[start + 4 : start + 5] != quote:
            return self._token(TokenKind.STRING, quote, start, start + len(_QUOTE))
        end = end_of_escaped(self.text, start + 1, _INSIDE[quote])
        if self.text[end : end + 1] != quote:
            message = f"the string that begins here has no end; close it with {quote}"
            raise self.error(self._here(start), message)
        text = self.text[start + 1 : end]
        if "\\" in text:
            text = _ESCAPE[quote].sub(lambda found: _MEANING.get(found[1], found[1]), text)
        return self._token(TokenKind.STRING, text, start, end + 1)

    def _raw(self, match: re.Match[str]) -> Token:
        closing = f'){match[0][2:-1]}"'
        end = self.text.find(closing, match.end())
        if end < 0:
            message = f"the raw string that begins here has no end; close it with {closing}"
            raise self.error(self._here(match.start()), message)
        text = self.text[match.end() : end]
        return self._token(TokenKind.STRING, text, match.start(), end + len(closing))

    def _comment(self, match: re.Match[str]) -> Token:
        directive = _DIRECTIVE.match(match[0])
        if directive is not None and not self._preprocessed:
            message = (
                f"#{directive[1]} is for the C preprocessor, which is not run here; "
                "write out what it stands for"
            )
            raise self.error(self._here(match.start()), message)
        start, end = match.span()
        if directive is not None:
            end = end_of_escaped(self.text, start, _CONTINUED)
        text = self.text[start:end].rstrip("\r\n")
        return self._token(TokenKind.COMMENT, text, start, start + len(text))

    def _c_comment(self, match: re.Match[str]) -> Token:
        start = match.start()
        if match[0] == "//" and not self._preprocessed:
            message = f"{match[0]} is not a comment of a dialog script; begin the line with #"
            raise self.error(self._here(start), message)
        closing = "\n" if match[0] == "//" else "*/"
        found = self.text.find(closing, start + 2)
        if found < 0 and closing == "*/":
            raise self.error(self._here(start), "the comment that begins here has no end")
        end = len(self.text) if found < 0 else found + len(closing) * (closing == "*/")
        return self._token(TokenKind.COMMENT, self.text[start:end], start, end)
