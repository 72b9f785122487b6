"""A job has arguments with blanks, quotes, dollars and letters beyond ASCII, and all tokens.

Its folder has a blank, a quote and an umlaut in its name. Beside it are commands that need a
shell: `&&`, a redirection, a variable, a line that begins with no program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdgstandin.playing.assertions import assert_ended, require, with_troubles
from pdgstandin.playing.real_jobs import TOKENS

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext, SchedulerSession

TITLE = "the whole command line of an item reaches its job, by a shell"
MEANING = "Only the first word is run, or a path with a space becomes two: every real node fails."
ORDER = 73


FOLDER = "two  words, \u00e9 'q'"
_WORDS = ["--report", "two  words", "$HOME", "it's", 'a "b"', "\u00fc;&|", "", "*", "C:\\new\\t"]
_QUOTED = """--report 'two  words' '$HOME' "it's" 'a "b"' '\u00fc;&|' '' '*' 'C:\\new\\t'"""

_BUILTIN = 'VERIFY_SET=4; cd / && test "$PWD$VERIFY_SET" = /4'
_LONG = "frame=" + 500 * "0123456789"  # as many a node gives its frames, or a list of files


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open(FOLDER)
    tokens = " ".join('"{}"'.format(token) for token in TOKENS)
    real = context.real_jobs
    items = session.add(
        [real.command("words", "{} {} {}".format(_QUOTED, tokens, _LONG))], name="words"
    )
    (hython,) = session.add([real.command("hython", program="__PDG_HYTHON__")], name="hython")
    (chain,) = session.add(["true && exit 3"], name="chain")
    (first,) = session.add(['sh -c "exit 3"'], name="first")
    (builtin,) = session.add([_BUILTIN], name="builtin")
    (variable,) = session.add(["test \"$PATH\" != '$PATH'"], name="variable")
    result = session.cook("jobs with arguments")
    assert_ended(session, result)
    context.check(
        result.states[first.name] == "CookedFail",
        'the command sh -c "exit 3" ended as {}: only its first word was run, or it was taken '
        "apart at spaces".format(result.states[first.name]),
    )
    context.check(
        result.states[chain.name] == "CookedFail",
        "true && exit 3 ended as {}: commands are lines for a shell".format(
            result.states[chain.name]
        ),
    )
    context.check(
        result.states[builtin.name] == "CookedSuccess",
        "{} ended as {}: a line may begin with cd or an assignment, so what is put in front of "
        "it, such as nice or env, goes before the shell".format(
            _BUILTIN, result.states[builtin.name]
        ),
    )
    context.check(
        result.states[variable.name] == "CookedSuccess",
        "$PATH in a command is not replaced by a shell: {} {}".format(
            variable.name, result.states[variable.name]
        ),
    )
    runs = real.runs("words")
    require(
        runs,
        with_troubles(
            "{} ended as {}, and its job never began: are its tokens, such as "
            "__PDG_PYTHON__ and __PDG_SCRIPTDIR__, and its quotes and spaces kept? its command was "
            "{}".format(items[0].name, result.states[items[0].name], items[0].command[:400]),
            session,
        ),
    )
    seen = runs[0]["argv"][1:]
    context.check(
        seen[: len(_WORDS)] == _WORDS,
        "arguments with spaces, quotes and signs: the job has {!r} in place of {!r}".format(
            seen[: len(_WORDS)], _WORDS
        ),
    )
    context.check(
        not seen or seen[-1] == _LONG,
        "the command has {} characters, and the job has not the last of them: {!r}".format(
            len(items[0].command), seen[-1][-20:] if seen else ""
        ),
    )
    context.check(
        real.runs("hython") and result.states[hython.name] == "CookedSuccess",
        "__PDG_HYTHON__ gives no program: {} ended as {}".format(
            hython.name, result.states[hython.name]
        ),
    )
    if seen[: len(_WORDS)] == _WORDS:
        _check_tokens(context, session, items[0], dict(zip(TOKENS, seen[len(_WORDS) :])))
    return "the job got its {} arguments".format(len(seen))


def _check_tokens(
    context: ScenarioContext, session: SchedulerSession, item: Any, seen: dict[str, str]
) -> None:
    scheduler = session.scheduler
    wanted = {
        "__PDG_ITEM_NAME__": item.name,
        "__PDG_ITEM_ID__": str(item.id),
        "__PDG_INDEX__": str(item.index),
        "__PDG_DIR__": scheduler.workingDir(False),
        "__PDG_TEMP__": scheduler.tempDir(False),
        "__PDG_SHARED_TEMP__": scheduler.tempDir(False),
        "__PDG_SCRIPTDIR__": scheduler.scriptDir(False),
    }
    for token, value in wanted.items():
        context.check(
            seen.get(token) == value,
            "{} becomes {!r} in place of {!r}, which the farm calls it".format(
                token, seen.get(token), value
            ),
        )
