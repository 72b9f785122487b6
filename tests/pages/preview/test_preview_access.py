"""The preview without a mouse, read aloud, and in both color schemes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from browser import opened
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from trees import ROOT

from pysched_gen.formats.dialog_script.tree import (
    Folder,
    FolderKind,
    Items,
    Limit,
    Limits,
    Menu,
    MenuKind,
    Multiparm,
    Parm,
)
from pysched_gen.pages.preview.page import preview_html

if TYPE_CHECKING:
    from pathlib import Path

    from selenium.webdriver.chrome.webdriver import WebDriver

PAIRS = (("x", "X"), ("y", "Y"))
OVERRIDABLE = (("pdg::scheduler", ""),)
EVERYTHING: Items = (
    Parm("a", "string", label="Text", tags=OVERRIDABLE, help="Takes the jobs."),
    Parm("b", "integer", label="Number", default=(3,), range=Limits(Limit(0), Limit(10))),
    Parm("c", "toggle", label="Toggle", tags=OVERRIDABLE),
    Parm("d", "ordinal", label="Menu", default=("x",), menu=Menu(pairs=PAIRS)),
    Parm("e", "string", label="Editor", tags=(("editor", "1"),)),
    Parm("f", "vector", label="Vector", size=3, default=(1.0, 2.0, 3.0)),
    Parm("g", "color", label="Color", size=3, default=(1.0, 0.0, 0.0)),
    Parm("h", "string", label="Choice", menu=Menu(MenuKind.REPLACE, pairs=PAIRS)),
    Parm("i", "file", label="File"),
    Parm("j", "button", label="Button"),
    Parm("k", "string", label="Bare", no_label=True),
    Parm("l", "toggle", label="Bare Toggle", no_label=True, join_next=True),
    Parm("m", "string", label="Joined"),
    Parm("off", "string", label="Off", disable_when="{ c == 0 }"),
    Folder("r", FolderKind.RADIO, label="One", items=(Parm("n", "string", label="In One"),)),
    Folder("r2", FolderKind.RADIO, label="Two", items=(Parm("o", "string", label="In Two"),)),
    Folder("t", label="First", items=(Parm("p", "string", label="In First"),)),
    Folder("t2", label="Second", items=(Parm("q", "string", label="In Second"),)),
    Folder(
        "z", FolderKind.COLLAPSIBLE, label="Folded", items=(Parm("s", "string", label="Inside"),)
    ),
    Multiparm("u", label="Rows", default=1, items=(Parm("u#", "string", label="Row #"),)),
)
_NUMBER_REACHABLE = """
const found = [...document.querySelectorAll("input, select, textarea, button, summary")]
  .filter(one => !one.disabled && one.tabIndex >= 0 && one.checkVisibility())
  .filter(one => one.type !== "radio" || one.checked);
found.forEach((one, number) => { one.dataset.number = number; });
return found.length;
"""
_FOCUSED = """
const one = document.activeElement;
if (one === document.body || one.dataset.reached) return null;
one.dataset.reached = "1";
const box = one.getBoundingClientRect(), edge = document.getElementById("about");
return [Number(one.dataset.number), getComputedStyle(one).outlineStyle,
        box.top >= 0 && box.bottom <= edge.getBoundingClientRect().top];
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "preview.html"
    path.write_text(preview_html(EVERYTHING, "FarmQ", "farmq", "Farm"), encoding="utf-8")
    return path


def focus_next(browser: WebDriver) -> tuple[int, str, bool] | None:
    """Press Tab; give number, outline and whether all is seen, None after the last control."""
    ActionChains(browser).send_keys(Keys.TAB).perform()
    found: tuple[int, str, bool] | None = browser.execute_script(_FOCUSED)
    return found


def test_tab_goes_through_every_control_in_order_and_shows_where_it_is(page: Path) -> None:
    with opened(page, height=500) as browser:
        count = browser.execute_script(_NUMBER_REACHABLE)
        found = []
        while (focused := focus_next(browser)) is not None:
            found.append(focused)
        assert [number for number, _, _ in found] == list(range(count))
        assert {style for _, style, _ in found} == {"solid"}
        assert [number for number, _, in_sight in found if not in_sight] == []
        assert count > 30


