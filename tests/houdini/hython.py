"""Stands for Houdini without its windows: `fake_hou` is `hou` here; also on Python 2.7.

python hython.py SCRIPT [ARGUMENT ...]       runs a script, as hython does
python hython.py --paste SCRIPT SCENE        opens a scene and types a script into a shell
"""

# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, PTH123

import code
import runpy
import sys

import fake_hou
import fake_scene


def paste(script, scene):
    """Type the lines of `script` into a Python shell that has `scene` open."""
    fake_scene.SCENES[scene](fake_hou._session)
    shell = code.InteractiveConsole({"__name__": "__main__", "__doc__": None})
    with open(script) as lines:
        for line in lines:
            shell.push(line.rstrip("\n"))
    shell.push("")


fake_hou._session.scenes = fake_scene.SCENES
sys.modules["hou"] = fake_hou
if sys.argv[1] == "--paste":
    paste(*sys.argv[2:])
else:
    sys.argv = sys.argv[1:]
    runpy.run_path(sys.argv[0], run_name="__main__")
