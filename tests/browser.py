"""A real browser for pages: Chromium, driven through chromedriver."""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from programs import require_program
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver.chrome.webdriver import WebDriver

__all__ = ["opened"]

# Ends with the process that has the other end of its input, however that one ends; pytest-xdist
# lets no worker come to its `atexit`. The folder is in no word of its own command.
_KEEPER = """
cat >/dev/null
until rm -rf -- "$FOLDER" 2>/dev/null && ! pgrep -f -- "$FOLDER/" >/dev/null; do
  pkill -KILL -f -- "$FOLDER/"
  sleep 0.1
done
"""
_PATIENCE = 600  # seconds; a machine that is busy is slow, not wrong
_KEEPERS: list[subprocess.Popen[bytes]] = []
_SWITCHES = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")


@contextmanager
def opened(page: Path, *, width: int = 1200, height: int = 900) -> Iterator[WebDriver]:
    """Give a browser that shows `page`; skip the test without one, or fail where it is required.

    What the page's scripts complain of fails the test.
    """
    browser = _browser()
    # A window is never narrower than 500 pixels; what it shows can be.
    shape = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shape)
    browser.get(page.absolute().as_uri())
    yield browser
    assert browser.get_log("browser") == []  # type: ignore[no-untyped-call]


@cache
def _browser() -> WebDriver:
    """Start the one browser of this test process; it ends with it."""
    options = webdriver.ChromeOptions()
    options.binary_location = require_program("chromium")
    for switch in _SWITCHES:
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = require_program("chromedriver")
    # What a browser that is killed leaves is not of the tool.
    folder = tempfile.mkdtemp(prefix="browser-", dir=os.environ["PYTEST_DEBUG_TEMPROOT"])
    keeper = subprocess.Popen(
        ["/bin/sh", "-c", _KEEPER],
        env={**os.environ, "FOLDER": folder},
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    _KEEPERS.append(keeper)
    options.add_argument(f"--user-data-dir={folder}/profile")
    log = [f"--log-path={folder}/log"]
    service = Service(driver, service_args=log, env={**os.environ, "TMPDIR": folder})
    browser = webdriver.Chrome(options=options, service=service)
    connection: Any = browser.command_executor
    connection.client_config.timeout = _PATIENCE
    browser.set_page_load_timeout(_PATIENCE)
    browser.set_script_timeout(_PATIENCE)
    return browser
