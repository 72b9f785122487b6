from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pysched_gen.check.syntax.lex import statements, tokens


def shown(text: str) -> list[str]:
    return [f"{t.kind}:{t.text!r}@{t.line}:{t.column}" for t in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n\n", []),
        ("x", ["name:'x'@1:1", "newline:''@1:2"]),
        ("\nx # c\n", ["name:'x'@2:1", "comment:'# c'@2:3", "newline:'\\n'@2:6"]),
        ("# c\n", ["comment:'# c'@1:1"]),
        ("a\\\n b", ["name:'a'@1:1", "name:'b'@2:2", "newline:''@2:3"]),
        ("é='日'", ["name:'é'@1:1", "op:'='@1:2", "string:\"'日'\"@1:3", "newline:''@1:6"]),
        ("'a\\'b'", ["string:\"'a\\\\'b'\"@1:1", "newline:''@1:7"]),
        ("0xFFL", ["number:'0xFFL'@1:1", "newline:''@1:6"]),
        ("a<>b", ["name:'a'@1:1", "op:'<>'@1:2", "name:'b'@1:4", "newline:''@1:5"]),
        ("(\n)", ["op:'('@1:1", "op:')'@2:1", "newline:''@2:2"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_a_string_over_lines_keeps_the_count() -> None:
    assert [(t.text, t.line, t.column) for t in tokens("f'''\n\n'''; x")][-2:] == [
        ("x", 3, 6),
        ("", 3, 7),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1; b\nc", ["a = 1", "b", "c"]),
        ("if x: y\nelse: z", ["if x :", "y", "else :", "z"]),
        ("f(a;\nb)", ["f ( a ; b )"]),
        ("x: int = {1: 2} # c", ["x : int = { 1 : 2 }"]),
    ],
)
def test_statements(text: str, expected: list[str]) -> None:
    assert [" ".join(t.text for t in found) for found in statements(text)] == expected


@given(st.text(st.sampled_from("'\"\\\n\t #([{:;.0aflrub\x0cé日"), max_size=40))
def test_tokens_are_the_text_at_their_place(text: str) -> None:
    lines = text.split("\n")
    for token in tokens(text):
        rest = "\n".join([lines[token.line - 1][token.column - 1 :], *lines[token.line :]])
        assert rest.startswith(token.text)
        assert token.depth >= 0
