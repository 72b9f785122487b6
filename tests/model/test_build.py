from __future__ import annotations

from dataclasses import replace

import pytest

from pysched_gen.errors import ConfigError
from pysched_gen.houdini.releases import LATEST
from pysched_gen.model.build import build
from pysched_gen.model.identity import Overrides, class_name_for, label_for
from pysched_gen.model.names import name_problem
from pysched_gen.model.scheduler import CallbackServer, Provenance
from pysched_gen.sources.source import Snippet, Source
from pysched_gen.span import Origin


def source(*ids: str, name: str = "farmq", **identity: str) -> Source:
    origin = Origin("farmq/scheduler.toml")
    return Source(
        kind="folder",
        origin=origin,
        name=name,
        identity=tuple((key, value, origin.span(2)) for key, value in identity.items()),
        snippets=tuple(Snippet(key, "pass\n", Origin(f"farmq/{key}.py")) for key in ids),
    )


def test_what_is_not_said_follows_from_the_name() -> None:
    scheduler = build(source(name="farm_q"))
    assert scheduler.label == "Farm Q Scheduler"
    assert scheduler.class_name == "FarmQScheduler"
    assert scheduler.category == "Farm Q"
    assert scheduler.parm_prefix == "farm_q"
    assert scheduler.callback_server is CallbackServer.FARM
    assert scheduler.release is LATEST


@pytest.mark.parametrize(
    ("name", "class_name", "label"),
    [
        ("farmq", "FarmqScheduler", "Farmq Scheduler"),
        ("my_scheduler", "MyScheduler", "My Scheduler"),
        ("rushscheduler", "Rushscheduler", "Rushscheduler"),
        ("2farm", "Scheduler2farmScheduler", "2farm Scheduler"),
    ],
)
def test_names_do_not_say_scheduler_twice(name: str, class_name: str, label: str) -> None:
    assert class_name_for(name) == class_name
    assert label_for(name) == label


@pytest.mark.parametrize("version", ["16.5.1", "garbage"])
def test_a_node_of_an_unknown_houdini_needs_a_release(version: str) -> None:
    node = replace(source(), houdini=version)
    with pytest.raises(ConfigError, match=f'Houdini "{version}" is not known; give --houdini'):
        build(node)
    assert build(node, Overrides(houdini="19.0")).release.name == "19.0"


def test_a_node_gives_its_name_in_lower_case() -> None:
    scheduler = build(replace(source(name="FarmQ"), node_type="pythonscheduler"))
    assert (scheduler.name, scheduler.label) == ("farmq", "FarmQ Scheduler")
    assert build(source(name="FarmQ")).name == "FarmQ"


def test_the_command_line_wins_over_the_source() -> None:
    given = source(label="Old", houdini="19.0", callback_server="none")
    scheduler = build(given, Overrides(label="New", houdini="20.0"))
    assert scheduler.label == "New"
    assert scheduler.release.name == "20.0"
    assert scheduler.callback_server is CallbackServer.NONE


def test_missing_callbacks_get_our_default_and_given_ones_are_kept() -> None:
    scheduler = build(source("onschedule", "onSetupCook"))
    by_method = {callback.method: callback for callback in scheduler.callbacks}
    assert by_method["onSchedule"].provenance is Provenance.GIVEN
    assert by_method["onSetupCook"].provenance is Provenance.GIVEN
    assert by_method["onTick"].provenance is Provenance.OWN_DEFAULT
    assert "onCancelWorkItems" not in by_method


@pytest.mark.parametrize(("houdini", "present"), [("17.5", False), ("18.0", True), ("22.0", True)])
def test_no_default_is_added_that_the_release_does_not_call(houdini: str, present: bool) -> None:
    scheduler = build(source("onschedule", houdini=houdini))
    methods = {callback.method for callback in scheduler.callbacks}
    assert ("onTick" in methods) is present
    assert ("applicationBin" in methods) is present


def test_without_a_callback_server_no_default_touches_it() -> None:
    scheduler = build(source(callback_server="none"))
    assert not any("CallbackServer" in c.snippet.text for c in scheduler.callbacks)


def test_a_local_scheduler_inherits_what_is_not_given() -> None:
    scheduler = build(source("onschedule", base="LocalScheduler"))
    assert [callback.method for callback in scheduler.callbacks] == ["onSchedule"]


_NO_CALLBACK = (
    'farmq/onshedule.py:1:1: "onshedule" is no scheduler callback; did you mean "onschedule"?'
)


@pytest.mark.parametrize(
    ("given", "messages"),
    [
        (source("onshedule"), [_NO_CALLBACK]),
        (source("zzz"), ['"zzz" is no scheduler callback; "pysched-gen callbacks" lists them']),
        (source("ontick", "onTick"), ["onTick is also given by farmq/ontick.py"]),
        (source(houdini="16.0", base="X"), ['base = "X" is none of', 'Houdini "16.0" is not']),
        (source(base="LocalScheduler", callback_server="farm"), ["brings its own"]),
    ],
)  # fmt: skip
def test_all_that_is_wrong_is_said(given: Source, messages: list[str]) -> None:
    with pytest.raises(ConfigError) as caught:
        build(given)
    found = str(caught.value)
    assert len(found.splitlines()) == len(messages)
    for message in messages:
        assert message in found


@pytest.mark.parametrize(
    ("name", "valid"),
    [
        ("farmq", True),
        ("farm_q2", True),
        ("Farmq", False),
        ("2farm", False),
        ("_farm", False),
        ("../../x", False),
        ("a/b", False),
        ("", False),
        ("class", False),
        ("farmq\n", False),
        ("é", False),
        ("localscheduler", False),
        ("pdg", False),
        ("a" * 101, False),
    ],
)
def test_a_name_can_be_folder_module_and_node_type(name: str, valid: bool) -> None:
    assert (name_problem(name) is None) is valid


def test_the_digest_is_of_the_content_not_of_the_place() -> None:
    one, two = build(source("onschedule")), build(source("onschedule"), Overrides())
    assert one.digest == two.digest
    assert one.digest != build(source("ontick")).digest
    assert one.digest != build(source("onschedule", label="x")).digest
