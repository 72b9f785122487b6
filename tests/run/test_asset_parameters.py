"""Parameters of assets and dialog scripts beside a scheduler, and values given by --set."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from trees import write_tree

from pysched_gen.formats.hda.facts import Facts
from pysched_gen.formats.hda.library import library_bytes

if TYPE_CHECKING:
    from conftest import Run

# Writes what it is asked to evaluate into $HIP/seen.json.
SCHEDULER = """
import json
import os
{imports}
import pdg
from pdg.scheduler import PyScheduler


class Farm(PyScheduler):
    @classmethod
    def templateName(cls):
        return "farm"

    @classmethod
    def templateBody(cls):
        return json.dumps({{"name": "farm", "parameters": {template}}})

    def onStart(self):
        return True

    def onStop(self):
        return True

    def onStartCook(self, static, cook_set):
        self.setWorkingDir(os.environ["HIP"], os.environ["HIP"])
        return True

    def onSchedule(self, work_item):
        seen = [{reads}]
        with open(os.environ["SEEN"], "w") as stream:
            json.dump(seen, stream)
        return pdg.scheduleResult.CookSucceeded


def registerTypes(type_registry):
    type_registry.registerScheduler(Farm, name="farm", label="Farm", parm_category="Farm")
"""

DECLARED = """
    parm { name "farm_queue" label "Queue" type string default { "night" }
        parmtag { "pdg::scheduler" "" } parmtag { "spare_category" "Farm" } }
    parm { name "farm_slots" label "Slots" type integer default { "4" } }
    parm { name "farm_rate" label "Rate" type float size 2 default { "0.5" "2" } }
    parm { name "farm_on" label "On" type toggle default { "1" } }
    parm { name "farm_os" label "OS" type ordinal default { "linux" }
        menu { "any" "Any" "linux" "Linux" } }
    parm { name "farm_pool" label "Pool" type string default { "a" } menu { "a" "A" "b" "B" } }
    parm { name "farm_free" label "Free" type string default { "a" } menureplace { "a" "A" } }
    parm { name "farm_title" label "Title" type string default { "`opname(\\"..\\")`/$HIPNAME" } }
    parm { name "farm_path" label "Path" type string default { "`opfullpath(\\".\\")`" } }
    parm { name "farm_same" label "Same" type string default { "`chs(\\"farm_queue\\")`" } }
    parm { name "farm_twice" label "Twice" type integer default { [ "ch(\\"farm_slots\\")" hscript-expr ] } }
    parm { name "farm_both" label "Both" type string default { "`chs(\\"farm_queue\\") + \\"+\\" + opname(\\"..\\")`" } }
    parm { name "farm_sum" label "Sum" type integer default { [ "ch(\\"farm_slots\\") + 2" hscript-expr ] } }
    parm { name "farm_py" label "Py" type string default { [ "hou.pwd().name()" python ] } }
    multiparm { name "farm_keys" label "Keys" default 2
        parm { name "farm_key#" label "Key" type string default { "none" } } }
"""  # noqa: E501


def package(*reads: str, template: object = (), imports: str = "") -> dict[str, str | bytes]:
    text = SCHEDULER.format(
        reads=", ".join(reads), template=json.dumps(list(template)), imports=imports  # type: ignore[call-overload]
    )
    return {"pdg/types/farm.py": text}


def make_asset(run: Run, here: Path, target: str, declared: str, name: str = "farm") -> None:
    """Write an asset by the tool's own writer."""
    manifest = f'schema = 1\n[scheduler]\nname = "{name}"\nlabel = "Farm"\n'
    write_tree(here / "asset", {"scheduler.toml": manifest, "parameters.ds": declared})
    (here / target).parent.mkdir(parents=True, exist_ok=True)
    run("asset", "asset", "-o", target)
    assert (here / target).exists()


def seen(run: Run, *words: str, packages: str = "houdini", release: str = "21.0") -> Any:
    """Cook one item and give what the scheduler evaluated."""
    file = Path("seen.json").absolute()
    options = ["--items", "1", "--houdini", release, "--env", f"SEEN={file}"]
    run("cook", *packages.split(), *options, *words)
    return json.loads(file.read_text())


