"""An interface in the calls of asCode is read back as that interface."""

from __future__ import annotations

from dataclasses import replace

from renderings import as_code, layout
from trees import ROOT

from pysched_gen.model.interface import Entry, Field, Group, Repeat, fields_of
from pysched_gen.model.interface_dialog import interface_of
from pysched_gen.sources import read
from pysched_gen.sources.node_scripts import read_as_code
from pysched_gen.span import Origin


def test_a_rich_interface_survives() -> None:
    (folder,) = read(str(ROOT / "tests/data/rich"))
    node = replace(folder, node_type="pythonscheduler", origin=Origin("x", node="/tasks/farm"))
    (found,) = read_as_code(as_code(node).encode(), "nodes.py", lambda _: True)
    assert found.script is not None
    _built_in, *entries = interface_of(found.script, found.origin)
    told = tuple(_with_label(entry) for entry in layout(node))
    assert tuple(entries) == told
    assert {field.type for field in fields_of(told)} >= {"color", "directory", "ramp_flt", "log"}


def _with_label(entry: Entry) -> Entry:
    if isinstance(entry, Group | Repeat):
        inner = tuple(_with_label(one) for one in entry.entries)
        return replace(entry, label=entry.label or "", entries=inner)
    return replace(entry, label=entry.label or "") if isinstance(entry, Field) else entry
