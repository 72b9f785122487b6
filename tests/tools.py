"""The verbs of rule tests, and schedulers made of a few lines of text.

Texts are given by name of their file in a snippet folder, as in `{"ontick.py": "return None"}`.
"""

from __future__ import annotations

import re
import sys
from math import inf
from typing import TYPE_CHECKING, Any

from flat_parameters import limited, view_of

from pysched_gen.check.engine import check
from pysched_gen.formats.dialog_script import Script, parse
from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.dialog_script.tree import Menu
from pysched_gen.formats.toml_text import load_toml
from pysched_gen.model.build import build
from pysched_gen.sources import read_data
from pysched_gen.sources.manifest.check_table import check_settings
from pysched_gen.sources.parameters import OVERRIDABLE_TAG, Parameter, doubts_in, parameters_of
from pysched_gen.sources.source import Snippet, Source
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pysched_gen.check.diagnostic import Diagnostic
    from pysched_gen.model.scheduler import Scheduler

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

__all__ = [
    "GOOD_SCHEDULE",
    "check_finds",
    "check_finds_at_line",
    "check_ok",
    "findings",
    "scheduler_of",
    "texts_in",
]

GOOD_SCHEDULE = "return pdg.scheduleResult.Succeeded\n"
_MANIFEST = Origin("farmq/scheduler.toml")
_DIALOG = Origin("farmq/parameters.ds")
_BLOCK_HEAD = re.compile(r"# (\w+\.(?:py|toml|ds))(, driven by an expression)?")


def check_ok(callback: str, text: str, /, **options: Any) -> None:
    """Assert that `text` as the body of `callback` (or as header, methods, init) is clean."""
    found = findings({f"{callback}.py": text}, **options)
    assert not found, "\n".join(f"{d.span}: {d.code} {d.message}" for d in found)


def check_finds(
    callback: str, text: str, rule: str, line: int, column: int, /, **options: Any
) -> Diagnostic:
    """Assert that `rule` (code or name) finds one thing in `text`, at this place; give it."""
    every = findings({f"{callback}.py": text}, **options)
    found = [d for d in every if rule in (d.code, d.name)]
    places = [(d.span.line, d.span.column) for d in found]
    assert places == [(line, column)], [f"{d.span}: {d.code} {d.message}" for d in every]
    assert found[0].line == text.split("\n")[line - 1]
    return found[0]


def check_finds_at_line(part: str, text: str, rule: str, line: int) -> None:
    """Assert that `rule` finds one thing in the text `part`: at `line`, behind its indentation."""
    every = findings({f"{part}.py": text + "\n"})
    places = [finding.span for finding in every if finding.name == rule]
    assert [(span.origin.path, span.line) for span in places] == [(f"farmq/{part}.py", line)]
    code = text.split("\n")[line - 1]
    assert places[0].column > len(code) - len(code.lstrip())


def findings(
    files: Mapping[str, str], *, whole: bool = False, excerpt: bool = True, **options: Any
) -> tuple[Diagnostic, ...]:
    """Give the findings about a scheduler made of `files`; `farm.py` is a module of its own.

    A good onSchedule is added where there is none, unless `whole` says that `files` is all. Of an
    `excerpt` it is not said that it sets no attribute of its own.
    """
    if "farm.py" in files:
        return check(build(read_data("farm.py", files["farm.py"].encode())[0]))
    extra = {} if whole or "onschedule.py" in files else {"onschedule.py": GOOD_SCHEDULE}
    found = check(scheduler_of({**extra, **files}, **options))
    return tuple(one for one in found if not (excerpt and "no text sets it" in one.message))


def scheduler_of(
    files: Mapping[str, str],
    *,
    houdini: str = "22.0",
    manifest: str = "",
    dialog: str = "",
    include: tuple[str, ...] = (),
    expressions: frozenset[str] = frozenset(),
) -> Scheduler:
    """Give the scheduler of a snippet folder with these files.

    `dialog` is the text of parameters.ds; `manifest` (or scheduler.toml among the files) holds
    lines below [scheduler], and perhaps [check]; `include` names standard groups, `expressions`
    the files that an expression drives. Nothing is validated, so that rules have to.
    """
    toml_text = "[scheduler]\n" + (manifest or files.get("scheduler.toml", ""))
    toml = tomllib.loads(toml_text)
    identity = {"name": "farmq", "houdini": houdini, **toml["scheduler"]}
    lines = {key: number for number, key in enumerate(identity, 2)}
    snippets = {
        name.removesuffix(".py"): Snippet(
            name.removesuffix(".py"),
            text,
            Origin(f"farmq/{name}"),
            "python" if name in expressions else "",
        )
        for name, text in files.items()
        if name.endswith(".py")
    }
    parameters = tuple(
        _parameter(facts, number) for number, facts in enumerate(toml.get("parameters", ()), 20)
    )
    script = Script(tuple(parameter.item for parameter in parameters))
    dialog = dialog or files.get("parameters.ds", "")
    if dialog:
        script = resolved(parse(dialog, _DIALOG))
        parameters = parameters_of(script, _DIALOG)
    parts = {key: snippets.pop(key, None) for key in ("header", "methods", "init")}
    return build(
        Source(
            "folder",
            _MANIFEST,
            "farmq",
            identity=tuple((k, v, _MANIFEST.span(lines[k])) for k, v in identity.items()),
            snippets=tuple(snippets.values()),
            parameters=parameters,
            script=script,
            doubts=doubts_in(script, _DIALOG),
            include=include,
            check=check_settings(load_toml(toml_text, _MANIFEST)),
            header=parts["header"],
            methods=parts["methods"],
            init=parts["init"],
        )
    )


def _parameter(facts: dict[str, Any], line: int) -> Parameter:
    """Give a parameter; keys are those of the manifest, or the fields themselves."""
    values = {"label": facts["name"], "type": "string", **facts}
    values = {_FIELDS.get(key, key): value for key, value in values.items()}
    limits = [values.pop(key, none) for key, none in _RANGE.items()]
    if limits != list(_RANGE.values()):
        values["range"] = limited(*limits[:2], low_strict=limits[2], high_strict=limits[3])
    if "menu" in values:
        pairs = [one if isinstance(one, list) else (one, one) for one in values["menu"]]
        values["menu"] = Menu(pairs=tuple(map(tuple, pairs)))
    if "folder" in values:
        values["folder"] = tuple(values["folder"])
    if "default" in values:
        given = values["default"]
        values["default"] = tuple(given) if isinstance(given, list) else (given,)
    tags = dict(values.pop("tags", {}))
    tags |= {OVERRIDABLE_TAG: ""} if values.pop("overridable", False) else {}
    return view_of(span=_MANIFEST.span(line), tags=tuple(sorted(tags.items())), **values)


_FIELDS = {"hidden": "invisible", "hide_label": "no_label"}
_RANGE = {"min": -inf, "max": inf, "min_strict": False, "max_strict": False}


def texts_in(block: str) -> tuple[dict[str, str], frozenset[str]]:
    """Give the files of an example on a rule's page, and which of them expressions drive."""
    files: dict[str, str] = {}
    driven = set()
    name = ""
    for indented in block.split("\n"):
        line = indented.removeprefix("    ").replace("<tab>", "\t").replace("<mark>", "\u202e")
        head = _BLOCK_HEAD.fullmatch(line)
        if head:
            name = head[1]
            files[name] = ""
            driven |= {name} if head[2] else set()
        else:
            files[name] += line + "\n"
    return files, frozenset(driven)
