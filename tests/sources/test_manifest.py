from __future__ import annotations

import json
import re

import pytest
from accepted import accepted_text
from flat_parameters import limited
from trees import ROOT, manifest

from pysched_gen.errors import ConfigError
from pysched_gen.formats.dialog_script.tree import Menu
from pysched_gen.formats.saved_node import Expression
from pysched_gen.houdini.releases import RELEASES
from pysched_gen.model.scheduler import Base, CallbackServer
from pysched_gen.sources.manifest.read import read_manifest
from pysched_gen.sources.parameters import Parameter, parameters_of
from pysched_gen.span import Origin

SCHEMA = ROOT / "pysched_gen/schemas/scheduler.schema.json"


def problems(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        read_manifest(text, "scheduler.toml")
    return str(caught.value).splitlines()


def parameter(body: str) -> str:
    return manifest(f'[[parameters]]\nname = "farmq_x"\n{body}')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ['scheduler.toml:1:1: missing key "scheduler"']),
        ("schema = 1\n[scheduler]\n", ['scheduler.toml:2:1: missing key "name"']),
        (
            manifest(lable="x"),
            ['scheduler.toml:5:1: unknown key "lable"; did you mean "label"?'],
        ),
        (
            "schema = 2\n[scheduler]\nname = 3\n",
            ["scheduler.toml:1:10: schema must be 1", "scheduler.toml:3:8: name must be a string"],
        ),
        (
            manifest(
                '[[parameters]]\nname = "a"\ntype = "menu"\n[[parameters]]\nname = "b"\n'
                '[[parameters]]\nname = "c"\ntype = "toggle"\ndefault = 7',
                base="X",
            ),
            [
                "scheduler.toml:5:8: base must be one of",
                "scheduler.toml:8:8: a menu needs choices",
                'scheduler.toml:9:1: missing key "type"',
                "scheduler.toml:14:11: 7 is not a toggle; write true or false",
            ],
        ),
    ],
)
def test_says_every_problem_with_its_place(text: str, expected: list[str]) -> None:
    found = problems(text)
    assert len(found) == len(expected)
    for line, start in zip(found, expected, strict=True):
        assert line.startswith(start)


def read_parameters(text: str) -> list[Parameter]:
    script = read_manifest(text, "scheduler.toml").script
    assert script is not None
    found = parameters_of(script, Origin("scheduler.toml"))
    return [one for one in found if one.type != "folder"]


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ('[scheduler]\nname = "a\n', "scheduler.toml:2:10", "not valid TOML"),
        ("[scheduler\n", "scheduler.toml:1:11", "not valid TOML"),
        ("a = 1\na = 2\n", "scheduler.toml:2:", "not valid TOML"),
        ("x = " + "[" * 5000, "scheduler.toml:1:", ""),
        ("\0", "scheduler.toml:1:1", "not valid TOML"),
    ],
)
def test_broken_toml_is_one_problem(text: str, place: str, what: str) -> None:
    (line,) = problems(text)
    assert line.startswith(place)
    assert what in line


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('type = "string"\ndefault = 3', "3 is not a string"),
        ('type = "integer"\ndefault = 1.5', "1.5 is not an integer"),
        ('type = "integer"\ndefault = true', "true is not an integer"),
        ('type = "float"\ndefault = "x"', '"x" is not a float'),
        ('type = "toggle"\ndefault = 2', "2 is not a toggle; write true or false"),
        ('type = "float"\nsize = 3\ndefault = [1.0, 2.0]', "must have 3 values"),
        ('type = "float"\nsize = 3\ndefault = 1.0', "must have 3 values"),
        ('type = "menu"', "a menu needs choices"),
        ('type = "menu"\nmenu = ["a"]\nmenu_script = "x"', "give menu or menu_script"),
        ('type = "integer"\ndefault = "5"', '"5" is not an integer'),
        ('type = "float"\nmin = 2\nmax = 1', "min 2 is above max 1"),
        ('type = "float"\ndefault = nan', "nan is no number that Houdini can hold"),
        ('type = "float"\ndefault = -inf', "-inf is no number that Houdini can hold"),
        ('type = "float"\ndefault = 1e400', "inf is no number that Houdini can hold"),
        ('type = "float"\nmin = -inf', "-inf is no number that Houdini can hold"),
        (f'type = "float"\ndefault = 1{"0" * 400}', "more than 19 digits"),
        (f'type = "integer"\ndefault = 1{"0" * 19}', "more than 19 digits"),
        (f'type = "integer"\ndefault = 1{"0" * 5000}', "too many digits"),
        ('type = "float"\nsize = 100_000_000', "size must be at most 1000"),
        ('type = "toggle"\nsize = 2', "a toggle has one component"),
        ('type = "menu"\nsize = 2\nmenu = ["a"]', "a menu has one component"),
        ('type = "string"\nhelp = "a\\u0000"', "holds a null character"),
        (
            'type = "float"\ndefault_expressions = [{index = 1, text = "1", language = "python"}]',
            "no component has index 1; the last has 0",
        ),
    ],
)
def test_a_default_fits_its_parameter(body: str, message: str) -> None:
    (line,) = problems(parameter(body))
    assert message in line


