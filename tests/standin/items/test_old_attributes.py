"""Houdini 17.5 has attributes by `work_item.data` only, and results as tuples."""

from __future__ import annotations

import pytest
from asking import ask

NEW = "setIntAttrib attribValue attrib lockAttributes addAttrib stringAttribValue attribNames"


@pytest.mark.parametrize("name", NEW.split())
def test_the_attribute_functions_came_with_18_0(name: str) -> None:
    script = f"answer = [hasattr(item, {name!r}), hasattr(pdg, 'File')]"
    assert ask(script, "18.0") == [True, True]
    script = f"answer = [hasattr(pdg.WorkItem, {name!r}), hasattr(pdg, 'File')]"
    assert ask("from pdg import CookError\n" + script, "17.5") == [False, False]


def test_data_has_all_that_is_needed() -> None:
    script = """
data = item.data
data.setString("s", "x", 0)
data.setIntArray("n", [1, 2])
data.setFloat("f", 0.5, 0)
item.addEnvironmentVar("E", "1")
answer = [data.stringData("s", 0), data.intDataArray("n"), data.floatData("f", 0),
          data.stringData("none", 0), data.intDataMap, data.removeData("n"), data.intDataMap,
          item.environment, sorted(data.allDataMap), json.loads(item.saveJSONString())["version"]]
data.clearStringData()
item.clearEnvironment()
answer.append(sorted(data.allDataMap))
"""
    found = ask(script, "17.5")
    values = ["x", [1, 2], 0.5, None, {"n": [1, 2]}, True, {}, {"E": "1"}, ["E", "f", "s"], 2]
    assert found == [*values, ["f"]]
