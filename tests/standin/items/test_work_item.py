"""Work items: what they are told and what they tell."""

from __future__ import annotations

from typing import Any

import pytest
from asking import ask


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("[item.name, item.id, item.index, item.label]", ["node_1", 1, 3, "node_1"]),
        ("[item.node.name, item.graph is context.graph, item.context is context]",
         ["node", True, True]),
        ("[item.batchIndex, item.batchParent, item.isBatch]", [-1, None, False]),
        ("[item.frame, item.hasFrame, item.frameStep]", [0.0, False, 1.0]),
        ("(item.setFrame(12, 2), item.frame, item.hasFrame, item.frameStep)[1:]",
         [12.0, True, 2.0]),
        ("(item.setLabel('shot'), item.label, item.hasLabel)[1:]", ["shot", True]),
        ("(item.setCustomState('x'), item.customState, item.hasCustomState)[1:]", ["x", True]),
        ("[item.cookPercent, item.hasCookPercent]", [0.0, False]),
        ("(item.setCookPercent(0.5), item.cookPercent, item.hasCookPercent)[1:]", [0.5, True]),
        ("(item.setCookPercent(7), item.cookPercent)[1]", 1.0),
        ("(item.setLoopInfo(2, 0, 5), item.loopIteration(), item.loopSize(), item.loopDepth)[1:]",
         [2, 5, 1]),
        ("[item.setLoopInfo(1), item.setLoopInfo(4), item.loopIteration(0), item.loopNumber()]",
         [None, None, 1, 0]),
        ("item.loopIteration()", -1),
        ("[str(item.state), item.isCooked, item.isSuccessful, item.isUnsuccessful]",
         ["workItemState.Uncooked", False, False, False]),
        ("[str(item.type), str(batch.type), item.isPartition]",
         ["workItemType.Regular", "workItemType.Batch", False]),
        ("[item.isStatic, item.isInProcess, item.isOutOfProcess, item.isNoGenerate]",
         [True, False, True, False]),
        ("[item.command, item.hasCommand]", ["", False]),
        ("[item.setCommand('do', True), item.command, item.hasCommand, item.shouldRunInShell]",
         [None, "do", True, True]),
        ("[w.batchIndex for w in batch.batchItems]", [0, 1, 2]),
        ("[w.index for w in batch.batchItems]", [10, 11, 12]),
        ("all(w.batchParent is batch for w in batch.batchItems)", True),
        ("[batch.batchSize, batch.batchName, batch.offset, batch.isDynamicBatch]",
         [3, "node_2", 0, False]),
        ("[batch.setActiveBatchIndex(1).index, batch.activeBatchItem.index]", [11, 11]),
        ("batch.setActiveBatchIndex(7)", None),
        ("str(batch.activationMode)", "batchActivation.All"),
        ("error(lambda: batch.appendSubItem())",
         "RuntimeError: node_2 is no dynamic batch: its items are fixed"),
        ("error(lambda: setattr(item, 'name', 'x')).split(':')[0]", "AttributeError"),
        ("error(lambda: setattr(item, 'invented', 1)).split(':')[0]", "AttributeError"),
        ("[item.logURI, item.statusURI, item.tempDir()]", ["", "", ""]),
    ],
)  # fmt: skip
def test_a_work_item(expression: str, expected: Any) -> None:
    assert ask(f"answer = {expression}") == expected


@pytest.mark.parametrize(
    ("system", "expected"), [("Linux", "l"), ("Windows", "w"), ("Mac", "every")]
)
def test_a_platform_may_have_a_command_of_its_own(system: str, expected: str) -> None:
    script = f"""
    item.setCommand("every")
    item.setPlatformCommands(windows="w", linux="l")
    answer = [item.platformCommand(pdg.platform.{system}), item.hasPlatformCommand]
    """
    assert ask(script) == [expected, True]


