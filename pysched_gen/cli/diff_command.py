"""`pysched-gen diff`."""

from __future__ import annotations

import os
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pysched_gen.cli.completions import complete_paths
from pysched_gen.cli.output import show

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["command"]


@click.command("diff")
@click.argument("first", metavar="A", shell_complete=complete_paths)
@click.argument("second", metavar="B", shell_complete=complete_paths)
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
    """Show what differs between two sources, or two folders of scenes or asset libraries.

    Nodes and assets are compared by path: their parameters, code, comments, wires, flags,
    interfaces, and sections. Two that are named, as in A:/NODE, are compared with each other. Of
    other sources, such as snippet folders and dumps, what they say of schedulers is compared,
    with a dialog script (.ds) the interface. Ends with 0 where nothing differs, 1 where
    something does.

    \b
    Examples:
      pysched-gen diff shot_v1.hip shot_v2.hip
      pysched-gen diff old.hda new.hda --names-only
      pysched-gen diff --type '*scheduler' old/ new/
      pysched-gen diff shot.hip:/tasks/topnet1/farm snippets/farmq
      pysched-gen diff farm.hda:Top/farm houdini/topscheduler.user.ds
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

    first, second = _beside(first, second), _beside(second, first)
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
        yield first, second
        return
    for name in sorted(found[0] | found[1]):
        yield (
            str(folders[0] / name) if name in found[0] else "",
            str(folders[1] / name) if name in found[1] else "",
        )


def _beside(one: str, other: str) -> str:
    """Return `one`; of a folder of files where `other` is a file, that of the same name in it."""
    inner = Path(one, Path(other).name)
    return str(inner) if Path(other).is_file() and inner.is_file() else one


def _differences(
    first: str, second: str, wanted: tuple[str, str], *, names_only: bool
) -> Iterator[str]:
    from pysched_gen.cli.diff_parts import Wanted, both_sides  # noqa: PLC0415 - start-up

    if not first or not second:
        yield f"only one has it: {first or second}"
        return
    olds, news = both_sides(first, second, Wanted(*wanted))
    for title in dict.fromkeys([*olds, *news]):
        old, new = olds.get(title), news.get(title)
        if old is not None and new is not None and old.lines == new.lines:
            continue
        if names_only:
            yield f"{'+' if old is None else '-' if new is None else '~'} {title}"
            continue
        yield from unified_diff(
            [] if old is None else old.lines,
            [] if new is None else new.lines,
            os.devnull if old is None else old.label,
            os.devnull if new is None else new.label,
            lineterm="",
        )
