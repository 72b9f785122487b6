"""An interface in the calls of asCode is read back as that interface."""

from __future__ import annotations

from dataclasses import replace

from renderings import as_code, layout
from trees import ROOT

from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.dialog_script.tree import Folder, Item, Multiparm, Parm, parms_of
from pysched_gen.sources import read
from pysched_gen.sources.node_scripts import read_as_code
from pysched_gen.span import Origin


def test_a_rich_interface_survives() -> None:
    (folder,) = read(str(ROOT / "tests/data/rich"))
    node = replace(folder, node_type="pythonscheduler", origin=Origin("x", node="/tasks/farm"))
    (found,) = read_as_code(as_code(node).encode(), "nodes.py", lambda _: True)
    assert found.script is not None
    _built_in, *entries = resolved(found.script).items
    told = tuple(_with_label(entry) for entry in layout(node))
    assert tuple(entries) == told
    assert {field.type for field in parms_of(told)} >= {"color", "directory", "ramp_flt", "log"}


def _with_label(entry: Item) -> Item:
    if isinstance(entry, Folder | Multiparm):
        inner = tuple(_with_label(one) for one in entry.items)
        return replace(entry, label=entry.label or "", items=inner)
    return replace(entry, label=entry.label or "") if isinstance(entry, Parm) else entry
