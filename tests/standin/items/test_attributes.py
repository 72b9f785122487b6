"""Attributes of work items: kinds, arrays, flags, who may write, what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from asking import ask


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("item.setIntAttrib('a', 7)", [7]),
        ("item.setIntAttrib('a', [1, 2, 3])", [1, 2, 3]),
        ("item.setIntAttrib('a', (1, 2)); item.setIntAttrib('a', 9, 3)", [1, 2, 0, 9]),
        ("item.setIntAttrib('a', 1); item.setIntAttrib('a', 2, -1)", [1, 2]),
        ("item.setIntAttrib('a', True)", [1]),
        ("item.setFloatAttrib('a', 2)", [2.0]),
        ("item.setStringAttrib('a', 'x', 2)", ["", "", "x"]),
        ("item.setStringAttrib('a', 'é 日本')", ["é 日本"]),
        ("item.setDictAttrib('a', {'k': [1]})", [{"k": [1]}]),
        ("item.setPyObjectAttrib('a', [1, {'k': 2}])", [[1, {"k": 2}]]),
        ("item.addAttrib('a', attribType.Float)", []),
        ("item.data.setString('a', 'x', 0)", ["x"]),
        ("item.data.setIntArray('a', [1, 2])", [1, 2]),
        ("item.setIntAttrib('a', [3, 1]); item.attrib('a')[0] = 5", [5, 1]),
        ("item.setIntAttrib('a', [3, 1, 2]); item.attrib('a').truncate(1)", [3]),
        ("item.setIntAttrib('b', [4]); item.attrib('b').copyTo(item); item.renameAttrib('b', 'a')",
         [4]),
    ],
)  # fmt: skip
def test_values_that_were_set_are_read(script: str, expected: list[Any]) -> None:
    assert ask(f"{script}\nanswer = item.attribArray('a')") == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("item.attribValue('n', 1)", 2),
        ("item.attribValue('n', 9)", None),
        ("item.attribValue('none')", None),
        ("item.attribArray('none')", []),
        ("item.intAttribValue('n')", 1),
        ("item.intAttribValue('s')", None),
        ("item.stringAttribValue('s')", "text"),
        ("item.numericAttribute('n', 1)", 2),
        ("item.stringAttribute('s')", "text"),
        ("item.fileAttribValue('f').path", "/a/b.exr"),
        ("item.fileAttribValue('f').tag", "file/image"),
        ("item.data.stringData('s', 0)", "text"),
        ("item.data.getString('s', 0)", "text"),
        ("item.data.intData('n', 1)", 2),
        ("item.data.intDataMap", {"n": [1, 2]}),
        ("item.hasAttrib('n')", True),
        ("item.hasAttrib('none')", False),
        ("item.attribType('f') == attribType.File", True),
        ("item.attribType('none') == attribType.Undefined", True),
        ("item.attribNames()", ["n", "s", "f"]),
        ("item.attribNames(attribType.String)", ["s"]),
        ("item.attribMatch('* ^n')", ["s", "f"]),
        ("item.numAttribs", 3),
        ("item.attrib['n'].asValues()", "1 2"),
        ("item.attrib('n').asNumber(1)", 2.0),
        ("item.attrib('s').asNumber()", 0.0),
        ("'n' in item.attrib", True),
        ("item.attrib('none')", None),
        ("item.attrib('n', attribType.String)", None),
        ("[w.name for w in item.attrib('n').asWorkItems(context.graph)]", ["node_1", "node_2"]),
        ("item.attribHash() == item.attribHash()", True),
        ("pdg.AttributeInt.isValidName('1a')", False),
    ],
)
def test_reading(expression: str, expected: Any) -> None:
    script = """
    item.setIntAttrib('n', [1, 2])
    item.setStringAttrib('s', 'text')
    item.setFileAttrib('f', File('/a/b.exr'))
    """
    assert ask(f"{script}\n    answer = {expression}") == expected


@pytest.mark.parametrize(
    ("action", "problem"),
    [
        ("item.setIntAttrib('n', 'x')", "TypeError: attribute 'n' takes Int, not str"),
        ("item.setIntAttrib('n', 1.5)", "TypeError: attribute 'n' takes Int, not float"),
        ("item.setStringAttrib('s', 1)", "TypeError: attribute 's' takes String, not int"),
        ("item.setFileAttrib('f', 1)", "TypeError: attribute 'f' takes File, not int"),
        ("item.setStringAttrib('n', 'x')", "AttribError: attribute 'n' is of type Int, not String"),
        ("item.setIntAttrib('n', 1, 0, attribOverwrite.Never)",
         "AttribError: attribute 'n' exists"),
        ("item.setIntAttrib('a b', 1)",
         "AttribError: 'a b' is no name of an attribute: letters, digits and _ only"),
        ("item.attrib('n').value(5)", "AttribError: attribute 'n' has no value at index 5"),
        ("item.attrib('r').setValue(2)", "AttribError: attribute 'r' is read-only"),
        ("item.addAttrib('x', attribType.Undefined)",
         "AttribError: attribute 'x' cannot be of type Undefined"),
        ("item.setStringAttrib('n', 'x', 0, attribOverwrite.Always)", None),
        ("item.setStringAttrib('n', 'x', 0, attribOverwrite.Match, attribErrorLevel.Quiet)", None),
    ],
)  # fmt: skip
def test_what_is_refused(action: str, problem: str | None) -> None:
    script = f"""
    item.setIntAttrib('n', [1])
    item.setIntAttrib('r', 1)
    item.setAttribFlag('r', attribFlag.ReadOnly)
    answer = error(lambda: {action})
    """
    assert ask(script) == problem


@pytest.mark.parametrize(
    "action",
    [
        "item.setIntAttrib('n', 1)",
        "item.attrib('n').setValue(1)",
        "item.eraseAttrib('n')",
        "item.renameAttrib('n', 'm')",
        "item.clearAttribs()",
        "item.setAttribFlag('n', attribFlag.NoCopy)",
        "item.data.setInt('n', 1, 0)",
    ],
)
def test_outside_of_callbacks_a_write_needs_the_lock(action: str) -> None:
    script = f"""
    item.setIntAttrib('n', 5)
    closed()
    answer = [error(lambda: {action})]
    with item.lockAttributes():
        answer.append(error(lambda: {action}))
        item.setIntAttrib('n', 5)
    with pdg.AttributeUtils.ignoreWarnings():
        answer.append(error(lambda: {action}))
    """
    refused, locked, ignored = ask(script)
    assert "lockAttributes" in refused
    assert (locked, ignored) == (None, None)


def test_the_lock_is_of_one_item_and_one_thread() -> None:
    script = """
    import threading
    closed()
    found = []
    with item.lockAttributes():
        other = threading.Thread(
            target=lambda: found.append(error(lambda: item.setIntAttrib('n', 1)))
        )
        other.start()
        other.join()
        found.append(error(lambda: batch.setIntAttrib('n', 1)))
    answer = found
    """
    assert ["lockAttributes" in problem for problem in ask(script)] == [True, True]


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ("Sum", [10]),
        ("Average", [2]),
        ("Minimum", [1]),
        ("Maximum", [4]),
        ("FirstValue", [4]),
        ("LastValue", [1]),
        ("Mode", [1]),
        ("Median", [1]),
        ("Sorted", [1, 1, 1, 3, 4]),
        ("SortedUnique", [1, 3, 4]),
        ("UniqueValues", [4, 1, 3]),
        ("AppendArray", [4, 1, 3, 1, 1]),
    ],
)
def test_reduce(operation: str, expected: list[int]) -> None:
    script = f"""
    item.setIntAttrib('a', [4, 1, 3, 1, 1])
    item.attrib('a').reduce(pdg.attribMergeType.{operation})
    answer = item.attribArray('a')
    """
    assert ask(script) == expected


def test_exported_attributes_are_the_environment() -> None:
    script = """
    item.setIntAttrib('A', [1, 2])
    item.setAttribFlag('A', attribFlag.EnvExport)
    item.addEnvironmentVar('B', 'x')
    item.addEnvironmentVar('C', 4)
    item.setStringAttrib('D', 'not exported')
    answer = [item.environment, item.hasEnvironmentVar('B'), item.envLookup('C'),
              item.envLookup('FROM_OUTSIDE'), item.envLookup('NOWHERE')]
    item.clearEnvironment()
    answer += [item.environment, item.attribNames()]
    """
    own = {"A": "1 2", "B": "x", "C": 4}
    found = ask(script, env={"FROM_OUTSIDE": "outside"})
    assert found == [own, True, "4", "outside", "", {}, ["D"]]


@pytest.mark.parametrize(
    ("strategy", "expected"), [("Replace", [1, 2]), ("Keep", [9, 2]), ("Error", "AttribError")]
)
def test_attributes_are_saved_to_a_file_and_loaded(
    strategy: str, expected: Any, tmp_path: Any
) -> None:
    script = f"""
    path = {str(tmp_path / "a ü.json")!r}
    item.setIntAttrib('a', 1)
    item.setIntAttrib('b', 2)
    item.saveAttributes(path)
    batch.setIntAttrib('a', 9)
    problem = error(lambda: batch.loadAttributes(path, pdg.attribCollisionStrategy.{strategy}))
    found = [batch.intAttribValue('a'), batch.intAttribValue('b')]
    answer = problem.split(":")[0] if problem else found
    """
    assert ask(script) == expected
