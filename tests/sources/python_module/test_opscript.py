"""hscript dumps in, the nodes they recreate out."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trees import SHARED

from pysched_gen.errors import NothingToReadError, SourceError
from pysched_gen.formats.saved_node import Expression, Field
from pysched_gen.formats.scripts.opscript import ScriptedNode, is_opscript, parse_opscript
from pysched_gen.model.build import build
from pysched_gen.sources import read, read_data
from pysched_gen.sources.node_scripts import opscript_nodes

SYNTHETIC = SHARED / "corpus/synthetic"
HEAD = "# Automatically generated script\n\\set noalias = 1\nopcf /\nopcf tasks\n"
ADD = "opadd -e -n pythonscheduler farm\n"


def node(commands: str) -> ScriptedNode:
    (found,) = parse_opscript(f"{HEAD}{ADD}{commands}".encode(), "dump.cmd")
    return found


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("x ( )", ()),
        ("x ( 0 -1.5 )", ("0", "-1.5")),
        ('x ( "" )', ("",)),
        (r"x ( 'a \'b\' \\ \\n\n' )", ("a 'b' \\ \\n\n",)),
        ("x ( ')' '(' )", (")", "(")),
        (r'x ( "python -c \"1\"" )', ('python -c "1"',)),
        ("x ( é日 )", ("é日",)),
    ],
)
def test_words(words: str, expected: tuple[str, ...]) -> None:
    assert node(f"opparm -V 1 farm {words}\n").node.fields == (Field("x", expected),)


def test_a_later_line_counts() -> None:
    commands = "opparm farm  many ( 2 )\nopparm -V 1 farm x ( 1 ) many ( 3 ) y ( a )\n"
    found = {field.name: field.values for field in node(commands).node.fields}
    assert found == {"many": ("3",), "x": ("1",), "y": ("a",)}


def test_expressions() -> None:
    commands = (
        "chblockbegin\nchadd -t 0 0 farm x\n"
        "chkey -t 0 -v 50 -m 0 -a 0 -A 0 -T a  -F 'ch(\"../b\")' farm/x\n"
        "chkey -t 1 -v 60 -F 'later()' farm/x\nchkey -t 0 -v 7 -F $F farm/t2\nchblockend\n"
        "opparm -V 1 farm x ( x ) t ( 1 t2 3 ) other ( t2 )\n"
    )
    assert node(commands).node.fields == (
        Field("x", ("50",), (Expression(0, 'ch("../b")', "hscript"),)),
        Field("t", ("1", "7", "3"), (Expression(1, "$F", "hscript"),)),
        Field("other", ("t2",)),
    )


def test_paths_follow_opcf() -> None:
    script = (
        "opcf /\nopcf tasks\nopadd -e -n topnet net\nopcf net\nopadd -e -n pythonscheduler a\n"
        "opcf ..\nopcf /obj\nopadd -e -n geo g\nopcf $saved_path\n"
    )
    found = [(one.node.path, one.node.type) for one in parse_opscript(script.encode(), "d")]
    assert found == [
        ("/tasks/net", "topnet"), ("/tasks/net/a", "pythonscheduler"), ("/obj/g", "geo"),
    ]  # fmt: skip


def test_user_data_gives_the_version() -> None:
    assert node("opuserdata -n '___Version___' -v '20.5.370' farm\n").node.houdini == "20.5.370"
    assert not node("opuserdata -n '___Version___' -v '1' farm\n").node.houdini


def test_a_type_that_is_damaged_is_told_in_one_line() -> None:
    with pytest.raises(NothingToReadError, match="its schedulers are /tasks/farm") as refused:
        read_data("dump.cmd", f"{HEAD}opadd -e 'a\\nscheduler' farm\n".encode())
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("commands", "problem"),
    [
        ("opparm farm x ( 'open )\n", "a quoted word without its closing quote"),
        ("opparm farm x 1 )\n", "no ( behind the parameter x"),
        ("opparm farm x ( 1\n", "no ) behind the values of x"),
        ("opparm farm 'x = 1\\ny' 1\n", r"no ( behind the parameter x = 1\x0ay;"),
        ("opadd -e farm\n", "opadd without type and name"),
    ],
)
def test_what_breaks_the_rules(commands: str, problem: str) -> None:
    with pytest.raises(SourceError, match=re.escape(f"dump.cmd:6:1: {problem}")):
        node(commands)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (HEAD, True),
        ("opadd -e -n geo a\n", True),
        ("# opadd -e\nimport hou\n", False),
        ("hou_node = hou_parent.createNode()\n", False),
    ],
)
def test_what_it_is_told_by(head: str, expected: object) -> None:
    assert is_opscript(head.encode()) is expected


@pytest.mark.skipif(not SYNTHETIC.is_dir(), reason="the corpus is not beside the project")
def test_the_rendering_of_the_synthetic_node_says_what_the_scene_says() -> None:
    (scene,) = read(str(SYNTHETIC / "pythonscheduler.hip"))
    (script,) = read(str(SYNTHETIC / "pythonscheduler.cmd"))
    texts = [{field.id: field.text for field in source.fields} for source in (scene, script)]
    assert texts[0] == texts[1]
    assert scene.origin.node == script.origin.node
    for one, other in zip(scene.parameters, script.parameters, strict=True):
        facts = [(p.name, p.type, p.default, p.values, p.menu, p.range, p.folder, p.tags, p.help)
                 for p in (one, other)]  # fmt: skip
        assert facts[0] == facts[1]
    driven = [p.expressions for p in script.parameters if p.expressions]
    assert driven == [(Expression(0, "25 + 25", "hscript"),)]


def test_every_python_scheduler_of_a_dump_is_taken() -> None:
    script = HEAD + ADD + "opadd -e -n localscheduler local\nopadd -e -n pythonscheduler other\n"
    sources = read_data("dump.cmd", script.encode())
    assert [build(source).origin.node for source in sources] == ["/tasks/farm", "/tasks/other"]


def test_every_node_is_listed() -> None:
    script = HEAD + ADD + "opadd -e -n localscheduler local\n"
    found = opscript_nodes(script.encode(), "dump.cmd")
    assert found == [("/tasks/farm", "pythonscheduler"), ("/tasks/local", "localscheduler")]


SAMPLE = (
    HEAD + ADD + "opspareds 'parm { name \"x\" }' farm\nchkey -t 0 -v 1 -F 'a\\'b' farm/x\n"
    "opparm -V 1 farm x ( x ) y ( 'a\\n' \"\" )\nopuserdata -n a -v b farm\nopcf ..\n"
).encode()


@given(st.data())
def test_a_mutated_dump_is_read_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SAMPLE)))
    end = data.draw(st.integers(start, len(SAMPLE)))
    with suppress(SourceError):
        parse_opscript(SAMPLE[:start] + data.draw(st.binary(max_size=8)) + SAMPLE[end:], "d")
