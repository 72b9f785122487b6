"""Whether what nodes may override agrees between a module and `topscheduler.user.ds`.

Documented (Houdini 19.0, "Adding a Scheduler Properties folder"): a parameter of the scheduler
with the tag `pdg::scheduler` may be overridden, the file defines it for the nodes, and every
parameter in it has a tag `spare_category` that equals the `parm_category` of the registration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.errors import SourceError
from pysched_gen.formats.dialog_script import parse
from pysched_gen.formats.dialog_script.tree import Folder, Multiparm, Parm
from pysched_gen.houdini.pdg_names import LOCAL_SCHEDULER_PARAMETERS
from pysched_gen.run.package import DIALOG_SCRIPT
from pysched_gen.run.verify.outcome import Status
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pysched_gen.formats.dialog_script.tree import Item
    from pysched_gen.run.verify.survey import Found

__all__ = ["compare_properties"]

_OVERRIDABLE = "pdg::scheduler"
_CATEGORY = "spare_category"
# Types of a dialog script whose kind in templateBody is certain.
_NUMBERS = frozenset({"integer", "float", "toggle", "log"})
_TEXTS = frozenset({"string", "file", "directory"})


def compare_properties(found: Found, folders: Sequence[Path]) -> tuple[Status, str]:
    """Return status and evidence of comparing `found` with the dialog scripts of `folders`.

    A file may hold the parameters of several schedulers: those whose category is that of `found`
    count, or that `found` has by name.
    """
    paths = [folder / DIALOG_SCRIPT for folder in folders if (folder / DIALOG_SCRIPT).exists()]
    own = _own(found)
    if not paths:
        if not own:
            return Status.PASSED, "no parameter may be overridden, and there is no dialog script"
        return Status.FAILED, (
            f"{', '.join(own)}: tagged {_OVERRIDABLE} in templateBody, but there is "
            f"no {DIALOG_SCRIPT}"
        )
    scripted: dict[str, Parm | Multiparm] = {}
    try:
        for path in reversed(paths):
            script = parse(path.read_text(encoding="utf-8"), Origin(str(path)), preprocessed=True)
            scripted.update(_parameters(script.items))
    except (SourceError, UnicodeDecodeError) as error:
        return Status.FAILED, f"{DIALOG_SCRIPT} cannot be read: {error}"
    problems = list(_problems(found, scripted))
    if problems:
        return Status.FAILED, "\n".join(problems)
    return Status.PASSED, f"{_count(found)} in both, category {found.category!r}"


def _own(found: Found) -> list[str]:
    """Give what may be overridden and is not in Houdini's own script for local schedulers."""
    return [name for name in found.overridable if name not in LOCAL_SCHEDULER_PARAMETERS]


def _count(found: Found) -> str:
    number = len(_own(found))
    return f"{number} overridable parameter{'s'[: number != 1]}"


def _parameters(items: Sequence[Item]) -> Iterator[tuple[str, Parm | Multiparm]]:
    """Give each parameter by its name, a multiparm counted as one with what is in it."""
    for item in items:
        if isinstance(item, Folder):
            yield from _parameters(item.items)
        elif isinstance(item, (Parm, Multiparm)) and item.name:
            yield item.name, item


def _problems(found: Found, scripted: dict[str, Parm | Multiparm]) -> Iterator[str]:
    ours = {
        name: dict(item.tags)
        for name, item in scripted.items()
        if name in found.parameters or dict(item.tags).get(_CATEGORY) == (found.category or None)
    }
    for name in _own(found):
        if name not in ours:
            yield f"{name}: tagged {_OVERRIDABLE} in templateBody, but not in {DIALOG_SCRIPT}"
    for name, tags in ours.items():
        category = tags.get(_CATEGORY)
        if name not in found.parameters:
            yield f"{name}: in {DIALOG_SCRIPT}, but not in templateBody"
        elif name not in found.overridable:
            yield f"{name}: in {DIALOG_SCRIPT}, but not tagged {_OVERRIDABLE} in templateBody"
        if _OVERRIDABLE not in tags:
            yield f"{name}: has no parmtag {_OVERRIDABLE} in {DIALOG_SCRIPT}"
        if category != found.category:
            said = "no spare_category" if category is None else f"spare_category {category!r}"
            yield f"{name}: has {said}, but parm_category is {found.category!r}"
        in_class, in_script = found.settable.get(name), scripted[name]
        if (
            in_class
            and isinstance(in_script, Parm)
            and in_script.type in _NUMBERS | _TEXTS
            and (in_class.type == "String") != (in_script.type in _TEXTS)
        ):
            yield (
                f"{name}: is of type {in_script.type} in {DIALOG_SCRIPT}, and "
                f"{in_class.type} in templateBody"
            )
