from __future__ import annotations

import pytest
from tools import findings

RULE = "parameter-default"
MENU = 'type = "menu"\nmenu = [["a", "A"], ["b", "B"]]\n'
STRICT = "min = 1\nmax = 8\nmin_strict = true\nmax_strict = true\n"
SOFT = "min = 1\nmax = 8\n"

BAD = {
    "token": (MENU + 'default = "c"', 'is "c", which is none of the tokens "a", "b"'),
    "label": (MENU + 'default = "A"', 'is "A"'),
    "position": (MENU + "default = 2", 'is "2"'),
    "below": (f'type = "integer"\ndefault = 0\n{STRICT}', "starts at 1; give that or more"),
    "above": (f'type = "float"\ndefault = 8.5\n{STRICT}', "is 8.5, but its range ends at 8"),
    "component": (f'type = "float"\nsize = 2\ndefault = [2.0, 9.0]\n{STRICT}', "is 9"),
    "left out": (f'type = "integer"\n{STRICT}', "is 0, but its range starts at 1"),
}
FINE = {
    "token": MENU + 'default = "b"',
    "position": MENU + "default = 1",
    "position as text": MENU + 'default = "0"',
    "menu without choices": 'type = "menu"\nmenu = []\ndefault = "x"',
    "text with a menu": 'type = "string"\nmenu = [["a", "A"]]\ndefault = "c"',
    "soft range": f'type = "integer"\ndefault = 0\n{SOFT}',
    "end": f'type = "integer"\ndefault = 8\n{STRICT}',
    "only one end is strict": 'type = "float"\ndefault = 9.0\nmin = 1\nmax = 8\nmin_strict = true',
    "text for a number": f'type = "integer"\ndefault = "x"\n{STRICT}',
    "toggle": f'type = "toggle"\ndefault = false\n{STRICT}',
    "no value": f'type = "separator"\ndefault = 0\n{STRICT}',
}


def found_in(facts: str) -> list[str]:
    every = findings({}, manifest=f'[[parameters]]\nname = "farmq_x"\n{facts}')
    assert all(one.span.line == 20 for one in every if one.name == RULE)
    return [one.message for one in every if one.name == RULE]


@pytest.mark.parametrize(("facts", "message"), BAD.values(), ids=BAD)
def test_found(facts: str, message: str) -> None:
    (found,) = found_in(facts)
    assert message in found
    assert found.startswith('the default of "farmq_x" ')


@pytest.mark.parametrize("facts", FINE.values(), ids=FINE)
def test_fine(facts: str) -> None:
    assert found_in(facts) == []


@pytest.mark.parametrize(
    ("default", "count"),
    [('"c"', 1), ('"b"', 0), ('"1"', 0), ('"7"', 1), ('[ "$F % 2" hscript-expr ]', 0)],
)
def test_a_menu_of_a_dialog_script(default: str, count: int) -> None:
    dialog = f"""parm {{
        name "farmq_x" type ordinal default {{ {default} }} menu {{ "a" "A" "b" "B" }}
    }}"""
    found = [one for one in findings({}, dialog=dialog) if one.name == RULE]
    assert [one.span.line for one in found] == [1] * count


@pytest.mark.parametrize(
    ("rest", "count"),
    [
        ('type integer default { [ "$F" hscript-expr ] } range { 1! 8! }', 0),
        ('type integer default { "9" } range { 1! 8! }', 1),
        ('type iconstrip default { "c" } menu { "a" "A" }', 1),
    ],
)
def test_other_types_of_a_dialog_script(rest: str, count: int) -> None:
    found = [one for one in findings({}, dialog=f'parm {{ name "x" {rest} }}') if one.name == RULE]
    assert len(found) == count
