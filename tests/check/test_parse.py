"""Texts in, syntax out; what is refused and why is tested with the rules."""

from __future__ import annotations

import ast
import threading

import libcst as cst
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
    "spaces": ("    x = 1\n    return x", "    ", "x = 1\nreturn x"),
    "tab": ("\tx = 1\n\treturn x\n", "\t", "x = 1\nreturn x\n"),
    "string": ('  x = """a\n  b\nc"""\n  return x', "  ", 'x = """a\n  b\nc"""\nreturn x'),
    "brackets": ("  f(\n1,\n    2)", "  ", "f(\n1,\n  2)"),
    "comment at the margin": ("# a\n  pass\n# b\n  pass", "  ", "# a\npass\n# b\npass"),
    "blocks": ("  if 1:\n      pass\n  else:\n    pass", "  ", None),
    "comments around": ("  # a\n\n  pass # b\n  # c\n# d\n\n", "  ", None),
}


@pytest.mark.parametrize(("text", "indent", "code"), INDENTED.values(), ids=INDENTED)
def test_indented_as_a_whole(text: str, indent: str, code: str | None) -> None:
    found = parsed(text)
    assert found.indent == indent
    assert code is None or found.module.code == code
    assert ast.dump(ast.parse(found.module.code)) == ast.dump(found.tree)


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
def test_both_trees_agree(text: str) -> None:
    found = parsed(text)
    assert found.indent == ""
    assert ast.dump(found.tree) == ast.dump(ast.parse(text))
    assert ast.dump(ast.parse(found.module.code)) == ast.dump(found.tree)


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ("# a", ["# a"]),
        ("# a\n\nx = 1 # b\n# c", ["# a", "# b", "# c"]),
        ("  # a\n  x = 1 # b\n\n  # c\n# d", ["# a", "# b", "# c", "# d"]),
        (
            "    # a\n    if 1: # b\n        pass\n        # c\n    # d",
            ["# a", "# b", "# c", "# d"],
        ),
    ],
)
def test_every_comment_is_kept(text: str, comments: list[str]) -> None:
    code = parsed(text).module.code
    assert [line[line.index("#") :] for line in code.split("\n") if "#" in line] == comments


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


TORN = {
    "triple": "x = f'''{\n    y=}'''",
    "behind": "x = 1\nx = f'''{ y }{\n  y  =  \n}'''",
    "in a block": "if x:\n    return f'''{\n    y=}'''",
    "indented": "    x = f'''{\n    y=}'''",
}


@pytest.mark.parametrize("text", TORN.values(), ids=TORN)
def test_white_space_that_is_shown_cannot_be_indented(text: str) -> None:
    (problem,) = refused(text).problems
    assert "on one line" in problem.message
    assert text.split("\n")[problem.line - 1].lstrip().startswith(("x = f", "return f"))


@pytest.mark.parametrize(
    "text", ["x = f'''{y=}\n {y = }'''", "x = f'''{\n    y}'''", "x = {}; y = f'{x=}'"]
)
def test_other_white_space_can_be_indented(text: str) -> None:
    assert isinstance(parsed(text), Parsed)


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


@pytest.mark.parametrize("text", DEEPEST.values(), ids=DEEPEST)
def test_what_is_let_through_can_be_visited_and_written(text: str) -> None:
    module = parsed(text).module
    assert ast.dump(ast.parse(module.visit(cst.CSTTransformer()).code)) == ast.dump(ast.parse(text))
    module.deep_clone()


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


ODD = [
    *("x = 1if y else 2", "print(not(a)or(b))", "for x in *a, b: pass", "(x): int = 3", "x[*b]"),
    *("(a.b): int = 3", "a.b: int = 3", "with (open(x)) as f: pass", "with (a as b, c as d): pass"),
    *("del (x), y", "assert(x)", "raise(x)", "from a import(b)", "x = 'a'if b else'c'", "x=[]or{}"),
    *("lambda*a:a", "x = *a,", "x = (a := 3)", "x = 1.if y else 2", "x = f'{a=}'", "() = c"),
    *("x = f'{a!r:>{w}}'", "[] = c", "x = 0B1", "x: (int) = 3", "(x) += 3", "x = (lambda: a)()"),
    *("if a:pass\nelif(b):pass", "x = a if(b)else(c)", "@a[0]\ndef f(): pass", "x = \\\n 3"),
    *("x = '''a\nb'''", "class A(B,metaclass=C):pass", "def f(a,/,b,*,c):pass", "x = a\x0c"),
    *("try:\n pass\nexcept(A):\n pass", "match(x):\n case[a]: pass", "é = 1", "x = 3 ;"),
    *("x = a or.5", "assert.5", "x = 1 if a else.5", "while.5:pass", "x = not.5"),
]


def test_what_passes_can_be_read_to_be_written() -> None:
    # Most texts are read by LibCST when they are rendered; what passes here must pass there.
    every = [parse_module(snippet(text), LATEST) for text in [*ODD, *map(two_of, ODD)]]
    passed = [one for one in every if isinstance(one, Parsed)]
    assert len(passed) > len(ODD)
    assert all(one.module.body for one in passed)
    assert {one.lines[0] for one in every if isinstance(one, Unparsable)} >= {"(x): int = 3"}


def two_of(text: str) -> str:
    return f"{text}\nif a:\n    b\n{text}"
