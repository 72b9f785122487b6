from __future__ import annotations

import pytest
from tools import check_finds, check_ok, findings

RULE = "place-of-module"


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("import os; T = os.path.dirname(os.path.dirname(__file__))", 48),
        ("import os; T = os.path.join(__file__, '..', 'tools')", 29),
        ("import os; T = os.path.abspath(__file__ + '/../../x')", 32),
        ("import os; T = os.path.join(os.path.dirname(__file__), os.pardir)", 45),
        ("from pathlib import Path; T = Path(__file__).parents[3]", 36),
        ("from pathlib import Path; T = Path(__file__).resolve().parent.parent / 'x'", 36),
    ],
)
def test_found_folders_above(text: str, column: int) -> None:
    assert check_finds("header", text, RULE, 1, column).severity.value == "warning"
    in_method = "self.t = __file__ + '/../x'\nreturn True"
    assert check_finds("onstart", in_method, RULE, 1, 10).severity.value == "warning"


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("import os; T = os.path.dirname(__file__)", 32),
        ("from pathlib import Path; T = Path(__file__).parent / 'x'", 36),
        ("import pkgutil; T = pkgutil.get_data('a', 'b')", 21),
        ("import inspect; T = inspect.getfile(object)", 21),
        ("T = __path__", 5),
    ],
)
def test_found_is_the_folder_itself(text: str, column: int) -> None:
    found = [f for f in findings({"header.py": text}) if f.name == RULE]
    assert [(f.span.line, f.span.column, f.severity.value) for f in found] == [(1, column, "note")]


@pytest.mark.parametrize(
    "text",
    [
        "import os; T = os.path.dirname(os.path.dirname(os.environ['HOME']))",
        "from pathlib import Path; T = Path.home().parent.parent",
        "T = '__file__/..'",
    ],
)
def test_fine(text: str) -> None:
    check_ok("header", text)


def test_a_module_may_know_where_it_is() -> None:
    module = (
        "import os\nimport pdg\nT = os.path.dirname(os.path.dirname(__file__))\n"
        "class Farm(pdg.PyScheduler):\n    def onSchedule(self, work_item):\n"
        "        return pdg.scheduleResult.Succeeded\n"
    )
    found = [f for f in findings({"farm.py": module}) if f.name == RULE]
    assert [(f.span.line, f.severity.value) for f in found] == [(3, "note")]
