"""What a rule is: metadata, the functions that look for findings, and its page.

A rule is one file of `check.rules`. Its name is the file's name, its page the file's docstring, so
neither can go astray. The engine asks `applies` before it visits: a rule never looks at the
release or the callback to find out whether it is concerned.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from pysched_gen.check.diagnostic import Diagnostic, Edit, Severity

if TYPE_CHECKING:
    from pysched_gen.check.text import Context, Text
    from pysched_gen.houdini.releases import Release
    from pysched_gen.span import Span

__all__ = ["ANY", "Finding", "Kind", "Rule"]


class Kind(str, Enum):
    """What a text becomes in the generated module."""

    CALLBACK = "callback"  # body of a callback
    INIT = "init"  # statements of __init__
    METHODS = "methods"  # extra methods of the class
    HEADER = "header"  # module-level code


ANY = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule saw: a node of the text at hand or a span, and one line about it.

    `severity` and `edits` are for a rule that decides them case by case.
    """

    place: ast.AST | Span
    message: str
    severity: Severity | None = None
    edits: tuple[Edit, ...] = ()


NodeType = TypeVar("NodeType", bound=ast.AST)
NodeHandler = Callable[[NodeType, "Text"], Iterable[Finding]]
TextHandler = Callable[["Text"], Iterable[Finding]]
SchedulerHandler = Callable[["Context"], Iterable[Finding]]


class Rule:
    """One rule; made once at the top of its file, which then registers functions with it."""

    def __init__(
        self,
        module: str,
        code: str,
        severity: Severity,
        *,
        since: str = "",
        until: str = "",
        kinds: frozenset[Kind] = ANY,
        callbacks: Iterable[str] = (),
        essential: bool = False,
    ) -> None:
        """Describe a rule.

        Args:
            module: `__name__` of its file.
            code: "PSG" and three digits, never given to another rule.
            severity: of findings that do not say their own.
            since: first release it holds for, "" for all.
            until: last release it holds for, "" for all.
            kinds: texts it looks at.
            callbacks: method names of the callbacks it looks at, none for all.
            essential: no package can be made of what it finds, so that it can be neither waived
                nor left out.
        """
        self.module = module
        self.name = module.rpartition(".")[2].replace("_", "-")
        self.code = code
        self.severity = severity
        self.since = since
        self.until = until
        self.kinds = kinds
        self.callbacks = frozenset(callbacks)
        self.essential = essential
        self.node_handlers: list[tuple[type[ast.AST], NodeHandler[ast.AST]]] = []
        self.text_handlers: list[TextHandler] = []
        self.scheduler_handlers: list[SchedulerHandler] = []

    def __repr__(self) -> str:
        """Return code and name, as findings show them."""
        return f"{self.code} {self.name}"

    def node(
        self, *types: type[NodeType]
    ) -> Callable[[NodeHandler[NodeType]], NodeHandler[NodeType]]:
        """Register the decorated function for every node that is exactly of one of `types`."""

        def register(handler: NodeHandler[NodeType]) -> NodeHandler[NodeType]:
            for kind in types:
                self.node_handlers.append((kind, handler))  # type: ignore[arg-type]
            return handler

        return register

    def text(self, handler: TextHandler) -> TextHandler:
        """Register `handler` to be called once for every text."""
        self.text_handlers.append(handler)
        return handler

    def scheduler(self, handler: SchedulerHandler) -> SchedulerHandler:
        """Register `handler` to be called once for the whole scheduler."""
        self.scheduler_handlers.append(handler)
        return handler

    def holds_for(self, release: Release) -> bool:
        """Return whether the rule holds for `release`."""
        too_old = bool(self.since) and release < self.since
        return not too_old and not (self.until and release > self.until)

    def looks_at(self, kind: Kind, callback: str) -> bool:
        """Return whether the rule looks at a text of `kind`, for the method `callback` or ""."""
        return kind in self.kinds and (not self.callbacks or callback in self.callbacks)

    def diagnostic(
        self,
        span: Span,
        message: str,
        line: str = "",
        callback: str = "",
        *,
        severity: Severity | None = None,
        edits: tuple[Edit, ...] = (),
    ) -> Diagnostic:
        """Return a finding of this rule."""
        shown = severity or self.severity
        return Diagnostic(self.code, self.name, shown, message, span, line, callback, edits)
