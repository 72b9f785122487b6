"""Every setting of a project, once: flags, keys of the file, its schema and the docs follow.

`tests/cli/test_project_settings.py` rewrites the schema and the table in the docs.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from pysched_gen.houdini.releases import RELEASES
from pysched_gen.render.options import Layout

__all__ = ["LEVELS", "SETTINGS", "Kind", "Merge", "Setting", "setting_named"]

LEVELS = ("error", "warning", "note")


class Kind(str, Enum):
    """What the value of a setting is."""

    PATH = "path"  # relative to the folder of the project's file
    CHOICE = "choice"
    FLAG = "flag"
    TEXTS = "texts"
    PATHS = "paths"
    GLOBS = "globs"
    RULES = "rules"
    IGNORED = "ignored"  # rules, each alone or with a reason
    LEVELS = "levels"  # rule to severity
    PER_FILE = "per file"  # pattern of files to rules
    NAMED = "named"  # name to text


class Merge(str, Enum):
    """What becomes of the project's value where a flag is given."""

    REPLACE = "the flag's value counts alone"
    EXTEND = "the flag's values come before the project's"
    LAYER = "the flag's rules go before the manifest's, and those before the project's"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.

    Attributes:
        key: in the file, a dot before the last word where it stands in a table.
        kind: see `Kind`.
        help: one sentence, of the flag and of the key.
        commands: those that obey it.
        flags: of the command line, () where there is none.
        parameter: how click calls it.
        metavar: what stands for a value in the help.
        choices: values that there are, () for any.
        default: where nobody says anything.
        merge: see `Merge`.
        schema: of its value, where its kind does not say it all.
    """

    key: str
    kind: Kind
    help: str
    commands: tuple[str, ...]
    flags: tuple[str, ...] = ()
    parameter: str = ""
    metavar: str | None = None
    choices: tuple[str, ...] = ()
    default: Any = None
    merge: Merge = Merge.REPLACE


_LOOK = ("check", "generate", "watch", "asset", "migrate", "releases")
_BUILD = ("check", "generate", "watch", "extract", "asset", "preview", "document")

SETTINGS = (
    Setting(
        "sources",
        Kind.GLOBS,
        "Snippet folders, scenes, assets and dumps, or folders of them; * and ** stand for "
        "names, and what is no source among these is passed by.",
        ("check", "generate", "watch", "inspect", "preview", "document", "asset"),
        parameter="sources",
        metavar="SOURCE...",
        default=(),
    ),
    Setting(
        "output",
        Kind.PATH,
        "Directory to put on HOUDINI_PATH; created if missing.",
        ("generate", "watch", "verify", "cook"),
        ("-o", "--output"),
        "output",
        "DIR",
    ),
    Setting(
        "houdini",
        Kind.CHOICE,
        "Oldest Houdini release the package must run on, such as 20.5.",
        _BUILD,
        ("--houdini",),
        "houdini",
        "RELEASE",
        tuple(release.name for release in RELEASES),
    ),
    Setting(
        "layout",
        Kind.CHOICE,
        "A package folder, or the one file Save To Python would write.",
        ("generate", "watch"),
        ("--layout",),
        "layout",
        choices=tuple(layout.value for layout in Layout),
        default=Layout.PACKAGE.value,
    ),
    Setting(
        "houdini-package",
        Kind.FLAG,
        "Also write packages/<name>.json, which puts DIR on HOUDINI_PATH.",
        ("generate", "watch"),
        ("--houdini-package/--no-houdini-package",),
        "houdini_package",
        default=False,
    ),
    Setting(
        "asset",
        Kind.FLAG,
        "Also write otls/<name>.hda, a digital asset with the full layout of the parameters.",
        ("generate", "watch"),
        ("--asset/--no-asset",),
        "asset",
        default=False,
    ),
    Setting(
        "strict",
        Kind.FLAG,
        "Warnings stop generation as errors do.",
        ("generate", "watch"),
        ("--strict/--no-strict",),
        "strict",
        default=False,
    ),
    Setting(
        "select",
        Kind.RULES,
        "Rules that look, in place of all: codes, names, starts of codes such as PSG2, or ALL.",
        _LOOK,
        ("--select",),
        "select",
        "RULES",
        merge=Merge.LAYER,
    ),
    Setting(
        "extend-select",
        Kind.RULES,
        "Rules that look besides those of the settings.",
        _LOOK,
        ("--extend-select",),
        "extend_select",
        "RULES",
        default=(),
        merge=Merge.LAYER,
    ),
    Setting(
        "ignore",
        Kind.IGNORED,
        "Rules that do not look.",
        _LOOK,
        ("--ignore",),
        "ignore",
        "RULES",
        default=(),
        merge=Merge.LAYER,
    ),
    Setting(
        "severity",
        Kind.LEVELS,
        "What a rule finds is an error, a warning or a note.",
        _LOOK,
        ("--severity",),
        "severity",
        "RULE=LEVEL",
        LEVELS,
        default=(),
        merge=Merge.LAYER,
    ),
    Setting(
        "plugins",
        Kind.TEXTS,
        "Rules of others that look too, by the name of their entry point in pysched_gen.rules.",
        _LOOK,
        ("--plugin",),
        "plugins",
        "NAME",
        default=(),
        merge=Merge.EXTEND,
    ),
    Setting(
        "per-file-ignores",
        Kind.PER_FILE,
        "Rules that do not look at the files a pattern fits.",
        _LOOK,
        default=(),
    ),
    Setting(
        "verify.scenarios",
        Kind.TEXTS,
        "Play only scenarios whose name fits, such as second-cook or '*-cook'.",
        ("verify",),
        ("--scenario",),
        "patterns",
        "PATTERN",
        default=(),
    ),
    Setting(
        "verify.own",
        Kind.PATHS,
        "Play a scenario of your own too: a .py file, or a folder of them.",
        ("verify",),
        ("--own",),
        "own_files",
        "PATH",
        default=(),
        merge=Merge.EXTEND,
    ),
    Setting(
        "verify.waive",
        Kind.NAMED,
        "Do not fail for what a scenario finds; the reason is shown. Of several schedulers "
        "SCHEDULER:NAME is for those that fit.",
        ("verify",),
        ("--waive",),
        "waived",
        "NAME=REASON",
        default=(),
        merge=Merge.EXTEND,
    ),
    Setting(
        "verify.paths",
        Kind.PATHS,
        "Search DIR for Python modules, such as the farm's client, before PYTHONPATH.",
        ("verify", "cook"),
        ("--path",),
        "python_paths",
        "DIR",
        default=(),
        merge=Merge.EXTEND,
    ),
    Setting(
        "verify.environment",
        Kind.NAMED,
        "Set a variable for the scheduler and its jobs.",
        ("verify", "cook"),
        ("--env",),
        "variables",
        "NAME=VALUE",
        default=(),
        merge=Merge.EXTEND,
    ),
)

_BY_KEY = {setting.key: setting for setting in SETTINGS}


def setting_named(key: str) -> Setting:
    """Return the setting that is called `key`; raises KeyError."""
    return _BY_KEY[key]
