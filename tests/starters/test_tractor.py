"""The starter `tractor`, with the double of Tractor that it ships; there is no real one here."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from accepted import accepted_text
from daemons import end_process, wait_for
from doubles import running_double
from shipped_interfaces import listing, needs_listing
from starter_cooks import (
    FARM_SCENARIOS,
    assert_cancelled,
    assert_many_items_cook,
    assert_own_tests_pass,
    assert_scenarios_pass,
    assert_texts_arrive,
    make_package,
)
from tractor_table import STARTER, table, value_parameters

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Run

pytestmark = pytest.mark.xdist_group("tractor")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the folder of an engine that runs."""
    folder = tmp_path_factory.mktemp("engine")
    server = subprocess.Popen([sys.executable, STARTER / "tests/tractor_engine.py", folder])
    wait_for((folder / "address").exists)
    yield folder
    end_process(server.pid)
    server.wait()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, engine: Path) -> Path:
    host, _, port = (engine / "address").read_text().partition(":")
    answers = {"tractor_hostname": host, "tractor_port": port, "tractor_user": "artist"}
    return make_package(tmp_path_factory.mktemp("made"), "tractor", **answers)


@pytest.fixture
def package(made: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(made, here, dirs_exist_ok=True)

    # Where Tractor's client is on the path of Houdini.
    monkeypatch.setenv("PYTHONPATH", str(STARTER / "tests"))
    return here


def test_its_own_tests_pass(package: Path) -> None:
    assert_own_tests_pass(package, 36)


def test_scenarios_pass(package: Path, run: Run) -> None:
    del package
    assert_scenarios_pass(run, *FARM_SCENARIOS)


def test_200_items_cook(package: Path) -> None:
    assert_many_items_cook(package)


def test_items_cook_with_a_client_whose_every_third_call_fails(package: Path) -> None:
    trouble = ("--env=TRACTOR_DOUBLE_DELAY=0.1", "--env=TRACTOR_DOUBLE_FAILS=3")
    assert_many_items_cook(package, lambda: None, *trouble, each=10)


def test_a_cook_that_is_cancelled_leaves_no_process(package: Path) -> None:
    assert_cancelled(package, at_once=4)  # as many as there are slots


def test_texts_stay_what_they_are(package: Path) -> None:
    assert_texts_arrive(package)


# Spools a job of one task that tells where its temporary files go; its arguments are the engine's.
SPOOL = """
import sys
from tractor.api import author

host, port, file = sys.argv[1:]
author.setEngineClientParam(hostname=host, port=int(port), user="artist")
job = author.Job(title="one")
argv = ["/bin/sh", "-c", f'echo "$TMPDIR" >{file}.new; mv {file}.new {file}']
job.newTask(title="one", argv=argv, service="Houdini")
job.spool(block=True)
"""


def test_temporary_files_of_jobs_go_where_those_of_their_engine_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with running_double("tractor", "tractor_engine.py", tmp_path) as address:
        monkeypatch.setenv("PYTHONPATH", str(STARTER / "tests"))
        told = tmp_path / "told"
        words = [sys.executable, "-c", SPOOL, *address.split(":"), str(told)]
        subprocess.run(words, check=True)
        wait_for(told.exists)
    assert told.read_text() == f"{tmp_path}\n"


# Prints, for each of its arguments, why an expression is refused; the first two are the engine's.
TRY = """
import sys
from tractor.api import author, query
from tractor.api.connection import CONNECTION

spool = lambda script: CONNECTION.ask("/Tractor/spool", script.encode())
host, port, *rows = sys.argv[1:]
query.setEngineClientParam(hostname=host, port=int(port), user="artist")
for row in rows:
    try:
        eval(row)
    except Exception as error:
        print(error)
    else:
        print("taken")
"""
REFUSED = {
    "author.Job(priority='high')": "priority cannot be 'high'",
    "author.Job(projects='one two')": "projects cannot be 'one two'",
    "author.Command(argv=['true'], atleast='2')": "atleast cannot be '2'",
    "spool('Job -title {one} -subtasks {}')": "taken",
    "spool('Job -title [one]')": "nothing is put in for [one]",
    "spool('Job -title \"$HOME\"')": 'nothing is put in for $HOME"',
    "spool('Job -title {one}two')": "there is more after a closing brace: two",
    "spool('Job -maxactive {few}')": "-maxactive is no number: few",
    "query.jobs('jid=1', columns=['jidd'])": "jobs have no column 'jidd'",
    "query.jobs('jid=1 2')": "the clause 'jid=1 2' is not understood: 'what follows'",
    "query.jobs('comment in [\"Big sim\"] and not numactive')": "taken",
}


def test_the_double_refuses_what_tractor_does_not_take(
    engine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(STARTER / "tests"))
    address = (engine / "address").read_text().split(":")
    words = [sys.executable, "-c", TRY, *address, *REFUSED]
    told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    assert dict(zip(REFUSED, told.splitlines(), strict=True)) == REFUSED


def test_no_callback_waits_for_a_client_that_is_slow(package: Path, run: Run) -> None:
    del package
    slow = ("--scenario=tick-is-quick", "--env=TRACTOR_DOUBLE_DELAY=2", "--format=json")
    (played,) = json.loads(run("verify", "houdini", *slow).stdout)["scenarios"]
    assert played["status"] == "passed"


@pytest.mark.accepts
def test_the_readme_has_a_row_for_each_parameter() -> None:
    readme = STARTER / "README.md"
    begin, rest = readme.read_text("utf-8").split("<!-- parameters -->\n")
    _, end = rest.split("<!-- end of parameters -->")
    made = f"{begin}<!-- parameters -->\n{table()}\n<!-- end of parameters -->{end}"
    assert accepted_text(readme, made) == made


@needs_listing
def test_each_parameter_of_houdinis_node_is_there() -> None:
    kinds = {"Folder", "Separator", "Button"}
    shipped = [one for one in listing()["tractorscheduler"]["parms"] if one["type"] not in kinds]
    assert len(shipped) == 93
    found = value_parameters()
    mine = {one["name"]: facts_of(found[one["name"]]) for one in shipped}
    assert mine == {one["name"]: shipped_facts(one) for one in shipped}


def facts_of(parameter: dict[str, Any]) -> dict[str, Any]:
    """Return what Houdini's listing tells of a parameter too."""
    return {
        "type": "int" if parameter["type"] == "integer" else parameter["type"],
        "label": parameter["label"],
        "default": str(parameter.get("default")),
        "range": (parameter.get("min"), parameter.get("max")),
        "menu": [tuple(pair) for pair in parameter.get("menu", ())],
    }


def shipped_facts(one: dict[str, Any]) -> dict[str, Any]:
    default = one["default"]
    return {
        "type": one["type"].lower(),
        "label": one["label"],
        "default": str(default[0] if isinstance(default, list) else default),
        "range": (one.get("min"), one.get("max")),
        "menu": list(zip(one.get("menu_tokens", ()), one.get("menu_labels", ()), strict=True)),
    }


# What the help of Houdini's node says of when a parameter is there to be set.
@pytest.mark.parametrize(
    ("name", "condition"),
    [
        ("autoretryfailedtask", "{ pdg_waitforfailures == 0 }"),
        ("hythonbincustomuniversal", "{ hythonbin != 1 }"),
        ("pdg_compressworkitemdata", "{ pdg_workitemdatasource == 1 }"),
        ("usedatalayerport", "{ enabledatalayerserver == 0 }"),
        ("datalayerserverport", "{ enabledatalayerserver == 0 } { usedatalayerport == 0 }"),
        ("createremotegraph", "{ enabledatalayerserver == 0 }"),
        ("remotegraphname", "{ enabledatalayerserver == 0 } { createremotegraph == 0 }"),
        ("tractor_eccustomcode", "{ tractor_echandleall == 1 }"),
        ("tractor_triesleft", "{ tractor_echandleby != 2 }"),
    ],
)
def test_a_parameter_waits_for_what_it_is_about(name: str, condition: str) -> None:
    assert value_parameters()[name]["disable_when"] == condition
