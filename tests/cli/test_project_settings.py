"""Settings of a project's file: what they do, where they come from, what is wrong with them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from accepted import accepted_text
from jsonschema import Draft202012Validator
from trees import ROOT, manifest, read_tree, write_tree

from pysched_gen.formats.json_schema import load_schema, violations
from pysched_gen.project.schema import project_schema
from pysched_gen.project.settings import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

SCHEMA = ROOT / "pysched_gen/schemas/project.schema.json"
PAGE = ROOT / "docs/project-settings.md"
TABLE = re.compile(r"(?<=\|---\|---\|---\|---\|\n)(?:\| .*\n)+")
SCHEDULE = "return pdg.scheduleResult.Succeeded\n"
UNREAD = '[[parameters]]\nname = "farmq_x"\ntype = "integer"'


def folder(here: Path, place: str, name: str, extra: str = "") -> None:
    files = {"scheduler.toml": manifest(extra, name=name), "onschedule.py": SCHEDULE}
    write_tree(here / place, dict(files))


@pytest.fixture(name="studio")
def a_studio(here: Path) -> Path:
    for name in ("farma", "farmb"):
        folder(here, f"schedulers/{name}", name)
    (here / "schedulers/README.md").write_text("notes\n")
    settings = 'sources = ["schedulers/*"]\noutput = "houdini"\nhoudini = "21.0"\nasset = true\n'
    (here / "pysched.toml").write_text(settings)
    return here


@pytest.mark.accepts
def test_the_schema_is_that_of_the_table() -> None:
    made = json.dumps(project_schema(), indent=2) + "\n"
    assert accepted_text(SCHEMA, made) == made
    Draft202012Validator.check_schema(project_schema())


@pytest.mark.accepts
def test_the_page_lists_every_setting() -> None:
    rows = "".join(
        f"| `{one.key}` | {', '.join(f'`{flag}`' for flag in one.flags) or '-'} | "
        f"{', '.join(one.commands)} | {one.help.replace('|', '/')} |\n"
        for one in SETTINGS
    )
    text = PAGE.read_text(encoding="utf-8")
    assert len(TABLE.findall(text)) == 1
    made = TABLE.sub(lambda _: rows, text)
    assert accepted_text(PAGE, made) == made


def test_the_schema_agrees_with_its_readers() -> None:
    good = {
        "sources": ["a/*"],
        "layout": "module",
        "asset": True,
        "ignore": ["PSG2", {"rule": "PSG101", "reason": "x"}],
        "severity": {"PSG101": "note"},
        "per-file-ignores": {"a/*": ["PSG2"]},
        "verify": {"environment": {"A": "b"}, "paths": ["lib"]},
    }
    bad = {**good, "layout": "tree", "verify": {"paths": "lib"}, "x": 1}
    schema = load_schema("project")
    validator = Draft202012Validator(schema)
    assert (violations(good, schema), list(validator.iter_errors(good))) == ([], [])
    assert len(violations(bad, schema)) == len(list(validator.iter_errors(bad))) == 3


def test_no_command_needs_an_argument(run: Run, studio: Path) -> None:
    assert "2 schedulers checked" in run("check").stderr
    assert run("generate").output.count("README.md") == 1
    assert run("generate", "--check").stdout == ""
    text = (studio / "houdini/pdg/types/farma/farma.py").read_text()
    assert "# Houdini: 21.0 and later" in text
    assert (studio / "houdini/otls/farmb.hda").is_dir()
    choice = ["--scheduler", "farma", "--scenario", "registers"]
    assert run("verify", *choice).stdout.startswith("PASSED  registers")


def test_it_is_found_from_a_folder_below(
    run: Run, studio: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("generate", "-q")
    before = read_tree(studio / "houdini")
    monkeypatch.chdir(studio / "schedulers/farma")
    assert run("generate", "--check").stdout == ""
    run("generate", "-q")
    assert read_tree(studio / "houdini") == before
    assert not (studio / "schedulers/farma/houdini").exists()


def test_pyproject_counts_where_it_has_the_table(run: Run, here: Path) -> None:
    folder(here, "inner/farmq", "farmq")
    (here / "inner/pyproject.toml").write_text("[project]\nname = 'x'\n[")  # not ours
    table = '[tool.other]\nx = 1\n\n[tool.pysched-gen]\nsources = ["inner/*"]\n'
    (here / "pyproject.toml").write_text(table)
    assert "1 scheduler checked" in run("check").stderr
    (here / "pysched.toml").write_text('sources = ["nowhere"]\n')
    assert "nowhere: no such file" in run("check", code=2).stderr
    assert "1 scheduler checked" in run("check", "--config", "pyproject.toml").stderr
    assert "Missing argument" in run("check", "--isolated", code=2).stderr


def test_flags_win(run: Run, studio: Path) -> None:
    run("generate", "-o", "other", "--houdini", "20.5", "--no-asset", "-q")
    assert "# Houdini: 20.5" in (studio / "other/pdg/types/farma/farma.py").read_text()
    assert not (studio / "other/otls").exists()
    assert not (studio / "houdini").exists()


@pytest.mark.parametrize(
    ("settings", "arguments", "code"),
    [
        ("", [], 0),
        ('[severity]\nunread-parameter = "error"', [], 1),
        ('[severity]\nunread-parameter = "error"', ["--severity", "PSG211=note"], 0),
        ('ignore = ["PSG211"]\n[severity]\nPSG211 = "error"', [], 0),
        ('[severity]\nPSG211 = "error"\n[per-file-ignores]\n"farms/*" = ["PSG2"]', [], 0),
        ('[severity]\nPSG211 = "error"\n[per-file-ignores]\n"other/*" = ["PSG2"]', [], 1),
        ('select = ["PSG1"]\n[severity]\nPSG211 = "error"', [], 0),
        ('select = ["PSG1"]\n[severity]\nPSG211 = "error"', ["--select", "PSG2"], 1),
    ],
)
def test_rules_of_the_project(
    run: Run, here: Path, settings: str, arguments: list[str], code: int
) -> None:
    folder(here, "farms/farmq", "farmq", UNREAD)
    (here / "pysched.toml").write_text(f'sources = ["farms"]\n{settings}\n')
    run("check", *arguments, code=code)


def test_every_problem_is_told_at_its_place(run: Run, here: Path) -> None:
    (here / "pysched.toml").write_text(
        'layout = "tree"\nasset = 3\nselct = []\n[verify]\nenvironment = ["A"]\n'
    )
    lines = run("config", code=2).stderr.splitlines()
    places = " ".join(line.split(": error:")[0] for line in lines)
    assert places == "pysched.toml:1:10 pysched.toml:2:9 pysched.toml:3:1 pysched.toml:5:15"
    assert 'did you mean "select"?' in lines[2]


WRONG_EVERYWHERE = """layout = "tree"
plugins = ["nobody"]
ignore = ["PSG999", 3, { rule = "PSG998", reson = "x" }, "of-a-plug-in"]
[severity]
PSG997 = "note"
PSG101 = "bad"
[per-file-ignores]
"a/*" = ["PSG996", 4]
"b/*" = 3
[verify]
paths = ["lib", 3]
own = "x"
"""
PLACES = "1:10 2:12 3:11 3:21 3:24 3:43 5:1 6:10 8:10 8:20 9:9 11:10 11:17 12:7"


@pytest.mark.parametrize(
    ("change", "command", "places"),
    [
        (("", ""), "config", PLACES),
        (("", ""), "check", PLACES.replace(" 11:10", "")),
        (("", ""), "verify", re.sub(r" (2:12|3:11|3:24|5:1|8:10)\b", "", PLACES)),
        (('["nobody"]', "[]"), "check", PLACES.replace(" 2:12", "").replace("11:10", "3:58")),
        (("plugins", "plugin"), "config", PLACES.replace("2:12", "2:1")),
        (('["nobody"]', '"nobody"'), "config", PLACES.replace("2:12", "2:11")),
    ],
)
def test_rules_plugins_and_paths_are_told_with_the_rest(
    run: Run, here: Path, change: tuple[str, str], command: str, places: str
) -> None:
    (here / "pysched.toml").write_text(WRONG_EVERYWHERE.replace(*change, 1))
    told = re.findall(r"(?m)^pysched\.toml:(\d+:\d+): error: ", run(command, code=2).stderr)
    assert told == sorted(places.split(), key=lambda place: [*map(int, place.split(":"))])


@pytest.mark.parametrize(
    ("settings", "command", "message"),
    [
        ('ignore = ["text-resul"]', "config", "pysched.toml:1:11: error: no rule is called"),
        ('[verify]\npaths = ["lib"]', "verify", "pysched.toml:2:10: error: lib: no such file"),
        ('output = "nowhere"', "verify", "pysched.toml:1:10: nowhere: no such folder"),
        ('sources = ["none/*"]', "check", "pysched.toml:1:11: sources: nothing fits"),
        ("= 1", "check", "pysched.toml:1:1: error: not valid TOML"),
    ],
)
def test_what_is_wrong_is_told_once(
    run: Run, here: Path, settings: str, command: str, message: str
) -> None:
    (here / "pysched.toml").write_text(settings + "\n")
    code = 3 if "nothing fits" in message or "no such folder" in message else 2
    assert run(command, code=code).stderr.count(message) == 1


def test_config_tells_where_values_come_from(run: Run, studio: Path) -> None:
    with (studio / "pysched.toml").open("a") as file:
        file.write('ignore = ["PSG2"]\n[verify]\nenvironment = { FARM = "a" }\n')
    found = json.loads(run("config", "--houdini", "22.0", "--env", "FARM=b", "--json").stdout)
    facts = found["settings"]
    assert found["file"] == "pysched.toml"
    assert facts["houdini"] == {"value": "22.0", "from": ["command line"]}
    assert facts["output"] == {"value": "houdini", "from": ["pysched.toml:2"]}
    assert facts["layout"] == {"value": "package", "from": ["default"]}
    assert facts["ignore"] == {"value": ["PSG2"], "from": ["pysched.toml:5"]}
    assert facts["verify.environment"]["from"] == ["command line", "pysched.toml:7"]
    assert [*facts] == [one.key for one in SETTINGS]
    lines = run("config").stdout.splitlines()
    assert 'layout              "package"  (default)' in lines
    assert 'houdini             "21.0"  (pysched.toml:3)' in lines


@pytest.mark.parametrize(
    ("made", "checked", "mending"),
    [
        ([], [], "pysched-gen generate"),
        (["--layout", "module"], [], "pysched-gen generate --houdini 21.0 --asset --layout module"),
        (["-o", "x"], ["-o", "x"], "pysched-gen generate -o x"),
    ],
)
def test_the_mending_command_is_the_one_that_made_the_package(
    run: Run, studio: Path, made: list[str], checked: list[str], mending: str
) -> None:
    run("generate", *made, "-q")
    before = read_tree(studio)
    (studio / "schedulers/farma/onschedule.py").write_text("x = 1\n" + SCHEDULE)
    text = run("generate", *checked, "--check", code=1).stdout
    command = re.search(r"Run to mend it: pysched-gen (.*)", text)
    assert command is not None
    assert sorted(command[0].split(": ")[1].split()) == sorted(mending.split())
    run(*command[1].split(), "-q")
    assert read_tree(studio).keys() == before.keys()


def test_the_options_that_made_a_package_are_told(run: Run, here: Path) -> None:
    folder(here, "farmq", "farmq")
    run("generate", "farmq", "-o", "houdini", "--label", "A B", "--asset", "-q")
    text = run("generate", "farmq", "-o", "houdini", "--check", code=1).stdout
    assert "package \"farmq\" was generated with --asset --label 'A B'" in text
    assert "generate farmq -o houdini --asset --label 'A B'\n" in text
