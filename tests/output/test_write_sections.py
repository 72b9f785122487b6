from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pysched_gen.output.sections import (
    SLOTS,
    MarkerError,
    SharedText,
    has_marker,
    parse,
    parse_merge,
    repair,
    slot_of,
)


def section(owner: str, body: str, note: str = "") -> str:
    return f"# pysched-gen: begin {owner}{note}\n{body}# pysched-gen: end {owner}\n"


ADDED = " (line end added)"


def slots(*owners: str, note: str = "") -> str:
    """Give the slot lines with sections of one line each in their places."""
    lines = []
    for slot in range(SLOTS):
        lines.append(f"# pysched-gen: slot {slot:02}{note if slot == 0 else ''}\n")
        lines += [
            section(owner, f"{owner}\n") for owner in sorted(owners) if slot_of(owner) == slot
        ]
    return "".join(lines)


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        ("", slots("q")),
        ("mine\n", "mine\n" + slots("q")),
        ("mine", "mine\n" + slots("q", note=ADDED)),
        ("mine\r\n", "mine\r\n" + slots("q")),
        ("\ufeff", "\ufeff" + slots("q")),
        ("\ufeffmine", "\ufeffmine\n" + slots("q", note=ADDED)),
        ("\n", "\n" + slots("q")),
        ("mine\r", "mine\r\n" + slots("q", note=ADDED)),
    ],
)
def test_a_section_follows_the_users_text_and_leaves_it_as_it_was(user: str, expected: str) -> None:
    text = parse(user).with_section("q", "q").render()
    assert text == expected
    assert parse(text).sections == {"q": "q\n"}
    assert parse(text).with_section("q", "").render() == user


def test_each_section_stands_behind_its_slot_line_whatever_the_order() -> None:
    text = SharedText("mine\n")
    for owner in ("b", "c", "a"):
        text = text.with_section(owner, f"{owner}\n")
    assert text.render() == "mine\n" + slots("a", "b", "c")


def conflict(ours: str, theirs: str) -> str:
    return f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> branch\n"


BOTH = section("p", "p\n"), section("q", "q\n")


@pytest.mark.parametrize(
    ("text", "user", "sections", "differing"),
    [
        ("x\n" + conflict(*BOTH), "x\n", {"p": "p\n", "q": "q\n"}, set()),
        (conflict("", BOTH[0]), "", {"p": "p\n"}, set()),
        (
            "# pysched-gen: begin q\n" + conflict("1\n", "2\n") + "# pysched-gen: end q\n",
            "",
            {"q": "1\n"},
            {"q"},
        ),
        (
            conflict("# pysched-gen: begin p\n", "# pysched-gen: begin q\n")
            + "same\n"
            + conflict("# pysched-gen: end p\n", "# pysched-gen: end q\n"),
            "",
            {"p": "same\n", "q": "same\n"},
            set(),
        ),
        (
            "<<<<<<< a\n" + BOTH[0] + "||||||| base\nold\n=======\n" + BOTH[1] + ">>>>>>> b\n",
            "",
            {"p": "p\n", "q": "q\n"},
            set(),
        ),
    ],
    ids=["two added", "one added", "one changed twice", "common lines", "diff3"],
)
def test_an_unresolved_merge_of_sections_is_understood(
    text: str, user: str, sections: dict[str, str], differing: set[str]
) -> None:
    found, names = parse_merge(text)
    assert (found.user, dict(found.sections), set(names)) == (user, sections, differing)


def test_an_unresolved_merge_of_the_users_text_is_his() -> None:
    with pytest.raises(MarkerError, match="merge of your own text") as caught:
        parse_merge("x\n" + conflict("1\n", "2\n"))
    assert caught.value.line == 2


def test_text_added_behind_our_sections_moves_in_front_of_them() -> None:
    text = "one\n" + section("q", "b\n") + "two\n"
    assert parse(text).render() == "one\ntwo\n" + slots("q").replace("\nq\n", "\nb\n")


def test_a_line_end_we_added_stays_once_text_follows_it() -> None:
    text = "one\n" + section("q", "b\n", ADDED) + "two\n"
    assert parse(text).user == "one\ntwo\n"


