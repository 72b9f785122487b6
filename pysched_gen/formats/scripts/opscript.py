"""An hscript `opscript` dump in, the nodes that it recreates out.

The dump is a script of commands, one a line, that walk through the node tree with `opcf`.
Described from real dumps of Houdini 20.5 and 21.
"""

from __future__ import annotations

import itertools
import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pysched_gen.errors import SourceError
from pysched_gen.formats.saved_node import Expression, Field, SavedNode, houdini_of
from pysched_gen.formats.scene.member import decode_member, end_of_escaped
from pysched_gen.formats.scene.nodes import NodeType
from pysched_gen.formats.scene.user_data import NODE_VERSION
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

__all__ = ["ScriptedNode", "is_from_opscript", "is_opscript", "parse_opscript"]

_HEADING = re.compile(rb"(?:#[^\n]*\n)?\s*\\set noalias")
_HEAD = re.compile(rb"\\set noalias|^(?:opcf /|opadd -e |opparm |opspareds )", re.MULTILINE)
_SINGLE = r"[^'\\]*(?:\\.[^'\\]*){0,500}"
_DOUBLE = r'[^"\\]*(?:\\.[^"\\]*){0,500}'
_WORD = re.compile(rf"\s*(?:'({_SINGLE})'|\"({_DOUBLE})\"|([^\s'\"]\S*))")
_QUOTE = re.compile(r"\s*(['\"])")
_STRETCHES = {"'": re.compile(_SINGLE), '"': re.compile(_DOUBLE)}
MOST_WORDS = 500_000  # of a line; bounds the memory for very short ones
_LONGEST_NAME = 80  # characters of one that a message shows
_ESCAPE = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class ScriptedNode:
    """A node, and the dialog script of its spare parameters, "" where it has none."""

    node: SavedNode
    spare_script: str


def is_opscript(head: bytes) -> bool:
    """Tell whether `head`, the first bytes of a file, are those of an hscript dump."""
    return _HEAD.search(head) is not None


def is_from_opscript(head: bytes) -> bool:
    """Tell whether they are those of one that opscript wrote; people write hscript, too."""
    return _HEADING.match(head) is not None


def parse_opscript(
    data: bytes, display: str, wanted: Callable[[NodeType], bool] | None = None
) -> list[ScriptedNode]:
    """Give every node that the dump `data`, shown to the user as file `display`, creates.

    With `wanted` only the nodes are kept that it accepts.

    Raises:
        SourceError: a line has an odd quote or bracket; the span is that line.
    """
    reader = _Reader(Origin(display), wanted or (lambda _: True))
    for number, line in enumerate(_lines(data), 1):
        reader.line(number, line)
    return [node.finished() for node in reader.nodes.values()]


