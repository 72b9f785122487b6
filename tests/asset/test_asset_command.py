"""`pysched-gen asset` and `generate --asset`, as a user runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from trees import ROOT, manifest, read_tree, write_tree

from pysched_gen.formats.dialog_script import parse
from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.dialog_script.tree import Folder, Items, parms_of
from pysched_gen.formats.opening import open_container
from pysched_gen.houdini.pdg_names import BUILTIN_PARAMETERS, PARAMETERS_SINCE
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

LOCAL, DEFAULT = str(ROOT / "snippets/local"), str(ROOT / "snippets/default")
GOOD_SCHEDULE = "return pdg.scheduleResult.Succeeded\n"
SUBMITS = 'return "uri", "1"\n'
PARAMETER = '[[parameters]]\nname = "farmq_queue"\ntype = "string"\nlabel = "{label}"\n'


def folder(here: Path, parameters: str = "", *, submits: bool = False, **identity: str) -> str:
    files: dict[str, str | bytes] = {"onschedule.py": GOOD_SCHEDULE}
    files |= {"submitasjob.py": SUBMITS} if submits else {}
    write_tree(here / "farmq", {"scheduler.toml": manifest(parameters, **identity), **files})
    return "farmq"


def sections(path: Path) -> dict[str, str]:
    with open_container(path, str(path)) as library:
        [asset] = library.assets  # type: ignore[union-attr]
        return {name: (asset.text(name) or b"").decode("latin-1") for name in asset.sections}


def layout(path: Path) -> Items:
    origin = Origin("DialogScript")
    return resolved(parse(sections(path)["DialogScript"], origin)).items


@pytest.mark.parametrize(
    ("arguments", "path", "is_folder"),
    [
        (["-o", "otls"], "otls/farmq.hda", True),
        (["-o", "otls/"], "otls/farmq.hda", True),
        (["-o", "otls", "--binary"], "otls/farmq.hda", False),
        (["-o", "x.hda"], "x.hda", False),
        (["-o", "new/x.hda", "--expanded"], "new/x.hda", True),
    ],
)
def test_the_target_says_which_form_is_written(
    run: Run, here: Path, arguments: list[str], path: str, *, is_folder: bool
) -> None:
    assert run("asset", folder(here), *arguments).stderr == f"{path}: written\n"
    assert (here / path).is_dir() == is_folder
    assert "farmq" in sections(here / path)["DialogScript"]
    assert run("asset", "farmq", *arguments).stderr == f"{path}: up to date\n"


def test_an_asset_that_is_a_folder_stays_one_until_it_is_asked_otherwise(
    run: Run, here: Path
) -> None:
    run("asset", folder(here), "-o", "x.hda", "--expanded")
    folder(here, PARAMETER.format(label="Queue"))
    run("asset", "farmq", "-o", "x.hda")
    assert (here / "x.hda").is_dir()
    assert "farmq_queue" in sections(here / "x.hda")["DialogScript"]
    run("asset", "farmq", "-o", "x.hda", "--binary")
    assert (here / "x.hda").is_file()
    run("asset", "farmq", "-o", "x.hda", "--expanded")
    assert (here / "x.hda").is_dir()


def edit(path: Path) -> None:
    script = next(path.glob("*/DialogScript"))
    script.write_text(script.read_text().replace("Queue", "Mine"))


def add(path: Path) -> None:
    (path / "notes.txt").write_text("mine")


@pytest.mark.parametrize("change", [edit, add])
def test_what_was_edited_is_kept(run: Run, here: Path, change: type) -> None:
    run("asset", folder(here, PARAMETER.format(label="Queue")), "-o", "otls")
    change(here / "otls/farmq.hda")
    before = read_tree(here / "otls")
    said = run("asset", "farmq", "-o", "otls", code=1).stderr
    assert "otls/farmq.hda: was not written by pysched-gen, or was edited since" in said
    assert read_tree(here / "otls") == before
    run("asset", "farmq", "-o", "otls", "--force")
    kept = read_tree(here / "otls/farmq.hda.orig")
    assert {f"farmq.hda/{path}": data for path, data in kept.items()} == before
    assert sorted(path.name for path in (here / "otls").iterdir()) == [
        "farmq.hda",
        "farmq.hda.orig",
    ]


@pytest.mark.parametrize("content", [b"", b"INDX", b"mine"])
def test_a_file_of_somebody_else_is_kept(run: Run, here: Path, content: bytes) -> None:
    (here / "x.hda").write_bytes(content)
    run("asset", folder(here), "-o", "x.hda", code=1)
    assert (here / "x.hda").read_bytes() == content


def test_nothing_is_written_with_an_error_or_for_two_in_one_file(run: Run, here: Path) -> None:
    said = run("asset", LOCAL, DEFAULT, "-o", "x.hda", code=2).stderr
    assert "x.hda: is for one asset, but there are 2 schedulers" in said
    folder(here)
    (here / "farmq/onschedule.py").write_text("return 1 +\n")
    said = run("asset", "farmq", "-o", "x.hda", code=1).stderr
    assert said.endswith("nothing was written\n")
    assert [path.name for path in here.iterdir()] == ["farmq"]


@pytest.mark.parametrize("houdini", ["17.5", "20.5", "22.0"])
@pytest.mark.parametrize(
    "parameters",
    [
        "",
        PARAMETER.format(label="Queue"),
        'include = ["working-directory"]\n',
        'include = ["rpc-server", "temp-directory", "job-limits", "path-mapping"]\n',
    ],
)
def test_each_parameter_of_every_scheduler_node_is_laid_out_once(
    run: Run, here: Path, houdini: str, parameters: str
) -> None:
    run("asset", folder(here, parameters, houdini=houdini), "-o", "x.hda")
    names = [field.name for field in parms_of(layout(here / "x.hda"))]
    late = {name for name in PARAMETERS_SINCE if houdini < "21.0"}
    assert BUILTIN_PARAMETERS - late <= set(names)
    assert not late & set(names)
    assert len(names) == len(set(names))


def test_folders_get_names_that_are_free(run: Run, here: Path) -> None:
    own = '[[parameters]]\nname = "folder_paths"\ntype = "folder"\nlabel = "Own"\n'
    own += '[[parameters.parameters]]\nname = "farmq_x"\ntype = "string"\n'
    run("asset", folder(here, own), "-o", "x.hda")

    def groups(entries: Items) -> list[str]:
        found = [entry for entry in entries if isinstance(entry, Folder)]
        return [name for entry in found for name in (entry.name, *groups(entry.items))]

    names = groups(layout(here / "x.hda"))
    assert names.count("folder_paths") == 1
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("parameters", "submits", "button"),
    [
        ("", False, False),
        ("", True, True),
        ('include = ["submit-as-job"]\n', False, True),
        ('include = ["submit-as-job"]\n', True, True),
    ],
)
def test_it_has_a_button_where_the_scheduler_submits(
    run: Run, here: Path, parameters: str, *, submits: bool, button: bool
) -> None:
    run("asset", folder(here, parameters, submits=submits), "-o", "x.hda")
    names = [field.name for field in parms_of(layout(here / "x.hda"))]
    assert names.count("submitjob") == button
    assert ("PythonModule" in sections(here / "x.hda")) == button


ASSET = "otls/farmq.hda/"
FOLDER = """[[parameters]]
name = "f"
type = "folder"
label = "{label}"
[[parameters.parameters]]
name = "farmq_x"
type = "string"
"""


def test_generate_writes_it_as_a_part_of_the_package(run: Run, here: Path) -> None:
    run("generate", folder(here), "-o", "out", "--asset")
    run("asset", "farmq", "-o", "alone")
    package = read_tree(here / "out")
    own = {path.removeprefix("otls/"): data for path, data in package.items() if ASSET in path}
    assert own == read_tree(here / "alone")
    assert run("generate", "farmq", "-o", "out", "--asset").stdout == "out: 1 package up to date\n"
    run("generate", "farmq", "-o", "out", "--asset", "--check")
    run("generate", "farmq", "-o", "out")
    assert not (here / "out/otls").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (PARAMETER.format(label="Queue"), PARAMETER.format(label="Pool")),
        (FOLDER.format(label="One"), FOLDER.format(label="Two")),
        ("", 'include = ["path-mapping"]\n'),
    ],
)
def test_a_changed_interface_makes_it_stale(run: Run, here: Path, before: str, after: str) -> None:
    run("generate", folder(here, before), "-o", "out", "--asset")
    folder(here, after)
    stale = run("generate", "farmq", "-o", "out", "--asset", "--check", code=1).stdout
    assert "otls/farmq.hda/Top_1farmq/DialogScript" in stale
    assert "--asset" in stale
    changes = run("generate", "farmq", "-o", "out", "--asset", "--diff").stdout
    assert "+++ b/otls/farmq.hda/Top_1farmq/DialogScript" in changes
    run("generate", "farmq", "-o", "out", "--asset")
    run("generate", "farmq", "-o", "out", "--asset", "--check")


def test_generate_keeps_an_asset_edited_by_hand_and_what_lies_beside(run: Run, here: Path) -> None:
    run("generate", folder(here, PARAMETER.format(label="Queue")), "-o", "out", "--asset")
    write_tree(here / "out/otls", {"other.hda": "x", "farmq.hda/mine.txt": "y"})
    edit(here / "out/otls/farmq.hda")
    folder(here, PARAMETER.format(label="Pool"))
    before = read_tree(here / "out")
    run("generate", "farmq", "-o", "out", "--asset", code=1)
    assert read_tree(here / "out") == before
    run("generate", "farmq", "-o", "out", "--asset", "--force")
    after = read_tree(here / "out")
    script = f"{ASSET}Top_1farmq/DialogScript"
    assert b"Mine" in after[f"{script}.orig"]
    assert b"Pool" in after[script]
    assert (after["otls/other.hda"], after[f"{ASSET}mine.txt"]) == (b"x", b"y")


def test_generate_tells_of_a_file_in_the_way(run: Run, here: Path) -> None:
    write_tree(here / "out/otls", {"farmq.hda": "mine"})
    said = run("generate", folder(here), "-o", "out", "--asset", code=1).stderr
    assert "otls/farmq.hda" in said
    assert read_tree(here / "out") == {"otls/farmq.hda": b"mine"}
