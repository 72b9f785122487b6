"""A `.py` with the class of a scheduler in, one `Source` out.

Save To Python, this tool or a person wrote it. It is parsed, never run; bodies come back as they
stand, without their indentation.
"""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from pysched_gen.errors import NothingToReadError, SourceError
from pysched_gen.formats.dialog_script.tree import Parm, Script
from pysched_gen.formats.scripts.python_text import parse_python
from pysched_gen.formats.template_body import declared_script
from pysched_gen.formats.texts import decode_text
from pysched_gen.houdini.pdg_names import MIXINS
from pysched_gen.sources.nothing import DUMP_ONE
from pysched_gen.sources.parameters import OLD_OVERRIDABLE_TAG, OVERRIDABLE_TAG, parameters_of
from pysched_gen.sources.python_module import python_identity as identity
from pysched_gen.sources.python_module.arguments import with_arguments
from pysched_gen.sources.python_module.python_class import (
    body_lines,
    class_parts,
    text_of_lines,
)
from pysched_gen.sources.python_module.python_header import (
    header_lines,
    is_generated,
    release_of_heading,
)
from pysched_gen.sources.python_module.python_lines import PythonLines, first_line
from pysched_gen.sources.python_module.python_losses import losses, losses_beside
from pysched_gen.sources.source import Loss, Snippet, Source
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from pysched_gen.span import Span

__all__ = ["is_saved_python", "may_be_python", "read_saved_python"]

_CLASS = re.compile(rb"^class \w+\s*\([^)]*(?:Py|Local)Scheduler\b", re.MULTILINE)
_PYTHON = re.compile(rb"^(?:import |from [\w.]+ import |class \w+|def \w+\()", re.MULTILINE)
_BASES = ("PyScheduler", "LocalScheduler")
_MIXIN = "CallbackServerMixin"
_INIT_ARGUMENTS = ("scheduler", "name")


def is_saved_python(head: bytes) -> bool:
    """Tell whether `head`, the first bytes of a file, has the class of a scheduler."""
    return _CLASS.search(head) is not None


def may_be_python(head: bytes) -> bool:
    """Tell whether `head` looks like Python at all, so that reading it says what is missing."""
    return _PYTHON.search(head) is not None


def read_saved_python(
    data: bytes, display: str, registration: tuple[str, bytes] | None = None
) -> Source:
    """Give the scheduler whose class is in `data`, shown to the user as file `display`.

    `registration` is name and content of the `__init__.py` of its package, which may register it.

    Raises:
        SourceError: it is no Python, or has a class that a snippet folder cannot hold.
        NothingToReadError: it has no class of a scheduler.
    """
    text = decode_text(data, display)
    reader = _Reader(parse_python(text, display), text, display)
    if registration is not None:
        reader.register(*registration)
    return reader.source()


