"""Dialog scripts in, typed interfaces out, and back."""

from __future__ import annotations

import pytest

from pysched_gen.errors import SourceError
from pysched_gen.formats.dialog_script import parse, write
from pysched_gen.formats.dialog_script.tree import Default, Folder, Limit, Limits, Parm, Script, Tag
from pysched_gen.model.interface import (
    Borrowed,
    Choices,
    Computed,
    Entry,
    Field,
    FolderKind,
    Group,
    Interface,
    MenuKind,
    MultiparmKind,
    Range,
    Repeat,
    Verbatim,
    fields_of,
)
from pysched_gen.model.interface_dialog import interface_of, script_of
from pysched_gen.span import Origin

ORIGIN = Origin("parameters.ds")


def interface(text: str) -> Interface:
    return interface_of(parse(text, ORIGIN), ORIGIN)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("parm { name x type string }", Field("x")),
        (
            "parm { name x baseparm label X export none }",
            Field("x", None, "X", built_in=True, export="none"),
        ),
        (
            'parm { name x type ordinal default { "a" } menu { a A } }',
            Field("x", "menu", default=("a",), menu=Choices(pairs=(("a", "A"),))),
        ),
        ('parm { name x type integer default { "5" } }', Field("x", "integer", default=(5,))),
        ('parm { name x type integer default { "$F" } }', Field("x", "integer", default=("$F",))),
        ('parm { name x type toggle default { "on" } }', Field("x", "toggle", default=(True,))),
        (
            'parm { name x type vector size 3 default { "1" "0.5" "-2e3" } }',
            Field("x", "vector", size=3, default=(1.0, 0.5, -2000.0)),
        ),
        (
            'parm { name x type float default { [ "$F" hscript-expr ] } }',
            Field("x", "float", default=(Computed("$F", "hscript"),)),
        ),
        (
            'parm { name x type string default { [ "return" python ] } }',
            Field("x", default=(Computed("return", "python"),)),
        ),
        (
            'parm { name x type string menureplace { [ "a" ] [ "b" ] language python } }',
            Field("x", menu=Choices(MenuKind.REPLACE, script="a\nb", language="python")),
        ),
        (
            "parm { name x type float range { 0! 10 } }",
            Field("x", "float", range=Range(0.0, 10.0, low_strict=True)),
        ),
        ('parm { name x type separator default { "" } }', Field("x", "separator", default=("",))),
        (
            'parm { name x type button parmtag { script_callback "f()" } }',
            Field("x", "button", tags=(("script_callback", "f()"),)),
        ),
        (
            "parm { name x type string invisible nolabel joinnext }",
            Field("x", hidden=True, hide_label=True, join_next=True),
        ),
        (
            "parm { name x type string zz_new 1 }",
            Field("x", verbatim=(Verbatim("zz_new 1", "type"),)),
        ),
        (
            "groupcollapsible { name g label G tabbreak grouptag { a b } parm { name x } }",
            Group(
                "g",
                FolderKind.COLLAPSIBLE,
                "G",
                ends_tab_group=True,
                group_tags=(("a", "b"),),
                entries=(Field("x", None),),
            ),
        ),
        (
            "multiswitcher { name m default 2 parmtag { k v } parm { name x# type string } }",
            Repeat(
                "m",
                MultiparmKind.TABS,
                count=2,
                tags=(("k", "v"),),
                entries=(Field("x#"),),
            ),
        ),
        ('import { source "a.ds" mask "*" }', Borrowed(source="a.ds", mask="*")),
    ],
)
def test_what_a_script_says(text: str, entry: Entry) -> None:
    assert interface(text) == (entry,)
    assert interface(write(script_of((entry,)))) == (entry,)


def test_only_spelling_is_lost() -> None:
    text = """
        parm { name x type float size 1 default { "1.50" } range { 0.0 1e1 }
            parmtag { b 1 } parmtag { a 2 } }
        parm { name y type toggle default { "off" } }
        """
    assert script_of(interface(text)) == Script(
        (
            Parm(
                "x",
                type="float",
                default=(Default("1.5"),),
                range=Limits(Limit("0"), Limit("10")),
                tags=(Tag("a", "2"), Tag("b", "1")),
            ),
            Parm("y", type="toggle", default=(Default("0"),)),
        )
    )


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("\nparm { type string }", 2, 'an entry of the interface has no name; add name "..."'),
        ("group {\n group { }\n}", 2, "an entry of the interface has no name"),
        ("parm { name x size 0 }", 1, "a parm has 0 components; give it from 1 to 1000"),
        ("parm { name x size 1001 }", 1, "a parm has 1001 components; give it from 1 to 1000"),
        ("parm { name x type menu }", 1, "menu is no type of a parm; Houdini's menus are of type"),
    ],
)
def test_what_is_no_interface_is_refused(text: str, line: int, message: str) -> None:
    with pytest.raises(SourceError) as error:
        interface(text)
    assert error.value.problem.span.line == line
    assert error.value.problem.message.startswith(message)


def test_fields_are_found_at_any_depth() -> None:
    found = fields_of(interface("""
            parm { name a type string parmtag { "pdg::scheduler" "" } }
            group { name g group { name h parm { name b type string } zz { } } }
            multiparm { name m parm { name c# type string } }
            """))
    assert [(field.name, field.overridable) for field in found] == [
        ("a", True),
        ("b", False),
        ("c#", False),
    ]


@pytest.mark.parametrize(
    ("tags", "first"),
    [("", 1), ("parmtag { multistartoffset 3 }", 3), ("parmtag { multistartoffset -1 }", 1)],
)
def test_the_first_instance_has_the_number_that_a_tag_says(tags: str, first: int) -> None:
    (repeat,) = interface(f"multiparm {{ name m {tags} }}")
    assert isinstance(repeat, Repeat)
    assert repeat.first == first


def test_folders_of_a_dialog_script_are_groups() -> None:
    (folder,) = script_of((Group("g", FolderKind.RADIO, hide_tab_when="{ a }"),)).items
    assert folder == Folder(FolderKind.RADIO, "g", hide_tab_when="{ a }")
