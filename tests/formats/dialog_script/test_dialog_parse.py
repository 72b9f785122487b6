"""Small dialog scripts in, their trees or the reason why there is none out."""

from __future__ import annotations

import pytest

from pysched_gen.errors import SourceError
from pysched_gen.formats.dialog_script import Script, parse, write
from pysched_gen.formats.dialog_script.lexer import MAX_SCRIPT
from pysched_gen.formats.dialog_script.reader import MAX_DEPTH
from pysched_gen.formats.dialog_script.tree import (
    BindHandle,
    BindSelector,
    Computed,
    Folder,
    FolderKind,
    Header,
    Help,
    Import,
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

ORIGIN = Origin("parameters.ds")


def tree(text: str) -> Script:
    return parse(text, ORIGIN)


def refusal(text: str) -> tuple[int, int, str]:
    with pytest.raises(SourceError) as error:
        tree(text)
    problem = error.value.problem
    assert "\n" not in problem.message
    return problem.span.line, problem.span.column, problem.message


@pytest.mark.parametrize(
    ("text", "parm"),
    [
        ("", Parm()),
        ('name "x" label "A b"', Parm("x", label="A b")),
        ("name x label Plain", Parm("x", label="Plain")),
        ('label "last" name "first" type float', Parm("first", "float", "last")),
        ("size 3", Parm(size=3)),
        ("default { }", Parm(default=())),
        ('default { "1" 0.5 }', Parm(default=("1", "0.5"))),
        (
            'default { [ "$F" hscript-expr ] [ "1" python ] }',
            Parm(default=(Computed("$F", "hscript"), Computed("1", "python"))),
        ),
        ('default {["$F"hscript-expr]}', Parm(default=(Computed("$F", "hscript"),))),
        ("range { 0 10 }", Parm(range=Limits(Limit(0), Limit(10)))),
        (
            "range {-1! .5e3!}",
            Parm(range=Limits(Limit(-1, True), Limit(500, True))),
        ),
        ('help ""', Parm(help="")),
        ('help """"', Parm(help='"')),
        ('menu { //3 "Three" }', Parm(menu=Menu(pairs=(("//3", "Three"),)))),
        ("range { 0!10 }", Parm(range=Limits(Limit(0, True), Limit(10)))),
        ("range { 0 !1! }", Parm(range=Limits(Limit(0, True), Limit(1, True)))),
        ("range { 0 ! 1 }", Parm(range=Limits(Limit(0, True), Limit(1)))),
        ("range { -1,.5 }", Parm(range=Limits(Limit(-1), Limit(0.5)))),
        ("range { 0.0, 1.0 }", Parm(range=Limits(Limit(0), Limit(1)))),
        ("disablewhen { { use 0 } }", Parm(disable_when="{ use 0 }")),
        ("hidewhen { use == 0 }", Parm(hide_when="{ use == 0 }")),
        ('menu { [ "a" ] [ ] [ "b" ] }', Parm(menu=Menu(script="a\n\nb"))),
        ('disablewhen "{ a == 1 }"', Parm(disable_when="{ a == 1 }")),
        ('hidewhen "{ a == 1 }"', Parm(hide_when="{ a == 1 }")),
        ('nocookwhen "{ a == 1 }"', Parm(no_cook_when="{ a == 1 }")),
        (
            "baseparm nolabel joinnext invisible unquoted export none",
            Parm(
                base=True,
                no_label=True,
                join_next=True,
                invisible=True,
                unquoted=True,
                export="none",
            ),
        ),
        ('parmtag { a "" } parmtag { "b" c }', Parm(tags=(Tag("a", ""), Tag("b", "c")))),
        ('menu { "a" "A" b B }', Parm(menu=Menu(pairs=(("a", "A"), ("b", "B"))))),
        ("menumini { }", Parm(menu=Menu(MenuKind.MINI))),
        ("menujoin { a A }", Parm(menu=Menu(MenuKind.JOIN, (("a", "A"),)))),
        ("menu usetokenvalue { 1 A }", Parm(menu=Menu(pairs=(("1", "A"),), use_token_value=True))),
        (
            'menureplace { [ "import x" ] [ "" ] [ "return []" ] language python }',
            Parm(menu=Menu(MenuKind.REPLACE, script="import x\n\nreturn []", language="python")),
        ),
        ("menutoggle { [ opmenu ] }", Parm(menu=Menu(MenuKind.TOGGLE, script="opmenu"))),
        ('menu { "a" "A" "b" }', Parm(menu=Menu(pairs=(("a", "A"), ("b", "b"))))),
        ('menu { //3 "A" }', Parm(menu=Menu(pairs=(("//3", "A"),)))),
        ('menu { language "Language" }', Parm(menu=Menu(pairs=(("language", "Language"),)))),
        (
            'bindselector points "A b" "C" 0 1 0xff 0 g ""',
            Parm(selectors=(BindSelector(("points", "A b", "C", "0", "1", "0xff", "0", "g", "")),)),
        ),
    ],
)
def test_properties_of_a_parameter(text: str, parm: Parm) -> None:
    assert tree(f"parm {{ {text} }}") == Script((parm,))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"a\"b"', 'a"b'),
        (r'"a\\n"', "a\\n"),
        (r'"a\nb\rc"', "a\nb\rc"),
        (r'"C:\temp\'"', "C:\\temp\\'"),
        ("'single \"double\"'", 'single "double"'),
        (r"'it\'s'", "it's"),
        ("'a#b'", "a#b"),
        ('"a { } [ ] # b"', "a { } [ ] # b"),
        ('"a\tb"', "a\tb"),
        ('"two\nlines"', "two\nlines"),
        ('"شكرا \U0001f680"', "شكرا \U0001f680"),
        ("labs::env#", "labs::env#"),
        ("don't", "don't"),
        ("-1", "-1"),
    ],
)
def test_strings_and_words(text: str, value: str) -> None:
    assert tree(f"parm {{ help {text} }}") == Script((Parm(help=value),))


