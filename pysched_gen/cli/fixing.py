"""`check --fix`, `--unsafe-fixes` and `--diff`: mend the texts of snippet folders.

What stands in a scene, an asset, a dump or a module is not written: the text is a part of a file
that Houdini writes. `extract` makes a snippet folder of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from difflib import unified_diff
from functools import partial
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from pysched_gen.cli.output import mention, say, show
from pysched_gen.errors import ConflictError
from pysched_gen.houdini.callbacks import callback_named

if TYPE_CHECKING:
    from pysched_gen.check.diagnostic import Diagnostic
    from pysched_gen.model.scheduler import Scheduler
    from pysched_gen.run_state import State
    from pysched_gen.sources.source import Snippet

__all__ = ["fix_options", "is_folder", "mended", "texts_diff", "write_texts"]

Function = Callable[..., Any]
_BOM = b"\xef\xbb\xbf"


def fix_options(function: Function) -> Function:
    """Add the options that mend to a command."""
    for option in (
        click.option(
            "--diff",
            "fix_diff",
            is_flag=True,
            help="Show what --fix would change, and write nothing.",
        ),
        click.option(
            "--unsafe-fixes",
            is_flag=True,
            help="Mend also what may change what the scheduler does; means --fix.",
        ),
        click.option(
            "--fix",
            is_flag=True,
            help="Mend what has one safe answer, in the files of a snippet folder.",
        ),
    ):
        function = option(function)
    return function


def mended(state: State, *, unsafe: bool, diff: bool) -> State:
    """Return `state` with what can be mended mended, on disk too unless `diff` asks to show it.

    Raises:
        ConflictError: a file is no longer what was checked.
        UsageError: a file cannot be written.
    """
    from pysched_gen.check.engine import examine  # noqa: PLC0415 - start-up
    from pysched_gen.check.fixes import fixable, mend  # noqa: PLC0415 - start-up

    request = state.request
    look = partial(_findings, examine, state)
    done: list[Diagnostic] = []
    schedulers: list[Scheduler] = []
    changes: list[tuple[Snippet, Snippet]] = []
    elsewhere: list[str] = []
    for scheduler in state.schedulers:
        found = tuple(one for one in state.diagnostics if _is_of(one, scheduler))
        if not any(fixable(one, unsafe=unsafe) for one in found):
            schedulers.append(scheduler)
        elif not is_folder(scheduler) and not diff:
            schedulers.append(scheduler)
            elsewhere.append(str(scheduler.origin))
        else:
            result = mend(scheduler, look, unsafe=unsafe)
            pairs = zip(scheduler.snippets, result.scheduler.snippets, strict=True)
            changes.extend((old, new) for old, new in pairs if old.text != new.text)
            schedulers.append(result.scheduler)
            done.extend(result.fixed)
    if diff:
        show(texts_diff(changes), nl=False)
    else:
        write_texts(changes)
    _tell(done, changes, elsewhere, diff=diff)
    checked = [examine(one, request.flags, request.project) for one in schedulers]
    now = tuple(one for each in checked for one in each.findings)
    return replace(
        state,
        schedulers=tuple(schedulers),
        diagnostics=now,
        stopped=any(one.severity.value == "error" for one in now),
        waived=tuple(one for each in checked for one in each.waived),
    )


def _findings(examine: object, state: State, scheduler: Scheduler) -> tuple[Diagnostic, ...]:
    request = state.request
    found = examine(scheduler, request.flags, request.project)  # type: ignore[operator]
    findings: tuple[Diagnostic, ...] = found.findings
    return findings


def _is_of(finding: Diagnostic, scheduler: Scheduler) -> bool:
    return any(finding.span.origin == snippet.origin for snippet in scheduler.snippets)


def is_folder(scheduler: Scheduler) -> bool:
    """Return whether `scheduler` was read from a snippet folder."""
    return scheduler.origin.path.endswith("scheduler.toml") and not scheduler.origin.node


def _tell(
    done: list[Diagnostic],
    changes: list[tuple[Snippet, Snippet]],
    elsewhere: list[str],
    *,
    diff: bool,
) -> None:
    if done:
        word = "would be mended" if diff else "mended"
        files = f"{len(changes)} file{'s'[: len(changes) != 1]}"
        mention(f"{len(done)} finding{'s'[: len(done) != 1]} {word} in {files}")
    for source in elsewhere:
        say(
            f"{source}: has findings that can be mended, but only in a snippet folder; run "
            f'"pysched-gen extract {quote(source)} -o FOLDER" and then "pysched-gen check FOLDER '
            '--fix"'
        )


def texts_diff(changes: Iterable[tuple[Snippet, Snippet]]) -> str:
    """Return the difference of texts, each as it was and as it is, in the unified form.

    What is no file of a snippet folder is called as the file that `extract` makes of it, so that
    `patch` in that folder finds it.
    """
    return "".join(_diff(old, new) for old, new in changes)


def write_texts(changes: Iterable[tuple[Snippet, Snippet]]) -> None:
    """Write texts into the files they are from; of none if one is no longer what was read.

    Raises:
        ConflictError: a file is no longer what was read, or mixes line ends.
        UsageError: a file cannot be written.
    """
    from pysched_gen.output.write_file import write_single  # noqa: PLC0415 - start-up

    files = [(Path(old.origin.path), *_encoded(old, new.text)) for old, new in changes]
    for path, before, after in files:
        write_single(path, after, is_ours=before.__eq__)


def _diff(old: Snippet, new: Snippet) -> str:
    spec = callback_named(old.id)
    file = f"{spec.stem if spec else old.id.lower()}.py"
    here = Path(old.origin.path).name == file and not old.origin.node
    path = old.origin.path if here else file
    lines = unified_diff(
        old.text.splitlines(keepends=True), new.text.splitlines(keepends=True), path, path
    )
    head = "" if here else f"# {old.origin}, as extract writes it\n"
    return head + "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _encoded(old: Snippet, new: str) -> tuple[bytes, bytes]:
    """Return the bytes of a file as they are, and as they are to be."""
    from pysched_gen.formats.texts import decode_text  # noqa: PLC0415 - start-up

    # The reader has seen that links do not leave the folder.
    path = Path(old.origin.path).resolve()
    data = path.read_bytes()
    ends = {"\n" if data[at - 1 : at] != b"\r" else "\r\n" for at in _line_ends(data)}
    if decode_text(data, old.origin.path) != old.text or len(ends) > 1:
        raise ConflictError(
            f"{path}: was changed while it was checked, or mixes line ends; nothing was written"
        )
    text = new.replace("\n", ends.pop() if ends else "\n")
    start = _BOM if data.startswith(_BOM) else b""
    return data, start + text.encode()


def _line_ends(data: bytes) -> list[int]:
    return [at for at, byte in enumerate(data) if byte == ord("\n")]
