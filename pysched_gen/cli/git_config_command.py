"""`pysched-gen git-config`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import click

from pysched_gen.cli.output import mention, say, show
from pysched_gen.errors import UsageError

__all__ = ["command"]

_PROGRAM = "pysched-gen"
_SUFFIXES = ("hip", "hiplc", "hipnc", "hda", "hdalc", "hdanc", "otl", "otllc", "otlnc")
_ATTRIBUTES = [f"*.{suffix} diff=houdini" for suffix in _SUFFIXES]
# A cache would keep what was said of a pointer of Git LFS after "git lfs pull".
_CONFIG = {
    "diff.houdini.textconv": f"{_PROGRAM} inspect --values --textconv",
    "diff.houdini.cachetextconv": "false",
    "difftool.houdini.cmd": f'{_PROGRAM} diff "$LOCAL" "$REMOTE"',
}


@click.command("git-config")
@click.option("--apply", is_flag=True, help="Do it in the repository of this folder.")
@click.option("--global", "everywhere", is_flag=True, help="With --apply: for all repositories.")
def command(*, apply: bool, everywhere: bool) -> None:
    """Let `git diff`, `git log -p` and `git show` tell what changed in scenes and assets.

    Prints the commands and the lines for .gitattributes; with --apply it runs the commands, and
    adds the lines that are missing, here and above, to the .gitattributes of this folder.

    \b
    Examples:
      pysched-gen git-config
      pysched-gen git-config --apply
      git log -p -- shot.hip
      git difftool -t houdini -- shot.hip
    """
    if everywhere and not apply:
        raise click.UsageError("--global says where --apply writes; give both")
    if not apply:
        for key, value in _CONFIG.items():
            show(f"git config {key} '{value}'")
        show("")
        show("# .gitattributes")
        for line in _ATTRIBUTES:
            show(line)
        return
    git = shutil.which("git")
    if git is None:
        raise UsageError("git is not on PATH; install it, or run without --apply")
    _configure(git, everywhere=everywhere)
    added = _add_attributes(Path(".gitattributes"), _known_to(git))
    mention(f"git is configured; {added} lines were added to .gitattributes")
    if shutil.which(_PROGRAM) is None:
        say(
            f"warning: {_PROGRAM} is not on PATH, where git looks for it: git diff of a scene "
            f"would fail; add {Path(sys.executable).parent} to PATH"
        )


def _configure(git: str, *, everywhere: bool) -> None:
    for key, value in _CONFIG.items():
        place = ["--global"] if everywhere else []
        done = subprocess.run(  # noqa: S603 - git's own arguments
            [git, "config", *place, key, value], capture_output=True, text=True, check=False
        )
        if done.returncode:
            reason = done.stderr.strip() or f"it ended with {done.returncode}"
            advice = "run it in a repository, or with --global for all of them"
            raise UsageError(f"git config failed: {reason}; {advice}")


def _known_to(git: str) -> set[str]:
    """Return the lines that say nothing new to git here, none where this is no repository."""
    names = [f"a.{suffix}" for suffix in _SUFFIXES]
    done = subprocess.run(  # noqa: S603 - git's own arguments
        [git, "check-attr", "diff", "--", *names], capture_output=True, text=True, check=False
    )
    found = zip(done.stdout.splitlines(), _ATTRIBUTES, strict=False)
    return {line for told, line in found if told.endswith(": diff: houdini")}


def _add_attributes(path: Path, known: set[str]) -> int:
    from pysched_gen.output.write_file import write_single  # noqa: PLC0415 - start-up

    data = path.read_bytes() if path.is_file() else b""
    said = known | set(data.decode("utf-8", "replace").splitlines())
    missing = [line for line in _ATTRIBUTES if line not in said]
    if missing:
        head = data if not data or data.endswith(b"\n") else data + b"\n"
        added = "".join(f"{line}\n" for line in missing).encode()
        write_single(path, head + added, is_ours=lambda _data: True)
    return len(missing)
