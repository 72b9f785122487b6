"""Measures the first paint of a preview of more than a hundred parameters, in Chromium.

Alone it prints one line, in `bench.py` it is one of the table. Nothing is asserted, and nothing is
measured without Chromium or without the listing of Houdini's own scheduler nodes.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

from pysched_gen.formats.dialog_script.tree import parms_of

sys.path.insert(0, str(Path(__file__).parents[1]))
from shipped_interfaces import LISTING, interface

from pysched_gen.pages.preview.page import preview_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    Line = tuple[str, float, str, float | None, float | None]

NODE = "tractorscheduler"
AIM = 0.2
_SWITCHES = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
_FIRST_PAINT = """
const paint = performance.getEntriesByType("paint").find(one => one.name === "first-paint");
return paint ? paint.startTime : null;
"""


def rows(runs: int = 9) -> Iterator[Line]:
    """Give the line of the table: the median of `runs` loads behind one that is not counted."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None or not LISTING.exists():
        return
    entries = interface(NODE)
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for switch in _SWITCHES:
        options.add_argument(switch)
    with tempfile.TemporaryDirectory(prefix="pysched-gen-bench-") as folder:
        page = Path(folder, "preview.html")
        page.write_text(preview_html(entries, "Tractor", NODE, "Tractor"), encoding="utf-8")
        browser = webdriver.Chrome(options=options, service=Service(driver))
        try:
            times = [_first_paint(browser, page) for _ in range(runs + 1)][1:]
        finally:
            browser.quit()
    count = len(list(parms_of(entries)))
    name = f"preview, first paint of {count} fields, against {AIM * 1000:.0f} ms"
    yield name, statistics.median(times), "s", AIM, 1.0


def _first_paint(browser: webdriver.Chrome, page: Path) -> float:
    browser.get("about:blank")
    browser.get(page.as_uri())
    wait: WebDriverWait[webdriver.Chrome] = WebDriverWait(browser, 30, 0.05)
    found = wait.until(lambda one: one.execute_script(_FIRST_PAINT))
    return float(found) / 1000


def main() -> None:
    told = list(rows())
    for measure, ours, unit, _, _ in told:
        sys.stdout.write(f"{measure:60} {ours:10.3f} {unit}\n")
    if not told:
        sys.stdout.write("the preview needs Chromium and the listing of Houdini's nodes\n")


if __name__ == "__main__":
    main()
