"""A starter, a folder or a repository in, the files of a new snippet folder out."""

from __future__ import annotations

import re
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pysched_gen.errors import ConfigError, UsageError
from pysched_gen.houdini.callbacks import CALLBACKS
from pysched_gen.model.build import build
from pysched_gen.scaffold.answers import default_of, with_answers
from pysched_gen.scaffold.clone import clone_repository, is_repository, without_password
from pysched_gen.scaffold.made_from import MadeFrom
from pysched_gen.scaffold.rename import renamed
from pysched_gen.scaffold.starters import folder_texts, starter_texts, starters
from pysched_gen.sources.snippet_folder import MANIFEST, PARTS, read_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pysched_gen.model.scheduler import Scheduler
    from pysched_gen.scaffold.starters import Question

__all__ = ["Beginning", "begin", "finished", "remembered"]

_TEST = '''"""Tests without Houdini: `pytest` in the folder of the scheduler."""

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
_README = """# {label}

A scheduler for Houdini's PDG. One file a callback; `scheduler.toml` has its name and parameters.

    pysched-gen check .                  # finds mistakes
    pysched-gen generate . -o houdini    # writes the package
    pysched-gen verify houdini           # plays scenarios with it, without Houdini
    pytest                               # runs the tests in tests
    HOUDINI_PATH="$PWD/houdini;&" houdini
"""


# The texts make one module together: by itself each seems to return outside of a function, or to
# import what nothing uses.
_RUFF = """# Each is a part of one module, not one by itself; pysched-gen check looks at them.
extend-exclude = [
{names}]
"""
_VS_CODE = """{
    "python.analysis.ignore": ["*.py"],
    "files.associations": {"parameters.ds": "plaintext"}
}
"""


def _no_modules() -> str:
    stems = sorted({spec.stem for spec in CALLBACKS} | set(PARTS))
    return "".join(f'    "{stem}.py",\n' for stem in stems)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new scheduler is made from: `texts` already bear its `name`.

    Attributes:
        origin: what `--from` was given, fit to be written down.
        questions: what is asked on a terminal.
    """

    name: str
    origin: str
    texts: Mapping[str, str]
    questions: tuple[Question, ...]

    def default(self, key: str) -> str:
        """Return the answer to a question that is not answered."""
        return default_of(self.texts[MANIFEST], self.name, key)

    def problem_with(self, key: str, answer: str) -> str:
        """Say why `answer` is none to the question `key`; "" where it is one."""
        try:
            with_answers(self.texts[MANIFEST], self.name, {key: answer})
        except UsageError as error:
            return str(error).removeprefix(f"--set {key}={answer}: ")
        return ""


def begin(origin: str, name: str) -> Beginning:
    """Return the files of `origin`, renamed for a scheduler `name`.

    Raises:
        UsageError: there is no such starter, folder or repository.
        NothingToReadError: a folder holds no scheduler.
        ConfigError: its manifest is wrong.
        SourceError: a file of it cannot be read.
    """
    starter = starters().get(origin)
    if starter is not None:
        texts = starter_texts(starter)
        with _folder(texts) as folder:
            scheduler = build(read_folder(folder, origin))
        texts = renamed(scheduler, texts, name, thoroughly=True)
        return Beginning(name, origin, _completed(name, texts), starter.questions)
    if is_repository(origin):
        shown = without_password(origin)
        with tempfile.TemporaryDirectory() as place:
            folder = clone_repository(origin, Path(place, "repository"))
            return Beginning(name, shown, _of_folder(folder, shown, name), ())
    if Path(origin).is_dir():
        return Beginning(name, origin, _of_folder(Path(origin), origin, name), ())
    listed = ", ".join(starters())
    what = "is a file" if Path(origin).exists() else "no such folder"
    raise UsageError(f"{origin}: {what}; the schedulers that ship are {listed}")


def finished(beginning: Beginning, answers: Mapping[str, str]) -> dict[str, str]:
    """Return the files of the new folder, with `answers`.

    Raises:
        UsageError: an answer is none, or makes a scheduler that cannot be.
    """
    texts = dict(beginning.texts)
    texts[MANIFEST] = with_answers(texts[MANIFEST], beginning.name, answers)
    if answers:
        is_shipped = beginning.origin in starters()
        _refuse_wrong(texts, beginning.origin if is_shipped else "", answers.get("houdini", ""))
    return texts


def remembered(beginning: Beginning, answers: Mapping[str, str]) -> MadeFrom:
    """Return what the new folder says it was made from."""
    return MadeFrom("update", beginning.origin, name=beginning.name, answers=answers)


def _of_folder(folder: Path, shown: str, name: str) -> dict[str, str]:
    scheduler: Scheduler = build(read_folder(folder, shown))
    return _completed(name, renamed(scheduler, folder_texts(folder, shown), name))


def _completed(name: str, texts: Mapping[str, str]) -> dict[str, str]:
    """Add a README and a test where there are none; tests are called like their scheduler."""
    own = f"tests/test_{name}"
    result = {re.sub("^tests/test_scheduler", own, file): text for file, text in texts.items()}
    if not any(file.startswith("tests/") for file in result):
        result[f"tests/test_{name}.py"] = _TEST.format(name=name)
    with _folder(texts) as folder:
        label = build(read_folder(folder, name)).label
    result.setdefault("README.md", _README.format(label=label))
    result.setdefault("ruff.toml", _RUFF.format(names=_no_modules()))
    result.setdefault(".vscode/settings.json", _VS_CODE)
    return result


def _refuse_wrong(texts: Mapping[str, str], starter: str, release: str) -> None:
    """Raise UsageError for answers that cannot be, or a `release` that a `starter` is not for."""
    from pysched_gen.check.diagnostic import Severity  # noqa: PLC0415 - start-up
    from pysched_gen.check.engine import check  # noqa: PLC0415 - start-up

    with _folder(texts) as folder:
        try:
            found = check(build(read_folder(folder, "")))
        except ConfigError as error:
            raise UsageError(f"--set: {error.problems[0].message}") from None
    for one in found:
        if one.severity is not Severity.NOTE and one.span.origin.path == MANIFEST:
            raise UsageError(f"--set: {one.message}")
        if one.severity is Severity.ERROR and starter and release:
            text = f"{starter} does not run on it: {one.message}"
            raise UsageError(f"--set houdini={release}: {text}")


@contextmanager
def _folder(texts: Mapping[str, str]) -> Iterator[Path]:
    """Give a folder for a while that holds the snippets of `texts`."""
    with tempfile.TemporaryDirectory() as place:
        for name, text in texts.items():
            if "/" not in name:
                Path(place, name).write_text(text, encoding="utf-8", newline="")
        yield Path(place)
