"""Measures how long the language server takes to answer in a callback of 500 lines.

Alone it prints its lines, in `bench.py` they are some of the table. Nothing is asserted.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

sys.path.insert(0, str(Path(__file__).parents[1]))
from trees import manifest, write_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    Line = tuple[str, float, str, float | None, float | None]

AIM = 0.1
LINES = 500


def rows(runs: int = 9) -> Iterator[Line]:
    """Give a line for each request: the median of `runs` answers behind one that is not counted."""
    with tempfile.TemporaryDirectory(prefix="pysched-gen-bench-") as folder:
        times = asyncio.run(_measured(Path(folder), runs))
    for request, seconds in times.items():
        name = f"lsp, {request} at {LINES} lines, against {AIM * 1000:.0f} ms"
        yield name, seconds, "s", AIM, 1.0


async def _measured(folder: Path, runs: int) -> dict[str, float]:
    body = "".join(f"value_{n} = work_item.id + {n}\n" for n in range(LINES - 2))
    text = f"{body}self.tempDir(True)\nreturn pdg.scheduleResult.Succeeded\n"
    write_tree(folder, {"scheduler.toml": manifest(), "onschedule.py": text})
    path = folder / "onschedule.py"
    client: Any = LanguageClient("bench", "1")
    told: asyncio.Queue[Any] = asyncio.Queue()
    take = told.put_nowait
    client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(partial(take))
    await client.start_io(sys.executable, "-m", "pysched_gen", "lsp")
    await client.initialize_async(
        lsp.InitializeParams(capabilities=lsp.ClientCapabilities(), root_uri=folder.as_uri())
    )
    client.initialized(lsp.InitializedParams())
    document = lsp.TextDocumentItem(path.as_uri(), "python", 1, text)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))
    while (await told.get()).uri != path.as_uri():
        pass
    place = (lsp.TextDocumentIdentifier(path.as_uri()), lsp.Position(LINES - 2, 5))
    requests = {
        "completion": (client.text_document_completion_async, lsp.CompletionParams(*place)),
        "hover": (client.text_document_hover_async, lsp.HoverParams(*place)),
        "definition": (client.text_document_definition_async, lsp.DefinitionParams(*place)),
    }
    times: dict[str, list[float]] = {name: [] for name in requests}
    for _ in range(runs + 1):
        for name, (send, parameters) in requests.items():
            start = time.perf_counter()
            await send(parameters)
            times[name].append(time.perf_counter() - start)
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()
    return {name: statistics.median(values[1:]) for name, values in times.items()}


if __name__ == "__main__":
    for line in rows():
        sys.stdout.write(f"{line[0]}: {line[1] * 1000:.1f} ms\n")
