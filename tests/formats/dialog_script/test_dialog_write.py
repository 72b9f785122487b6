"""Trees in, text in Houdini's own layout out."""

from __future__ import annotations

from textwrap import dedent

import pytest

from pysched_gen.formats.dialog_script import Script, parse, write
from pysched_gen.formats.dialog_script.tree import (
    BindHandle,
    BindSelector,
    Computed,
    Folder,
    FolderKind,
    Header,
    Help,
    Import,
    Item,
    Limit,
    Limits,
    Menu,
    MenuKind,
    Multiparm,
    MultiparmKind,
    Parm,
    SlotLabel,
    Tag,
    Unknown,
)
from pysched_gen.span import Origin

X = Parm("x")
EVERYTHING = Parm(
    name="x",
    label='A "b"',
    type="float",
    size=2,
    default=("1", Computed("$F", "hscript")),
    help="one\ntwo",
    disable_when="{ a == 1 }",
    hide_when="{ b == 1 }",
    no_cook_when="{ c == 1 }",
    menu=Menu(MenuKind.REPLACE, (("a", "A"), ("long", "B"))),
    range=Limits(Limit(0, strict=True), Limit(1)),
    export="none",
    base=True,
    invisible=True,
    no_label=True,
    join_next=True,
    unquoted=True,
    tags=(Tag("k", "v"), Tag("a", "")),
    selectors=(BindSelector(("points", "A b", "Pick.", "0", "1", "0xff", "0", "g", "")),),
)


def text(*lines: str) -> str:
    return "\n".join([*lines, ""])


@pytest.mark.parametrize(
    ("item", "lines"),
    [
        (Parm(), ["parm {", "}"]),
        (
            EVERYTHING,
            [
                "parm {",
                '    name    "x"',
                "    baseparm",
                '    label   "A \\"b\\""',
                "    type    float",
                "    invisible",
                "    nolabel",
                "    joinnext",
                "    size    2",
                '    default { "1" [ "$F" hscript-expr ] }',
                '    help    "one\\ntwo"',
                '    disablewhen "{ a == 1 }"',
                '    hidewhen "{ b == 1 }"',
                '    nocookwhen "{ c == 1 }"',
                "    menureplace {",
                '        "a"     "A"',
                '        "long"  "B"',
                "    }",
                "    range   { 0! 1 }",
                "    unquoted",
                "    export  none",
                '    parmtag { "k" "v" }',
                '    parmtag { "a" "" }',
                '    bindselector points "A b"',
                '        "Pick."',
                '        0 1 0xff 0 g ""',
                "}",
            ],
        ),
        (
            Parm(menu=Menu(script="import x\n", language="python", use_token_value=True)),
            [
                "parm {",
                "    menu usetokenvalue {",
                '        [ "import x" ]',
                '        [ "" ]',
                "        language python",
                "    }",
                "}",
            ],
        ),
        (
            Folder("f", FolderKind.SIMPLE, "F", tab_break=True, group_tags=(Tag("a", "b"),)),
            [
                "groupsimple {",
                '    name    "f"',
                '    label   "F"',
                "    tabbreak",
                '    grouptag { "a" "b" }',
                "",
                "}",
                "",
            ],
        ),
        (
            Folder(name="f", hide_when="{ a }", hide_tab_when="{ b }", items=(X, X)),
            [
                "group {",
                '    name    "f"',
                '    hidewhentab "{ b }"',
                '    hidewhen "{ a }"',
                "",
                "    parm {",
                '        name    "x"',
                "    }",
                "    parm {",
                '        name    "x"',
                "    }",
                "}",
                "",
            ],
        ),
        (
            Multiparm("m", MultiparmKind.SCROLL, "M", 2, base=True, items=(Folder(name="f"),)),
            [
                "multiscroll {",
                '    name    "m"',
                '    label    "M"',
                "    baseparm",
                "    default 2",
                "",
                "    group {",
                '        name    "f"',
                "",
                "    }",
                "",
                "}",
                "",
            ],
        ),
        (
            Import("", "L", "a.ds", "t", "*", "1"),
            [
                "import {",
                '    label   "L"',
                '    source  "a.ds"',
                '    token   "t"',
                '    mask    "*"',
                "    enable  1",
                "",
                "}",
                "",
            ],
        ),
        (
            Parm(
                "x", type="float", unknown=(Unknown("new 1\n  2", "name"), Unknown("old", "type"))
            ),
            ["parm {", '    name    "x"', "    new 1", "  2", "    type    float", "    old", "}"],
        ),
    ],
)
def test_the_layout(item: Item, lines: list[str]) -> None:
    assert write(Script((item,))) == text(*lines)


def test_the_layout_of_an_operator() -> None:
    header = Header(
        "labs::farm::1.0",
        "farm",
        "Farm Scheduler",
        (
            Help(("one", "")),
            BindHandle(("sx", "xform", "Transformer", "tx", "")),
            SlotLabel("inputlabel", "1", "First Input"),
            Tag("inputisref2", "1"),
            SlotLabel("outputlabel", "1", "Out"),
        ),
    )
    script = Script((X,), header, "# Dialog script for farm automatically generated")
    assert write(script) == dedent("""\
        # Dialog script for farm automatically generated

        {
            name\tlabs::farm::1.0
            script\tfarm
            label\t"Farm Scheduler"

            help {
        \t"one"
        \t""
            }
            bindhandle sx xform "Transformer" tx ""
            inputlabel\t1\t"First Input"
            parmtag { inputisref2 1 }
            outputlabel\t1\tOut

            parm {
                name    "x"
            }
        }
        """)


def test_items_of_a_node_are_indented() -> None:
    assert write(Script((X,)), depth=1) == text("    parm {", '        name    "x"', "    }")


def test_labels_of_a_menu_can_follow_their_tokens() -> None:
    script = Script((Parm(menu=Menu(pairs=(("a", "A"), ("long", "B")))),))
    aligned, plain = write(script), write(script, align_menus=False)
    assert '        "a"     "A"\n' in aligned
    assert '        "a" "A"\n        "long" "B"\n' in plain
    assert parse(plain, Origin("x")) == parse(aligned, Origin("x")) == script
