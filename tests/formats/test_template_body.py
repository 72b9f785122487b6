"""What a `templateBody` declares of an interface."""

from __future__ import annotations

import pytest

from pysched_gen.formats.dialog_script.resolved import resolved_items
from pysched_gen.formats.dialog_script.tree import Folder, Item, Menu, Multiparm, Parm
from pysched_gen.formats.template_body import is_declarable, template_entry

AB = Menu(pairs=(("a", "A"), ("b", "B")))


@pytest.mark.parametrize(
    ("item", "entry"),
    [
        (Parm("x", "string", default=("all",)), {"type": "String", "size": 1, "value": "all"}),
        (Parm("x", "string"), {"type": "String", "size": 1, "value": ""}),
        (Parm("x", "integer", default=(1, 2)), {"type": "Integer", "size": 2, "value": [1, 2]}),
        (Parm("x", "float", default=(1,)), {"type": "Float", "size": 1, "value": 1.0}),
        (Parm("x", "float", default=("$F",)), {"type": "Float", "size": 1, "value": 0.0}),
        (Parm("x", "toggle", default=(True,)), {"type": "Integer", "size": 1, "value": 1}),
        (Parm("x", "ordinal", default=("b",), menu=AB), {"type": "Integer", "value": 1, "size": 1}),
        (Parm("x", "ordinal", default=(1,), menu=AB), {"type": "Integer", "value": 1, "size": 1}),
        (Parm("x", "ordinal", default=(7,), menu=AB), {"type": "Integer", "value": 7, "size": 1}),
        (Multiparm("x", default=2), {"type": "Integer", "size": 1, "value": 2, "label": "x"}),
    ],
)
def test_a_parameter_becomes_string_integer_or_float(item: Item, entry: dict[str, object]) -> None:
    (found,) = resolved_items((item,))
    assert is_declarable(found)
    assert template_entry(found) == {"name": "x", "label": "", **entry}


@pytest.mark.parametrize("item", [Parm("x", "button"), Parm("x", "ramp_flt"), Folder("x")])
def test_what_holds_no_value_is_not_declared(item: Item) -> None:
    assert not is_declarable(item)
