"""The table of scenarios: what each shows, and what its failure means on a farm.

The stories themselves are told in the child process, by the function of the same name in
`standin/site/pdgstandin/scenarios`; a test holds both lists equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

__all__ = ["SCENARIOS", "Scenario", "scenarios_matching"]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One named story.

    Attributes:
        name: as `--scenario` takes it.
        title: what is so where it passes.
        meaning: what a failure means on a farm, one line.
        since: first release it applies to, "" for all.
    """

    name: str
    title: str
    meaning: str
    since: str = ""


SCENARIOS: tuple[Scenario, ...] = (
    Scenario(
        "imports-without-hou",
        "its modules import where there is no hou",
        "The type is missing from the TAB menu, or a farm machine without a licence cannot cook.",
    ),
    Scenario(
        "registers",
        "it registers a scheduler type with a name and a label",
        "Artists cannot place the scheduler: there is no such node.",
    ),
    Scenario(
        "registers-twice",
        "a second registration is no error",
        "Houdini prints an error at start where two folders of HOUDINI_PATH hold the package.",
    ),
    Scenario(
        "constructs",
        "a node of the type can be made with default parameters",
        "Placing the node, or loading a scene that has it, fails.",
    ),
    Scenario(
        "reads-parameters",
        "templateBody is what PDG reads, and each parameter in it evaluates",
        "A setting on the node has no effect, or reading it ends the cook.",
    ),
    Scenario(
        "tick-before-item",
        "onTick works before the first onSchedule and after onStopCook",
        "The cook fails before the first item is submitted, or reports an error as it ends.",
        since="18.0",
    ),
    Scenario(
        "item-succeeds",
        "an item whose command succeeds is cooked, and its command ran once",
        "Frames that are done show as waiting for ever, or as done that never ran.",
    ),
    Scenario(
        "item-fails",
        "an item whose command fails is failed, and nothing after it runs",
        "A crashed render passes for a finished one, and the next step works on missing files.",
    ),
    Scenario(
        "item-cancelled",
        "an item that is cancelled ends, with its job, and no other does",
        "A job that the artist stopped goes on and keeps its machine.",
        since="21.0",
    ),
    Scenario(
        "cook-cancelled",
        "cancelling the cook ends every job and every item",
        "The farm goes on with a cook that nobody waits for.",
    ),
    Scenario(
        "scheduler-busy",
        "more items than it takes at once all cook, and it is not busy for ever",
        "A large graph stops half-way and waits for ever.",
    ),
    Scenario(
        "deferred-once",
        "an item that was deferred is scheduled once in the end",
        "Frames render twice, and two jobs write the same file.",
    ),
    Scenario(
        "start-cook-fails",
        "where onStartCook cannot do its work the cook fails and says why",
        "Nothing is submitted and the artist is not told what is wrong.",
    ),
    Scenario(
        "stop-cook",
        "onStopCook works in every phase of a cook, and twice",
        "Pressing Escape at the wrong moment leaves an error, or jobs, behind.",
    ),
    Scenario(
        "second-cook",
        "a second cook of the same node is as good as the first",
        "The node cooks once per session; after that Houdini has to be restarted.",
    ),
    Scenario(
        "nothing-left",
        "when the node is deleted no thread, server or process is left",
        "Machines fill up with servers and jobs of sessions that are long over.",
    ),
    Scenario(
        "no-item-kept",
        "no work item is kept after it has ended",
        "Memory grows with every frame, and touching a kept item crashes Houdini.",
    ),
    Scenario(
        "exceptions-contained",
        "an error in a callback fails its item or the cook, visibly, and nothing else",
        "One full disk or one bad command hangs the cook of everybody's frames.",
    ),
    Scenario(
        "log-uri",
        "getLogURI and getStatusURI give a URI or an empty text",
        "The log of a failed frame cannot be opened from its work item.",
    ),
    Scenario(
        "submit-as-job",
        "submitAsJob answers in the shape of the release, or says that it cannot",
        "The button Submit Graph As Job ends with an error although the job runs.",
    ),
    Scenario(
        "overridable-parameters",
        "what may be overridden agrees between the module and topscheduler.user.ds",
        "Overriding a setting on a node has no effect, or there is no way to do it.",
        since="19.0",
    ),
)


def scenarios_matching(patterns: tuple[str, ...]) -> tuple[Scenario, ...]:
    """Give the scenarios whose name fits one of `patterns` ("*-cook"), all for none."""
    if not patterns:
        return SCENARIOS
    return tuple(s for s in SCENARIOS if any(fnmatchcase(s.name, p) for p in patterns))
