"""A table of a parameter says the same at top level and in a folder, right or wrong."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from trees import ROOT, write_tree

from pysched_gen.errors import ConfigError
from pysched_gen.formats.dialog_script.tree import Folder
from pysched_gen.model.build import build
from pysched_gen.sources import read

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

HEAD = 'schema = 1\n[scheduler]\nname = "fl"\nhoudini = "20.5"\n[[parameters]]\n'
FOLDER = 'type = "folder"\nname = "fl_f"\nlabel = "F"\n[[parameters.parameters]]\n'
INTEGER, STRING, TOGGLE, MENU = (
    f'type = "{one}"\n' for one in ("integer", "string", "toggle", "menu")
)
FOLDER_IN_IT = 'type = "folder"\n'
# What is asked of each key of the schema: tables that are right, and such that are wrong.
TABLES = (
    # As they were read in two ways once.
    *(INTEGER + f"default = {value}" for value in ('"5"', "3.5", "true", "5", "[1]", "[1, 2]")),
    *(MENU + f'menu = ["x", "y"]\ndefault = {value}' for value in ("1", '"1"', "7", '"y"', "true")),
    *(TOGGLE + line for line in ("default = 2", "default = true", "size = 2", 'default = "on"')),
    INTEGER + "min = 5\nmax = 1",
    MENU,
    INTEGER + "size = 2\ndefault = [1]",
    INTEGER + "size = 2\ndefault = [1, 2]",
    STRING + "default = 3",
    'type = "float"\ndefault = inf',
    'type = "nonsense"',
    # The other keys, in the order of the schema.
    STRING + "name = 3",
    STRING + "label = 3",
    STRING + 'label = "L"',
    STRING + 'folder = "G"',
    STRING + "folder = 3",
    *(INTEGER + f"size = {value}" for value in ("0", "2", "2000", '"2"')),
    INTEGER + 'default_expressions = [{index = 0, text = "$F", language = "hscript"}]',
    INTEGER + 'default_expressions = [{index = 3, text = "$F", language = "hscript"}]',
    INTEGER + 'default_expressions = [{index = 0, text = "$F"}]',
    *(MENU + f"menu = {value}" for value in ('[["x", "X"], "y"]', '[["x"]]', "[]", '"x"', "[3]")),
    STRING + 'menu_script = "opmenu"\nmenu_language = "hscript"',
    STRING + "menu_script = 3",
    STRING + 'menu_language = ""',
    *(STRING + f'menu = ["x"]\nmenu_kind = "{value}"' for value in ("replace", "toggle", "nosuch")),
    MENU + 'menu = ["x"]\nmenu_use_token = true',
    MENU + 'menu = ["x"]\nmenu_use_token = 1',
    *(INTEGER + f"{key} = {value}" for key in ("min", "max") for value in ("1", '"1"', "1.5")),
    INTEGER + "min = 0\nmin_strict = true\nmax = 9\nmax_strict = true",
    *(INTEGER + f"{key}_strict = {value}" for key in ("min", "max") for value in ("true", "1")),
    *(
        STRING + f"{key} = {value}"
        for key in ("overridable", "hidden", "hide_label", "join_next", "built_in", "unquoted")
        for value in ("true", '"yes"')
    ),
    *(
        STRING + f"{key} = {value}"
        for key in ("help", "disable_when", "hide_when", "no_cook_when", "callback", "export")
        for value in ('"{ fl_a == 1 }"', "1")
    ),
    STRING + 'callback = "print(1)"\ncallback_language = "python"',
    STRING + "callback_language = 1",
    STRING + 'tags = {k = "v"}',
    STRING + "tags = {k = 1}",
    STRING + "tags = 1",
    STRING + 'selectors = [["a", "b", "c", "d", "e", "f", "g", "h", "i"]]',
    STRING + 'selectors = [["a"]]',
    STRING + 'verbatim = [{text = "zork 1", after = "name"}]',
    STRING + "verbatim = [{}]",
    # Keys of other entries.
    *(
        STRING + line
        for line in (
            *(f'{key} = "x"' for key in ("source", "token", "mask", "enable", "text", "style")),
            *(f'{key} = "{{ a == 1 }}"' for key in ("disable_tab_when", "hide_tab_when")),
            *(f"{key} = true" for key in ("hidden_tab", "ends_tab_group")),
            'group_tags = {k = "v"}',
            "count = 2",
            "parameters = []",
            "nosuch = 1",
        )
    ),
    *(
        FOLDER_IN_IT + line
        for line in (
            'style = "simple"',
            'style = "nosuch"',
            "hidden_tab = true",
            "hidden_tab = 1",
            "ends_tab_group = true",
            'disable_tab_when = "{ fl_a == 1 }"',
            "hide_tab_when = 1",
            'group_tags = {k = "v"}',
            "group_tags = 1",
            "default = 1",
        )
    ),
    *(f'type = "multiparm"\n{line}' for line in ("count = 2", 'count = "2"', 'style = "list"')),
    *(f'type = "import"\nsource = {value}' for value in ('"a.ds"', "1")),
)  # fmt: skip


def answer(folder: Path, head: str, table: str) -> object:
    """Return the entry, or all that is said of it, without its place."""
    name = "" if "name = " in table else 'name = "fl_a"\n'
    write_tree(folder, {"scheduler.toml": f"{HEAD}{head}{name}{table}\n"})
    try:
        (source,) = read(str(folder))
        build(source)
    except ConfigError as error:
        return [problem.message for problem in error.problems]
    assert source.script is not None
    (item,) = source.script.items
    if head:
        assert isinstance(item, Folder)
        (item,) = item.items
    return item


def test_each_table_has_one_answer(tmp_path: Path) -> None:
    told = 0
    for number, table in enumerate(TABLES):
        flat = answer(tmp_path / f"flat{number}", "", table)
        assert answer(tmp_path / f"nest{number}", FOLDER, table) == flat, table
        told += isinstance(flat, list)
    assert 50 < told < len(TABLES) - 40


def test_each_key_of_the_schema_is_in_a_table() -> None:
    schema = json.loads((ROOT / "pysched_gen/schemas/scheduler.schema.json").read_text("utf-8"))
    asked = set(re.findall(r"^(\w+) = ", "\n".join(TABLES), re.MULTILINE))
    assert set(schema["$defs"]["entry"]["properties"]) <= asked


def test_what_check_says_is_the_same(here: Path, run: Run) -> None:
    tables = [table for table in TABLES if table.startswith((MENU, INTEGER + "size"))]
    said = []
    for head in ("", FOLDER):
        for number, table in enumerate(tables):
            text = f'{HEAD}{head}name = "fl_a"\n{table}\n'
            write_tree(here, {f"{number}/scheduler.toml": text})
        result = run("check", *map(str, range(len(tables))), code=2)
        said.append(re.sub(r":\d+:\d+:", ":", result.stdout + result.stderr))
    assert said[0] == said[1]
    assert "PSG207 parameter-default" in said[0]
