"""Members of a saved class in, its callbacks and its extra methods out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.houdini.callbacks import callback_named
from pysched_gen.sources.python_module.arguments import with_arguments
from pysched_gen.sources.source import Loss, Snippet
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from pysched_gen.houdini.callbacks import CallbackSpec
    from pysched_gen.houdini.releases import Release
    from pysched_gen.sources.source import Member, Source

__all__ = ["callback_members", "extra_methods", "lost_arguments"]


def callback_members(source: Source, release: Release) -> list[Snippet]:
    """Give the bodies of the methods that are callbacks, for the arguments `release` passes."""
    found = []
    for member in source.members:
        spec = _callback(member)
        if spec is not None:
            wanted = [argument.name for argument in spec.form(release).arguments]
            found.append(with_arguments(member.body, member.arguments, wanted))
    return found


def lost_arguments(source: Source) -> list[Loss]:
    """Give the arguments of callbacks beyond those that any release passes, as losses."""
    found = []
    for member in source.members:
        spec = _callback(member)
        most = max((len(form.arguments) for form in spec.forms), default=0) if spec else 0
        if spec is not None and len(member.arguments) > most:
            names = ", ".join(member.arguments[most:])
            message = (
                f"{member.name} of a package has no argument {names}: Houdini passes "
                f"{most or 'none'}; keep what it says as self.{member.arguments[most]}"
            )
            found.append(
                Loss(member.text.origin.span(), message, arguments=member.arguments[most:])
            )
    return found


def extra_methods(source: Source) -> Snippet | None:
    """Give all other members as one text, a blank line between those that had one."""
    text = ""
    lines: list[int] = []
    indent = 0
    for member in source.members:
        if _callback(member) is not None:
            continue
        own = member.text.origin.lines
        if lines and own[0] > lines[-1] + 1:
            text += "\n"
            lines.append(lines[-1] + 1)
        text += member.text.text
        lines += own
        indent = member.text.origin.indent
    if not lines:
        return source.methods
    origin = Origin(source.origin.path, parm="methods", lines=tuple(lines), indent=indent)
    return Snippet("methods", text, origin)


def _callback(member: Member) -> CallbackSpec | None:
    """Give the callback that a method is: by its exact name, transferFile is another method."""
    spec = callback_named(member.name)
    return spec if spec is not None and spec.method == member.name else None
