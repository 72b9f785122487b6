"""What is read of one block before it becomes a value of the tree."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pysched_gen.formats.dialog_script.grammar import HEADER, ITEMS
from pysched_gen.formats.dialog_script.tokens import TokenKind
from pysched_gen.formats.dialog_script.tree import Place, Unknown

if TYPE_CHECKING:
    from pysched_gen.formats.dialog_script.grammar import Rule, Rules
    from pysched_gen.formats.dialog_script.lexer import Lexer
    from pysched_gen.formats.dialog_script.tokens import Token
    from pysched_gen.formats.dialog_script.tree import Item

__all__ = ["Block"]


class _Sequence:
    """Values in their order with unknown texts between; texts beside each other become one."""

    def __init__(self) -> None:
        self._values: list[Any] = []
        self._texts: list[str] = []

    def __bool__(self) -> bool:
        return bool(self._values or self._texts)

    def add(self, value: object) -> None:
        self._end_text()
        self._values.append(value)

    def add_text(self, text: str) -> None:
        self._texts.append(text)

    def all(self) -> tuple[Any, ...]:
        self._end_text()
        return tuple(self._values)

    def _end_text(self) -> None:
        if self._texts:
            self._values.append(Unknown("\n".join(self._texts)))
            self._texts = []


class Block:
    """What was read of one block so far; `opening` is its keyword, None for the whole script."""

    def __init__(self, lexer: Lexer, rules: Rules, opening: Token | None = None) -> None:
        """Begin a block of the text that `lexer` reads, with the keywords of `rules`."""
        self.rules = rules
        self.opening = opening
        self._text = lexer.text
        self._values: dict[str, Any] = {}
        self._items = _Sequence()
        self._lists: defaultdict[str, _Sequence] = defaultdict(_Sequence)
        self._unknown: dict[str, list[Unknown]] = {}
        self._last = ""
        self._run: tuple[int, int] | None = None
        self._place = Place()

    @property
    def items(self) -> tuple[Item, ...]:
        """Give the items in order."""
        return self._items.all()

    def fields(self) -> dict[str, Any]:
        """Give the values by name of the field, without the items."""
        unknown = (
            Unknown("\n".join(one.text for one in found), last, found[0].place)
            for last, found in self._unknown.items()
        )
        lists = {field: values.all() for field, values in self._lists.items()}
        return {**self._values, **lists, "unknown": tuple(unknown)}

    def knows(self, token: Token) -> bool:
        """Tell whether `token` begins a property or an item here."""
        return token.kind is TokenKind.WORD and (token.text in self.rules or token.text in ITEMS)

    def has_other(self, rule: Rule, value: object) -> bool:
        """Tell whether the field of `rule` has a value that is not `value` already."""
        return not rule.many and self._values.get(rule.field, value) != value

    def put(self, rule: Rule, value: object) -> None:
        """Keep the `value` that was read by `rule`; of two for one field the last counts."""
        if rule.many:
            self._lists[rule.field].add(value)
        else:
            self._values[rule.field] = value
        self._last = rule.field

    def add_item(self, item: Item) -> None:
        """Keep the next item."""
        self._items.add(item)

    def extend_unknown(self, first: Token, end: int) -> None:
        """Note that the text from `first` to `end` is covered by no rule."""
        if self._run is None:
            self._place = first.place
        self._run = first.start if self._run is None else self._run[0], end

    def end_unknown(self) -> None:
        """Keep the unknown text that ends here; what stands beside other such text joins it."""
        if self._run is None:
            return
        text = self._text[slice(*self._run)]
        self._run = None
        if self._items:
            self._items.add_text(text)
        elif self.rules is HEADER:
            self._lists["properties"].add_text(text)
        else:
            self._unknown.setdefault(self._last, []).append(Unknown(text, "", self._place))
