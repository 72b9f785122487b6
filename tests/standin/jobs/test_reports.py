"""What a job reports with `pdgcmd`, as a process of its own, arrives at its work item."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

SUCCESS = "CookedSuccess"

# What the job does between its start and its success; what is then true of its item.
REPORTS = {
    "nothing": ("setVerbosity(0)", "item.outputFiles", []),
    "text": ("setStringAttrib('a', 'grüße', 0)", "item.stringAttribValue('a')", "grüße"),
    "text at a place": (
        "setStringAttrib('a', 'one', 0); pdgcmd.setStringAttrib('a', 'two', 1)",
        "list(item.stringAttribArray('a'))",
        ["one", "two"],
    ),
    "text that XML changes": (
        r"setStringAttrib('a', 'x\r\ny\x1b[0m<&>', 0)",
        "item.stringAttribValue('a')",
        "x\r\ny\x1b[0m<&>",
    ),
    "integer": ("setIntAttrib('a', -7, 0)", "item.intAttribValue('a')", -7),
    "integer of 64 bits": ("setIntAttrib('a', 2**40, 0)", "item.intAttribValue('a')", 2**40),
    "float": ("setFloatAttrib('a', 0.25, 0)", "item.floatAttribValue('a')", 0.25),
    "file": ("setFileAttrib('a', '/x/y.exr', 0)", "item.fileAttribValue('a').path", "/x/y.exr"),
    "dictionary": (
        "setDictAttrib('a', '{\"k\": [1, 2]}', 0)",
        "item.dictAttribValue('a')",
        {"k": [1, 2]},
    ),
    "python object": (
        "setPyObjectAttrib('a', repr({'k': (1, None)}))",
        "repr(item.pyObjectAttribValue('a'))",
        "{'k': (1, None)}",
    ),
    "texts": (
        "setStringAttribArray('a', ['x', 'y'])",
        "list(item.stringAttribArray('a'))",
        ["x", "y"],
    ),
    "integers": ("setIntAttribArray('a', [1, 2])", "list(item.intAttribArray('a'))", [1, 2]),
    "floats": ("setFloatAttribArray('a', [1, 2.5])", "list(item.floatAttribArray('a'))", [1, 2.5]),
    "files": (
        "setFileAttribArray('a', ['/x/1.exr', '/x/2.exr'])",
        "[file.path for file in item.fileAttribArray('a')]",
        ["/x/1.exr", "/x/2.exr"],
    ),
    "dictionaries": (
        "setDictAttribArray('a', ['{\"k\": 1}'])",
        "list(item.dictAttribArray('a'))",
        [{"k": 1}],
    ),
    "attribute by the old call": (
        "writeAttribute('a', [1.5, 2], item_name=os.environ['PDG_ITEM_NAME'])",
        "list(item.floatAttribArray('a'))",
        [1.5, 2.0],
    ),
    "output": (
        "addOutputFile('/x/a.exr', result_data_tag='file/image', hash_code=2**40)",
        "[(f.path, f.tag, f.hash) for f in item.outputFiles]",
        [["/x/a.exr", "file/image", 2**40]],
    ),
    "output in the cook's directory": (
        "addOutputFile(os.environ['PDG_DIR'] + '/a.txt')",
        "[f.path for f in item.outputFiles]",
        ["__PDG_DIR__/a.txt"],
    ),
    "output with a name that is no UTF-8": (
        r"addOutputFile('/x/\udcff.txt')",
        "[f.path.encode('utf-8', 'surrogateescape').hex() for f in item.outputFiles]",
        [b"/x/\xff.txt".hex()],
    ),
    "outputs, one call for each": (
        "reportResultData(['/x/%d.txt' % n for n in range(120)])",
        "[len(item.outputFiles), item.outputFiles[-1].path]",
        [120, "/x/119.txt"],
    ),
    "outputs in arrays": (
        "addOutputFiles(['/x/%d.txt' % n for n in range(5000)], output_file_tag='file/t')",
        "[len(item.outputFiles), item.outputFiles[-1].tag]",
        [5000, "file/t"],
    ),
    "custom state": ("workItemSetCustomState('denoising')", "item.customState", "denoising"),
    "percent": ("workItemSetCookPercent(0.5)", "item.cookPercent", 0.5),
    "log": ("workItemAppendLog('frame 1', 2)", "'frame 1' in item.logMessages", True),
    "warning": ("warning('slow disk')", "item.hasWarnings", True),
    "keepalive": ("keepalive()", "item.outputFiles", []),
    "slots": (
        "_send([('release_job_slots', 1, ''), ('acquire_job_slots', 1, '')], None, True)",
        "item.outputFiles",
        [],
    ),
    "cache": ("invalidateCache()", "item.outputFiles", []),
    "data of the item": (
        "setStringAttrib('a', node(json.loads(pdgcmd.getWorkItemJSON(None, -1))), 0)",
        "item.stringAttribValue('a')",
        "work",
    ),
    "data of the item in its file": (
        "setStringAttrib('a', node(json.load(gzip.open(data + '.json.gz', 'rt'))), 0)",
        "item.stringAttribValue('a')",
        "work",
    ),
    "shared server": (
        "reportServerStarted('hars', 7, 'localhost', 8008, 'xmlrpc', '/x/log.txt')",
        "[sched.getSharedServerInfo('hars')['port'], [f.tag for f in item.outputFiles]]",
        [8008, ["socket/ip", "socket/port", "file/text/log"]],
    ),
    "attribute of 10 MB": (
        "setStringAttrib('a', 'é' * (5 * 1024 * 1024), 0)",
        "len(item.stringAttribValue('a').encode())",
        10 * 1024 * 1024,
    ),
}
JOB = """
import gzip, json, os
import pdgcmd
data = os.path.join(os.environ["PDG_TEMP"], "data", os.environ["PDG_ITEM_NAME"])
def node(item): return item["workitem"]["nodeName"]
pdgcmd.workItemStartCook()
pdgcmd.{code}
pdgcmd.workItemSuccess()
"""
COOK = """
reports, checks = {reports}, {checks}
sched = farm.add()
farm.load(*[farm.script(text) for text in reports])
states = farm.cook()
seen = []
for index, check in enumerate(checks):
    item = farm.item(index)
    try:
        seen.append(eval(check))
    except Exception as error:
        seen.append(repr(error) + farm.log(index))
farm.tell(states=states, seen=seen, late=farm.recorded("late"))
"""


@pytest.fixture(scope="module", name="cooked")
def one_cook(tell: Callable[..., Any]) -> dict[str, tuple[str, Any]]:
    """Give for each row the state of its item and what was seen of it."""
    reports = [JOB.format(code=code) for code, _, _ in REPORTS.values()]
    checks = [check for _, check, _ in REPORTS.values()]
    told = tell(COOK.format(reports=reports, checks=checks))
    assert told["late"] == []
    return dict(zip(REPORTS, zip(told["states"], told["seen"], strict=True), strict=True))


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_arrives(cooked: dict[str, tuple[str, Any]], report: str) -> None:
    state, seen = cooked[report]
    assert (seen, state) == (json.loads(json.dumps(REPORTS[report][2])), SUCCESS)
