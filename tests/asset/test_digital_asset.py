"""The asset that fronts a registered scheduler, read back and held against real ones."""

from __future__ import annotations

import ast
import struct
import xml.etree.ElementTree as ET
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from interface_trees import interfaces
from trees import ROOT

from pysched_gen.asset.definition import Definition, asset_bytes, asset_files
from pysched_gen.asset.help_page import help_page
from pysched_gen.formats.dialog_script import parse, write
from pysched_gen.formats.dialog_script.resolved import resolved, resolved_items
from pysched_gen.formats.dialog_script.tree import (
    Folder,
    Items,
    Limit,
    Limits,
    Menu,
    Multiparm,
    Parm,
    Script,
)
from pysched_gen.formats.opening import open_container
from pysched_gen.span import Origin

ORIGIN = Origin("DialogScript")

CORPUS = ROOT.parent / "shared" / "corpus" / "hda"
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is absent")

INTERFACE = (
    Folder(
        "folder0",
        label="Scheduler",
        items=(
            Parm("farmq_queue", "string", label="Queue", default=("all",), help="Takes the jobs."),
            Parm(
                "farmq_priority",
                "integer",
                label="Priority",
                default=(5,),
                range=Limits(Limit(0), Limit(9)),
            ),
            Parm(
                "farmq_mode",
                "ordinal",
                label="Mode",
                default=("1",),
                menu=Menu(pairs=(("0", "Fast"), ("1", "Careful"))),
                disable_when='{ farmq_queue == "none" }',
            ),
        ),
    ),
    Multiparm(
        "farmq_envmulti",
        label="Environment",
        default=0,
        tags=(("pdg::nocopy", ""),),
        items=(
            Parm("farmq_envname#", "string", label="Name"),
            Parm("farmq_envvalue#", "string", label="Value"),
        ),
    ),
)
FARMQ = Definition("farmq", "FarmQ Scheduler", INTERFACE)


def put(folder: Path, form: str, definition: Definition) -> Path:
    library = folder / "farmq.hda"
    if form == "binary":
        library.write_bytes(asset_bytes(definition))
        return library
    for name, text in asset_files(definition).items():
        file = library / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return library


def sections_of(path: Path) -> tuple[Any, dict[str, bytes]]:
    with open_container(path, str(path)) as library:
        [asset] = library.assets  # type: ignore[union-attr]
        return asset.facts, {name: asset.text(name) or b"" for name in asset.sections}


@pytest.mark.parametrize("form", ["binary", "expanded"])
def test_it_reads_back_as_the_same_interface(tmp_path: Path, form: str) -> None:
    facts, sections = sections_of(put(tmp_path, form, FARMQ))
    assert (facts.operator, facts.label, facts.table) == ("farmq", "FarmQ Scheduler", "Top")
    assert (facts.pdg_type, facts.subtype) == ("scheduler", "farmq")
    script = parse(sections["DialogScript"].decode(), ORIGIN)
    assert script.header is not None
    assert (script.header.name, script.header.label) == ("farmq", "FarmQ Scheduler")
    *entries, submit = resolved(script).items
    assert tuple(entries) == resolved_items(INTERFACE)
    assert isinstance(submit, Folder)
    [button] = submit.items
    assert isinstance(button, Parm)
    assert (button.name, button.type) == ("submitjob", "button")


@pytest.mark.parametrize("form", ["binary", "expanded"])
def test_the_button_calls_what_the_module_defines(tmp_path: Path, form: str) -> None:
    definition = Definition("farmq", 'Farm "Q" \\ é', INTERFACE)
    _, sections = sections_of(put(tmp_path, form, definition))
    module = ast.parse(sections["PythonModule"].decode())
    [function] = module.body
    assert isinstance(function, ast.FunctionDef)
    call = function.body[-1]
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    assert ast.literal_eval(call.value.args[2]) == 'Farm "Q" \\ é'
    called = b'"script_callback" "hou.pwd().hm().%s(kwargs, hou.pwd())"' % function.name.encode()
    assert called in sections["DialogScript"]
    assert "PythonModule/IsPython" in sections["ExtraFileOptions"].decode("latin-1")


