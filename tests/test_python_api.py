"""`import pysched_gen` as a library: its page runs, its names are documented, it costs nothing."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from trees import ROOT, write_tree

import pysched_gen

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

PAGE = (ROOT / "docs/python-api.md").read_text("utf-8")
PUBLIC = [name for name in pysched_gen.__all__ if name != "__version__"]


def test_the_examples_of_the_page_run(here: Path, run: Run) -> None:
    del here
    run("new", "farmq", "--from", "local")
    examples = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    assert len(examples) == 3
    names: dict[str, Any] = {}
    for example in examples:
        exec(compile(example, "python-api.md", "exec"), names)  # noqa: S102 - that of our page


def test_every_name_has_a_docstring_and_is_on_the_page() -> None:
    assert [name for name in PUBLIC if not inspect.getdoc(getattr(pysched_gen, name))] == []
    assert [name for name in PUBLIC if f"`{name}" not in PAGE] == []
    assert set(dir(pysched_gen)) == set(pysched_gen.__all__)


def test_no_name_is_that_of_a_module() -> None:
    modules = {path.stem for path in (ROOT / "pysched_gen").iterdir()}
    assert modules & set(PUBLIC) == set()


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'frobnicate'"):
        pysched_gen.frobnicate  # noqa: B018 - asked for


def test_importing_it_loads_nothing_else() -> None:
    code = (
        "import json, sys; before = set(sys.modules); import pysched_gen\n"
        "bare = [m for m in set(sys.modules) - before if m.startswith('pysched')]\n"
        "pysched_gen.read_sources\n"
        "print(json.dumps([bare, sorted(sys.modules)]))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    bare, later = json.loads(told.stdout)
    assert bare == ["pysched_gen"]
    assert {"black", "jinja2", "rich", "click"}.isdisjoint(later)


def test_a_hand_edited_file_is_a_conflict(here: Path, run: Run) -> None:
    run("new", "farmq", "--from", "local")
    (source,) = pysched_gen.read_sources(here / "farmq")
    scheduler = pysched_gen.build_scheduler(source)
    module, *_ = pysched_gen.write_package(scheduler, here / "out", layout="module")
    module.write_text(module.read_text("utf-8") + "# mine\n", "utf-8")
    with pytest.raises(pysched_gen.ConflictError, match="Nothing was written"):
        pysched_gen.write_package(scheduler, here / "out", layout="module", asset=True)
    assert module.read_text("utf-8").endswith("# mine\n")
    pysched_gen.write_package(scheduler, here / "out", layout="module", force=True)
    assert module.with_name(f"{module.name}.orig").read_text("utf-8").endswith("# mine\n")


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: pysched_gen.verify_package("none"), pysched_gen.NothingToReadError, "none"),
        (lambda: pysched_gen.cook_package("none"), pysched_gen.NothingToReadError, "none"),
        (
            lambda: pysched_gen.verify_package("x", scenarios=["nonsense"]),
            pysched_gen.UsageError,
            "no scenario is called nonsense",
        ),
    ],
)
def test_what_cannot_be_done_is_said(call: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        call()


def test_a_package_that_cannot_be_loaded_is_told_by_the_outcome(here: Path) -> None:
    write_tree(here / "houdini/pdg/types", {"farmq.py": "import farmq_client\n"})
    cooked = pysched_gen.cook_package(here / "houdini")
    assert not cooked.good
    assert "farmq_client" in cooked.wrong[0]
