"""`pysched-gen test-rules`."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pysched_gen.cli.output import mention, show
from pysched_gen.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.rule import Rule

__all__ = ["command"]

_HEAD = re.compile(r"# (\w+\.(?:py|toml|ds))")
_MANIFEST = 'schema = 1\n[scheduler]\nname = "farmq"\nhoudini = "{release}"\n'
_SCHEDULE = "return pdg.scheduleResult.Succeeded\n"


@click.command("test-rules")
@click.argument(
    "paths",
    metavar="PATH...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
)
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...]) -> None:
    """Play the examples on the pages of rules of your own.

    PATH is a rule's file, a folder of them, or the folder that new-rule wrote. The example under
    Bad must be found by the rule, by no other rule, and the one under Good by none. The files are
    imported for it.

    \b
    Examples:
      pysched-gen test-rules studio_rules
    """
    from pysched_gen.check.plugins import rule_of_file  # noqa: PLC0415 - start-up

    files = [file for path in paths for file in _files(path)]
    if not files:
        raise UsageError(
            f'{paths[0]}: holds no rule, a .py file; "pysched-gen new-rule NAME" starts one'
        )
    failed = 0
    for file in files:
        rule = rule_of_file(file.absolute())
        wrong = list(_wrong(rule))
        failed += bool(wrong)
        show(f"{'FAILED' if wrong else 'passed'}  {rule!r}")
        for line in wrong:
            show(f"    {line}")
    mention(f"{len(files)} rule{'s'[: len(files) != 1]}, {failed} failed")
    context.exit(ExitCode.FINDINGS if failed else ExitCode.OK)


def _files(path: Path) -> list[Path]:
    every = [path]
    if path.is_dir():  # of rules, or what new-rule writes around one
        every = sorted(path.glob("*.py")) or sorted(path.glob("*_rules/*.py"))
    return [file for file in every if not file.name.startswith("_")]


def _wrong(rule: Rule) -> Iterator[str]:
    """Yield what is wrong with a rule's page and what it finds in its examples."""
    from pysched_gen.check.registry import HEADINGS, page_of  # noqa: PLC0415 - start-up

    sections = dict(page_of(rule).sections)
    if tuple(sections) != HEADINGS:
        yield f"its page must have the headings {', '.join(HEADINGS)}, in this order"
        return
    for heading in ("Bad", "Good"):
        found = _found(sections[heading], rule)
        if heading == "Bad" and not any(line.startswith(f"{rule.code} ") for line in found):
            yield "Bad: the rule finds nothing in it"
        for line in found:
            if heading == "Good" or not line.startswith(f"{rule.code} "):
                yield f"{heading}: {line}"


def _found(example: str, rule: Rule) -> list[str]:
    from pysched_gen.check.engine import check  # noqa: PLC0415 - start-up
    from pysched_gen.houdini.releases import LATEST  # noqa: PLC0415 - start-up
    from pysched_gen.model.build import build  # noqa: PLC0415 - start-up
    from pysched_gen.run.folder import work_folder  # noqa: PLC0415 - start-up
    from pysched_gen.sources import read  # noqa: PLC0415 - start-up
    from pysched_gen.sources.check_settings import CheckSettings, RuleWord  # noqa: PLC0415

    texts = {"onschedule.py": _SCHEDULE, **_texts(example)}
    manifest = _MANIFEST.format(release=rule.until or LATEST.name)
    texts["scheduler.toml"] = manifest + texts.get("scheduler.toml", "")
    with work_folder("rules") as folder:
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        scheduler = build(read(str(folder), "")[0])
        settings = CheckSettings(extend_select=(RuleWord(rule.code),))
        return [
            f"{one.code} {one.name} at {Path(one.span.origin.path).name}:{one.span.line}: "
            f"{one.message}"
            for one in check(scheduler, settings)
            if not (one.code != rule.code and "no text sets it" in one.message)
        ]


def _texts(example: str) -> dict[str, str]:
    """Return the files of an example, each behind a line `# onschedule.py`."""
    found: dict[str, str] = {}
    name = ""
    for line in textwrap.dedent(example).split("\n"):
        head = _HEAD.fullmatch(line)
        if head:
            name = head[1]
            found[name] = ""
        elif name:
            found[name] += f"{line}\n"
    return found
