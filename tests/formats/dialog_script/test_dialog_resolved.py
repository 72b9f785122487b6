"""Dialog scripts in, trees with typed values out, and back."""

from __future__ import annotations

import pytest
from flat_parameters import limited

from pysched_gen.errors import SourceError
from pysched_gen.formats.dialog_script import parse, write
from pysched_gen.formats.dialog_script.resolved import resolved, resolved_items
from pysched_gen.formats.dialog_script.tree import (
    Computed,
    Folder,
    FolderKind,
    Import,
    Item,
    Items,
    Menu,
    MenuKind,
    Multiparm,
    MultiparmKind,
    Parm,
    Script,
    Unknown,
    parms_of,
)
from pysched_gen.sources.parameters import is_overridable, parameters_of
from pysched_gen.span import Origin

ORIGIN = Origin("parameters.ds")


def interface(text: str) -> Items:
    return resolved(parse(text, ORIGIN)).items


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("parm { name x type string }", Parm("x", "string")),
        (
            "parm { name x baseparm label X export none }",
            Parm("x", None, "X", base=True, export="none"),
        ),
        (
            'parm { name x type ordinal default { "a" } menu { a A } }',
            Parm("x", "ordinal", default=("a",), menu=Menu(pairs=(("a", "A"),))),
        ),
        ('parm { name x type integer default { "5" } }', Parm("x", "integer", default=(5,))),
        (
            'parm { name x type integer default { "$F" } }',
            Parm("x", "integer", default=(Computed("$F", "hscript"),)),
        ),
        ('parm { name x type toggle default { "on" } }', Parm("x", "toggle", default=(True,))),
        (
            'parm { name x type vector size 3 default { "1" "0.5" "-2e3" } }',
            Parm("x", "vector", size=3, default=(1.0, 0.5, -2000.0)),
        ),
        (
            'parm { name x type float default { [ "$F" hscript-expr ] } }',
            Parm("x", "float", default=(Computed("$F", "hscript"),)),
        ),
        (
            'parm { name x type string default { [ "return" python ] } }',
            Parm("x", "string", default=(Computed("return", "python"),)),
        ),
        (
            'parm { name x type string menureplace { [ "a" ] [ "b" ] language python } }',
            Parm("x", "string", menu=Menu(MenuKind.REPLACE, script="a\nb", language="python")),
        ),
        (
            "parm { name x type float range { 0! 10 } }",
            Parm("x", "float", range=limited(0.0, 10.0, low_strict=True)),
        ),
        ('parm { name x type separator default { "" } }', Parm("x", "separator", default=("",))),
        (
            'parm { name x type button parmtag { script_callback "f()" } }',
            Parm("x", "button", tags=(("script_callback", "f()"),)),
        ),
        (
            "parm { name x type string invisible nolabel joinnext }",
            Parm("x", "string", invisible=True, no_label=True, join_next=True),
        ),
        (
            "parm { name x type string zz_new 1 }",
            Parm("x", "string", unknown=(Unknown("zz_new 1", "type"),)),
        ),
        (
            "groupcollapsible { name g label G tabbreak grouptag { a b } parm { name x } }",
            Folder(
                "g",
                FolderKind.COLLAPSIBLE,
                "G",
                tab_break=True,
                group_tags=(("a", "b"),),
                items=(Parm("x", None),),
            ),
        ),
        (
            "multiswitcher { name m default 2 parmtag { k v } parm { name x# type string } }",
            Multiparm(
                "m",
                MultiparmKind.TABS,
                default=2,
                tags=(("k", "v"),),
                items=(Parm("x#", "string"),),
            ),
        ),
        ('import { source "a.ds" mask "*" }', Import(source="a.ds", mask="*")),
    ],
)
def test_what_a_script_says(text: str, entry: Item) -> None:
    wanted = resolved_items((entry,))
    assert interface(text) == wanted
    assert interface(write(Script(wanted))) == wanted


def test_only_spelling_is_lost() -> None:
    text = """
        parm { name x type float size 1 default { "1.50" } range { 0.0 1e1 }
            parmtag { b 1 } parmtag { a 2 } }
        parm { name y type toggle default { "off" } }
        """
    assert interface(text) == (
        Parm("x", "float", "", default=(1.5,), range=limited(0, 10), tags=(("a", "2"), ("b", "1"))),
        Parm("y", "toggle", "", default=(False,)),
    )


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("\nparm { type string }", 2, 'the parm has no name; add name "..."'),
        ("group {\n group { }\n}", 1, 'the folder has no name; add name "..."'),
        ("parm { name x size 0 }", 1, '"x" has 0 components; give it from 1 to 1000'),
        ("parm { name x size 1001 }", 1, '"x" has 1001 components; give it from 1 to 1000'),
        ("parm { name x type menu }", 1, "menu is no type of a parm; Houdini's menus are of type"),
    ],
)
def test_what_is_no_interface_is_refused(text: str, line: int, message: str) -> None:
    with pytest.raises(SourceError) as error:
        parameters_of(resolved(parse(text, ORIGIN)), ORIGIN)
    assert error.value.problem.span.line == line
    assert error.value.problem.message.startswith(message)


def test_fields_are_found_at_any_depth() -> None:
    found = parms_of(interface("""
            parm { name a type string parmtag { "pdg::scheduler" "" } }
            group { name g group { name h parm { name b type string } zz { } } }
            multiparm { name m parm { name c# type string } }
            """))
    assert [(field.name, is_overridable(field)) for field in found] == [
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
    assert isinstance(repeat, Multiparm)
    assert repeat.first == first
