"""The preview of an interface, in a real browser."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from browser import opened
from flat_parameters import limited
from hypothesis import HealthCheck, given, settings
from interface_trees import interfaces
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from pysched_gen.formats.dialog_script.tree import (
    Computed,
    Folder,
    FolderKind,
    Items,
    Limit,
    Limits,
    Menu,
    MenuKind,
    Multiparm,
    MultiparmKind,
    Parm,
    Unknown,
)
from pysched_gen.pages.preview.page import preview_html
from pysched_gen.visible_text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from selenium.webdriver.chrome.webdriver import WebDriver
    from selenium.webdriver.remote.webelement import WebElement

    Show = Callable[..., AbstractContextManager[WebDriver]]

HOSTILE = [
    "</script><script>document.title='broken'</script>",
    "quo\"te 'single' & <b>tag</b>",
    "{braces} $HIP `backticks` %s",
    "\u202eright to left עברית",
]
OVERRIDABLE = (("pdg::scheduler", ""),)


@pytest.fixture
def show(tmp_path: Path) -> Show:
    @contextmanager
    def start(interface: Items, *, width: int = 1000) -> Iterator[WebDriver]:
        path = tmp_path / "preview.html"
        path.write_text(preview_html(interface, "FarmQ", "farmq", "Farm"), encoding="utf-8")
        with opened(path, width=width) as browser:
            yield browser

    return start


def row(browser: WebDriver, name: str, view: str = "own") -> WebElement:
    return browser.find_element(By.CSS_SELECTOR, f'#{view} [data-parm="{name}"]')


def control(browser: WebDriver, name: str, view: str = "own") -> WebElement:
    return row(browser, name, view).find_element(By.CSS_SELECTOR, "input,select,textarea,button")


def shown(browser: WebDriver, view: str = "own") -> list[str]:
    rows = browser.find_elements(By.CSS_SELECTOR, f"#{view} [data-parm]")
    return [str(one.get_attribute("data-parm")) for one in rows if one.is_displayed()]


def tab(browser: WebDriver, label: str) -> WebElement:
    tabs = browser.find_elements(By.CSS_SELECTOR, "[role=tab]")
    return next(one for one in tabs if one.text == label)


TABS = (
    Folder("main", label="Main", items=(Parm("queue", "string", label="Queue"),)),
    Folder("more", label="More", items=(Parm("priority", "integer", label="Priority"),)),
)


def test_one_tab_is_open_and_arrow_keys_change_it(show: Show) -> None:
    with show(TABS) as browser:
        assert shown(browser) == ["queue"]
        tab(browser, "More").click()
        assert shown(browser) == ["priority"]
        tab(browser, "More").send_keys(Keys.ARROW_RIGHT)
        assert shown(browser) == ["queue"]
        assert tab(browser, "Main").get_attribute("aria-selected") == "true"


DAYS = Parm(
    "days",
    "buttonstrip",
    label="Days",
    default=(5,),
    menu=Menu(MenuKind.TOGGLE, pairs=(("mon", "Mon"), ("tue", "Tue"), ("wed", "Wed"))),
)
CONDITIONS = [
    ("{ use == 0 }", [True, False]),
    ("{ use == off }", [True, False]),
    ("{ use != 0 }", [False, True]),
    ("{ use == 1 kind == fast }", [False, False]),
    ("{ use == 1 } { kind == fast }", [False, True]),
    ("{ use == 1 kind == slow }", [False, True]),
    ("{ use == 1 kind == 1 }", [False, True]),
    ("{ count > 5 }", [False, False]),
    ("{ count <= 5 }", [True, True]),
    ('{ name == "a b" }', [True, True]),
    ("{ name =~ a* }", [True, True]),
    ("{ missing == 1 }", [False, False]),
    ("use == 1", [False, True]),
    ("{ use on }", [False, True]),
    ("{ use 0 }", [True, False]),
    ("{ use ==1 }", [False, True]),
    ("{ use==1 }", [False, True]),
    ('{ name=="a b" }', [True, True]),
    ("{ hasinput(0) == 0 }", [True, True]),
    ("{ ninputs() > 0 }", [False, False]),
    ("{ isparm(use) == 1 }", [True, True]),
    ("{ isparm(missing) == 1 }", [False, False]),
    ("{ kind == slow }", [True, True]),
    ("{ kind == 0 }", [False, False]),
    ("{ lampr == 1 lampb == 0 }", [True, True]),
    ("{ days == 5 }", [True, True]),
    ("{", [False, False]),
]


@pytest.mark.parametrize(("what", "attribute"), [("hide_when", "hidden"), ("disable_when", "off")])
def test_conditions_follow_the_values(show: Show, what: str, attribute: str) -> None:
    entries: list[Parm] = [
        Parm("use", "toggle", label="Use", default=(False,)),
        Parm("count", "integer", default=(5,)),
        Parm("name", "string", default=("a b",)),
        Parm("lamp", "color", size=3, default=(1.0, 0.5, 0.0)),
        DAYS,
        Parm(
            "kind",
            "ordinal",
            default=("slow",),
            menu=Menu(pairs=(("fast", "Fast"), ("slow", "Slow"))),
        ),
    ]
    for number, (condition, _) in enumerate(CONDITIONS):
        entries.append(Parm(f"c{number}", "string", label=condition, **{what: condition}))  # type: ignore[arg-type]
    with show(tuple(entries)) as browser:
        for state in (0, 1):
            for number, (condition, wanted) in enumerate(CONDITIONS):
                one = row(browser, f"c{number}")
                found = (
                    not one.is_displayed()
                    if attribute == "hidden"
                    else not control(browser, f"c{number}").is_enabled()
                )
                assert found == wanted[state], condition
            control(browser, "use").click()


@pytest.mark.parametrize("kind", list(MultiparmKind))
def test_rows_of_a_multiparm_come_and_go(show: Show, kind: MultiparmKind) -> None:
    entries = (
        Multiparm(
            "env",
            kind,
            label="Environment",
            default=1,
            items=(
                Parm("envname#", "string", label="Name", join_next=True),
                Parm("envvalue#", "string", label="Value #", hide_when='{ envname# == "" }'),
            ),
        ),
    )
    with show(entries) as browser:
        assert shown(browser) == ["envname1"]
        control(browser, "envname1").send_keys("A")
        assert shown(browser) == ["envname1", "envvalue1"]
        browser.find_element(By.CSS_SELECTOR, "[aria-label='add Environment']").click()
        assert row(browser, "envname2").is_displayed()
        if kind is MultiparmKind.TABS:
            assert not row(browser, "envname1").is_displayed()
            tab(browser, "1").click()
        assert row(browser, "envname1").is_displayed()
        browser.find_element(By.CSS_SELECTOR, "[aria-label='clear Environment']").click()
        assert shown(browser) == []


FIELDS: list[tuple[Parm, str, str]] = [
    (Parm("a", "string", label="A", default=("all",)), "input[type=text]", "all"),
    (
        Parm("b", "integer", label="B", default=(3,), range=Limits(Limit(0), Limit(10))),
        "input[type=number]",
        "3",
    ),
    (Parm("c", "float", label="C", default=(0.5,)), "input[type=number]", "0.5"),
    (Parm("d", "toggle", label="D", default=(True,)), "input[type=checkbox]", "on"),
    (
        Parm("e", "ordinal", label="E", default=("y",), menu=Menu(pairs=(("x", "X"), ("y", "Y")))),
        "select",
        "y",
    ),
    (
        Parm("f", "string", label="F", default=("one\ntwo",), tags=(("editor", "1"),)),
        "textarea",
        "one\ntwo",
    ),
    (Parm("g", "vector2", label="G", size=2, default=(1.0, 2.0)), "input[type=number]", "1"),
    (
        Parm("h", "color", label="H", size=3, default=(1.0, 0.0, 0.0)),
        "input[type=color]",
        "#ff0000",
    ),
    (
        Parm("i", "string", default=(Computed("$F", "hscript"),), label="I"),
        "input[type=text]",
        "$F",
    ),
    (
        Parm(
            "j",
            "string",
            label="J",
            default=("x",),
            menu=Menu(MenuKind.REPLACE, pairs=(("x", "X"), ("y", "Y"))),
        ),
        "input[type=text]",
        "x",
    ),
    (Parm("k", "file", label="K", default=("$HIP/a",)), "input[type=text]", "$HIP/a"),
]


def test_every_kind_of_field_has_its_control_name_and_default(show: Show) -> None:
    with show(tuple(field for field, _, _ in FIELDS)) as browser:
        for field, selector, value in FIELDS:
            found = row(browser, field.name).find_element(By.CSS_SELECTOR, selector)
            assert found.get_attribute("value") == value, field
            assert found.accessible_name == field.label, field
        assert control(browser, "d").is_selected()


def test_a_strip_that_takes_several_has_a_box_a_bit(show: Show) -> None:
    with show((DAYS, Parm("a", "string", hide_when="{ days == 7 }"))) as browser:
        boxes = row(browser, "days").find_elements(By.CSS_SELECTOR, "input[type=checkbox]")
        assert [box.is_selected() for box in boxes] == [True, False, True]
        boxes[1].click()
        assert shown(browser) == ["days"]


def test_expressions_stand_in_their_fields_and_labels_that_are_off_are_not_shown(
    show: Show,
) -> None:
    start, end = (Computed(text, "hscript") for text in ("$FSTART", "$FEND"))
    entries = (
        Parm("override", "toggle", label="Label", no_label=True, join_next=True, default=(False,)),
        Parm("root", "directory", label="Farm Root", default=("$PDG_DIR",)),
        Parm("range", "vector", label="Frames", size=3, join_next=True, default=(start, end, 1.0)),
        Parm("sim", "toggle", label="Simulation", default=(False,)),
    )
    with show(entries) as browser:
        assert "Label" not in row(browser, "override").text
        fields = row(browser, "range").find_elements(By.TAG_NAME, "input")
        assert [field.get_attribute("value") for field in fields] == ["$FSTART", "$FEND", "1"]
        assert fields[0].get_attribute("title") == "hscript expression"
        tops = {field.rect["y"] + field.rect["height"] // 2 for field in fields}
        assert max(tops) - min(tops) < 4, "the components stand in one line"
        button = row(browser, "root").find_element(By.TAG_NAME, "button")
        field = row(browser, "root").find_element(By.TAG_NAME, "input")
        assert abs(button.rect["y"] - field.rect["y"]) < 8
        assert row(browser, "sim").text == "Simulation"


def test_rows_that_are_joined_stand_in_one_line(show: Show) -> None:
    entries = (
        Parm("low", "float", label="Min", join_next=True, default=(1.0,)),
        Parm("high", "float", label="Max", join_next=True, default=(2.0,)),
        Parm("use", "toggle", label="Use", default=(True,)),
        Parm("both", "float_minmax", label="Both", size=2, default=(1.0, 2.0)),
    )
    with show(entries) as browser:
        middle = {
            name: [field.rect["y"] + field.rect["height"] / 2 for field in fields]
            for name in ("low", "high", "use", "both")
            if (fields := row(browser, name).find_elements(By.TAG_NAME, "input"))
        }
        chain = [*middle["low"], *middle["high"], *middle["use"]]
        assert max(chain) - min(chain) < 6
        assert len(middle["both"]) == 2
        assert abs(middle["both"][0] - middle["both"][1]) < 2
        assert min(middle["both"]) - max(chain) > 10
        left = [row(browser, name).rect["x"] for name in ("low", "high", "use")]
        assert left == sorted(set(left))


def test_numbers_stop_at_strict_ends(show: Show) -> None:
    limits = limited(0, 10, low_strict=True, high_strict=False)
    with show((Parm("n", "integer", default=(3,), range=limits),)) as browser:
        for typed, kept in (("-5", "0"), ("50", "50"), ("7", "7")):
            box = control(browser, "n")
            box.clear()
            box.send_keys(typed, Keys.TAB)
            assert box.get_attribute("value") == kept


def test_folders_fold_and_what_is_hidden_can_be_shown(show: Show) -> None:
    entries = (
        Folder("s", FolderKind.SIMPLE, label="Simple", items=(Parm("a", "string", label="A"),)),
        Folder(
            "c", FolderKind.COLLAPSIBLE, label="Folded", items=(Parm("b", "string", label="B"),)
        ),
        Parm("secret", "string", label="Secret", invisible=True),
    )
    with show(entries) as browser:
        assert shown(browser) == ["a"]
        browser.find_element(By.TAG_NAME, "summary").click()
        assert shown(browser) == ["a", "b"]
        browser.find_element(By.ID, "invisible").click()
        assert shown(browser) == ["a", "b", "secret"]


def test_radio_folders_choose_a_folder_and_conditions_read_it(show: Show) -> None:
    entries = (
        Folder("r", FolderKind.RADIO, label="One", items=(Parm("a", "string", label="A"),)),
        Folder("r2", FolderKind.RADIO, label="Two", items=(Parm("b", "string", label="B"),)),
        Parm("c", "string", label="C", hide_when="{ r == 0 }"),
    )
    with show(entries) as browser:
        assert shown(browser) == ["a"]
        browser.find_elements(By.CSS_SELECTOR, ".radios input")[1].click()
        assert shown(browser) == ["b", "c"]


def test_other_nodes_see_what_they_may_override(show: Show) -> None:
    entries = (
        Parm("queue", "string", label="Queue", tags=OVERRIDABLE),
        Folder("g", label="G", items=(Parm("limit", "integer", tags=OVERRIDABLE),)),
        Parm("own", "string", label="Own"),
    )
    with show(entries) as browser:
        tab(browser, "As Scheduler Properties of other nodes").click()
        assert shown(browser, "others") == ["queue", "limit"]
        assert [tab(browser, name).is_displayed() for name in ("Schedulers", "Farm")] == [True] * 2


def test_the_foot_tells_of_what_is_pointed_at_or_moved_to(show: Show) -> None:
    entries = (
        Parm("queue", "string", label="Queue", help="Queue that takes the jobs.", tags=OVERRIDABLE),
        Parm("other", "string", label="Other", disable_when="{ queue == none }"),
    )
    with show(entries) as browser:
        ActionChains(browser).move_to_element(row(browser, "queue")).perform()
        foot = browser.find_element(By.ID, "about").text
        assert foot.startswith("queue string, overridable\nQueue that takes the jobs.")
        assert "pdg::scheduler" in foot
        browser.execute_script("document.querySelector('#own [data-parm=other] input').focus()")
        assert "disabled when { queue == none }" in browser.find_element(By.ID, "about").text


def test_find_opens_the_folder_of_what_it_finds(show: Show) -> None:
    with show(TABS) as browser:
        browser.find_element(By.ID, "find").send_keys("prio")
        assert shown(browser) == ["priority"]
        assert browser.find_element(By.ID, "found").text == "1 found"


def test_reset_gives_every_default_back(show: Show) -> None:
    with show(
        (Parm("a", "string", default=("all",)), Parm("t", "toggle", default=(True,)))
    ) as browser:
        control(browser, "a").send_keys("x")
        control(browser, "t").click()
        browser.find_element(By.ID, "reset").click()
        assert control(browser, "a").get_attribute("value") == "all"
        assert control(browser, "t").is_selected()


def test_hostile_texts_are_texts(show: Show) -> None:
    entries: list[Parm | Folder | Unknown] = []
    for number, text in enumerate(HOSTILE):
        menu = Menu(pairs=((text, text),))
        entries += [
            Parm(
                f"s{number}", "string", label=text, help=text, default=(text,), tags=((text, text),)
            ),
            Parm(f"m{number}", "ordinal", label=text, menu=menu, default=(text,)),
            Parm(f"w{number}", "string", hide_when=text, disable_when=f'{{ s0 == "{text}" }}'),
            Unknown(text),
        ]
        entries.append(Folder(f"g{number}", label=text, items=(Parm(f"i{number}", "string"),)))
    with show(tuple(entries)) as browser:
        assert browser.title == "FarmQ"
        for number, text in enumerate(HOSTILE):
            assert control(browser, f"s{number}").get_attribute("value") == text
            chosen = Select(control(browser, f"m{number}")).first_selected_option
            assert chosen.get_attribute("textContent") == visible(text)
        assert browser.find_elements(By.CSS_SELECTOR, "main b") == []


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(interfaces)
def test_any_interface_is_drawn(show: Show, interface: Items) -> None:
    with show(interface) as browser:
        assert browser.title == "FarmQ"
        assert browser.find_elements(By.CSS_SELECTOR, "#own > *") != []
        browser.find_element(By.ID, "invisible").click()
        browser.find_element(By.ID, "find").send_keys("a")
        browser.find_element(By.ID, "reset").click()
        assert browser.find_elements(By.CSS_SELECTOR, "main script") == []


@pytest.mark.parametrize("name", ["__proto__", "constructor", "toString", "a.b", "a b", '"'])
def test_no_name_means_something_to_the_page(show: Show, name: str) -> None:
    menu = Menu(pairs=((name, name), ("y", "Y")))
    entries = (
        Parm(name, "ordinal", label="A", menu=menu, default=(name,)),
        Folder(name, FolderKind.TABS, label="Tab", items=(Parm("b", "string", label="B"),)),
        Multiparm(
            f"{name}s", label="Rows", default=1, items=(Parm(f"{name}#", "string", label="C"),)
        ),
        Parm("hidden", "string", hide_when=f'{{ {name} == "{name}" }}'),
    )
    with show(entries) as browser:
        rows = browser.find_elements(By.CSS_SELECTOR, "#own [data-parm]")
        names = [one.get_attribute("data-parm") for one in rows]
        assert names == [name, "b", f"{name}1", "hidden"]


@pytest.mark.parametrize("width", [400, 1600])
def test_it_does_not_scroll_sideways(show: Show, width: int) -> None:
    entries = (
        *TABS,
        Parm("long" * 20, "string", label="A label that is long " * 8, default=("x" * 300,)),
    )
    with show(entries, width=width) as browser:
        wide = browser.execute_script(
            "return document.documentElement.scrollWidth - window.innerWidth"
        )
        assert wide <= 0


def test_the_page_loads_nothing() -> None:
    page = preview_html(TABS, *HOSTILE[:3])
    assert re.findall(r'(?:src|href|action)\s*=\s*["\']', page) == []
    data = page.split('id="data">')[1].split("</script>")[0]
    assert json.loads(data)["title"] == HOSTILE[0]
