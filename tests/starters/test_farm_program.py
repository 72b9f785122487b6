"""The program in another Python that starters ask: what comes of one that does not start."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from starter_cooks import header_of

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = 'serve({"double": lambda number: 2 * number})'


@pytest.mark.parametrize(
    ("code", "passes"),
    [(errno.EAGAIN, True), (errno.ENOMEM, True), (errno.ENOENT, False), (errno.EACCES, False)],
)
def test_a_machine_that_has_no_room_for_it_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, *, passes: bool
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    parts = header_of("dask", tmp_path)
    helper = parts["ForeignPython"](sys.executable, PROGRAM, {})
    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "Popen", fail)
        with pytest.raises(parts["FarmError"]) as caught:
            helper.ask("double", number=21)
    assert (caught.value.passing, caught.value.final) == (passes, not passes)
    assert helper.ask("double", number=21) == 42
    helper.close()
