"""Tags of files, as the registry tells them."""

from __future__ import annotations

from typing import Any

import pytest
from asking import ask


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("types.pathToTag('/a/b.bgeo.sc')", "file/geo"),
        ("types.pathToTag('/a/b')", "file"),
        ("types.pathToExt('/a/b.v1.bgeo.sc')", ".bgeo.sc"),
        ("types.pathToExt('/a/b.strange')", ".strange"),
        ("[types.extToTag('exr'), types.extToTag('.EXR'), types.extToTag('no')]",
         ["file/image", "file/image", "file"]),
        ("'file/usd' in types.tags", True),
        ("types.filteredTags('file/i* file/usd')", ["file/image", "file/usd"]),
    ],
)  # fmt: skip
def test_tags(expression: str, expected: Any) -> None:
    script = f"types = pdg.TypeRegistry.types()\nanswer = {expression}"
    assert ask(script, env={"ALONE": "1"}) == expected


def test_a_tag_and_a_viewer_can_be_added() -> None:
    script = """
types = pdg.TypeRegistry.types()
types.addExtensionTag("own", "studio/own")
types.addTagViewer("studio", "show")
answer = [types.extToTag(".own"), pdg.File("/a.own").tag, "studio/own" in types.tags,
          types.tagToViewer("studio/x"), types.isViewable("none"), types.isMultiViewer("studio")]
"""
    expected = ["studio/own", "studio/own", True, "show", False, False]
    assert ask(script, env={"ALONE": "1"}) == expected


def test_a_scheduler_has_no_inputs_and_its_parameters_no_expressions() -> None:
    script = """
class Farm(pdg.PyScheduler):
    @classmethod
    def templateName(cls):
        return "farm"

pdg.TypeRegistry.types().registerScheduler(Farm)
farm = context.addScheduler("farm")
port = farm.port("pdg_tickperiod")
answer = [farm.inputs, farm.outputNames, farm.input("x"), farm.isItemFromPort(item, None),
          port.hasExpression, port.expression, farm.value("pdg_maxitems") > 0,
          farm.default("pdg_maxitems") == farm.value("pdg_maxitems")]
"""
    expected: list[Any] = [[], [], None, False, False, "", True, True]
    assert ask(script, env={"ALONE": "1"}) == expected


def test_an_item_that_is_made_dirty_takes_those_behind_it_along() -> None:
    script = """
behind = holder.addWorkItem(parent=item)
for one in (item, behind):
    one._state = pdg.workItemState.CookedSuccess
item.dirty()
answer = [item.isCooked, behind.isCooked]
"""
    assert ask(script) == [False, False]
