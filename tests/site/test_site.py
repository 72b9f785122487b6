"""The site is built without a dead link, and the commands on its pages run."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from containers import SCENE, odc
from trees import ROOT, manifest, write_tree

from pysched_gen.check.registry import RULES
from pysched_gen.cli import main
from pysched_gen.cli.schema_command import SCHEMA_NAMES
from pysched_gen.houdini.callbacks import CALLBACKS
from pysched_gen.houdini.releases import RELEASES
from pysched_gen.run.verify.catalog import scenarios

if TYPE_CHECKING:
    from conftest import Run

MKDOCS = [str(Path(sys.executable).with_name("mkdocs")), "build", "--strict"]
PAGES = sorted((ROOT / "docs").rglob("*.md"), key=lambda path: path.as_posix())
TUTORIALS = sorted((ROOT / "docs/tutorial").glob("*.md"))
# In running text, as an indented line or in a block, with what stands for a value in capitals.
COMMAND = re.compile(r"^    (pysched-gen .*?)(?:  +#.*)?$|`(pysched-gen [a-z][^`]*)`", re.MULTILINE)


@pytest.mark.xdist_group("site")
def test_the_site_is_built_and_has_every_page(tmp_path: Path) -> None:
    built = subprocess.run(
        [*MKDOCS, "-d", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.html")}
    assert {f"rules/{rule.name}.html" for rule in RULES} <= made
    assert {"index.html", "commands.html", "schemas.html", "gallery.html"} <= made
    assert {"gallery/preview.html", "gallery/timeline.html"} <= made
    commands = (tmp_path / "commands.html").read_text("utf-8")
    names = main.list_commands(click.Context(main))
    assert [name for name in names if f'id="{name}"' not in commands] == []
    played = (tmp_path / "scenarios.html").read_text("utf-8")
    assert [one.name for one in scenarios() if f'id="{one.name}"' not in played] == []
    assert 'id="onschedule"' in (tmp_path / "callbacks.html").read_text("utf-8")
    for release in RELEASES:
        page = (tmp_path / f"callbacks/{release}.html").read_text("utf-8")
        ours = [spec.method for spec in CALLBACKS if spec.exists_in(release)]
        assert [method for method in ours if f'id="{method.lower()}"' not in page] == []
    schemas = (tmp_path / "schemas.html").read_text("utf-8")
    assert [name for name in SCHEMA_NAMES if f'id="{name}"' not in schemas] == []


def test_a_dead_link_stops_the_build(tmp_path: Path) -> None:
    config = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[0]
    config = re.sub(r"\nhooks: .*", "", config)
    write_tree(tmp_path, {"mkdocs.yml": config, "docs/index.md": "[a](nowhere.md)\n"})
    built = subprocess.run(MKDOCS, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert built.returncode == 1
    assert "nowhere.md" in built.stderr


def commands_of(page: Path) -> list[str]:
    found = COMMAND.findall(page.read_text("utf-8"))
    return [indented or inline for indented, inline in found]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_on_a_page_have_options_that_exist(page: Path) -> None:
    context = click.Context(main)
    for line in commands_of(page):
        words = shlex.split(line.partition(" > ")[0].partition(" | ")[0])[1:]
        command = main.get_command(context, words[0])
        assert command is not None, line
        known = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
        given = {word.partition("=")[0] for word in words[1:] if word.startswith("-")} - {"-"}
        assert given - known - {"--help"} == set(), line


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda page: page.stem)
def test_commands_of_a_tutorial_run_one_after_the_other(page: Path, run: Run, here: Path) -> None:
    ran = 0
    for line in page.read_text("utf-8").splitlines():
        if line.startswith("    pysched-gen "):
            run(*shlex.split(line)[1:])
            ran += 1
    assert ran > 5
    assert any(here.iterdir())


PARAMETER = '[[parameters]]\nname = "{}_queue"\ntype = "string"\n'
GRAPH = {"nodes": [{"name": "a", "items": [{"index": 0, "command": "true"}]}]}


def scheduler(name: str) -> dict[str, str | bytes]:
    body = f'self["{name}_queue"].evaluateString()\nreturn pdg.scheduleResult.CookSucceeded\n'
    text = manifest(PARAMETER.format(name), name=name)
    return {"scheduler.toml": text, "onschedule.py": body}


# Page: folders of schedulers that it speaks of, and directories that they are generated to.
SPOKEN_OF = {
    "checking.md": ({"farmq": "farmq", "snippets/farmq": "farmq"}, {}),
    "parameters.md": ({"farmq": "farmq"}, {}),
    "prototypes.md": ({}, {}),
    "proving.md": (
        {"farmq": "farmq", "mineq": "mineq"},
        {"houdini": "farmq", "shared": "farmq", "mine": "mineq"},
    ),
    "speed.md": ({"schedulers/farmq": "farmq"}, {}),
    "studio-folder.md": (
        {"farm": "farm", "mineq": "mineq"},
        {"studio": "farm", "shared": "farm", "mine": "mineq"},
    ),
}
# What takes a browser, mypy, an installed plug-in or a Houdini; others test these.
ELSEWHERE = ("--open", "--types", "--plugin", "--hython")


@pytest.mark.parametrize("page", SPOKEN_OF)
def test_commands_of_a_page_run_one_after_the_other(page: str, run: Run, here: Path) -> None:
    (here / "dev/client").mkdir(parents=True)
    (here / "dev/client/farmclient.py").touch()
    python = here / ".pyenv/versions/3.7.17/bin/python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    files = {name.replace("top/farm", "topnet1/farmq"): body for name, body in SCENE.items()}
    schema = {"schema": "pysched-gen/graph", "version": 1}
    write_tree(here, {"farm.hip": odc(files), "shot.json": json.dumps({**schema, **GRAPH})})
    folders, packages = SPOKEN_OF[page]
    for folder, name in folders.items():
        write_tree(here / folder, scheduler(name))
    for package, name in packages.items():
        run("generate", name, "-o", package, "-q")
    ran = 0
    lines = re.findall(
        r"^    (?:\w+=\S+ )?(pysched-gen .*?)(?:  +#.*)?$", text_of(page), re.MULTILINE
    )
    for line in lines:
        words = [word.replace("~", str(here)) for word in shlex.split(line.partition(" > ")[0])[1:]]
        if words[0] == "verify":  # all scenarios take longer than a test may
            if "--scenario" in words:
                words[words.index("--scenario") + 1] = "registers"
            else:
                words += ["--scenario", "registers"]
        elif "--items" in words:
            words[words.index("--items") + 1] = "3"
        if not set(words) & set(ELSEWHERE):
            run(*words)
            ran += 1
    assert ran


def text_of(page: str) -> str:
    return (ROOT / "docs" / page).read_text("utf-8")


def test_each_page_with_commands_is_run_somewhere() -> None:
    """The pages of `SPOKEN_OF` and the tutorials here, those of formats and contributors there."""
    pages = {page.relative_to(ROOT / "docs").as_posix() for page in PAGES if commands_of(page)}
    lines = {page for page in pages if re.search(r"^    pysched-gen", text_of(page), re.MULTILINE)}
    here = {f"tutorial/{page.name}" for page in TUTORIALS} | SPOKEN_OF.keys()
    rest = {page for page in lines - here if not page.startswith(("formats/", "contributing/"))}
    # A session with Houdini.
    assert rest == {"houdini-checklist.md"}
