"""Writers of Houdini's containers for tests, made after formats.md and not after the readers."""

from __future__ import annotations

import base64
import gzip
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = [
    "MEMBERS",
    "SCENE",
    "expanded_library",
    "folder",
    "gzipped",
    "index",
    "library",
    "masked",
    "mime",
    "newc",
    "odc",
]

Files = dict[str, bytes]

SCENE: Files = {
    ".start": b"fps 24\n",
    ".variables": b"set -g JOB = '/jobs'\nset -g _HIP_SAVEVERSION = '20.5.487'\n",
    "obj.def": b"end\n",
    "obj/geo.v1.init": b"type = geo\nmatchesdef = 0\n",
    "obj/geo.v1.data": bytes(range(256)) * 40,
    "tasks/top/farm.init": b"type = pythonscheduler\nmatchesdef = 0\n",
    "tasks/top/farm.def": b"end\n",
    "tasks/top/farm.parm": (
        b"{\nversion 0.8\n"
        b'onschedule\t[ 0\tlocks=0 ]\t(\t"return pdg.scheduleResult.Succeeded\n"\t)\n}\n'
    ),
    "tasks/top/farm.userdata": b"\0\0\0\0",
    "tasks/top/local.init": b"type = localscheduler\nmatchesdef = 0\n",
    "tasks/top/local.parm": b"{\nversion 0.8\npdg_workingdir\t[ 0\tlocks=0 ]\t(\t$HIP\t)\n}\n",
    "tasks/top/local.userdata": b"\0\0\0\0",
    "tasks/top.order": b"2\nfarm\nlocal\n",
}
MEMBERS = len(SCENE)


def odc(files: Mapping[str, bytes], trailer: str = "TRAILER!!!") -> bytes:
    parts = []
    for name, body in [*files.items(), (trailer, b"")]:
        raw = name.encode() + b"\0"
        head = f"070707{1:06o}{0:06o}{0o666:06o}{0:06o}{0:06o}{1:06o}{0:06o}{1_700_000_000:011o}"
        parts += [head.encode(), b"%06o%011o" % (len(raw), len(body)), raw, body]
    return b"".join(parts)


def newc(files: Mapping[str, bytes]) -> bytes:
    out = bytearray()
    for name, body in [*files.items(), ("TRAILER!!!", b"")]:
        raw = name.encode() + b"\0"
        fields = [0, 0o666, 0, 0, 1, 1_700_000_000, len(body), 0, 0, 0, 0, len(raw), 0]
        out += b"070701" + b"".join(b"%08X" % field for field in fields) + raw
        out += b"\0" * (-len(out) % 4) + body
        out += b"\0" * (-len(out) % 4)
    return bytes(out)


def masked(files: Mapping[str, bytes], marker: bytes = b"HouNC") -> bytes:
    end = "NON_COMMERCIAL_FILE!!!" if marker == b"HouNC" else "LIMITED_COMMERCIAL_FILE!!!"
    parts = []
    for name, body in [*files.items(), (end, b"")]:
        raw = name.encode()
        lengths = (len(raw) + 1 ^ 0x0BAD, 1_700_000_000, len(body) ^ _wang(raw))
        parts += [marker, b"\x1a10336%05x%09x%09x" % lengths, raw, b"\0", body]
    return b"".join(parts)


def _wang(name: bytes) -> int:
    """Thomas Wang's mix of the name as a number of base 37, modulo 2**32."""
    key = 0
    for power, byte in enumerate(reversed(name)):
        key += byte * pow(37, power, 2**32)
    key %= 2**32
    key = (key + (0xFFFFFFFF ^ (key * 2**16 % 2**32))) % 2**32
    key = key ^ key // 2**5
    key = key * 9 % 2**32
    key = key ^ key // 2**13
    key = (key + (0xFFFFFFFF ^ (key * 2**9 % 2**32))) % 2**32
    return key ^ key // 2**17


