"""Every page and file says one default alike, whatever way the source spells it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from trees import manifest, write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

AB = "menu { a A b B }"


@pytest.mark.parametrize(
    ("body", "said", "value"),
    [
        ('type integer default { "+5" }', ("5", "5", "`5`"), 5),
        ('type integer default { " 5 " }', ("5", "5", "`5`"), 5),
        ('type integer default { "5.7" }', ("5", "5", "`5`"), 5),
        ('type float default { "+.5" }', ("0.5", "0.5", "`0.5`"), 0.5),
        ('type toggle default { "on" }', ("1", "1", "on"), True),
        (f'type ordinal default {{ "1" }} {AB}', ("1", "b", "`b`"), "b"),
        (f'type ordinal default {{ "b" }} {AB}', ("1", "b", "`b`"), "b"),
        ('type buttonstrip default { "5" } menutoggle { a A b B c C }', ("5", "5", "`5`"), 5),
        ('type iconstrip default { "1" } menutoggle { a A b B c C }', ("1", "1", "`1`"), 1),
    ],
)
def test_a_default_is_one_value_everywhere(
    run: Run, here: Path, body: str, said: tuple[str, str, str], value: object
) -> None:
    module, script, page = said
    parm = f'parm {{ name fl_a label A {body} parmtag {{ "pdg::scheduler" "" }} }}\n'
    files: dict[str, str | bytes] = {
        "scheduler.toml": manifest(name="fl", label="FL", houdini="20.5"),
        "onschedule.py": "return pdg.scheduleResult.Succeeded\n",
        "parameters.ds": parm,
    }
    write_tree(here / "fl", files)
    run("generate", "fl", "-o", "out", "-q")
    assert f'"value": {module},' in (here / "out/pdg/types/fl/fl.py").read_text()
    assert f'default {{ "{script}" }}' in (here / "out/topscheduler.user.ds").read_text()
    run("asset", "fl", "-o", "fl.hda")
    assert f'default {{ "{script}" }}'.encode() in (here / "fl.hda").read_bytes()
    assert f"| {page} |" in run("document", "fl", "-o", "-").stdout
    html = run("preview", "fl", "-o", "-").stdout
    (data,) = re.findall(r'id="data">(.*?)</script>', html, re.DOTALL)
    assert json.loads(data)["entries"][0]["default"] == [value]
    (told,) = json.loads(run("inspect", "fl", "--json").stdout)["schedulers"]
    assert told["parameters"][0]["default"] == [value]
