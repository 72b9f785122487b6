r"""Bytes and text must not be mixed.

## What it does
Reports bytes where Python 3 wants a text, and text where it wants bytes: what `check_output`,
`communicate`, a socket, `urlopen` or a file that is opened with "b" gives is bytes, and is split,
searched, added and compared as if it was a text; a hash, `base64`, a socket or such a file is given
a text. What is given to `str()` or shown with `%s` comes out as `b'...'`, which is a warning.

## Why it matters on a farm
What a farm's tools answer is bytes from Houdini 19.0 on. The first poll fails with a TypeError, or
the answer "done" is never found because `b"done"` is not equal to `"done"`: the cook then waits for
ever.

## Bad
    # init.py
    self.lines = []
    # onstart.py
    import subprocess
    answer = subprocess.check_output(["squeue", "-h"])
    for line in answer.split("\n"):
        self.lines.append(line)
    return True

## Good
    # init.py
    self.lines = []
    # onstart.py
    import subprocess
    answer = subprocess.check_output(["squeue", "-h"], universal_newlines=True)
    for line in answer.split("\n"):
        self.lines.append(line)
    return True

## Since
Houdini 19.0.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import replaced, wrapped
from pysched_gen.check.guards import is_guarded
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.diagnostic import Edit
    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG118", Severity.ERROR, since="19.0")

_DECODE = "decode the bytes, or pass text=True where a process is started"
_ENCODE = "write text.encode()"
_SHOWN = "bytes are shown as b'...'"

_OF_BYTES = frozenset(
    {
        *("split", "rsplit", "startswith", "endswith", "replace", "strip", "lstrip", "rstrip"),
        *("find", "rfind", "index", "count", "partition", "join"),
    }
)
# Functions that take bytes, and at which place.
_TAKE_BYTES = {
    **{f"hashlib.{name}": 0 for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")},
    **{f"base64.{name}": 0 for name in ("b64encode", "urlsafe_b64encode", "encodebytes")},
    **dict.fromkeys(("zlib.compress", "zlib.crc32", "binascii.hexlify", "pickle.loads"), 0),
    **dict.fromkeys(("os.write", "urllib.request.urlopen", "urllib.request.Request"), 1),
    "hmac.new": 0,
}
_METHODS_TAKE_BYTES = frozenset(
    {"binary-file.write", "socket.send", "socket.sendall", "hash.update", "process.communicate"}
)
_PATTERNS = {"re.search": 1, "re.match": 1, "re.findall": 1, "re.split": 1, "re.fullmatch": 1}
_PATTERNS |= {"re.finditer": 1, "re.sub": 2}


@rule.node(ast.Call)
def visit_call(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report an argument that is text in place of bytes, or the reverse."""
    for finding in _of_call(node, text):
        if is_guarded(node, text, "TypeError"):
            return
        yield finding


def _of_call(node: ast.Call, text: Text) -> Iterator[Finding]:
    inference = text.context.inference
    kind, _, name = inference.type_of(node.func, text).partition(" ")
    kinds = [inference.type_of(one, text) for one in node.args]
    if any(isinstance(one, ast.Starred) for one in node.args):
        return
    if kind == "from":
        yield from _library(node, name, kinds, text)
    elif kind == "builtin":
        yield from _builtin(node, name, kinds, text)
    elif kind == "method":
        yield from _method(node, name, kinds, text)


def _library(node: ast.Call, name: str, kinds: list[str], text: Text) -> Iterator[Finding]:
    place = _TAKE_BYTES.get(name)
    if place is not None:
        short = name.rpartition(".")[2]
        if place < len(kinds) and kinds[place] == "str":
            told = f"{short} takes bytes, this is a text; {_ENCODE}"
            yield Finding(node.args[place], told, edits=_encoded(node.args[place], text))
        for keyword in node.keywords:
            is_text = text.context.inference.type_of(keyword.value, text) == "str"
            if keyword.arg == "data" and is_text:
                told = f"{short} takes bytes, this is a text; {_ENCODE}"
                yield Finding(keyword.value, told, edits=_encoded(keyword.value, text))
    subject = _PATTERNS.get(name, 99)
    if subject < len(kinds) and {kinds[0], kinds[subject]} == {"str", "bytes"}:
        yield Finding(
            node.args[subject], f"a pattern of text is looked for in text only; {_DECODE}"
        )
    if name in ("pickle.dump", "json.dump") and len(kinds) > 1:
        wanted = "binary-file" if name == "pickle.dump" else "text-file"
        other = {"binary-file": "text-file", "text-file": "binary-file"}[wanted]
        if kinds[1] == other:
            mode = '"wb"' if wanted == "binary-file" else '"w"'
            yield Finding(node.args[1], f"{name} wants a file that is opened with {mode}")


