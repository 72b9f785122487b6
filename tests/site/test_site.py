"""The site is built without a dead link, and the commands on its pages run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from trees import ROOT, write_tree

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
