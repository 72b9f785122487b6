"""header.py, methods.py and init.py are in the generated module as they are, whatever they say."""

from __future__ import annotations

import ast

import pytest
from modules import comments, dump, method, module_of

HEADERS = {
    "one-line classes": "class FarmError(Exception): pass\nclass A: 'doc'\n",
    "class with callbacks": (
        "class Base:\n    def __init__(self): pass\n    def onTick(self):  # one\n"
        "        return 1\n        # two\n    def onSchedule(self): pass\n"
    ),
    "slot look-alikes": (
        "__slot_header__\n__slot_methods__\nclass A:\n    __slot_methods__\n"
        "    def __init__(self):\n        __slot_init__\n"
        "    def onTick(self):\n        __slot_body__\n"
    ),
    "function named like a callback": "def onSchedule(self, work_item):\n    return 3\n",
    "conditional": "try:\n    import a\nexcept ImportError:\n    a = None\nif a: import b\n",
    "coding and first line": "#!/usr/bin/env python\n# -*- coding: latin-1 -*-\nX = 'é'\n",
    "only comments": "# one\n\n# two\n",
    "empty": "",
    "white space": "  \n\t\n",
    "indented": "    import os\n    # one\n    X = '''a\n b'''\n# two\n",
}
METHODS = {
    "decorated": (
        "# one\n@staticmethod  # two\n# three\ndef f(): pass\n@property\ndef g(self): return 1\n"
        "@g.setter\ndef g(self, value): pass\nasync def h(self): await x\n# four\n"
    ),
    "class attributes": "X = 1\nx: int = 2\nclass Inner: pass\n",
    "slot look-alikes": "def f(self): __slot_init__\ndef __slot_body__(self):\n    __slot_body__\n",
    "inner functions": "def f(self):\n    def onTick(self): __slot_body__\n    return onTick\n",
    "docstring first": "'''doc\n  '''\ndef f(self): pass\n",
    "only comments": "# one\n",
    "empty": "",
    "indented": "    def f(self):\n        return 1\n    # one\n",
}
INITS = {
    "docstring": "'''doc\n  '''\nself.x = 1\n",
    "comments": "# one\nself.x = 1\n# two\n",
    "only comments": "# one\n",
    "empty": "",
    "slot look-alike": "__slot_init__\ndef f(): __slot_init__\n",
    "indented": "    self.x = '''a\n b'''\n    # one",
}


def in_block(text: str) -> str:
    """Give `text` so that it parses where all of it is indented."""
    return f"if 1:\n{text}\n    0" if text.startswith(" ") and text.strip() else text


def test_the_header_may_ask_for_what_the_module_does_anyway() -> None:
    text = "# 1\nfrom __future__ import annotations, division  # 2\n\n# 3\nX = 1  # 4\n"
    alone = "from __future__ import annotations  # 1\n"
    long = "from __future__ import (  # 1\n    annotations,\n    # 2\n    division)\nX = 1  # 3"
    for header in (text, f"'doc'\n{text}", alone, long):
        module = module_of("return 1", header=header)
        assert module.count("__future__") == 1
        kept = [one for one in comments(module) if one in ("# 1", "# 2", "# 3", "# 4")]
        assert kept == comments(header)


def assert_kept(text: str, module: str, among: list[ast.stmt]) -> None:
    """Say that `text` is a run of the statements `among`, its comments a run of all comments."""
    compile(module, "farmq.py", "exec", dont_inherit=True)
    body = ast.parse(in_block(text)).body
    if in_block(text) != text and isinstance(body[0], ast.If):
        body = body[0].body[:-1]
    for wanted, found in (dump(body), dump(among)), (comments(in_block(text)), comments(module)):
        assert any(found[at : at + len(wanted)] == wanted for at in range(len(found)))


@pytest.mark.parametrize("text", HEADERS.values(), ids=HEADERS)
def test_the_header_is_kept(text: str) -> None:
    module = module_of("return 1", header=text)
    assert_kept(text, module, ast.parse(module).body)


@pytest.mark.parametrize("text", METHODS.values(), ids=METHODS)
def test_methods_are_kept(text: str) -> None:
    module = module_of("return 1", methods=text)
    classes = [node for node in ast.parse(module).body if isinstance(node, ast.ClassDef)]
    assert_kept(text, module, classes[-1].body)


@pytest.mark.parametrize("text", INITS.values(), ids=INITS)
def test_init_is_kept(text: str) -> None:
    module = module_of("return 1", init=text)
    assert_kept(text, module, method(module, "__init__").body)


OFF = [
    "# fmt: off\nX  =  [1,\n 2]\n",
    "X = 1\n#fmt:off",
    "if X:\n    pass\n# yapf: disable\n# note",
]


@pytest.mark.parametrize("part", ["header", "init", "methods"])
@pytest.mark.parametrize("text", OFF)
def test_a_text_that_switches_formatting_off_does_so_for_itself(text: str, part: str) -> None:
    module = module_of("y  =  1", **{part: text})
    assert "        y = 1\n" in module
    assert comments(text)[0] in comments(module)
    assert ("# fmt: on" in comments(module)) is (part == "header")


def test_formatting_that_is_switched_on_again_needs_no_help() -> None:
    module = module_of("y  =  1", header="# fmt: off\nX  =  1\n# fmt: on\nY  =  1  # fmt: off\n")
    assert "X  =  1\n" in module
    assert "Y = 1  # fmt: off\n" in module
    assert comments(module).count("# fmt: on") == 1


@pytest.mark.parametrize("comment", ["#type:ignore", "#  type :  ignore", "#type: list"])
def test_a_tight_comment_keeps_nothing_from_being_formatted(comment: str) -> None:
    module = module_of(f"{comment}\ny  =  1")
    assert f"        {comment}\n        y = 1\n" in module


def test_as_deep_as_a_text_may_be() -> None:
    text = "".join(" " * i + "if 1:\n" for i in range(75)) + " " * 75 + "pass"
    module = module_of(text)
    assert dump(method(module, "onSchedule").body) == dump(ast.parse(text).body)


@pytest.mark.filterwarnings("error")
def test_warnings_of_the_compiler_stay_inside() -> None:
    assert "'\\d'" in module_of("x = '\\d'; y = 1 is 1; assert (1, 'a')")