def _encoded(node: ast.expr, text: Text) -> tuple[Edit, ...]:
    plain = isinstance(node, ast.Constant | ast.Name | ast.Attribute | ast.Call | ast.Subscript)
    before, after = ("", ".encode()") if plain else ("(", ").encode()")
    return wrapped(node, before, after, text)


def _builtin(node: ast.Call, name: str, kinds: list[str], text: Text) -> Iterator[Finding]:
    if len(kinds) != 1 or node.keywords:
        return
    if (name, kinds[0]) == ("bytes", "str"):
        told = f"bytes(text) needs an encoding; {_ENCODE}"
        yield Finding(node, told, edits=_encoded(node.args[0], text))
    elif (name, kinds[0]) == ("str", "bytes"):
        edits = replaced(node, f"{text.parsed.source(node.args[0])}.decode()", text, safe=False)
        told = f"{_SHOWN}; write .decode() in place of str()"
        yield Finding(node, told, Severity.WARNING, edits)


def _method(node: ast.Call, name: str, kinds: list[str], text: Text) -> Iterator[Finding]:
    owner, _, method = name.partition(".")
    first = kinds[0] if kinds else ""
    if owner == "bytes" and method in _OF_BYTES and first in ("str", "list[str]"):
        yield Finding(node.args[0], f"{method} of bytes takes bytes, this is a text; {_DECODE}")
    elif owner == "str" and method in _OF_BYTES and first in ("bytes", "list[bytes]"):
        yield Finding(node.args[0], f"{method} of a text takes a text, this is bytes; {_DECODE}")
    elif owner == "str" and method == "format" and "bytes" in kinds:
        if "!r}" in text.parsed.source(node.func) or "!a}" in text.parsed.source(node.func):
            return
        place = kinds.index("bytes")
        yield Finding(node.args[place], f"{_SHOWN}; decode them", Severity.WARNING)
    elif name in _METHODS_TAKE_BYTES and first == "str":
        told = f"{method} takes bytes here, this is a text; {_ENCODE}"
        yield Finding(node.args[0], told, edits=_encoded(node.args[0], text))
    elif name == "text-file.write" and first == "bytes":
        yield Finding(node.args[0], 'the file takes text, this is bytes; open it with "wb"')


_CONVERSION = re.compile(r"%[^%a-zA-Z]*([a-zA-Z%])")


@rule.node(ast.BinOp)
def visit_operation(node: ast.BinOp, text: Text) -> Iterator[Finding]:
    """Report text and bytes that are added, and bytes that are shown."""
    inference = text.context.inference
    kinds = {inference.type_of(one, text) for one in (node.left, node.right)}
    if isinstance(node.op, ast.Add):
        if kinds == {"str", "bytes"} and not is_guarded(node, text, "TypeError"):
            yield Finding(node, f"a text and bytes cannot be added; {_DECODE}")
    elif isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant):
        pattern = node.left.value
        values = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
        letters = _CONVERSION.findall(pattern) if isinstance(pattern, str) else []
        letters = [letter for letter in letters if letter != "%"]
        if len(letters) != len(values):
            return
        for letter, value in zip(letters, values, strict=True):
            if letter == "s" and inference.type_of(value, text) == "bytes":
                yield Finding(value, f"{_SHOWN}; decode them", Severity.WARNING)


@rule.node(ast.FormattedValue)
def visit_shown(node: ast.FormattedValue, text: Text) -> Iterator[Finding]:
    """Report bytes that are shown in an f-string."""
    plain = node.conversion in (-1, ord("s"))
    if plain and text.context.inference.type_of(node.value, text) == "bytes":
        yield Finding(node.value, f"{_SHOWN}; decode them", Severity.WARNING)


@rule.node(ast.Compare)
def visit_compare(node: ast.Compare, text: Text) -> Iterator[Finding]:
    """Report text that is looked for in bytes, or compared with them."""
    values = [node.left, *node.comparators]
    kinds = [text.context.inference.type_of(one, text) for one in values]
    for left, right, operator in zip(kinds, kinds[1:], node.ops, strict=False):
        inside = isinstance(operator, ast.In | ast.NotIn)
        listed = inside and right in ("list[str]", "list[bytes]")
        pair = {left, right.removeprefix("list[").removesuffix("]") if listed else right}
        if pair == {"str", "bytes"} and not isinstance(operator, ast.Is | ast.IsNot):
            yield Finding(node, f"a text is compared with bytes; {_DECODE}")
            return
