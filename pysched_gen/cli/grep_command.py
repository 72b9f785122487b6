"""`pysched-gen grep`."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import partial
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from pysched_gen.cli.completions import complete_paths
from pysched_gen.cli.output import show, show_failures
from pysched_gen.errors import NothingToReadError, PyschedError, UsageError
from pysched_gen.parallel_map import spread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.formats.node_text import Text

__all__ = ["command"]


class _Search(NamedTuple):
    pattern: str
    flags: int
    node: str
    type: str


class _Answer(NamedTuple):
    lines: list[str]
    failure: PyschedError | None


@click.command("grep")
@click.argument("pattern")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, shell_complete=complete_paths)
@click.option("-i", "--ignore-case", is_flag=True, help="Take upper and lower case as equal.")
@click.option("-F", "--fixed", is_flag=True, help="Take PATTERN as it stands.")
@click.option("-l", "--files-only", is_flag=True, help="Print the names of files that match only.")
@click.option("--node", metavar="PATTERN", default="*", help="Nodes whose path matches.")
@click.option("--type", metavar="PATTERN", default="*", help="Nodes of these types.")
@click.pass_context
def command(
    context: click.Context,
    pattern: str,
    files: tuple[str, ...],
    node: str,
    type: str,  # noqa: A002 - named by the option
    *,
    ignore_case: bool,
    fixed: bool,
    files_only: bool,
) -> None:
    """Search parameters, code and comments of nodes and assets for a regular expression.

    A FILE is a scene, an asset library or an expanded one, a dump of nodes, or a text of asCode()
    or opscript; FILE:/NODE is what is at or below a node. Of a folder, all that are in it are
    searched, and so are dialog scripts (.ds) and the texts of snippet folders and packages.
    Prints FILE:NODE:PARAMETER:LINE: text, of texts FILE:LINE: text.
    Ends with 0 where something was found, 1 where nothing was, 2 where a file could not be read.

    \b
    Examples:
      pysched-gen grep 'os\\.system' shots/*.hip
      pysched-gen grep -F /mnt/old_server shots assets
      pysched-gen grep 'hou\\.' shot.hip:/tasks/topnet1
      pysched-gen grep --type '*scheduler' . scene.hip
    """
    search = _Search(re.escape(pattern) if fixed else pattern, _flags(ignore_case), node, type)
    try:
        re.compile(search.pattern, search.flags)
    except re.error as error:
        message = f'"{pattern}" is not a regular expression: {error}; -F takes it as it stands'
        raise UsageError(message) from error
    paths = list(_files(files))
    if not paths:
        raise NothingToReadError(
            f"{files[0]}: holds no scenes, asset libraries or dumps; give such files or folders"
        )
    found, failures = False, []
    for path, answer in zip(paths, spread(partial(_look, search), paths), strict=True):
        found = found or bool(answer.lines)
        for line in [path] if files_only and answer.lines else [] if files_only else answer.lines:
            show(line)
        failures += [answer.failure] if answer.failure else []
    show_failures(failures)
    context.exit(failures[0].exit_code if failures else 0 if found else 1)


def _flags(ignore_case: bool) -> int:  # noqa: FBT001 - the option
    return int(re.IGNORECASE) if ignore_case else 0


def _files(arguments: tuple[str, ...]) -> Iterator[str]:
    """Yield files, and what of Houdini's is in folders; those that are one source are one."""
    from pysched_gen.formats.opening import is_container  # noqa: PLC0415 - start-up
    from pysched_gen.sources.held_parts import is_from_houdini  # noqa: PLC0415 - start-up

    for argument in arguments:
        path = Path(argument)
        if not path.is_dir() or is_container(path):
            yield argument
            continue
        waiting = [path]
        while waiting:
            folder = waiting.pop()
            folders = []
            for one in sorted(folder.iterdir()):
                if one.is_symlink():
                    continue
                if is_container(one) or (one.is_file() and (_is_part(one) or is_from_houdini(one))):
                    yield str(one)
                elif one.is_dir():
                    folders.append(one)
            waiting += reversed(folders)


def _is_part(path: Path) -> bool:
    """Tell whether it is a dialog script, or a text of a snippet folder or package."""
    from pysched_gen.sources.dialog_script_file import file_is_dialog_script  # noqa: PLC0415
    from pysched_gen.sources.python_module.python_package import module_in  # noqa: PLC0415
    from pysched_gen.sources.snippet_folder import MANIFEST  # noqa: PLC0415 - start-up

    if path.suffix in (".py", ".toml") and (path.parent / MANIFEST).is_file():
        return True
    if path.suffix == ".py":
        return module_in(path.parent) is not None
    return file_is_dialog_script(path)


def _look(search: _Search, argument: str) -> _Answer:
    lines: list[str] = []
    try:
        lines += _found(search, argument)
    except PyschedError as error:
        return _Answer(lines, error)
    return _Answer(lines, None)


def _found(search: _Search, argument: str) -> Iterator[str]:
    from pysched_gen.formats.node_text import Text  # noqa: PLC0415 - start-up
    from pysched_gen.formats.scene.member import decode_member, readable  # noqa: PLC0415
    from pysched_gen.formats.texts import read_bytes  # noqa: PLC0415 - start-up
    from pysched_gen.sources import MAX_FILE, split_argument  # noqa: PLC0415 - start-up
    from pysched_gen.sources.held_parts import is_from_houdini, parts_at  # noqa: PLC0415
    from pysched_gen.sources.nothing import holds_no_nodes, no_such_node  # noqa: PLC0415

    pattern = re.compile(search.pattern, search.flags)
    path, display, node = split_argument(argument)
    text = path.is_file() and (path.suffix == ".py" or _is_part(path))
    if text and not is_from_houdini(path):
        if node:
            raise holds_no_nodes(display, "a text", f'":{node}"')
        if search.node == search.type == "*":
            data = read_bytes(path, display, MAX_FILE)
            whole = readable(decode_member(data.replace(b"\r\n", b"\n")))
            yield from _matches(pattern, display, Text("", whole))
        return
    some, below = False, f"{node.rstrip('/')}/"
    asked = f"{escape(node)}*" if node else search.node
    for part in parts_at(path, display, asked, search.type):
        if node and not f"{part.name}/".startswith(below):
            continue
        some = True
        if fnmatchcase(part.name, search.node):
            for one in part.texts:
                yield from _matches(pattern, f"{display}:{part.name}:{one.name}", one)
    if node and not some and search.type == "*":
        raise no_such_node(path, display, node)


def _matches(pattern: re.Pattern[str], place: str, text: Text) -> Iterator[str]:
    for number, line in enumerate(text.text.split("\n"), 1):
        if pattern.search(line):
            yield f"{place}:{number}: {line}"
