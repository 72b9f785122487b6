"""The previews of real interfaces, in a real browser: assets and dialog scripts of studios."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser import opened
from drawn_facts import DrawnFacts, drawn_facts, facts_of, names_of, parms_in
from trees import SHARED

from pysched_gen import formats
from pysched_gen.formats.dialog_script.reader import parse
from pysched_gen.formats.dialog_script.resolved import resolved_items
from pysched_gen.pages.preview.page import preview_html
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from pathlib import Path

    from pysched_gen.formats.dialog_script.tree import Item

CORPUS = SHARED / "corpus"
# How many parameters are drawn, hidden ones included, their menus, choices and values of fields.
INTERFACES = {
    "hda/CGRU__afanasyscheduler.hda": DrawnFacts(38, 1, 2, 36),
    "hda/aws-deadline__deadline_cloud.hda": DrawnFacts(21, 1, 2, 11),
    "hda/captainhammy___external_file_reference.otllc": DrawnFacts(38, 11, 41, 27),
    "hda/firehawkvfx__Top_firehawkdeadlinescheduler_2.0.0.hda": DrawnFacts(120, 11, 28, 103),
    "hda/firehawkvfx__Top_firehawklocalscheduler_1.0.0.hda": DrawnFacts(30, 5, 15, 25),
    "hda/firehawkvfx__Top_mplay_0.4.0.hda": DrawnFacts(2, 0, 0, 2),
    "hda/qLab__work_items_from_string_ql_TOP.otl": DrawnFacts(19, 3, 7, 15),
    "ds/CGRU__topscheduler.user.8e8ef58.ds": DrawnFacts(8, 0, 0, 8),
    "ds/CGRU__topscheduler.user.c24b76e.ds": DrawnFacts(10, 0, 0, 10),
    "ds/CGRU__topscheduler.user.eb70e63.ds": DrawnFacts(11, 0, 0, 11),
}
# Different layouts of nodes of scenes, and what is drawn of them.
NODES = 88, DrawnFacts(1250, 179, 635, 1084)


def items_of(name: str) -> tuple[Item, ...]:
    path = CORPUS / name
    if path.suffix == ".ds":
        return resolved_items(parse(path.read_text("utf-8"), Origin(name)).items)
    with formats.open(path) as library:
        (asset,) = library.assets()
        assert asset.interface is not None
        return resolved_items(asset.interface.items)


def interfaces_of_nodes() -> dict[str, tuple[Item, ...]]:
    """Return each layout that a node of a scene has of its own once, by the node."""
    found: dict[str, tuple[str, tuple[Item, ...]]] = {}
    for path in sorted((CORPUS / "hip").iterdir()):
        with formats.open(path) as scene:
            for node in scene.nodes():
                if node.interface is not None:
                    layout = f"{path.name}:{node.path}", resolved_items(node.interface.items)
                    found.setdefault(node.interface_text, layout)
    return dict(found.values())


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the project")
def test_each_interface_of_a_node_of_a_scene_is_drawn(tmp_path: Path) -> None:
    total = DrawnFacts(0, 0, 0, 0)
    found = interfaces_of_nodes()
    page = tmp_path / "preview.html"
    for node, items in found.items():
        page.write_text(preview_html(items, "Node", node, "Farm"), encoding="utf-8")
        with opened(page) as browser:
            drawn = drawn_facts(browser)
        assert [name for name, _ in drawn] == names_of(items), node
        total = DrawnFacts(*map(sum, zip(total, facts_of(items, drawn), strict=True)))
    assert (len(found), total) == NODES


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the project")
@pytest.mark.parametrize("name", INTERFACES)
def test_every_parameter_of_a_real_interface_is_drawn_once(name: str, tmp_path: Path) -> None:
    items = items_of(name)
    page = tmp_path / "preview.html"
    page.write_text(preview_html(items, "Farm", name, "Farm"), encoding="utf-8")
    with opened(page) as browser:
        drawn = drawn_facts(browser)
    assert [name for name, _ in drawn] == names_of(items)
    assert facts_of(items, drawn) == INTERFACES[name]
    shown = {name for name, facts in drawn if facts["shown"]}
    assert not shown & {parm.name for parm in parms_in(items) if parm.invisible}