BOUNDARY = "HOUDINIMIMEBOUNDARY0xD3ADD339-0x00000F49HOUDINIMIMEBOUNDARY"


def mime(
    files: Mapping[str, bytes], external: Mapping[str, str] | None = None, line_end: str = "\n"
) -> bytes:
    """Members that are no text are base64; those named in `external` only name a file."""
    kind = f'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="{BOUNDARY}"\n\n'
    out = bytearray(kind.encode())
    for name, body in files.items():
        head = f'Content-Disposition: attachment; filename="{name}"\n'
        if external and name in external:
            head += "Content-Type: application/external-reference\n"
            stored = external[name].encode()
        elif b"\0" in body:
            head += "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n"
            stored = base64.encodebytes(body)
        else:
            head += "Content-Type: text/plain\n"
            stored = body
        out += f"--{BOUNDARY}\n{head}\n".encode() + stored + b"\n"
    out += f"--{BOUNDARY}--\n".encode()
    return bytes(out.replace(b"\n", line_end.encode()))


def folder(files: Mapping[str, bytes], place: Path) -> Path:
    for name, body in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return place


def text(value: str) -> bytes:
    raw = value.encode()
    return struct.pack(">I", len(raw)) + raw


def index(entries: Mapping[str, bytes], label: str = "") -> bytes:
    table, data = bytearray(), bytearray()
    for name, body in entries.items():
        table += text(name) + struct.pack(">III", len(data), len(body), 1_700_000_000)
        data += body
    return b"INDX\0\0\0\0" + text(label) + struct.pack(">I", len(entries)) + bytes(table + data)


def gzipped(archive: bytes, claimed: int | None = None) -> bytes:
    length = len(archive) if claimed is None else claimed
    return gzip.compress(struct.pack("<I", length) + archive, mtime=0)


def library(assets: Mapping[str, Mapping[str, bytes]], extra: str = "", version: int = 6) -> bytes:
    facts = struct.pack(">I", len(assets))
    for key in assets:
        table = key.partition("/")[0].rpartition("::")[2]
        texts = (key.partition("/")[2], f"Label of {key}", f"oplib:/{key}?{key}", "", "", "", table)
        facts += struct.pack(">I", version) + b"".join(map(text, (*texts, "", "", "", extra)))
        facts += struct.pack(">III", 0, 1, 1_700_000_000) + b"\0\0\0"
        facts += struct.pack(">I", 1) if version > 4 else b""
        facts += text("") if version > 5 else b""
    parts = {key: index(sections) for key, sections in assets.items()}
    return index({"INDEX_SECTION": facts, "houdini.hdalibrary": b"", **parts})


def expanded_library(
    assets: Mapping[str, Mapping[str, bytes]], place: Path, extra: str = ""
) -> Path:
    """As `hotl -t` does: names of files are escaped, contents are a folder of their own."""
    lines, facts = ['""\n', "INDEX__SECTION\tINDEX_SECTION\n"], ""
    for key, sections in assets.items():
        table, _, name = key.partition("/")
        escaped = key.replace("_", "__").replace("/", "_1").replace(":", "_8")
        lines.append(f"{escaped}\t{key}\n")
        facts += f"Operator:     {name}\nLabel:        Label of {key}\n"
        facts += (
            f"Path:         oplib:/{key}?{key}\nTable:        {table}\nExtra:        {extra}\n\n"
        )
        listed = "".join(f"{section}\t{section}\n" for section in sections)
        files = {f"{escaped}/{section}": body for section, body in sections.items()}
        contents = files.pop(f"{escaped}/Contents.gz", None)
        if contents is not None:
            files[f"{escaped}/Contents.dir/Contents.mime"] = contents
        folder({**files, f"{escaped}/Sections.list": f'""\n{listed}'.encode()}, place)
    top = {"Sections.list": "".join(lines).encode(), "INDEX__SECTION": facts.encode()}
    return folder({**top, "houdini.hdalibrary": b""}, place)
