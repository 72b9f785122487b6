from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from trees import ROOT, manifest, read_tree, write_tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

LOCAL = str(ROOT / "snippets/local")
DEFAULT = str(ROOT / "snippets/default")
MODULE = "out/pdg/types/plainscheduler/plainscheduler.py"


def test_writes_package_dialog_script_and_lock(run: Run, here: Path) -> None:
    result = run("generate", LOCAL, "-o", "out")
    assert sorted(read_tree(here / "out")) == [
        ".pysched-gen.lock/localrunner.json",
        "pdg/types/localrunner/__init__.py",
        "pdg/types/localrunner/localrunner.py",
        "topscheduler.user.ds",
    ]
    assert "new      out/pdg/types/localrunner/localrunner.py" in result.stdout


def test_an_unchanged_rerun_writes_nothing(run: Run, here: Path) -> None:
    run("generate", LOCAL, DEFAULT, "-o", "out")
    before = {path: path.stat().st_mtime_ns for path in (here / "out").rglob("*")}
    result = run("generate", LOCAL, DEFAULT, "-o", "out")
    assert result.stdout == "out: 2 packages up to date\n"
    assert {path: path.stat().st_mtime_ns for path in (here / "out").rglob("*")} == before


@pytest.mark.parametrize(
    ("options", "paths"),
    [
        (["--layout", "module"], ["pdg/types/plainscheduler.py"]),
        (
            ["--houdini-package"],
            [
                "packages/plainscheduler.json",
                "pdg/types/plainscheduler/__init__.py",
                "pdg/types/plainscheduler/plainscheduler.py",
            ],
        ),
        (
            ["--name", "other"],
            ["pdg/types/other/__init__.py", "pdg/types/other/other.py"],
        ),
    ],
)
def test_options_shape_the_tree(run: Run, here: Path, options: list[str], paths: list[str]) -> None:
    run("generate", DEFAULT, "-o", "out", *options)
    assert [path for path in sorted(read_tree(here / "out")) if path[0] != "."] == paths


@pytest.mark.parametrize("option", ["--check", "--diff", "--dry-run"])
def test_previews_write_nothing(run: Run, here: Path, option: str) -> None:
    result = run("generate", DEFAULT, "-o", "out", option, code=1 if option == "--check" else 0)
    assert "plainscheduler.py" in result.stdout
    assert not (here / "out").exists()


def test_check_is_clean_after_generate(run: Run) -> None:
    run("generate", DEFAULT, "-o", "out")
    result = run("generate", DEFAULT, "-o", "out", "--check")
    assert result.stdout == ""
    assert result.stderr == "out: 1 package up to date\n"
    assert run("generate", DEFAULT, "-o", "out", "--check", "--quiet").output == ""


def edit(path: Path) -> None:
    path.write_text(path.read_text() + "# mine\n")


@pytest.mark.parametrize(
    ("damage", "word"),
    [
        (lambda out: (out / "pdg/types/farmq/farmq.py").unlink(), "missing"),
        (lambda out: edit(out / "pdg/types/farmq/farmq.py"), "edited by hand"),
        (lambda out: (out.parent / "farmq/ontick.py").unlink(), "stale"),
    ],
    ids=["missing", "edited", "stale"],
)
def test_check_names_the_file_and_the_command(
    run: Run, here: Path, damage: Callable[[Path], None], word: str
) -> None:
    write_tree(
        here / "farmq",
        {
            "scheduler.toml": manifest(),
            "onschedule.py": "return pdg.scheduleResult.Succeeded\n",
            "ontick.py": "return pdg.tickResult.SchedulerBusy\n",
        },
    )
    run("generate", "farmq", "-o", "out", "--layout", "package")
    damage(here / "out")
    result = run("generate", "farmq", "-o", "out", "--check", code=1)
    assert f"pdg/types/farmq/farmq.py: {word}" in result.stdout
    assert "pysched-gen generate farmq -o out" in result.stdout


def test_an_edited_file_stops_the_run_with_its_diff(run: Run, here: Path) -> None:
    run("generate", DEFAULT, "-o", "out")
    edit(here / MODULE)
    before = read_tree(here / "out")
    result = run("generate", DEFAULT, "-o", "out", "--houdini", "20.0", code=1)
    assert "+# mine" in result.stdout
    assert "--force" in result.stderr
    assert read_tree(here / "out") == before


def test_a_lost_file_is_restored(run: Run, here: Path) -> None:
    run("generate", DEFAULT, "-o", "out")
    (here / MODULE).unlink()
    assert f"restored {MODULE}" in run("generate", DEFAULT, "-o", "out").stdout


