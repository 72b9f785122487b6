"""onSchedule should not wait for the job.

## What it does
Notes an onSchedule that runs the item's command and waits for its end, and one that runs another
program, waits, and says that the item is done: in one call, or with `wait()` or `communicate()`
after `Popen`. What it calls is followed. A program that hands the item to a queue is no such, and
what the node does as it is created is left alone. Where onTick and init.py are there,
`--unsafe-fixes` starts the job instead, and lets onTick report its end.

## Why it matters on a farm
PDG calls onSchedule for one item after the other. While it waits, nothing else is scheduled: on a
machine with 64 processors one of them works.

## Bad
    # onschedule.py
    import subprocess
    self.createJobDirsAndSerializeWorkItems(work_item)
    command = self.expandCommandTokens(work_item.command, work_item)
    if subprocess.call(command, shell=True) == 0:
        return pdg.scheduleResult.CookSucceeded
    return pdg.scheduleResult.CookFailed

## Good
    # onschedule.py
    import subprocess
    import time
    self.createJobDirsAndSerializeWorkItems(work_item)
    command = self.expandCommandTokens(work_item.command, work_item)
    self.jobs[work_item.id] = subprocess.Popen(command, shell=True), time.monotonic()
    return pdg.scheduleResult.Succeeded
    # ontick.py
    import time
    for item_id, (job, begun) in list(self.jobs.items()):
        if job.poll() is not None:
            del self.jobs[item_id]
            if job.returncode == 0:
                self.onWorkItemSucceeded(item_id, -1, time.monotonic() - begun)
            else:
                self.onWorkItemFailed(item_id, -1)
    return pdg.tickResult.SchedulerReady
    # init.py
    self.jobs = {}

## Since
Every release; the fix is for Houdini 19.0 and later.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Edit, Severity
from pysched_gen.check.edits import append, import_edit
from pysched_gen.check.queued import leads_to, process_waited_for
from pysched_gen.check.rule import Finding, Kind, Rule
from pysched_gen.check.syntax.nodes import dotted_name, walk
from pysched_gen.model.scheduler import Provenance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context, Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG153", Severity.NOTE)

_WAITING = frozenset(f"from subprocess.{name}" for name in ("call", "run", "check_call"))
# Programs that take a moment, or put a job into a queue.
_QUICK = re.compile(
    r"sub|batch|queue|farm|deadline|rush|cue|afjob|spool|alf|condor|cancel|info|stat|"
    r"^(mkdir|cp|mv|ln|rm|rsync|chmod|chown|touch|git|which|hostname|echo|kill|nc|curl|wget)$",
    re.IGNORECASE,
)
_BY_ID = "19.0"  # reports take the id of an item from here on
_POLL = """\
for item_id, (job, started) in list(self.{jobs}.items()):
    if job.poll() is not None:
        del self.{jobs}[item_id]
        if job.returncode == 0:
            self.onWorkItemSucceeded(item_id, -1, time.monotonic() - started)
        else:
            self.onWorkItemFailed(item_id, -1)
"""


@rule.node(ast.Call)
def visit(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Note a wait for the job of an item."""
    called = text.context.inference.type_of(node.func, text)
    direct = called in _WAITING or called == "from os.system"
    process = node if direct else process_waited_for(node, text)
    if process is None or not process.args:
        return
    if not text.context.calls.runs(node, text, ["onSchedule"]):
        return
    callback = text.callback
    own = callback.snippet.text if callback is not None else ""
    if callback is not None and (own == callback.form.body or callback.spec.is_default(own)):
        return
    if _runs_item(process.args[0], text) or _is_all(node, process, text):
        in_callback = called in _WAITING and text.function_of(node) is None
        yield Finding(
            node,
            "onSchedule waits for the job here, so items run one after the other; start it with "
            "Popen, return Succeeded, and report its end in onTick",
            edits=_edits(node, text) if in_callback and text.method == "onSchedule" else (),
        )


