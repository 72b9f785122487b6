"""What is said of a scheduler does not depend on the form it is said in, nor on an extract between.

Each kind of parameter is put into each form of a source. From the source, and from the folder that
`extract` makes of it, the same package, asset, preview, document and listing come out.
"""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from containers import SCENE, odc
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from renderings import as_code, json_dump
from trees import manifest, read_tree, write_tree

from pysched_gen.formats.dialog_script.strings import quote
from pysched_gen.sources import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Run

IDENTITY = ("--name", "fl", "--label", "FL", "--houdini", "20.5")
CALLBACK = "return pdg.scheduleResult.Succeeded\n"

# The body of a parm called fl_a, as Houdini saves it.
PARMS = {
    "text": 'type string default { "x" }',
    "text of a file": 'type file default { "$HIP/a.txt" }',
    "text of a node": 'type oppath default { "/obj" } parmtag { "oprelative" "." }',
    "text with quotes": r'type string default { "a \"b\" c\\d\n" }',
    "text with a callback": 'type string default { "" } parmtag { "script_callback" "f()" } '
    'parmtag { "script_callback_language" "python" }',
    "text with choices": 'type string default { "x" } menureplace { "x" "X" "y" "Y" }',
    "text with computed choices": 'type string default { "x" } '
    'menureplace { [ "r = []" ] [ "return r" ] language python }',
    "text with several choices": 'type string default { "x" } menutoggle { "x" "X" "y" "Y" }',
    "texts": 'type string size 2 default { "a" "b" }',
    "integer": 'type integer default { "5" } range { 0! 10 }',
    "integer with a sign": 'type integer default { "+5" }',
    "integer with blanks": 'type integer default { " 5 " }',
    "integer with a fraction": 'type integer default { "5.7" }',
    "integer in base 16": 'type integer default { "0x10" }',
    "integer that is too long": 'type integer default { "12345678901234567890" }',
    "integer of a variable": 'type integer default { "$FEND" }',
    "integer of an expression": 'type integer default { [ "$F" hscript-expr ] }',
    "integer of Python": 'type integer default { [ "hou.frame()" python ] }',
    "integer without a default": "type integer",
    "integers": 'type intvector2 size 2 default { "1" "2" }',
    "integers with one default": 'type integer size 2 default { "3" }',
    "float": 'type float default { "0.5" } range { 0.0 1! }',
    "float with an exponent": 'type float default { "1e3" }',
    "float with a sign": 'type float default { "+.5" }',
    "vector": 'type vector size 3 default { "1" [ "$F" hscript-expr ] "0.5" }',
    "colour": 'type color size 3 default { "1" "0" "0" }',
    "toggle": 'type toggle default { "1" }',
    "toggle that is on": 'type toggle default { "on" } nolabel joinnext',
    "toggle of a number": 'type toggle default { "2" }',
    "toggle of a word": 'type toggle default { "true" }',
    "menu by token": 'type ordinal default { "y" } menu { "x" "X" "y" "Y" }',
    "menu by number": 'type ordinal default { "1" } menu { "x" "X" "y" "Y" }',
    "menu by number zero": 'type ordinal default { "0" } menu { "x" "X" "y" "Y" }',
    "menu whose tokens are numbers": 'type ordinal default { "1" } menu { "1" "X" "0" "Y" }',
    "menu by a number of none": 'type ordinal default { "7" } menu { "x" "X" "y" "Y" }',
    "menu by a token of none": 'type ordinal default { "nope" } menu { "x" "X" "y" "Y" }',
    "menu without a default": 'type ordinal menu { "x" "X" }',
    "menu without choices": 'type ordinal default { "0" }',
    "menu that is small": 'type ordinal default { "x" } menumini { "x" "X" "y" "Y" }',
    "menu that stores tokens": 'type ordinal default { "1" } menu usetokenvalue { 5 X 6 Y }',
    "menu that is computed": 'type ordinal default { "0" } menu { [ "echo a A" ] }',
    "strip": 'type buttonstrip default { "1" } menu { "x" "X" "y" "Y" }',
    "strip that takes several": 'type buttonstrip default { "5" } menutoggle { x X y Y z Z }',
    "icons that take several": 'type iconstrip default { "3" } menutoggle { x X y Y z Z }',
    "button": 'type button default { "0" } parmtag { "script_callback" "f()" }',
    "label": 'type label default { "Text" }',
    "separator": "type separator",
    "ramp": 'type ramp_flt default { "2" } range { 1! 10 }',
    "data": "type keyvaluedict",
    "overridable": 'type string default { "x" } parmtag { "pdg::scheduler" "" }',
    "with tags": 'type string default { "x" } parmtag { "z" "1" } parmtag { "a" "2" }',
    "with conditions": 'type string default { "x" } disablewhen "{ fl_b == 1 }" '
    'hidewhen "{ fl_b == 2 }" nocookwhen "{ fl_b == 3 }"',
    "with help": 'type string default { "x" } help "What\\nit is"',
    "hidden": 'type string default { "x" } invisible',
    "exported": 'type string default { "x" } export all',
    "with foreign words": 'type string default { "x" } zz_new 1 "two"',
}
TOGETHER = 6  # interfaces that hold each kind once
LABELS = {"labelled": 'label "A b"', "empty label": 'label ""', "no label": ""}
B = 'parm { name fl_b label "B" type integer default { "1" } }\n'
AROUND = {
    "alone": "%s" + B,
    "beside a button": '%sparm { name fl_go label "Go" type button default { "0" } }\n' + B,
    "in a folder": 'group { name fl_f label "F" %s}\n' + B,
    "in folders": 'groupsimple { name fl_f label "F" groupcollapsible { name fl_g label "G" %s} }\n'
    + B,
    "in a multiparm": 'multiparm { name fl_m label "M" default 2 %s}\n' + B,
}


