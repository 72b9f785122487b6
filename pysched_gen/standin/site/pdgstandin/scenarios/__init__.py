"""The child's side of `verify`: one story in one process, told as an event.

A story is a function that takes a `Stage` and gives evidence; it raises `FailedError` where the
scheduler does otherwise and `NotApplicableError` where it does not apply. Its name is that of the
scenario with "_" for "-".
"""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any, Callable, Mapping

from pdgstandin.scenarios import answers, cooks, ends, faults, loading
from pdgstandin.scenarios.stage import Stage
from pdgstandin.scenarios.survey import survey
from pdgstandin.scenarios.verdict import FailedError, NotApplicableError

if TYPE_CHECKING:
    from typing import Tuple

    Story = Callable[[Stage], str]

__all__ = ["STORIES", "play"]

_SURVEY = "survey"

STORIES: dict[str, Story] = {
    story.__name__.replace("_", "-"): story
    for part in (loading, cooks, ends, faults, answers)
    for story in part.STORIES
}


def play(config: Mapping[str, Any], tell: Callable[..., None]) -> int:
    """Play the story `config["scenario"]`, or survey the package; give the exit code, 0.

    `tell(kind, **facts)` sends events: "phase", and one "outcome" (status, evidence) or "survey".
    """
    stage = Stage(config, tell)
    if config["scenario"] == _SURVEY:
        tell(_SURVEY, **survey(stage))
        return 0
    status, evidence = _play(STORIES[config["scenario"]], stage)
    tell("outcome", status=status, evidence=evidence)
    return 0


def _play(story: Story, stage: Stage) -> Tuple[str, str]:
    try:
        evidence = story(stage)
        stage.close()
    except NotApplicableError as reason:
        return "skipped", str(reason)
    except FailedError as failure:
        return "failed", str(failure)
    except Exception:  # noqa: BLE001 - a scheduler may break a story in ways it does not foresee
        return "failed", "the story could not be told to its end\n" + traceback.format_exc()
    return "passed", evidence
