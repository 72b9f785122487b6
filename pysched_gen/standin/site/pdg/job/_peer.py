"""Who is at the other end of a connection on this machine, as Linux knows it.

TCP carries no credentials, but the kernel knows whose socket it is. It tells of one socket by
NETLINK_SOCK_DIAG (`man 7 sock_diag`), and where that is barred of all of them in /proc/net/tcp and
tcp6 (`man 5 proc_pid_net`). A socket whose process has closed it has no owner any more.
"""

from __future__ import annotations

import os
import socket
import struct
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Iterator, Tuple

    Address = Tuple[str, int]

__all__ = ["is_own"]

_SOCK_DIAG = 4  # NETLINK_SOCK_DIAG
_BY_FAMILY = 20  # SOCK_DIAG_BY_FAMILY
_REQUEST = 1  # NLM_F_REQUEST
_ANY_STATE = 0xFFFFFFFF
_NO_COOKIE = (0xFFFFFFFF, 0xFFFFFFFF)
_HEAD = struct.Struct("=IHHII")
_MAPPED = bytes(10) + b"\xff\xff"  # an IPv4 address in IPv6
_STATED, _ANSWER = 72, 16 + 72  # bytes of inet_diag_msg, and with its header
_MISSING = 2  # ENOENT
_INODE, _UID = 9, 7  # columns of /proc/net/tcp
_WAIT = 1.0  # seconds


def is_own(peer: Address, here: Address) -> bool:
    """Tell whether the socket at `peer` that is connected to `here` is this user's, or root's.

    True where no system call tells: on another system than Linux.
    """
    if not sys.platform.startswith("linux"):
        return True
    try:
        owners = list(_asked(peer, here))
    except OSError:
        try:
            owners = list(_listed(peer, here))
        except OSError:
            return True
    # Where the process has closed its end, the inode is 0 and the owner is not known.
    return any(inode and uid in (0, os.getuid(), os.geteuid()) for uid, inode in owners)


def _asked(peer: Address, here: Address) -> Iterator[tuple[int, int]]:
    """Yield owner and inode of the socket, from the kernel; raises OSError where it is barred."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, _SOCK_DIAG) as kernel:
        kernel.settimeout(_WAIT)
        # An IPv6 socket that is connected to an IPv4 address is found so, too.
        addresses = [socket.inet_aton(host).ljust(16, b"\0") for host, _port in (peer, here)]
        identity = struct.pack("!HH", peer[1], here[1]) + b"".join(addresses)
        identity += struct.pack("=III", 0, *_NO_COOKIE)
        body = struct.pack("=BBBBI", socket.AF_INET, socket.IPPROTO_TCP, 0, 0, _ANY_STATE)
        length = _HEAD.size + len(body) + len(identity)
        kernel.send(_HEAD.pack(length, _BY_FAMILY, _REQUEST, 0, 0) + body + identity)
        answer = kernel.recv(4096)
        if _HEAD.unpack_from(answer)[1] == _BY_FAMILY and len(answer) >= _ANSWER:
            uid, inode = struct.unpack_from("=II", answer, _HEAD.size + _STATED - 8)
            yield uid, inode
        elif struct.unpack_from("=i", answer, _HEAD.size)[0] != -_MISSING:
            raise OSError("sockets are not told of")


def _listed(peer: Address, here: Address) -> Iterator[tuple[int, int]]:
    """Yield owner and inode of the socket, from the table of all; raises OSError without one."""
    wanted = {
        (_shown(peer, mapped=mapped), _shown(here, mapped=mapped)) for mapped in (False, True)
    }
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        if table.endswith("6") and not os.path.exists(table):
            continue
        with open(table) as lines:
            next(lines, "")
            for line in lines:
                words = line.split()
                if len(words) > _INODE and (words[1], words[2]) in wanted:
                    yield int(words[_UID]), int(words[_INODE])


def _shown(address: Address, *, mapped: bool) -> str:
    """Return `address` as the tables have it: words of the machine's byte order, in hexadecimal."""
    packed = (_MAPPED if mapped else b"") + socket.inet_aton(address[0])
    words = struct.unpack("={}I".format(len(packed) // 4), packed)
    return "{}:{:04X}".format("".join("{:08X}".format(word) for word in words), address[1])