READS = [
    ('self["farm_queue"].evaluateString()', "night"),
    ('self["farm_slots"].evaluateInt()', 4),
    ('self["farm_rate"].evaluateFloat(work_item, 1)', 2.0),
    ('self["farm_on"].evaluateInt()', 1),
    ('self["farm_os"].evaluateInt()', 1),
    ('self["farm_pool"].evaluateString()', "a"),
    ('self["farm_title"].evaluateString()', "topnet1/untitled"),
    ('self["farm_both"].evaluateString()', "night+topnet1"),
    ('self["farm_sum"].evaluateInt()', 6),
    ('self["farm_path"].evaluateString()', "/tasks/topnet1/farm"),
    ('self["farm_same"].evaluateString()', "night"),
    ('self["farm_twice"].evaluateInt()', 4),
    ('self["farm_keys"].evaluateInt()', 2),
    ('[self["farm_key%d" % n].evaluateString() for n in (1, 2)]', ["none", "none"]),
    ('self.evaluateStringOverride(work_item.node, "farm", "queue", work_item, "all")', "night"),
    ('self["farm_queue"].hasTag("pdg::scheduler")', True),
]


@pytest.mark.parametrize("target", ["otls/farm.hda", "hda/farm.hda"])
def test_parameters_of_an_asset_have_their_defaults(run: Run, here: Path, target: str) -> None:
    write_tree(here / "houdini", package(*(read for read, _ in READS)))
    make_asset(run, here, f"houdini/{target}", DECLARED)
    assert seen(run) == [value for _, value in READS]


def test_parameters_of_a_dialog_script_have_their_defaults(run: Run, here: Path) -> None:
    write_tree(here / "houdini", package(*(read for read, _ in READS)))
    write_tree(here / "studio", {"topscheduler.user.ds": DECLARED})
    assert seen(run, packages="houdini studio") == [value for _, value in READS]


def test_an_asset_that_generate_wrote_is_found(run: Run) -> None:
    run("new", "farm", "--from", "local")
    run("generate", "farm", "-o", "houdini", "--asset")
    result = run("cook", "houdini", "--items", "1", "--set", "farm_priority=2", code=2)
    assert "--set farm_priority=2: the menu of farm_priority has 0, 1" in result.stderr
    run("cook", "houdini", "--items", "1", "--set", "pdg_tickperiod=0.02")


def test_the_asset_of_another_scheduler_adds_nothing(run: Run, here: Path) -> None:
    write_tree(here / "houdini", package('self["farm_queue"].evaluateString()'))
    make_asset(run, here, "houdini/otls/other.hda", DECLARED, name="other")
    result = run("cook", "houdini", "--items", "1", code=1)
    assert "bad port: farm_queue" in result.stdout
    assert "give the folder that holds its asset, too, or --set farm_queue=VALUE" in result.stdout


def test_parameters_of_another_category_are_not_added(run: Run, here: Path) -> None:
    write_tree(here / "houdini", package('self["farm_queue"].evaluateString()'))
    script = DECLARED.replace('"spare_category" "Farm"', '"spare_category" "Other"')
    write_tree(here / "houdini", {"topscheduler.user.ds": script})
    result = run("cook", "houdini", "--items", "1", code=1)
    assert "bad port: farm_queue" in result.stdout


def test_a_default_that_only_houdini_can_evaluate_is_named(run: Run, here: Path) -> None:
    write_tree(here / "houdini", package('self["farm_py"].evaluateString()'))
    make_asset(run, here, "houdini/otls/farm.hda", DECLARED)
    result = run("cook", "houdini", "--items", "1", code=1)
    assert "cannot evaluate the expression `python: hou.pwd().name()` of farm_py" in result.stdout
    assert seen(run, "--set", "farm_py=shot") == ["shot"]