@pytest.mark.parametrize("option", ["--name", "--label", "--class", "--parm-prefix"])
def test_a_finding_about_an_option_points_at_the_command_line(run: Run, option: str) -> None:
    result = run("generate", DEFAULT, "-o", "out", option, "\t", code=1)
    assert result.stderr.startswith("command line:1:1: error[PSG05")


def test_force_keeps_the_edited_file_beside(run: Run, here: Path) -> None:
    run("generate", DEFAULT, "-o", "out")
    fresh = (here / MODULE).read_text()
    edit(here / MODULE)
    done = run("generate", DEFAULT, "-o", "out", "--force").stdout
    assert f"replaced {MODULE}" in done
    assert (here / MODULE).read_text() == fresh
    assert (here / f"{MODULE}.orig").read_text() == f"{fresh}# mine\n"


def test_a_changed_layout_removes_what_is_no_longer_generated(run: Run, here: Path) -> None:
    run("generate", DEFAULT, "-o", "out")
    (here / "out/pdg/types/mine.py").write_text("# not ours\n")
    done = run("generate", DEFAULT, "-o", "out", "--layout", "module").stdout
    assert f"removed  {MODULE}" in done
    assert [path for path in sorted(read_tree(here / "out")) if path[0] != "."] == [
        "pdg/types/mine.py",
        "pdg/types/plainscheduler.py",
    ]


def test_prune_removes_packages_that_are_not_given(run: Run, here: Path) -> None:
    run("generate", DEFAULT, LOCAL, "-o", "out")
    run("generate", DEFAULT, "-o", "out")
    assert (here / "out/pdg/types/localrunner").exists()
    run("generate", DEFAULT, "-o", "out", "--prune")
    assert not (here / "out/pdg/types/localrunner").exists()
    assert not (here / "out/topscheduler.user.ds").exists()
    assert (here / MODULE).exists()


def test_two_schedulers_share_the_dialog_script(run: Run, here: Path) -> None:
    run("generate", LOCAL, "-o", "out")
    alone = (here / "out/topscheduler.user.ds").read_text()
    (here / "out/topscheduler.user.ds").write_text("# by hand\n" + alone)
    run("generate", str(ROOT / "tests/data/hostile"), "-o", "out")
    text = (here / "out/topscheduler.user.ds").read_text()
    assert text.startswith("# by hand\n")
    section = alone[alone.index("# pysched-gen: begin") : alone.index("# pysched-gen: end")]
    assert section in text
    assert 'name    "hostile_pool"' in text


def test_findings_stop_generation_and_warnings_do_when_strict(run: Run, here: Path) -> None:
    write_tree(here / "farmq", {"scheduler.toml": manifest(), "onschedule.py": "return nothing\n"})
    result = run("generate", "farmq", "-o", "out", code=1)
    assert "farmq/onschedule.py:1:8: error" in result.stderr
    assert "nothing was written" in result.stderr
    assert not (here / "out").exists()
    write_tree(here / "farmq", {"onschedule.py": "return pdg.scheduleResult.Succeeded\n",
                                "onstart.py": "pass\n"})  # fmt: skip
    run("generate", "farmq", "-o", "out", "--strict", code=1)
    assert not (here / "out").exists()
    first = run("generate", "farmq", "-o", "out")
    assert "warning" in first.stderr
    again = run("generate", "farmq", "-o", "out")
    assert "warning" in again.stderr, "an unchanged rerun hides no finding"


def test_one_bad_source_keeps_the_others_from_being_written(run: Run, here: Path) -> None:
    write_tree(here / "bad", {"scheduler.toml": "[scheduler"})
    result = run("generate", DEFAULT, "bad", "-o", "out", code=2)
    assert "bad/scheduler.toml:1:" in result.stderr
    assert not (here / "out").exists()


def test_two_sources_of_one_name_are_refused(run: Run) -> None:
    shutil.copytree(DEFAULT, "again")
    result = run("generate", DEFAULT, "again", "-o", "out", code=2)
    assert "a name can be registered once" in result.stderr


def test_a_name_for_several_sources_is_refused(run: Run) -> None:
    result = run("generate", DEFAULT, LOCAL, "-o", "out", "--name", "x", code=2)
    assert "--name is for one source" in result.stderr


