"""Seeds of every container, ways to damage them, and the promise that holds for any bytes."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache, partial
from typing import TYPE_CHECKING

from containers import SCENE, gzipped, index, library, masked, mime, newc, odc
from trees import ROOT, SHARED

from pysched_gen.errors import ConfigError, PyschedError
from pysched_gen.formats import (
    DataBlob,
    HoudiniFile,
    Library,
    container_in,
    node_types,
    nodes,
)
from pysched_gen.formats.hda.embedded import (
    DEFINITIONS,
    INTERFACES,
    archives_in,
    assets_in,
)
from pysched_gen.formats.node_text import parts_of
from pysched_gen.sources import read_data

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from pysched_gen.formats import Archive
    from pysched_gen.formats.node_text import Part

__all__ = ["WAYS", "mutated", "seeds", "try_input"]

_CONTENTS = {"node_type": b"Top", "hdaroot.init": b"type = pythonscheduler\nmatchesdef = 0\n"}
_ASSET = {"DialogScript": b"{\n    name farm\n    script farm\n}\n"}

# What lengths and counts are replaced with.
_NUMBERS = (
    b"\0\0\0\0", b"\0\0\0\1", b"\0\0\1\0", b"\x7f\xff\xff\xff", b"\xff\xff\xff\xff",
    b"\x3b\x9a\xca\0",
    b"00000000000", b"00000000001", b"77777777777", b"37777777777", b"FFFFFFFF", b"000000",
    b"ffffffff", b"-0000000001", b"HouLC\x1a", b"070707", b"070701", b"INDX", b"\x1f\x8b\x08",
    b"TRAILER!!!\0", b"../", b"\0", b"\n--", b"\x0a\x0d", b"type = ", b'"', b"\\", b"{", b"}",
    b"'", b"/*", b"#", b"[", b"]", b"(", b")", b"<<", b"\xff", b"\xef\xbb\xbf",
)  # fmt: skip
_WEAK = re.compile(
    rb"070707|070701|Hou[LN]C\x1a|INDX|\.init\0|\.parm\0|\.defotl|filename=|\x1f\x8b"
)


@cache
def seeds(largest: int) -> dict[str, bytes]:
    """Give containers to start from: those written here, and real ones of at most that length."""
    inner = library({"Top/farm": {**_ASSET, "Contents.gz": gzipped(odc(_CONTENTS))}})
    found = {
        "odc": odc({DEFINITIONS: inner, **SCENE}),
        "newc": newc({DEFINITIONS: inner, **SCENE}),
        "HouLC": masked({INTERFACES: library({"Top/x": _ASSET}), **SCENE}, b"HouLC"),
        "HouNC": masked({DEFINITIONS: inner, **SCENE}),
        "mime": mime({DEFINITIONS: inner, **SCENE}),
        "library": library(
            {"Top/farm": {**_ASSET, "Contents": masked(_CONTENTS)}, "Sop/b": _ASSET}
        ),
        "text library": library({"Top/farm": {"Contents.gz": gzipped(mime(_CONTENTS))}}),
        "index": index({"INDEX_SECTION": b"Operator: farm\nLabel: F\n", "Top/farm": index(_ASSET)}),
    }
    texts = (ROOT / "tests/data").rglob("*.json")
    for path in sorted([*(SHARED / "corpus").glob("[dhs]*/*"), *texts]):
        if path.is_file() and path.stat().st_size <= largest:
            found[path.name] = path.read_bytes()
    return found


def mutated(data: bytes, random: Random) -> bytes:
    """Give `data` with one to four changes, most of them near what the format hangs on."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 4))):
        data = _changed(data, random)
    return data


def _changed(data: bytes, random: Random) -> bytes:
    at = _place(data, random)
    left, new, right = data[:at], b"", data[at:]
    kind = random.randrange(8)
    if kind == 0:
        right = b""
    elif kind == 1:
        right = right[random.choice((1, 2, 4, 76, 4096)) :]
    elif kind == 2:
        new = left[-random.choice((4, 76, 300)) :]
    elif kind == 3:
        other = _place(data, random)
        new = data[other : other + random.choice((16, 200, 5000))]
    elif kind == 4:
        new = random.choice((b"a", b"\0", b"/x", b"../")) * 20_000
    elif kind == 5:
        new, right = bytes([random.randrange(256)]), right[1:]
    else:
        new = random.choice(_NUMBERS)
        right = right[len(new) :] if kind == 6 else right
    return left + new + right


def _place(data: bytes, random: Random) -> int:
    if random.random() < 0.3 or not data:
        return random.randrange(len(data) + 1)
    start = random.randrange(len(data))
    weak = _WEAK.search(data, start) or _WEAK.search(data)
    return min(len(data), (weak.start() if weak else start) + random.randrange(120))


def try_input(data: bytes) -> None:
    """Read `data` in every way there is: anything but a `PyschedError` of one line is a defect."""
    for way in WAYS:
        way(data)


def _list(data: bytes) -> None:
    try:
        container = container_in(DataBlob(data), "fuzzed")
        if container is not None:
            _walk(container)
    except PyschedError as error:
        _check(error)
        message = str(error)
        assert re.search(r"byte [\d,]+: ", message), message
        assert len(message) < 2_000


def _texts(data: bytes) -> None:
    """Look at all that `diff` and `grep` do; what is wrong with one part leaves the others."""
    with suppress(PyschedError):
        for part in parts_of(_opened(data)):
            _tried(partial(_look_at, part))


def _look_at(part: Part) -> None:
    assert all("\n" not in line for line in part.lines())


def _layouts(data: bytes) -> None:
    with suppress(PyschedError):
        file = _opened(data)
        assert all(isinstance(value, str) for value in file.variables.values())
        for node in file.nodes():
            _tried(partial(getattr, node, "interface"))
        for asset in file.assets():
            _tried(partial(getattr, asset, "interface"))


def _tried(read: Callable[[], object]) -> None:
    try:
        read()
    except PyschedError as error:
        _check(error)


def _sources(data: bytes) -> None:
    try:
        read_data("fuzzed", data)
    except PyschedError as error:
        _check(error)


WAYS = (_list, _texts, _layouts, _sources)


def _opened(data: bytes) -> HoudiniFile:
    container = container_in(DataBlob(data), "fuzzed")
    return HoudiniFile(container or Library("", "fuzzed", ()), "fuzzed")


def _check(error: PyschedError) -> None:
    """Look for one line; a `ConfigError` tells all that is wrong, a line each."""
    assert "\n" not in str(error) or isinstance(error, ConfigError), error


def _walk(container: Archive | Library) -> None:
    for archive, prefix in archives_in(container):
        for member in archive.members():
            archive.blob(member).read_at(0, 16)
        known = list(node_types(archive, prefix))
        for files in nodes(archive, lambda node: node.type.endswith("scheduler"), prefix):
            assert (files.path, files.type) in known
            for suffix in files.members:
                files.text(suffix)
    for asset in assets_in(container, DEFINITIONS, INTERFACES):
        for section in asset.sections:
            asset.text(section)
