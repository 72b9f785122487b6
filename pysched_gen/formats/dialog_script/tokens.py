"""One token of a dialog script: what it means and where it stands."""

from __future__ import annotations

import json
from enum import Enum
from typing import NamedTuple

from pysched_gen.formats.dialog_script.values import Place

__all__ = ["Token", "TokenKind"]

_LONGEST_SHOWN = 40  # characters of a token in a message


class TokenKind(Enum):
    """What a token is."""

    WORD = "word"
    STRING = "string"
    MARK = "mark"
    COMMENT = "comment"
    END = "end"


class Token(NamedTuple):
    """One token: its meaning, where it stands, and whether a line begins with it."""

    kind: TokenKind
    text: str
    start: int
    end: int
    line: int
    column: int
    starts_line: bool

    @property
    def place(self) -> Place:
        """Give line and column."""
        return Place(self.line, self.column)

    def is_mark(self, mark: str) -> bool:
        """Tell whether it is the brace or bracket `mark`."""
        return self.kind is TokenKind.MARK and self.text == mark

    @property
    def shown(self) -> str:
        """Give what a message calls it."""
        if self.kind is TokenKind.END:
            return "the end of the script"
        cut = self.text if len(self.text) <= _LONGEST_SHOWN else f"{self.text[:_LONGEST_SHOWN]}..."
        text = json.dumps(cut, ensure_ascii=False)
        return text if self.kind is TokenKind.STRING else text[1:-1]
