"""The starter `rest`: what is said to the queue, and what it answers, are as described."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from doubles import running_double
from jsonschema import Draft202012Validator
from starter_cooks import GOOD, Cook, graph_of, make_package
from trees import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("rest")
STARTER = ROOT / "templates/schedulers/rest"


@pytest.fixture(scope="module")
def queue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the folder of a queue that runs."""
    folder = tmp_path_factory.mktemp("queue")
    with running_double("rest", "queue_server.py", folder):
        yield folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, queue: Path) -> Path:
    address = (queue / "address").read_text()
    return make_package(tmp_path_factory.mktemp("made"), "rest", address=address)


@pytest.fixture
def package(made: Path, here: Path) -> Path:
    shutil.copytree(made, here, dirs_exist_ok=True)
    return here


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
        if path.startswith("/nowhere") or one["code"] == 503:
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