class _Reader:
    def __init__(self, tree: ast.Module, text: str, display: str) -> None:
        self._tree = tree
        self._origin = Origin(display)
        self._class = _scheduler_class(tree, self._origin)
        self._lines = PythonLines(text)
        self._bases = identity.base_names(self._class)
        self._parts = class_parts(self._class, self._lines, display)
        self._registered = self._registration(tree, self._origin)
        self._beside: tuple[Loss, ...] = ()

    def register(self, display: str, data: bytes) -> None:
        """Take what another module says about the class; the module of the class counts more."""
        text = decode_text(data, display)
        tree, origin = parse_python(text, display), Origin(display)
        self._registered = self._registration(tree, origin) | self._registered
        if not is_generated(PythonLines(text)):
            self._beside = losses_beside(tree, self._class.name, origin)

    def source(self) -> Source:
        """Give all that the module says."""
        body = self._parts.own.get("templateBody")
        script = _without_old_tags(declared_script(body.function, self._origin)) if body else None
        return Source(
            kind="python",
            origin=self._origin,
            name=PurePath(self._origin.path).stem,
            files=(self._origin.path,),
            identity=tuple((key, *found) for key, found in self._identity().items()),
            members=tuple(self._parts.members),
            header=self._header(),
            init=self._init(),
            parameters=parameters_of(script, self._origin) if script else (),
            script=script,
            open_interface=not is_generated(self._lines),
            losses=self._losses(),
            bases=tuple(name for name in self._bases if name in MIXINS),
        )

    def _losses(self) -> tuple[Loss, ...]:
        """Give what no package can hold; what this tool wrote is a package already."""
        if is_generated(self._lines):
            return self._beside
        named = self._template_name()
        lower: tuple[Loss, ...] = ()
        if named is not None and named[0] != named[0].lower():
            told = f"types of nodes are lower-case: the package is called {named[0].lower()}"
            lower = (Loss(_span(named[1], self._origin), told, is_harmless=True),)
        return self._beside + lower + losses(self._tree, self._class, self._origin)

    def _template_name(self) -> identity.Found | None:
        own = self._parts.own.get("templateName")
        return identity.returned_text(own.function) if own else None

    def _registration(self, tree: ast.Module, origin: Origin) -> dict[str, tuple[str, Span]]:
        found = identity.registered(tree, self._class.name)
        return {key: (value, _span(node, origin)) for key, (value, node) in found}

    def _identity(self) -> dict[str, tuple[str, Span]]:
        """Give what is told, in the words of a manifest; what the class itself says counts most."""
        local = "LocalScheduler" in self._bases
        told: dict[str, identity.Found | None] = {
            "class": (self._class.name, self._class),
            "base": ("LocalScheduler" if local else "PyScheduler", self._class),
            "callback_server": None if local else self._server(),
            "parm_prefix": next(filter(None, map(identity.parm_prefix, self._statements())), None),
        }
        named = self._template_name()
        # Houdini has "royalscheduler" of a class that says "royalScheduler".
        told["name"] = (named[0].lower(), named[1]) if named else None
        if "label" not in self._registered:
            told["label"] = identity.docstring_label(self._class)
        found = {key: (one[0], _span(one[1], self._origin)) for key, one in told.items() if one}
        release = release_of_heading(self._lines)
        if release:
            found["houdini"] = (release, self._origin.span())
        return self._registered | found

    def _server(self) -> identity.Found:
        if _MIXIN not in self._bases:
            return "none", self._class
        calls = [identity.call_of_base(one, self._bases) for one in self._statements()]
        return identity.mixin_server([call for call in calls if call]) or ("farm", self._class)

    def _statements(self) -> list[ast.stmt]:
        init = self._parts.own.get("__init__")
        return init.function.body if init else []

    def _header(self) -> Snippet | None:
        whole = range(first_line(self._class), self._parts.last_line + 1)
        numbers = header_lines(self._tree, self._lines, whole)
        if not numbers:
            return None
        return text_of_lines("header", self._lines, numbers, "", self._origin.path)

    def _init(self) -> Snippet | None:
        """Give what `__init__` does beyond what every package's does; its docstring goes, too."""
        init = self._parts.own.get("__init__")
        if init is None:
            return None
        numbers = set(body_lines(init, self._lines))
        docstring = init.function.body[:1] if ast.get_docstring(init.function) else []
        for one in init.function.body:
            known = identity.call_of_base(one, self._bases) or identity.parm_prefix(one)
            if known or one in docstring:
                numbers -= set(range(one.lineno, (one.end_lineno or one.lineno) + 1))
        if not self._lines.trimmed(numbers):
            return None
        indent = self._lines.indent(first_line(init.function.body[0]))
        body = text_of_lines("init", self._lines, numbers, indent, self._origin.path)
        given = [argument.arg for argument in init.function.args.args[1:]]
        return with_arguments(body, given, _INIT_ARGUMENTS)


def _without_old_tags(script: Script) -> Script:
    """Return `script` without the tag that a package for 17.5 has beside the one of later ones."""
    both = {OVERRIDABLE_TAG, OLD_OVERRIDABLE_TAG}
    return replace(
        script,
        items=tuple(
            (
                replace(one, tags=tuple(t for t in one.tags if t[0] != OLD_OVERRIDABLE_TAG))
                if isinstance(one, Parm) and both <= {key for key, _ in one.tags}
                else one
            )
            for one in script.items
        ),
    )


def _scheduler_class(tree: ast.Module, origin: Origin) -> ast.ClassDef:
    """Give the one class that is a scheduler; raises where none is, or several are."""
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    found = [node for node in classes if {*identity.base_names(node)} & {*_BASES}]
    if not found:
        names = ", ".join(node.name for node in classes) or "none"
        raise NothingToReadError(
            f"{origin}: no class derives from {' or '.join(_BASES)} (its classes: {names}); "
            f"give the module that has the scheduler, or {DUMP_ONE}"
        )
    if len(found) > 1:
        names = ", ".join(node.name for node in found)
        message = f"holds several schedulers, {names}; put each into a file of its own"
        raise SourceError(_span(found[1], origin), message)
    odd = [name for name in identity.base_names(found[0]) if name not in {*_BASES, _MIXIN, *MIXINS}]
    if odd:
        message = (
            f"{found[0].name} also derives from {odd[0] or 'a computed class'}, which no snippet "
            "folder can hold; do without that base, or keep the class as it is"
        )
        raise SourceError(_span(found[0], origin), message)
    return found[0]


def _span(node: ast.AST, origin: Origin) -> Span:
    return origin.span(getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1)
