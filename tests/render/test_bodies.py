"""A generated body is its snippet: as syntax, string contents and comments, for any text."""

from __future__ import annotations

import ast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modules import ORIGIN, comments, dump, method, module_of

from pysched_gen.check.syntax.parse import Parsed, Unparsable, parse_body
from pysched_gen.formats.texts import decode_text
from pysched_gen.model.build import build
from pysched_gen.sources.source import Snippet, Source


def parse(text: str) -> Parsed | Unparsable:
    release = build(Source("folder", ORIGIN, "farmq")).release
    return parse_body(Snippet("onschedule", text, ORIGIN), ("work_item",), release)


def body_comments(module: str, name: str = "onSchedule") -> list[str]:
    """Give the comments from the line of the method to that of the next one."""
    lines = module.split("\n")
    start = next(i for i, line in enumerate(lines) if line.lstrip().startswith(f"def {name}("))
    end = next(
        i for i, line in enumerate(lines) if i > start and line.startswith(("    def ", "def "))
    )
    return comments("\n".join(["if 1:", *lines[start:end], "        0"]))


def assert_body_is(text: str) -> None:
    module = module_of(text)
    wanted = ast.parse(text).body or [ast.Pass()]
    assert dump(method(module).body) == dump(wanted)
    assert body_comments(module) == comments(text)


SNIPPETS = {
    "multi-line string": 'x = """a\n  b\n\tc\n"""\nreturn x',
    "docstring": '"""Doc.\n   indented   \n\n"""\nreturn 1',
    "raw docstring": 'r"""Doc \\d\n  x"""',
    "bytes first": 'b"""a\n  b"""',
    "nested docstrings": 'def f():\n  """Doc\n   more"""\n\n  class A:\n    \'one\'\n  return A',
    "string statements": '"a"\n"b"\nif 1:\n    """c\n d"""',
    "quotes": "x = 'it''s' 'a\"b' \"c'd\"",
    "prefixes": "x = u'a', R'b', B'c', rb'd', F'{1}', fR'{2}'",
    "numbers": "x = 0XFF, 1E5, 0O17, 0B1, 10J, 1_000",
    "delete tuple": "a = b = 1\ndel (a, b)\ndel (a)\n",
    "continuation": "x = 1 + \\\n    2\nassert x, \\\n  'y'",
    "only comments": "# one\n\n# two\n",
    "empty": "",
    "white space": "  \n\n",
    "comment styles": "#one\n#!two\n#:three\n#  four\nx = 1#five\n####\n#",
    "comments at every place": (
        "# head\nif x:  # on if\n    # in\n    y = (  # open\n        1,  # one\n        # last\n"
        "    )  # close\n    # tail\n# after\nelse:  # on else\n    pass\n    # end\n# foot"
    ),
    "comment before else": "if 1:\n    pass\n# c\nelse:\n    pass",
    "tabs": "if 1:\n\tx = '\t'\n\tif x:\n\t\treturn x",
    "two spaces": "if 1:\n  if 2:\n    x = 1\n",
    "form feed": "x = 1\n\x0c\ny = 2\n",
    "no final newline": "return 1",
    "non-ASCII": "ä = 'é日本'  # ü\nreturn ä",
    "match": "match x:\n    case {'a': [1, *_]} if y:\n        pass\n    case _:\n        pass",
    "walrus and lambda": "f = lambda *a, k=(y := 1), **kw: (a, k, kw)\nif (n := 3) > 2: return n",
    "decorators": "@a.b(1)\n@c\ndef f(x, /, y, *, z: int = 1) -> None: ...\n",
    "try": "try:\n    a\nexcept (A, B) as e:\n    raise C from e\nelse:\n    b\nfinally:\n    x()",
    "with": "with (open('a') as f, open('b')):\n    pass\nwith (yielded):\n    pass",
    "global": "global A\nA = 1",
    "semicolons": "a = 1; b = 2;  # both\nif a: b = 3; c = 4",
    "fmt off": "# fmt: off\nx = [1,2,\n   3]\n# fmt: on\ny = [1,2]",
    "fmt off in brackets": "x = [(\n# fmt: off\ny)]",
    "fmt off behind a bracket": "x = [  # fmt: off\n 1,2,\n 3,   4  # fmt: on\n]",
    "joined comments": "x = (a +  # one\n     'b'  # two\n     )",
    "comments in parentheses": "del (  # one\n  a,  # two\n  b\n  # three\n)",
    "delete one tuple": "x = 1\ndel x,",
    "fmt skip": "x = [1,2]  # fmt: skip",
    "type comment": "x = []  # type: list",
    "placeholder look-alike": 'x = """parked0."""\n"""parked1."""',
    "slot look-alike": "__slot_body__\n__slot_header__\n'__slot_init__'",
    "jinja": "x = '{{ 1 }}{% raw %}'  # {# c #}",
    "nested f-strings": "x = f\"{a!r:>{w}} {b['c']} {{}}\" f'{1:{2}}'",
    "long line": "x = " + " + ".join(f"name_{i}" for i in range(40)),
    "long string": "x = '" + "a" * 300 + "'",
    "deep": "".join(f"{'  ' * i}if {i}:\n" for i in range(15)) + "  " * 15 + "return 1",
    "parentheses": "return (((((1)))))\n",
    "star": "a, *b = c\nprint(*a, **b)\nx = [*a, *b], {**c}",
    "comprehensions": "x = [a for a in b if c if d]\ny = {k: v for k, v in z}\nt = (i for i in j)",
    "async inside": "async def f():\n    await g()\n    async for x in y: pass\n",
    "class inside": "class A(B, metaclass=C):\n    x: int = 1\n\n    def f(self): return self.x",
    "trailing spaces": "x = 1   \nreturn x   \n   \n",
    "blank lines": "\n\n\nx = 1\n\n\n\n\ny = 2\n\n\n",
    "backslash in comment": "x = 1  # a \\\ny = 2",
    "return tuple": "return 1,\n",
    "unicode escapes": 'x = "\\N{BULLET}\\xAB\\uABCD"',
    "mangled names": "self.__jobs = __x",
}


