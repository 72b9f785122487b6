"""The text of a dialog script in, its tree out.

A keyword says how many arguments follow, so a script in one line gives the tree of the same script
in many. What no rule covers is kept as it stands, with all up to the next known keyword, or up to
the next line that begins with a word where the text has lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.arguments import expect, next_token
from pysched_gen.formats.dialog_script.block import Block
from pysched_gen.formats.dialog_script.doubts import nearest_block, slip_in
from pysched_gen.formats.dialog_script.grammar import (
    FOLDER,
    HEADER,
    IMPORT,
    MULTIPARM,
    PARM,
    Rules,
)
from pysched_gen.formats.dialog_script.lexer import Lexer
from pysched_gen.formats.dialog_script.tokens import Token, TokenKind
from pysched_gen.formats.dialog_script.tree import (
    Folder,
    FolderKind,
    Header,
    Import,
    Item,
    Multiparm,
    MultiparmKind,
    Parm,
    Script,
    Unknown,
)
from pysched_gen.formats.dialog_script.values import Doubt
from pysched_gen.formats.merge_marks import unresolved_merge

if TYPE_CHECKING:
    from pysched_gen.span import Origin

__all__ = ["MAX_DEPTH", "parse"]

MAX_DEPTH = 100  # folders inside of folders; Houdini's own interfaces have less than ten

_MULTIPARMS = frozenset(kind.value for kind in MultiparmKind)
_IDENTIFIER = re.compile(r"[A-Za-z_]")
_MACRO = re.compile(r"[A-Za-z_]\w*\(")


def parse(text: str, origin: Origin, *, preprocessed: bool = False) -> Script:
    """Give the tree of `text`, which was read from `origin`.

    `preprocessed` keeps lines for the C preprocessor, C comments and macros as they stand; without
    it they are refused, since what they stand for is not known here.

    Raises:
        SourceError: `text` is no dialog script, at the place where it stops being one.
    """
    lexer = Lexer(text.removeprefix("\ufeff"), origin, preprocessed=preprocessed)
    return _Reader(lexer, preprocessed=preprocessed).script()


class _Reader:
    def __init__(self, lexer: Lexer, *, preprocessed: bool) -> None:
        self._lexer = lexer
        self._preprocessed = preprocessed

    def script(self) -> Script:
        """Read to the end of the text."""
        whole = Block(self._lexer, {})
        heading = self._comments(whole)
        if not self._lexer.peek().is_mark("{"):
            self._fill(whole, 0)
            self._expect_end("without the { that it closes; remove it")
            return Script(self._items(whole), doubts=tuple(self._lexer.doubts))
        opening = self._lexer.take()
        block = self._body(opening, HEADER, 0)
        after = Block(self._lexer, {})
        ending = self._comments(after)
        self._expect_end("behind the } of the operator; a script holds one operator")
        fields = block.fields()
        del fields["unknown"]
        return Script(block.items, Header(**fields), heading, ending, tuple(self._lexer.doubts))

    def _items(self, block: Block) -> tuple[Item, ...]:
        """Give the items of a block that has no properties, with the comments before them."""
        first = tuple(Unknown(one.text) for one in block.fields()["unknown"])
        return (*first, *block.items)

    def _comments(self, block: Block) -> str:
        """Take the comments that stand here into `block`; give their text."""
        start = end = self._lexer.peek().start
        while (token := self._lexer.peek()).kind is TokenKind.COMMENT:
            block.extend_unknown(token, token.end)
            end = self._lexer.take().end
        return self._lexer.text[start:end]

    def _expect_end(self, message: str) -> None:
        token = self._lexer.peek()
        if token.kind is not TokenKind.END:
            raise self._lexer.error(token, f"{token.shown} stands {message}")

    def _body(self, opening: Token, rules: Rules, depth: int) -> Block:
        """Read the block behind its { to its }; `opening` is what a message names."""
        block = Block(self._lexer, rules, opening)
        self._fill(block, depth)
        self._closing(opening)
        return block

    def _closing(self, opening: Token) -> None:
        token = self._lexer.peek()
        if token.kind is TokenKind.END:
            raise self._lexer.error(
                token, f"the script ends inside of {opening.shown} of line {opening.line}; add }}"
            )
        self._lexer.take()

    def _fill(self, block: Block, depth: int) -> None:
        while True:
            token = self._lexer.peek()
            if token.kind is TokenKind.END or token.is_mark("}"):
                block.end_unknown()
                return
            if not block.knows(token):
                block.extend_unknown(token, self._skip_unknown(block))
                continue
            block.end_unknown()
            self._lexer.take()
            rule = block.rules.get(token.text)
            if rule is not None:
                value = rule.read(self._lexer, token)
                if value is None:
                    last, _ = self._skip_rest(token, block)
                    block.extend_unknown(token, last.end)
                    continue
                if block.has_other(rule, value):
                    message = f"{token.text} is given twice; this one counts, leave out the other"
                    self._lexer.doubts.append(Doubt(token.place, message))
                block.put(rule, value)
            else:
                block.add_item(self._item(token, block, depth + 1))

    def _item(self, token: Token, around: Block, depth: int) -> Item:
        """Read the item whose keyword is `token`."""
        if around.rules is PARM and around.opening is not None:
            message = f"{token.text} inside of the parm of line {around.opening.line}; close it"
            raise self._lexer.error(token, f"{message} with }} first")
        if depth > MAX_DEPTH:
            raise self._lexer.error(
                token,
                f"{token.text} is nested more than {MAX_DEPTH} levels deep; take some folders away",
            )
        expect(self._lexer, "{", token)
        keyword, place = token.text, token.place
        if keyword == "parm":
            return Parm(place=place, **self._body(token, PARM, depth).fields())
        if keyword == "import":
            block = self._body(token, IMPORT, depth)
            return Import(items=block.items, place=place, **block.fields())
        if keyword in _MULTIPARMS:
            block = self._body(token, MULTIPARM, depth)
            kind = MultiparmKind(keyword)
            return Multiparm(kind=kind, items=block.items, place=place, **block.fields())
        block = self._body(token, FOLDER, depth)
        return Folder(kind=FolderKind(keyword), items=block.items, place=place, **block.fields())

    def _skip_unknown(self, block: Block) -> int:
        """Pass over what no rule covers; give the offset behind it."""
        first = self._lexer.take()
        if first.kind is TokenKind.COMMENT:
            return first.end
        if merge := (first.starts_line or first.start == 0) and unresolved_merge(first.text):
            raise self._lexer.error(first, merge)
        if first.kind is not TokenKind.WORD:
            raise self._lexer.error(first, f"a keyword or }} has to stand here, not {first.shown}")
        if not self._preprocessed:
            self._refuse_macro(first)
        last, has_block = self._skip_rest(first, block)
        if block.opening is None and not self._preprocessed:
            known = "parm, group, multiparm or another block"
            near = nearest_block(first.text)
            if not has_block or near:
                advice = f"; did you mean {near}?" if near else ""
                message = f"a dialog script has {known} here, not {first.shown}{advice}"
                raise self._lexer.error(first, message)
        elif block.opening is not None:
            slip = slip_in(first.text, block.opening.text, block.rules, has_block=has_block)
            if slip:
                self._lexer.doubts.append(Doubt(first.place, slip, is_slip=True))
        return last.end

    def _skip_rest(self, first: Token, block: Block) -> tuple[Token, bool]:
        """Pass over what follows `first`, up to what ends it: a word, where there was a block.

        Returns:
            The last token of it, and whether there was a block.
        """
        last, has_block = first, False
        while True:
            token = self._lexer.peek()
            if token.is_mark("{"):
                last, has_block = self._skip_block(), True
            elif (
                token.kind is TokenKind.STRING
                if has_block
                else not self._ends_unknown(first, block)
            ):
                last = self._lexer.take()
            else:
                return last, has_block

    def _refuse_macro(self, first: Token) -> None:
        following = self._lexer.peek()
        called = following.kind is TokenKind.WORD and following.text.startswith("(")
        if called or _MACRO.match(first.text):
            name = first.text.partition("(")[0]
            message = f"{name}(...) is a macro of the C preprocessor, which is not run here"
            raise self._lexer.error(first, f"{message}; write out what it stands for")

    def _ends_unknown(self, first: Token, block: Block) -> bool:
        token = self._lexer.peek()
        if token.kind in (TokenKind.END, TokenKind.COMMENT) or token.is_mark("}"):
            return True
        if token.kind is not TokenKind.WORD:
            return False
        if first.starts_line and block.opening is not None:
            return token.starts_line and _IDENTIFIER.match(token.text) is not None
        return block.knows(token)

    def _skip_block(self) -> Token:
        """Take a balanced block; give its }."""
        opening = self._lexer.peek()
        depth = 0
        while True:
            token = next_token(self._lexer)
            if token.kind is TokenKind.END:
                self._closing(opening)
            depth += token.is_mark("{") - token.is_mark("}")
            self._lexer.take()
            if depth == 0:
                return token