def _is_all(call: ast.Call, process: ast.Call, text: Text) -> bool:
    """Return whether a program that takes its time is run, and the item said to be done then."""
    program = process.args[0]
    if isinstance(program, ast.List | ast.Tuple) and program.elts:
        program = program.elts[0]
    words = program.value.split() if _is_text(program) else []  # type: ignore[attr-defined]
    if not words or _QUICK.search(words[0].replace("\\", "/").rpartition("/")[2]):
        return False
    return any(
        dotted_name(one.value, text.names_of_pdg) == "pdg.scheduleResult.CookSucceeded"
        and leads_to(call, one, text)
        for one in text.nodes.of(ast.Return)
        if one.value is not None and text.function_of(one) is text.function_of(call)
    )


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _runs_item(node: ast.expr, text: Text) -> bool:
    """Return whether a command is made of the item's."""
    scope = text.function_of(node) or text.tree
    for one in walk(node):
        if isinstance(one, ast.Attribute) and one.attr in ("command", "expandCommandTokens"):
            return True
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load):
            for store in text.stores(scope).get(one.id, ()):
                parent = text.parent_of(store)
                value = parent.value if isinstance(parent, ast.Assign) else None
                if value is not None and "ommand" in ast.dump(value):
                    return True
    return False


def _edits(call: ast.Call, text: Text) -> tuple[Edit, ...]:
    """Return the edits that start the job, poll it and keep it; none where a part is missing."""
    context = text.context
    tick, init = _given("onTick", context), _init(context)
    ends = _answer(call, text)
    if tick is None or init is None or ends is None or context.scheduler.release < _BY_ID:
        return ()
    first, last = ends
    taken = any("self.jobs" in snippet.text for snippet in context.scheduler.snippets)
    jobs = "jobs_of_items" if taken else "jobs"
    indent = text.parsed.indent
    span, end = text.parsed.span(first), text.parsed.span(last)
    origin = span.origin
    function = text.parsed.source(call.func)
    started = text.parsed.source(call).replace(function, _popen(function), 1)
    new = (
        f"self.{jobs}[work_item.id] = ({started}, time.monotonic())\n"
        f"{indent}self.onWorkItemStartCook(work_item.id, -1)\n"
        f"{indent}return pdg.scheduleResult.Succeeded"
    )
    place = origin.span(
        origin.text_line(span.line), span.column, origin.text_line(end.end_line), end.end_column
    )
    return (
        Edit(place, new, safe=False),
        *import_edit("time", text, safe=False),
        *_at_start("import time\n\n" + _POLL.format(jobs=jobs), tick),
        *append(f"self.{jobs} = {{}}", init, safe=False),
    )


def _popen(function: str) -> str:
    return f"{function.rpartition('.')[0]}.Popen" if "." in function else "subprocess.Popen"


def _given(method: str, context: Context) -> Text | None:
    found = (one for one in context.texts if one.method == method and one.callback is not None)
    text = next(found, None)
    given = text is not None and text.callback is not None
    return text if given and text.callback.provenance is Provenance.GIVEN else None  # type: ignore[union-attr]


def _init(context: Context) -> Text | None:
    return next((one for one in context.texts if one.kind is Kind.INIT), None)


def _answer(call: ast.Call, text: Text) -> tuple[ast.stmt, ast.stmt] | None:
    """Return first and last of the statements `if call(...) == 0: return ...; return ...`."""
    test = text.parent_of(call)
    branch = text.parent_of(test) if isinstance(test, ast.Compare) else None
    body = text.tree.body
    if not isinstance(branch, ast.If) or branch not in body:
        return None
    rest = body[body.index(branch) :]
    answers = [*branch.body, *branch.orelse, *rest[1:]]
    told = [ast.unparse(one).rpartition(".")[2] for one in answers]
    by_code = ast.unparse(branch.test).endswith(") == 0")
    return (rest[0], rest[-1]) if by_code and told == ["CookSucceeded", "CookFailed"] else None


def _at_start(new: str, text: Text) -> tuple[Edit, ...]:
    first = text.tree.body[0]
    lines = [one for one in new.split("\n") if one]
    indent = text.parsed.indent
    span = text.parsed.span(first)
    place = span.origin.span(span.origin.text_line(span.line), span.column)
    joined = f"\n{indent}".join(lines)
    return (Edit(place, f"{joined}\n{indent}", safe=False),)
