from __future__ import annotations

import json
import subprocess
import sys

import pytest
from interpreters import require_python
from tools import check_ok, findings

from pysched_gen.houdini.releases import release_named

RULE = "newer-syntax"

# last release that cannot read it, first that can, text, column, part of the message
DATED = {
    "walrus": ("19.0", "19.5", "x = (y := 1)", 6, "the operator := needs Python 3.8"),
    "match": ("19.5", "20.0", "match 1:\n    case 1: pass", 1, "match statement"),
    "positional-only": ("19.0", "19.5", "def f(a, /): pass", 7, "positional-only"),
    "with in brackets": ("19.0", "19.5", "with (open('a') as f): pass", 1, "parentheses"),
    "two items": ("19.0", "19.5", "with (open('a'), open('b')): pass", 1, "parentheses"),
    "= in an f-string": ("19.0", "19.5", "x = 1; y = f'{x=}'", 12, "= at the end of braces"),
    "decorator": ("19.0", "19.5", "@[len][0]\ndef f(): pass", 2, "decorator"),
    "star in return": ("19.0", "19.5", "def f(x): return 1, *x", 21, "without parentheses"),
    "f-string": ("18.5", "19.0", "x = f'a'", 5, "an f-string needs Python 3.6"),
    "variable annotation": ("18.5", "19.0", "x: int = 1", 1, "annotated variable"),
    "annotation": ("18.5", "19.0", "def f(a: int): pass", 10, "an annotation"),
    "returns": ("18.5", "19.0", "def f() -> int: pass", 12, "an annotation"),
    "keyword-only": ("18.5", "19.0", "def f(*, a): pass", 10, "keyword-only"),
    "nonlocal": ("18.5", "19.0", "def f():\n a = 1\n def g():\n  nonlocal a", 3, "nonlocal"),
    "starred target": ("18.5", "19.0", "a, *b = [1, 2]", 4, "starred target"),
    "star in a display": ("18.5", "19.0", "x = [*[1]]", 6, "display"),
    "** in a display": ("18.5", "19.0", "x = {**{}}", 5, "dict display"),
    "behind *arguments": ("18.5", "19.0", "max(*[1], 2)", 11, "behind *arguments"),
    "behind **arguments": ("18.5", "19.0", "dict(**{}, a=1)", 12, "behind **arguments"),
    "yield from": ("18.5", "19.0", "def f(): yield from []", 10, "yield from"),
    "@": ("18.5", "19.0", "x = 1; x @ x", 8, "operator @"),
    "raise from": ("18.5", "19.0", "raise KeyError from None", 21, "raise ... from"),
    "print": ("18.5", "19.0", "print('a', end='')", 12, "print() with end="),
    "super": ("18.5", "19.0", "super().onStart()", 1, "super()"),
    "metaclass": ("18.5", "19.0", "class A(metaclass=type): pass", 9, "bases of a class"),
    "letters": ("18.5", "19.0", "é = 1", 1, "other letters"),
    "attribute": ("18.5", "19.0", "self.é = 1", 1, "other letters"),
    "_ in a number": ("18.5", "19.0", "x = 1_000", 5, "_ in a number"),
    "rb": ("18.5", "19.0", "x = rb'a'", 5, "rb"),
    "ellipsis": ("18.5", "19.0", "x = ...", 5, "outside of a subscript"),
    "async def": ("18.5", "19.0", "async def f(): pass", 1, "async def"),
}


if sys.version_info >= (3, 11):
    DATED |= {
        "except*": ("20.0", "20.5", "try: pass\nexcept* OSError: pass", 1, "except*"),
        "star in subscript": ("20.0", "20.5", "x = {}; y = x[1, *x]", 18, "subscript"),
    }


@pytest.mark.parametrize(("old", "new", "text", "column", "message"), DATED.values(), ids=DATED)
def test_found_before_its_python(old: str, new: str, text: str, column: int, message: str) -> None:
    every = findings({"init.py": text}, houdini=old)
    found = [finding for finding in every if message in finding.message]
    assert [(finding.name, finding.span.column) for finding in found] == [(RULE, column)]
    assert f"Houdini {old} runs Python" in found[0].message
    check_ok("init", text, houdini=new)


