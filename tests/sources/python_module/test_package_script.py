"""Which parts of a dialog script belong to the package below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flat_parameters import view_of

from pysched_gen.formats.dialog_script import parse
from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.dialog_script.tree import Unknown
from pysched_gen.sources.parameters import OVERRIDABLE_TAG, Parameter
from pysched_gen.sources.python_module.package_script import overrides_in
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from pysched_gen.formats.dialog_script.tree import Items

ORIGIN = Origin("topscheduler.user.ds")
QUEUE = 'parm { name queue type file default { "a" } parmtag { spare_category "Farm" } }\n'
RAMP = "parm { name look type ramp_flt }\n"
EXTRA = "parm { name extra type string }\n"
BLOCK = (
    'multiparm { name hosts default 2 parmtag { "pdg::nocopy" "" } parmtag { a b }\n'
    ' parm { name "host#" type string parmtag { spare_category "Farm" } } }\n'
)
FILE = "parm { name queue type file default { a } }\n"
PLAIN = "parm { name queue type string }\n"
DECLARED = 'parm { name queue type string default { } parmtag { "pdg::scheduler" "" } }'


def section(owner: str, text: str) -> str:
    return f"# pysched-gen: begin {owner}\n# more\n{text}# pysched-gen: end {owner}\n"


def declared(name: str, kind: str, *, overridable: bool = True) -> Parameter:
    tags = ((OVERRIDABLE_TAG, ""),) if overridable else ()
    return view_of(name, "", kind, ORIGIN.span(), tags=tags)


def interface(text: str) -> Items:
    return resolved(parse(text, ORIGIN)).items


def applied(text: str, parameter: Parameter) -> Items:
    overrides = overrides_in(resolved(parse(text, ORIGIN)), "farmq")
    return tuple(one.item for one in overrides.applied([parameter], ORIGIN))


@pytest.mark.parametrize(
    ("script", "names", "expected"),
    [
        (QUEUE, ["queue"], FILE),
        (f"group {{ name g {QUEUE} }}", ["queue"], FILE),
        (section("other", QUEUE), ["queue"], FILE),
        (section("other", QUEUE) + section("farmq", PLAIN), ["queue"], PLAIN),
        (section("farmq", RAMP + QUEUE), ["look", "queue"], RAMP + FILE),
        (RAMP + QUEUE, ["queue"], FILE),
        (section("farmq", EXTRA + QUEUE), ["queue"], FILE),
        ("", ["queue"], DECLARED),
    ],
    ids=[
        "by name",
        "in a folder",
        "of another",
        "of another and its own",
        "a ramp",
        "the ramp of anybody",
        "not declared",
        "nothing",
    ],
)
def test_what_a_script_tells_of_a_scheduler(script: str, names: list[str], expected: str) -> None:
    found = applied(script, declared("queue", "string"))
    assert [item.name for item in found if not isinstance(item, Unknown)] == names
    assert found == interface(expected)


def test_a_count_is_the_block_that_the_script_has() -> None:
    wanted = 'multiparm { name hosts default 2 parmtag { a b } parm { name "host#" type string } }'
    assert applied(BLOCK, declared("hosts", "integer")) == interface(wanted)


def test_what_no_node_overrides_is_as_declared() -> None:
    found = applied(QUEUE, declared("queue", "string", overridable=False))
    assert found == interface("parm { name queue type string }")
