"""What a shell completes: names and values that this package, a project or a file has.

Nothing of a package or scene is run for it, and what is wrong with one is not told: a shell has
no place for that.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import click

    from pysched_gen.sources.parameters import Parameter

__all__ = [
    "complete_answers",
    "complete_node_values",
    "complete_paths",
    "complete_plugins",
    "complete_scenarios",
    "complete_schedulers",
    "complete_starters",
    "complete_values",
    "complete_values_of_sources",
    "complete_waivers",
]

_ON_OFF = {"0": "off", "1": "on"}


class _Settable(NamedTuple):
    """What `--set` takes: words about it, and values with theirs where there is a choice."""

    help: str
    values: Mapping[str, str]


def _offered(known: Mapping[str, _Settable], incomplete: str) -> list[CompletionItem]:
    """Return what of `known` starts with `incomplete`, and behind "=" what it can be."""
    name, sign, start = incomplete.partition("=")
    if not sign:
        return [
            CompletionItem(f"{one}=", help=settable.help)
            for one, settable in known.items()
            if one.startswith(incomplete)
        ]
    values = known[name].values if name in known else {}
    return [
        CompletionItem(f"{name}={value}", help=label)
        for value, label in values.items()
        if value.startswith(start)
    ]


def _named(found: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(name, help=text) for name, text in found if name.startswith(incomplete)]


def complete_paths(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Let the shell complete files and folders, for what is more than a path."""
    return [CompletionItem(incomplete, type="file")]


def complete_schedulers(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the names of the modules in PACKAGE_DIR/pdg/types that start with `incomplete`."""
    names = dict.fromkeys(path.stem for path in _modules(context))
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def complete_scenarios(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the scenarios that ship whose names start with `incomplete`."""
    from pysched_gen.run.verify.catalog import scenarios  # noqa: PLC0415 - start-up

    return _named(((one.name, one.title) for one in scenarios()), incomplete)


def complete_waivers(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the scenarios that ship, for a reason behind each; also behind `SCHEDULER:`."""
    scheduler, colon, start = incomplete.rpartition(":")
    if "=" in incomplete:
        return []
    found = complete_scenarios(context, parameter, start)
    return [CompletionItem(f"{scheduler}{colon}{one.value}=", help=one.help) for one in found]


def complete_plugins(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the plug-ins that are installed and start with `incomplete`."""
    from pysched_gen.check.plugins import installed_plugins  # noqa: PLC0415 - start-up

    return [CompletionItem(name) for name in installed_plugins() if name.startswith(incomplete)]


def complete_starters(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the starters that start with `incomplete`; a shell adds folders where none does."""
    from pysched_gen.scaffold.starters import starters  # noqa: PLC0415 - start-up

    found = _named(((one.name, one.title) for one in starters().values()), incomplete)
    return [*found, CompletionItem(incomplete, type="dir")]


def complete_answers(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return what the starter, or folder, of `--from` lets `new` set; no repository is fetched."""
    from pysched_gen.errors import PyschedError  # noqa: PLC0415 - start-up
    from pysched_gen.scaffold.answers import choices_of  # noqa: PLC0415 - start-up
    from pysched_gen.scaffold.start import begin  # noqa: PLC0415 - start-up
    from pysched_gen.scaffold.starters import starters  # noqa: PLC0415 - start-up
    from pysched_gen.sources.snippet_folder import MANIFEST  # noqa: PLC0415 - start-up

    origin, name = context.params.get("origin") or "default", context.params.get("name") or "name"
    if origin not in starters() and not Path(origin).is_dir():
        return []
    try:
        found = choices_of(begin(origin, name).texts[MANIFEST], name)
    except PyschedError:
        return []
    known = {key: _Settable("", dict.fromkeys(values, "")) for key, values in found.items()}
    return _offered(known, incomplete)


def complete_node_values(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the parameters of the node SCENE:/NODE, and what one can be by its declaration."""
    from pysched_gen.errors import PyschedError  # noqa: PLC0415 - start-up
    from pysched_gen.formats import open as open_file  # noqa: PLC0415 - start-up
    from pysched_gen.formats.dialog_script.kinds import kind_of  # noqa: PLC0415 - start-up
    from pysched_gen.formats.dialog_script.tree import Parm  # noqa: PLC0415 - start-up
    from pysched_gen.formats.given_value import tokens_of  # noqa: PLC0415 - start-up
    from pysched_gen.sources import split_argument  # noqa: PLC0415 - start-up

    words = [context.params.get("target"), *context.args]
    target = next((word for word in words if word and ":/" in word), None)
    if target is None:
        return []
    path, display, node = split_argument(target)
    try:
        with open_file(path, display) as file:
            found = file.node(node)
            declared = file.declared(found)
    except (PyschedError, OSError):
        return []
    known = {}
    for name in (one.name for one in found.parms.values() if one.values):
        item = declared.get(name)
        if isinstance(item, Parm):
            toggles = kind_of(item.type) == "toggle"
            values = _ON_OFF if toggles else dict.fromkeys(tokens_of(item), "")
            known[name] = _Settable(item.label or "", values)
        elif item is None:
            known[name] = _Settable("", {})
    return _offered(known, incomplete)


def complete_values(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return parameters that start with `incomplete`, and behind "=" what one can be."""
    from pysched_gen.run.snippet_place import snippet_folders  # noqa: PLC0415 - start-up

    pattern = context.params.get("scheduler") or "*"
    sources = [
        # A module has neither menus nor toggles; the folder that it was made from does.
        str(snippet_folders(path.parents[2]).get(path.stem, path))
        for path in _modules(context)
        if fnmatchcase(path.stem, pattern)
    ]
    return _offered(_settable(sources), incomplete)


def complete_values_of_sources(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return parameters of the sources that start with `incomplete`, as `complete_values`."""
    words = (word for word in context.args if Path(word).exists())
    return _offered(_settable(context.params.get("sources") or tuple(words)), incomplete)


def _settable(sources: Iterable[str]) -> dict[str, _Settable]:
    from pysched_gen.formats.dialog_script.tree import Multiparm  # noqa: PLC0415 - start-up

    return {
        one.name: _Settable(f"{one.label} ({one.type})", _values(one))
        for one in _parameters(sources)
        if one.holds_value or isinstance(one.item, Multiparm)  # which holds how many there are
    }


def _values(parameter: Parameter) -> dict[str, str]:
    from pysched_gen.formats.given_value import given_value  # noqa: PLC0415 - start-up

    if parameter.type == "toggle":
        return _ON_OFF
    menu = parameter.menu
    if menu is None:
        return {}
    # A package names the tokens only of what topscheduler.user.ds declares; else a number has
    # the index. No menu turns a token into a fraction.
    named = parameter.overridable or parameter.type in {"string", "float"}
    values = menu.tokens if named else [str(index) for index in range(len(menu.tokens))]
    found = dict(zip(values, menu.labels, strict=True))
    if parameter.type == "float":
        return {one: found[one] for one in found if given_value(one, "float") is not None}
    return found


def _parameters(sources: Iterable[str]) -> Iterator[Parameter]:
    from pysched_gen.errors import PyschedError  # noqa: PLC0415 - start-up
    from pysched_gen.pipeline import INSPECT, run  # noqa: PLC0415 - start-up
    from pysched_gen.run_state import Request  # noqa: PLC0415 - start-up

    for source in sources:
        try:
            state = run(INSPECT, Request((source,)))
        except PyschedError:
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
