"""`pysched-gen lsp`, driven by a client over standard input and output."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient
from trees import manifest, write_tree

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from conftest import Run

QUEUE = '[[parameters]]\nname = "farmq_queue"\nlabel = "Queue"\ntype = "string"\n'
FILES: dict[str, str | bytes] = {
    "farmq/scheduler.toml": manifest(QUEUE, houdini="21.0"),
    "farmq/header.py": "import os\n\nLIMIT = 3\n\n\ndef server():\n    return os.sep\n",
    "farmq/methods.py": "def submit(self, work_item):\n    return server() + str(LIMIT)\n",
    "farmq/init.py": "self.jobs = {}\n",
    "farmq/onstop.py": "return True\n",
    "farmq/onschedule.py": "self.jobs[work_item.id] = self.submit(work_item)\n"
    'queue = self["farmq_queue"].evaluateString()\n'
    "return pdg.scheduleResult.Succeeded if queue else self.onStop()\n",
}
PATIENCE = 600


class Editor:
    """A client with the folder open, as an editor has it."""

    def __init__(self, client: Any, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.told: dict[str, list[Any]] = {}
        self._news = asyncio.Event()
        self._versions: dict[str, int] = {}
        client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(partial(self._take))

    def _take(self, told: Any) -> None:
        self.told[Path(told.uri).name] = told.diagnostics
        self._news.set()

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str) -> None:
        document = lsp.TextDocumentItem(self.uri(name), "python", 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))

    def type(self, name: str, text: str) -> None:
        self._versions[name] = version = self._versions.get(name, 1) + 1
        document = lsp.VersionedTextDocumentIdentifier(version=version, uri=self.uri(name))
        change = lsp.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))

    def save(self, name: str) -> None:
        document = lsp.TextDocumentIdentifier(self.uri(name))
        self.client.text_document_did_save(lsp.DidSaveTextDocumentParams(document))

    async def findings(self, name: str, *codes: str) -> list[Any]:
        """Wait until exactly `codes` are found in `name`."""

        async def wait() -> list[Any]:
            while [one.code for one in self.told.get(name, ["nothing yet"])] != list(codes):
                self._news.clear()
                await self._news.wait()
            return self.told[name]

        if name not in self.told:
            self.told.setdefault(name, [lsp.Diagnostic(lsp.Range(*[lsp.Position(0, 0)] * 2), "")])
        return await asyncio.wait_for(wait(), PATIENCE)

    async def ask(self, request: str, name: str, line: int, column: int) -> Any:
        document, place = lsp.TextDocumentIdentifier(self.uri(name)), lsp.Position(line, column)
        kinds = {
            "hover": lsp.HoverParams,
            "completion": lsp.CompletionParams,
            "definition": lsp.DefinitionParams,
        }
        send = getattr(self.client, f"text_document_{request}_async")
        return await asyncio.wait_for(send(kinds[request](document, place)), PATIENCE)

    async def choices(self, name: str, line: int, column: int) -> dict[str, str]:
        items = await self.ask("completion", name, line, column)
        return {one.label: one.detail for one in items}

    async def page(self, name: str, line: int, column: int) -> str:
        found = await self.ask("hover", name, line, column)
        return "" if found is None else str(found.contents.value)

    async def definition(self, name: str, line: int, column: int) -> tuple[str, int, int] | None:
        found = await self.ask("definition", name, line, column)
        if found is None:
            return None
        return Path(found.uri).name, found.range.start.line, found.range.start.character

    async def mends(self, name: str, line: int) -> list[Any]:
        document = lsp.TextDocumentIdentifier(self.uri(name))
        span = lsp.Range(lsp.Position(line, 0), lsp.Position(line, 0))
        parameters = lsp.CodeActionParams(document, span, lsp.CodeActionContext([]))
        found = await asyncio.wait_for(
            self.client.text_document_code_action_async(parameters), PATIENCE
        )
        return list(found or [])


def edit(folder: Path, story: Callable[[Editor], Awaitable[None]]) -> None:
    """Start the server, play `story` with the folder farmq open, and end the server."""

    async def play() -> int | None:
        client: Any = LanguageClient("test", "1")
        await client.start_io(sys.executable, "-m", "pysched_gen", "lsp")
        editor = Editor(client, folder / "farmq")
        await client.initialize_async(
            lsp.InitializeParams(capabilities=lsp.ClientCapabilities(), root_uri=folder.as_uri())
        )
        client.initialized(lsp.InitializedParams())
        await story(editor)
        await client.shutdown_async(None)
        client.exit(None)
        server: Any = client._server
        code: int = await asyncio.wait_for(server.wait(), PATIENCE)
        await client.stop()
        return code

    assert asyncio.run(play()) == 0


@pytest.fixture
def farmq(here: Path) -> Path:
    return write_tree(here, FILES)


def text_of(name: str) -> str:
    return str(FILES[f"farmq/{name}"])


def test_findings_follow_what_is_typed(farmq: Path) -> None:
    async def story(editor: Editor) -> None:
        text = text_of("onschedule.py")
        editor.open("onschedule.py", text)
        await editor.findings("onschedule.py")
        # Columns are counted in UTF-16 by default: the picture counts twice.
        editor.type("onschedule.py", f'x = "🚀"; frobnicate()\n{text}')
        (found,) = await editor.findings("onschedule.py", "PSG111")
        assert (found.source, found.range.start) == ("pysched-gen", lsp.Position(0, 10))
        assert "frobnicate" in found.message
        editor.type("onschedule.py", f"x = (\n{text}")
        await editor.findings("onschedule.py", "PSG001")
        editor.type("onschedule.py", text)
        await editor.findings("onschedule.py")
        # Nothing was saved meanwhile; the manifest counts as it is on the disk.
        assert (farmq / "farmq/onschedule.py").read_text() == text
        write_tree(farmq, {"farmq/scheduler.toml": "[scheduler\n"})
        editor.save("scheduler.toml")
        (problem,) = await editor.findings("scheduler.toml", None)  # type: ignore[arg-type]
        assert "not valid TOML" in problem.message
        write_tree(farmq, {"farmq/scheduler.toml": manifest(houdini="21.0")})
        editor.save("scheduler.toml")
        await editor.findings("onschedule.py", "PSG201")

    edit(farmq, story)


def test_settings_count_though_a_name_is_not_known(farmq: Path) -> None:
    write_tree(farmq, {"pysched.toml": 'ignore = ["PSG111", "of-a-plug-in"]\n'})

    async def story(editor: Editor) -> None:
        editor.open("onschedule.py", f"frobnicate()\n{text_of('onschedule.py')}")
        await editor.findings("onschedule.py")

    edit(farmq, story)


def test_a_quick_fix_makes_the_edit_of_check(farmq: Path) -> None:
    async def story(editor: Editor) -> None:
        text = "self.tempdir(True)\n" + text_of("onschedule.py")
        editor.open("onschedule.py", text)
        (found,) = await editor.findings("onschedule.py", "PSG113")
        (mend,) = await editor.mends("onschedule.py", found.range.start.line)
        ((uri, edits),) = mend.edit.changes.items()
        assert Path(uri).name == "onschedule.py"
        lines = text.split("\n")
        for one in edits:
            assert one.range.start.line == one.range.end.line
            line = lines[one.range.start.line]
            before, after = line[: one.range.start.character], line[one.range.end.character :]
            lines[one.range.start.line] = before + one.new_text + after
        assert lines[0] == "self.tempDir(True)"
        editor.type("onschedule.py", "\n".join(lines))
        await editor.findings("onschedule.py")
        assert await editor.mends("onschedule.py", 0) == []

    edit(farmq, story)


def test_members_and_parameters_are_completed_for_the_release(farmq: Path) -> None:
    typed = ["self.", "work_item.", "pdg.", "pdg.scheduleResult.", 'self["', "self['farmq", "x."]

    async def story(editor: Editor) -> None:
        editor.open("onschedule.py", "\n".join(typed))
        got = [await editor.choices("onschedule.py", n, len(one)) for n, one in enumerate(typed)]
        of_self, of_item, of_pdg, of_result, names, started, unknown = got
        assert {"onWorkItemSucceeded", "tempDir", "submit", "jobs"} <= set(of_self)
        assert of_self["submit"] == "methods.py"
        assert {"id", "command", "addAttrib"} <= set(of_item)
        assert "onWorkItemSucceeded" not in of_item
        assert {"scheduleResult", "tickResult"} <= set(of_pdg)
        assert {"Succeeded", "Deferred"} <= set(of_result)
        assert names == started == {"farmq_queue": "string: Queue"}
        assert unknown == {}

    edit(farmq, story)


def test_what_the_release_lacks_is_not_offered(here: Path) -> None:
    write_tree(here, {**FILES, "farmq/scheduler.toml": manifest(QUEUE, houdini="17.5")})

    async def story(editor: Editor) -> None:
        editor.open("onschedule.py", "pdg.")
        assert "acceptResult" not in await editor.choices("onschedule.py", 0, 4)

    edit(here, story)


def test_hover_tells_callbacks_members_and_parameters(farmq: Path) -> None:
    async def story(editor: Editor) -> None:
        editor.open("onschedule.py", text_of("onschedule.py"))
        lines = text_of("onschedule.py").split("\n")

        async def page(line: int, word: str) -> str:
            return await editor.page("onschedule.py", line, lines[line].index(word) + 1)

        assert "onSchedule(self, work_item) -> pdg.scheduleResult" in await page(0, "work_item")
        assert "onStop(self)" in await page(2, "onStop")
        assert "scheduleResult" in await page(2, "scheduleResult")
        assert "**Queue** (`farmq_queue`): string" in await page(1, "farmq_queue")
        assert await page(1, "queue") == ""

    edit(farmq, story)


@pytest.mark.parametrize(
    ("name", "line", "word", "place"),
    [
        ("onschedule.py", 0, "submit", ("methods.py", 0, 4)),
        ("onschedule.py", 0, "jobs", ("init.py", 0, 5)),
        ("onschedule.py", 1, "farmq_queue", ("scheduler.toml", 5, 7)),
        ("onschedule.py", 2, "onStop", ("onstop.py", 0, 0)),
        ("onschedule.py", 2, "queue", ("onschedule.py", 1, 0)),
        ("onschedule.py", 2, "scheduleResult", None),
        ("methods.py", 1, "server", ("header.py", 5, 4)),
        ("methods.py", 1, "LIMIT", ("header.py", 2, 0)),
        ("header.py", 6, "os", ("header.py", 0, 7)),
    ],
)
def test_a_definition_is_found_in_the_file_that_makes_it(
    farmq: Path, name: str, line: int, word: str, place: tuple[str, int, int] | None
) -> None:
    async def story(editor: Editor) -> None:
        editor.open(name, text_of(name))
        column = text_of(name).split("\n")[line].index(word)
        assert await editor.definition(name, line, column) == place

    edit(farmq, story)


def test_a_file_outside_of_a_snippet_folder_is_left_alone(here: Path) -> None:
    write_tree(here, {"farmq/other.py": "import os\nself.\n"})

    async def story(editor: Editor) -> None:
        editor.open("other.py", "import os\nself.\n")
        assert await editor.choices("other.py", 1, 5) == {}
        assert await editor.page("other.py", 0, 8) == ""
        assert await editor.definition("other.py", 0, 8) is None
        assert await editor.mends("other.py", 0) == []

    edit(here, story)


def test_without_pygls_the_command_says_what_to_install(here: Path) -> None:
    code = (
        "import sys; sys.modules['pygls'] = sys.modules['pygls.lsp'] = None\n"
        "sys.modules['pygls.lsp.server'] = None\n"
        "from pysched_gen.cli import main; main(['lsp'])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=here, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert 'pip install "pysched_gen[lsp]"' in ran.stderr


def test_ruff_finds_nothing_wrong_with_a_new_folder(run: Run, here: Path) -> None:
    run("new", "farmq", "--from", "local")
    ruff = [str(Path(sys.executable).with_name("ruff")), "check", "--no-cache", "--isolated"]
    assert subprocess.run([*ruff, "farmq"], cwd=here, capture_output=True, check=False).returncode
    subprocess.run([*ruff[:-1], "farmq"], cwd=here, check=True)
    settings = json.loads((here / "farmq/.vscode/settings.json").read_text())
    assert settings["python.analysis.ignore"] == ["*.py"]