def _lines(data: bytes) -> Iterator[bytes]:
    """Give line after line, without a list of all: a dump may hold a whole scene."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        yield data[start:end]
        start = end + 1


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    quoted: bool


@dataclass(slots=True)
class _Node:
    path: str
    type: str
    spare_script: str = ""
    user_data: dict[str, str] = field(default_factory=dict)
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    channels: dict[str, tuple[str, Expression]] = field(default_factory=dict)

    def finished(self) -> ScriptedNode:
        version = houdini_of(self.user_data.get(NODE_VERSION, ""))
        fields = tuple(self.field(name, values) for name, values in self.values.items())
        return ScriptedNode(SavedNode(self.path, self.type, version, fields), self.spare_script)

    def field(self, name: str, values: tuple[str, ...]) -> Field:
        """Put the plain value in place of the name of the channel that drives a component."""
        plain, expressions = [], []
        for index, text in enumerate(values):
            single = len(values) == 1
            channel = self.channels.get(text) if not single or text == name else None
            if channel is None:
                plain.append(text)
            else:
                value, expression = channel
                plain.append(value)
                expressions.append(Expression(index, expression.text, expression.language))
        return Field(name, tuple(plain), tuple(expressions))


class _Reader:
    """Follows the commands; those that say nothing about a parameter are passed over."""

    def __init__(self, origin: Origin, wanted: Callable[[NodeType], bool]) -> None:
        self._wanted = wanted
        self.nodes: dict[str, _Node] = {}
        self._origin = origin
        self._here = "/"
        self._number = 0
        self._commands: Mapping[bytes, Callable[[list[_Word]], None]] = {
            b"opcf": self._go,
            b"opadd": self._add,
            b"opspareds": self._spare,
            b"opparm": self._values,
            b"chkey": self._key,
            b"opuserdata": self._user_data,
        }

    def line(self, number: int, line: bytes) -> None:
        """Obey one line."""
        self._number = number
        command = self._commands.get(line[: line.find(b" ")])
        if command is not None:
            command(self._words(decode_member(line))[1:])

    def _words(self, line: str) -> list[_Word]:
        words: list[_Word] = []
        at = 0
        line = line.rstrip()
        while at < len(line):
            match = _WORD.match(line, at)
            if match is None:
                word, at = self._long_word(line, at)
            else:
                quoted = match[1] if match[1] is not None else match[2]
                plain = match[3] if quoted is None else _unescaped(quoted)
                word, at = _Word(plain, quoted is not None), match.end()
            words.append(word)
            if len(words) > MOST_WORDS:
                raise self._refusal(f"more than {MOST_WORDS:,} words")
        return words

    def _long_word(self, line: str, at: int) -> tuple[_Word, int]:
        """Return a quoted word of very many escapes, and the place behind it."""
        opening = _QUOTE.match(line, at)
        quote = opening[1] if opening else ""
        start = opening.end() if opening else at
        end = end_of_escaped(line, start, _STRETCHES[quote]) if quote else start
        if not quote or not line.startswith(quote, end):
            raise self._refusal("a quoted word without its closing quote")
        return _Word(_unescaped(line[start:end]), quoted=True), end + 1

    def _refusal(self, problem: str) -> SourceError:
        advice = "run opscript in Houdini again"
        return SourceError(self._origin.span(self._number), f"{problem}; {advice}")

    def _node(self, word: _Word) -> _Node | None:
        return self.nodes.get(self._path(word))

    def _path(self, word: _Word) -> str:
        return posixpath.normpath(posixpath.join(self._here, word.text))

    def _go(self, words: list[_Word]) -> None:
        if words and not words[-1].text.startswith("$"):
            self._here = self._path(words[-1])

    def _add(self, words: list[_Word]) -> None:
        plain = [word for word in words if not word.text.startswith("-")]
        if len(plain) < 2:  # noqa: PLR2004 - type and name
            raise self._refusal("opadd without type and name")
        path = self._path(plain[-1])
        self.nodes.pop(path, None)
        if self._wanted(NodeType(path, plain[-2].text)):
            self.nodes[path] = _Node(path, plain[-2].text)

    def _spare(self, words: list[_Word]) -> None:
        node = self._node(words[-1]) if words else None
        if node is not None and len(words) > 1:
            node.spare_script = words[-2].text

    def _user_data(self, words: list[_Word]) -> None:
        node = self._node(words[-1]) if words else None
        key, value = _option(words, "-n"), _option(words, "-v")
        if node is not None and key is not None and value is not None:
            node.user_data[key] = value

    def _key(self, words: list[_Word]) -> None:
        """Take the expression of a channel, of its first key where it has several."""
        path, _, channel = (words[-1].text if words else "").rpartition("/")
        node = self._node(_Word(path or ".", quoted=False))
        expression = _option(words, "-F")
        if node is not None and expression is not None:
            value = _option(words, "-v") or ""
            key = (value, Expression(0, expression, "hscript"))
            node.channels.setdefault(channel, key)

    def _values(self, words: list[_Word]) -> None:
        if words[:1] == [_Word("-V", quoted=False)]:
            words = words[2:]
        node = self._node(words[0]) if words else None
        if node is not None:
            node.values.update(self._pairs(words[1:]))

    def _pairs(self, words: Sequence[_Word]) -> Iterator[tuple[str, tuple[str, ...]]]:
        rest = iter(words)
        for name in rest:
            if next(rest, None) != _Word("(", quoted=False):
                raise self._refusal(f"no ( behind the parameter {name.text[:_LONGEST_NAME]}")
            values = []
            while (word := next(rest, None)) != _Word(")", quoted=False):
                if word is None:
                    raise self._refusal(f"no ) behind the values of {name.text[:_LONGEST_NAME]}")
                values.append(word.text)
            yield name.text, tuple(values)


def _option(words: Sequence[_Word], name: str) -> str | None:
    """Give the word behind the option `name`, None where there is none."""
    for word, following in itertools.pairwise(words):
        if word == _Word(name, quoted=False):
            return following.text
    return None


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    if "\0" in text:
        return _ESCAPE.sub(_unescape, text)
    text = text.replace("\\\\", "\0").replace("\\n", "\n").replace("\\'", "'")
    text = text.replace('\\"', '"')
    return _ESCAPE.sub(r"\1", text).replace("\0", "\\")


def _unescape(match: re.Match[str]) -> str:
    return "\n" if match[1] == "n" else match[1]
