"""What nobody wrote must not be held against anybody, for any release."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from shipped_node import shipped_node_dump

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.engine import check
from pysched_gen.houdini.releases import RELEASES
from pysched_gen.model.build import build
from pysched_gen.model.identity import Overrides
from pysched_gen.model.scheduler import Base, CallbackServer, Provenance
from pysched_gen.sources import read_data
from pysched_gen.sources.source import Source
from pysched_gen.span import Origin

releases = pytest.mark.parametrize("release", [release.name for release in RELEASES])


def source() -> Source:
    (found,) = read_data("dump.json", json.dumps(shipped_node_dump()).encode())
    return found


@releases
@pytest.mark.parametrize("server", [server.value for server in CallbackServer])
def test_the_untouched_node_gives_notes_at_most(release: str, server: str) -> None:
    overrides = Overrides(name="farmq", houdini=release, callback_server=server)
    scheduler = build(source(), overrides)
    given = [c for c in scheduler.callbacks if c.provenance is Provenance.NODE_DEFAULT]
    assert len(given) == 12
    assert [f for f in check(scheduler) if f.severity is not Severity.NOTE] == []


@releases
@pytest.mark.parametrize("base", [base.value for base in Base])
def test_its_texts_are_python_and_defined_even_where_they_are_not_taken_for_untouched(
    release: str, base: str
) -> None:
    scheduler = build(source(), Overrides(name="farmq", houdini=release, base=base))
    callbacks = (replace(c, provenance=Provenance.GIVEN) for c in scheduler.callbacks)
    found = check(replace(scheduler, callbacks=tuple(callbacks)))
    expected = {("callback-not-called", "onTick"), ("unknown-enum-member", "onTick")}
    pair = {("job-pair", "submitAsJob")}
    expected_always = {("item-environment-ignored", "onSchedule")}
    names = {(f.name, f.callback) for f in found}
    assert names <= ({*expected} if release == "17.5" else set()) | pair | expected_always
    assert (names & pair == pair) == (release >= "20.0")


@releases
@pytest.mark.parametrize("server", [server.value for server in CallbackServer])
def test_our_own_default_bodies_are_clean(release: str, server: str) -> None:
    empty = Source("folder", Origin("farmq/scheduler.toml"), "farmq")
    scheduler = build(empty, Overrides(houdini=release, callback_server=server))
    own = [c for c in scheduler.callbacks if c.provenance is Provenance.OWN_DEFAULT]
    assert len(own) >= 11
    callbacks = (replace(c, provenance=Provenance.GIVEN) for c in scheduler.callbacks)
    assert check(replace(scheduler, callbacks=tuple(callbacks))) == ()
