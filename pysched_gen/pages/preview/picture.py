"""A page in, a picture of all of it out: taken by a Chromium without a window."""

from __future__ import annotations

import base64
import shutil
import struct
import zlib
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from pysched_gen.errors import UsageError
from pysched_gen.pages.preview.browser import Browser

__all__ = ["is_our_picture", "page_picture"]

_PROGRAMS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    "microsoft-edge",
)
_LOWEST, _HIGHEST = 100, 16_000
_SIGNATURE_AND_HEADER = 8 + 25
_MADE_BY = b"Software\0pysched-gen"


def page_picture(page: str, width: int) -> bytes:
    """Give a PNG of the whole `page`, laid out `width` pixels wide.

    Raises:
        UsageError: there is no Chromium, or it does not do it.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UsageError(
            "a picture needs Chromium, and there is none on PATH; "
            "install it, or open the page in a browser"
        )
    with TemporaryDirectory(prefix="pysched-gen-", ignore_cleanup_errors=True) as folder:
        file = Path(folder, "page.html")
        file.write_text(page, encoding="utf-8")
        with closing(Browser(program, Path(folder, "profile"))) as browser:
            return _marked(_taken(browser, file.as_uri(), width))


def is_our_picture(data: bytes) -> bool:
    """Tell whether `page_picture` made the PNG `data`."""
    return _MADE_BY in data[:200]


def _taken(browser: Browser, address: str, width: int) -> bytes:
    target = browser.ask("Target.createTarget", url="about:blank")["targetId"]
    browser.attach(target)
    _lay_out(browser, width, _LOWEST)
    # On paper the page does not scroll inside of itself.
    browser.ask("Emulation.setEmulatedMedia", media="print")
    browser.ask("Page.enable")
    browser.ask("Page.navigate", url=address)
    browser.wait_for("Page.loadEventFired")
    size = browser.ask("Page.getLayoutMetrics")["cssContentSize"]
    _lay_out(browser, width, min(_HIGHEST, int(size["height"])))
    return base64.b64decode(browser.ask("Page.captureScreenshot", format="png")["data"])


def _lay_out(browser: Browser, width: int, height: int) -> None:
    browser.ask(
        "Emulation.setDeviceMetricsOverride",
        width=width,
        height=height,
        deviceScaleFactor=1,
        mobile=False,
    )


def _marked(png: bytes) -> bytes:
    """Put a chunk behind the header that says what made the picture."""
    body = b"tEXt" + _MADE_BY
    chunk = struct.pack(">I", len(_MADE_BY)) + body + struct.pack(">I", zlib.crc32(body))
    return png[:_SIGNATURE_AND_HEADER] + chunk + png[_SIGNATURE_AND_HEADER:]
