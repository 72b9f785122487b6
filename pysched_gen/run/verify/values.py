"""Values that a user gives to parameters, looked at before anything is run with them."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pysched_gen.errors import UsageError
from pysched_gen.formats.given_value import given_value, takes
from pysched_gen.run.package import texts_of_types

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pysched_gen.run.environment import Surroundings
    from pysched_gen.run.verify.survey import Found, Settable

__all__ = ["values_of_each", "with_values"]

_NUMBERED = re.compile(r"(.*?)(\d+)")
_ENVIRONMENT = re.compile(r"(.+)_env(?:name|value)\d+")
_EXPRESSION = re.compile(r"\s*`[^`]*`\s*")  # evaluated for each item


def with_values(
    values: Mapping[str, str], found: Found, surroundings: Surroundings
) -> tuple[dict[str, str], Surroundings]:
    """Return `values` as a node of `found` takes them, tokens of menus as their numbers.

    A name that nothing declares, but that the modules of types spell out, is of an asset that is
    not at hand: the surroundings declare it then, and say so among their troubles.

    Raises:
        UsageError: nothing knows a name, or its parameter cannot hold the value.
    """
    taken = {}
    for name, value in values.items():
        known = _known(name, found)
        if known is not None:
            taken[name] = _checked(name, value, known)
            continue
        if not _is_spelt(name, surroundings):
            raise UsageError(_unknown(name, found))
        taken[name] = value
        entry = {"name": name, "type": "String", "value": [""], "for": [found.name], "category": ""}
        told = f"--set {name}: nothing declares it, so it is added to the node as a text"
        surroundings = replace(
            surroundings,
            parameters=[*surroundings.parameters, entry],
            troubles=[*surroundings.troubles, told],
        )
    return taken, surroundings


def values_of_each(
    values: Mapping[str, str], found: Sequence[Found], surroundings: Surroundings
) -> Iterator[tuple[dict[str, str], Surroundings]]:
    """Yield what `with_values` gives for each of `found`: of several, each gets what it has.

    Raises:
        UsageError: as `with_values`, or no scheduler has a name.
    """
    for one in found:
        own = {
            name: value
            for name, value in values.items()
            if _known(name, one) or not any(_known(name, other) for other in found)
        }
        yield with_values(own, one, surroundings)


def _known(name: str, found: Found) -> Settable | None:
    if name in found.settable:
        return found.settable[name]
    numbered = _NUMBERED.fullmatch(name)
    if numbered is not None and f"{numbered[1]}#" in found.settable:
        return found.settable[f"{numbered[1]}#"]
    multi = _ENVIRONMENT.fullmatch(name)
    if multi is not None and f"{multi[1]}_envmulti" in found.settable:
        return replace(found.settable[f"{multi[1]}_envmulti"], type="String")
    return None


def _checked(name: str, value: str, known: Settable) -> str:
    if _EXPRESSION.fullmatch(value):
        return value
    if known.menu and known.type != "Float":
        return _choice(name, value, known)
    kind = known.type.lower()
    if given_value(value, kind) is None:
        raise UsageError(f"--set {name}={value}: {takes(name, kind)}")
    return value


def _choice(name: str, value: str, known: Settable) -> str:
    """Return what a menu holds: its token where it is a text, else the number of the token."""
    if value in known.menu:
        return value if known.type == "String" else str(known.menu.index(value))
    is_number = known.type == "Integer" and value.isdigit() and int(value) < len(known.menu)
    if is_number:
        return value
    raise UsageError(f"--set {name}={value}: {takes(name, '', known.menu)}")


def _is_spelt(name: str, surroundings: Surroundings) -> bool:
    """Tell whether a module of types names the parameter, whole or as prefix and rest."""
    texts = "\n".join(texts_of_types(surroundings.folders))
    spelt = set(re.findall(r"""["'](\w+)["']""", texts))
    parts = name.split("_")
    pairs = (("_".join(parts[:n]), "_".join(parts[n:])) for n in range(1, len(parts)))
    return name in spelt or any(one in spelt and other in spelt for one, other in pairs)


def _unknown(name: str, found: Found) -> str:
    near = get_close_matches(name, found.settable, 1)
    if near:
        return f"--set {name}: {found.name} has no such parameter; is it {near[0]}?"
    own = [one for one in found.settable if not one.startswith("pdg_")]
    has = f"it has {', '.join(own)}" if own else "it has only those of every scheduler, pdg_..."
    return f"--set {name}: {found.name} has no such parameter; {has}"