@pytest.mark.parametrize("space", [" ", "\n", "\r\n", "\t", "\f\v"])
def test_any_white_space_is_as_good_as_another(space: str) -> None:
    words = 'group { name a parm { size 2 default { "1" [ "2" python ] } range { 0! 1 } } }'
    assert tree(words.replace(" ", space)).items == tree(words).items


ITEM = Parm("x")


@pytest.mark.parametrize(
    ("text", "item"),
    [
        (
            "group { name a label b parm { name x } }",
            Folder("a", FolderKind.TABS, "b", items=(ITEM,)),
        ),
        ("groupsimple { }", Folder(kind=FolderKind.SIMPLE)),
        ("groupcollapsible { }", Folder(kind=FolderKind.COLLAPSIBLE)),
        ("groupradio { group { } }", Folder(kind=FolderKind.RADIO, items=(Folder(),))),
        (
            (
                "group { invisible invisibletab tabbreak disablewhen a hidewhen b disablewhentab c "
                "hidewhentab d grouptag { k v } parmtag { l w } baseparm }"
            ),
            Folder(
                invisible=True,
                invisible_tab=True,
                tab_break=True,
                disable_when="a",
                hide_when="b",
                disable_tab_when="c",
                hide_tab_when="d",
                group_tags=(Tag("k", "v"),),
                tags=(Tag("l", "w"),),
                base=True,
            ),
        ),
        ("group { parm { name x } hidewhen late }", Folder(hide_when="late", items=(ITEM,))),
        (
            "multiparm { name env default 2 baseparm parm { name x } }",
            Multiparm("env", MultiparmKind.BLOCK, default=2, base=True, items=(ITEM,)),
        ),
        ("multiscroll { }", Multiparm(kind=MultiparmKind.SCROLL)),
        ("multiswitcher { }", Multiparm(kind=MultiparmKind.TABS)),
        (
            'import { name n label l source "a.ds" token t mask "*" enable 1 parm { name x } }',
            Import("n", "l", "a.ds", "t", "*", "1", items=(ITEM,)),
        ),
    ],
)
def test_blocks(text: str, item: Folder | Multiparm | Import) -> None:
    assert tree(text) == Script((item,))


def test_an_operator() -> None:
    script = tree("""# Dialog script for labs::x automatically generated

        {
            name\tlabs::x
            script\tlabs::x
            label\t"X Y"
            rendermask\t"A B"
            help {
                "one" "two"
            }
            bindhandle sx xform "Transformer" tx ""
            inputlabel\t1\t"First"
            parmtag { inputisref2 1 }
            outputlabel\t1\tOut
            parm { name x }
        }
        # the end
        """)
    assert script.heading == "# Dialog script for labs::x automatically generated"
    assert script.ending == "# the end"
    assert script.items == (ITEM,)
    assert script.header == Header(
        "labs::x",
        "labs::x",
        "X Y",
        (
            Unknown('rendermask\t"A B"'),
            Help(("one", "two")),
            BindHandle(("sx", "xform", "Transformer", "tx", "")),
            SlotLabel("inputlabel", "1", "First"),
            Tag("inputisref2", "1"),
            SlotLabel("outputlabel", "1", "Out"),
        ),
    )