def test_one_that_does_not_submit_has_no_button(tmp_path: Path) -> None:
    definition = Definition("farmq", "FarmQ", INTERFACE, submits=False)
    _, sections = sections_of(put(tmp_path, "binary", definition))
    assert b"submitjob" not in sections["DialogScript"]
    assert "PythonModule" not in sections


def test_a_button_of_ones_own_is_kept() -> None:
    own = Parm("submitjob", "button", label="Go", tags=(("script_callback", "go()"),))
    assert Definition("farmq", "FarmQ", (own,)).layout == (own,)


@pytest.mark.parametrize("form", ["binary", "expanded"])
def test_it_stands_under_schedulers_and_has_an_icon(tmp_path: Path, form: str) -> None:
    _, sections = sections_of(put(tmp_path, form, FARMQ))
    shelf = ET.fromstring(sections["Tools.shelf"])
    assert [entry.text for entry in shelf.iter("toolSubmenu")] == ["Schedulers"]
    assert [entry.text for entry in shelf.iter("contextNetType")] == ["TOP"]
    assert ET.fromstring(sections["IconSVG"]).tag.endswith("svg")


class Reader:
    """An index read from its bytes alone, apart from the reader of the tool."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def number(self) -> int:
        [value] = struct.unpack_from(">I", self.data, self.at)
        self.at += 4
        return int(value)

    def text(self) -> bytes:
        size = self.number()
        self.at += size
        return self.data[self.at - size : self.at]

    def index(self) -> list[tuple[str, bytes]]:
        assert self.data[self.at : self.at + 4] == b"INDX"
        self.at += 4
        assert (self.number(), self.text()) == (0, b"")
        rows = [
            (self.text().decode(), self.number(), self.number(), self.number())
            for _ in range(self.number())
        ]
        start = self.at
        self.at = start + sum(size for _, _, size, _ in rows)
        assert self.at == len(self.data), "something trails the last section"
        return [
            (name, self.data[start + offset : start + offset + size])
            for name, offset, size, _ in rows
        ]

    def facts(self) -> list[bytes]:
        """Give the texts of the only asset; nothing may trail what the version has."""
        assert self.number() == 1
        version = self.number()
        texts = [self.text() for _ in range(11)]
        self.at += 12 + 3
        if version >= 5:
            self.number()
        if version >= 6:
            texts.append(self.text())
        assert self.at == len(self.data)
        return texts


def structure(data: bytes, name: str) -> tuple[list[str], list[str], list[bytes]]:
    """Give the entries of a library, the sections of its asset, its facts; `NAME` for its name."""
    entries = Reader(data).index()
    sections = Reader(entries[2][1]).index()
    facts = Reader(entries[0][1]).facts()[:11]
    named = [text.replace(name.encode(), b"NAME") for text in facts]
    return (
        [key.replace(name, "NAME") for key, _ in entries],
        [key for key, _ in sections],
        [b"LABEL", *named[2:]],
    )


@needs_corpus
def test_its_index_has_the_structure_of_a_real_scheduler_asset() -> None:
    real = (CORPUS / "CGRU__afanasyscheduler.hda").read_bytes()
    assert structure(asset_bytes(FARMQ), "farmq") == structure(real, "afanasyscheduler")


@needs_corpus
@pytest.mark.parametrize("section", ["TypePropertiesOptions", "CreateScript", "ExtraFileOptions"])
def test_a_section_is_what_the_real_asset_has(section: str) -> None:
    real = dict(Reader(dict(Reader(read_real()).index())["Top/afanasyscheduler"]).index())
    own = dict(Reader(dict(Reader(asset_bytes(FARMQ)).index())["Top/farmq"]).index())
    wanted = real[section].replace(b"afanasyscheduler", b"farmq")
    if section == "ExtraFileOptions":
        # The real one has two more values behind the five of PythonModule, and another cursor.
        head = wanted[4:].split(b"\x00\x1fViewerHandleModule")[0]
        at = head.index(b"Cursor") + 6 + 4 + 8
        assert own[section][4:] == head[:at] + struct.pack(">qq", 1, 1) + head[at + 16 :]
    else:
        assert own[section] == wanted


def read_real() -> bytes:
    return (CORPUS / "CGRU__afanasyscheduler.hda").read_bytes()


@needs_corpus
def test_an_expanded_one_has_the_lists_of_a_real_one() -> None:
    real = CORPUS / "firehawkvfx__Top_firehawklocalscheduler_1.0.0.hda"
    files = asset_files(FARMQ)
    for name in ("INDEX__SECTION", "Sections.list"):
        wanted = [
            line.split("\t")[0].split(":")[0] for line in (real / name).read_text().splitlines()
        ]
        found = [line.split("\t")[0].split(":")[0] for line in files[name].splitlines()]
        assert [line.replace("farmq", "firehawklocalscheduler") for line in found] == wanted
    folder = "Top_1firehawklocalscheduler"
    listed = (real / folder / "Sections.list").read_text().splitlines()[1:]
    own = files["Top_1farmq/Sections.list"].splitlines()[1:]
    common = [line for line in own if line in listed]
    assert common == [line for line in listed if line in own]
    assert len(common) == 6


@pytest.mark.parametrize("form", [asset_bytes, asset_files])
def test_equal_input_gives_equal_output(form: Any) -> None:
    assert form(FARMQ) == form(Definition("farmq", "FarmQ Scheduler", INTERFACE))


def test_help_lists_parameters_with_what_is_said_of_them() -> None:
    page = help_page("FarmQ", "farmq", INTERFACE)
    assert "== Scheduler ==" in page
    assert "Queue:\n    #id: farmq_queue\n\n    Takes the jobs.\n" in page
    assert "    Name:\n        #id: farmq_envname#\n" in page


def test_help_leaves_out_folders_in_folders_with_nothing_in_them() -> None:
    entries: Items = ()
    for depth in range(60):
        entries = (Folder(f"g{depth}", label="G", items=entries),)
    assert "==" not in help_page("FarmQ", "farmq", entries)


TEXTS = [
    "</script><b>",
    "]]>",
    "quo\"te 'single' \\",
    "{braces} $HIP `ls`",
    '\n"""\n',
    "\u202e\u05d0",
    "#include <x>",
]


