from __future__ import annotations

import pytest
from outputs import DS, package

from pysched_gen.errors import InternalError, UsageError
from pysched_gen.output.files import GeneratedFile, Package, check_packages, unit_of


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../x",
        "a/../x",
        "a/..",
        ".",
        "a//b",
        "a/",
        "a\\b",
        "C:/x",
        "a\0b",
        "a\nb",
        ".pysched-gen.lock",
        ".PYSCHED-GEN.lock",
        ".pysched-gen.tmp/x",
    ],
)
def test_a_path_that_could_leave_the_directory_is_refused(path: str) -> None:
    with pytest.raises(InternalError, match="refusing to write"):
        GeneratedFile(path, "")


@pytest.mark.parametrize("path", ["a", "a/b.py", "pdg/types/ä/__init__.py", "a..b", "..a", ".env"])
def test_ordinary_paths_are_taken(path: str) -> None:
    assert GeneratedFile(path, "").path == path


def test_text_that_utf8_cannot_hold_is_refused() -> None:
    with pytest.raises(InternalError, match="not valid Unicode at character 1"):
        GeneratedFile("a", "x\ud800")


@pytest.mark.parametrize("owner", ["", "a b", "a/b", "a\nb", "a:b"])
def test_an_owner_that_a_marker_cannot_name_is_refused(owner: str) -> None:
    with pytest.raises(InternalError, match="cannot own files"):
        Package(owner, ())


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        ("pdg/types/q/__init__.py", "pdg/types/q"),
        ("pdg/types/q/sub/x.py", "pdg/types/q"),
        ("otls/q.hda/Top_1q/Help", "otls/q.hda"),
        ("otls/q.hda", "otls/q.hda"),
        ("pdg/types/q.py", "pdg/types/q.py"),
        ("packages/q.json", "packages/q.json"),
        (DS, DS),
    ],
)
def test_a_package_directory_is_one_unit(path: str, unit: str) -> None:
    assert unit_of(path) == unit


def other(*paths: str, shared: bool = False) -> Package:
    files = tuple(GeneratedFile(path, "x", shared=shared) for path in paths)
    return Package("other", files)


@pytest.mark.parametrize(
    ("packages", "message"),
    [
        ([package(), package()], 'two sources of this run are called "farmq"'),
        ([package(), package("FarmQ")], 'two sources of this run are called "FarmQ"'),
        ([package(), other("pdg/types/farmq/farmq.py")], "farmq.py of .* cannot both be written"),
        ([package(), other("PDG/types/farmq/farmq.py")], "cannot both be written"),
        ([package(), other("pdg/types/farmq.py")], "pdg/types/farmq.py of .* cannot both"),
        ([package(), other("pdg/types/farmq")], "cannot both be written"),
        ([other("a-b", "a/b/c", "a")], "a of .* and a/b/c of .* cannot both be written"),
        ([package(), other(DS)], "cannot both be written"),
        ([other(DS, DS, shared=True)], "cannot both be written"),
    ],
)
def test_packages_in_each_others_way_are_refused(packages: list[Package], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        check_packages(packages)


def test_packages_share_a_shared_file() -> None:
    check_packages([package(), package("other"), other("pdg/types/x.py")][:2])
    check_packages([package(), other(DS, shared=True)])