@pytest.mark.parametrize("block", ["{ -1, 0, 1 }", 'sx xform "T" { -1, 0 } ""', "a { } { }"])
def test_a_handle_with_a_block_is_kept_as_it_stands(block: str) -> None:
    text = f"{{ name x\n bindhandle {block}\n inputlabel 1 A\n parm {{ name x }} }}"
    script = tree(text)
    assert script.header is not None
    assert script.header.properties == (
        Unknown(f"bindhandle {block}"),
        SlotLabel("inputlabel", "1", "A"),
    )
    assert script.items == (ITEM,)
    assert f"bindhandle {block}\n" in write(script)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ('parm { name x\n new 1 "two"\n size 2 }', Unknown('new 1 "two"', "name")),
        ("parm {\n new name\n name x size 2 }", Unknown("new name")),
        ("parm { new 1 name x size 2 }", Unknown("new 1")),
        ("parm { name x new { a } { b } size 2 }", Unknown("new { a } { b }", "name")),
        ("parm { name x size 2 new { deep { } } }", Unknown("new { deep { } }", "size")),
        ("parm { name x size 2\n a 1\n\n b 2\n}", Unknown("a 1\n\n b 2", "size")),
        ("parm { name x\n a 1\n   2 'b'\n size 2 }", Unknown("a 1\n   2 'b'", "name")),
        ("parm { name x # why\n size 2 }", Unknown("# why", "name")),
        ("parm { name # why\n x size 2 }", None),
        ('parm { size 2 name x a "1" size 2 b }', (Unknown('a "1"', "name"), Unknown("b", "size"))),
        ('parm { name x a "1" size 2 name x b }', Unknown('a "1"\nb', "name")),
    ],
)
def test_what_no_rule_covers_keeps_its_text_and_its_place(
    text: str, unknown: Unknown | tuple[Unknown, ...] | None
) -> None:
    several = unknown if isinstance(unknown, tuple) else (unknown,) if unknown else ()
    assert tree(text) == Script((Parm("x", size=2, unknown=several),))


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("# one\n\n# two\nparm { name x }", (Unknown("# one\n\n# two"), ITEM)),
        ("parm { name x }\n# last", (ITEM, Unknown("# last"))),
        ("parm { name x } new { a } parm { name x }", (ITEM, Unknown("new { a }"), ITEM)),
        ("group { parm { name x } \n new 1 2\n}", (Folder(items=(ITEM, Unknown("new 1 2"))),)),
        ("\ufeffparm { name x }", (ITEM,)),
        ("  \n\t", ()),
    ],
)
def test_what_no_rule_covers_between_parameters(text: str, items: tuple[object, ...]) -> None:
    assert tree(text).items == items


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("parm {\n name x", 2, 8, "the script ends inside of parm of line 1; add }"),
        ("parm { new {", 1, 13, "the script ends inside of { of line 1; add }"),
        ("parm {\n name 'x", 2, 7, "the string that begins here has no end; close it with '"),
        ("parm", 1, 5, "parm needs { here, not the end of the script"),
        ("parm name", 1, 6, "parm needs { here, not name"),
        ("parm { } }", 1, 10, "} stands without the { that it closes; remove it"),
        ("{ name x } parm", 1, 12, "parm stands behind the } of the operator; a script holds one"),
        ("parm { name }", 1, 13, "name needs a text here, not }; quote it if it is one"),
        ("parm { size two }", 1, 13, "size needs a whole number here, not two"),
        ("parm { size 99999999999 }", 1, 13, "size needs a whole number here, not 99999999999"),
        ("parm { range { 0 } }", 1, 16, "range needs two numbers, as in { 0! 10 }, not 0"),
        ("parm { range { } }", 1, 16, "range needs two numbers, as in { 0! 10 }, not }"),
        ("parm { range { 0 a } }", 1, 16, "range needs two numbers, as in { 0! 10 }, not 0 a"),
        (
            "parm { range { 0 1e999 } }",
            1,
            16,
            "range needs two numbers, as in { 0! 10 }, not 0 1e999",
        ),
        ("parm { default { [ a ] } }", 1, 22, "default needs hscript-expr or python here, not ]"),
        ("parm { default 0 }", 1, 16, "default needs { here, not 0"),
        ("parm { parmtag { a } }", 1, 20, "parmtag needs a value here, not }"),
        ("parm { menu { a A [ b ] } }", 1, 25, "menu has choices and a script that computes them"),
        ("parm { parm { } }", 1, 8, "parm inside of the parm of line 1; close it with } first"),
        ("parm { name x\n group { } }", 2, 2, "group inside of the parm of line 1; close it"),
        ('parm { "x" }', 1, 8, 'a keyword or } has to stand here, not "x"'),
        ("group { [ }", 1, 9, "a keyword or } has to stand here, not ["),
        ("multiparm { default { } }", 1, 23, "default needs a whole number here, not }"),
        ("hello world", 1, 1, "a dialog script has parm, group, multiparm or another block here"),
        ("\n a = 1", 2, 2, "a dialog script has parm, group, multiparm or another block here"),
        ('#include "a.ds"\n', 1, 1, "#include is for the C preprocessor, which is not run here"),
        ("parm {\n#ifdef A\n}", 2, 1, "#ifdef is for the C preprocessor, which is not run here"),
        ("parm { } // why", 1, 10, "// is not a comment of a dialog script; begin the line with #"),
        ("\n/* why", 2, 1, "the comment that begins here has no end"),
        (
            "parameter { name x }",
            1,
            1,
            "a dialog script has parm, group, multiparm or another block",
        ),
        ("parm {\n<<<<<<< HEAD\n}", 2, 1, "<<<<<<< marks a merge that was not resolved; take one"),
        ("=======\nparm { }", 1, 1, "======= marks a merge that was not resolved; take one"),
        ("FLOAT(x, 1)", 1, 1, "FLOAT(...) is a macro of the C preprocessor, which is not run here"),
        ("group { FLOAT (x) }", 1, 9, "FLOAT(...) is a macro of the C preprocessor"),
        ("parm { name x }\na\0", 2, 2, "a null character: this is binary data"),
        ('parm { R"x(', 1, 8, 'the raw string that begins here has no end; close it with )x"'),
        ('parm { "\x1b[31m\n' + "x" * 50 + '"', 1, 8, "a keyword or } has to stand here, not "),
    ],
)
def test_refusals_name_place_reason_and_way_out(
    text: str, line: int, column: int, message: str
) -> None:
    found = refusal(text)
    assert found[:2] == (line, column), found
    assert found[2].startswith(message)
    assert found[2].isprintable()


