"""Every callback, and every statement of the documents at hand, has what shows it.

Statements are in `statements.toml`, each with its number in the documents.
"""

from __future__ import annotations

import re
import shutil
import sys
from typing import TYPE_CHECKING, Any

import pytest
from trees import ROOT

from pysched_gen.houdini.callbacks import CALLBACKS, callback_named
from pysched_gen.houdini.releases import LATEST
from pysched_gen.run.verify.catalog import scenarios

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

# A scheduler that raises in the callback fails this scenario.
CALLBACK_SCENARIOS = {
    "onTransferFile": "transfer-file",
    "submitAsJob": "submit-as-job",
    "onSchedule": "item-succeeds",
    "onScheduleStatic": "static-cook",
    "onStart": "constructs",
    "onStop": "constructs",
    "onStartCook": "item-succeeds",
    "onStopCook": "stop-cook",
    "onTick": "tick-before-item",
    "getLogURI": "log-uri",
    "getStatusURI": "log-uri",
    "endSharedServer": "shared-server",
    "applicationBin": "application-bin",
    "onSetupCook": "item-succeeds",
    "onCancelWorkItems": "accepts-items",
    "onAcceptWorkItem": "accepts-items",
    "onSharedServerStarted": "shared-server",
    "workItemResultServerAddr": "accepts-items",
    "pythonBin": "item-command",
    "hythonBin": "item-command",
    "workingDir": "working-folders",
    "localizePath": "working-folders",
}
# Callbacks of the default scheduler that the release before does not have.
YOUNGER = ("applicationbin.py", "ontick.py")


def read_statements() -> dict[str, dict[str, Any]]:
    path = ROOT / "tests" / "run" / "verify" / "statements.toml"
    return dict(tomllib.loads(path.read_text(encoding="utf-8")))


STATEMENTS = read_statements()


def test_every_callback_has_a_scenario_that_calls_it() -> None:
    assert set(CALLBACK_SCENARIOS) == {spec.method for spec in CALLBACKS}


@pytest.mark.parametrize(("method", "scenario"), CALLBACK_SCENARIOS.items())
def test_a_scheduler_that_raises_in_one_callback_fails_its_scenario(
    run: Run, here: Path, method: str, scenario: str
) -> None:
    spec = callback_named(method)
    assert spec is not None
    release = spec.until or LATEST.name
    shutil.copytree(ROOT / "snippets" / "default", here / "source")
    for name in YOUNGER if spec.until else ():
        (here / "source" / name).unlink()
    text = 'raise ValueError("broken")\n'
    (here / "source" / f"{(spec.parm or method).lower()}.py").write_text(text)
    run("generate", "source", "-o", "houdini", "--houdini", release)
    result = run("verify", "houdini", "--houdini", release, "--scenario", scenario, code=1)
    assert f"FAILED  {scenario}: " in result.stdout


@pytest.mark.parametrize("number", STATEMENTS)
def test_a_statement_has_what_shows_it(number: str) -> None:
    statement = STATEMENTS[number]
    known = {scenario.name for scenario in scenarios()}
    assert set(statement.get("scenarios", ())) <= known
    for place in statement.get("tests", ()):
        file, _, name = place.partition("::")
        text = (ROOT / file).read_text(encoding="utf-8")
        assert f"def {name}(" in text if name else "def test_" in text
    assert statement["says"]
    assert {"scenarios", "tests", "refused"} & set(statement)


def test_every_statement_of_the_documents_has_a_row() -> None:
    numbers = [int(number.split(".")[1]) for number in STATEMENTS if number.startswith("000.")]
    assert len(STATEMENTS) == 128
    assert numbers == list(range(1, 42))
    document = ROOT.parent / "shared" / "reference" / "seed-statements.md"
    if document.is_file():
        rows = re.findall(r"^\| \d+ \| ", document.read_text(encoding="utf-8"), re.MULTILINE)
        assert len(rows) == len(STATEMENTS)
