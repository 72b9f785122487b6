"""What a dump says of an interface is read back as that interface."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from dump_facts import SHAPES, dumped
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from shipped_interfaces import NODES, interface, needs_listing

from pysched_gen.errors import ConfigError
from pysched_gen.formats.dialog_script import Script, parse, write
from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.dialog_script.tree import (
    Computed,
    Folder,
    FolderKind,
    Item,
    Items,
    Limit,
    Limits,
    Menu,
    MenuKind,
    Multiparm,
    MultiparmKind,
    Parm,
    parms_of,
)
from pysched_gen.formats.json_schema import load_schema
from pysched_gen.sources.node_dump import read_dump
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from pysched_gen.formats.dialog_script.values import Value


ORIGIN = Origin("nodes.json")


def script(parameters: list[dict[str, Any]]) -> Script:
    node = {"path": "/a", "name": "a", "type": "b", "callbacks": [], "parameters": parameters}
    facts = {"schema": "pysched-gen/node-dump", "version": 1, "houdini": "20.5", "nodes": [node]}
    assert Draft202012Validator(load_schema("node-dump")).is_valid(facts)
    (source,) = read_dump("nodes.json", json.dumps(facts).encode())
    assert source.script is not None
    return source.script


def read_back(told: Items) -> Items:
    found = script(list(dumped(told)))
    assert resolved(parse(write(found), ORIGIN)) == found
    return found.items


_texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6)
_names = st.sampled_from(["a", "b#", "folder1", 'a "b"']) | _texts.filter(bool)
_maybe = st.none() | _texts
_numbers = st.floats(allow_nan=False, allow_infinity=False)
_formulas = st.builds(Computed, _texts, st.sampled_from(["hscript", "python"]))
_tags = st.dictionaries(_texts, _texts, max_size=2).map(lambda tags: tuple(sorted(tags.items())))
_ranges = st.tuples(_numbers, _numbers, st.booleans(), st.booleans()).map(
    lambda one: Limits(Limit(min(one[:2]), one[2]), Limit(max(one[:2]), one[3]))
)
_pairs = st.lists(st.tuples(_texts, _texts), min_size=1, max_size=3).map(tuple)
_kinds, _flags = st.sampled_from(MenuKind), st.booleans()
_menus = st.builds(Menu, _kinds, _pairs, use_token_value=_flags) | st.builds(
    Menu, _kinds, st.just(()), _texts, st.sampled_from(["hscript", "python"]), _flags
)
_VALUES: dict[str, st.SearchStrategy[Value]] = {
    "Float": _numbers,
    "Int": st.integers(-(10**17), 10**17),
    "Toggle": st.booleans(),
    "String": _texts,
    "Menu": _texts,
    "Label": _texts,
}


@st.composite
def _fields(draw: st.DrawFn) -> Parm:
    word = draw(st.sampled_from([*SHAPES, "buttonstrip", "iconstrip"]))
    shape = SHAPES.get(word, SHAPES["ordinal"])
    kind = shape["type"]
    free = kind in {"String", "Int", "Float", "Label"} and word not in {"angle", "rgbamask"}
    size = shape.get("size") or draw(st.integers(1, 9) if free else st.just(1))
    strip = word.endswith("strip")
    menu = draw(_menus if strip or kind == "Menu" else st.none() | _menus)
    default: tuple[Value | Computed, ...] | None = None
    if kind in _VALUES:
        values = _VALUES[kind]
        if kind == "Menu" and menu and menu.pairs:
            values = st.sampled_from([token for token, _ in menu.pairs])
        entries = values if kind == "Label" else values | _formulas
        default = draw(st.none() | st.tuples(*[entries] * size))
    elif kind == "Ramp":
        default = draw(st.none() | st.just(("2",)))
    if kind == "Label" and default is None:
        size = 1
    known: dict[str, Any] = {key: draw(_maybe) for key in _TEXTS}
    known |= {key: draw(_flags) for key in _FLAGS}
    ranges = draw(st.none() | _ranges) if kind in {"Int", "Float"} else None
    return Parm(
        draw(_names),
        word,
        size=size,
        default=default,
        menu=menu,
        range=ranges,
        tags=draw(_tags),
        **known,
    )


_CONDITIONS = ("disable_when", "hide_when")
_TEXTS = ("label", "help", "no_cook_when", *_CONDITIONS)
_FLAGS = ("invisible", "no_label", "join_next", "base")


def _around(entries: st.SearchStrategy[Item]) -> st.SearchStrategy[Item]:
    shared: dict[str, st.SearchStrategy[Any]] = {
        "name": _names,
        "label": _maybe,
        **dict.fromkeys((*_CONDITIONS, "disable_tab_when", "hide_tab_when"), _maybe),
        "invisible": _flags,
        "tab_break": _flags,
        "tags": _tags,
        "items": st.lists(entries, max_size=4).map(tuple),
    }
    count = st.none() | st.integers(0, 99)
    return st.builds(Folder, kind=st.sampled_from(FolderKind), **shared) | st.builds(
        Multiparm, kind=st.sampled_from(MultiparmKind), default=count, **shared
    )


_entries: st.SearchStrategy[Item] = st.recursive(_fields(), _around, max_leaves=8)
_interfaces = st.lists(_entries, max_size=4).map(tuple)


def seen(entries: Items) -> Items:
    """Give what of `entries` is in the script: of built-in ones their place."""
    found: list[Item] = []
    for entry in entries:
        if isinstance(entry, Parm) and entry.base:
            look = {key: getattr(entry, key) for key in ("invisible", "no_label", "join_next")}
            found.append(Parm(entry.name, None, entry.label, base=True, **look))
        elif isinstance(entry, Multiparm):
            inner = seen(entry.items)
            facts, *_ = dumped((entry,))
            found.append(replace(entry, items=inner, base=not facts["spare"]))
        elif isinstance(entry, Folder):
            found.append(replace(entry, items=seen(entry.items)))
        else:
            found.append(entry)
    return tuple(found)


@given(_interfaces)
def test_any_interface_survives_a_dump(told: Items) -> None:
    # hou tells no kind of menu of a strip that has no choices of its own.
    strips = [parm for parm in parms_of(told) if parm.type in {"buttonstrip", "iconstrip"}]
    assume(all(parm.menu is None or parm.menu.pairs for parm in strips))
    script = resolved(Script(seen(told)))
    assert read_back(told) == resolved(script).items


@needs_listing
@pytest.mark.parametrize("node", NODES)
def test_a_shipped_interface_survives_a_dump(node: str) -> None:
    told = interface(node)
    assert len(list(parms_of(told))) > 10
    assert read_back(told) == told


def _p(name: str, **facts: Any) -> dict[str, Any]:
    return {"name": name, "type": "String", "spare": True, **facts}


def _tab(label: str, kind: str = "Tabs") -> dict[str, str]:
    return {"label": label, "type": kind}


def shape(entries: Items) -> list[Any]:
    return [
        (one.name, shape(one.items)) if isinstance(one, Folder | Multiparm) else one.name
        for one in entries
        if isinstance(one, Parm | Folder | Multiparm)
    ]


BLOCK = _p("env", type="Folder", label="Env", folder_type="MultiparmBlock")


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        (
            [_p("a", folders=[_tab("A"), _tab("B")]), _p("b", folders=[_tab("A")]), _p("c")],
            [("folder1", [("folder2", ["a"]), "b"]), "c"],
        ),
        (
            [_p("a", folders=[_tab("A")]), _p("b"), _p("c", folders=[_tab("A")])],
            [("folder1", ["a"]), "b", ("folder2", ["c"])],
        ),
        (
            [_p("a", folders=[_tab("A")]), _p("b", folders=[_tab("A", "Simple")])],
            [("folder1", ["a"]), ("folder2", ["b"])],
        ),
        (
            [
                _p("one", type="Folder", label="A", folder_type="Tabs"),
                _p("two", type="Folder", label="A", folder_type="Tabs"),
                _p("a", folders=[_tab("A")]),
            ],
            [("one", []), ("two", ["a"])],
        ),
        ([BLOCK, _p("name#", multiparm="env"), _p("a")], [("env", ["name#"]), "a"]),
        (
            [BLOCK, _p("name#", multiparm="env", folders=[_tab("Env", "MultiparmBlock")])],
            [("env", ["name#"])],
        ),
        ([_p("name#", multiparm="env"), _p("a")], ["a"]),
    ],
    ids=[
        "folders that are not listed",
        "apart",
        "of two kinds",
        "of one label",
        "instances without folders",
        "instances in folders",
        "instances of no block",
    ],
)
def test_parameters_stand_where_they_say(
    parameters: list[dict[str, Any]], expected: list[Any]
) -> None:
    assert shape(resolved(script(parameters)).items) == expected


@pytest.mark.parametrize(
    ("facts", "tags"),
    [
        ({}, ()),
        (
            {"callback": {"text": "f()", "language": "python"}},
            (("script_callback", "f()"), ("script_callback_language", "python")),
        ),
        (
            {"callback": {"text": "f", "language": "hscript"}, "tags": {"a": ""}},
            (("a", ""), ("script_callback", "f"), ("script_callback_language", "hscript")),
        ),
        (
            {"callback": {"text": "f", "language": "hscript"}, "tags": {"script_callback": "f"}},
            (("script_callback", "f"),),
        ),
    ],
)
def test_a_callback_is_a_tag(facts: dict[str, Any], tags: tuple[tuple[str, str], ...]) -> None:
    (entry,) = resolved(script([_p("a", type="Button", **facts)])).items
    assert isinstance(entry, Parm)
    assert entry.tags == tags


def test_folders_in_folders_have_an_end() -> None:
    assert script([_p("a", folders=[_tab("x")] * 99)]).items
    with pytest.raises(ConfigError, match="folders: is nested more than 100 levels deep"):
        script([_p("a", folders=[_tab("x")] * 100)])
    chain = [_p(f"b{n}", type="Folder", folder_type="MultiparmBlock") for n in range(3000)]
    for inner, outer in zip(chain[1:], chain, strict=False):
        inner["multiparm"] = outer["name"]
    assert resolved(script(chain)).items
