"""Generated modules of a scheduler whose texts are given, and what is in them."""

from __future__ import annotations

import ast
import io
import tokenize

from pysched_gen.model.build import build
from pysched_gen.render.options import Options
from pysched_gen.render.package import render
from pysched_gen.sources.source import Snippet, Source
from pysched_gen.span import Origin

__all__ = ["ORIGIN", "comments", "dump", "method", "module_of"]

ORIGIN = Origin("farmq/scheduler.toml")


def module_of(text: str, **parts: str) -> str:
    """Give the generated module whose onSchedule is `text`."""
    extra = {key: Snippet(key, value, Origin(f"{key}.py")) for key, value in parts.items()}
    identity = (("name", "farmq", ORIGIN.span()), ("houdini", "20.5", ORIGIN.span()))
    snippet = Snippet("onschedule", text, Origin("onschedule.py"))
    source = Source("folder", ORIGIN, "farmq", identity=identity, snippets=(snippet,), **extra)  # type: ignore[arg-type]
    return render(build(source), Options()).files["pdg/types/farmq/farmq.py"]


def method(module: str, name: str = "onSchedule") -> ast.FunctionDef:
    found = [
        node
        for node in ast.walk(ast.parse(module))
        if isinstance(node, ast.FunctionDef) and node.name == name
    ]
    assert len(found) == 1
    return found[0]


def comments(text: str) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [token.string.rstrip() for token in tokens if token.type == tokenize.COMMENT]


def dump(statements: list[ast.stmt]) -> list[str]:
    return [ast.dump(statement) for statement in statements]
