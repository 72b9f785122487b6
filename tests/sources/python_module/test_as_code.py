"""Texts of asCode in, the nodes they would recreate out; nothing is run."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from flat_parameters import limited
from hypothesis import given
from hypothesis import strategies as st
from renderings import as_code
from trees import SHARED

from pysched_gen.errors import SourceError
from pysched_gen.formats.dialog_script.tree import Menu, MenuKind
from pysched_gen.formats.saved_node import Expression, Field
from pysched_gen.formats.scripts.as_code import is_as_code, parse_as_code
from pysched_gen.model.build import build
from pysched_gen.sources import read, read_data
from pysched_gen.sources.node_scripts import as_code_nodes

if TYPE_CHECKING:
    from pathlib import Path

    from pysched_gen.sources.parameters import Parameter
    from pysched_gen.sources.source import Source

SYNTHETIC = SHARED / "corpus/synthetic"
HEAD = (
    'if locals().get("hou_parent") is None:\n    hou_parent = hou.node("/tasks/top")\n'
    'hou_node = hou_parent.createNode("pythonscheduler", "farm")\n'
)


def fields(text: str) -> tuple[Field, ...]:
    (found,) = parse_as_code((HEAD + text).encode(), "farm.py")
    return found.node.fields


def parameters(text: str) -> tuple[Parameter, ...]:
    """Give what the templates declare that are appended to the group `g`."""
    code = f"{HEAD}g = hou.ParmTemplateGroup()\n{text}\nhou_node.setParmTemplateGroup(g)\n"
    (source,) = read_data("farm.py", code.encode())
    return source.parameters


def only(template: str) -> Parameter:
    (found,) = parameters(f"t = hou.{template}\ng.append(t)")
    return found


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ('hou_node.parm("x").set("a\\n\\"b\\"\\\\ é")', Field("x", ('a\n"b"\\ é',))),
        ('hou_parm = hou_node.parm("x")\nhou_parm.set(-3)', Field("x", ("-3",))),
        ('hou_node.parm("x").set(0.5)', Field("x", ("0.5",))),
        ('hou_node.parm("x").set(True)', Field("x", ("1",))),
        ('hou_node.parm("x").set("a" "b" + "c")', Field("x", ("abc",))),
        ('hou_node.parmTuple("t").set((1, 2.5, "a"))', Field("t", ("1", "2.5", "a"))),
        (
            (
                'k = hou.StringKeyframe()\nk.setExpression("f()", hou.exprLanguage.Python)\n'
                'p = hou_node.parm("x")\np.set("old")\np.setKeyframe(k)\np.setKeyframe(k)'
            ),
            Field("x", ("old",), (Expression(0, "f()", "python"),)),
        ),
        (
            (
                'k = hou.Keyframe()\nk.setExpression("$F", hou.exprLanguage.Hscript)\n'
                'p = hou_node.parmTuple("t")\np[1].setKeyframe(k)'
            ),
            Field("t", ("", ""), (Expression(1, "$F", "hscript"),)),
        ),
        (
            'hou_node.parm("x").setExpression("f()", hou.exprLanguage.Python)',
            Field("x", ("",), (Expression(0, "f()", "python"),)),
        ),
        ('hou_node.parm("x").set(os.getcwd())', Field("x", ("",), (Expression(0, "", "python"),))),
    ],
)
def test_values(statement: str, expected: Field) -> None:
    assert fields(statement + "\n") == (expected,)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (
            (
                'StringParmTemplate("x", "X", 1, default_value=(["a"]), menu_items=(["a", "b"]), '
                'menu_labels=(["A"]), menu_type=hou.menuType.StringReplace)'
            ),
            {
                "type": "string",
                "default": ("a",),
                "menu": Menu(MenuKind.REPLACE, (("a", "A"), ("b", "b"))),
            },
        ),
        (
            (
                'IntParmTemplate("x", "X", 1, default_value=([5]), min=0, max=10, '
                "min_is_strict=True, max_is_strict=False)"
            ),
            {"type": "integer", "default": (5,), "range": limited(0, 10, low_strict=True)},
        ),
        (
            'FloatParmTemplate("x", "X", 3, default_value=([0.1, 2, 3]))',
            {"type": "float", "size": 3, "default": (0.1, 2.0, 3.0), "range": None},
        ),
        (
            (
                'FloatParmTemplate("x", "X", 1, (0.5,), default_expression=("$F",), '
                "default_expression_language=(hou.scriptLanguage.Hscript,))"
            ),
            {"default_expressions": (Expression(0, "$F", "hscript"),)},
        ),
        ('ToggleParmTemplate("x", "X", True)', {"type": "toggle", "default": (True,)}),
        (
            'MenuParmTemplate("x", "X", ("a", "b"), ("A", "B"), 1)',
            {"type": "menu", "default": ("b",), "menu": Menu(pairs=(("a", "A"), ("b", "B")))},
        ),
        (
            (
                'MenuParmTemplate("x", "X", [], item_generator_script="return []\\n#", '
                "item_generator_script_language=hou.scriptLanguage.Python)"
            ),
            {"type": "menu", "menu": Menu(script="return []\n#", language="python")},
        ),
        (
            (
                'StringParmTemplate("x", "X", 1, tags={"b": "2", "pdg::scheduler": ""}, help="H", '
                "is_hidden=True, is_label_hidden=True, join_with_next=True)"
            ),
            {
                "tags": (("b", "2"), ("pdg::scheduler", "")),
                "help": "H",
                "invisible": True,
                "no_label": True,
                "join_next": True,
            },
        ),
        ('ButtonParmTemplate("x", "X")', {"type": "button"}),
        ('SeparatorParmTemplate("x")', {"type": "separator"}),
        ('LabelParmTemplate("x", "X", column_labels=(["a"]))', {"type": "label"}),
        ('RampParmTemplate("x", "X", hou.rampParmType.Color)', {"type": "ramp"}),
        (
            'FolderParmTemplate("x", "X", folder_type=hou.folderType.MultiparmBlock)',
            {"type": "data"},
        ),
    ],
)
def test_templates(template: str, expected: dict[str, object]) -> None:
    found = only(template)
    assert found.name == "x"
    assert {key: getattr(found, key) for key in expected} == expected


def test_setters_of_a_template() -> None:
    found = parameters(
        't = hou.StringParmTemplate("x", "X", 1)\n'
        't.setConditional(hou.parmCondType.DisableWhen, "{ a == 1 }")\n'
        't.setConditional(hou.parmCondType.HideWhen, "{ b == 2 }")\n'
        't.setHelp("Help")\nt.setTags({"k": "v"})\nt.hide(True)\nt.hideLabel(True)\n'
        't.setJoinWithNext(True)\nt.setDefaultValue(("d",))\ng.append(t)'
    )[0]
    assert (found.disable_when, found.hide_when) == ("{ a == 1 }", "{ b == 2 }")
    assert (found.help, found.tags, found.default) == ("Help", (("k", "v"),), ("d",))
    assert (found.invisible, found.no_label, found.join_next) == (True, True, True)


def test_folders_nest() -> None:
    found = parameters(
        'f = hou.FolderParmTemplate("f", "Outer", folder_type=hou.folderType.Tabs)\n'
        'f2 = hou.FolderParmTemplate("f2", "Inner", folder_type=hou.folderType.Simple)\n'
        'f2.addParmTemplate(hou.StringParmTemplate("x", "X", 1))\n'
        "f.addParmTemplate(f2)\ng.append(f)"
    )
    assert [(p.name, p.folder) for p in found] == [
        ("f", ()), ("f2", ("Outer",)), ("x", ("Outer", "Inner")),
    ]  # fmt: skip


def test_what_the_node_type_has_is_no_parameter_of_the_package() -> None:
    code = (
        f"{HEAD}g = hou.ParmTemplateGroup()\n"
        'f = hou.FolderParmTemplate("folder2", "Settings")\n'
        'f.addParmTemplate(hou.StringParmTemplate("pdg_workingdir", "D", 1))\n'
        'f.addParmTemplate(hou.StringParmTemplate("ontick", "T", 1, default_value=("return 1",)))\n'
        "g.append(f)\ng.append(hou.StringParmTemplate('farm_x', 'X', 1))\n"
        "hou_node.setParmTemplateGroup(g)\n"
    )
    scheduler = build(read_data("farm.py", code.encode())[0])
    assert [p.name for p in scheduler.parameters] == ["farm_x"]
    (tick,) = [c for c in scheduler.callbacks if c.method == "onTick"]
    assert tick.snippet.text == "return 1", "a field that is not set has its default"


@pytest.mark.parametrize(
    ("code", "paths"),
    [
        (
            (
                'p = hou.node("/tasks")\na = p.createNode("topnet", "net")\n'
                'b = a.createNode("pythonscheduler")\n'
            ),
            ["/tasks/net", "/tasks/net/pythonscheduler1"],
        ),
        (
            (
                'hou_parent = hou.node("/a")\nhou_node = hou_parent.createNode("net", "n")\n'
                'hou_parent = hou_node\nhou_node = hou_parent.createNode("x", "y")\n'
                "hou_parent = hou_parent.parent()\nhou_node = hou_node.parent()\n"
                'hou_node = hou_parent.createNode("x", "z")\n'
            ),
            ["/a/n", "/a/n/y", "/a/z"],
        ),
        (
            (
                "def make(hou_parent):\n"
                '    hou_parent = hou.node("/a")\n'
                '    node = hou_parent.createNode("x", "y")\n    return node\n'
            ),
            ["/a/y"],
        ),
        ('    hou_parent = hou.node("/a")\n    n = hou_parent.createNode("x", "y")\n', ["/a/y"]),
        ('hou.node("/a").parm("x").set(1)\n', []),
    ],
    ids=["nested", "parents restored", "in a function", "indented", "nothing created"],
)
def test_nodes(code: str, paths: list[str]) -> None:
    assert [one.node.path for one in parse_as_code(code.encode(), "farm.py")] == paths


def test_a_name_that_is_there_is_not_looked_up_again() -> None:
    """The path is that of the scene the text is from; the node may be made elsewhere."""
    code = HEAD.replace("/tasks/top", "/obj/other") + (
        'if locals().get("hou_node") is None:\n    hou_node = hou.node("/tasks/top/farm")\n'
        'hou_node.parm("x").set("1")\n'
    )
    (found,) = parse_as_code(code.encode(), "farm.py")
    assert (found.node.path, found.node.fields) == ("/obj/other/farm", (Field("x", ("1",)),))


def test_nothing_is_run(tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    code = f"{HEAD}open({str(trap)!r}, 'w')\n__import__('os').mkdir({str(trap)!r})\n"
    assert parse_as_code(code.encode(), "farm.py")
    assert not trap.exists()


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (HEAD + "x = (\n", "farm.py:4:5: is no Python 3: '(' was never closed"),
        ("    a = 1\n    b = (\n", "farm.py:2:9: is no Python 3: '(' was never closed"),
        (HEAD + "x = " + "(" * 500 + "\n", "farm.py:"),
        (HEAD + "x = " + "+".join(["1"] * 20_000) + "\n", "farm.py:1:1: is nested too deeply"),
        (HEAD + "a\n" * 30_000, "words and signs of Python are too many"),
    ],
    ids=["syntax", "indented", "brackets", "a long sum", "very many statements"],
)
def test_what_is_no_python(code: str, message: str) -> None:
    with pytest.raises(SourceError, match=re.escape(message)):
        parse_as_code(code.encode(), "farm.py")


FOLDER = 'hou.FolderParmTemplate("f", "F")'
DOUBLED = "".join(
    f"f{n + 1} = {FOLDER}\n" + f"f{n + 1}.addParmTemplate(f{n})\n" * 2 for n in range(60)
)


@pytest.mark.parametrize(
    "template",
    [
        f"f0 = {FOLDER}\nf0.addParmTemplate(f0)\ng.append(f0)",
        f"f0 = {FOLDER}\n{DOUBLED}g.append(f60)",
    ],
    ids=["in itself", "in two that are in two"],
)
def test_folders_without_end_are_refused(template: str) -> None:
    with pytest.raises(SourceError, match="nested too deeply"):
        parameters(template)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ('x = "ab"\n' + "x = x + x\n" * 64 + 'hou_node.parm("x").set(x)', ("",)),
        ('hou_node.parm("x").set(0x' + "f" * 9000 + ")", ("",)),
        ('hou_node.parm("x").set(1e999)', ("",)),
        ('hou_node.parm("x").set("a")\nhou_node.parm("x")[10**9].set(1)', ("a",)),
        ('hou_node.parm("x").set("a")\nhou_node.parm("x")[-1].set(1)', ("a",)),
        ('hou_node.parm("x").set("a")\nhou_node.parm("x")["k"].set(1)', ("a",)),
        ('hou_node.parm("x").set("a" + 1)', ("",)),
        ('hou_node.parm("x").set(-x)', ("",)),
    ],
)
def test_values_that_no_parameter_can_hold(statement: str, expected: tuple[str, ...]) -> None:
    (found,) = fields(statement + "\n")
    assert found.values == expected


@pytest.mark.parametrize(
    "statement",
    [
        "x = hou_node.unknown()[1]\nx.y()\n",
        "for n in range(3):\n    x, y = n, n\n",
        "if a < b is None:\n    pass\n",
        "if 0x" + "f" * 9000 + " is None:\n    pass\n",
        "hou_node = hou_parent.createNode(kind)\n",
        "hou_node.setUserData(1, ((), ()))\nhou_parent.node(x)\nhou.node(x)\n",
        't = hou.StringParmTemplate("x", "X")\nt.setConditional(1, 2)\nt.setLook(3)\n',
        'g = hou.ParmTemplateGroup()\ng.remove("x")\nhou.Vector2(1, 2).x()\n',
        "hou_keyframe = hou.Keyframe()\nhou_keyframe.setTime(0)\n",
    ],
)
def test_what_says_nothing_is_passed_over(statement: str) -> None:
    assert fields(statement) == ()


def test_interfaces_that_are_added_to() -> None:
    code = HEAD + (
        'hou_node.addSpareParmTuple(hou.StringParmTemplate("a", "A", 1))\n'
        "g = hou_node.parmTemplateGroup()\n"
        't = hou.FolderParmTemplate("f", "F", [hou.ToggleParmTemplate("b", "B")])\n'
        'g.insertBefore("a", t)\nhou_node.setParmTemplateGroup(g)\n'
        'g = hou.ParmTemplateGroup((hou.StringParmTemplate("c", "C", 1),))\n'
    )
    (source,) = read_data("farm.py", code.encode())
    assert [parameter.name for parameter in source.parameters] == ["a", "f", "b"]


def test_a_text_that_is_too_long() -> None:
    with pytest.raises(
        SourceError, match=r"farm\.py:1:1: 4,194,\d+ characters of Python are too many"
    ):
        parse_as_code((HEAD + "#" * (4 << 20)).encode(), "farm.py")


def test_every_node_is_listed() -> None:
    code = HEAD + 'hou_node = hou_parent.createNode("localscheduler", "local")\n'
    found = as_code_nodes(code.encode(), "farm.py")
    assert found == [("/tasks/top/farm", "pythonscheduler"), ("/tasks/top/local", "localscheduler")]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("# Initialize parent node variable.\n", True),
        ("    # Initialize parent node variable.\n", True),
        ('a = hou.node("/obj")\nb = a.createNode("geo")\n', True),
        ('print("x = y.createNode(1)")\n', False),
        ("opadd -e -n geo a\n", False),
    ],
)
def test_what_it_is_told_by(head: str, expected: object) -> None:
    assert is_as_code(head.encode()) is expected


@pytest.mark.skipif(not SYNTHETIC.is_dir(), reason="the corpus is not beside the project")
class TestSynthetic:
    def scene(self) -> Source:
        (source,) = read(str(SYNTHETIC / "pythonscheduler.hip"))
        return source

    def test_the_rendering_says_what_the_scene_says(self) -> None:
        (code,) = read(str(SYNTHETIC / "pythonscheduler_ascode.py"))
        texts = {field.id: field.text for field in self.scene().fields}
        assert [field.id for field in code.fields] == ["pdg_workingdir", "onschedule", "getloguri"]
        for field in code.fields:
            assert field.text == texts[field.id]
        assert code.origin.node == self.scene().origin.node

    @pytest.mark.parametrize(
        "style",
        [{}, {"indent": "    "}, {"node": "farm"}],
        ids=["plain", "indented", "renamed"],
    )
    def test_a_rendering_of_all_of_it_says_what_the_scene_says(self, style: dict[str, str]) -> None:
        scene = self.scene()
        (code,) = read_data("farm.py", as_code(scene, **style).encode())
        assert [(f.id, f.text) for f in code.fields][: len(scene.fields)] == [
            (f.id, f.text) for f in scene.fields
        ]
        assert code.houdini == scene.houdini
        found, wanted = (build(source).parameters for source in (code, scene))
        for one, other in zip(found, wanted, strict=True):
            facts = [(p.name, p.label, p.type, p.default, p.values, p.menu, p.range, p.folder,
                      p.tags, p.help, p.expressions) for p in (one, other)]  # fmt: skip
            assert facts[0] == facts[1]


SAMPLE = (
    HEAD + 'g = hou.ParmTemplateGroup()\nt = hou.IntParmTemplate("x", "X", 1, min=0, max=9)\n'
    't.setTags({"a": "b"})\ng.append(t)\nhou_node.setParmTemplateGroup(g)\n'
    'hou_node.parm("x").set(1)\nhou_node.parmTuple("t")[0].set((1, "a"))\n'
).encode()


@given(st.data())
def test_a_mutated_text_is_read_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SAMPLE)))
    end = data.draw(st.integers(start, len(SAMPLE)))
    with suppress(SourceError):
        parse_as_code(SAMPLE[:start] + data.draw(st.binary(max_size=8)) + SAMPLE[end:], "d")
