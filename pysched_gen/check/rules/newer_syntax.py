"""A text must be Python of the release it is for."""

from __future__ import annotations
from typing import TYPE_CHECKING
import sys
from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Rule

if TYPE_CHECKING:
    from pysched_gen.model.houdini import Release

__all__ = ["message", "rule"]

rule = Rule(__name__, "PSG004", Severity.ERROR)


def message(construct: str, python: tuple[int, int], release: Release) -> str:
    """Say that `construct` needs `python`, for the release or for this tool itself."""
    needs = f"{construct} needs Python {python[0]}.{python[1]}"
    if python > release.python:
        return f"{needs}, but Houdini {release} runs {release.python_name}; write it the older way"
    here = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return (
        f"{needs} to be read, and this tool runs on Python {here}; run it on a newer Python or "
        "write it the older way"
    )
