from __future__ import annotations

import sys

import pytest
from interpreters import REQUIRE_ENGINES, find_python, require_python

MISSING = (1, 0)


def test_the_running_python_is_found_for_its_version() -> None:
    assert find_python(sys.version_info[:2]) == sys.executable


def test_a_version_that_nobody_has_is_not_found() -> None:
    assert find_python(MISSING) is None


@pytest.mark.parametrize(
    ("required", "outcome"),
    [("", pytest.skip.Exception), ("0", pytest.skip.Exception), ("1", pytest.fail.Exception)],
)
def test_a_missing_python_skips_unless_all_are_required(
    required: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(REQUIRE_ENGINES, required)
    with pytest.raises(outcome, match=r"no Python 1\.0 on PATH or under \$PYENV_ROOT"):
        require_python(MISSING)
