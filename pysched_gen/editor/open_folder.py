"""A snippet folder with the texts that an editor holds and nobody saved yet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pysched_gen.check.engine import examine
from pysched_gen.check.plugins import plugin_rules
from pysched_gen.errors import ConfigError, PyschedError, SourceError
from pysched_gen.model.build import build
from pysched_gen.model.identity import Overrides
from pysched_gen.project.file import find_project
from pysched_gen.project.settings import setting_named
from pysched_gen.project.values import flag_value, project_rules
from pysched_gen.sources.check_settings import NO_SETTINGS
from pysched_gen.sources.snippet_folder import DIALOG_SCRIPT, MANIFEST, read_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pysched_gen.check.diagnostic import Diagnostic
    from pysched_gen.errors import Problem
    from pysched_gen.model.scheduler import Scheduler
    from pysched_gen.sources.source import Snippet

__all__ = ["OpenFolder", "folder_of"]


def folder_of(path: Path) -> Path | None:
    """Return the snippet folder that the file `path` belongs to, None where it is in none."""
    inside = path.suffix == ".py" or path.name in {MANIFEST, DIALOG_SCRIPT}
    return path.parent if inside and (path.parent / MANIFEST).is_file() else None


class OpenFolder:
    """The scheduler of a folder as it would be were everything saved.

    `scheduler.toml` and `parameters.ds` are taken as they were saved: while they are typed, there
    is no scheduler. Where they are wrong, the last scheduler that there was is kept for names.
    """

    def __init__(self, folder: Path) -> None:
        """Take the folder; nothing is read yet."""
        self.folder = folder
        self.scheduler: Scheduler | None = None
        self.problems: tuple[Problem, ...] = ()

    def read(self, texts: Mapping[str, str]) -> None:
        """Read the folder anew, with `texts` by path in place of what is on the disk."""

        def shown(snippet: Snippet) -> Snippet:
            text = texts.get(snippet.origin.path)
            return snippet if text is None else replace(snippet, text=_lines(text))

        def shown_part(snippet: Snippet | None) -> Snippet | None:
            return None if snippet is None else shown(snippet)

        self.problems = ()
        try:
            source = read_folder(self.folder, str(self.folder))
            source = replace(
                source,
                snippets=tuple(map(shown, source.snippets)),
                header=shown_part(source.header),
                methods=shown_part(source.methods),
                init=shown_part(source.init),
            )
            houdini = flag_value(find_project(self.folder), setting_named("houdini"))
            self.scheduler = build(source, Overrides(houdini=houdini))
        except ConfigError as error:
            self.problems = error.problems
        except SourceError as error:
            self.problems = (error.problem,)
        except PyschedError:  # the manifest went away
            self.scheduler = None

    def findings(self) -> tuple[Diagnostic, ...]:
        """Return what the rules find that the project's settings leave in force."""
        if self.scheduler is None or self.problems:
            return ()
        try:
            project = project_rules(find_project(self.folder))
            plugin_rules(project.plugins)
        except PyschedError:  # the command line tells what is wrong with the settings
            project = NO_SETTINGS
        return examine(self.scheduler, project=project).findings

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file of the folder that something can be said of."""
        named = (self.folder / MANIFEST, self.folder / DIALOG_SCRIPT)
        return tuple(path for path in (*named, *sorted(self.folder.glob("*.py"))) if path.is_file())


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