@pytest.mark.parametrize("form", ["binary", "expanded"])
@pytest.mark.parametrize("text", TEXTS)
def test_hostile_texts_are_texts(tmp_path: Path, form: str, text: str) -> None:
    menu = Menu(pairs=((text, text),))
    tags = ((text, text),)
    field = Parm("farmq_a", "string", label=text, default=(text,), help=text, menu=menu, tags=tags)
    interface = (Folder("g", label=text, items=(field,)),)
    label = " ".join(text.split())
    facts, sections = sections_of(put(tmp_path, form, Definition("farmq", label, interface)))
    assert facts.label == label
    script = parse(sections["DialogScript"].decode(), ORIGIN)
    assert script.header is not None
    assert script.header.label == label
    assert resolved(script).items[0] == interface[0]
    [function] = ast.parse(sections["PythonModule"].decode()).body
    assert label in [node.value for node in ast.walk(function) if isinstance(node, ast.Constant)]
    assert ET.fromstring(sections["Tools.shelf"]).find("tool") is not None


@settings(max_examples=50)
@given(interfaces, st.sampled_from(["binary", "expanded"]))
def test_any_interface_survives_dialog_script_and_asset(interface: Items, form: str) -> None:
    script = Script(interface)
    told = resolved(parse(write(script), ORIGIN)).items
    definition = Definition("farmq", "FarmQ", told, submits=False)
    with TemporaryDirectory() as folder:
        _, sections = sections_of(put(Path(folder), form, definition))
    saved = parse(sections["DialogScript"].decode(), ORIGIN)
    assert resolved(saved).items == told
    assert write(Script(resolved(saved).items)) == write(script)


HOSTILE = [
    "= heading =",
    "`code` *bold* _it_",
    "[Link|http://x]",
    "{{{",
    "#id: other",
    "a\nb",
    "\u202ex",
]


@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), min_size=2, max_size=2))
def test_help_takes_no_text_for_markup(texts: list[str]) -> None:
    label, text = texts
    page = help_page("FarmQ", "farmq", (Parm("a", "string", label=label or "x", help=text),))
    head, _, body = page.partition("@parameters\n")
    assert head.count("=") == 2
    assert [
        line for line in body.splitlines() if line.lstrip().startswith(("#", "=", "@", "{"))
    ] == ["    #id: a"]
