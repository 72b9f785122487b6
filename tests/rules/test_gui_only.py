from __future__ import annotations

import pytest
from tools import GOOD_SCHEDULE, check_finds, findings

RULE = "gui-only"


def test_found_at_the_top_of_the_module_it_is_an_error() -> None:
    found = check_finds("header", "import os\nimport hdefereval\n", RULE, 2, 1)
    assert found.severity.value == "error"
    assert "isUIAvailable" in found.message


def test_found_in_a_callback_it_is_a_warning() -> None:
    body = f"import hou\nhou.ui.displayMessage('x')\n{GOOD_SCHEDULE}"
    assert check_finds("onschedule", body, RULE, 2, 1).severity.value == "warning"


def test_found_through_a_method() -> None:
    methods = "def tell(self):\n    import hou\n    hou.ui.displayMessage('x')\n"
    found = findings({"methods.py": methods, "onstop.py": "self.tell()\nreturn True\n"})
    assert [str(f.span) for f in found if f.name == RULE] == ["farmq/methods.py:3:5"]


_SAY = "hou.ui.displayMessage('x')"
FINE = {
    "asked": {"onschedule.py": f"import hou\nif hou.isUIAvailable():\n    {_SAY}\n"},
    "left": {
        "onschedule.py": f"import hou\nif not hou.isUIAvailable():\n    return None\n{_SAY}\n"
    },
    "and": {"onschedule.py": f"import hou\nx = hou.isUIAvailable() and {_SAY}\n"},
    "caught": {
        "header.py": "try:\n    import hdefereval\nexcept ImportError:\n    hdefereval = None\n"
    },
    "button": {"submitasjob.py": f"import hou\n{_SAY}\nreturn '', ''\n"},
    "helper of a button": {
        "methods.py": f"def tell(self):\n    import hou\n    {_SAY}\n",
        "submitasjob.py": "self.tell()\nreturn '', ''\n",
    },
    "other": {"onschedule.py": "self.ui = 1\nself.ui.x\n"},
}


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_fine(files: dict[str, str]) -> None:
    assert [f.message for f in findings(files) if f.name == RULE] == []
