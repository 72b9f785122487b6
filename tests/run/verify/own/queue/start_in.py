"""A node says in which folder its jobs start."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import assert_cooked
from pdgstandin.spec import ItemSpec

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "jobs start in the folder that Start In of their node says"
MEANING = "Tools with relative paths write beside the wrong scene."


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    folder = Path(context.working_dir, "start here")
    folder.mkdir()
    spec = ItemSpec(index=0, command=context.real_jobs.command("where"))
    items = session.add_items([spec], parms={"cq_workdir": str(folder)})
    assert_cooked(session, session.cook("a job with a folder of its own"), items)
    (run,) = context.real_jobs.runs("where")
    same = Path(run["folder"]).resolve() == folder.resolve()
    context.check(same, f"the job started in {run['folder']}")
    return "it started there"