GOOD = {
    "neutral": "x = {k: v for k, v in {}.items()}; y = {1}; print('a'); f = br'a', u'b', 0o17, 0b1",
    "arguments": "dict(*[], **{}); max(1, *[2])\ndef f(a, b=1, *c, **d): pass",
    "with": "with open('a') as f, open('b') as g: pass\nwith (open('a')): pass",
    "bracketed expression": "with (open)('a') as f: pass",
    "except": "try: pass\nexcept (OSError, ValueError) as e: raise",
    "subscript": "x = {}; x[...], x[..., 1], x[1, 2]",
    "class": "class A(object):\n    def f(self): return super(A, self).f()",
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_python_2_and_3(text: str) -> None:
    check_ok("init", text, houdini="17.5")


@pytest.mark.parametrize(
    "text",
    [
        "f'{1}={2!r}'",
        "f'{1:=^10}'",
        "f'{1 == 1}'",
        "f'{{x=}}'",
        "f'a' 'b' \\\n f'{1}'",
        "f'\\n{1}'",
    ],
)
def test_fine_f_strings(text: str) -> None:
    check_ok("init", f"x = {text}", houdini="19.0")


COMPILE = """
import json, sys
texts = json.loads(sys.stdin.read())
for name, text in sorted(texts.items()):
    try:
        compile(text, "a", "exec")
    except SyntaxError:
        sys.stdout.write(name + chr(10))
"""


def refused_by(release: str, texts: dict[str, str]) -> set[str]:
    """Give the keys of the texts that the Python of `release` does not compile."""
    named = release_named(release)
    assert named is not None
    run = subprocess.run(
        [require_python(named.python), "-c", COMPILE],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(run.stdout.split("\n")) - {""}


@pytest.mark.parametrize("release", ["18.5", "19.0", "19.5", "20.0", "20.5", "22.0"])
def test_the_python_of_the_release_agrees(release: str) -> None:
    # Two that are an error when they run: super(), and a tuple that is no context manager.
    late = {"super", "two items"}
    texts = {name: entry[2] for name, entry in DATED.items() if name not in late}
    named = release_named(release)
    assert named is not None
    expected = {name for name in texts if named < DATED[name][1]}
    assert refused_by(release, texts | GOOD) == expected


# Readable only by a Python that is newer than some of those this tool runs on.
NEWEST = {
    "own quotes": ("x = f'{self['a']}'", 5, "own quotes", "3.12"),
    "backslash": ("x = f'{\"\\n\"}'", 5, "", "3.12"),
    "type": ("type X = int", 1, "type statement", "3.12"),
    "type parameter": ("def f[T](): pass", 0, "type parameter", "3.12"),
    "t-string": ("x = t'a'", 5, "t-string", "3.14"),
}


@pytest.mark.parametrize(("text", "column", "message", "python"), NEWEST.values(), ids=NEWEST)
def test_syntax_this_python_may_not_read(text: str, column: int, message: str, python: str) -> None:
    (found,) = (f for f in findings({"init.py": text}, houdini="21.0") if f.name == RULE)
    assert message in found.message
    assert f"needs Python {python}" in found.message
    assert "Houdini 21.0 runs Python 3.11" in found.message
    assert column in (0, found.span.column)


def test_a_release_that_is_newer_than_this_python() -> None:
    version = sys.version_info[:2]
    found = findings({"init.py": "type X = int"}, houdini="22.0")
    if version < (3, 12):
        assert [finding.name for finding in found] == [RULE]
        assert f"this tool runs on Python 3.{version[1]}; run it on a newer" in found[0].message
    else:
        assert found == ()


@pytest.mark.parametrize("text", ["x = f'{x", "x = f'{x'", "type x y"])
def test_plain_mistakes_are_no_new_syntax(text: str) -> None:
    assert [f.name for f in findings({"init.py": text})] == ["syntax-error"]
