"""The timeline in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser import opened
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select
from stories import HOSTILE, cook_of

from pysched_gen.run.cook.outcome import Heading
from pysched_gen.run.cook.story import tell
from pysched_gen.run.cook.timeline import timeline_html

if TYPE_CHECKING:
    from pathlib import Path

    from selenium.webdriver.chrome.webdriver import WebDriver


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return write(tmp_path, 60)


def write(folder: Path, count: int) -> Path:
    story = tell(cook_of(count))
    story.errors.extend(HOSTILE)
    path = folder / "timeline.html"
    path.write_text(timeline_html(story, Heading("farmq", "20.5")), encoding="utf-8")
    return path


def text(browser: WebDriver, identity: str) -> str:
    return browser.find_element(By.ID, identity).text


def rows(browser: WebDriver) -> list[str]:
    return [
        row.find_element(By.TAG_NAME, "button").text
        for row in browser.find_elements(By.CSS_SELECTOR, "#rows tr")
    ]


def view(browser: WebDriver) -> list[float]:
    found: list[float] = browser.execute_script("return [left, width, top_]")
    return found


def test_it_shows_every_item_and_hostile_texts_as_text(page: Path) -> None:
    with opened(page) as browser:
        assert browser.title == "Cook of farmq"
        assert text(browser, "count") == "60 of 60 shown, 60 in all"
        said = [entry.text for entry in browser.find_elements(By.CSS_SELECTOR, "#texts li")]
        assert said[0] == HOSTILE[0]
        assert browser.find_elements(By.CSS_SELECTOR, "#texts b") == []


def test_it_filters_by_name_and_state(page: Path) -> None:
    with opened(page) as browser:
        Select(browser.find_element(By.ID, "state")).select_by_value("CookedFail")
        assert text(browser, "count") == "9 of 9 shown, 60 in all"
        browser.find_element(By.ID, "search").send_keys("step_5")
        assert rows(browser) == ["step_52", "step_59"]


def test_keys_move_and_zoom_the_chart(page: Path) -> None:
    with opened(page) as browser:
        chart = browser.find_element(By.ID, "canvas")
        left, whole, top = view(browser)
        chart.send_keys("+")
        assert view(browser)[1] < whole
        chart.send_keys(Keys.ARROW_RIGHT)
        assert view(browser)[0] > left
        chart.send_keys(Keys.ARROW_DOWN)
        assert view(browser)[2] > top
        chart.send_keys("0")
        assert view(browser) == [0, whole, 0]


def test_a_row_of_the_table_selects_its_item(page: Path) -> None:
    with opened(page) as browser:
        browser.find_elements(By.CSS_SELECTOR, "#rows button")[3].click()
        detail = text(browser, "detail")
        assert detail.startswith("step_3 (step, id 3): CookedFail\n")
        assert "ran" in detail
        assert "on worker" in detail
        chosen = browser.find_elements(By.CSS_SELECTOR, "#rows tr[aria-selected=true]")
        assert [row.text.split()[0] for row in chosen] == ["step_3"]


def test_the_pointer_shows_what_is_below_it(page: Path) -> None:
    with opened(page) as browser:
        box, row = browser.execute_script(
            "canvas.scrollIntoView(); const b = canvas.getBoundingClientRect(); "
            "return [[b.width, b.height], hits.find(hit => hit[1] - hit[0] > 50)]"
        )
        x = (row[0] + row[1]) / 2 - box[0] / 2
        ActionChains(browser).move_to_element_with_offset(
            browser.find_element(By.ID, "canvas"), int(x), int(row[2] + 5 - box[1] / 2)
        ).perform()
        assert text(browser, "tip").startswith("step_0")


@pytest.mark.parametrize("width", [380, 1600])
def test_it_does_not_scroll_sideways(page: Path, width: int) -> None:
    with opened(page, width=width) as browser:
        wide = browser.execute_script(
            "return document.documentElement.scrollWidth - window.innerWidth"
        )
        assert wide <= 0


def test_what_failed_comes_first_with_its_reason(tmp_path: Path) -> None:
    events = list(cook_of(12))
    events += [{"kind": "error", "time": 9.0, "id": 10, "message": "no licence"}]
    path = tmp_path / "timeline.html"
    path.write_text(timeline_html(tell(events), Heading("farmq", "20.5")), encoding="utf-8")
    with opened(path) as browser:
        listed = [one.text for one in browser.find_elements(By.CSS_SELECTOR, "#failed li")]
        assert listed == ["step_3 (step): CookedFail", "step_10 (step): CookedFail, no licence"]
        assert text(browser, "detail").startswith("step_3 (step, id 3): CookedFail\n")
        top = browser.execute_script(
            "return by('failures').getBoundingClientRect().bottom - "
            "by('stage').getBoundingClientRect().top"
        )
        assert top <= 0
        browser.find_elements(By.CSS_SELECTOR, "#failed button")[1].click()
        assert text(browser, "detail").startswith("step_10")


def test_a_cook_without_failures_lists_none(tmp_path: Path) -> None:
    with opened(write(tmp_path, 2)) as browser:
        assert not browser.find_element(By.ID, "failures").is_displayed()
        numbers = browser.find_elements(By.CSS_SELECTOR, "#numbers tr")
        assert [row.text.split()[0] for row in numbers] == ["waited", "queued", "ran"]


def test_many_items_are_drawn_by_worker(tmp_path: Path) -> None:
    with opened(write(tmp_path, 20_000)) as browser:
        assert text(browser, "count") == "200 of 20000 shown, 20000 in all"
        browser.find_element(By.ID, "more").click()
        assert len(rows(browser)) == 400
        drawn = browser.execute_script("return hits.length")
        assert 4 <= drawn < 20_000
        # The names of workers are beside the bars, not under them.
        ends = "pen.measureText(`worker ${data.lanes}`).width + 4"
        assert browser.execute_script(f"return Math.min(...hits.map(hit => hit[0])) >= {ends}")
        first = browser.find_element(By.CSS_SELECTOR, "#failed li")
        assert first.text.startswith("step_3 (step): CookedFail")
        assert first.location["y"] < browser.find_element(By.ID, "stage").location["y"]
