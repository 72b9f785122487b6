"""Modules with a scheduler's class in, its parts as texts out."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pysched_gen.check.engine import check
from pysched_gen.errors import NothingToReadError, PyschedError, SourceError
from pysched_gen.model.build import build
from pysched_gen.model.scheduler import Provenance, Scheduler
from pysched_gen.sources import read, read_data

if TYPE_CHECKING:
    from pathlib import Path

    from pysched_gen.sources.parameters import Parameter
    from pysched_gen.sources.source import Source

FRAME = """\
import pdg
from pdg.job.callbackserver import CallbackServerMixin
from pdg.scheduler import PyScheduler
{header}
class Farm(CallbackServerMixin, PyScheduler):
    def __init__(self, scheduler, name):
        PyScheduler.__init__(self, scheduler, name)
        CallbackServerMixin.__init__(self, True)
{init}
    @classmethod
    def templateName(cls):
        return "farm"

    @classmethod
    def templateBody(cls):
        return json.dumps({{"name": "farm", "parameters": {parameters}}})

{members}
def registerTypes(type_registry):
    type_registry.registerScheduler(Farm, label="The Farm", parm_category="Farms")
"""


def source(members: str = "", header: str = "", init: str = "", parameters: str = "[]") -> Source:
    """Give what is read of a module with these parts; members are indented as they must be."""
    text = FRAME.format(members=members, header=header, init=init, parameters=parameters)
    (found,) = read_data("farm.py", text.encode())
    return found


def line_of(start: str, members: str = "") -> int:
    """Give the number of the line of the module that starts so."""
    text = FRAME.format(members=members, header="", init="", parameters="[]")
    return next(n for n, line in enumerate(text.split("\n"), 1) if line.startswith(start))


def farm(members: str = "", **parts: str) -> Scheduler:
    return build(source(members, **parts))


def body(members: str, method: str = "onTick") -> str:
    (found,) = [c for c in farm(members).callbacks if c.method == method]
    return found.snippet.text


def given_by_source(scheduler: Scheduler) -> list[str]:
    return [c.method for c in scheduler.callbacks if c.provenance is Provenance.GIVEN]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("    def onTick(self):\n        return 1\n", "return 1\n"),
        ("    def onTick(self): return 1  # why\n", "return 1  # why\n"),
        ("    def onTick(self): a = 1; return a\n", "a = 1; return a\n"),
        ("    def onTick(self): return (1,\n        2)\n", "return (1,\n        2)\n"),
        ("    def onTick(\n        self,\n    ):\n        return 1\n", "return 1\n"),
        (
            ("    def onTick(self):\n\n        # a\n\n        x = 1\n        \n        # b\n"
            "        return x\n        # last\n\n"),
            "# a\n\nx = 1\n\n# b\nreturn x\n# last\n",
        ),
        (
            '    def onTick(self):\n        x = """a\n    b\n        """\n        return x\n',
            'x = """a\n    b\n        """\nreturn x\n',
        ),
        (
            ("    def onTick(self):\n        x = f'''{1 +\n        2}\n        {self!r:>{3}}'''\n"
            "        return x\n"),
            "x = f'''{1 +\n        2}\n        {self!r:>{3}}'''\nreturn x\n",
        ),
        (
            "    def onTick(self):\n        x = 'a\\\n        b'\n        return x\n",
            "x = 'a\\\n        b'\nreturn x\n",
        ),
        (
            ("    def onTick(self):\n        if self:\n            # é 日本\n            return [\n"
            "                1,\n  2,\n            ]\n"),
            "if self:\n    # é 日本\n    return [\n        1,\n2,\n    ]\n",
        ),
        (
            '    def onTick(self):\n        """Docs.\n\n        More."""\n        return 1\n',
            '"""Docs.\n\n        More."""\nreturn 1\n',
        ),
        ("    # above\n    def onTick(self):\n        return 1\n", "# above\nreturn 1\n"),
        ("    def onTick(self) -> 'x':\n#low\n        return 1\n", "#low\nreturn 1\n"),
    ],
    ids=[
        "plain", "in line", "two in line", "in line, continued", "long head", "comments",
        "text in quotes", "f-string", "continued text", "nested", "docstring", "comment above",
        "comment at the margin",
    ],
)  # fmt: skip
def test_bodies_come_back_as_they_stand(method: str, expected: str) -> None:
    assert body(method) == expected


def test_tabs_indent_too() -> None:
    text = "class Farm(PyScheduler):\n\tdef onTick(self):\n\t\tif self:\n\t\t\treturn 1\n"
    (callback,) = [c for c in build(read_data("a.py", text.encode())[0]).callbacks
                   if c.method == "onTick"]  # fmt: skip
    assert callback.snippet.text == "if self:\n\treturn 1\n"


def test_who_it_is() -> None:
    scheduler = farm()
    assert (scheduler.name, scheduler.class_name) == ("farm", "Farm")
    assert (scheduler.label, scheduler.category) == ("The Farm", "Farms")
    assert (scheduler.base.value, scheduler.callback_server.value) == ("PyScheduler", "local")
    assert scheduler.span_of("label").line == line_of("    type_registry.register")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("class A(PyScheduler): pass", ("PyScheduler", "none")),
        ("class A(pdg.scheduler.PyScheduler): pass", ("PyScheduler", "none")),
        ("class A(CallbackServerMixin, PyScheduler): pass", ("PyScheduler", "farm")),
        ("class A(LocalScheduler): pass", ("LocalScheduler", "local")),
        (
            (
                "class A(CallbackServerMixin, PyScheduler):\n    def __init__(self, s, n):\n"
                "        super().__init__(s, n)\n        CallbackServerMixin.__init__(self, 0)\n"
            ),
            ("PyScheduler", "farm"),
        ),
    ],
)
def test_base_and_server(code: str, expected: tuple[str, str]) -> None:
    scheduler = build(read_data("a.py", code.encode())[0])
    assert (scheduler.base.value, scheduler.callback_server.value) == expected


def test_what_init_adds() -> None:
    scheduler = farm(init='        self.parmprefix = "q"\n        # jobs\n        self.jobs = {}\n')
    assert scheduler.parm_prefix == "q"
    assert scheduler.init
    assert scheduler.init.text == "# jobs\nself.jobs = {}\n"
    assert farm().init is None


def test_init_with_other_arguments() -> None:
    code = (
        "class A(PyScheduler):\n    def __init__(self, sched, name):\n"
        "        super().__init__(sched, name)\n        self.x = sched\n"
    )
    init = build(read_data("a.py", code.encode())[0]).init
    assert init
    assert init.text == "sched = scheduler\nself.x = sched\n"
    assert init.origin.span(2).line == 4


def test_other_methods_and_members() -> None:
    members = (
        "    # settings\n    limit = 3\n    other = 4\n\n"
        "    def onTick(self):\n        return 1\n\n"
        "    def helper(self):\n        return 2\n        # end\n\n"
        "    @property\n    def wide(self):\n        return 3\n\n"
        "    def transferFile(self, path):\n        return True\n"
    )
    scheduler = farm(members)
    assert scheduler.methods
    assert scheduler.methods.text == (
        "# settings\nlimit = 3\nother = 4\n\ndef helper(self):\n    return 2\n    # end\n\n"
        "@property\ndef wide(self):\n    return 3\n\n"
        "def transferFile(self, path):\n    return True\n"
    )
    assert given_by_source(scheduler) == ["onTick"]
    assert scheduler.methods.origin.span(5).line == line_of("    def helper", members)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("onStopCook(self, cancel)", "return cancel\n"),
        ("onStopCook(self, stop=False)", "return cancel\n"),
        ("onStopCook(self)", "return cancel\n"),
        ("onStopCook(self, a_cancel)", "return cancel\n"),
    ],
)
def test_arguments_that_are_not_used_keep_their_name(head: str, expected: str) -> None:
    assert body(f"    def {head}:\n        return cancel\n", "onStopCook") == expected


def test_arguments_of_other_names_are_given_theirs() -> None:
    code = (
        "    def submitAsJob(self, graph_file, node_name):\n        return node_name, graph_file\n"
    )
    assert body(code, "submitAsJob") == "node_name = node_path\nreturn node_name, graph_file\n"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", None),
        ("import os\n\nLIMIT = 3\n", "import os\n\nLIMIT = 3\n"),
        ("from __future__ import annotations\nimport os", "import os\n"),
        ("import pdg, os", "import pdg, os\n"),
        (
            "from pdg.scheduler import PyScheduler, helper",
            "from pdg.scheduler import PyScheduler, helper\n",
        ),
        ("# only a comment", "# only a comment\n"),
        ('"""Docs of the module."""', '"""Docs of the module."""\n'),
        ("\n\n\n\n\nx = 1\n\n\n\n\n\ny = '''\n\n\n\n'''\n", "x = 1\n\n\ny = '''\n\n\n\n'''\n"),
        ("@decorated\nclass Helper:\n    pass\n", "@decorated\nclass Helper:\n    pass\n"),
    ],
)
def test_header(header: str, expected: str | None) -> None:
    found = farm(header=header).header
    assert (found.text if found else None) == expected


def test_json_stays_where_it_is_used() -> None:
    header = farm(header="import json").header
    assert header is None, "templateBody alone needs it"
    used = farm(
        "    def onTick(self):\n        return json.dumps(1)\n", header="import json"
    ).header
    assert used
    assert used.text == "import json\n"


def test_code_behind_the_class_is_header() -> None:
    code = "import pdg\nclass A(PyScheduler):\n    x = 1\n    # end\n\ndef helper():\n    pass\n"
    scheduler = build(read_data("a.py", code.encode())[0])
    assert scheduler.header
    assert scheduler.header.text == "def helper():\n    pass\n"
    assert scheduler.header.origin.span(2).line == 7
    assert scheduler.methods
    assert scheduler.methods.text == "x = 1\n# end\n"


PARAMETERS = (
    '[{"name": "a", "label": "A", "type": "String", "size": 1, "value": "x\\n"},'
    ' {"name": "b", "label": "B", "type": "Float", "size": 2, "value": [0.5, 1]},'
    ' {"name": "c", "type": "Integer", "tag": ["pdg::scheduler"]}]'
)
DECLARED = [
    ("a", "A", "string", ("x\n",), False),
    ("b", "B", "float", (0.5, 1.0), False),
    ("c", "c", "integer", (0,), True),
]


@pytest.mark.parametrize(
    "returned",
    [
        f"json.dumps({{'name': cls.templateName(), 'parameters': {PARAMETERS}}})",
        f'r"""{{"name": "farm", "parameters": {PARAMETERS}}}"""',
    ],
    ids=["dumps", "text"],
)
def test_parameters(returned: str) -> None:
    code = f"class A(PyScheduler):\n    def templateBody(cls):\n        return {returned}\n"
    (found,) = read_data("a.py", code.encode())
    assert [described(parameter) for parameter in found.parameters] == DECLARED


def described(parameter: Parameter) -> tuple[object, ...]:
    one = parameter
    return one.name, one.label, one.type, one.default, one.overridable


SAVED = '''\
#!/usr/bin/python
import pdg
from pdg.scheduler import PyScheduler
from pdg.job.callbackserver import CallbackServerMixin

class MyFarm(CallbackServerMixin, PyScheduler):
    """
    Python scheduler implementation
    """

    def __init__(self, scheduler, name):
        """
        Called with the scheduler.
        """
        PyScheduler.__init__(self, scheduler, name)
        CallbackServerMixin.__init__(self, True)

    @classmethod
    def templateName(cls):
        return "python_scheduler"

    def onTransferFile(self, file_path):
        return self.transferFile(file_path)

    def onSchedule(self, work_item):
        # Custom logic.
        #
        import os
________
        if os.name:
            return pdg.scheduleResult.Succeeded
________

    def applicationBin(self, name, work_item):
        if name == 'python':
            return self._pythonBin()
        elif name == 'hython':
            return self._hythonBin()

def registerTypes(type_registry):
    type_registry.registerScheduler(MyFarm)'''.replace("_" * 8, " " * 8)


def test_what_save_to_python_writes() -> None:
    (found,) = read_data("my.py", SAVED.encode())
    assert (found.header, found.init, found.parameters) == (None, None, ())
    scheduler = build(found)
    assert (scheduler.name, scheduler.class_name) == ("python_scheduler", "MyFarm")
    assert scheduler.methods is None
    texts = {c.method: c.snippet.text for c in scheduler.callbacks if c.snippet.origin.lines}
    assert texts == {
        "onSchedule": (
            "# Custom logic.\n#\nimport os\n\nif os.name:\n"
            "    return pdg.scheduleResult.Succeeded\n"
        ),
        "applicationBin": (
            "if name == 'python':\n    return self._pythonBin()\n"
            "elif name == 'hython':\n    return self._hythonBin()\n"
        ),
    }


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        ("[p for p in x]", "templateBody computes its parameters"),
        ("[3]", "has a type that is none of String, Integer, Float"),
        ('[{"type": "String"}]', "has no name; give it one"),
        ('[{"name": "a", "type": "Toggle"}]', "has a type that is none of"),
        ('[{"name": "a", "type": "Integer", "value": "x"}]', "has a value that is no integer"),
        ('[{"name": "a", "type": "Float", "size": 2, "value": 1}]', "must have 2 values"),
        ('[{"name": "a", "type": "Float", "size": -1}]', "must have a size from 1"),
        ('[{"name": "a", "type": "Float", "value": 1e999}]', "no number that Houdini can hold"),
        ('[{"name": "a", "type": "Float", "tag": "x"}]', "has a tag that is no list"),
    ],
)
def test_parameters_that_cannot_be_read(parameters: str, problem: str) -> None:
    with pytest.raises(SourceError, match=re.escape(problem)) as caught:
        source(parameters=parameters)
    assert caught.value.problem.span.line == line_of("    def templateBody")


@pytest.mark.parametrize(
    ("code", "error", "message"),
    [
        (
            "class A(B):\n    pass\n",
            NothingToReadError,
            "a.py: no class derives from PyScheduler or",
        ),
        ("import os\n", NothingToReadError, "(its classes: none)"),
        (
            "class A(PyScheduler): pass\nclass B(LocalScheduler): pass\n",
            SourceError,
            "a.py:2:1: holds several schedulers, A, B; put each into a file of its own",
        ),
        (
            "class A(StudioMixin, PyScheduler): pass\n",
            SourceError,
            "a.py:1:1: A also derives from StudioMixin, which no snippet folder can hold",
        ),
        ("class A(PyScheduler, make()): pass\n", SourceError, "derives from a computed class"),
        ("class A(PyScheduler):\n  print 1\n", SourceError, "a.py:2:3: is no Python 3: Missing"),
        ("class A(PyScheduler):\n  x = '\xff'\n", SourceError, "a.py:2:"),
    ],
)
def test_what_is_no_scheduler(code: str, error: type[PyschedError], message: str) -> None:
    with pytest.raises(error, match=re.escape(message)):
        read_data("a.py", code.encode("latin-1"))


def test_a_module_that_is_too_long() -> None:
    with pytest.raises(SourceError, match="are too many"):
        read_data("a.py", b"class A(PyScheduler): pass\n" + b"#" * (1 << 20))


def test_a_module_takes_no_path_of_a_node(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("class A(PyScheduler): pass\n")
    with pytest.raises(NothingToReadError, match="holds no /tasks/a"):
        read(f"{tmp_path}/a.py:/tasks/a")


@pytest.mark.parametrize(
    "code",
    [
        "return json.dumps({**x, 'parameters': [], 'a': 1})",
        "x.extend(); print('\"parameters\"'); return '{\"parameters\": []}'",
    ],
)
def test_an_interface_without_parameters(code: str) -> None:
    module = f"import json\nclass A(PyScheduler):\n    def templateBody(cls): {code}\n"
    (found,) = read_data("a.py", module.encode())
    assert (found.parameters, found.header) == ((), None)


@pytest.mark.parametrize(
    ("init", "expected"),
    [
        ("PyScheduler.__init__(self)", None),
        ("setup()", "setup()\n"),
        ("self.parmprefix = 3", "self.parmprefix = 3\n"),
        ("other.__init__(self)", "other.__init__(self)\n"),
        ("functions[0].__init__(self)", "functions[0].__init__(self)\n"),
    ],
)
def test_statements_of_init(init: str, expected: str | None) -> None:
    code = f"class A(PyScheduler):\n    def __init__(self, scheduler, name):\n        {init}\n"
    (found,) = read_data("a.py", code.encode())
    assert (found.init.text if found.init else None) == expected


def test_comments_at_the_top_of_the_class() -> None:
    code = "class A(PyScheduler):\n\n    # first\n    x = 1\n"
    methods = build(read_data("a.py", code.encode())[0]).methods
    assert methods
    assert methods.text == "# first\nx = 1\n"


@pytest.mark.parametrize(
    "call",
    [
        "r.registerScheduler(Other, name='x')",
        "r.registerScheduler()",
        "r.registerScheduler(A, name=NAME, other='x')",
    ],
)
def test_registrations_that_say_nothing(call: str) -> None:
    code = f"class A(PyScheduler): pass\ndef registerTypes(r):\n    {call}\n"
    (found,) = read_data("farm.py", code.encode())
    assert build(found).name == "farm"
    assert found.header is None


def test_findings_point_into_the_file() -> None:
    members = (
        "    def onSchedule(self, work_item):\n        return pdg.scheduleResult.Succeeded\n\n"
        "    def helper(self):\n        return 1\n\n"
        "    def onTick(self):\n        return undefined_thing\n"
    )
    (found,) = [one for one in check(farm(members)) if "undefined_thing" in one.message]
    line = line_of("        return undefined_thing", members)
    assert str(found.span) == f"farm.py:{line}:16"
    assert found.line == "return undefined_thing"


def test_the_package_beside_it_registers_it(tmp_path: Path) -> None:
    folder = tmp_path / "pdg/types/farm"
    folder.mkdir(parents=True)
    code = "class Farm(PyScheduler):\n    def templateBody(cls):\n        return '''{}'''\n"
    entry = '{"name": "farm_x", "type": "Integer", "value": 1, "tag": ["pdg::scheduler"]}'
    (folder / "farm.py").write_text(code.format(f'{{"parameters": [{entry}]}}'))
    (folder / "__init__.py").write_text(
        "from . import farm\ndef registerTypes(r):\n"
        "    r.registerScheduler(farm.Farm, name='farmq', label='The Farm', parm_category='F')\n"
    )
    (tmp_path / "topscheduler.user.ds").write_text(
        'parm { name "farm_x" label "X" type ordinal default { "1" } menu { "a" "A" "b" "B" }\n'
        'parmtag { "pdg::scheduler" "" } parmtag { "spare_category" "F" } }\n'
    )
    for argument in (folder, folder / "farm.py"):
        (found,) = read(str(argument))
        scheduler = build(found)
        assert (scheduler.name, scheduler.label, scheduler.category) == ("farmq", "The Farm", "F")
        assert scheduler.span_of("label").origin.path == str(folder / "__init__.py")
        (parameter,) = scheduler.parameters
        assert (parameter.type, parameter.default) == ("menu", ("b",))
        assert parameter.tags == (("pdg::scheduler", ""),)
        assert len(found.files) == 3


SAMPLE = FRAME.format(
    members="    def onTick(self): return f'''{1}\n'''\n    x = 1\n",
    header="import json",
    init="        self.parmprefix = 'a'\n        self.x = 1\n",
    parameters='[{"name": "a", "type": "Float", "size": 2, "value": [1, 2]}]',
).encode()


@given(st.data())
def test_a_mutated_module_is_read_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SAMPLE)))
    end = data.draw(st.integers(start, len(SAMPLE)))
    with suppress(PyschedError):
        build(
            read_data("a.py", SAMPLE[:start] + data.draw(st.binary(max_size=8)) + SAMPLE[end:])[0]
        )
