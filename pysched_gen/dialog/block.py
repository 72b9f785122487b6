"""What is read of one block before it becomes a value of the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pysched_gen.dialog.grammar import HEADER, ITEMS
from pysched_gen.dialog.tokens import TokenKind
from pysched_gen.dialog.tree import Unknown

if TYPE_CHECKING:
    from pysched_gen.dialog.grammar import Rule, Rules
    from pysched_gen.dialog.lexer import Lexer
    from pysched_gen.dialog.tokens import Token
    from pysched_gen.dialog.tree import Item

__all__ = ["Block"]


class Block:
    """What was read of one block so far; `opening` is its keyword, None for the whole script."""

    def __init__(self, lexer: Lexer, rules: Rules, opening: Token | None = None) -> None:
        """Begin a block of the text that `lexer` reads, with the keywords of `rules`."""
        self.rules = rules
        self.opening = opening
        self.items: list[Item] = []
        self._text = lexer.text
        self._values: dict[str, Any] = {}
        self._lists: dict[str, list[object]] = {}
        self._unknown: dict[str, list[str]] = {}
        self._last = ""
        self._run: tuple[int, int] | None = None

    def fields(self) -> dict[str, Any]:
        """Give the values by name of the field, without the items."""
        unknown = (Unknown("\n".join(texts), last) for last, texts in self._unknown.items())
        lists = {field: tuple(values) for field, values in self._lists.items()}
        return {**self._values, **lists, "unknown": tuple(unknown)}

    def knows(self, token: Token) -> bool:
        """Tell whether `token` begins a property or an item here."""
        return token.kind is TokenKind.WORD and (token.text in self.rules or token.text in ITEMS)

    def put(self, rule: Rule, value: object) -> None:
        """Keep the `value` that was read by `rule`; of two for one field the last counts."""
        if rule.many:
            self._lists.setdefault(rule.field, []).append(value)
        else:
            self._values[rule.field] = value
        self._last = rule.field

    def extend_unknown(self, start: int, end: int) -> None:
        """Note that the text from `start` to `end` is covered by no rule."""
        self._run = start if self._run is None else self._run[0], end

    def end_unknown(self) -> None:
        """Keep the unknown text that ends here; what stands beside other such text joins it."""
        if self._run is None:
            return
        text = self._text[slice(*self._run)]
        self._run = None
        if self.items:
            _join(self.items, text)
        elif self.rules is HEADER:
            _join(self._lists.setdefault("properties", []), text)
        else:
            self._unknown.setdefault(self._last, []).append(text)


def _join(found: list[Any], text: str) -> None:
    last = found[-1] if found else None
    if isinstance(last, Unknown):
        found[-1] = Unknown(f"{last.text}\n{text}")
    else:
        found.append(Unknown(text))
