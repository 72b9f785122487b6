from __future__ import annotations

import ast
import json

import pytest
from trees import SHARED

from pysched_gen.houdini.callbacks import CALLBACKS, CallbackSpec, callback_named, digest_of
from pysched_gen.houdini.releases import LATEST, RELEASES, release_named, release_of_version

FORMS = [
    (form.body, release.python)
    for spec in CALLBACKS
    for form in spec.forms
    for release in RELEASES
    if spec.form(release) == form
]


def spec(method: str) -> CallbackSpec:
    found = callback_named(method)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("identifier", "method"),
    [
        ("transferfile", "onTransferFile"),
        ("transferFile", "onTransferFile"),
        ("onTransferFile", "onTransferFile"),
        ("ONSCHEDULE", "onSchedule"),
        ("applicationbin", "applicationBin"),
        ("onGenerate", None),
        ("", None),
    ],
)
def test_a_callback_is_found_by_parameter_and_by_method(
    identifier: str, method: str | None
) -> None:
    found = callback_named(identifier)
    assert (found.method if found else None) == method


@pytest.mark.parametrize(
    ("method", "release", "arguments", "returns"),
    [
        ("onStopCook", "17.5", [], "bool"),
        ("onStopCook", "18.0", ["cancel"], "bool"),
        ("submitAsJob", "19.5", ["graph_file", "node_path"], "str"),
        ("submitAsJob", "20.0", ["graph_file", "node_path"], "tuple[str, str]"),
        ("onTick", "22.0", [], "pdg.tickResult"),
        ("onCancelWorkItems", "21.0", ["work_items", "node"], "None"),
    ],
)
def test_the_form_follows_the_release(
    method: str, release: str, arguments: list[str], returns: str
) -> None:
    houdini = release_named(release)
    assert houdini is not None
    form = spec(method).form(houdini)
    assert [argument.name for argument in form.arguments] == arguments
    assert form.returns.value == returns


@pytest.mark.parametrize(
    ("method", "first", "last"),
    [
        ("onTick", "18.0", LATEST.name),
        ("applicationBin", "18.0", LATEST.name),
        ("pythonBin", "17.5", "17.5"),
        ("workingDir", "17.5", "17.5"),
        ("onSetupCook", "20.5", LATEST.name),
        ("onSchedule", "17.5", LATEST.name),
    ],
)
def test_a_callback_exists_from_its_first_to_its_last_release(
    method: str, first: str, last: str
) -> None:
    existing = [release.name for release in RELEASES if spec(method).exists_in(release)]
    assert (existing[0], existing[-1]) == (first, last)


def test_saved_callbacks_come_first_and_in_the_order_of_save_to_python() -> None:
    saved = [entry.method for entry in CALLBACKS if entry.saved]
    assert saved == [entry.method for entry in CALLBACKS][: len(saved)]
    assert saved == [
        "onTransferFile",
        "submitAsJob",
        "onSchedule",
        "onScheduleStatic",
        "onStart",
        "onStop",
        "onStartCook",
        "onStopCook",
        "onTick",
        "getLogURI",
        "getStatusURI",
        "endSharedServer",
        "applicationBin",
    ]


def test_every_default_body_parses_on_the_python_of_its_release() -> None:
    assert len(FORMS) > 100
    for body, python in FORMS:
        version = max(python, (3, 7))
        tree = ast.parse(body, feature_version=(version[0], version[1]))
        assert bool(tree.body) == bool(body)


@pytest.mark.parametrize(
    ("version", "release"),
    [
        ("17.5.460", "17.5"),
        ("20.5.445", "20.5"),
        ("22.0", "22.0"),
        ("99.5.100", LATEST.name),
        ("16.5.1", None),
        ("", None),
        ("abc", None),
    ],
)
def test_a_version_belongs_to_a_release(version: str, release: str | None) -> None:
    found = release_of_version(version)
    assert (found.name if found else None) == release


def test_releases_are_ordered_and_their_python_never_goes_back() -> None:
    assert list(RELEASES) == sorted(RELEASES)
    assert [release.python for release in RELEASES] == sorted(r.python for r in RELEASES)


@pytest.mark.parametrize("text", ["a\r\nb", "\n\na\nb\n\n", "a\nb"])
def test_the_digest_ignores_outer_newlines_and_line_ends(text: str) -> None:
    assert digest_of(text) == digest_of("a\nb")


def test_the_digests_are_those_of_the_shipped_node() -> None:
    path = SHARED / "reference/top-schedulers-22.0.400.json"
    if not path.exists():
        pytest.skip("../shared is not there: the parameters of the shipped nodes are in it")
    node = json.loads(path.read_text())["nodes"]["pythonscheduler"]
    texts = {parm["name"]: parm.get("default") for parm in node["parms"]}
    with_field = [entry for entry in CALLBACKS if entry.parm in texts]
    assert len(with_field) == 12
    for entry in with_field:
        assert entry.is_default(texts[entry.parm][0]), entry.parm
        assert not entry.is_default(texts[entry.parm][0] + "\npass"), entry.parm
