from __future__ import annotations

import pytest
from tools import findings, scheduler_of

from pysched_gen.check.engine import check

RULE = "unread-parameter"
HEAD = 'parm_prefix = "farmq"\n'


def found_in(files: dict[str, str], *names: str, facts: str = "", more: str = "") -> list[str]:
    tables = [f'[[parameters]]\nname = "{name}"\n{facts}\n' for name in names]
    every = findings(files, manifest="".join([HEAD, *tables, more]))
    found = [one for one in every if one.name == RULE]
    assert all(one.severity.value == "note" for one in found)
    assert {one.span.line for one in found} <= set(range(20, 20 + len(names)))
    return [one.message for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "self.memory = self.limits['mem']",
        "self.farmq_limit = 1",
        "x = 'limits', 'farmq', 'farmq_limits', 'other_limit_', 'limit of jobs'",
        "x = 'farmq' + self.x",
    ],
)
def test_found(text: str) -> None:
    (message,) = found_in({"init.py": text}, "farmq_limit")
    assert message.startswith('no text reads "farmq_limit"; read it with ')


@pytest.mark.parametrize(
    ("name", "facts", "call"),
    [
        ("farmq_x", "", 'self["farmq_x"].evaluateString()'),
        ("farmq_x", 'type = "toggle"', 'self["farmq_x"].evaluateInt()'),
        ("farmq_x", 'type = "float"', 'self["farmq_x"].evaluateFloat()'),
        ("farmq_x", "overridable = true", "self.evaluateStringOverride,"),
    ],
)
def test_the_message_says_how_to_read_it(name: str, facts: str, call: str) -> None:
    (message,) = found_in({}, name, facts=facts)
    assert call in message


READ = {
    "subscript": "self['farmq_limit'].evaluateInt()",
    "method": "self.parameter('farmq_limit').evaluateInt()",
    "override": "self.evaluateIntOverride(None, self.parmprefix, 'limit', None, 0)",
    "override by prefix": "self.evaluateIntOverride(None, 'farmq', 'limit', None, 0)",
    "helper": "self._choice(None, 'limit', 0)",
    "constant": "for name in ('farmq_limit', 'x'): self.read(name)",
    "in a text": "self.names = 'farmq_x farmq_limit'.split()",
    "f-string": "kind = 'x'; self[f'farmq_{kind}'].evaluateInt()",
    "pattern": "self['{}_limit'.format(self.parmprefix)].evaluateInt()",
    "old pattern": "self['%s_limit' % self.parmprefix].evaluateInt()",
    "format": "kind = 'x'; self['farmq_%s' % kind].evaluateInt()",
    "sum": "kind = 'x'; self['farmq_' + kind].evaluateInt()",
    "prefix apart": "self[self.parmprefix + '_limit'].evaluateInt()",
    "all": "[port.value for port in self.customParameters]",
    "all of the node": "[parm.eval() for parm in self.topNode().parms()]",
    "slip": "self['farmq_limt'].evaluateInt()",
}


@pytest.mark.parametrize("text", READ.values(), ids=READ)
@pytest.mark.parametrize("place", ["init", "methods", "header", "onstart"])
def test_read(text: str, place: str) -> None:
    wrapped = f"def read(self):\n    {text}" if place in {"methods", "header"} else text
    assert found_in({f"{place}.py": wrapped}, "farmq_limit") == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("self[f'farmq_env{1}'].evaluateString()", 0),
        ("self['farmq_env%d' % 1].evaluateString()", 0),
        ("self['farmq_env7'].evaluateString()", 0),
        ("self.evaluateStringOverride(None, 'farmq', f'env{1}', None, '')", 0),
        ("self.evaluateStringOverride(None, 'farmq', 'other', None, '')", 1),
    ],
)
def test_instances(text: str, count: int) -> None:
    assert len(found_in({"init.py": text}, "farmq_env#")) == count


@pytest.mark.parametrize("method", ["resolveEnvParams", "resolveBaseEnvironment"])
def test_what_pyscheduler_reads_by_itself(method: str) -> None:
    names = ["farmq_envname#", "farmq_env_file", "farmq_inheritlocalenv", "farmq_setworkingdir"]
    assert found_in({"init.py": f"self.{method}('farmq', None)"}, *names) == []
    assert len(found_in({"init.py": "self.other('farmq', None)"}, *names)) == len(names)


@pytest.mark.parametrize(
    "facts",
    [
        'type = "separator"',
        'type = "folder"',
        'type = "button"',
        "hidden = true",
        'tags = { script_callback = "print(1)" }',
    ],
)
def test_fine(facts: str) -> None:
    assert found_in({}, "farmq_limit", facts=facts) == []


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        ('disable_when = "{ farmq_limit == 0 }"', 0),
        ('hide_when = "{ farmq_limit == 0 }"', 0),
        ("tags = { script_action = \"kwargs['node'].parm('farmq_limit')\" }", 0),
        ('help = "see farmq_limit"', 1),
    ],
)
def test_what_another_parameter_says(facts: str, count: int) -> None:
    more = f'[[parameters]]\nname = "farmq_other"\n{facts}'
    files = {"init.py": "self['farmq_other'].evaluateString()"}
    assert len(found_in(files, "farmq_limit", more=more)) == count


def test_what_a_multiparm_of_a_dialog_script_says() -> None:
    dialog = """# Note
        parm { name "farmq_limit" type integer }
        multiparm { name "farmq_jobs"
            parm { name "farmq_job#" type string disablewhen "{ farmq_limit == 0 }" }
        }"""
    assert [one for one in findings({}, dialog=dialog) if one.name == RULE] == []


@pytest.mark.parametrize("files", [{"init.py": "x = ("}, {"header.py": "def"}])
def test_nothing_is_said_where_a_text_cannot_be_read(files: dict[str, str]) -> None:
    assert found_in(files, "farmq_limit") == []


def test_nothing_is_said_where_an_expression_drives_a_text() -> None:
    table = f'{HEAD}[[parameters]]\nname = "farmq_limit"'
    expressions = frozenset({"init.py"})
    every = findings({"init.py": "x"}, manifest=table, expressions=expressions)
    assert [one for one in every if one.name == RULE] == []


def test_nothing_is_said_where_there_is_no_text() -> None:
    manifest = f'{HEAD}[[parameters]]\nname = "farmq_limit"'
    found = check(scheduler_of({}, manifest=manifest))
    assert [one for one in found if one.name == RULE] == []
