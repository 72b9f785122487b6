"""Scenes that hold text of the code page of some machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from containers import SCENE, odc

from pysched_gen.formats.scene.member import decode_script, foreign_strings

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

GOOD = "日本 é"


@pytest.mark.parametrize(
    ("label", "text", "encoding"),
    [
        ("農場".encode(), "農場", ""),
        (b"\xff", "ÿ", "latin-1"),
        ("Größe".encode("latin-1"), "Größe", "latin-1"),
        ("優先度".encode("cp932"), "優先度", "cp932"),
        ("渲染农场".encode("gb18030"), "渲染农场", "gb18030"),
        ("農場".encode()[:-1], "è¾²å\xa0", "latin-1"),
    ],
    ids=["utf-8", "a byte", "European", "Japanese", "Chinese", "cut"],
)
def test_each_string_is_decoded_by_itself(label: bytes, text: str, encoding: str) -> None:
    head = f'parm {{\n    help "{GOOD}"\n    label "'
    found = decode_script(head.encode() + label + b'" }')
    assert found == f'{head}{text}" }}'
    told = list(foreign_strings(head.encode() + label + b'" }'))
    assert [place[:2] for place in told] == ([(3, 11)] if encoding else [])
    assert all(f"is read as {encoding}" in place[2] for place in told)


def test_a_scene_says_which_text_was_not_utf_8(run: Run, here: Path) -> None:
    script = b'parm { name pool label "\xff" type string default { "\xc3\xa9" } }\n'
    at = [*SCENE].index("tasks/top/farm.userdata")
    files = [*SCENE.items()]
    beside = {"tasks/top/farm.spareparmdef": script}
    (here / "old.hip").write_bytes(odc({**dict(files[:at]), **beside, **dict(files[at:])}))
    checked = run("check", "old.hip:/tasks/top/farm", code=1)
    assert 'doubtful-text]: "ÿ" was not in UTF-8 and is read as latin-1' in checked.output
    run("extract", "old.hip:/tasks/top/farm", "-o", "snippets")
    manifest = (here / "snippets/scheduler.toml").read_text("utf-8")
    assert 'label = "ÿ"' in manifest
    assert 'default = "é"' in manifest
