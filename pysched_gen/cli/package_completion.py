"""What a shell completes for commands that run a package; nothing of the package is run for it."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

from pysched_gen.sources.parameters import is_overridable

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click

    from pysched_gen.sources.parameters import Parameter

__all__ = ["complete_schedulers", "complete_values"]


def complete_schedulers(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the names of the modules in PACKAGE_DIR/pdg/types that start with `incomplete`."""
    names = dict.fromkeys(path.stem for path in _modules(context))
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def complete_values(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return parameters that start with `incomplete`, and behind "=" what one can be."""
    name, sign, start = incomplete.partition("=")
    found = {one.name: one for one in _parameters(context)}
    if not sign:
        return [
            CompletionItem(f"{one.name}=", help=f"{one.label} ({one.type})")
            for one in found.values()
            if one.name.startswith(incomplete)
        ]
    values = _values(found[name]) if name in found else {}
    return [
        CompletionItem(f"{name}={value}", help=label)
        for value, label in values.items()
        if value.startswith(start)
    ]


def _values(parameter: Parameter) -> dict[str, str]:
    if parameter.type == "toggle":
        return {"0": "off", "1": "on"}
    menu = parameter.menu
    if menu is None:
        return {}
    # A package names the tokens only of what topscheduler.user.ds declares; else it has the index.
    named = is_overridable(parameter.item)
    values = menu.tokens if named else [str(index) for index in range(len(menu.tokens))]
    return dict(zip(values, menu.labels, strict=True))


def _parameters(context: click.Context) -> Iterator[Parameter]:
    from pysched_gen.errors import PyschedError  # noqa: PLC0415 - start-up
    from pysched_gen.pipeline import INSPECT, run  # noqa: PLC0415 - start-up
    from pysched_gen.run.snippet_place import snippet_folders  # noqa: PLC0415 - start-up
    from pysched_gen.run_state import Request  # noqa: PLC0415 - start-up

    pattern = context.params.get("scheduler") or "*"
    for path in _modules(context):
        if fnmatchcase(path.stem, pattern):
            # A module has neither menus nor toggles; the folder that it was made from does.
            source = snippet_folders(path.parents[2]).get(path.stem, path)
            try:
                state = run(INSPECT, Request((str(source),)))
            except PyschedError:  # a shell has no place for what is wrong with it
                continue
            for scheduler in state.schedulers:
                yield from scheduler.parameters


def _modules(context: click.Context) -> list[Path]:
    return sorted(
        path
        for folder in _packages(context)
        for path in (Path(folder) / "pdg/types").glob("[!_.]*")
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    )


def _packages(context: click.Context) -> tuple[Path, ...]:
    # Behind an option without its value click gives the arguments as words.
    words = tuple(Path(word) for word in context.args if Path(word).is_dir())
    given: tuple[Path, ...] = context.params.get("packages") or words
    if given:
        return given
    from pysched_gen.cli.project import current_project  # noqa: PLC0415 - start-up
    from pysched_gen.errors import PyschedError  # noqa: PLC0415 - start-up
    from pysched_gen.project.settings import setting_named  # noqa: PLC0415 - start-up
    from pysched_gen.project.values import flag_value  # noqa: PLC0415 - start-up

    try:
        output = flag_value(current_project(context), setting_named("output"))
    except PyschedError:
        return ()
    return () if output is None else (Path(output),)
