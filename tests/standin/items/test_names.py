"""Every name of Houdini's `pdg` is there: implemented, or refused by its name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from accepted import accepted_text
from pdg_names import BUILDS, LISTING, MEASURED, NAMES_FILE, listed_members, table_of_names

from pysched_gen.houdini.pdg_names import ENUMS
from pysched_gen.standin import SITE

pytestmark = pytest.mark.skipif(
    not LISTING.exists(), reason="the listing of Houdini's names is not beside the project"
)

CHILD = Path(__file__).parent / "child_surface.py"

# What public schedulers, and the pages about writing one, use of each class.
IN_THE_WILD = {
    "WorkItem": "id name label index batchIndex frame command hasCommand platformCommand "
    "hasPlatformCommand environment node priority state dependents graph isNoGenerate "
    "shouldRunInShell intAttribValue stringAttribValue setStringAttrib setCommand makeActive "
    "lockAttributes data setIntAttrib addOutputFile isBatch batchParent cancel",
    "Port": "evaluate evaluateInt evaluateFloat evaluateString evaluateBool evaluateRawString "
    "hasTag name value",
    "GraphContext": "canceling cooking cookSet graph schedulers defaultScheduler schedulerForName "
    "stateCount name cancelCook pauseCook cook addEventHandler addScheduler setParameter",
    "Graph": "workItemById workItemByName dependencyGraph node nodes",
    "TypeRegistry": "types registerScheduler typeNames registeredType schedulerType "
    "registerPythonPath registerModuleTypes moduleSkipList globPythonModules",
    "File": "path tag hash local_path",
    "Node": "name scheduler workItems topNode",
    "Scheduler": "cookError cookWarning setWorkingDir setTempDir setScriptDir workingDir tempDir "
    "scriptDir dataDir logDir localizePath delocalizePath transferFile dependencyGraph "
    "runOnMainThread isWaitForFailures isCompressWorkItemData workItemDataSource "
    "getSharedServerInfo getSharedServers setSharedServerInfo clearSharedServerInfo "
    "cleanTempDirectory onWorkItemStartCook onWorkItemSucceeded onWorkItemFailed "
    "onWorkItemCanceled onWorkItemAddOutput isWorkItemReady context topNode templateName "
    "evaluateIntOverride evaluateStringOverride evaluateFloatOverride evaluateBoolOverride",
    "PyScheduler": "createJobDirsAndSerializeWorkItems expandCommandTokens resolveEnvParams "
    "resolveBaseEnvironment resolvePathMapping addCommonJobEnvVars initHoudiniMaxThreads "
    "workItemResultServerAddr setWorkItemResultServerAddr workItemStartCook workItemSucceeded "
    "workItemFailed workItemCancelled getLocalLogDir endSharedServer getLogURI getStatusURI "
    "onSchedule onScheduleStatic submitAsJob",
}


@cache
def surface(release: str, listed_in: str = "") -> dict[str, dict[str, str]]:
    """Give how each member that is listed of a release is there in `release`, by class."""
    members = listed_members(BUILDS[listed_in or release])
    listed = {name: sorted(found) for name, found in members.items()}
    done = subprocess.run(
        [sys.executable, CHILD],
        input=json.dumps(listed),
        env={**os.environ, "PYTHONPATH": str(SITE), "PDG_STANDIN_HOUDINI": release},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, str]] = json.loads(done.stdout)
    return found


@pytest.mark.accepts
def test_the_table_of_names_is_that_of_the_listing() -> None:
    text = json.dumps(table_of_names(), indent=1) + "\n"
    assert accepted_text(NAMES_FILE, text) == text


@pytest.mark.parametrize("release", BUILDS)
@pytest.mark.parametrize("name", MEASURED)
def test_no_member_is_absent(release: str, name: str) -> None:
    members = surface(release)[name]
    counts = {how: list(members.values()).count(how) for how in ("implemented", "missing")}
    print(f"{name} in Houdini {release}: {counts}")  # noqa: T201 - the measure of the surface
    assert [member for member, how in members.items() if how == "absent"] == []


@pytest.mark.parametrize("release", BUILDS)
def test_every_member_of_every_enum_is_implemented(release: str) -> None:
    found = surface(release)
    enums = [name for name in ENUMS if name in found]
    assert len(enums) > 50
    wrong = [
        f"{name}.{member}: {how}"
        for name in enums
        for member, how in found[name].items()
        if how != "implemented"
    ]
    assert wrong == []


@pytest.mark.parametrize("release", BUILDS)
def test_nothing_else_is_absent_either(release: str) -> None:
    absent = [
        f"{name}.{member}"
        for name, members in surface(release).items()
        for member, how in members.items()
        if how == "absent"
    ]
    assert absent == []


@pytest.mark.parametrize(("release", "other"), [("21.0", "22.0"), ("22.0", "21.0")])
def test_what_only_another_release_has_is_absent(release: str, other: str) -> None:
    own, others = listed_members(BUILDS[release]), listed_members(BUILDS[other])
    found = surface(release, other)
    foreign = {
        f"{name}.{member}": found[name][member]
        for name, members in others.items()
        for member in members - own.get(name, set())
    }
    assert len(foreign) > 10
    assert set(foreign.values()) == {"absent"}, foreign


@pytest.mark.parametrize("name", IN_THE_WILD)
def test_what_schedulers_in_the_wild_use_is_implemented(name: str) -> None:
    found = surface("21.0")[name]
    used = IN_THE_WILD[name].split()
    assert {member: found.get(member) for member in used} == dict.fromkeys(used, "implemented")


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("pdg.Service()", "pdg.Service is not implemented"),
        ("pdg.Service.state", None),
        ("pdg.findData()", "pdg.findData is not implemented"),
        ("pdg.EvaluationContext.workItem()", "pdg.EvaluationContext.workItem is not implemented"),
        ("pdg.GraphContext('x').undo", "pdg.GraphContext.undo is not implemented"),
        ("pdg.nothing_like_it", "module 'pdg' has no attribute 'nothing_like_it'"),
    ],
)
def test_a_name_that_is_not_implemented_says_so_when_used(code: str, message: str | None) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import pdg\n{code}"],
        env={**os.environ, "PYTHONPATH": str(SITE)},
        capture_output=True,
        text=True,
        check=False,
    )
    if message is None:
        assert done.returncode == 0, done.stderr
    else:
        assert message in done.stderr.splitlines()[-1]