@pytest.mark.parametrize(
    ("body", "menu"),
    [
        ("menu = []", Menu()),
        ('menu_script = "return x"', Menu(script="return x", language="python")),
        (
            'menu_script = "echo x"\nmenu_language = "hscript"',
            Menu(script="echo x", language="hscript"),
        ),
    ],
)
def test_choices_that_only_houdini_knows_take_any_default(body: str, menu: Menu) -> None:
    text = parameter(f'type = "menu"\ndefault = "any"\n{body}')
    (found,) = read_parameters(text)
    assert (found.menu, found.default) == (menu, ("any",))


def test_reads_a_parameter_whole() -> None:
    text = parameter(
        'type = "menu"\nlabel = "Pool"\nmenu = ["fast", ["slow", "Slow one"]]\ndefault = "slow"\n'
        'overridable = true\nhelp = "Where"\nfolder = ["Farm", "Pools"]\nmin = 0\nmax = 1\n'
        'max_strict = true\ndisable_when = "{ a == 0 }"\ntags = { editor = "1" }\njoin_next = true'
    )
    (found,) = read_parameters(text)
    assert found.name == "farmq_x"
    assert found.default == ("slow",)
    assert found.menu == Menu(pairs=(("fast", "fast"), ("slow", "Slow one")))
    assert found.range == limited(0, 1, high_strict=True)
    assert found.folder == ("Farm", "Pools")
    assert found.tags == (("editor", "1"), ("pdg::scheduler", ""))
    assert found.overridable
    assert found.join_next
    assert str(found.span) == "scheduler.toml:6:8"


def test_reads_default_expressions() -> None:
    text = parameter(
        'type = "float"\nsize = 2\ndefault_expressions = ['
        '{ index = 1, text = "$F", language = "hscript" }]'
    )
    (found,) = read_parameters(text)
    assert found.default == (0.0, 0.0)
    assert found.default_expressions == (Expression(1, "$F", "hscript"),)


@pytest.mark.parametrize(
    ("kind", "size", "default"),
    [
        ("string", 1, ("",)),
        ("integer", 2, (0, 0)),
        ("float", 1, (0.0,)),
        ("toggle", 1, (False,)),
    ],
)
def test_a_missing_default_is_zero(kind: str, size: int, default: tuple[object, ...]) -> None:
    text = parameter(f'type = "{kind}"\nsize = {size}')
    (found,) = read_parameters(text)
    assert found.default == default


def test_a_missing_label_comes_from_the_name_without_its_prefix() -> None:
    text = manifest('[[parameters]]\nname = "farmq_maxJobs"\ntype = "integer"')
    (found,) = read_parameters(text)
    assert found.label == "Max Jobs"


@pytest.mark.accepts
def test_the_schema_says_what_the_tables_say() -> None:
    text = SCHEMA.read_text("utf-8")
    releases = json.dumps([release.name for release in RELEASES])
    made = re.sub(r'(?<="enum": )\["17\.5".*\]', releases, text)
    assert accepted_text(SCHEMA, made) == made
    schema = json.loads(made)
    identity = schema["properties"]["scheduler"]["properties"]
    assert identity["houdini"]["enum"] == [release.name for release in RELEASES]
    assert identity["base"]["enum"] == [base.value for base in Base]
    assert identity["callback_server"]["enum"] == [kind.value for kind in CallbackServer]


def test_a_parameter_has_a_name() -> None:
    (line,) = problems(manifest('[[parameters]]\nname = ""\ntype = "string"'))
    assert line.endswith('missing key "name"')
