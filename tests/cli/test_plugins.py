from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from trees import manifest, read_tree, write_tree

from pysched_gen.check import plugins, registry
from pysched_gen.formats.json_schema import load_schema, violations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Run

BAD = "self.submit_to('nigth')\nreturn pdg.scheduleResult.Succeeded\n"
METHODS = "def submit_to(self, queue):\n    self.queue = queue\n"
FOUND = "farmq/onschedule.py:1:16: warning[FARM001 known-queues]: the farm has no queue 'nigth'"


@pytest.fixture
def plugin(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with the plug-in "studio", as an installation would have it."""
    name = here.name.replace("-", "_")  # a package of its own for each test
    run("new-rule", "known-queues", "--code", "FARM001", "-o", "new")
    site = here / "site"
    shutil.copytree(here / "new/studio_rules", site / f"of_{name}")
    write_tree(
        site,
        {
            "studio_rules-0.1.dist-info/METADATA": "Name: studio-rules\nVersion: 0.1\n",
            "studio_rules-0.1.dist-info/entry_points.txt": (
                f"[pysched_gen.rules]\nstudio = of_{name}\n"
            ),
        },
    )
    monkeypatch.syspath_prepend(str(site))
    files = {"scheduler.toml": manifest(), "onschedule.py": BAD, "methods.py": METHODS}
    write_tree(here / "farmq", dict(files))
    return site / f"of_{name}"


@pytest.fixture(autouse=True)
def forget_plugins() -> Iterator[None]:
    """Forget the rules of other tests: they are known for the life of a process."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    plugins.plugin_rules.cache_clear()
    for word in ("FARM001", "known-queues", "FARM002", "left-to-do"):
        registry._BY_NAME.pop(word, None)
        registry.RULE_OF_CODE.pop(word, None)


def test_what_nobody_names_is_not_imported(run: Run, plugin: Path) -> None:
    (plugin / "__init__.py").write_text("raise SystemExit('imported')\n")
    run("check", "farmq")


def test_a_named_plugin_looks(run: Run, plugin: Path) -> None:
    del plugin
    assert FOUND in run("check", "farmq", "--plugin", "studio", code=1).stdout
    run("check", "farmq", "--plugin", "studio", "--ignore", "FARM")
    run("check", "farmq")


def test_the_project_names_it(run: Run, here: Path, plugin: Path) -> None:
    del plugin
    (here / "pysched.toml").write_text('plugins = ["studio"]\n')
    assert FOUND in run("check", "farmq", code=1).stdout
    run("check", "farmq", "--isolated")


def test_its_findings_are_waived_like_any(run: Run, here: Path, plugin: Path) -> None:
    del plugin
    text = BAD.replace("\n", "  # psg: ignore[known-queues] comes next week\n", 1)
    (here / "farmq/onschedule.py").write_text(text)
    assert "1 waived" in run("check", "farmq", "--plugin", "studio").stderr


def test_an_unknown_plugin_is_told(run: Run, here: Path, plugin: Path) -> None:
    del plugin
    said = run("check", "farmq", "--plugin", "studoi", code=2).stderr
    assert "no plug-in is called studoi; there are: studio" in said
    (here / "pysched.toml").write_text('plugins = [\n  "studio",\n  "studoi",\n]\n')
    wanted = "pysched.toml:3:3: error: no plug-in is called studoi; there are: studio\n"
    for words in (["config"], ["check", "farmq"], ["generate", "farmq", "-o", "out"]):
        assert run(*words, code=2).stderr == wanted


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("import ast\n", "import ast\nimport nothing_there\n", "cannot be imported: ModuleNotF"),
        ('"FARM001"', '"PSG999"', "PSG999 is no code for a rule of yours"),
        ("__name__", "'a.text_result'", "text-result is a rule of pysched-gen"),
    ],
)
def test_what_is_wrong_with_a_plugin_is_told(
    run: Run, plugin: Path, old: str, new: str, told: str
) -> None:
    path = plugin / "known_queues.py"
    path.write_text(path.read_text().replace(old, new, 1))
    assert told in run("check", "farmq", "--plugin", "studio", code=2).stderr


def test_the_project_may_say_names_of_its_rules(run: Run, here: Path, plugin: Path) -> None:
    del plugin
    settings = 'sources = ["farmq"]\nplugins = ["studio"]\nignore = ["known-queues"]\n'
    (here / "pysched.toml").write_text(settings)
    for words in (["config"], ["check"], ["rules"], ["explain", "known-queues"]):
        _forget()
        run(*words)
    _forget()
    (here / "pysched.toml").write_text(settings.replace('plugins = ["studio"]\n', ""))
    run("check", "--plugin", "studio")


def test_names_of_its_rules_are_known_where_something_else_is_wrong(
    run: Run, here: Path, plugin: Path
) -> None:
    del plugin
    settings = 'layout = "tree"\nignore = ["known-queues", "known-queus"]\n'
    (here / "pysched.toml").write_text(f'{settings}plugins = ["studio"]\n')
    told = run("config", code=2).stderr
    assert re.findall("toml:(.*): error", told) == ["1:10", "2:27"]
    _forget()
    (here / "pysched.toml").write_text(settings)
    assert run("config", "--plugin", "studio", code=2).stderr == told


