"""Damaged and malicious containers: one message with the byte offset, in bounded memory."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from typing import TYPE_CHECKING

import pytest
from containers import (
    BOUNDARY,
    SCENE,
    expanded_library,
    folder,
    gzipped,
    index,
    library,
    masked,
    mime,
    newc,
    odc,
    text,
)

from pysched_gen.errors import NothingToReadError, SourceError
from pysched_gen.sources import read, read_data

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

INIT = b"type = geo\nmatchesdef = 0\n"
GOOD = odc(SCENE)


def patched(data: bytes, offset: int, new: bytes) -> bytes:
    return data[:offset] + new + data[offset + len(new) :]


def claiming(count: int) -> bytes:
    return b"INDX\0\0\0\0" + text("") + struct.pack(">I", count)


def sharing() -> bytes:
    """Two entries of an index that are the same bytes."""
    table = b"".join(text(name) + struct.pack(">III", 0, 40, 0) for name in ("Top/a", "Top/b"))
    return claiming(2) + table + index({"DialogScript": b"{}"})


def nested(depth: int) -> bytes:
    data = odc({"hdaroot.init": INIT})
    for _ in range(depth):
        data = odc({".defotl": library({"Top/a": {"Contents": data}}), "hdaroot.init": INIT})
    return data


def asset(contents_gz: bytes) -> bytes:
    return library({"Top/farm": {"Contents.gz": contents_gz}})


def bomb(claimed: int, real: int) -> bytes:
    """A gzip of `real` bytes: an archive whose first member is nearly all of them."""
    head = odc({"x.data": b""})[:83]
    head = patched(head, 65, b"%011o" % (real - 200))
    packer = zlib.compressobj(9, wbits=31)
    parts = [packer.compress(struct.pack("<I", claimed) + head)]
    parts += [packer.compress(bytes(1 << 20)) for _ in range(real >> 20)]
    return b"".join([*parts, packer.flush()])


def mime_part(head: str, body: str = "") -> bytes:
    start = f'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="{BOUNDARY}"\n\n'
    return f"{start}--{BOUNDARY}\n{head}\n\n{body}\n--{BOUNDARY}--\n".encode()


NAMED = 'Content-Disposition: attachment; filename="{}"'

HOSTILE: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "a header cut": (GOOD[:40], r"byte 0: the archive ends without"),
    "a name cut": (GOOD[:80], r"byte 0: a member's name"),
    "a body cut": (GOOD[:86], r"byte 0: a member of 7 bytes, but 3 follow"),
    "no trailer": (GOOD[: GOOD.rindex(b"070707")], r"byte \d.*: the archive ends without"),
    "a wrong marker": (patched(GOOD, 90, b"070708"), r"byte 90: no header"),
    "a length that lies": (patched(GOOD, 65, b"77777777777"), r"byte 0: .*8,589,934,591 bytes"),
    "a length that is short": (patched(GOOD, 65, b"00000000001"), r"byte 84: no header"),
    "a length that is negative": (patched(GOOD, 65, b"-0000000001"), r"byte 0: no header"),
    "a length of no digits": (patched(GOOD, 59, b"0_0_07"), r"byte 0: no header"),
    "a length that is decimal": (patched(GOOD, 65, b"00000000009"), r"byte 0: no header"),
    "a name's length that lies": (patched(GOOD, 59, b"000006"), r"byte 0: the length of"),
    "an empty name": (odc({"": b""}), r"byte 0: a member's name is empty"),
    "a name that leads out": (odc({"obj/../../x.init": INIT}), r"byte 0: .*leads out"),
    "an absolute name": (odc({"/obj/x.init": INIT}), r"byte 0: .*no path in an archive"),
    "a name with NUL": (odc({"obj/\0.init": INIT}), r"byte 0: the length of"),
    "a name with a control": (odc({"obj/\x1b[2J.init": INIT}), r"byte 0: .*control character"),
    "a name of 64 KB": (odc({"n" * 65536 + ".init": INIT}), r"byte 0: .* 65,541 bytes \(at most"),
    "a name of 64 KB, newc": (newc({"n" * 65536: b""}), r"byte 0: .* name of 65,536 bytes"),
    "a name of 64 KB, HouNC": (masked({"n" * 65536: b""}), r"byte 0: .* 65,536 bytes"),
    "newc with a length that lies": (patched(newc(SCENE), 54, b"FFFFFFFF"), r"byte 0: .*4,294,967"),
    "newc of no digits": (patched(newc(SCENE), 54, b"-0000001"), r"byte 0: no header"),
    "a masked length": (patched(masked(SCENE), 25, b"000000000"), r"byte 0: a member of"),
    "a masked header": (patched(masked(SCENE), 6, b"20336"), r"byte 0: no header"),
    "a type that is none": (odc({"a.init": b"typ"}), r'byte 83: a.init does not begin with "type'),
    "an init of 1 MB": (odc({"a.init": b"type = a" * 131072}), r"byte 83: .* 1,048,576 bytes"),
    "an index cut": (library({"Top/a": {}})[:30], r"byte 12: the index claims 3 entries"),
    "10^9 entries": (claiming(10**9), r"byte 12: the index claims 1,000,000,000"),
    "2^32-1 entries": (claiming(2**32 - 1) + b"\0" * 999, r"byte 12: the index claims 4,294"),
    "an entry past the end": (library({"Top/a": {}})[:-1], r"byte \d+: .* is said to have"),
    "entries that share bytes": (sharing(), r"byte \d+: .* is said to have"),
    "an entry twice": (
        claiming(2) + (text("a") + bytes(12)) * 2,
        r'byte \d+: the index names "a" twice',
    ),
    "an entry with NUL": (index({"a\0b": b""}), r"byte 16: a name in the index"),
    "an entry of 64 KB": (index({"a" * 65536: b""}), r"byte 16: a text of 65,536 bytes"),
    "facts that lie": (
        index({"INDEX_SECTION": struct.pack(">I", 10**9)}),
        r"INDEX_SECTION\]:1:1: byte 0: 1,000,000,000 assets",
    ),
    "no gzip": (asset(b"x" * 99), r"Contents.gz\]:1:1: byte \d+: cannot be inflated"),
    "a gzip cut": (asset(gzipped(GOOD)[:-300]), r"byte 0: .* inflated bytes are claimed"),
    "a gzip that is short": (asset(gzipped(GOOD, 10**7)), r"byte 0: .*(claimed|damaged)"),
    "a gzip that is long": (asset(gzipped(GOOD, 99)), r"byte 0: 99 inflated bytes are claimed"),
    "a gzip of 4 GB": (asset(gzipped(GOOD, 2**32 - 1)), r"byte 0: .* cannot hold the 4,294"),
    "a gzip without archive": (asset(gzipped(b"text")), r"byte 0: no archive of nodes"),
    "a bomb of 2 GB": (lambda: asset(bomb(2**31, 4 << 20)), r"byte 0: "),
    "a bomb of 64 MB": (lambda: asset(bomb(64 << 20, 64 << 20)), r"byte 67,108,\d+: no header"),
    "archives 1,000 deep": (
        lambda: nested(1_000),
        r"byte 0: assets inside assets, more than 8 deep",
    ),
    "text without boundary": (b"MIME-Version: 1.0\n\n", r"byte 0: .*without a boundary"),
    "text cut": (mime(SCENE)[:-60], r"byte [\d,]+: the closing boundary is missing"),
    "text without name": (mime_part("Content-Type: text/plain"), r"byte \d+: a part without"),
    "text that leads out": (mime_part(NAMED.format("../a.init")), r"byte \d+: .*leads out"),
    "text with a name of 8 KB": (mime_part(NAMED.format("a" * 8000)), r"byte \d+: .*8,000 bytes"),
    "text with a name of 64 KB": (mime_part(NAMED.format("a" * 65536)), r"byte \d+: a part"),
    "text that is no base64": (
        mime_part(f"{NAMED.format('a.init')}\nContent-Transfer-Encoding: base64", "AAA"),
        r"byte \d+: a.init is no base64",
    ),
    "text elsewhere": (
        mime(SCENE, external={"tasks/top/farm.init": "/etc/passwd"}),
        r"byte 14,\d+: tasks/top/farm.init is kept in the file",
    ),
    "a scene whose library is none": (odc({".defotl": b"x", **SCENE}), r"byte 0: no library"),
    "too many nodes": (
        odc({f"n{number}.init": b"type = pythonscheduler\n" for number in range(10_001)}),
        r"byte [\d,]+: more than 10,000 nodes are wanted; choose with --node",
    ),
    "a node with a member twice": (
        odc({"a/x.init": b"type = pythonscheduler\n"})[: -len(odc({}))]
        + odc({"a/x.def": b""})[: -len(odc({}))]
        + odc({"a/x.def": b""}),
        r"byte 276: a second member a/x.def",
    ),
}


@pytest.mark.parametrize(("data", "message"), HOSTILE.values(), ids=HOSTILE)
def test_damage_is_one_message_with_the_byte(
    data: bytes | Callable[[], bytes], message: str
) -> None:
    data = data() if callable(data) else data
    with pytest.raises(SourceError, match=message) as caught:
        read_data("scene.hip", data)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("scene.hip")


@pytest.mark.parametrize("write", [odc, newc, masked, mime], ids=["odc", "newc", "masked", "mime"])
def test_a_scene_cut_anywhere_is_refused(write: Callable[[dict[str, bytes]], bytes]) -> None:
    data = write({name: body[:60] for name, body in SCENE.items()})
    ends = len(data) - (70 if write is mime else len(write({})))
    for length in range(40, ends):
        with pytest.raises((SourceError, NothingToReadError)):
            read_data("scene.hip", data[:length])


@pytest.mark.parametrize(
    "write",
    [
        lambda: odc({"a.data": bytes(10)}) * 2_000,
        lambda: asset(bomb(512 << 20, 512 << 20)),
        lambda: odc({f"n{number}.init": INIT for number in range(20_000)}),
        lambda: claiming(90_000) + text("") * 1000,
    ],
    ids=["small", "bomb", "many nodes", "entries"],
)
def test_memory_does_not_grow_with_what_is_claimed(write: Callable[[], bytes]) -> None:
    data = write()
    tracemalloc.start()
    with pytest.raises((SourceError, NothingToReadError)):
        read_data("scene.hip", data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20


@pytest.mark.parametrize("line", ["../x\tDialogScript", "/etc\tHelp", ".\tHelp", "\0\tHelp"])
def test_a_list_of_sections_names_files_beside_it(line: str, tmp_path: Path) -> None:
    place = expanded_library({"Top/farm": {"DialogScript": b"{}"}}, tmp_path)
    (place / "Top_1farm" / "Sections.list").write_text(f'""\n{line}\n')
    with pytest.raises(SourceError, match=r"byte 3: .* is no name of a file beside the list"):
        read(str(place))


def test_links_in_an_expanded_library_are_not_followed(tmp_path: Path) -> None:
    place = expanded_library({"Top/farm": {"DialogScript": b"{}"}}, tmp_path / "lib")
    script = place / "Top_1farm" / "DialogScript"
    script.unlink()
    script.symlink_to(script)
    with pytest.raises(NothingToReadError):
        read(str(place))


def test_folders_too_deep_are_refused(tmp_path: Path) -> None:
    place = folder({".start": b"", "/".join(["a"] * 90) + "/b.init": INIT}, tmp_path)
    with pytest.raises(SourceError, match="more than 64 folders deep"):
        read(str(place))