BAD: dict[str, tuple[dict[str, str | bytes], int, str]] = {
    "empty file": ({"s": ""}, 3, "s: is empty"),
    "empty folder": ({"s/x.txt": ""}, 3, "s: no scheduler.toml in this folder"),
    "no such path": ({}, 2, "s: no such file or folder"),
    "binary": ({"s": b"\x7fELF\x00\x01" * 99}, 3, "is neither a snippet folder nor"),
    "broken TOML": ({"s/scheduler.toml": "[scheduler"}, 2, "s/scheduler.toml:1:11"),
    "empty manifest": ({"s/scheduler.toml": ""}, 2, 'missing key "scheduler"'),
    "broken JSON": ({"s": '{"schema": '}, 2, "s:1:"),
    "other JSON": ({"s": "{}"}, 3, "no node dump"),
    "50 MB snippet": (
        {"s/scheduler.toml": manifest(), "s/onschedule.py": b"#" * 50_000_000},
        2,
        "50,000,000 bytes are too many",
    ),
    "name with path": ({"s/scheduler.toml": manifest(name="../../x")}, 1, "../../x"),
    "keyword": ({"s/scheduler.toml": manifest(name="class")}, 1, "keyword"),
    "duplicate parameters": (
        {"s/scheduler.toml": manifest('[[parameters]]\nname="a"\ntype="string"\n' * 2)},
        1,
        '"a"',
    ),
    "label with newline": ({"s/scheduler.toml": manifest(label="a\\nb")}, 1, "label"),
    "unknown callback": (
        {"s/scheduler.toml": manifest(), "s/onsched.py": ""},
        2,
        'did you mean "onschedule"?',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "code", "message"), BAD.values(), ids=BAD)
def test_bad_input_is_one_message_and_nothing_written(
    run: Run, here: Path, files: dict[str, str | bytes], code: int, message: str
) -> None:
    write_tree(here, files)
    if "onschedule" not in str(files) and any(name.endswith(".toml") for name in files):
        write_tree(here, {"s/onschedule.py": "return pdg.scheduleResult.Succeeded\n"})
    result = run("generate", "s", "-o", "out", code=code)
    assert message in result.stderr
    errors = [line for line in result.stderr.splitlines() if re.search(r"error[:\[]", line)]
    assert len(errors) == 1, result.stderr
    assert not (here / "out").exists()


@pytest.mark.parametrize(
    "label", ["{{ 7 * 7 }}", "{% raw %}", 'a "quoted" one', "it's", "back\\\\slash", "日本 é"]
)
def test_any_printable_label_is_fine(run: Run, here: Path, label: str) -> None:
    text = manifest().replace("houdini", f"label = '''{label}'''\nhoudini")
    snippet = "return pdg.scheduleResult.Succeeded\n"
    write_tree(here / "farmq", {"scheduler.toml": text, "onschedule.py": snippet})
    run("generate", "farmq", "-o", "out")
    init = (here / "out/pdg/types/farmq/__init__.py").read_text(encoding="utf-8")
    compile(init, "x", "exec")


def test_an_output_that_is_a_file_is_refused(run: Run, here: Path) -> None:
    (here / "out").write_text("mine")
    result = run("generate", DEFAULT, "-o", "out", code=2)
    assert "out" in result.stderr
    assert (here / "out").read_text() == "mine"


def test_a_read_only_file_in_the_way_is_kept(run: Run, here: Path) -> None:
    run("generate", DEFAULT, "-o", "out")
    (here / MODULE).chmod(0o444)
    before = read_tree(here / "out")
    result = run("generate", DEFAULT, "-o", "out", "--houdini", "20.0", code=2)
    assert "plainscheduler.py" in result.stderr
    assert read_tree(here / "out") == before


def test_a_dump_on_standard_input(run: Run, here: Path) -> None:
    data = (ROOT / "tests/data/farmq_dump.json").read_bytes()
    run("generate", "-", "-o", "out", stdin=data)
    assert (here / "out/pdg/types/farmq/farmq.py").exists()


def test_one_node_of_a_dump(run: Run, here: Path) -> None:
    dump = str(ROOT / "tests/data/farmq_dump.json")
    run("generate", f"{dump}:/tasks/topnet1/farmq", "-o", "out")
    assert (here / "out/pdg/types/farmq").exists()
    result = run("generate", f"{dump}:/tasks/nothing", "-o", "out", code=3)
    assert "it holds /tasks/topnet1/farmq" in result.stderr


@pytest.mark.parametrize(
    ("key", "facts", "finding"),
    [
        ("callbacks", {"expression": {"text": "x", "language": "python"}}, "expression-driven"),
        ("parameters", {"type": "Button"}, "parameter-kind"),
    ],
)
def test_what_shapes_findings_only_is_checked_again(
    run: Run, key: str, facts: dict[str, object], finding: str
) -> None:
    dump = json.loads((ROOT / "tests/data/farmq_dump.json").read_bytes())
    node = dump["nodes"][0]
    node["parameters"].append({"name": "farmq_x", "type": "Folder", "spare": True})

    def generate(code: int) -> str:
        data = json.dumps(dump).encode()
        return run("generate", "-", "-o", "out", stdin=data, code=code).stderr

    assert generate(0) == ""
    node[key][-1].update(facts)
    assert finding in generate(1 if key == "callbacks" else 0)
