"""Who a scheduler is: what the command line says, then its source, then what follows from both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.errors import Problem
from pysched_gen.houdini.releases import LATEST, Release, release_named, release_of_version
from pysched_gen.model.scheduler import Base, CallbackServer
from pysched_gen.span import Origin, Span

if TYPE_CHECKING:
    from pysched_gen.sources.source import Source

__all__ = ["Identity", "Overrides", "category_for", "class_name_for", "label_for"]


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the command line says about the identity; None leaves the source's word."""

    name: str | None = None
    label: str | None = None
    class_name: str | None = None
    category: str | None = None
    parm_prefix: str | None = None
    base: str | None = None
    callback_server: str | None = None
    houdini: str | None = None


def class_name_for(name: str) -> str:
    """Give the class a scheduler called `name` gets: "farm_q" becomes "FarmQScheduler"."""
    words = re.split(r"[^0-9A-Za-z]+", name)
    joined = "".join(word[:1].upper() + word[1:] for word in words)
    if not joined[:1].isalpha():
        joined = f"Scheduler{joined}"
    return joined if joined.lower().endswith("scheduler") else f"{joined}Scheduler"


def label_for(name: str) -> str:
    """Give the label a scheduler called `name` gets: "farm_q" becomes "Farm Q Scheduler"."""
    words = [word for word in re.split(r"[^0-9A-Za-z]+", name) if word]
    text = " ".join(word[:1].upper() + word[1:] for word in words)
    return text if text.lower().endswith("scheduler") else f"{text} Scheduler"


def category_for(label: str) -> str:
    """Give the category a scheduler labelled `label` gets: "FarmQ Scheduler" becomes "FarmQ"."""
    return re.sub(r"\s+Scheduler$", "", " ".join(label.split()))


class Identity:
    """Looks identity values up: command line first, then the source.

    `problems` collects what is wrong with those that were asked for.
    """

    def __init__(self, source: Source, overrides: Overrides) -> None:
        """Take the values of `source`, and `overrides` in place of them."""
        self.problems: list[Problem] = []
        self._source = source
        self._given = {key: (value, span) for key, value, span in source.identity}
        options = Origin("command line")
        for key in Overrides.__slots__:
            value = getattr(overrides, key)
            if value is not None:
                key_in_file = "class" if key == "class_name" else key
                self._given[key_in_file] = (value, options.span())

    @property
    def spans(self) -> tuple[tuple[str, Span], ...]:
        """Where each value that was given stands."""
        return tuple((key, span) for key, (_, span) in self._given.items())

    def get(self, key: str, default: str) -> str:
        """Give the value of `key`, as in a manifest, or `default`."""
        return self._given[key][0] if key in self._given else default

    def span(self, key: str) -> Span:
        """Give where `key` stands, or the source as a whole."""
        return self._given[key][1] if key in self._given else self._source.origin.span()

    def choice(self, key: str, choices: list[str], default: str) -> str:
        """Give the value of `key`; one that is none of `choices` is a problem."""
        value = self.get(key, default)
        if value in choices:
            return value
        listed = ", ".join(f'"{choice}"' for choice in choices)
        self.problems.append(
            Problem(self.span(key), f'{key} = "{value}" is none of {listed}; use one of these')
        )
        return default

    @property
    def says_release(self) -> bool:
        """Whether the release was given, or the source says which one saved it."""
        return "houdini" in self._given or bool(self._source.houdini)

    def release(self) -> Release:
        """Give the oldest release to run on: as given, else that which saved the source."""
        saved = release_of_version(self._source.houdini)
        value = self.get("houdini", saved.name if saved else self._source.houdini or LATEST.name)
        release = release_named(value)
        if release is None:
            self.problems.append(
                Problem(
                    self.span("houdini"),
                    f'Houdini "{value}" is not known; give --houdini with one of the releases '
                    'that "pysched-gen callbacks --releases" lists',
                )
            )
            return LATEST
        return release

    def callback_server(self, base: Base) -> CallbackServer:
        """Give who can reach the callback server of a scheduler derived from `base`."""
        kinds = [kind.value for kind in CallbackServer]
        if base is Base.LOCAL_SCHEDULER:
            if "callback_server" in self._given:
                self.problems.append(
                    Problem(
                        self.span("callback_server"),
                        "LocalScheduler brings its own callback server; remove callback_server",
                    )
                )
            return CallbackServer.LOCAL
        return CallbackServer(self.choice("callback_server", kinds, CallbackServer.FARM.value))
