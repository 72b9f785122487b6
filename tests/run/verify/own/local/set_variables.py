"""A node sets variables, one of them with a space in its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import assert_cooked
from pdgstandin.spec import ItemSpec

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "jobs have the variables that Set Variables of their node says"
MEANING = "A studio's tools start with the settings of another show."


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    spec = ItemSpec(index=0, command=context.real_jobs.command("set"))
    items = session.add_items([spec], parms={"localrunner_env": "SHOW=one TITLE='two words'"})
    assert_cooked(session, session.cook("a job with variables"), items)
    (run,) = context.real_jobs.runs("set")
    seen = {name: run["environment"].get(name) for name in ("SHOW", "TITLE")}
    context.check(seen == {"SHOW": "one", "TITLE": "two words"}, f"the job has {seen}")
    return "both were set"
