"""What a Houdini sees of its packages, and the environment of a child that stands in for it."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pysched_gen.errors import NothingToReadError, UsageError
from pysched_gen.houdini.releases import LATEST, release_named
from pysched_gen.run.asset_scripts import registering_scripts
from pysched_gen.run.package import has_types, release_of_folders
from pysched_gen.run.package_files import PACKAGE_FOLDER, PackageFiles
from pysched_gen.run.parameters import declared_beside
from pysched_gen.run.snippet_place import with_places
from pysched_gen.standin import HFS, JOB

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pysched_gen.houdini.releases import Release

__all__ = ["BUILD", "Surroundings", "child_environment", "find_surroundings"]

# A Houdini or farm of the user's own must not reach into the child, nor his Python's settings.
_DROPPED_PREFIXES = ("HOUDINI", "PDG_", "PYTHON", "HIP", "ORIGINAL_HIP")
_DROPPED = {"HFS", "HH", "HHP", "HB", "HDSO", "JOB", "TEMP_DIR"}
# What a shell may say all the same of how types are loaded.
_KEPT = {"HOUDINI_PDG_TYPE_ERROR", "HOUDINI_PDG_TYPE_SKIPLIST"}
# The number of the build that every release has here: that of the latest one that was looked at.
BUILD = "400"
# What --env cannot change, and what does.
_FIXED = {
    **dict.fromkeys(("HFS", "HH", "HHP", "HB", "H"), "the stand-in is the Houdini of this run"),
    **dict.fromkeys(
        ("HIP", "HIPFILE", "HIPNAME", "TMPDIR", "TEMP", "TMP"),
        "it is a folder of this run, which --keep keeps",
    ),
    "HOUDINI_PATH": "give its folders as PACKAGE_DIR, one or several",
    "PYTHONHOME": "give the interpreter by --python",
    **dict.fromkeys(
        (
            "HOUDINI_VERSION",
            "HOUDINI_MAJOR_RELEASE",
            "HOUDINI_MINOR_RELEASE",
            "HOUDINI_BUILD_VERSION",
            "PDG_STANDIN_HOUDINI",
        ),
        "give the release by --houdini",
    ),
}
_OF_HOUDINI = ("hou", "hdefereval", "toolutils")  # no folder of a studio holds them
_MODULES = (".py", ".pyc", ".so", ".pyd")
_LIBRARIES = re.compile(r"python\d+\.\d+libs")
_NO_PORT = re.compile(r"bad port: (\w+) \(there is none\)")
_NO_MODULE = re.compile(r"No module named '([\w.]+)'")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a Houdini would see as it starts.

    Attributes:
        folders: entries of HOUDINI_PATH, the first one first; Houdini's own tree comes after.
        release: Houdini to behave as, such as "20.5".
        variables: what package files and the user set, PYTHONPATH included.
        parameters: what assets and dialog scripts declare; see `declared_beside`.
        troubles: what could not be read, a line each.
    """

    folders: tuple[Path, ...]
    release: str
    variables: Mapping[str, str] = field(default_factory=dict)
    parameters: Sequence[Mapping[str, Any]] = ()
    troubles: Sequence[str] = ()

    def explained(self, text: str) -> str:
        """Return `text` with the snippets of its places, and why a module in it is missing."""
        text = with_places(text)
        advice = self._advice(text)
        return f"{text}\n{advice}" if advice and advice not in text else text

    def _advice(self, text: str) -> str:
        """Return why a module or parameter is missing in `text`, "" where that is not known.

        Houdini searches the folder `pythonX.Ylibs` of its own Python, and `scripts/python`.
        """
        port = _NO_PORT.search(text)
        if port is not None:
            return (
                f"neither templateBody nor an asset in otls nor a topscheduler.user.ds declares "
                f"{port[1]}; give the folder that holds its asset, too, or --set {port[1]}=VALUE"
            )
        name = _NO_MODULE.search(text)
        if name is None:
            return ""
        top = name[1].partition(".")[0]
        if top in _OF_HOUDINI:
            return ""
        wanted = _libraries_of(self.release)
        found = [
            f"{path.parent.name}/{path.name}"
            for folder in self.folders
            for path in _folders_with_libraries(folder)
            if path.name != wanted and _holds(path, top)
        ]
        if found:
            return (
                f"{top} lies in {', '.join(found)}, and Houdini {self.release} searches {wanted}; "
                f"put it there, or give its folder by --path"
            )
        return (
            f"{top} is in no folder that Houdini {self.release} searches ({wanted} and "
            "scripts/python of each PACKAGE_DIR, PYTHONPATH); give the folder that holds it by "
            "--path DIR"
        )


