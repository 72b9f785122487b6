"""`preview` and `document` of what is no scheduler: nodes of any type, assets, dialog scripts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from containers import SCENE, library, odc
from trees import SHARED, write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

TYPE = b"""{
    name local
    parm { name pdg_workingdir label "Working Folder" type directory default { "$HIP" } }
    parm { name depth label "Depth" type integer default { "3" } }
}
"""
SPARE = b"""parm { name depth baseparm label "Deeper" }
group { name ours label "Ours" parm { name queue label "Queue" type string } }
"""
INTERFACES = library({"Top/localscheduler": {"DialogScript": TYPE}})
LOCAL = "tasks/top/local"
UNKNOWN = 'nothing in this file says how its parameters are laid out; "inspect '
SHOWS = '" shows what it holds'


def scene(**members: bytes) -> bytes:
    """Return a scene that carries the interface of localscheduler, if `types` says so."""
    types = {".OPdummydefs": members.pop("types")} if "types" in members else {}
    head = {".start": SCENE[".start"], ".variables": SCENE[".variables"], **types}
    return odc({**head, **SCENE, **{f"{LOCAL}.{name}": body for name, body in members.items()}})


@pytest.mark.parametrize(
    ("members", "rows"),
    [
        ({"types": INTERFACES}, ["Working Folder", "Depth"]),
        ({"spareparmdef": SPARE}, ["Queue"]),
        ({"types": INTERFACES, "spareparmdef": SPARE}, ["Deeper", "Queue"]),
    ],
)
def test_a_node_shows_what_the_file_says_of_its_parameters(
    here: Path, run: Run, members: dict[str, bytes], rows: list[str]
) -> None:
    write_tree(here, {"a.hip": scene(**members)})
    page = run("document", f"a.hip:/{LOCAL}", "-o", "-").stdout
    assert f"Parameters of the node /{LOCAL}, of type localscheduler." in page
    assert re.findall(r"^\| ([A-Z][\w ]+) \| `", page, re.MULTILINE) == rows
    assert run("preview", f"a.hip:/{LOCAL}").stderr == "local-preview.html: written\n"
    drawn = (here / "local-preview.html").read_text("utf-8")
    (data,) = re.findall(r"<script[^>]*json[^>]*>(.*?)</script>", drawn, re.DOTALL)
    facts = json.loads(data)
    assert facts["subtitle"] == f"/{LOCAL}, of type localscheduler"
    assert all(f'"{row}"' in drawn for row in rows)


def test_an_asset_of_any_kind_is_shown(here: Path, run: Run) -> None:
    write_tree(here, {"lib.hda": library({"Sop/tool::1.0": {"DialogScript": TYPE}})})
    for source in ("lib.hda", "lib.hda:Sop/tool::1.0"):
        page = run("document", source, "-o", "-").stdout
        assert "Parameters of the asset Sop/tool::1.0." in page
        assert "`pdg_workingdir`" in page
    assert run("preview", "lib.hda").stderr == "tool__1.0-preview.html: written\n"


def test_of_a_file_without_python_schedulers_its_schedulers_are_shown(here: Path, run: Run) -> None:
    write_tree(here, {"a.hip": scene(types=INTERFACES)})
    assert "local-preview" not in run("preview", "a.hip").stderr
    files = {name: body for name, body in SCENE.items() if "/farm." not in name}
    write_tree(here, {"b.hip": odc({".OPdummydefs": INTERFACES, **files})})
    assert run("preview", "b.hip").stderr == "local-preview.html: written\n"
    assert run("document", "b.hip", "--node", "/tasks/*").stderr.endswith(
        "local-parameters.md: written\n"
    )


def test_a_dialog_script_is_told_as_one(here: Path, run: Run) -> None:
    write_tree(here, {"sub/topscheduler.user.ds": SPARE})
    page = run("document", "sub/topscheduler.user.ds", "-o", "-").stdout
    assert "Parameters of the dialog script topscheduler.user.ds." in page


@pytest.mark.parametrize("command", ["preview", "document"])
@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            f"a.hip:/{LOCAL}",
            f"a.hip: /{LOCAL} is of type localscheduler, and {UNKNOWN}a.hip:/{LOCAL}{SHOWS}",
        ),
        (
            "none.hip",
            (
                "none.hip: holds no scheduler whose interface is at hand; name a node of it, as in "
                'none.hip:/obj/geo1; "inspect none.hip --all-nodes" lists them'
            ),
        ),
        ("a.hip:/no", 'a.hip: has no node /no; "inspect a.hip --all-nodes" lists them'),
        (
            "lib.hda:Top/tool",
            f"lib.hda: Top/tool is an asset, and {UNKNOWN}lib.hda:Top/tool{SHOWS}",
        ),
    ],
)
def test_what_has_no_interface_is_one_message(
    here: Path, run: Run, command: str, source: str, message: str
) -> None:
    write_tree(here, {"a.hip": scene(), "lib.hda": library({"Top/tool": {"PythonModule": b"x"}})})
    others = {name: body for name, body in SCENE.items() if "/farm." not in name}
    write_tree(here, {"none.hip": odc(others)})
    assert run(command, source, code=3).stderr == f"error: {message}\n"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus is not beside the project")
@pytest.mark.usefixtures("here")
def test_real_nodes_and_assets_are_shown(run: Run) -> None:
    for source in (
        "hip/CGRU__pdg.hip:/tasks/topnet1/afanasyscheduler",
        "hip/Kartaverse__TOPs_Postshot_Static_V001.hip",
        "hip/firehawkvfx__test_ondemand_pdg_deadline.hip",
        "hda/aws-deadline__deadline_cloud.hda",
        "hda/firehawkvfx__Top_mplay_0.4.0.hda",
        "hda/qLab__work_items_from_string_ql_TOP.otl",
    ):
        assert "written" in run("preview", str(SHARED / "corpus" / source), "-o", "out/").stderr
