"""The library: one scene in every container, the corpus, and the example of its page."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from containers import SCENE, expanded_library, folder, library, masked, mime, newc, odc
from trees import ROOT, SHARED, write_tree

from pysched_gen import formats
from pysched_gen.errors import NothingToReadError, SourceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PARM = rb"""{
version 0.8
queue	[ 0	locks=1 ]	(	"two words"	)
t	[ 0	locks=2 ]	(	1	[ ty	0 ] 	3	)
frame	[ 0	locks=0 ]	(	[ frame	1 ] 	)
sepparm	[ 0	locks=0 ]	(	)
}
"""
CHANNELS = rb"""{
    channel ty {
      lefttype = extend
      segment { length = 0 expr = ch(\"../tx\") }
    }
    channel frame {
      default = 1
      segment { length = 1 value = 1 2 expr = linear() }
      segment { length = 0 value = 2 2 expr = linear() }
    }
  }
"""
DEF = b"""comment "first line
with \\"quotes\\""
position 1 2
flags =  lock off model off bypass on display on exposed on
inputs
{
0 \tbefore 1 1
1 \t"" 0 0
}
exprlanguage python
end
"""
FULL = {
    **SCENE,
    "tasks/top/full.init": b"type = studio::work::1.0\nmatchesdef = 0\n",
    "tasks/top/full.def": DEF,
    "tasks/top/full.parm": PARM,
    "tasks/top/full.chn": CHANNELS,
    "tasks/top/full.spareparmdef": b'parm { name "queue" label "Queue" type string }\n',
    "tasks/top/full.userdata": b"\0\0\0\1\0\3key\0\0\0\3\0\5value",
}
JSON_DATA = {name: b"{}" if name.endswith(".userdata") else body for name, body in FULL.items()}
FORMS: dict[str, Callable[[Path], Path]] = {
    "odc": lambda here: put(here, odc(FULL)),
    "newc": lambda here: put(here, newc(FULL)),
    "masked": lambda here: put(here, masked(FULL)),
    "mime": lambda here: put(here, mime(FULL)),
    "folder": lambda here: folder(FULL, here / "scene"),
    # Whoever packed it did not keep the members of a node together.
    "scattered": lambda here: put(here, odc(dict(sorted(FULL.items(), key=suffix_first)))),
}


def put(here: Path, data: bytes) -> Path:
    path = here / "scene.hip"
    path.write_bytes(data)
    return path


def suffix_first(item: tuple[str, bytes]) -> tuple[str, str]:
    return item[0].rpartition(".")[2], item[0]


@pytest.mark.parametrize("form", FORMS)
def test_a_scene_is_the_same_in_every_container(form: str, tmp_path: Path) -> None:
    with formats.open(FORMS[form](tmp_path)) as scene:
        found = {node.path: node.type for node in scene.nodes()}
        assert found == {
            "/obj/geo.v1": "geo",
            "/tasks/top/farm": "pythonscheduler",
            "/tasks/top/local": "localscheduler",
            "/tasks/top/full": "studio::work::1.0",
        }
        assert [node.path for node in scene.nodes(type="*scheduler")] == [
            "/tasks/top/farm",
            "/tasks/top/local",
        ]
        assert scene.variables["JOB"] == "/jobs"
        node = scene.node("/tasks/top/full")
        assert node.comment == 'first line\nwith "quotes"'
        assert [(wire.index, wire.node, wire.output) for wire in node.inputs] == [(0, "before", 1)]
        assert {name for name, on in node.flags.items() if on} == {"bypass", "display", "exposed"}
        assert node.parms["queue"].value == "two words"
        assert node.parms["queue"].locked == (True,)
        second = node.parms["t"].values[1]
        assert (second.text, second.expression, second.language) == ("0", 'ch("../tx")', "hscript")
        assert node.parms["t"].locked == (False, True, False)
        assert (node.parms["frame"].value, node.parms["frame"].values[0].keyframes) == ("1", 2)
        assert node.parms["sepparm"].values == ()
        assert node.interface is not None
        assert node.user_data == {"key": "value"}


@pytest.mark.parametrize("expanded", [False, True])
def test_an_asset_says_what_its_library_says(expanded: bool, tmp_path: Path) -> None:
    script = b'{ name farm parm { name "queue" label "Queue" type string } }'
    assets = {"ns::Top/farm::1.0": {"DialogScript": script, "PythonModule": b"import os\n"}}
    path = tmp_path / "farm.hda"
    if expanded:
        expanded_library(assets, path, "pdgtype='scheduler' subtype=farmq")
    else:
        path.write_bytes(library(assets, "pdgtype='scheduler' subtype=farmq"))
    with formats.open(path) as file:
        (asset,) = file.assets()
        assert (asset.type, asset.category, asset.version) == ("ns::farm::1.0", "Top", "1.0")
        assert asset.pdg_type == "farmq"
        assert asset.section("PythonModule") == b"import os\n"
        assert asset.section("Help") is None
        assert asset.interface is not None
        assert list(file.nodes()) == []


def test_what_is_no_file_of_houdinis_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("hello")
    with (
        pytest.raises(NothingToReadError, match="is not a scene"),
        formats.open(tmp_path / "a.txt"),
    ):
        pass
    with pytest.raises(UsageError, match="no such file"), formats.open(tmp_path / "b.hip"):
        pass
    path = put(tmp_path, odc(FULL)[:-200])
    with formats.open(path) as scene, pytest.raises(SourceError, match="byte"):
        list(scene.nodes())
    path = put(tmp_path, odc(FULL))
    with formats.open(path) as scene, pytest.raises(NothingToReadError, match="has no node /x"):
        scene.node("/x")


CORPUS = {
    "hip/CGRU__pdg.hip": (79, 4541, 0),
    "hip/captainhammy__test_parameters.hiplc": (51, 2183, 1),
    "hip/toadstorm__instancer_input_packed_prims.hiplc": (579, 8872, 3),
    "hda/firehawkvfx__Top_mplay_0.4.0.hda": (16, 663, 1),
    "hda/firehawkvfx__Top_firehawklocalscheduler_1.0.0.hda": (0, 0, 1),
}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus is not beside the project")
@pytest.mark.parametrize("name", CORPUS)
def test_the_corpus_is_read_whole(name: str) -> None:
    with formats.open(SHARED / "corpus" / name) as file:
        nodes = list(file.nodes())
        counts = len(nodes), sum(len(node.parms) for node in nodes), len(list(file.assets()))
    assert counts == CORPUS[name]


def test_the_example_of_the_page_runs(tmp_path: Path) -> None:
    page = (ROOT / "docs/formats/README.md").read_text("utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(example.splitlines()) <= 15
    parm = SCENE["tasks/top/local.parm"].replace(b"pdg_workingdir", b"farmq_queue")
    other = {**SCENE, "tasks/top/local.parm": parm.replace(b"$HIP", b"night")}
    write_tree(tmp_path, {"shots/a/one.hip": odc(SCENE), "shots/b.hiplc": masked(other)})
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert rows[1:] == [
        ["shots/a/one.hip", "/tasks/top/farm", "pythonscheduler", ""],
        ["shots/a/one.hip", "/tasks/top/local", "localscheduler", ""],
        ["shots/b.hiplc", "/tasks/top/farm", "pythonscheduler", ""],
        ["shots/b.hiplc", "/tasks/top/local", "localscheduler", "night"],
    ]


def test_the_library_brings_nothing_of_the_generator() -> None:
    code = "import sys, pysched_gen.formats; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    ours = {name.split(".")[1] for name in done.stdout.split() if name.startswith("pysched_gen.")}
    assert ours <= {"formats", "errors", "span", "houdini"}
    assert not {"black", "click", "jinja2"} & set(done.stdout.split())
