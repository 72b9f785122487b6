"""The table of attacks in SECURITY.md counts the tests that there are."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter

import pytest
from accepted import accepted_text
from trees import ROOT

PAGE = ROOT / "SECURITY.md"
# What is promised, how it is attacked, and the tests that do it.
PROMISES = (
    (
        "Commands that read change nothing",
        "traced at every system call, beside a tree full of traps",
        (
            "tests/output/test_commands_traced.py::test_a_command_that_reads_changes_nothing",
            "tests/output/test_commands_traced.py::test_an_editor_that_asks_changes_nothing",
        ),
    ),
    (
        "What is written is whole, and nothing is lost",
        "stopped, and failed, at chosen system calls, three for each command",
        (
            (
                "tests/output/test_commands_traced.py::"
                "test_a_command_stopped_at_any_call_leaves_whole_files_and_the_next_completes_it"
            ),
            (
                "tests/output/test_commands_traced.py::"
                "test_a_cook_stopped_as_it_writes_leaves_whole_reports"
            ),
        ),
    ),
    (
        "The output directory is not obeyed",
        "links, journals, folders of dead runs, forged locks",
        ("tests/output/test_output_hostile.py",),
    ),
    (
        "Links do not lead out of a source",
        "to files and folders, by every command",
        ("tests/sources/test_links_in_folder.py",),
    ),
    (
        "What is printed moves no cursor and gives no order",
        "controls and marks in names, texts, errors, locks, packages",
        ("tests/cli/test_terminal_escapes.py", "tests/cli/test_visible_text.py"),
    ),
    (
        "Small files stay small",
        "archives that unfold, lie, nest, never end",
        ("tests/formats/test_bounds.py", "tests/formats/scene/test_container_hostile.py"),
    ),
    (
        "A package does no harm to who watches it",
        "floods, forged events, killed parents, orphans, traps in $HIP",
        ("tests/run/test_hostile_packages.py", "tests/run/test_child.py"),
    ),
    (
        "The callback server serves its own user",
        "other users, idle connections",
        ("tests/standin/jobs/test_server_peers.py",),
    ),
    (
        "Ctrl-C is no traceback, closed streams are told",
        "as each module is loaded; every stream",
        ("tests/cli/test_early_interrupt.py", "tests/cli/test_streams.py"),
    ),
)
HEAD = "| promise | attacked by | attacks |\n|---|---|---:|\n"


def counts() -> Counter[str]:
    """Give how many cases each file, and each function, of the tests above has."""
    files = sorted({test.partition("::")[0] for _, _, tests in PROMISES for test in tests})
    options = ["--collect-only", "-q", "-n", "0", "-p", "no:cacheprovider"]
    environment = {key: value for key, value in os.environ.items() if key != "PYSCHED_GEN_LONG"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *files],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found: Counter[str] = Counter()
    for name in re.findall(r"^(tests/\S+\.py::\w+)", done.stdout, re.MULTILINE):
        found[name] += 1
        found[name.partition("::")[0]] += 1
    return found


@pytest.mark.accepts
def test_the_page_says_how_many_attacks_are_tried() -> None:
    found = counts()
    rows = [
        f"| {promise} | {attack} | {sum(found[test] for test in tests)} |\n"
        for promise, attack, tests in PROMISES
    ]
    assert all(found[test] for _, _, tests in PROMISES for test in tests)
    text = PAGE.read_text(encoding="utf-8")
    before, head, rest = text.partition(HEAD)
    assert head
    after = rest[rest.index("\n\n") :] if "\n\n" in rest else ""
    made = before + head + "".join(rows).rstrip("\n") + after
    assert accepted_text(PAGE, made) == made
