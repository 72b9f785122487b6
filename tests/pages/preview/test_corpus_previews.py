"""The previews of real interfaces, in a real browser: assets and dialog scripts of studios."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser import opened
from trees import SHARED

from pysched_gen import formats
from pysched_gen.formats.dialog_script.reader import parse
from pysched_gen.formats.dialog_script.tree import Folder, Item, Parm
from pysched_gen.pages.preview.page import preview_html
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

CORPUS = SHARED / "corpus"
# How many parameters are drawn, hidden ones included.
INTERFACES = {
    "hda/CGRU__afanasyscheduler.hda": 38,
    "hda/aws-deadline__deadline_cloud.hda": 21,
    "hda/captainhammy___external_file_reference.otllc": 38,
    "hda/firehawkvfx__Top_firehawkdeadlinescheduler_2.0.0.hda": 120,
    "hda/firehawkvfx__Top_firehawklocalscheduler_1.0.0.hda": 30,
    "hda/firehawkvfx__Top_mplay_0.4.0.hda": 2,
    "hda/qLab__work_items_from_string_ql_TOP.otl": 19,
    "ds/CGRU__topscheduler.user.8e8ef58.ds": 8,
    "ds/CGRU__topscheduler.user.c24b76e.ds": 10,
    "ds/CGRU__topscheduler.user.eb70e63.ds": 11,
}
NODES = 88, 1250  # different layouts of nodes of scenes, and the parameters that are drawn of them
_DRAWN = 'return [...document.querySelectorAll("#own [data-parm]")].map(row => row.dataset.parm)'
_SHOWN = """
return [...document.querySelectorAll("#own [data-parm]")]
  .filter(row => row.getClientRects().length).map(row => row.dataset.parm);
"""


def items_of(name: str) -> tuple[Item, ...]:
    path = CORPUS / name
    if path.suffix == ".ds":
        return tuple(parse(path.read_text("utf-8"), Origin(name)).items)
    with formats.open(path) as library:
        (asset,) = library.assets()
        assert asset.interface is not None
        return tuple(asset.interface.items)


def parms_in(items: Iterable[Item]) -> Iterator[Parm]:
    """Yield what the asset adds to its node, without instances that nobody has added yet."""
    for item in items:
        if isinstance(item, Parm) and item.type != "separator" and not item.base:
            yield item
        elif isinstance(item, Folder):
            yield from parms_in(item.items)


def interfaces_of_nodes() -> dict[str, tuple[Item, ...]]:
    """Return each layout that a node of a scene has of its own once, by the node."""
    found: dict[str, tuple[str, tuple[Item, ...]]] = {}
    for path in sorted((CORPUS / "hip").iterdir()):
        with formats.open(path) as scene:
            for node in scene.nodes():
                if node.interface is not None:
                    layout = f"{path.name}:{node.path}", tuple(node.interface.items)
                    found.setdefault(node.interface_text, layout)
    return dict(found.values())


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the project")
def test_each_interface_of_a_node_of_a_scene_is_drawn(tmp_path: Path) -> None:
    drawn = 0
    found = interfaces_of_nodes()
    page = tmp_path / "preview.html"
    for node, items in found.items():
        page.write_text(preview_html(items, "Node", node, "Farm"), encoding="utf-8")
        with opened(page) as browser:
            names = list(browser.execute_script(_DRAWN))
        assert names == [parm.name for parm in parms_in(items)], node
        drawn += len(names)
    assert (len(found), drawn) == NODES


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the project")
@pytest.mark.parametrize("name", INTERFACES)
def test_every_parameter_of_a_real_interface_is_drawn_once(name: str, tmp_path: Path) -> None:
    items = items_of(name)
    page = tmp_path / "preview.html"
    page.write_text(preview_html(items, "Farm", name, "Farm"), encoding="utf-8")
    with opened(page) as browser:
        drawn = list(browser.execute_script(_DRAWN))
        shown = set(browser.execute_script(_SHOWN))
    assert drawn == [parm.name for parm in parms_in(items)]
    assert len(drawn) == INTERFACES[name]
    assert not shown & {parm.name for parm in parms_in(items) if parm.invisible}