def parm(body: str, name: str = "fl_a", label: str = 'label "A b"') -> str:
    return f"parm {{\n    name {name}\n    {label}\n    {body}\n}}\n"


def folder(place: Path, script: str) -> str:
    files: dict[str, str | bytes] = {
        "scheduler.toml": manifest(name="fl", label="FL", houdini="20.5"),
        "onschedule.py": CALLBACK,
        "parameters.ds": script,
    }
    return write_tree(place / "folder", files).name


def scene(place: Path, script: str) -> str:
    beside = {"tasks/top/farm.spareparmdef": script.encode()}
    at = [*SCENE].index("tasks/top/farm.userdata")
    files = [*SCENE.items()]
    (place / "scene.hip").write_bytes(odc({**dict(files[:at]), **beside, **dict(files[at:])}))
    return "scene.hip:/tasks/top/farm"


def opscript(place: Path, script: str) -> str:
    def quoted(text: str) -> str:
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"

    flat = script.replace("\n", " ")
    text = (
        "# Automatically generated script\nopcf /\nopadd -e -n topnet topnet1\nopcf topnet1\n"
        "opadd -e -n pythonscheduler farm\n"
        f"opspareds {quoted(flat)} farm\n"
        f"opparm farm onschedule ( {quoted(CALLBACK)} )\n"
    )
    (place / "node.cmd").write_text(text)
    return "node.cmd"


def dump(place: Path, script: str) -> str:
    (source,) = read(f"{place}/{scene(place, script)}")
    (place / "nodes.json").write_bytes(json_dump(source, "20.5.487"))
    return "nodes.json"


def code(place: Path, script: str) -> str:
    (source,) = read(f"{place}/{scene(place, script)}")
    (place / "node.py").write_text(as_code(source))
    return "node.py"


# What hou tells of a parameter, and the calls that make one, have no words for these.
NOT_OF_HOU = frozenset(
    {
        *("exported", "with foreign words", "menu by a number of none", "menu by a token of none"),
        *("menu without choices", "strip that takes several", "icons that take several"),
    }
)
OF_HOU: dict[str, Callable[[Path, str], str]] = {"dump": dump, "code": code}
FORMS: dict[str, Callable[[Path, str], str]] = {
    "folder": folder,
    "scene": scene,
    "opscript": opscript,
}


def package(run: Run, place: Path, script: str) -> str:
    run("generate", folder(place, script), "-o", "made", "-q")
    return "made/pdg/types/fl"


def module(run: Run, place: Path, script: str) -> str:
    run("generate", folder(place, script), "-o", "made", "-q", "--layout", "module")
    return "made/pdg/types/fl.py"


# What these forms cannot hold, they do not say; what they say goes round.
OTHER_FORMS = {
    "package": package,
    "module": module,
}


def views(run: Run, place: Path, source: str, name: str) -> dict[str, str]:
    """Return all that is made of `source`; places in files are left out."""
    options = () if source == "folder" or source.startswith("copy") else IDENTITY
    run("generate", source, "-o", f"{name}/package", "-q", *options)
    run("asset", source, "-o", f"{name}/otls", *options)
    run("preview", source, "-o", f"{name}/page.html", *options)
    run("document", source, "-o", f"{name}/page.md", *options)
    files = read_tree(place / name).items()
    found = {path: data.decode() for path, data in files if ".pysched-gen.lock/" not in path}
    (told,) = json.loads(run("inspect", source, "--json").stdout)["schedulers"]
    found["inspect"] = json.dumps(told["parameters"])
    return found