def find_surroundings(
    packages: Sequence[Path],
    release: str | None = None,
    python_paths: Sequence[Path] = (),
    variables: Mapping[str, str] | None = None,
) -> Surroundings:
    """Return what a Houdini with `packages` on HOUDINI_PATH sees.

    Package files add folders and variables: those in `packages` of each folder, and those of
    HOUDINI_PACKAGE_DIR. Without `release` it is the newest one that headings of the packages
    name, the latest of all without one. `python_paths` come before PYTHONPATH.

    Raises:
        UsageError: a variable or path has no effect, or a package file cannot be used.
        SourceError: a package file is not JSON.
        NothingToReadError: no folder holds a module of types.
    """
    variables = dict(variables or {})
    for name in variables:
        if name in _FIXED:
            raise UsageError(f"--env {name}: has no effect: {_FIXED[name]}")
    for folder in python_paths:
        if not any(path.is_dir() or path.suffix in _MODULES for path in folder.iterdir()):
            raise UsageError(f"--path {folder}: has no effect: no Python module is in it")
    folders = tuple(package.absolute() for package in packages)
    found = _read_package_files(folders, release_named(release or "") or LATEST, variables)
    if not any(has_types(folder) for folder in found.folders):
        shown = ", ".join(map(str, packages))
        advice = registering_scripts(found.folders, _scanned(found)) or [
            "give the directory that goes on HOUDINI_PATH, such as the DIR of generate -o DIR"
        ]
        message = f"{shown}: holds no pdg/types with a module in it; {advice[0]}"
        raise NothingToReadError(message, *advice[1:])
    if release is None:
        release = release_of_folders(found.folders)
        found = _read_package_files(folders, release_named(release) or LATEST, variables)
    inherited = found.variables.get("PYTHONPATH", "").split(os.pathsep)
    paths = [*map(str, python_paths), *filter(None, inherited)]
    if paths:
        # The child works in another folder.
        found.variables["PYTHONPATH"] = os.pathsep.join(map(os.path.abspath, paths))
    parameters, troubles = declared_beside(found.folders, _scanned(found))
    troubles += registering_scripts(found.folders, _scanned(found))
    folders = tuple(found.folders)
    return Surroundings(folders, release, found.variables, parameters, troubles)


def _scanned(found: PackageFiles) -> list[Path]:
    return [Path(one) for one in _entries(found.variables.get("HOUDINI_OTLSCAN_PATH", ""))]


def _entries(path: str) -> list[str]:
    """Return the entries of a variable of Houdini's, without what stands for its default."""
    parts = path.replace(os.pathsep, ";").split(";")
    return [part.strip() for part in parts if part.strip(" &@")]


def _read_package_files(
    folders: tuple[Path, ...], release: Release, variables: Mapping[str, str]
) -> PackageFiles:
    found = PackageFiles(list(folders), release, BUILD)
    if "PYTHONPATH" in os.environ:
        found.variables["PYTHONPATH"] = os.environ["PYTHONPATH"]
    found.variables.update(variables)
    for entry in _entries(variables.get("HOUDINI_PACKAGE_DIR", "")):
        found.read_folder(Path(entry))
    for folder in folders:
        found.read_folder(folder / PACKAGE_FOLDER)
    return found


def child_environment(surroundings: Surroundings, working_dir: Path) -> dict[str, str]:
    """Return the variables of a child that has these surroundings.

    `TMPDIR` is the folder `tmp` in `working_dir`, which the caller makes. `HFS` leads to the
    stand-in's tree, `HIP` and `JOB` to `working_dir`, as they do in a Houdini whose scene is
    saved there. What `houdini_setup` and a session set is set, too.
    """
    own = {
        key: value
        for key, value in os.environ.items()
        if key in _KEPT or not (key.startswith(_DROPPED_PREFIXES) or key in _DROPPED)
    }
    hip = str(working_dir)
    parameters = working_dir / "parameters.json"
    parameters.write_text(json.dumps(list(surroundings.parameters)), encoding="utf-8")
    path = ";".join(map(str, surroundings.folders))
    return {
        **own,
        **_installation(working_dir, surroundings.release),
        "HIP": hip,
        "HIPFILE": f"{hip}/untitled.hip",
        "HIPNAME": "untitled",
        "HOUDINI_PATH": f"{path};&",
        "HOUDINI_TEMP_DIR": f"{hip}/houdini_temp",
        "JOB": hip,
        "PDG_STANDIN_HOUDINI": surroundings.release,
        "PDG_STANDIN_PARAMETERS": str(parameters),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
        # What a package leaves in the temporary folder goes with this one.
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(working_dir / "tmp")),
        **surroundings.variables,
    }


def _installation(working_dir: Path, name: str) -> dict[str, str]:
    """Return the variables that lead to the installation and tell its version.

    $HHP is `$HFS/houdini/pythonX.Ylibs` (Houdini's help, "Command-Line Scripting"), so that $HFS
    is a tree of links, made for the release in `working_dir`.
    """
    major, _, minor = name.partition(".")
    hfs = working_dir / "hfs"
    house = hfs / "houdini"
    libraries = house / _libraries_of(name)
    _link_tree(hfs, libraries)
    preferences = working_dir / f"houdini{name}"
    preferences.mkdir(exist_ok=True)
    return {
        "HFS": str(hfs),
        "H": str(hfs),
        "HB": str(hfs / "bin"),
        "HH": str(house),
        "HHP": str(libraries),
        "HIH": str(preferences),
        "HOUDINI_USER_PREF_DIR": str(preferences),
        "HOUDINI_VERSION": f"{name}.{BUILD}",
        "HOUDINI_MAJOR_RELEASE": major,
        "HOUDINI_MINOR_RELEASE": minor,
        "HOUDINI_BUILD_VERSION": BUILD,
    }


def _link_tree(hfs: Path, libraries: Path) -> None:
    if hfs.exists():
        return
    jobs = libraries / "pdgjob"
    jobs.mkdir(parents=True)
    (hfs / "bin").symlink_to(HFS / "bin", target_is_directory=True)
    (hfs / "houdini" / "pdg").symlink_to(HFS / "houdini" / "pdg", target_is_directory=True)
    for source in (*JOB.glob("*.py"), *(JOB / "pdgjob").glob("*.py")):
        (jobs / source.name).symlink_to(source)


def _libraries_of(name: str) -> str:
    release = release_named(name) or LATEST
    major, minor = release.python
    return f"python{major}.{minor}libs"


def _folders_with_libraries(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if _LIBRARIES.fullmatch(path.name))


def _holds(folder: Path, module: str) -> bool:
    return (folder / f"{module}.py").is_file() or (folder / module).is_dir()
