from __future__ import annotations

import pytest
from tools import check_finds, check_ok

RULE = "job-pair"


@pytest.mark.parametrize(
    ("text", "column", "severity"),
    [
        ("return ''", 8, "warning"),
        ("return f'{node_path}'", 8, "warning"),
        ("return 'farm://' + node_path", 8, "warning"),
        ("return str(node_path).strip()", 8, "warning"),
        ("return len(node_path)", 8, "error"),
        ("return None", 8, "error"),
        ("return", 1, "error"),
        ("self.x = 1", 1, "error"),
        ("return '', '', ''", 8, "error"),
        ("return ('',)", 8, "error"),
        ("return True", 8, "error"),
    ],
)
@pytest.mark.parametrize("houdini", ["20.0", "22.0"])
def test_found(text: str, column: int, severity: str, houdini: str) -> None:
    found = check_finds("submitasjob", text, RULE, 1, column, houdini=houdini)
    assert found.severity.value == severity


@pytest.mark.parametrize(
    "text", ["return '', ''", "return (graph_file, None)", "return self.x()", "x = ''\nreturn *x,"]
)
def test_fine(text: str) -> None:
    check_ok("submitasjob", text)


@pytest.mark.parametrize("houdini", ["17.5", "19.5"])
def test_older_releases_want_a_text(houdini: str) -> None:
    check_ok("submitasjob", "return ''", houdini=houdini)


ASK = "import hou\nmajor, minor, build = hou.applicationVersion()\n"
BY_RELEASE = [
    ASK + "if major >= 20:\n    return '', ''\nelse:\n    return ''",
    ASK + "if major >= 20:\n    return '', ''\nreturn ''",
    ASK + "if major < 20:\n    return ''\nreturn '', ''",
    "import hou\nif hou.applicationVersion()[0] >= 20:\n    return '', ''\nreturn ''",
    ASK + "return ('', '') if major >= 20 else ''",
]


@pytest.mark.parametrize("houdini", ["20.0", "22.0", "19.5"])
@pytest.mark.parametrize("text", BY_RELEASE)
def test_a_branch_on_the_release_is_seen(text: str, houdini: str) -> None:
    check_ok("submitasjob", text, houdini=houdini)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (ASK + "if major >= 20:\n    return None\nreturn ''", 4),
        (ASK + "if major >= 20:\n    node_path = ''\nreturn ''", 5),
        ("if graph_file:\n    return '', ''\nreturn ''", 3),
    ],
)
def test_a_branch_that_gives_no_pair_is_found(text: str, line: int) -> None:
    check_finds("submitasjob", text, RULE, line, text.split("\n")[line - 1].index("return") + 8)
