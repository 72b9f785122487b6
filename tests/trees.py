"""Snippet folders and output trees for tests."""

from __future__ import annotations

from pathlib import Path

__all__ = ["ROOT", "SHARED", "manifest", "read_tree", "write_tree"]

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def write_tree(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Create `folder` with `files`, relative path to content; give the folder back."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def read_tree(folder: Path) -> dict[str, bytes]:
    """Give relative path to content of every file below `folder`."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def generated_tree(folder: Path) -> dict[str, bytes]:
    """Give what `read_tree` does but for the lock, which names the sources."""
    found = read_tree(folder)
    return {path: data for path, data in found.items() if not path.startswith(".pysched-gen.lock/")}


def manifest(extra: str = "", **identity: str) -> str:
    """Give a scheduler.toml for a scheduler called farmq; `extra` is put behind [scheduler]."""
    values = {"name": "farmq", "houdini": "20.5", **identity}
    lines = [f'{key} = "{value}"' for key, value in values.items()]
    return "\n".join(["schema = 1", "[scheduler]", *lines, extra]) + "\n"
