from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "unquoted-option"

# Texts as on the page of the rule, and where it finds something in which of them.
FOUND = {
    "f-string": (
        """\
    # submitasjob.py
    job = self.farm.send(f"hython topcook.py --hip {graph_file} --toppath '{node_path}'")
    return job, job""",
        ("submitasjob.py", 1, 22),
    ),
    "format": (
        """\
    # submitasjob.py
    job = self.farm.send("hython topcook.py --hip {} --report none".format(graph_file))
    return job, job""",
        ("submitasjob.py", 1, 72),
    ),
    "percent": (
        """\
    # submitasjob.py
    job = self.farm.send("hython topcook.py --report %s --toppath %s" % ("none", node_path))
    return job, job""",
        ("submitasjob.py", 1, 78),
    ),
    "sum": (
        """\
    # submitasjob.py
    job = self.farm.send("hython topcook.py --hip " + graph_file + " --report none")
    return job, job""",
        ("submitasjob.py", 1, 51),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int]) -> None:
    spans = [one.span for one in findings(texts_in(block)[0]) if one.name == RULE]
    assert [(span.origin.path, span.line, span.column) for span in spans] == [
        (f"farmq/{place[0]}", *place[1:])
    ]


FINE = {
    "quoted": """\
    # submitasjob.py
    import shlex
    job = self.farm.send(f"hython topcook.py --hip {shlex.quote(graph_file)}")
    return job, job""",
    "in quotes": """\
    # submitasjob.py
    job = self.farm.send('hython topcook.py --hip "{}"'.format(graph_file))
    return job, job""",
    "a list": """\
    # submitasjob.py
    job = self.farm.send(["hython", "topcook.py", "--hip", graph_file])
    return job, job""",
    "another option": """\
    # submitasjob.py
    job = self.farm.send(f"farm-submit --priority {self.priority}")
    return job, job""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
