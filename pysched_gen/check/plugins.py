"""Rules of others: installed under the entry point group `pysched_gen.rules`, asked for by name.

An entry point names a module with a `rule`, or a package whose modules have one each. Nothing is
imported that the settings do not name: to install a package is not to trust it.
"""

from __future__ import annotations

import pkgutil
import re
import sys
from functools import lru_cache
from importlib import import_module, util
from typing import TYPE_CHECKING

from pysched_gen.check.registry import add_rules
from pysched_gen.check.rule import Rule
from pysched_gen.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.metadata import EntryPoint
    from pathlib import Path
    from types import ModuleType

__all__ = ["GROUP", "installed_plugins", "plugin_rules", "rule_of_file"]

GROUP = "pysched_gen.rules"
_CODE = re.compile(r"(?!PSG)[A-Z]{2,8}\d{3}")


def installed_plugins() -> tuple[str, ...]:
    """Return the names of the plug-ins that are installed; none of them is imported."""
    return tuple(sorted(_entry_points()))


def _entry_points() -> dict[str, EntryPoint]:
    from importlib.metadata import entry_points  # noqa: PLC0415 - most runs ask for no plug-in

    return {one.name: one for one in entry_points(group=GROUP)}


@lru_cache(32)
def plugin_rules(names: tuple[str, ...]) -> tuple[Rule, ...]:
    """Return the rules of the plug-ins `names`, which can be found by code and name from then on.

    Raises:
        UsageError: a plug-in is not installed, cannot be imported, or gives no rules of its own.
    """
    return tuple(rule for name in names for rule in _rules_of(name))


def _rules_of(name: str) -> tuple[Rule, ...]:
    installed = _entry_points()
    if name not in installed:
        there = ", ".join(sorted(installed)) or "none is installed"
        raise UsageError(f"no plug-in is called {name}; there are: {there}")
    try:
        module = installed[name].load()
        found = tuple(_checked(one, name) for one in _modules(module))
    except UsageError:
        raise
    except Exception as error:
        raise UsageError(
            f"plug-in {name}: {installed[name].value} cannot be imported: "
            f"{type(error).__name__}: {error}"
        ) from error
    return _added(found, f"plug-in {name}")


def _modules(module: ModuleType) -> Iterator[ModuleType]:
    if not hasattr(module, "__path__"):
        yield module
        return
    for info in sorted(pkgutil.iter_modules(module.__path__), key=lambda one: one.name):
        if not info.name.startswith("_"):
            yield import_module(f"{module.__name__}.{info.name}")


def _checked(module: ModuleType, name: str) -> Rule:
    rule = getattr(module, "rule", None)
    if not isinstance(rule, Rule):
        raise UsageError(f"plug-in {name}: {module.__name__} has no `rule = Rule(...)`")
    if not _CODE.fullmatch(rule.code):
        raise UsageError(
            f"plug-in {name}: {rule.code} is no code for a rule of yours; take capitals other than "
            "PSG and three digits, such as FARM001"
        )
    return rule


def _added(rules: tuple[Rule, ...], who: str) -> tuple[Rule, ...]:
    if not rules:
        raise UsageError(f"{who}: gives no rules")
    try:
        add_rules(rules)
    except ValueError as error:
        raise UsageError(f"{who}: {error}") from error
    return rules


def rule_of_file(path: Path) -> Rule:
    """Return the rule in the file `path`, which is imported for it.

    Raises:
        UsageError: it cannot be imported, or has no rule.
    """
    name = f"pysched_gen_rules_of_yours.{path.stem}"
    spec = util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise UsageError(f"{path}: is no Python file; give a .py, or a folder of them")
    module = util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise UsageError(f"{path}: cannot be imported: {type(error).__name__}: {error}") from error
    rule = _checked(module, str(path))
    if rule.module != name:
        raise UsageError(f"{path}: write Rule(__name__, ...), so that its page is found")
    _added((rule,), str(path))
    return rule
