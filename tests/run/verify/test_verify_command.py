"""`pysched-gen verify`: what it prints, what it ends with, what it refuses."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from interpreters import require_python
from sarif_pydantic import Sarif  # type: ignore[import-untyped]
from trees import ROOT, manifest, read_tree, write_tree

from pysched_gen.formats.json_schema import load_schema, violations
from pysched_gen.houdini.releases import LATEST, Release
from pysched_gen.run.package import release_of_folders
from pysched_gen.run.verify.catalog import scenarios, scenarios_matching

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Run

SCHEDULERS = Path(__file__).parent / "schedulers"
MODULES = {path.stem: path.read_text() for path in SCHEDULERS.glob("*.py")}


def place(folder: str, *modules: str) -> None:
    texts = {f"pdg/types/{name}.py": MODULES[name] for name in ("processes", *modules)}
    write_tree(Path(folder), dict(texts))


def test_the_list_names_every_scenario_and_its_meaning(run: Run) -> None:
    listed = run("verify", "--list").output
    for scenario in scenarios():
        assert scenario.name in listed
        assert scenario.title in listed
        assert scenario.meaning in listed


def test_the_list_is_chosen_by_pattern(run: Run) -> None:
    listed = run("verify", "--list", "--scenario", "second-*").output
    assert len(listed.splitlines()) == 2


def test_a_passed_scenario_ends_with_0(run: Run) -> None:
    place("houdini", "good")
    result = run("verify", "houdini", "--scenario", "item-succeeds")
    assert result.stdout.startswith("PASSED  item-succeeds: ")
    assert f"good, as in Houdini {LATEST}" in result.stderr
    assert "1 passed in " in result.stderr


def test_a_folder_of_types_that_is_a_link_is_read(run: Run) -> None:
    place("kept", "good")
    Path("houdini/pdg").mkdir(parents=True)
    Path("houdini/pdg/types").symlink_to(Path("kept/pdg/types").resolve())
    assert "1 passed in " in run("verify", "houdini", "--scenario", "item-succeeds").stderr


def test_a_class_of_a_library_that_the_package_registers_is_found(run: Run) -> None:
    place("library", "good")
    folder = str(Path("library/pdg/types").resolve())
    shim = f"import sys\nsys.path.append({folder!r})\nfrom good import registerTypes\n"
    write_tree(Path("houdini"), {"pdg/types/shim.py": shim})
    assert "1 passed in " in run("verify", "houdini", "--scenario", "item-succeeds").stderr


def test_a_failed_scenario_ends_with_1(run: Run) -> None:
    place("houdini", "all_is_well")
    result = run("verify", "houdini", "--scenario", "item-fails", code=1)
    assert result.stdout.startswith("FAILED  item-fails: ")
    assert "ended as CookedSuccess" in result.stdout
    assert "on a farm: " in result.stdout


def test_quiet_shows_what_failed_and_verbose_what_was_printed(run: Run) -> None:
    place("houdini", "all_is_well")
    choice = ["verify", "houdini", "--scenario", "item-[fs]*"]
    quiet = run(*choice, "-q", code=1)
    assert quiet.stdout.startswith("FAILED  item-fails: ")
    assert "PASSED" not in quiet.stdout
    assert quiet.stderr == ""
    init = Path("houdini/pdg/types/all_is_well.py")
    init.write_text(init.read_text() + "\nprint('hello from the package')\n")
    said = run("verify", "houdini", "--scenario", "registers", "-v").stdout
    assert re.search(r"    \d+\.\d s, printed:\n        hello from the package\n", said)


def test_json_and_junit_are_all_there_is_on_standard_output(run: Run) -> None:
    place("houdini", "good")
    choice = ["verify", "houdini", "--scenario", "constructs", "--houdini", "20.5"]
    document = json.loads(run(*choice, "--format", "json").stdout)
    assert [s["status"] for s in document["scenarios"]] == ["passed"]
    assert (document["scheduler"], document["houdini"]) == ("good", "20.5")
    xml = run(*choice, "--format", "junit").stdout
    assert xml.startswith("<?xml")
    assert 'name="good on Houdini 20.5"' in xml


def test_the_output_is_the_same_whatever_the_number_of_jobs(run: Run) -> None:
    place("houdini", "all_is_well")
    choice = ["verify", "houdini", "--scenario", "item-[fs]*", "--scenario", "re*"]
    one, many = (run(*choice, *jobs, code=1) for jobs in (["-j", "1"], ["--jobs", "9"]))
    assert one.stdout == many.stdout
    played = [scenario.name for scenario in scenarios_matching(("item-[fs]*", "re*"))]
    told = [line.split()[1].rstrip(":") for line in many.stdout.splitlines() if line[:1].isupper()]
    assert told == played


def test_byte_code_is_kept_for_the_run_alone(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place("houdini", "good")
    monkeypatch.setattr("tempfile.tempdir", str(here))
    run("verify", "houdini", "--scenario", "registers")
    assert not [path for path in here.rglob("*") if path.suffix == ".pyc" or "cache" in path.name]


@pytest.mark.parametrize(
    ("options", "played"),
    [
        ((), ["deaf", "good"]),
        (("--all", "--scheduler", "good"), ["deaf", "good"]),
        (("--scheduler", "*"), ["deaf", "good"]),
        (("--scheduler", "g*"), ["good"]),
        (("--scheduler", "deaf"), ["deaf"]),
    ],
)
def test_schedulers_are_chosen_by_pattern(
    run: Run, options: tuple[str, ...], played: list[str]
) -> None:
    place("houdini", "good", "deaf")
    result = run("verify", "houdini", "--scenario", "registers", *options)
    heads = [line for line in result.stderr.splitlines() if ", as in" in line]
    assert [head.split()[1].rstrip(",") for head in heads] == played
    table = [line.split() for line in result.stdout.splitlines()[-1 - len(played) :]]
    if len(played) > 1:
        assert table == [["scheduler", "passed"], *([name, "1"] for name in played)]


@pytest.mark.parametrize("pattern", ["farm", "f*"])
def test_a_scheduler_that_is_not_there_is_told_with_those_that_are(run: Run, pattern: str) -> None:
    place("houdini", "good", "deaf")
    unknown = run("verify", "houdini", "--scheduler", pattern, code=2)
    assert f"registers no scheduler {pattern}; it has deaf, good" in unknown.stderr


@pytest.mark.parametrize(
    ("file", "callback", "text"),
    [
        ("onstartcook.py", "onStartCook", "x = 1\nint('x')\nreturn True\n"),
        ("init.py", "__init__", "x = 1\nint('x')\n"),
        ("methods.py", "onStartCook", "def startCallbackServer(self):\n    int('x')\n"),
    ],
)
def test_one_error_that_explains_many_failures_is_told_once_with_its_place(
    run: Run, file: str, callback: str, text: str
) -> None:
    run("new", "farmq", "--from", "local")
    before = Path("farmq", file).read_text() if file == "methods.py" else ""
    write_tree(Path("farmq"), {file: text + before})
    run("generate", "farmq", "-o", "houdini", "-q")
    names = ["item-succeeds", "item-names", "scheduler-busy"]
    words = [word for name in names for word in ("--scenario", name)]
    files = ["--output-file", "verify.json", "--output-file", "junit:verify.xml"]
    result = run("verify", "houdini", *words, *files, code=1)
    (told,) = [line for line in result.stderr.splitlines() if "explains" in line]
    head = f"1 error in {callback} explains 3 failures: ValueError: invalid lit"
    assert told.startswith(head)
    assert f"farmq/{file}:2" in told
    # The place itself is with the first scenario, and the others say which that is.
    assert result.stdout.count("ValueError") == 1
    assert result.stdout.count(f"{callback} raised as in item-succeeds") == len(names) - 1
    document = json.loads(Path("verify.json").read_text())
    assert violations(document, load_schema("verify")) == []
    (cause,) = document["causes"]
    assert (cause["callback"], cause["file"], cause["line"]) == (callback, f"farmq/{file}", 2)
    module = Path(cause["generated"]["file"])
    assert module.read_text().splitlines()[cause["generated"]["line"] - 1].strip() == "int('x')"
    assert cause["scenarios"] == names
    (named,) = ET.parse("verify.xml").getroot().iter("property")
    assert (named.get("name"), named.get("value", "")[: len(head)]) == ("cause", head)


def test_one_that_fails_does_not_stop_the_rest(run: Run) -> None:
    place("houdini", "no_label", "good")
    words = ("verify", "houdini", "--scenario", "registers", "-j", "2", "--format")
    suites = ET.fromstring(run(*words, "junit", code=1).stdout)
    assert [(suite.get("tests"), suite.get("failures")) for suite in suites] == [
        ("1", "0"),
        ("1", "1"),
    ]
    report = json.loads(run(*words, "json", code=1).stdout)
    assert report["schema"] == "pysched-gen/verify-all"
    assert violations(report, load_schema("verify-all")) == []
    assert (report["summary"]["passed"], report["summary"]["failed"]) == (1, 1)
    for one in report["reports"]:
        assert violations(one, load_schema("verify")) == []


@pytest.mark.parametrize(
    ("waiver", "waived", "note"),
    [
        ("registers=no label", 1, ""),
        ("nolabel:registers=no label", 1, ""),
        ("no*:registers=no label", 1, ""),
        ("good:registers=no label", 0, "registers passed, so its waiver accepts nothing"),
    ],
)
def test_of_several_a_waiver_is_for_those_it_names(
    run: Run, waiver: str, waived: int, note: str
) -> None:
    place("houdini", "no_label", "good")
    words = ("verify", "houdini", "--scenario", "registers", "--waive", waiver)
    result = run(*words, "--format", "json", code=1 - waived)
    assert json.loads(result.stdout)["summary"]["waived"] == waived
    assert ("note: " in result.stderr) == bool(note)
    assert note in result.stderr


def test_a_waiver_for_a_scheduler_that_is_not_verified_is_refused(run: Run) -> None:
    place("houdini", "no_label", "good")
    result = run("verify", "houdini", "--waive", "farm:registers=x", code=2)
    told = "--waive farm:registers=x: no scheduler farm is verified; there are good, nolabel"
    assert told in result.stderr


def test_a_module_that_cannot_be_loaded_is_told_where_all_are_asked_for(run: Run) -> None:
    place("houdini", "good")
    write_tree(Path("houdini/pdg/types"), {"broken.py": "import no_such_client\n"})
    choice = ("verify", "houdini", "--scenario", "registers")
    assert "no_such_client" in run(*choice, code=1).stderr
    run(*choice, "--scheduler", "good")


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"readme.txt": ""}, "houdini: holds no pdg/types with a module in it"),
        ({"pdg/types/data.json": ""}, "houdini: holds no pdg/types with a module in it"),
        ({"pdg/types/x.py": ""}, "houdini: its modules register no scheduler"),
    ],
)
def test_no_scheduler_ends_with_3(
    run: Run, here: Path, files: dict[str, str | bytes], message: str
) -> None:
    write_tree(here / "houdini", files)
    assert message in run("verify", "houdini", code=3).stderr


def test_a_module_that_cannot_be_imported_is_a_failure(run: Run, here: Path) -> None:
    write_tree(here / "houdini", {"pdg/types/x.py": "import nothing_like_it\n"})
    result = run("verify", "houdini", code=1)
    assert "pdg/types/x.py: ModuleNotFoundError: No module named 'nothing_like_it'" in result.stdout
    assert f"{len(scenarios()) - 2} skipped" in result.stderr
    other = run("verify", "houdini", "--scenario", "item-succeeds", code=1)
    assert "no scheduler could be registered: pdg/types/x.py: ModuleNotFound" in other.stderr


ENDLESS = "while True:\n    pass\n"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (ENDLESS, "importing the package does not end"),
        ("import os\nos._exit(0)\n", "importing it ended the process with exit code 0"),
        ("import os\nos.abort()\n", "importing it ended the process by SIGABRT"),
        ("import sys\nsys.exit(4)\n", "pdg/types/x.py: SystemExit: 4"),
        ("x = (\n", "pdg/types/x.py: SyntaxError: '(' was never closed"),
        ("raise ValueError('\\x1b[2J')\n", "pdg/types/x.py: ValueError: \\x1b[2J"),
    ],
)
def test_a_module_that_misbehaves_is_a_failure(
    run: Run, here: Path, code: str, message: str
) -> None:
    write_tree(here / "houdini", {"pdg/types/x.py": code})
    choice = ["verify", "houdini", "--scenario", "registers"]
    choice += ["--timeout", "4" if code == ENDLESS else "300"]
    result = run(*choice, code=1)
    assert message in result.stderr
    assert "\x1b" not in result.output
    assert result.stdout.startswith("FAILED  registers")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Missing argument 'PACKAGE_DIR...'"),
        (["nowhere"], "Directory 'nowhere' does not exist"),
        (["houdini", "--scenario", "nonsense"], "--scenario nonsense: no scenario has such a name"),
        (["houdini", "--houdini", "12.0"], "'12.0' is not one of"),
        (["houdini", "--set", "queue"], "--set queue: give it as NAME=VALUE"),
        (["houdini", "--set", "=1"], "--set =1: give it as NAME=VALUE"),
        (["houdini", "-j", "0"], "0 is not in the range x>=1"),
        (["houdini", "--timeout", "0"], "0.0 is not in the range x>=1"),
        (["houdini", "--python", "no/python"], "no/python: cannot be run"),
    ],
)
def test_what_cannot_be_done_ends_with_2(run: Run, arguments: list[str], message: str) -> None:
    place("houdini", "good")
    assert message in run("verify", *arguments, code=2).stderr


def test_parameters_are_set(run: Run, here: Path) -> None:
    asks = MODULES["good"].replace(
        '    """As it stands."""\n',
        "    def onStart(self) -> bool:\n"
        "        return bool(self['farm_queue'].evaluateString() == 'night')\n",
    )
    place("houdini")
    write_tree(here / "houdini", {"pdg/types/good.py": asks})
    choice = ["verify", "houdini", "--scenario", "constructs"]
    run(*choice, code=1)
    run(*choice, "--set", "farm_queue=night")
    wrong = run(*choice, "--set", "farm_nothing=1", code=2)
    assert "--set farm_nothing: good has no such parameter" in wrong.stderr


def test_folders_are_kept_where_asked_for(run: Run) -> None:
    place("houdini", "good")
    choice = ["verify", "houdini", "--scenario", "item-succeeds", "--format", "json"]
    (gone,) = json.loads(run(*choice).stdout)["scenarios"]
    (kept,) = json.loads(run(*choice, "--keep").stdout)["scenarios"]
    assert gone["folder"] == ""
    assert list(Path(kept["folder"], "jobs").iterdir())
    shutil.rmtree(kept["folder"])


def test_ctrl_c_ends_the_run_and_its_children(here: Path) -> None:
    place("houdini", "never_reports")
    command = [sys.executable, "-m", "pysched_gen", "verify", "houdini", "--scenario", "item-*"]
    run = subprocess.Popen(
        [*command, "--timeout", "600"],
        env={**os.environ, "TMPDIR": str(here)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    wait_until(lambda: any(here.glob("pysched-gen-item-succeeds-*/jobs/*.runs")))
    run.send_signal(signal.SIGINT)
    output, errors = run.communicate(timeout=600)
    assert run.returncode == 130
    assert b"interrupted" in errors
    assert b"PASSED" not in output
    assert not list(here.glob("pysched-gen-*"))


def wait_until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 600
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_the_package_is_left_as_it_is(run: Run, here: Path) -> None:
    place("houdini", "good")
    before = read_tree(here / "houdini")
    run("verify", "houdini", "--scenario", "second-cook")
    assert read_tree(here / "houdini") == before
    assert not list((here / "houdini").rglob("__pycache__"))


@pytest.mark.parametrize(
    ("headings", "release"),
    [
        (["# Houdini: 19.5 and later"], "19.5"),
        (["# Source: scheduler x\n# Houdini: 18.0 and later\n"], "18.0"),
        (["# Houdini: 19.0 and later", "# Houdini: 20.5 and later"], "20.5"),
        (["x = '# Houdini: 19.0 and later'"], LATEST),
        (["# Houdini: 99.5 and later"], LATEST),
        ([""], LATEST),
    ],
)
def test_the_release_is_that_of_the_heading(
    here: Path, headings: list[str], release: str | Release
) -> None:
    write_tree(here, {f"pdg/types/x{n}/__init__.py": text for n, text in enumerate(headings)})
    assert release_of_folders([here]) == release


def test_a_generated_package_is_verified_as_for_its_oldest_release(run: Run) -> None:
    run("generate", str(ROOT / "snippets/default"), "-o", "houdini", "--houdini", "20.5")
    result = run("verify", "houdini", "--scenario", "registers")
    assert "plainscheduler, as in Houdini 20.5" in result.stderr


# Shipped schedulers in releases they are for, each on the Python of that release. What
# differs in other releases is played with schedulers that are broken and mended.
RELEASES = [("local", "19.5", (3, 9)), ("local", "22.0", (3, 13)), ("default", "20.0", (3, 10))]


@pytest.mark.parametrize(("snippets", "release", "python"), RELEASES)
def test_what_ships_passes_all_scenarios(
    run: Run, snippets: str, release: str, python: tuple[int, int]
) -> None:
    path = require_python(python)
    source = str(ROOT / "snippets" / snippets)
    run("generate", source, "-o", "houdini", "--houdini", release)
    options = ["--houdini", release, "--python", path, "--timeout", "600", "--format", "json"]
    document = json.loads(run("verify", "houdini", *options).stdout)
    statuses = {s["name"]: s["status"] for s in document["scenarios"]}
    assert not {"failed", "warned"} & set(statuses.values())
    assert statuses["exceptions-contained"] == "passed"


def test_the_scheduler_of_the_help_page_is_told_what_it_does_not_do(run: Run) -> None:
    package = str(ROOT / "tests" / "data" / "customscheduler")
    chosen = ("registers-twice", "item-command", "item-succeeds")
    options = ["--houdini", "19.0", "--format", "json", *(f"--scenario={one}" for one in chosen)]
    python = require_python((3, 7))
    document = json.loads(run("verify", package, *options, "--python", python, code=1).stdout)
    told = {s["name"]: (s["status"], s["evidence"]) for s in document["scenarios"]}
    status, evidence = told["registers-twice"]
    assert status == "warned"
    assert "A type already exists with the name 'customscheduler'" in evidence
    status, evidence = told["item-command"]
    assert status == "failed"
    assert "only its first word was run" in evidence
    assert told["item-succeeds"][0] == "warned"
    assert "time" in told["item-succeeds"][1]


def test_findings_are_told_to_github_and_code_scanning_at_their_snippet(
    run: Run, here: Path
) -> None:
    write_tree(here / "s/farmq", {"scheduler.toml": manifest()})
    write_tree(here / "s/farmq", {"onschedule.py": "return pdg.scheduleResult.Succeeded\n"})
    write_tree(here / "s/farmq", {"onstartcook.py": 'import os\nint("no number")\nreturn True\n'})
    run("generate", "s/farmq", "-o", "houdini", "-q")
    names = ["second-cook", "item-fails", "item-succeeds", "registers"]
    words = ["verify", "houdini", *(f"--scenario={name}" for name in names)]
    files = ["check.sarif", "check.xml", "check.json", "check.txt"]
    outputs = [word for file in files for word in ("--output-file", file)]
    result = run(*words, "--format", "github", *outputs, code=1)
    (line,) = result.stdout.splitlines()
    place = r"::error title=item-succeeds,file=s/farmq/onstartcook\.py,line=2,col=1::farmq: "
    assert re.match(place, line)
    assert "1 error in onStartCook explains 3 failures: ValueError" in line
    assert "failed for it, too: item-fails, second-cook; on a farm: " in line
    log = json.loads((here / "check.sarif").read_text())
    Sarif.model_validate(log)
    (found,) = log["runs"][0]["results"]
    place_of = found["locations"][0]["physicalLocation"]
    assert found["ruleId"] == "item-succeeds"
    assert place_of["artifactLocation"]["uri"] == "s/farmq/onstartcook.py"
    assert place_of["region"]["startLine"] == 2
    assert json.loads((here / "check.json").read_text())["summary"]["failed"] == 3
    assert ET.fromstring((here / "check.xml").read_text())[0].get("failures") == "3"
    assert "FAILED  second-cook: " in (here / "check.txt").read_text()


def test_a_waived_scenario_is_suppressed(run: Run) -> None:
    place("houdini", "all_is_well")
    waiver = ["--waive", "item-fails=known until spring"]
    words = ["verify", "houdini", "--scenario", "item-fails", *waiver, "--format"]
    assert run(*words, "github").stdout == ""
    (found,) = json.loads(run(*words, "sarif").stdout)["runs"][0]["results"]
    assert found["suppressions"] == [{"kind": "external", "justification": "known until spring"}]


def test_a_file_whose_ending_says_no_format_is_refused_before_anything_is_played(run: Run) -> None:
    place("houdini", "good")
    said = run("verify", "houdini", "--output-file", "report.pdf", code=2).stderr
    assert "its ending does not say a format" in said


PRINTED_17_5 = {
    "scheduler.toml": 'schema = 1\n[scheduler]\nname = "old"\nlabel = "Old"\nhoudini = "17.5"\n',
    "onstartcook.py": "return True\n",
    "onschedule.py": (
        "import subprocess\n\n"
        'command = work_item.data.getString("command")\n'
        "done = subprocess.call(command, shell=True) == 0\n"
        "return pdg.scheduleResult.CookSucceeded if done else pdg.scheduleResult.CookFailed\n"
    ),
    "workingdir.py": (
        "if local:\n"
        '    return self["pdg_workingdir"].evaluateString()\n'
        'return self.localizePath("__PDG_DIR__")\n'
    ),
    "localizepath.py": 'return path.replace("__PDG_DIR__", "/mnt/farm")\n',
    "submitasjob.py": 'return "http://farm.example/1"\n',
}


def test_callbacks_as_printed_for_17_5_cook_and_submit(run: Run) -> None:
    write_tree(Path("old"), dict(PRINTED_17_5))
    run("generate", "old", "-o", "houdini", "-q")
    cooked = run("cook", "houdini", "--items", "1", "--command", "exit 0")
    assert "1 of 1 items ended" in cooked.stdout
    result = run("verify", "houdini", "--scenario", "submit-as-job")
    assert "it answered 'http://farm.example/1', and the graph was never cooked" in result.stdout