@pytest.mark.parametrize("text", SNIPPETS.values(), ids=SNIPPETS)
def test_the_body_is_the_snippet(text: str) -> None:
    assert_body_is(text)


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


@pytest.mark.filterwarnings("ignore:invalid decimal:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:invalid decimal:SyntaxWarning")
@pytest.mark.filterwarnings("ignore:assertion is always:SyntaxWarning")
def test_what_is_seldom_written_is_kept() -> None:
    # Newer Pythons read more of it.
    every = [snippet for text in ODD if isinstance(snippet := parse(text), Parsed)]
    assert len(every) > len(ODD) - 5
    assert_body_is("\n".join(text for one in every for text in (*one.lines, "if a:\n    b")))


WHITE_SPACE_IN_STRINGS = {
    "shown": "x = f'''{\n    y=}'''",
    "shown behind": "x = 1\nx = f'''{ y }{\n  y  =  \n}'''",
    "shown in a block": "if x:\n    return f'''{\n    y=}'''",
    "not shown": "x = f'''{y=}\n {y = }'''\ny = f'''{\n    y}'''",
    "behind a backslash": "if x:\n  y = 'a\\\n  b' \\\n    'c'\n  z = f\"{x}\\\n   # d\"",
    "joined": "x = ('''a\n  b'''  # c\n  '''d\n  e''')",
}


@pytest.mark.parametrize("text", WHITE_SPACE_IN_STRINGS.values(), ids=WHITE_SPACE_IN_STRINGS)
def test_white_space_in_strings_is_kept(text: str) -> None:
    assert_body_is(text)


@pytest.mark.parametrize("indent", ["    ", "\t", " "])
def test_a_uniformly_indented_snippet_keeps_its_strings(indent: str) -> None:
    text = f'{indent}x = """a\n{indent}b"""\n{indent}# c\n{indent}return x'
    module = module_of(text)
    block = ast.parse(f"if 1:\n{text}").body[0]
    assert isinstance(block, ast.If)
    assert dump(method(module).body) == dump(block.body)
    assert body_comments(module) == ["# c"]


def test_header_methods_and_init_are_kept_whole() -> None:
    parts = {
        "header": '"""Doc\n  of header."""\nimport os  #one\n\n#two\nX = """a\n  b"""\n# three',
        "methods": (
            '# four\ndef helper(self):\n\t"""Doc\n\tx"""\n\treturn 1\n# five\n\n'
            "@staticmethod\ndef f(): pass\n# six"
        ),
        "init": "# seven\nself.jobs = {}\n#eight",
    }
    module = module_of("return 1", **parts)
    tree = ast.parse(module)
    header = ast.parse(parts["header"]).body
    assert [ast.dump(node) for node in header] == [
        ast.dump(node) for node in tree.body if ast.dump(node) in {ast.dump(n) for n in header}
    ]
    for function in ast.parse(parts["methods"]).body:
        assert isinstance(function, ast.FunctionDef)
        assert ast.dump(method(module, function.name)) == ast.dump(function)
    assert ast.dump(method(module, "__init__").body[-1]) == ast.dump(
        ast.parse(parts["init"]).body[0]
    )
    every = [comment for key in ("header", "init", "methods") for comment in comments(parts[key])]
    assert [comment for comment in comments(module) if comment in every] == every


