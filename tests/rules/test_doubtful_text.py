from __future__ import annotations

import pytest
from tools import findings

RULE = "doubtful-text"


def found_in(script: str) -> list[tuple[int, int, str]]:
    every = findings({"parameters.ds": script})
    return [(one.span.line, one.span.column, one.message) for one in every if one.name == RULE]


@pytest.mark.parametrize(
    ("script", "line", "column", "message"),
    [
        (
            'parm {\n name a type string\n hidewhen "{ a == 1 }"\n hidewhen "{ a == 2 }"\n}',
            *(4, 2, "hidewhen is given twice; this one counts"),
        ),
        ("parm {\n name a type string\n hideWhen x }", 3, 2, '"hideWhen" is no word of a parm;'),
        ("parm {\n name a type string\n disable_when x }", 3, 2, '"disable_when" is no word of'),
        ("parm {\n name a type string\n tag { a b } }", 3, 2, '"tag" is no word of a parm; did'),
        ("group {\n name g\n lable G\n parm { name a type string } }", 3, 2, '"lable" is no word'),
        ("{\n gruop {\n name g\n } }", 2, 2, '"gruop" is no word of a dialog script; did you mean'),
        (
            "group {\n name g\n prm { name a } }",
            3,
            2,
            '"prm" is no word of a group; did you mean parm',
        ),
        ("parm {\n name a type string\n zz_new 1\n defalt { 1 } }", 4, 2, '"defalt" is no word of'),
        ("parm { name a type str }", 1, 1, 'the parm "a" has type str, which Houdini does not'),
        ("parm { name a type bool }", 1, 1, 'the parm "a" has type bool, which Houdini does'),
        ("parm { name a }", 1, 1, 'the parm "a" has no type, so it is left out'),
    ],
)
def test_found(script: str, line: int, column: int, message: str) -> None:
    ((*place, told),) = found_in(script)
    assert place == [line, column]
    assert told.startswith(message)


@pytest.mark.parametrize(
    "script",
    [
        "parm { name a type string zz_new 1 }",
        "parm { name a type zz_new }",
        "parm { name a baseparm label A export none }",
        "parm { name a type string parmtag { a b } parmtag { c d } }",
        'parm { name a type string\n# hideWhen is not it\nhidewhen "{ a == 1 }" }',
        "zz_block { name x }",
        "parm {\n name a type string\n zz_block {\n tag a\n } }",
        "group {\n name g\n groups x\n parm { name a type string } }",
    ],
)
def test_fine(script: str) -> None:
    assert found_in(script) == []


@pytest.mark.parametrize(
    ("script", "severity"),
    [
        ("parm {\n name a type string\n defalt { x } }", "error"),
        ("parm { name a type integr }", "error"),
        ("parm { name a }", "warning"),
        ('parm { name a type string\n hidewhen "{ a == 1 }"\n hidewhen "{ a == 2 }" }', "warning"),
    ],
)
def test_a_word_that_is_none_is_an_error(script: str, severity: str) -> None:
    every = [one for one in findings({"parameters.ds": script}) if "param" in str(one.span)]
    (found,) = (one for one in every if one.severity.value != "note")
    assert (found.name, found.severity.value) == (RULE, severity)
