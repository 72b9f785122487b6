"""Parameters for the environment of jobs are set, one after the other, and a job looks.

They are those that `resolveEnvParams` reads: PREFIX_envmulti, _envunset, _inheritlocalenv and
_houdinimaxthreads.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Callable

from pdgstandin.playing.assertions import NotApplicableError, assert_ended
from pdgstandin.playing.settings import with_settings
from pdgstandin.playing.survey import parameters_of
from pdgstandin.spec import ItemSpec

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext, SchedulerSession

TITLE = "what parameters say of the environment of jobs is so"
MEANING = "Setting a variable for the jobs of a node has no effect."
ORDER = 67

_SESSION, _SET = "VERIFY_OF_SESSION", "VERIFY_SET"
_LANGUAGE = "C.UTF-8"
# Suffix of the parameter -> values beside it, what the job has to see.
_Seen = Callable[["dict[str, str]"], bool]
_PLAYS: tuple[tuple[str, dict[str, Any], str, _Seen], ...] = (
    (
        "envmulti",
        {
            "envmulti": 2,
            "envname1": _SET,
            "envvalue1": "two words",
            "envname2": "LANG",
            "envvalue2": _LANGUAGE,
        },
        "{} is not 'two words', or LANG, which the session has too, not {} in the job".format(
            _SET, _LANGUAGE
        ),
        lambda seen: (seen.get(_SET), seen.get("LANG")) == ("two words", _LANGUAGE),
    ),
    (
        "envunset",
        {"envunset": _SESSION},
        "{} is still set in the job".format(_SESSION),
        lambda seen: _SESSION not in seen,
    ),
    (
        "inheritlocalenv",
        {"inheritlocalenv": 0},
        "the job has {} of the session all the same".format(_SESSION),
        lambda seen: _SESSION not in seen,
    ),
    (
        "inheritlocalenv",
        {"inheritlocalenv": 1},
        "the job has no {} of the session".format(_SESSION),
        lambda seen: _SESSION in seen,
    ),
    (
        "houdinimaxthreads",
        {"usehoudinimaxthreads": 1, "houdinimaxthreads": 3},
        "HOUDINI_MAXTHREADS is not 3 in the job",
        lambda seen: seen.get("HOUDINI_MAXTHREADS") == "3",
    ),
)


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    declared = {p["name"] for p in parameters_of(context.type_of_scheduler().typeObject)}
    os.environ[_SESSION] = "1"
    os.environ["LANG"] = "C"
    played: list[str] = []
    for suffix, settings, evidence, is_so in _PLAYS:
        for name in sorted(one for one in declared if one.endswith("_" + suffix)):
            prefix = name[: -len(suffix)]
            values = {prefix + key: value for key, value in settings.items()}
            if suffix != "envmulti":
                values = {key: value for key, value in values.items() if key in declared}
            key = "{} {}".format(name, len(played))
            _play(context, name, key, values, evidence, is_so)
            played.append(name)
    if not played:
        raise NotApplicableError("it has none of these parameters")
    return "played: {}".format(", ".join(dict.fromkeys(played)))


def _play(
    context: ScenarioContext,
    name: str,
    key: str,
    values: dict[str, Any],
    evidence: str,
    is_so: _Seen,
) -> None:
    real = context.real_jobs
    session, parms = with_settings(context, values, key)
    spec = ItemSpec(index=0, command=real.command(key.replace(" ", "-")))
    (item,) = session.add_items([spec], parms=parms)
    result = session.cook("a job while {} is set".format(name))
    assert_ended(session, result)
    runs = real.runs(key.replace(" ", "-"))
    if not runs:
        context.judge(
            "{} is {!r}, and the job of {} never began".format(name, values.get(name), item.name)
        )
    elif not is_so(runs[0]["environment"]):
        context.judge("{} is {!r}, and {}".format(name, values.get(name), evidence))
    elif parms and name.endswith("_envmulti"):
        _play_other(context, session, name)


def _play_other(context: ScenarioContext, session: SchedulerSession, name: str) -> None:
    """Tell where the job of a node that sets nothing has what another node sets."""
    real = context.real_jobs
    (item,) = session.add([real.command("sets-nothing")], name="other")
    assert_ended(session, session.cook("a job of a node that sets nothing"))
    for facts in real.runs("sets-nothing"):
        context.check(
            _SET not in facts["environment"],
            "{} is set on one node only, and the job of {} has {} of it, too: it is asked for with "
            "each item".format(name, item.name, _SET),
        )
