"""The variables by which Houdini's own Python finds its library, and by which others break.

A session hands its variables to whatever it starts. A Python of another version that inherits
PYTHONHOME looks for its library in Houdini's, and does not start.
"""

from __future__ import annotations

import os
import sys

__all__ = ["HINT", "set_variables", "was_inherited"]

HINT = (
    "a Python that is not Houdini's was started with Houdini's PYTHONHOME and PYTHONPATH; take "
    "them out of its environment"
)
_SIGNS = ("PYTHONHOME", "init_fs_encoding", "No module named 'encodings'")


# The first module of the library that any Python imports, before it is able to do anything. The
# rest is found where it is: a link for each file would take longer than most scenarios.
_GUARD = """import sys

if sys.version != {version!r}:
    raise ImportError("this is the library of Houdini's Python, found by PYTHONHOME")
sys.path += [{library!r}, {library!r} + "/lib-dynload"]
__path__.append({library!r} + "/encodings")
"""
# What a Python looks for below PYTHONHOME itself: a landmark, extensions, what was installed, and
# a package that is frozen into it in part.
_LINKED = ("os.py", "site.py", "importlib", "lib-dynload", "site-packages", "dist-packages")


def set_variables(folder: str) -> None:
    """Set PYTHONHOME and LD_LIBRARY_PATH as a session has them, by a library in `folder`.

    It is that of this Python, which jobs run in too, and no other build can use it.
    """
    name = "python{}.{}".format(*sys.version_info[:2])
    library = os.path.dirname(os.__file__)
    if os.name != "posix" or os.path.basename(library) != name:
        return
    place = os.path.join(folder, "lib", name)
    if not os.path.isdir(place):
        _make_library(library, place)
    os.environ["PYTHONHOME"] = folder
    # For the stand-in's hython, where a job has the variables of the session alone.
    os.environ["PDG_STANDIN_PYTHON"] = sys.executable
    libraries = [os.environ.get("HFS", "") + "/dsolib", os.environ.get("LD_LIBRARY_PATH", "")]
    os.environ["LD_LIBRARY_PATH"] = os.pathsep.join(one for one in libraries if one)


def _make_library(library: str, place: str) -> None:
    os.makedirs(os.path.join(place, "encodings"))
    for name in _LINKED:
        if os.path.exists(os.path.join(library, name)):
            os.symlink(os.path.join(library, name), os.path.join(place, name))
    with open(os.path.join(library, "encodings", "__init__.py"), encoding="utf-8") as file:
        text = file.read()
    with open(os.path.join(place, "encodings", "__init__.py"), "w", encoding="utf-8") as file:
        file.write(_GUARD.format(version=sys.version, library=library) + text)


def was_inherited(text: str) -> bool:
    """Tell whether an error is that of a Python that found the library of another."""
    return any(sign in text for sign in _SIGNS)