_NAMES = st.sampled_from(["x", "self.jobs", "work_item", "ä", "_y1"])
_STRINGS = st.sampled_from(
    [
        "'a'", '"b"', '"""c\n  d\n"""', "'''e\n\tf'''", "r'\\d'", "u'é'", "b'x'", "'' ''",
        "f'{x}'", 'f"""{x!r:>{y}}\n {{ }}"""', "'#no comment'", "'\\\n  joined'", "'日\\t本'",
    ]
)  # fmt: skip
_EXPRESSIONS = st.recursive(
    st.one_of(_NAMES, _STRINGS, st.sampled_from(["1", "0XFF", "None", "...", "1E3", "[]", "{}"])),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]} + {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"{two[0]} if x else {two[1]}"),
        inner.map(lambda one: f"(lambda a, *b, c=({one}): ({one}))"),
        inner.map(lambda one: f"(z := ({one}))"),
        inner.map(lambda one: f"[a for a in ({one}) if ({one})]"),
        inner.map(lambda one: f"f(\n    ({one}),  # inside\n  k=({one})\n)"),
        inner.map(lambda one: f"(({one}), )"),
        inner.map(lambda one: f"not (({one}))"),
    ),
    max_leaves=4,
)
_COMMENTS = st.sampled_from(["", "", "", "  # c", "#c", "  #!x  ", "\t# é"])


@st.composite
def _simple(draw: st.DrawFn) -> str:
    value = draw(_EXPRESSIONS)
    form = draw(
        st.sampled_from(
            ["x = {0}", "return {0}", "{0}", "assert {0}, \\\n  1", "x += ({0}); y = 1", "del (x)",
             "x: int = ({0})", "pass", "raise E(({0})) from None", "import a.b as c", "global G"]
        )
    )  # fmt: skip
    return form.format(value) + draw(_COMMENTS)


@st.composite
def _block(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """Give logical lines; inner ones start with "\\x01", which stands for one indent."""
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.integers(0, 9))
        if kind == 0:
            lines.append(draw(st.sampled_from(["# own line", "#tight", "", "\x0c", "   ", "# é"])))
        if kind < 7 or depth > 2:
            lines.append(draw(_simple()))
            continue
        head = draw(
            st.sampled_from(
                ["if (x):", "for a, (b) in (c):", "while x:", "with (open(x)) as f:", "def g(a=1):",
                 "@d\n\x01@e(1)\n\x01class C(object):", "try:", "match x:"]
            )
        )  # fmt: skip
        inner = draw(_block(depth + 1))
        if head == "match x:":
            lines += [head, "\x02case [1, *_] | {'k': 2}:"]
            lines += [f"\x02\x02{line}" for line in inner]
            continue
        lines += [head.replace("\x01", "\x03"), *(f"\x02{line}" for line in inner)]
        if head == "try:":
            lines += ["except (A, B):", *(f"\x02{line}" for line in draw(_block(depth + 1)))]
        elif head == "if (x):" and draw(st.booleans()):
            lines += ["else:", *(f"\x02{line}" for line in draw(_block(depth + 1)))]
    return lines


@st.composite
def _texts(draw: st.DrawFn) -> str:
    indent = draw(st.sampled_from(["    ", "  ", "\t", " ", "        "]))
    lines = draw(_block())
    out = []
    for line in lines:
        level = len(line) - len(line.lstrip("\x02"))
        rest = line.lstrip("\x02")
        out.append(indent * level + rest.replace("\x03", indent * level))
    return "\n".join(out) + draw(st.sampled_from(["", "\n", "\n\n# end", "\n  \n"]))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(_texts())
def test_generated_texts_keep_their_bodies_or_get_a_finding(text: str) -> None:
    parsed = parse(text)
    if isinstance(parsed, Parsed):
        assert_body_is(text)
    else:
        assert parsed.problems
        assert all(problem.message and problem.code for problem in parsed.problems)


@settings(max_examples=100, deadline=None)
@given(_texts(), st.sampled_from(["\r\n", "\r"]))
def test_line_ends_of_other_systems_change_nothing(text: str, newline: str) -> None:
    raw = text.replace("\n", newline).encode()
    assert decode_text(raw, "x.py") == text