@pytest.mark.parametrize(
    ("path", "tag"),
    [
        ("/a/b.bgeo.sc", "file/geo"),
        ("/a/b.1001.exr", "file/image"),
        ("/a/b.v2.usd", "file/usd"),
        ("C:\\a\\b.HIP", "file/hip"),
        ("/a/b.tar.gz", "file/archive"),
        ("/a/b.unknown", "file"),
        ("/a/none", "file"),
        ("/a.exr/none", "file"),
    ],
)
def test_a_missing_tag_is_chosen_by_the_extension(path: str, tag: str) -> None:
    script = f"item.addOutputFile({path!r}); answer = item.outputFiles[0].tag"
    assert ask(script) == tag


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("[f.path for f in item.outputFiles]", ["/x/a.exr", "/x/b.bgeo"]),
        ("[f.hash for f in item.outputFiles]", [5, 0]),
        ("[f.path for f in item.outputFilesForTag('file/geo')]", ["/x/b.bgeo"]),
        ("item.firstOutputFileForTag('file/image').path", "/x/a.exr"),
        ("item.firstOutputFileForTag('none')", None),
        ("[f.path for f in item.expectedOutputFiles]", ["/x/e.exr"]),
        ("[f.path for f in after.inputFiles]", ["/x/a.exr", "/x/b.bgeo"]),
        ("[f.path for f in after.expectedInputFiles]", ["/x/e.exr"]),
        ("[f.path for f in after.inputFilesForTag('file/geo')]", ["/x/b.bgeo"]),
        ("[f.path for f in item.resultData]", ["/x/a.exr", "/x/b.bgeo"]),
        ("(item.clearOutputFiles(), item.outputFiles, len(item.expectedOutputFiles))[1:]", [[], 1]),
        ("(item.addOutputFile('/x/a.exr', '', 5), len(item.outputFiles))[1]", 2),
        ("(item.updateOutputFile('/y', 1), [f.path for f in item.outputFiles])",
         [True, ["/x/a.exr", "/y"]]),
        ("[f.path for f in batch.outputFiles]", ["/x/s.exr"]),
        ("error(lambda: item.addOutputFile(3))",
         "TypeError: a file is given as a path, not as int"),
    ],
)  # fmt: skip
def test_files(expression: str, expected: Any) -> None:
    script = f"""
    item.addOutputFile("/x/a.exr", hash_code=5)
    item.addOutputFiles(["/x/b.bgeo"])
    item.addExpectedOutputFile("/x/e.exr")
    batch.batchItems[1].addOutputFile("/x/s.exr")
    after = holder.addWorkItem(parent=item)
    answer = {expression}
    """
    assert ask(script) == expected


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        ("17.5", ["node_1", [["/x/a.exr", "file/image", 5]]]),
        ("18.0", ["node_1", "File"]),
        ("18.5", ["node_1", "File"]),
        ("22.0", ["node_1", "File"]),
    ],
)
def test_names_and_results_are_those_of_the_release(release: str, expected: Any) -> None:
    script = """
    item.addResultData("/x/a.exr", "file/image", 5)
    found = item.resultData
    answer = [item.name, type(found[0]).__name__ if isinstance(found[0], File) else found]
    """
    assert ask(script, release) == expected


def test_logs() -> None:
    script = """
    item.addMessage("one", False)
    item.addWarning("two", False)
    item.addLog(pdg.workItemLogType.Raw, "three")
    item.addError("with the time")
    found = item.logMessages.splitlines()
    problem = error(lambda: item.addError("stop", True))
    answer = [found[:3], found[3][0] == "[", found[3].endswith("ERROR: with the time"),
              item.hasWarnings, problem]
    """
    expected = [["MESSAGE: one", "WARNING: two", "three"], True, True, True, "CookError: stop"]
    assert ask(script) == expected


def test_the_active_item_is_that_of_the_innermost_block() -> None:
    script = """
    from pdg._work_item import active_item
    before = active_item()
    with item.makeActive():
        with batch.makeActive():
            inner = active_item() is batch
        outer = active_item() is item
    answer = [before is None, inner, outer, active_item() is None]
    """
    assert ask(script) == [True, True, True, True]


def test_a_child_has_the_attributes_that_may_be_copied() -> None:
    script = """
    item.setIntAttrib("kept", 1)
    item.setIntAttrib("own", 1)
    item.setAttribFlag("own", attribFlag.NoCopy)
    item.setFrame(4)
    child = holder.addWorkItem(parent=item, cloneOutputFiles=True)
    clone = holder.addWorkItem(parent=item, cloneMode=pdg.cloneMode.Never)
    answer = [child.attribNames(), clone.attribNames(), child.frame, child.index,
              child.dependencies[0] is item, item.dependents[1] is clone, child.parent is item]
    """
    assert ask(script) == [["kept"], [], 4.0, 3, True, True, True]


@pytest.mark.parametrize("option", ["inx", "_with", "commandd"])
def test_an_option_that_does_not_exist_is_refused(option: str) -> None:
    problem = f"TypeError: addWorkItem has no option '{option}'"
    assert ask(f"answer = error(lambda: holder.addWorkItem(**{{'{option}': 1}}))") == problem


def test_items_without_attributes_and_files_stay_small() -> None:
    """A hundred thousand items must fit: none has a dict, lists come when something is in them."""
    script = """
    import sys
    answer = [hasattr(item, "__dict__"), item._attributes, item._outputs, item._logs,
              sys.getsizeof(item) < 600]
    """
    assert ask(script) == [False, None, None, None, True]


@pytest.mark.parametrize("release", ["21.0", "22.0"])
def test_a_handler_of_events_cannot_be_made_by_hand(release: str) -> None:
    script = """
    kept = item.addEventHandler(print)
    answer = [error(lambda: pdg.PyEventHandler(print)), isinstance(kept, pdg.PyEventHandler)]
    """
    refused = "TypeError: pdg.PyEventHandler: No constructor defined! Use addEventHandler(function)"
    assert ask(script, release) == [refused, True]
