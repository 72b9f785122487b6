"""The table of Python's library has what the Python that runs the tests has."""

from __future__ import annotations

import importlib
import inspect
import sys

import pytest
from python_library_table import CALLED, MODULES

from pysched_gen.check.python_library import library_names, library_signature

VERSION = sys.version_info[:2]
_WINDOWS = ("msvcrt", "winreg")


@pytest.mark.skipif(VERSION not in [(3, 10), (3, 11), (3, 13)], reason="no Houdini runs it")
def test_no_name_is_missing() -> None:
    missing = []
    for module in (one for one in MODULES if one not in _WINDOWS):
        names = library_names(module)
        for name in dir(importlib.import_module(module)):
            first, last = names.get(name, ((100, 0), (0, 0)))
            if not name.startswith("_") and not first <= VERSION <= last:
                missing.append(f"{module}.{name}")
    assert missing == []


def test_calls_that_work_fit() -> None:
    told = []
    for module in CALLED:
        for name, value in vars(importlib.import_module(module)).items():
            known = library_signature(f"{module}.{name}")
            if known is None or not inspect.isfunction(value):
                continue
            given = inspect.signature(value).parameters.values()
            names = {one.name for one in known.arguments}
            by_place = [one for one in known.arguments if not one.keyword_only]
            for one in given:
                plain = one.kind in (one.KEYWORD_ONLY, one.POSITIONAL_OR_KEYWORD)
                plain = plain and not one.name.startswith("_")
                if plain and one.name not in names and not known.stars:
                    told.append(f"{module}.{name}({one.name}=...)")
            needed = [one for one in given if one.default is one.empty and one.kind <= 1]
            fits = len([one for one in by_place if one.required]) <= len(needed)
            any_number = any(one.kind is one.VAR_POSITIONAL for one in given)
            if not fits and not any_number:
                told.append(f"{module}.{name} is said to need {known.arguments}")
    assert told == []
