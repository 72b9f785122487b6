"""`pysched-gen new`."""

from __future__ import annotations

from pathlib import Path

import click

from pysched_gen.cli.output import say
from pysched_gen.errors import UsageError
from pysched_gen.formats.texts import decode_text, read_bytes
from pysched_gen.model.build import build
from pysched_gen.model.names import name_problem
from pysched_gen.resources import resource_folder
from pysched_gen.scaffold.folder import create_folder
from pysched_gen.scaffold.rename import renamed
from pysched_gen.sources.snippet_folder import DIALOG_SCRIPT, MANIFEST, read_folder

__all__ = ["command"]

_STARTERS = sorted(path.name for path in resource_folder("snippets").iterdir() if path.is_dir())
_TEST = '''"""Tests of {name} without Houdini: `pytest {name}`."""

from pathlib import Path

pytest_plugins = ["pysched_gen.testing"]

FOLDER = Path(__file__).parents[1]


def test_items_cook(pdg_session, generated_package):
    session = pdg_session(path=[generated_package(FOLDER)])
    session.scheduler("{name}")
    graph = session.graph()
    first = graph.node("first").items(3, "echo __PDG_ITEM_NAME__")
    graph.node("second", after=["first"]).item("echo done", after=first)
    session.cook(graph).assert_cooked()
'''


@click.command("new")
@click.argument("name", metavar="NAME")
@click.option(
    "--from",
    "origin",
    metavar="|".join([*_STARTERS, "FOLDER"]),
    default="default",
    show_default=True,
    help="What to start from: a scheduler that ships, or a snippet folder of yours.",
)
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Folder to create.  [default: NAME]",
)
def command(name: str, origin: str, output: Path | None) -> None:
    """Create a snippet folder for a scheduler called NAME, ready to generate, with a test.

    \b
    Examples:
      pysched-gen new farmq --from local
      pysched-gen new farmq --from snippets/oldfarm -o snippets/farmq
    """
    problem = name_problem(name)
    if problem:
        raise UsageError(f'"{name}" {problem}')
    folder = _template(origin)
    scheduler = build(read_folder(folder, str(folder)))
    files = [folder / MANIFEST, *folder.glob(DIALOG_SCRIPT), *folder.glob("*.py")]
    texts = {file.name: decode_text(read_bytes(file, str(file)), str(file)) for file in files}
    target = output or Path(name)
    tests = {f"tests/test_{name}.py": _TEST.format(name=name)}
    create_folder(target, renamed(scheduler, texts, name) | tests)
    say(f"{target}: written; next: pysched-gen generate {target} -o DIR")


def _template(origin: str) -> Path:
    if origin in _STARTERS:
        return resource_folder("snippets") / origin
    if Path(origin).is_dir():
        return Path(origin)
    listed = ", ".join(_STARTERS)
    raise UsageError(f"{origin}: no such folder; the schedulers that ship are {listed}")