def test_every_control_has_a_name(page: Path) -> None:
    with opened(page) as browser:
        controls = browser.find_elements(By.CSS_SELECTOR, "input, select, textarea, button")
        nameless = [
            one.get_attribute("outerHTML")
            for one in controls
            if one.is_displayed() and not one.accessible_name.strip()
        ]
        assert nameless == []
        names = {
            name: browser.find_element(By.CSS_SELECTOR, f"#own [data-parm={name}] input")
            for name in ("a", "c", "k", "l")
        }
        spoken = {name: one.accessible_name for name, one in names.items()}
        assert spoken == {"a": "Text", "c": "Toggle", "k": "Bare", "l": "Bare Toggle"}


def test_help_and_being_overridable_are_read_aloud(page: Path) -> None:
    with opened(page) as browser:
        box = browser.find_element(By.CSS_SELECTOR, "#own [data-parm=a] input")
        told = browser.find_element(By.ID, box.get_attribute("aria-describedby") or "")
        assert told.get_attribute("textContent") == (
            "Single nodes may override it. Takes the jobs."
        )


def test_tabs_and_folders_open_with_keys_alone(page: Path) -> None:
    with opened(page) as browser:
        tabs = browser.find_elements(By.CSS_SELECTOR, "[role=tab]")
        next(tab for tab in tabs if tab.text == "First").click()
        for key, name in (
            (Keys.ARROW_RIGHT, "Second"),
            (Keys.ARROW_RIGHT, "First"),
            (Keys.END, "Second"),
            (Keys.HOME, "First"),
            (Keys.ARROW_LEFT, "Second"),
        ):
            browser.switch_to.active_element.send_keys(key)
            focused = browser.switch_to.active_element
            assert (focused.text, focused.get_attribute("aria-selected")) == (name, "true")
        assert browser.find_element(By.CSS_SELECTOR, "#own [data-parm=q]").is_displayed()
        browser.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
        assert browser.find_element(By.CSS_SELECTOR, "#own [data-parm=s]").is_displayed()


Color = tuple[float, float, float]


def schemes(template: str) -> dict[str, dict[str, Color]]:
    """Give the variables of the light and of the dark scheme."""
    text = (ROOT / "templates" / template).read_text("utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", text, re.DOTALL)[:2]
    return {"light": variables(light), "dark": {**variables(light), **variables(dark)}}


def variables(block: str) -> dict[str, Color]:
    found = re.findall(r"--(\w+): #([0-9a-f]{6});", block)
    return {name: channels(value) for name, value in found}


def channels(value: str) -> Color:
    red, green, blue = (int(value[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def luminance(color: Color) -> float:
    parts = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in color]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Color, other: Color) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed(one: Color, other: Color, part: float) -> Color:
    first, second, third = (a * part + b * (1 - part) for a, b in zip(one, other, strict=True))
    return first, second, third


PREVIEW, DOCUMENT = "preview/preview.html", "document/document.html"
TEXTS = [
    (PREVIEW, "ink", ["ground", "panel", "field", "tab", "hover"]),
    (PREVIEW, "quiet", ["ground", "panel", "field", "hover"]),
    (PREVIEW, "accent", ["panel", "hover"]),
    (PREVIEW, "mark", ["panel", "hover"]),
    (DOCUMENT, "ink", ["ground", "code"]),
    (DOCUMENT, "quiet", ["ground"]),
    (DOCUMENT, "link", ["ground"]),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("template", "text", "grounds"), TEXTS)
def test_text_stands_out(template: str, text: str, grounds: list[str], scheme: str) -> None:
    colors = schemes(template)[scheme]
    if "focus" in colors:
        # A row that is pointed at; the page mixes the two.
        colors["hover"] = mixed(colors["focus"], colors["panel"], 0.09)
    found = {ground: round(contrast(colors[text], colors[ground]), 2) for ground in grounds}
    assert {ground: value for ground, value in found.items() if value < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_stands_out(scheme: str) -> None:
    colors = schemes(PREVIEW)[scheme]
    assert min(contrast(colors["focus"], colors[one]) for one in ("ground", "panel", "field")) >= 3