def test_what_cannot_be_loaded_is_told_at_its_place(run: Run, here: Path, plugin: Path) -> None:
    (plugin / "__init__.py").write_text("import nothing_there\n")
    (here / "pysched.toml").write_text('ignore = ["known-queues"]\nplugins = ["studio"]\n')
    told = run("check", "farmq", code=2).stderr
    assert told.startswith("pysched.toml:2:12: error: plug-in studio: ")
    assert told.count("error:") == 1


def test_a_module_without_a_rule_is_told(run: Run, plugin: Path) -> None:
    (plugin / "known_queues.py").write_text("QUEUES = ()\n")
    said = run("check", "farmq", "--plugin", "studio", code=2).stderr
    assert "has no `rule = Rule(...)`" in said


@pytest.mark.parametrize("path", ["film-house-rules/film_house_rules", "film-house-rules"])
def test_examples_of_a_new_rule_pass(run: Run, here: Path, path: str) -> None:
    run("new-rule", "known-queues", "--code", "FARM001", "--plugin", "film-house")
    assert sorted(read_tree(here / "film-house-rules")) == [
        "film_house_rules/__init__.py",
        "film_house_rules/known_queues.py",
        "pyproject.toml",
        "tests/test_known_queues.py",
    ]
    result = run("test-rules", path)
    assert result.stdout == "passed  FARM001 known-queues\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('self.submit_to("nigth")', 'self.submit_to("day")', "Bad: the rule finds nothing in it"),
        ('self.submit_to("night")', 'self.submit_to("x")', "Good: FARM001 known-queues at onsched"),
        ("## Since", "## When", "its page must have the headings What it does, "),
        ('self.submit_to("nigth")', 'self.submit_to("x", y)', "Bad: PSG"),
    ],
)
def test_examples_that_do_not_show_it_fail(
    run: Run, here: Path, old: str, new: str, told: str
) -> None:
    run("new-rule", "known-queues", "--code", "FARM001")
    path = here / "studio-rules/studio_rules/known_queues.py"
    path.write_text(path.read_text().replace(old, new, 1))
    result = run("test-rules", str(path), code=1)
    assert result.stdout.startswith("FAILED  FARM001 known-queues\n")
    assert f"    {told}" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("Known", "--code", "FARM001"), '"Known" cannot be used; write it like known-queues'),
        (("known", "--code", "PSG500"), '"PSG500" cannot be used; write it like FARM001'),
        (("text-result", "--code", "FARM001"), "text-result is a rule of pysched-gen"),
    ],
)
def test_names_that_cannot_be_are_refused(
    run: Run, here: Path, arguments: tuple[str, ...], told: str
) -> None:
    assert told in run("new-rule", *arguments, code=2).stderr
    assert list(here.iterdir()) == []


def test_its_pages_are_shown(run: Run, here: Path, plugin: Path) -> None:
    del plugin
    assert "--plugin studio" in run("explain", "FARM001", code=2).stderr
    text = run("explain", "FARM001", "--plugin", "studio").stdout
    assert text.startswith("FARM001 known-queues (warning)\n")
    page = run("explain", "known-queues", "--plugin", "studio", "--format", "markdown").stdout
    assert page.startswith("# FARM001 known-queues\n")
    (here / "pysched.toml").write_text('plugins = ["studio"]\n')
    assert run("explain", "FARM001").stdout == text
    assert run("rules", "FARM").stdout.startswith("FARM001  known-queues  warning  ")


@pytest.mark.parametrize("command", ["explain", "rules"])
def test_programs_get_its_page(run: Run, plugin: Path, command: str) -> None:
    del plugin
    arguments = ("FARM001", "--plugin", "studio", "--format", "json")
    report = json.loads(run(command, *arguments).stdout)
    assert not violations(report, load_schema("rules"))
    assert [rule["name"] for rule in report["rules"]] == ["known-queues"]


def test_rules_of_a_plugin_come_behind_ours(run: Run, plugin: Path) -> None:
    del plugin
    ours = run("rules").stdout
    assert "FARM001" not in ours
    every = run("rules", "--plugin", "studio").stdout
    assert set(ours.splitlines()) < set(every.splitlines())


def test_a_rule_may_look_at_comments_and_layout_through_libcst(
    run: Run, here: Path, plugin: Path
) -> None:
    (plugin / "left_to_do.py").write_text(
        '"""A header has no comments that are left to do.\n\nReports TODO.\n"""\n'
        "import ast\nimport libcst.matchers as m\n"
        "from pysched_gen.check.diagnostic import Severity\n"
        "from pysched_gen.check.rule import Finding, Rule\n\n"
        "rule = Rule(__name__, 'FARM002', Severity.WARNING)\n\n\n"
        "@rule.text\ndef visit(text):\n"
        "    wanted = m.Comment(m.MatchIfTrue(lambda one: 'TODO' in one))\n"
        "    for found in m.findall(text.concrete, wanted):\n"
        "        yield Finding(text.tree.body[0], f'is left to do: {found.value}')\n"
    )
    (here / "farmq/methods.py").write_text(
        "def submit_to(self, queue):\n    pass  # TODO: queues\n"
    )
    told = run("check", "farmq", "--plugin", "studio", code=1).stdout
    assert (
        "farmq/methods.py:1:1: warning[FARM002 left-to-do]: is left to do: # TODO: queues" in told
    )
