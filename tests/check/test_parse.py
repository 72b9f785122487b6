"""Texts in, syntax out; what is refused and why is tested with the rules."""

from __future__ import annotations

import ast
import threading

import pytest
from tools import scheduler_of

from pysched_gen.check.syntax.parse import (
    Parsed,
    Unparsable,
    parse_body,
    parse_methods,
    parse_module,
    syntax_of,
)
from pysched_gen.houdini.releases import LATEST, RELEASES
from pysched_gen.sources.source import Snippet
from pysched_gen.span import Origin


def snippet(text: str, line: int = 1) -> Snippet:
    return Snippet("onschedule", text, Origin("onschedule.py", line=line))


def parsed(text: str) -> Parsed:
    found = parse_body(snippet(text), ("work_item",), LATEST)
    assert isinstance(found, Parsed), found
    return found


def refused(text: str, *arguments: str) -> Unparsable:
    found = parse_body(snippet(text), arguments, LATEST)
    assert isinstance(found, Unparsable)
    return found


INDENTED = {
    "spaces": ("    x = 1\n    return x", "    "),
    "tab": ("\tx = 1\n\treturn x\n", "\t"),
    "string": ('  x = """a\n  b\nc"""\n  return x', "  "),
    "brackets": ("  f(\n1,\n    2)", "  "),
    "comment at the margin": ("# a\n  pass\n# b\n  pass", "  "),
    "blocks": ("  if 1:\n      pass\n  else:\n    pass", "  "),
    "comments around": ("  # a\n\n  pass # b\n  # c\n# d\n\n", "  "),
}


@pytest.mark.parametrize(("text", "indent"), INDENTED.values(), ids=INDENTED)
def test_indented_as_a_whole(text: str, indent: str) -> None:
    found = parsed(text)
    block = ast.parse(f"if 1:\n{text}").body[0]
    assert found.indent == indent
    assert isinstance(block, ast.If)
    assert ast.dump(found.tree) == ast.dump(ast.Module(block.body, []))


TEXTS = [
    "",
    "\n",
    "# only\n  # comments",
    "x = 1",
    "return work_item",
    "if 1:\n\tpass\n# end",
    "\x0cx = 1\n\x0c\nreturn x",
    "x = '''\n\ta'''\n\n\n",
    "'docstring'",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_tree_is_that_of_the_text(text: str) -> None:
    found = parsed(text)
    assert found.indent == ""
    assert ast.dump(found.tree) == ast.dump(ast.parse(text))


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_of_other_systems(newline: str) -> None:
    text = "x = '''a\nb'''\nreturn x"
    found = parsed(text.replace("\n", newline))
    assert ast.dump(found.tree) == ast.dump(ast.parse(text))
    assert found.lines == tuple(text.split("\n"))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("x", (1, 1, 1, 2)),
        ("'é日'; x", (1, 7, 1, 8)),
        ("  y\n  x", (2, 3, 2, 4)),
        ("y\n(x\n)", (2, 2, 2, 3)),
        ("'''\n\U0001f680'''; x", (2, 7, 2, 8)),
    ],
)
def test_places_count_characters(text: str, place: tuple[int, int, int, int]) -> None:
    found = parsed(text)
    name = next(n for n in ast.walk(found.tree) if isinstance(n, ast.Name) and n.id == "x")
    span = found.span(name)
    assert (span.line, span.column, span.end_line, span.end_column) == place
    assert found.line(span) == text.split("\n")[place[0] - 1]


def test_places_are_those_of_the_file_that_holds_the_text() -> None:
    found = parse_body(snippet("x\ny = (", line=7), (), LATEST)
    assert isinstance(found, Unparsable)
    assert [(p.line, p.column) for p in found.problems] == [(2, 5)]
    assert found.lines == ("x", "y = (")
    good = parse_body(snippet("x\nyy", line=7), (), LATEST)
    assert isinstance(good, Parsed)
    span = good.span(good.tree.body[1])
    assert (str(span), good.line(span)) == ("onschedule.py:8:1", "yy")


def test_the_place_of_a_whole_text_is_its_start() -> None:
    assert str(parsed("x").span(ast.Module([], []))) == "onschedule.py:1:1"


def test_a_body_has_its_arguments() -> None:
    assert isinstance(parsed("global other\nother = 1"), Parsed)
    assert "parameter and global" in refused("global self").problems[0].message
    assert "parameter and global" in refused("global a", "a").problems[0].message


