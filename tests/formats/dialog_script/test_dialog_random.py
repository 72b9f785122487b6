"""Random trees survive their text; random text is read or refused."""

from __future__ import annotations

from dialog_corpus import needs_corpus, saved_scripts
from dialog_trees import scripts, texts
from hypothesis import example, given
from hypothesis import strategies as st

from pysched_gen.errors import SourceError
from pysched_gen.formats.dialog_script import Script, parse, write
from pysched_gen.formats.dialog_script.strings import quote
from pysched_gen.formats.dialog_script.tree import Parm
from pysched_gen.span import Origin

ORIGIN = Origin("parameters.ds")

_WORDS = """
    parm group multiparm import { } [ ] " ' \\ # // /* */ R"( )" x( #if #define 0! -1 x name label
    default range menu usetokenvalue language parmtag help size bindselector inputlabel
    """
_words = st.sampled_from([*_WORDS.split(), "\n", "\r", "\0"])


@given(scripts)
def test_a_tree_survives_its_text(script: Script) -> None:
    assert parse(write(script), ORIGIN) == script


@given(scripts)
def test_a_tree_survives_its_text_in_one_line(script: Script) -> None:
    assert parse(write(script).replace("\n", " "), ORIGIN) == script


@given(scripts, st.integers(0, 3))
def test_indentation_says_nothing(script: Script, depth: int) -> None:
    assert parse(write(script, depth=depth), ORIGIN) == script


@given(scripts)
def test_what_was_written_is_written_alike(script: Script) -> None:
    text = write(script)
    assert write(parse(text, ORIGIN)) == text


@given(texts)
@example("\\")
@example('\\\\"')
@example("\\n\n\\r\r")
def test_a_string_survives(text: str) -> None:
    written = quote(text)
    assert "\n" not in written
    assert "\r" not in written
    assert parse(f"parm {{ help {written} }}", ORIGIN) == Script((Parm(help=text),))


def read_or_refuse(text: str, *, preprocessed: bool) -> None:
    try:
        script = parse(text, ORIGIN, preprocessed=preprocessed)
    except SourceError as error:
        problem = error.problem
    else:
        assert parse(write(script), ORIGIN, preprocessed=preprocessed) == script
        return
    lines = text.split("\n")
    assert 1 <= problem.span.line <= len(lines)
    assert 1 <= problem.span.column <= len(lines[problem.span.line - 1]) + 1
    assert "\n" not in problem.message


@given(st.text() | st.lists(_words, max_size=30).map(" ".join), st.booleans())
@example("# x\\\n", True)
@example("#if \\", True)
@example("\nzz parm { }", False)
@example("{ name x zz script y zz }", False)
@example("group { parm { } zz hidewhen x zz }", False)
def test_any_text_is_read_or_refused(text: str, preprocessed: bool) -> None:
    read_or_refuse(text, preprocessed=preprocessed)


@needs_corpus
@given(st.data())
def test_a_real_script_with_one_thing_wrong_is_read_or_refused(data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(saved_scripts()) - 1))
    text = saved_scripts()[number].text[:4000]
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 20))
    put = data.draw(_words | st.text(max_size=4))
    read_or_refuse(
        text[:start] + put + text[start + length :], preprocessed=data.draw(st.booleans())
    )
