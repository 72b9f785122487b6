"""A scheduler's identity and parameters in, the text of a `scheduler.toml` out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.model.scheduler import Base, Scheduler
from pysched_gen.sources.manifest.check_table import check_toml
from pysched_gen.sources.manifest.toml_values import string
from pysched_gen.sources.manifest.verify_tables import verify_toml
from pysched_gen.sources.manifest.write import parameters_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["manifest_text"]


def manifest_text(scheduler: Scheduler, *, parameters: bool = True) -> str:
    """Return a `scheduler.toml` that reads back as identity and parameters of `scheduler`.

    Without `parameters` they are left to another file.
    """
    head = "\n".join(_identity(scheduler)) + "\n"
    tables = parameters_toml(scheduler.own) if parameters else ""
    settings = (check_toml(scheduler.check), verify_toml(scheduler.verify))
    return "\n".join(part for part in (head, *settings, tables) if part)


def _identity(scheduler: Scheduler) -> Iterator[str]:
    yield "schema = 1"
    yield ""
    yield "[scheduler]"
    yield f"name = {string(scheduler.name)}"
    yield f"label = {string(scheduler.label)}"
    yield f"class = {string(scheduler.class_name)}"
    yield f"category = {string(scheduler.category)}"
    yield f"parm_prefix = {string(scheduler.parm_prefix)}"
    yield f"base = {string(scheduler.base.value)}"
    if scheduler.bases:
        yield f"bases = [{', '.join(map(string, scheduler.bases))}]"
    if scheduler.base is not Base.LOCAL_SCHEDULER:
        yield f"callback_server = {string(scheduler.callback_server.value)}"
    yield f"houdini = {string(scheduler.release.name)}"
    if scheduler.include:
        yield f"include = [{', '.join(map(string, scheduler.include))}]"
