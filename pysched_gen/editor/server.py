"""A language server over standard input and output, for snippet folders."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from pysched_gen import __version__
from pysched_gen.check.diagnostic import Severity
from pysched_gen.editor.names import Place, choices_at, definition_at, page_at
from pysched_gen.editor.open_folder import OpenFolder, folder_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pysched_gen.check.diagnostic import Diagnostic
    from pysched_gen.span import Span

__all__ = ["serve"]

_PAUSE = 0.2  # seconds without a key before the rules look
_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.NOTE: lsp.DiagnosticSeverity.Information,
}
_KINDS = {
    "parameter": lsp.CompletionItemKind.Field,
    "method": lsp.CompletionItemKind.Method,
    "property": lsp.CompletionItemKind.Property,
    "name": lsp.CompletionItemKind.Constant,
}


def serve() -> None:
    """Answer an editor until it says that it is done, or its end of the line is gone."""
    server: Any = LanguageServer("pysched-gen", __version__)
    desk = _Desk(server)
    completing = lsp.CompletionOptions(trigger_characters=[".", '"', "'"])
    fixing = lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix])
    for name, answer, options in (
        (lsp.TEXT_DOCUMENT_DID_OPEN, desk.changed, None),
        (lsp.TEXT_DOCUMENT_DID_CHANGE, desk.changed, None),
        (lsp.TEXT_DOCUMENT_DID_SAVE, desk.changed, None),
        (lsp.TEXT_DOCUMENT_HOVER, desk.hover, None),
        (lsp.TEXT_DOCUMENT_COMPLETION, desk.complete, completing),
        (lsp.TEXT_DOCUMENT_DEFINITION, desk.define, None),
        (lsp.TEXT_DOCUMENT_CODE_ACTION, desk.fix, fixing),
    ):
        # A partial: the server hangs the name of the request onto what it is given.
        server.feature(name, options)(partial(answer))
    server.start_io()


class _Desk:
    """The folders of which a file was opened, and the answers about them."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._folders: dict[Path, OpenFolder] = {}
        self._looking: dict[Path, asyncio.Task[None]] = {}
        self._found: dict[Path, tuple[Diagnostic, ...]] = {}

    # What an editor tells.

    async def changed(self, parameters: Any) -> None:
        """Look through the folder once nobody has typed for a moment."""
        folder = self._folder(parameters.text_document.uri)
        if folder is None:
            return
        before = self._looking.get(folder.folder)
        if before is not None:
            before.cancel()
        self._looking[folder.folder] = asyncio.create_task(self._look(folder))

    async def _look(self, folder: OpenFolder) -> None:
        await asyncio.sleep(_PAUSE)
        texts = self._texts()
        await asyncio.to_thread(folder.read, texts)
        found = await asyncio.to_thread(folder.findings)
        self._found[folder.folder] = found
        places: dict[str, list[lsp.Diagnostic]] = {str(path): [] for path in folder.files}
        for finding in found:
            said = lsp.Diagnostic(
                self._range(finding.span),
                finding.message,
                severity=_SEVERITIES[finding.severity],
                code=finding.code,
                source="pysched-gen",
            )
            places.setdefault(finding.span.origin.path, []).append(said)
        for problem in folder.problems:
            said = lsp.Diagnostic(
                self._range(problem.span),
                problem.message,
                severity=lsp.DiagnosticSeverity.Error,
                source="pysched-gen",
            )
            places.setdefault(problem.span.origin.path, []).append(said)
        for path, diagnostics in places.items():
            self._server.text_document_publish_diagnostics(
                lsp.PublishDiagnosticsParams(_uri(path), diagnostics)
            )

    # What an editor asks.

    def hover(self, parameters: Any) -> lsp.Hover | None:
        """Say what is under the pointer."""
        folder, place = self._at(parameters)
        if folder is None or folder.scheduler is None:
            return None
        page = page_at(place, folder.scheduler)
        content = lsp.MarkupContent(lsp.MarkupKind.Markdown, page)
        return lsp.Hover(content) if page else None

    def complete(self, parameters: Any) -> list[lsp.CompletionItem]:
        """List what could be typed."""
        folder, place = self._at(parameters)
        if folder is None or folder.scheduler is None:
            return []
        return [
            lsp.CompletionItem(one.name, kind=_KINDS[one.kind], detail=one.detail)
            for one in choices_at(place, folder.scheduler)
        ]

    def define(self, parameters: Any) -> lsp.Location | None:
        """Say where a name is made."""
        folder, place = self._at(parameters)
        if folder is None or folder.scheduler is None:
            return None
        open_texts = self._texts()
        texts = {
            path.stem: open_texts.get(str(path)) or path.read_text("utf-8", errors="replace")
            for path in folder.files
            if path.suffix == ".py"
        }
        found = definition_at(place, folder.scheduler, texts)
        if found is None:
            return None
        if not isinstance(found, tuple):
            return lsp.Location(_uri(found.origin.path), self._range(found))
        stem, line, column = found
        path = str(folder.folder / f"{stem}.py")
        return lsp.Location(_uri(path), self._client(path, (line, column), (line, column)))

    def fix(self, parameters: Any) -> list[lsp.CodeAction]:
        """List the mends of `check --fix` for what was found in a range."""
        folder = self._folder(parameters.text_document.uri)
        if folder is None:
            return []
        first, last = parameters.range.start.line, parameters.range.end.line
        path = to_fs_path(parameters.text_document.uri)
        return [
            self._action(finding)
            for finding in self._found.get(folder.folder, ())
            if finding.edits
            and finding.span.origin.path == path
            and first <= finding.span.end_line - 1
            and finding.span.line - 1 <= last
        ]

    def _action(self, finding: Diagnostic) -> lsp.CodeAction:
        changes: dict[str, list[lsp.TextEdit]] = {}
        for edit in finding.edits:
            uri = _uri(edit.span.origin.path)
            changes.setdefault(uri, []).append(lsp.TextEdit(self._range(edit.span), edit.text))
        safe = all(edit.safe for edit in finding.edits)
        return lsp.CodeAction(
            f"{finding.name}: mend it{'' if safe else ' (may change what it does)'}",
            kind=lsp.CodeActionKind.QuickFix,
            is_preferred=safe,
            edit=lsp.WorkspaceEdit(changes=changes),
        )

    # Places: an editor counts lines and columns from 0, and columns in units of its own.

    def _folder(self, uri: str) -> OpenFolder | None:
        path = to_fs_path(uri)
        folder = None if path is None else folder_of(Path(path))
        if folder is None:
            return None
        if folder not in self._folders:
            self._folders[folder] = OpenFolder(folder)
            self._folders[folder].read(self._texts())
        return self._folders[folder]

    def _at(self, parameters: Any) -> tuple[OpenFolder | None, Place]:
        document = self._server.workspace.get_text_document(parameters.text_document.uri)
        codec = self._server.workspace.position_codec
        here = codec.position_from_client_units(document.lines, parameters.position)
        lines = document.lines
        line = lines[here.line].rstrip("\r\n") if here.line < len(lines) else ""
        place = Place(Path(document.path).stem, line, here.character)
        return self._folder(parameters.text_document.uri), place

    def _range(self, span: Span) -> lsp.Range:
        start, end = (span.line - 1, span.column - 1), (span.end_line - 1, span.end_column - 1)
        return self._client(span.origin.path, start, max(start, end))

    def _client(self, path: str, start: tuple[int, int], end: tuple[int, int]) -> lsp.Range:
        workspace = self._server.workspace
        lines = workspace.get_text_document(_uri(path)).lines
        chars = lsp.Range(lsp.Position(*start), lsp.Position(*end))
        found: lsp.Range = workspace.position_codec.range_to_client_units(lines, chars)
        return found

    def _texts(self) -> dict[str, str]:
        documents: Iterable[Any] = self._server.workspace.text_documents.values()
        return {document.path: document.source for document in documents}


def _uri(path: str) -> str:
    uri: str | None = from_fs_path(path)
    return uri or ""