def goes_round(run: Run, place: Path, source: str) -> None:
    wanted = views(run, place, source, "wanted")
    options = () if source == "folder" else IDENTITY
    for form in ("toml", "ds"):
        run("extract", source, "-o", f"copy-{form}", "--parameters", form, *options)
        same(views(run, place, f"copy-{form}", f"found-{form}"), wanted)


def same(found: dict[str, str], wanted: dict[str, str]) -> None:
    assert found.keys() == wanted.keys()
    for name, text in found.items():
        assert text.split("\n") == wanted[name].split("\n"), name


@pytest.mark.parametrize("first", range(TOGETHER))
def test_each_kind_of_parameter_goes_round(run: Run, here: Path, first: int) -> None:
    kinds = list(PARMS.values())[first::TOGETHER]
    parms = "".join(parm(body, f"fl_a{at}") for at, body in enumerate(kinds))
    goes_round(run, here, folder(here, parms + B))


def all_kinds(around: str, but: frozenset[str] = frozenset()) -> str:
    number = "#" if around == "in a multiparm" else ""
    labels = list(LABELS.values())
    parms = "".join(
        parm(body, f"fl_a{at}{number}", labels[at % len(labels)])
        for at, (kind, body) in enumerate(PARMS.items())
        if kind not in but
    )
    return AROUND[around].replace("%s", parms)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("around", AROUND)
def test_all_kinds_go_round_in_each_form(run: Run, here: Path, form: str, around: str) -> None:
    goes_round(run, here, FORMS[form](here, all_kinds(around)))


@pytest.mark.parametrize("form", OTHER_FORMS)
@pytest.mark.parametrize("around", AROUND)
def test_what_a_form_can_hold_goes_round(run: Run, here: Path, form: str, around: str) -> None:
    goes_round(run, here, OTHER_FORMS[form](run, here, all_kinds(around)))


@pytest.mark.parametrize("around", AROUND)
def test_each_form_says_the_same(run: Run, here: Path, around: str) -> None:
    script = all_kinds(around)
    wanted = views(run, here, folder(here, script), "folder-views")
    for form, make in FORMS.items():
        if form != "folder":
            same(views(run, here, make(here, script), f"{form}-views"), wanted)


@pytest.mark.parametrize("form", OF_HOU)
@pytest.mark.parametrize("around", AROUND)
def test_what_hou_tells_says_the_same(run: Run, here: Path, form: str, around: str) -> None:
    script = all_kinds(around, NOT_OF_HOU)
    source = OF_HOU[form](here, script)
    wanted = views(run, here, folder(here, script), "folder-views")
    same(views(run, here, source, "views"), wanted)
    run("extract", source, "-o", "copy", *IDENTITY)
    same(views(run, here, "copy", "copy-views"), wanted)


_LABELS = st.sampled_from(["", "A b", 'a "b"', "\\", "火", "# no", "{ }", "it's", "]]"])
_BLOCKS = ("group", "groupsimple", "groupcollapsible", "groupradio", "multiparm", "multiscroll")
_TREES = st.lists(
    st.recursive(
        st.tuples(st.sampled_from(sorted(PARMS)), _LABELS),
        lambda inner: st.tuples(st.sampled_from(_BLOCKS), _LABELS, st.lists(inner, max_size=3)),
        max_leaves=6,
    ),
    max_size=4,
)
Tree = tuple[str, str] | tuple[str, str, list["Tree"]]


def script_of(trees: list[Tree], numbers: Iterator[int], *, counted: bool = False) -> str:
    parts = []
    for kind, label, *inner in trees:
        name = f"fl_a{next(numbers)}_{'#' * counted}"
        told = f"label {quote(label)}"
        if not inner:
            parts.append(parm(PARMS[kind], name, told))
            continue
        again = counted or kind.startswith("multi")
        held = script_of(inner[0], numbers, counted=again)
        parts.append(f"{kind} {{\nname {name}\n{told}\n{held}}}\n")
    return "".join(parts)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(trees=_TREES)
def test_any_tree_of_these_goes_round(
    run: Run, tmp_path_factory: pytest.TempPathFactory, monkeypatch: Any, trees: list[Tree]
) -> None:
    here = tmp_path_factory.mktemp("tree")
    monkeypatch.chdir(here)
    goes_round(run, here, folder(here, script_of(trees, count())))
