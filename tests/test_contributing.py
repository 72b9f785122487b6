"""The pages for contributors: what they name is there, and what they promise of a starter holds."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from trees import ROOT

from pysched_gen.houdini.callbacks import CALLBACKS
from pysched_gen.houdini.releases import LATEST, RELEASES
from pysched_gen.sources.snippet_folder import read_folder

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

PAGES = sorted(
    [ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("**/*.md")], key=lambda path: path.as_posix()
)
STARTERS = sorted(
    path.parent.name
    for folder in ("snippets", "templates/schedulers")
    for path in (ROOT / folder).glob("*/starter.toml")
)


# Pages of the site that docs/site_pages.py makes; its strict build knows whether they are there.
MADE = {
    ROOT / "docs" / name
    for name in ("gallery.md", "commands.md", "rules/index.md", "scenarios.md", "callbacks.md")
} | {ROOT / "docs/schemas.md"}


def missing(page: Path) -> list[str]:
    text = page.read_text("utf-8")
    named = re.findall(r"\b(?:pysched_gen|tests|docs)/[\w/.-]*\w(?![\w/<{*-])", text)
    linked = [page.parent / target for target in re.findall(r"\]\(([^)#:]+)\)", text)]
    wanted = [*(ROOT / name for name in named), *linked]
    return [str(one) for one in wanted if not one.exists() and one.resolve() not in MADE]


def test_what_the_pages_name_is_there() -> None:
    assert len(PAGES) > 6
    found = {page.name: missing(page) for page in PAGES}
    assert {name: paths for name, paths in found.items() if paths} == {}


def test_every_package_is_on_the_page_of_the_architecture() -> None:
    page = (ROOT / "docs/architecture.md").read_text("utf-8")
    packages = {path.parent.name for path in (ROOT / "pysched_gen").glob("*/__init__.py")}
    assert [name for name in sorted(packages) if f"`{name}`" not in page] == []


def test_every_part_of_starters_is_on_their_page() -> None:
    page = (ROOT / "docs/contributing/adding-a-starter.md").read_text("utf-8")
    parts = sorted(path.name for path in (ROOT / "templates/starter-parts").iterdir())
    assert [name for name in parts if f"`{name}`" not in page] == []


@pytest.mark.parametrize("starter", STARTERS)
def test_a_starter_is_found_and_makes_a_scheduler(starter: str, here: Path, run: Run) -> None:
    assert starter in run("new", "--list").stdout
    run("new", "farmq", "--from", starter)
    source = read_folder(here / "farmq", "farmq")
    names = [parameter.name for parameter in source.parameters if parameter.holds_value]
    # One that has the names of Houdini's own node has its prefix too.
    if 'parm_prefix = "farmq"' in (here / "farmq/scheduler.toml").read_text("utf-8"):
        assert {name[:5] for name in names} <= {"farmq"}
    run("check", "farmq")


def test_a_folder_is_a_starter_without_more(here: Path, run: Run) -> None:
    shutil.copytree(ROOT / "snippets/local", here / "mine")
    run("new", "farmq", "--from", "mine")
    assert run("check", "farmq").exit_code == 0


def test_a_release_and_a_callback_are_listed_from_their_tables(run: Run) -> None:
    releases = run("callbacks", "--releases").stdout
    assert [one.name for one in RELEASES if one.name not in releases] == []
    callbacks = run("callbacks").stdout
    living = [one.method for one in CALLBACKS if not one.until]
    assert [method for method in living if method not in callbacks] == []
    assert RELEASES[-1] is LATEST


def examples(page: str) -> list[str]:
    text = (ROOT / f"docs/contributing/adding-a-{page}.md").read_text("utf-8")
    return re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def example(page: str) -> str:
    return examples(page)[0]


def with_row(file: Path, table: str, row: str) -> None:
    """Put `row` last into the tuple `table` of `file`."""
    head, found, rest = file.read_text("utf-8").partition(f"\n{table}: ")
    assert found
    rows, end, tail = rest.partition("\n)\n")
    file.write_text(f"{head}{found}{rows}\n{row.rstrip()}{end}{tail}", "utf-8")


def test_what_the_pages_add_is_all_that_is_needed(here: Path) -> None:
    for folder in ("pysched_gen", "templates", "snippets"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, here / "tool" / folder, ignore=ignored)
    package = here / "tool/pysched_gen"
    scenarios = package / "standin/site/pdgstandin/scenarios"
    (package / "check/rules/print_in_tick.py").write_text(example("rule"), "utf-8")
    (scenarios / "cooks_nothing.py").write_text(example("scenario"), "utf-8")
    with_row(package / "houdini/callbacks.py", "CALLBACKS", example("callback"))
    with_row(package / "houdini/releases.py", "RELEASES", example("release"))
    shutil.copytree(ROOT / "snippets/default", here / "farmq")
    tick = here / "farmq/ontick.py"
    tick.write_text(f'print("a tick")\n{tick.read_text("utf-8")}', "utf-8")
    (here / "farmq/onpausecook.py").write_text("return False\n")

    def ran(*words: str, path: Path = here / "tool") -> str:
        done = subprocess.run(
            [sys.executable, *words],
            cwd=here,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": f"{here / 'tool'}:{path}"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def told(*arguments: str) -> str:
        return ran("-c", "from pysched_gen.cli import main; main()", *arguments)

    (here / "test_print_in_tick.py").write_text(examples("rule")[1], "utf-8")
    pytest_of_rule = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "test_print_in_tick.py")
    assert "4 passed" in ran(*pytest_of_rule, path=ROOT / "tests")

    assert "farmq/ontick.py:1:1: note[PSG199 print-in-tick]: onTick prints" in told(
        "check", "farmq"
    )
    assert "99.0  Python 3.13" in told("callbacks", "--releases")
    told("generate", "farmq", "-o", "out", "--houdini", "99.0")
    (module,) = (here / "out").glob("pdg/types/*/[a-z]*.py")
    assert "def onPauseCook(self, work_item" in module.read_text("utf-8")
    told("generate", "farmq", "-o", "played")
    # `make accept` tells the stand-in of the release, and of the callback.
    verified = told("verify", "played", "--houdini", "22.0", "--scenario", "cooks-nothing")
    assert "PASSED  cooks-nothing: a cook without items ends" in verified
    facts_file = package / "standin/site/pdg/facts.json"
    facts = json.loads(facts_file.read_text("utf-8"))
    form = {"since": "20.0", "arguments": ["work_item"], "returns": "bool"}
    facts["callbacks"]["onPauseCook"] = {"since": "20.0", "until": "", "forms": [form]}
    facts_file.write_text(json.dumps(facts), "utf-8")
    options = ("--houdini", "22.0", "--scenario", "accepts-items", "--format", "json")
    assert "onPauseCook" in told("verify", "played", *options)
