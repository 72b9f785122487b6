"""A scheduler in, the names of the parameters that its texts and conditions can refer to out."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pysched_gen.model.interface import Field, Group, Repeat, Verbatim
from pysched_gen.model.pdg import BUILTIN_PARAMETERS, LOCAL_SCHEDULER_PARAMETERS
from pysched_gen.model.scheduler import Base

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.model.interface import Entry
    from pysched_gen.model.scheduler import Parameter, Scheduler

__all__ = ["ParameterNames", "is_instance"]


class ParameterNames:
    """Looks parameters up by name; "#" in a declared name stands for the number of an instance.

    Attributes:
        folders: names of the folders.
    """

    def __init__(self, scheduler: Scheduler) -> None:
        """Take what `scheduler` declares, what PDG gives it, and what its base class has."""
        local = (
            LOCAL_SCHEDULER_PARAMETERS if scheduler.base is Base.LOCAL_SCHEDULER else frozenset()
        )
        entries = tuple(_all_entries(scheduler.interface))
        own = (parameter.name for parameter in scheduler.parameters)
        laid_out = (entry.name for entry in entries if not isinstance(entry, Group))
        self._names = BUILTIN_PARAMETERS | local | frozenset(own) | frozenset(laid_out)
        self._patterns = tuple(name for name in self._names if "#" in name)
        self._declared = {parameter.name: parameter for parameter in scheduler.parameters}
        self.folders = frozenset(entry.name for entry in entries if isinstance(entry, Group))

    def __contains__(self, name: str) -> bool:
        """Tell whether a parameter is called `name`."""
        return name in self._names or self._pattern(name) is not None

    def declared(self, name: str) -> Parameter | None:
        """Give the parameter of the scheduler's own that is called `name`, or None."""
        return self._declared.get(name) or self._declared.get(self._pattern(name) or "")

    def nearest(self, name: str, *, cutoff: float = 0.6) -> str:
        """Give the name that `name` may be a slip of, "" where none is near."""
        return next(iter(get_close_matches(name, sorted(self._names), n=1, cutoff=cutoff)), "")

    def _pattern(self, name: str) -> str | None:
        return next((one for one in self._patterns if is_instance(name, one)), None)


def is_instance(name: str, pattern: str) -> bool:
    """Tell whether `name` is `pattern` with a number in the place of each "#"."""
    if not name.startswith(pattern.partition("#")[0]):
        return False
    return re.fullmatch(re.escape(pattern).replace(r"\#", "[0-9]+"), name) is not None


def _all_entries(entries: Iterable[Entry]) -> Iterator[Field | Group | Repeat]:
    for entry in entries:
        if isinstance(entry, Field | Group | Repeat):
            yield entry
        if not isinstance(entry, Field | Verbatim):
            yield from _all_entries(entry.entries)
