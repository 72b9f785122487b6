"""`pysched-gen diff`."""

from __future__ import annotations

from contextlib import ExitStack
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pysched_gen.cli.output import show
from pysched_gen.errors import NothingToReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["command"]


@click.command("diff")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--node", metavar="PATTERN", default="*", help="Nodes whose path matches.")
@click.option("--type", metavar="PATTERN", default="*", help="Nodes of these types.")
@click.option("--names-only", is_flag=True, help="Name the nodes that differ only.")
@click.pass_context
def command(
    context: click.Context,
    first: str,
    second: str,
    node: str,
    type: str,  # noqa: A002 - named by the option
    *,
    names_only: bool,
) -> None:
    """Show what differs between two scenes or asset libraries, or two folders of them.

    Nodes and assets are compared by path: their parameters, code, comments, wires, flags,
    interfaces, and sections. Ends with 0 where nothing differs, 1 where something does.

    \b
    Examples:
      pysched-gen diff shot_v1.hip shot_v2.hip
      pysched-gen diff old.hda new.hda --names-only
      pysched-gen diff --type '*scheduler' old/ new/
      git difftool -y -x 'pysched-gen diff' -- scene.hip
    """
    differs = False
    for one, other in _pairs(first, second):
        for line in _differences(one, other, (node, type), names_only=names_only):
            show(line)
            differs = True
    context.exit(1 if differs else 0)


def _pairs(first: str, second: str) -> Iterator[tuple[str, str]]:
    """Yield the two files, or those of two folders that have one relative path; "" for none."""
    from pysched_gen.formats.opening import is_container  # noqa: PLC0415 - start-up

    folders = [Path(one) for one in (first, second) if Path(one).is_dir()]
    if not all(Path(one).exists() for one in (first, second)) or len(folders) < 2:  # noqa: PLR2004
        yield first, second
        return
    if all(is_container(folder) for folder in folders):
        yield first, second
        return
    found = [
        {path.relative_to(folder) for path in folder.rglob("*") if is_container(path)}
        for folder in folders
    ]
    if not found[0] and not found[1]:
        message = "neither holds scenes or asset libraries; give such files, or folders of them"
        raise NothingToReadError(f"{first}, {second}: {message}")
    for name in sorted(found[0] | found[1]):
        yield (
            str(folders[0] / name) if name in found[0] else "",
            str(folders[1] / name) if name in found[1] else "",
        )


def _differences(
    first: str, second: str, wanted: tuple[str, str], *, names_only: bool
) -> Iterator[str]:
    from pysched_gen.formats import open as open_file  # noqa: PLC0415 - start-up
    from pysched_gen.formats.node_text import parts_of  # noqa: PLC0415 - start-up

    if not first or not second:
        yield f"only one has it: {first or second}"
        return
    with ExitStack() as stack:
        files = [stack.enter_context(open_file(path)) for path in (first, second)]
        parts = [
            {part.title: list(part.lines()) for part in parts_of(file, *wanted)} for file in files
        ]
    for title in dict.fromkeys([*parts[0], *parts[1]]):
        old, new = parts[0].get(title), parts[1].get(title)
        if old == new:
            continue
        if names_only:
            yield f"{_sign(old, new)} {title}"
            continue
        yield from unified_diff(
            _lines(title, old),
            _lines(title, new),
            "/dev/null" if old is None else f"{first}:{title}",
            "/dev/null" if new is None else f"{second}:{title}",
            lineterm="",
        )


def _sign(old: list[str] | None, new: list[str] | None) -> str:
    return "+" if old is None else "-" if new is None else "~"


def _lines(title: str, lines: list[str] | None) -> list[str]:
    return [] if lines is None else [title, *lines]
