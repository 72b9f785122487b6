"""Real dialog scripts read, and written again."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from dialog_corpus import CORPUS, Saved, needs_corpus, saved_scripts
from saved_scripts import scripts_of

from pysched_gen.errors import SourceError
from pysched_gen.formats.dialog_script import parse, write
from pysched_gen.formats.dialog_script.tree import Folder, Help, Import, Multiparm, Unknown
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.formats.dialog_script.tree import Item, Script

pytestmark = needs_corpus

ORIGIN = Origin("script.ds")


def every(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        if isinstance(item, Folder | Multiparm | Import):
            yield from every(item.items)


def has_unknown(script: Script) -> bool:
    header = script.header.properties if script.header else ()
    items = list(every(script.items))
    texts = any(isinstance(one, Unknown) for one in (*header, *items))
    return texts or any(one.unknown for one in items if not isinstance(one, Unknown))


def again(saved: Saved, text: str) -> Script:
    return parse(text, ORIGIN, preprocessed=saved.preprocessed)


def named_in(data: bytes) -> Counter[str]:
    """Count the names of scripts in raw bytes, whatever container holds them, unpacked too."""
    found = Counter(
        DialogScript=data.count(b"\0\0\0\x0cDialogScript"),
        spareparmdef=len(re.findall(rb"\.spareparmdef\0", data)),
    )
    for packed in re.finditer(rb"\x1f\x8b\x08\0", data):
        try:
            inner = zlib.decompressobj(31).decompress(data[packed.start() :])
        except zlib.error:
            continue
        if inner[4:].startswith((b"HouLC", b"HouNC", b"070707")):
            found += named_in(inner)
    return found


def test_all_are_found() -> None:
    files = [path for path in CORPUS.rglob("*") if path.is_file()]
    alone = Counter(path.name.rpartition(".")[2] for path in files)
    expected = sum((named_in(path.read_bytes()) for path in files), Counter[str]())
    expected += Counter({key: alone[key] for key in ("DialogScript", "spareparmdef", "ds")})
    names = [name for path in CORPUS.glob("*/*") for name, _ in scripts_of(path)]
    found = Counter(re.split(r"[!/.]", name)[-1] for name in names)
    assert found == expected == {"DialogScript": 294, "spareparmdef": 156, "ds": 4}
    assert len(saved_scripts()) == 346


def test_each_says_what_a_look_at_its_lines_says() -> None:
    """Machine-written scripts have one block a line, so lines can be counted without a reader."""
    for saved in saved_scripts():
        if saved.preprocessed:
            continue
        lines = Counter(
            line.strip() for line in saved.text.replace("{ name", "{\nname").split("\n")
        )
        kinds = Counter(type(item).__name__ for item in every(saved.tree.items))
        assert kinds["Parm"] == lines["parm {"], saved.name
        folders = ("group", "groupradio", "groupsimple", "groupcollapsible")
        assert kinds["Folder"] == sum(lines[f"{one} {{"] for one in folders), saved.name
        blocks = ("multiparm", "multiscroll", "multiswitcher")
        assert kinds["Multiparm"] == sum(lines[f"{one} {{"] for one in blocks), saved.name


def test_each_written_again_gives_the_same_tree() -> None:
    for saved in saved_scripts():
        assert again(saved, write(saved.tree)) == saved.tree, saved.name


def test_each_in_one_line_gives_the_same_tree() -> None:
    compared = 0
    for saved in saved_scripts():
        if saved.preprocessed or has_unknown(saved.tree):
            continue
        compared += 1
        text = saved.text.partition("\n{")[1:] if saved.tree.heading else (saved.text,)
        flat = again(saved, "".join(text).replace("\n", " "))
        assert flat.items == saved.tree.items, saved.name
        assert flat.header == saved.tree.header, saved.name
    assert compared == 275


def test_what_a_node_saved_is_written_byte_for_byte() -> None:
    texts = [saved for saved in saved_scripts() if saved.depth]
    assert len(texts) == 95
    for saved in texts:
        assert write(saved.tree, depth=saved.depth) == saved.text, saved.name


def test_most_operators_are_written_byte_for_byte() -> None:
    """The others are of older Houdinis with another layout, or were written by hand."""
    operators = [saved for saved in saved_scripts() if saved.tree.header and not saved.preprocessed]
    same = [saved for saved in operators if write(saved.tree) == saved.text]
    assert (len(same), len(operators)) == (123, 211)


def test_only_scripts_for_a_preprocessor_are_refused() -> None:
    refused = [saved for saved in saved_scripts() if saved.preprocessed]
    assert len(refused) == 37
    for saved in refused:
        with pytest.raises(SourceError) as error:
            parse(saved.text, ORIGIN)
        span = error.value.problem.span
        line = saved.text.split("\n")[span.line - 1]
        assert line[span.column - 1 :].startswith(("/*", "//", "#"))


def test_what_no_rule_covers_is_kept_as_it_stands() -> None:
    kept = 0
    for saved in saved_scripts():
        header = saved.tree.header.properties if saved.tree.header else ()
        written = write(saved.tree)
        for one in (*header, *every(saved.tree.items)):
            if isinstance(one, Unknown):
                kept += 1
                assert one.text in saved.text
                assert one.text in written
    assert kept == 79


def test_the_help_of_an_operator_is_read() -> None:
    helps = [
        one
        for saved in saved_scripts()
        if saved.tree.header
        for one in saved.tree.header.properties
        if isinstance(one, Help)
    ]
    assert len(helps) == 192
    assert sum(one.lines == ("",) for one in helps) > 150


def smallest_operator() -> Saved:
    found = [one for one in saved_scripts() if one.tree.header and not has_unknown(one.tree)]
    return min(
        (one for one in found if one.tree.items and "multiparm" in one.text),
        key=lambda one: len(one.text),
    )


def test_a_script_cut_anywhere_is_refused() -> None:
    saved = smallest_operator()
    start = saved.text.index("\n{") + 2
    end = saved.text.rindex("}")
    for length in range(start, end + 1):
        with pytest.raises(SourceError) as error:
            parse(saved.text[:length], ORIGIN)
        assert "\n" not in str(error.value)
    assert parse(saved.text[: end + 1], ORIGIN) == saved.tree


def test_parameters_before_a_cut_are_refused_or_whole() -> None:
    """Bare items may end behind any of them; cut inside of one they are refused."""
    (whole,) = [one for one in saved_scripts() if one.name.endswith("uler1.spareparmdef")]
    for length in range(len(whole.text)):
        try:
            items = parse(whole.text[:length], ORIGIN).items
        except SourceError:
            continue
        assert items == whole.tree.items[: len(items)]