SET: dict[str, list[tuple[str, str, object]]] = {
    "what may be set at once": [
        ("farm_slots=9", 'self["farm_slots"].evaluateInt()', 9),
        ("farm_twice=9", 'self["farm_twice"].evaluateInt()', 9),
        ("farm_os=1", 'self["farm_os"].evaluateInt()', 1),
        ("farm_pool=b", 'self["farm_pool"].evaluateString()', "b"),
        ("farm_free=mine", 'self["farm_free"].evaluateString()', "mine"),
        ("farm_keys=3", 'self["farm_key3"].evaluateString()', "none"),
        ("farm_key2=x", 'self["farm_key2"].evaluateString()', "x"),
        ("farm_gone=x", 'self["farm_gone"].evaluateString()', "x"),
        ("pdg_maxtasks=3", 'self["pdg_maxtasks"].evaluateInt()', 3),
    ],
    "other values of these": [
        ("farm_os=any", 'self["farm_os"].evaluateInt()', 0),
        # It follows farm_slots.
        ("farm_slots=9", 'self["farm_twice"].evaluateInt()', 9),
    ],
}


@pytest.mark.parametrize("which", SET)
def test_parameters_are_set(run: Run, here: Path, which: str) -> None:
    write_tree(here / "houdini", package(*(read for _, read, _ in SET[which])))
    make_asset(run, here, "houdini/otls/farm.hda", DECLARED)
    options = [word for option, _, _ in SET[which] for word in ("--set", option)]
    assert seen(run, *options) == [value for *_, value in SET[which]]


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("farm_slots=many", "farm_slots takes an integer"),
        ("farm_slots=1.5", "farm_slots takes an integer"),
        ("farm_rate=fast", "farm_rate takes a number"),
        ("farm_os=amiga", "the menu of farm_os has any, linux"),
        ("farm_os=2", "the menu of farm_os has any, linux"),
        ("farm_pool=c", "the menu of farm_pool has a, b"),
        ("pdg_maxtasks=abc", "pdg_maxtasks takes an integer"),
        ("farm_que=x", "farm has no such parameter; is it farm_queue?"),
        ("zzz=x", "farm has no such parameter; it has farm_queue, "),
    ],
)
def test_a_value_that_cannot_be_set_is_refused(
    run: Run, here: Path, option: str, told: str
) -> None:
    write_tree(here / "houdini", package())
    write_tree(here / "houdini", {"topscheduler.user.ds": DECLARED})
    # Both commands ask the same of a value; verify is slower, as it looks at its scenarios first.
    command = "verify" if option.startswith("farm_slots") else "cook"
    result = run(command, "houdini", "--set", option, code=2)
    assert f"error: --set {option.partition('=')[0]}" in result.stderr
    assert told in result.stderr


def test_a_parameter_that_only_the_code_names_is_added_with_a_warning(run: Run, here: Path) -> None:
    write_tree(here / "houdini", package('self["farm_gone"].evaluateString()'))
    words = ("--scenario", "item-names", "--set", "farm_gone=x", "--env", "SEEN=/dev/null")
    result = run("verify", "houdini", *words)
    assert "warning: --set farm_gone: nothing declares it" in result.stderr


def test_a_library_that_is_damaged_is_named(run: Run, here: Path) -> None:
    write_tree(here / "houdini", package('"x"'))
    write_tree(here / "houdini", {"otls/bad.hda": b"INDX\0\0\0\x01"})
    result = run("cook", "houdini", "--items", "1", "--env", "SEEN=/dev/null")
    assert "warning: its parameters are not known: " in result.stderr
    assert "bad.hda" in result.stderr


def test_the_share_of_a_studio_is_left_alone_unless_it_is_asked_for(run: Run, here: Path) -> None:
    share = here / "share"
    parm = f'parm {{ name pdg_workingdir label Share type string default {{ "{share}" }} }}'
    script = {"DialogScript": "{\n name farm\n" + parm + "\n}\n"}
    data = library_bytes("Top/farm", Facts("farm", "Farm", "Top"), script)
    write_tree(here / "houdini", package('self["pdg_workingdir"].evaluateRawString()'))
    write_tree(here / "houdini", {"otls/farm.hda": data})
    assert seen(run) == ["$HIP"]
    said = run("cook", "houdini", "--items", "1", "--env", "SEEN=/dev/null").stdout
    assert f"warning: the working directory is {share} by its default, and $HIP here" in said
    assert seen(run, "--set", f"pdg_workingdir={share}") == [str(share)]


