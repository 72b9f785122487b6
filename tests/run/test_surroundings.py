"""A package as Houdini sees it: folders, package files, Python libraries and variables."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from trees import write_tree

from pysched_gen.errors import PyschedError, UsageError
from pysched_gen.run.environment import find_surroundings

if TYPE_CHECKING:
    from conftest import Run

# Prints what it sees as it is imported, and what a callback can import.
SCHEDULER = """
import os
import subprocess

import pdg
from pdg.scheduler import PyScheduler

{imports}


class Farm(PyScheduler):
    @classmethod
    def templateName(cls):
        return "farm"

    def onStart(self):
        return True

    def onStartCook(self, static, cook_set):
        self.setWorkingDir(os.environ["HIP"], os.environ["HIP"])
        return True

    def onSchedule(self, work_item):
        {body}
        return pdg.scheduleResult.CookSucceeded


def registerTypes(type_registry):
    type_registry.registerScheduler(Farm, name="farm", label="Farm")
"""


def scheduler(imports: str = "", body: str = "pass") -> dict[str, str | bytes]:
    text = SCHEDULER.format(imports=imports, body=textwrap.indent(body, " " * 8).strip())
    return {"pdg/types/farm.py": text}


def package_file(**facts: object) -> str:
    return json.dumps(facts)


@pytest.mark.parametrize("path", ["", "/nowhere"])
def test_no_program_need_be_on_the_path(
    run: Run, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    run("new", "farmq", "--from", "local")
    run("generate", "farmq", "-o", "houdini", "-q")
    monkeypatch.setenv("PATH", path)
    run("verify", "houdini", "--scenario", "item-succeeds")
    run("cook", "houdini", "--items", "1", "--command", ":", "--set", "pdg_tickperiod=0.02")


@pytest.mark.parametrize(
    ("place", "options"),
    [
        ("houdini/python3.11libs", ()),
        ("houdini/scripts/python", ()),
        ("client", ("--path", "client")),
        ("client", ("--env", "PYTHONPATH=client")),
        ("houdini/pdg/types", ()),
    ],
)
@pytest.mark.parametrize("where", ["at the top", "in a callback"])
def test_a_client_is_found_where_houdini_finds_it(
    run: Run, here: Path, place: str, options: tuple[str, ...], where: str
) -> None:
    top = where == "at the top"
    body = "import farmclient\nassert farmclient.ANSWER == 42"
    files = scheduler("import farmclient" * top, body)
    write_tree(here / "houdini", files)
    write_tree(here / place, {"farmclient.py": "ANSWER = 42\n"})
    run("cook", "houdini", "--items", "1", "--houdini", "20.5", *options)


def test_the_shell_s_own_pythonpath_counts(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tree(here, {"lib/farmclient.py": ""})
    write_tree(here / "houdini", scheduler("import farmclient"))
    monkeypatch.setenv("PYTHONPATH", str(here / "lib"))
    run("cook", "houdini", "--items", "1")


@pytest.mark.parametrize("command", ["verify", "cook"])
@pytest.mark.parametrize(
    ("imports", "body"), [("import farmclient", "pass"), ("", "import farmclient")]
)
def test_a_library_of_another_python_is_told(
    run: Run, here: Path, command: str, imports: str, body: str
) -> None:
    write_tree(here / "houdini", scheduler(imports, body))
    write_tree(here / "houdini", {"python3.11libs/farmclient/__init__.py": ""})
    options = ["--items", "1"] if command == "cook" else ["--scenario", "item-succeeds"]
    result = run(command, "houdini", "--houdini", "22.0", *options, code=1)
    told = "farmclient lies in houdini/python3.11libs, and Houdini 22.0 searches python3.13libs"
    assert told in result.stdout + result.stderr


def test_a_library_that_is_nowhere_is_asked_for(run: Run, here: Path) -> None:
    write_tree(here / "houdini", scheduler("import farmclient"))
    result = run("verify", "houdini", "--scenario", "registers", code=1)
    assert "give the folder that holds it by --path DIR" in result.stderr


@pytest.mark.parametrize(
    ("release", "version", "python"),
    [("19.0", "19.0.", "3.7"), ("19.5", "19.5.", "3.9"), ("20.5", "20.5.400", "3.11"),
     ("22.0", "22.0.", "3.13")],
)  # fmt: skip
def test_the_variables_of_a_session_are_set(
    run: Run, here: Path, release: str, version: str, python: str
) -> None:
    major, minor = release.split(".")
    facts = [
        f"os.environ['HOUDINI_VERSION'].startswith('{version}')",
        f"os.environ['HOUDINI_MAJOR_RELEASE'] == '{major}'",
        f"os.environ['HOUDINI_MINOR_RELEASE'] == '{minor}'",
        f"os.environ['HHP'] == os.environ['HFS'] + '/houdini/python{python}libs'",
        "os.path.isfile(os.environ['HHP'] + '/pdgjob/topcook.py')",
        "os.path.isfile(os.environ['HFS'] + '/bin/hython')",
        "os.path.isdir(os.environ['HOUDINI_USER_PREF_DIR'])",
        f"os.environ['HOUDINI_USER_PREF_DIR'].endswith('/houdini{release}')",
        "os.environ['HH'] == os.environ['HFS'] + '/houdini'",
    ]
    write_tree(here / "houdini", scheduler("\n".join(f"assert {fact}" for fact in facts)))
    run("cook", "houdini", "--items", "1", "--houdini", release)


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("HFS=/opt/hfs", "the stand-in is the Houdini of this run"),
        ("HOUDINI_PATH=/studio", "give its folders as PACKAGE_DIR"),
        ("HOUDINI_VERSION=20.5.1", "by --houdini"),
        ("PYTHONHOME=/usr", "by --python"),
    ],
)
def test_a_variable_without_effect_is_refused(run: Run, here: Path, option: str, told: str) -> None:
    write_tree(here / "houdini", scheduler())
    for command in ("verify", "cook"):
        result = run(command, "houdini", "--env", option, code=2)
        assert f"--env {option.partition('=')[0]}: has no effect: " in result.stderr
        assert told in result.stderr


def test_a_path_without_a_module_is_refused(run: Run, here: Path) -> None:
    write_tree(here / "houdini", scheduler())
    write_tree(here / "empty", {"readme.txt": ""})
    for command in ("verify", "cook"):
        result = run(command, "houdini", "--path", "empty", code=2)
        assert "--path empty: has no effect: no Python module is in it" in result.stderr


@pytest.mark.parametrize(
    "words", [["--houdini", "20.5"], ["--python", "python3"], ["--set", "farm_queue=night"]]
)
def test_beside_hython_what_is_of_the_stand_in_is_refused(
    run: Run, here: Path, words: list[str]
) -> None:
    write_tree(here / "houdini", scheduler())
    result = run("verify", "houdini", "--hython", "hython", *words, code=2)
    assert f"{words[0]}: has no effect beside --hython" in result.stderr


def test_a_cook_goes_one_way(run: Run, here: Path) -> None:
    write_tree(here / "houdini", scheduler())
    result = run("cook", "houdini", "--static", "--submit", code=2)
    assert "--static, --submit: the graph is cooked one way or the other" in result.stderr


def test_several_folders_are_one_houdini_path(run: Run, here: Path) -> None:
    write_tree(here / "types", scheduler("import farmclient"))
    write_tree(here / "lib", {"scripts/python/farmclient.py": ""})
    result = run("verify", "lib", "types", "--scenario", "registers")
    assert "lib, types: farm, as in Houdini 22.0" in result.stderr


ENV = [
    ({"FARM": "a"}, {"FARM": "a"}),
    ({"var": "FARM", "value": "a"}, {"FARM": "a"}),
    ({"FARM": {"value": "a", "method": "replace"}}, {"FARM": "a"}),
    ({"FARM": "${HOUDINI_MAJOR_RELEASE}.$HOUDINI_MINOR_RELEASE"}, {"FARM": "20.5"}),
    ({"FARM": [{"houdini_version < '20.0'": "old"}, {"houdini_version >= '20.0'": "new"}]},
     {"FARM": "new"}),
    ({"FARM": [{"houdini_version == '20.5'": "yes"}]}, {"FARM": "yes"}),
    ({"FARM": [{"houdini_python == 'python3.11' and not houdini_os == 'windows'": "b"}]},
     {"FARM": "b"}),
    ({"PYTHONPATH": ["/a", "/b"]}, {"PYTHONPATH": "/a:/b:/given"}),
    ({"PYTHONPATH": {"value": "/a", "method": "append"}}, {"PYTHONPATH": "/given:/a"}),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "variables"), ENV)
def test_package_files_set_variables(
    here: Path, entry: dict[str, object], variables: dict[str, str]
) -> None:
    write_tree(here, scheduler())
    write_tree(here, {"packages/a.json": package_file(env=[entry])})
    found = find_surroundings([here], "20.5", variables={"PYTHONPATH": "/given"})
    assert {name: found.variables[name] for name in variables} == variables


def test_a_variable_is_known_to_the_files_after_it(here: Path) -> None:
    write_tree(here, scheduler())
    write_tree(
        here,
        {
            "packages/a.json": package_file(env=[{"STUDIO": "$HOUDINI_PACKAGE_PATH/.."}]),
            "packages/b.json": package_file(hpath="$STUDIO/tools"),
        },
    )
    found = find_surroundings([here])
    assert found.folders == (here / "tools", here)


@pytest.mark.parametrize(
    ("enable", "expected"),
    [
        (True, True),
        (False, False),
        ("houdini_version >= '20.5'", True),
        ("houdini_version >= '20.5' and houdini_version < '21.0'", False),
        ("houdini_os == 'amiga' or true", True),
    ],
)
def test_a_package_file_can_be_off(here: Path, enable: object, expected: object) -> None:
    write_tree(here, scheduler())
    write_tree(here, {"packages/a.json": package_file(hpath="/tools", enable=enable)})
    assert (Path("/tools") in find_surroundings([here], "21.0").folders) == expected


def test_houdini_package_dir_is_given_by_env(here: Path) -> None:
    write_tree(here, {"more/a.json": package_file(path=str(here / "types"))})
    write_tree(here / "types", scheduler())
    found = find_surroundings([here], variables={"HOUDINI_PACKAGE_DIR": str(here / "more")})
    assert found.folders == (here / "types", here)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "a.json:1:2"),
        ("[]", "not a Houdini package"),
        ('{"enable": "import os"}', 'the expression "import os" is not understood'),
        ('{"enable": "__import__(\'os\')"}', "is not understood"),
        ('{"env": [{"A": {"value": "b", "method": "delete"}}]}', 'there is no method "delete"'),
        ('{"env": ["A=b"]}', 'env: "A=b" is not an object with a variable'),
    ],
)
def test_a_package_file_that_is_wrong_is_told(here: Path, text: str, told: str) -> None:
    write_tree(here, scheduler())
    write_tree(here, {"packages/a.json": text})
    with pytest.raises(PyschedError, match=r"a\.json") as error:
        find_surroundings([here])
    assert told in str(error.value)


def test_package_files_that_lead_to_each_other_end(here: Path) -> None:
    write_tree(here, scheduler())
    write_tree(
        here,
        {
            "packages/a.json": package_file(package_path="$HOUDINI_PACKAGE_PATH/../more"),
            "more/b.json": package_file(package_path="$HOUDINI_PACKAGE_PATH/../packages"),
        },
    )
    assert find_surroundings([here]).folders == (here,)


def test_a_wrong_name_of_a_variable_is_refused(run: Run, here: Path) -> None:
    write_tree(here / "houdini", scheduler())
    result = run("verify", "houdini", "--env", "A B=c", code=2)
    assert "--env A B=c: give it as NAME=VALUE" in result.stderr


def test_find_surroundings_refuses_what_has_no_effect(here: Path) -> None:
    write_tree(here, scheduler())
    with pytest.raises(UsageError, match="--env HIP: has no effect"):
        find_surroundings([here], variables={"HIP": "/shot"})