@pytest.mark.parametrize(
    ("text", "user", "body"),
    [
        (section("q", "b\n").replace("\n", "\r\n"), "", "b\r\n"),
        (("mine\n" + section("q", "b\n", ADDED)).replace("\n", "\r\n"), "mine", "b\r\n"),
        (section("q", "b\n").removesuffix("\n"), "", "b\n"),
        ("  " + section("q", "b\n"), "", "b\n"),
        ("\ufeff" + section("q", "b\n"), "\ufeff", "b\n"),
        (section("q", ""), "", ""),
    ],
    ids=["crlf", "crlf and added line end", "no final newline", "indented", "bom", "empty body"],
)
def test_what_editors_and_git_do_to_a_section_is_understood(
    text: str, user: str, body: str
) -> None:
    found = parse(text)
    assert (found.user, dict(found.sections)) == (user, {"q": body})


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("x\n# pysched-gen: begin q\nb\n", 2, 'section of "q" has no end marker'),
        ("b\n# pysched-gen: end q\n", 2, 'section of "q" ends but did not begin'),
        (
            "# pysched-gen: begin q\n" + section("r", "b\n") + "# pysched-gen: end q\n",
            2,
            'section of "r" begins inside the section of "q"',
        ),
        (section("q", "b\n") * 2, 4, '"q" has a second section'),
        (
            "# pysched-gen: begin q\nb\n# pysched-gen: end r\n",
            3,
            'section of "r" ends but did not begin',
        ),
        ("# pysched-gen: begin\n", 1, '"# pysched-gen: begin" is no marker line'),
        ("# pysched-gen: begin q r\n", 1, "is no marker line"),
    ],
)
def test_broken_markers_are_told_with_their_line(text: str, line: int, message: str) -> None:
    with pytest.raises(MarkerError, match=message) as caught:
        parse(text)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("text", "user", "sections"),
    [
        ("x\n# pysched-gen: begin q\nb\n", "x\nb\n", {}),
        ("b\n# pysched-gen: end q\n", "b\n", {}),
        (
            "# pysched-gen: begin q\na\n" + section("r", "b\n") + "# pysched-gen: end q\n",
            "a\n",
            {"r": "b\n"},
        ),
        (section("q", "b\n") + section("q", "c\n"), "", {"q": "c\n"}),
        ("# pysched-gen: begin\nb\n", "b\n", {}),
    ],
)
def test_repair_keeps_whole_sections_and_the_text_around_stray_markers(
    text: str, user: str, sections: dict[str, str]
) -> None:
    found = repair(text)
    assert (found.user, dict(found.sections)) == (user, sections)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("parm { }\n", False),
        ('help "see # pysched-gen: begin q"\n', False),
        ("a\n# pysched-gen: end q\n", True),
        ("#pysched-gen:begin", True),
        ("# pysched-gen: beginner\n", False),
    ],
)
def test_has_marker(text: str, expected: bool) -> None:
    assert has_marker(text) is expected


MARKER = re.compile(r"^[ \t]*#[ \t]*pysched-gen:", re.MULTILINE)
PIECES = st.sampled_from(
    ["parm { }", "\n", "\r\n", "\r", "\ufeff", "#", " ", "\x0c", "é", "\udcff"]
)
USER = st.one_of(
    st.text(st.characters(blacklist_categories=())), st.lists(PIECES).map("".join)
).filter(lambda text: not MARKER.search(text))
OWNERS = st.sampled_from(["a", "b", "farm-q", "Ä", "(line"])
EDITS = st.lists(st.tuples(OWNERS, USER), max_size=8)


@given(USER, EDITS)
def test_the_users_text_survives_any_sequence_of_edits(
    user: str, edits: list[tuple[str, str]]
) -> None:
    text = user
    expected: dict[str, str] = {}
    for owner, body in edits:
        text = parse(text).with_section(owner, body).render()
        expected.pop(owner, None)
        if body:
            expected[owner] = body if body.endswith("\n") else f"{body}\n"
        found = parse(text)
        assert (found.user, dict(found.sections)) == (user, expected)
    for owner in list(expected):
        text = parse(text).with_section(owner, "").render()
    assert text == user


@given(USER, USER, EDITS)
def test_text_added_at_both_ends_survives(
    before: str, after: str, edits: list[tuple[str, str]]
) -> None:
    text = ""
    for owner, body in edits:
        text = parse(text).with_section(owner, body).render()
    front = before if before.endswith("\n") or not before else f"{before}\n"
    written = front + text + after
    assert parse(written).user == front + after
    assert parse(parse(written).render()).user == front + after


MARKS = st.lists(st.sampled_from(["begin a", "end a", "begin b", "end b", "begin"]), max_size=8)


@given(MARKS)
def test_repair_gives_whole_sections_and_loses_no_line_of_the_user(marks: list[str]) -> None:
    lines = [f"line {number}\n" for number in range(len(marks))]
    text = "".join(
        f"{line}# pysched-gen: {mark}\n" for line, mark in zip(lines, marks, strict=True)
    )
    found = repair(text)
    assert parse(found.render()) == found
    left = found.render()
    # Of two sections of one owner the last counts; nothing else may go.
    if marks.count("begin a") < 2 and marks.count("begin b") < 2:
        assert all(line in left for line in lines)