STUDIO = {
    "packages/studio.json": json.dumps(
        {
            "env": [
                {"STUDIO": "$HOUDINI_PACKAGE_PATH/.."},
                {"FARM_HOST": {"value": "farm.studio", "method": "replace"}},
            ],
            "hpath": "$STUDIO/houdini",
        }
    ),
    "houdini/python3.11libs/farmclient.py": "def host():\n    import os\n"
    "    return os.environ['FARM_HOST']\n",
}


@pytest.fixture
def studio(run: Run, here: Path) -> Path:
    """A studio's folder as it is on disk, with an asset of forty parameters."""
    names = [f"farm_p{n:02}" for n in range(40)]
    declared = "".join(
        f'parm {{ name "{name}" label "{name}" type integer default {{ "{n}" }} }}\n'
        for n, name in enumerate(names)
    )
    reads = 'farmclient.host(), *[self["farm_p%02d" % n].evaluateInt() for n in range(40)]'
    by_node = 'self.evaluateStringOverride(work_item.node, "farm", "queue", work_item, "")'
    files = package(reads, by_node, imports="import farmclient")
    write_tree(here / "studio/houdini", files)
    write_tree(here / "studio", {**STUDIO})
    script = "parm { name farm_queue label Queue type string default { all } }\n"
    write_tree(here / "studio/houdini", {"topscheduler.user.ds": script})
    make_asset(run, here, "studio/houdini/otls/farm.hda", textwrap.dedent(declared))
    return here / "studio"


@pytest.mark.parametrize("release", ["20.5", "21.0"])
def test_a_studio_s_folder_verifies_and_cooks(run: Run, studio: Path, release: str) -> None:
    assert seen(run, packages=studio.name, release=release) == ["farm.studio", *range(40), "all"]
    words = ("--scenario", "registers", "--scenario", "constructs", "--scenario", "item-names")
    run("verify", "studio", "--houdini", release, *words, "--env", "SEEN=/dev/null")


def test_a_studio_s_folder_is_told_what_a_new_release_lacks(run: Run, studio: Path) -> None:
    words = ("--houdini", "22.0", "--scenario", "registers")
    result = run("verify", str(studio), *words, code=1)
    told = "farmclient lies in houdini/python3.11libs, and Houdini 22.0 searches python3.13libs"
    assert told in result.stderr


SCRIPT = """\
import pdg
from runner.farm import FarmScheduler
pdg.TypeRegistry.types().registerScheduler(FarmScheduler, name="farm", label="Farm")
"""


def test_a_scheduler_that_a_script_of_an_asset_registers_is_told(run: Run, here: Path) -> None:
    data = library_bytes("Top/farm", Facts("farm", "Farm", "Top"), {"PreFirstCreate": SCRIPT})
    (here / "houdini/otls").mkdir(parents=True)
    (here / "houdini/otls/farm.hda").write_bytes(data)
    wanted = "houdini/otls/farm.hda: PreFirstCreate of Top/farm registers a scheduler, and only"
    for command in ("cook", "verify"):
        said = run(command, "houdini", code=3).stderr
        assert "holds no pdg/types with a module in it; " in said
        assert wanted in said
        assert "pdg/types/NAME.py" in said
    write_tree(here / "houdini", {"pdg/types/other.py": "def registerTypes(registry): pass\n"})
    for command in ("cook", "verify"):
        said = run(command, "houdini", code=3).stderr
        assert "its modules register no scheduler\n" in said
        assert wanted in said
    write_tree(here / "houdini", package())
    said = run("cook", "houdini", "--items", "1", code=1).stderr
    assert f"warning: {here}/{wanted}" in said