def test_the_place_of_an_origin_inside_of_a_file_counts_on() -> None:
    with pytest.raises(SourceError) as error:
        parse("\nparm", Origin("scheduler.toml", line=10))
    assert str(error.value).startswith("scheduler.toml:11:5: parm needs {")


@pytest.mark.parametrize("keyword", ["group", "multiparm", "import"])
def test_blocks_in_blocks_have_an_end(keyword: str) -> None:
    assert tree(f"{keyword} {{ " * MAX_DEPTH + "}" * MAX_DEPTH).items
    message = refusal(f"{keyword} {{ " * 10_000 + "}" * 10_000)[2]
    assert (
        message == f"{keyword} is nested more than {MAX_DEPTH} levels deep; take some folders away"
    )


def test_unknown_blocks_are_passed_over_at_any_depth() -> None:
    text = "new { " * 10_000 + "}" * 10_000
    assert tree(text) == Script((Unknown(text),))


def test_a_script_has_an_end() -> None:
    assert refusal("#" * (MAX_SCRIPT + 1))[2].startswith(f"{MAX_SCRIPT + 1:,} characters are too")
    assert tree("#" * MAX_SCRIPT) == Script((Unknown("#" * MAX_SCRIPT),))


@pytest.mark.parametrize(
    "text",
    [
        '/* why */\n#include <a.ds>\n{\n    name\tx\n    MACRO(a, "b", 1)\n    parm {\n    }\n}\n',
        "// why\nparm {\n#define A \\\n    B\n    export  none\n}\n",
        "#if A\nFLOAT(x, 1)\n#else\nFLOAT(x, 2)\n#endif\n",
    ],
)
def test_what_is_for_a_preprocessor_can_be_kept(text: str) -> None:
    refusal(text)
    kept = parse(text, ORIGIN, preprocessed=True)
    assert parse(write(kept), ORIGIN, preprocessed=True) == kept
    for line in text.split("\n"):
        assert line.strip() in write(kept)


def test_the_count_of_a_multiparm_may_stand_in_braces() -> None:
    assert tree('multiparm { name a default { "2" } }') == Script((Multiparm(name="a", default=2),))


def test_a_condition_without_quotes_has_an_end() -> None:
    assert refusal("parm { disablewhen { { a 0 }") == (
        *(1, 20),
        "the { of disablewhen is not closed; add }",
    )
