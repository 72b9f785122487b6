from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from outputs import DS, INIT, MODULE, RECORD, SINGLE, content, make, package, plan, run, section

from pysched_gen.output.diff import diff, diff_edit, stat
from pysched_gen.output.findings import output_findings
from pysched_gen.output.report import conflict_of, stale_report

if TYPE_CHECKING:
    from pathlib import Path

    from pysched_gen.output.files import Package

ONE = package()
TWO = package(text="two")
ALONE = section("parm { farmq one }\n").splitlines()
LINE = ALONE.index("parm { farmq one }") + 1
STALE = f"{RECORD}: stale\n"
COMMAND = "pysched-gen generate snippets/farmq -o out"
RUN = f"Run to mend it: {COMMAND}\n"
WAYS = "Move what you want to keep into the source, or run generate with --force"


def test_a_diff_is_unified_and_in_order_of_path(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    made = plan(tmp_path, package(text="two", layout="module"))
    assert diff(made).splitlines() == [
        "--- /dev/null",
        f"+++ b/{SINGLE}",
        "@@ -0,0 +1 @@",
        "+# two",
        f"--- a/{INIT}",
        "+++ /dev/null",
        "@@ -1 +0,0 @@",
        "-# init one",
        f"--- a/{MODULE}",
        "+++ /dev/null",
        "@@ -1 +0,0 @@",
        "-# module one",
        f"--- a/{DS}",
        f"+++ b/{DS}",
        f"@@ -{LINE - 3},7 +{LINE - 3},7 @@",
        *(f" {line}" for line in ALONE[LINE - 4 : LINE - 1]),
        "-parm { farmq one }",
        "+parm { farmq two }",
        *(f" {line}" for line in ALONE[LINE : LINE + 3]),
    ]
    assert stat(made).splitlines() == [
        f"{SINGLE} | new +1 -0",
        f"{INIT} | removed +0 -1",
        f"{MODULE} | removed +0 -1",
        f"{DS} | changed +1 -1",
    ]


def test_nothing_to_change_is_no_diff(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    assert (diff(plan(tmp_path, ONE)), stat(plan(tmp_path, ONE))) == ("", "")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ((), (ONE,)),
        ((ONE,), (TWO,)),
        ((ONE,), (package(layout="module"),)),
        ((ONE, package("other")), (ONE,)),
        ((package(text="é\x0c\u2028"),), (TWO,)),
    ],
)
@pytest.mark.parametrize("user", ["", "no end", "line\n", "line\r\n"])
def test_git_applies_the_diff_to_what_a_run_writes(
    tmp_path: Path, old: tuple[Package, ...], new: tuple[Package, ...], user: str
) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    make(before, {DS: user} if user else {"other": ""})
    run(before, *old)
    shutil.copytree(before, after)
    text = diff(plan(before, *new, prune=True))
    run(after, *new, prune=True)
    command = ["git", "-c", "core.autocrlf=false", "apply", "-p1", "--whitespace=nowarn"]
    subprocess.run(command, input=text.encode(), cwd=before, check=True)

    def files(root: Path) -> dict[str, str | bytes]:
        return {name: data for name, data in content(root).items() if data != "/"}

    assert files(before) == files(after)


def test_bytes_that_are_not_text_are_shown_escaped(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    make(tmp_path, {MODULE: b"\xff\n"})
    assert "-\\udcff\n+# module two\n" in diff(plan(tmp_path, TWO))


def test_a_hand_edit_is_shown_against_what_was_written(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    make(tmp_path, {MODULE: "# module one\nmine", DS: "", SINGLE: "foreign"})
    make(tmp_path, {DS: section("mine\n")})
    shown = {change.path: diff_edit(change) for change in plan(tmp_path, TWO).conflicts}
    assert shown == {
        SINGLE: "",
        MODULE: f"--- {MODULE} as generated\n+++ {MODULE} on disk\n@@ -1 +1,2 @@\n"
        "-# module two\n+# module one\n+mine\n\\ No newline at end of file\n",
        DS: f'--- {DS} (section "farmq") as generated\n+++ {DS} (section "farmq") on disk\n'
        "@@ -1 +1 @@\n-parm { farmq two }\n+mine\n",
    }


@pytest.mark.parametrize(
    ("edit", "wanted", "expected"),
    [
        ({}, ONE, ""),
        (
            {},
            TWO,
            f'{INIT}: stale\n{MODULE}: stale\nsection "farmq" of {DS}: stale\n{STALE}{RUN}',
        ),
        (
            {DS: ""},
            package(layout="module"),
            (
                f"{SINGLE}: not generated yet\n{INIT}: orphan, no longer generated\n"
                f"{MODULE}: orphan, no longer generated\n"
                f'section "farmq" of {DS}: missing\n{STALE}{RUN}'
            ),
        ),
    ],
)
def test_a_check_says_what_is_stale_and_what_mends_it(
    tmp_path: Path, edit: dict[str, str | bytes], wanted: Package, expected: str
) -> None:
    run(tmp_path, ONE)
    make(tmp_path, edit)
    assert stale_report(plan(tmp_path, wanted), COMMAND) == expected


def test_a_check_calls_nothing_stale_that_was_never_written(tmp_path: Path) -> None:
    report = stale_report(plan(tmp_path, ONE), COMMAND)
    assert re.findall(": (.*)", report.replace(RUN, "")) == ["not generated yet"] * 4
    assert {one.name for one in output_findings(plan(tmp_path, ONE), COMMAND)} == {"not-generated"}


@pytest.mark.parametrize(
    ("edit", "wanted", "line"),
    [
        ({MODULE: "mine"}, ONE, f"{MODULE}: edited by hand"),
        ({SINGLE: "mine"}, ONE, f"{SINGLE}: in the way, not written by pysched-gen"),
        (
            {MODULE: "mine"},
            package(layout="module"),
            (
                f"{MODULE}: orphan, no longer generated: "
                f'{MODULE} ("farmq") is no longer generated, '
                "but was edited by hand since it was generated"
            ),
        ),
        (
            {DS: "# pysched-gen: begin farmq\n"},
            ONE,
            (
                f'section "farmq" of {DS}: missing: '
                f'{DS}:1: the section of "farmq" has no end marker; '
                "mend the marker lines"
            ),
        ),
    ],
)
def test_a_check_says_how_to_get_out_of_a_conflict(
    tmp_path: Path, edit: dict[str, str | bytes], wanted: Package, line: str
) -> None:
    run(tmp_path, ONE)
    make(tmp_path, edit)
    made = plan(tmp_path, wanted)
    report = stale_report(made, COMMAND)
    assert line in report.splitlines()
    assert WAYS in report
    assert WAYS in str(conflict_of(made))