def test_a_module_is_no_body() -> None:
    assert isinstance(parse_module(snippet("from os import *"), LATEST), Parsed)
    assert isinstance(parse_module(snippet("return 1"), LATEST), Unparsable)
    assert isinstance(parse_module(snippet("def f(self):\n    return 1"), LATEST), Parsed)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("from os import *", "module level"),
        ("x = [y := 1 for z in w]", "class body"),
        ("def f(self, a=[(y := 1) for z in w]): pass", "class body"),
        ("return 1", "outside function"),
        ("x = 1\nglobal x", "global"),
    ],
)
def test_methods_are_compiled_as_a_class(text: str, message: str) -> None:
    found = parse_methods(snippet(text), LATEST)
    assert isinstance(found, Unparsable)
    assert [p.code for p in found.problems] == ["PSG005"]
    assert message in found.problems[0].message


def test_a_method_may_name_its_class() -> None:
    assert isinstance(parsed("nonlocal __class__\nreturn super().onTick"), Parsed)
    methods = "def f(self):\n    nonlocal __class__\n    return super().f()"
    assert isinstance(parse_methods(snippet(methods), LATEST), Parsed)


@pytest.mark.parametrize("text", ["x: (y := 1) = 2", "def f(x: (yield)): pass"])
def test_annotations_are_those_of_the_generated_module(text: str) -> None:
    found = parse_body(snippet(text), (), LATEST)
    assert isinstance(found, Unparsable)
    assert "annotation" in found.problems[0].message
    assert isinstance(parse_body(snippet(text), (), RELEASES[0]), Parsed)


def test_half_a_character_is_named() -> None:
    found = refused("x = 1\ny = '\ud800'").problems[0]
    assert "U+D800" in found.message
    assert (found.line, found.column) == (2, 6)


def test_a_text_is_parsed_once() -> None:
    one, two = (scheduler_of({"onschedule.py": "return 1, 2, 3"}) for _ in range(2))
    (callback,) = (c for c in one.callbacks if c.method == "onSchedule")
    assert syntax_of(one).body(callback) is syntax_of(two).body(callback)


@pytest.mark.filterwarnings("error")
def test_warnings_of_the_compiler_stay_inside(capfd: pytest.CaptureFixture[str]) -> None:
    parsed("x = '\\d'; y = 1 is 1; assert (1, 'a')\nreturn 1()")
    assert capfd.readouterr() == ("", "")


def test_nothing_is_executed(capfd: pytest.CaptureFixture[str]) -> None:
    text = "print('run')\nraise SystemExit(9)"
    assert isinstance(parse_module(snippet(text), LATEST), Parsed)
    assert capfd.readouterr() == ("", "")


DEEPEST = {
    "blocks in blocks": "".join(" " * i + "if 1:\n" for i in range(75)) + " " * 75 + "pass",
    "calls": f"{'f(' * 60}x{')' * 60}",
    "subscripts": f"{'a[' * 60}x{']' * 60}",
    "lists": f"{'[' * 60}x{']' * 60}",
    "dicts": f"{'{1: ' * 60}x{'}' * 60}",
    "sum": f"x{' + x' * 95}",
    "attributes": f"x{'.x' * 95}",
    "calls in a row": f"x{'.x()' * 45}",
    "conditions": f"{'x if x else ' * 95}x",
    "not": f"{'not ' * 95}x",
    "lambdas": f"{'lambda: ' * 95}x",
    "elif": "if x: pass\n" + "elif x: pass\n" * 90,
    "and": f"x{' and x' * 90}",
    "blocks": "".join(" " * i + "if x:\n" for i in range(75)) + " " * 75 + "x",
    "pieces": "x = (" + "'a' " * 200 + ")",
    "comprehension": f"[x{' for x in x' * 45}]",
    "subscripts in a sum in blocks": "".join(" " * i + "if x:\n" for i in range(15))
    + " " * 15
    + f"x{' + x' * 20} + {'a[' * 45}x{']' * 45}",
}


def test_a_thread_with_a_small_stack_is_enough() -> None:
    found: list[Parsed | Unparsable] = []

    def parse() -> None:
        found.extend(parse_body(snippet(text), (), LATEST) for text in DEEPEST.values())

    before = threading.stack_size(2 << 20)
    try:
        thread = threading.Thread(target=parse)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert len(found) == len(DEEPEST)
