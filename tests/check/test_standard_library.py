"""Code that works is left alone: modules of the standard library, as headers of a scheduler."""

from __future__ import annotations

import sysconfig
from pathlib import Path

import pytest
from tools import GOOD_SCHEDULE, findings

LIBRARY = Path(sysconfig.get_paths()["stdlib"])
# Those that Pythons 3.10 to 3.13 have, that write no names into their own namespace, and of which
# none says `from __future__`, which has no place in the middle of a module.
MODULES = """
abc argparse ast base64 bdb bisect calendar cmd code codecs configparser contextlib copy csv
dataclasses difflib enum fileinput fnmatch fractions ftplib functools getopt glob graphlib gzip
heapq http/client http/cookiejar http/server imaplib inspect ipaddress json/decoder json/encoder
linecache locale logging/handlers mailbox mimetypes netrc optparse pathlib pickle
platform plistlib poplib pprint profile queue quopri random sched selectors shelve shlex shutil
smtplib socketserver statistics string subprocess tabnanny tarfile tempfile textwrap threading
timeit tokenize trace traceback tracemalloc urllib/parse urllib/request uuid warnings weakref
xmlrpc/client xmlrpc/server zipapp zipfile
"""
FILES = [LIBRARY / f"{name}.py" for name in MODULES.split() if (LIBRARY / f"{name}.py").is_file()]
BATCHES = [FILES[start::8] for start in range(8)]


@pytest.mark.parametrize("files", BATCHES)
def test_no_error_is_found_in_modules_that_work(files: list[Path]) -> None:
    assert len(files) > 8
    told = []
    for file in files:
        parts = {"header.py": file.read_text("utf-8"), "onschedule.py": GOOD_SCHEDULE}
        told += [
            f"{file.stem}:{finding.span.line}: {finding.code} {finding.message}"
            for finding in findings(parts, houdini="22.0")
            if finding.severity.value == "error" and finding.span.origin.path.endswith("header.py")
        ]
    assert told == []
