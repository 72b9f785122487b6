"""The starter `rest`, with the queue for tests that it ships."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from daemons import end_process, wait_for
from jsonschema import Draft202012Validator
from starter_cooks import (
    FARM_SCENARIOS,
    GOOD,
    Cook,
    assert_cancelled,
    assert_many_items_cook,
    assert_own_tests_pass,
    assert_scenarios_pass,
    assert_texts_arrive,
    graph_of,
    make_package,
)
from trees import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Run

pytestmark = pytest.mark.xdist_group("rest")
STARTER = ROOT / "templates/schedulers/rest"


@pytest.fixture(scope="module")
def queue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the folder of a queue that runs."""
    folder = tmp_path_factory.mktemp("queue")
    server = subprocess.Popen([sys.executable, STARTER / "tests/queue_server.py", folder])
    wait_for((folder / "address").exists)
    yield folder
    end_process(server.pid)
    server.wait()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, queue: Path) -> Path:
    address = (queue / "address").read_text()
    return make_package(tmp_path_factory.mktemp("made"), "rest", address=address)


@pytest.fixture
def package(made: Path, here: Path) -> Path:
    shutil.copytree(made, here, dirs_exist_ok=True)
    return here


def test_its_own_tests_pass(package: Path) -> None:
    assert_own_tests_pass(package, 6)


def test_scenarios_pass(package: Path, run: Run) -> None:
    del package
    assert_scenarios_pass(run, *FARM_SCENARIOS)


def test_200_items_cook(package: Path) -> None:
    assert_many_items_cook(package)


def test_a_cook_that_is_cancelled_leaves_no_process(package: Path) -> None:
    assert_cancelled(package, at_once=4)  # as many as the queue runs


def test_texts_stay_what_they_are(package: Path) -> None:
    assert_texts_arrive(package)


def test_what_is_said_is_what_the_description_says(
    package: Path, queue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUEUE_TOKEN", "a secret")
    command = f'printf %s "$QUEUE_TOKEN" > {package}/token'
    cook = Cook(package, graph_of(command, "exit 3"), pool="night", memory=4000)
    assert sorted(cook.states().values()) == ["CookedFail", GOOD]
    assert (package / "token").read_text() == ""
    description = json.loads((STARTER / "farm/openapi.json").read_text())
    calls = [json.loads(line) for line in (queue / "asked").read_text().splitlines()]
    assert {(one["method"], one["path"].partition("?")[0]) for one in calls} >= {
        ("POST", "/jobs"),
        ("POST", "/jobs/query"),
    }
    for one in calls:
        path = one["path"].partition("?")[0]
        if path.startswith("/nowhere"):
            continue
        told = description["paths"][path][one["method"].lower()]
        if "requestBody" in told:
            valid(description, told["requestBody"], one["asked"])
        answer = told["responses"][str(one["code"])]
        if "content" in answer:
            valid(description, answer, one["answered"])


def valid(description: dict[str, Any], told: dict[str, Any], value: object) -> None:
    schema = told["content"]["application/json"]["schema"]
    Draft202012Validator({**schema, "components": description["components"]}).validate(value)
