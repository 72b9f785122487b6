import contextlib
import os
import re
import signal
import socket
import time
from pathlib import Path

# Seconds that a tick may take to tell what has happened, and then to submit the items of a static cook:
# Houdini waits for it.
TELL_TIME = 0.02
SCHEDULE_TIME = 0.02


def file_stem(name: str, item_id: int) -> str:
    """Give a file name for an item that every file system takes, and no two items share."""
    plain = re.sub(r"[^A-Za-z0-9_.-]", "_", name)[:100]
    return plain if plain == name and plain.endswith(f"_{item_id}") else f"{plain}.{item_id}"
