"""What rules see: one text and what is around it, and the scheduler with all its texts."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING

from pysched_gen.check.calls import CallGraph
from pysched_gen.check.inference import Inference
from pysched_gen.check.name_usage import reads_of
from pysched_gen.check.parm_layout import ParameterNames
from pysched_gen.check.returns import never_returns
from pysched_gen.check.rule import Kind
from pysched_gen.check.syntax.nodes import Index, imports_of_pdg, walk
from pysched_gen.check.syntax.parse import INIT_ARGUMENTS, Unparsable, syntax_of
from pysched_gen.check.syntax.scopes import bound_names
from pysched_gen.model.scheduler import Provenance

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from pysched_gen.check.name_usage import Read
    from pysched_gen.check.syntax.parse import Parsed
    from pysched_gen.model.scheduler import Callback, Scheduler

__all__ = ["Context", "Text"]

_SHOWN = 40
_ASKED = ("ersion", "find_spec")  # in what looks at a version, or for a module
_NONE: frozenset[str] = frozenset()

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_BINDING = (
    *(ast.Name, ast.Import, ast.ImportFrom, ast.ExceptHandler, ast.FunctionDef),
    *(ast.AsyncFunctionDef, ast.ClassDef, ast.MatchAs, ast.MatchStar),
)


def _names_bound_by(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name):
        if isinstance(node.ctx, ast.Store):
            yield node.id
    elif isinstance(node, ast.Import):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield from (alias.asname or alias.name for alias in node.names)
    elif isinstance(getattr(node, "name", None), str):
        yield node.name  # type: ignore[attr-defined]


Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class Text:
    """One parsed text of a scheduler.

    Attributes:
        context: the scheduler it belongs to.
        kind: what it becomes in the module.
        parsed: its syntax.
        callback: the callback it is the body of, else None.
    """

    def __init__(
        self, context: Context, kind: Kind, parsed: Parsed, callback: Callback | None = None
    ) -> None:
        """See the attributes."""
        self.context = context
        self.kind = kind
        self.parsed = parsed
        self.callback = callback
        self._names_bound: dict[ast.AST, frozenset[str]] = {}
        self.types: dict[ast.expr, str] = {}  # what `inference.type_of` said
        self.version_tests: dict[ast.AST, bool] = {}  # what `inference.asks_version` said

    @property
    def tree(self) -> ast.Module:
        """Return its statements."""
        return self.parsed.tree

    @property
    def method(self) -> str:
        """Return the name of the method it is the body of, "" where it is none."""
        if self.kind is Kind.INIT:
            return "__init__"
        return self.callback.method if self.callback else ""

    @property
    def arguments(self) -> tuple[str, ...]:
        """Return the names its body gets from outside: `self` and the callback's arguments."""
        if self.kind is Kind.INIT:
            return ("self", *INIT_ARGUMENTS)
        return ("self", *_arguments(self.callback)) if self.callback else ()

    @cached_property
    def nodes(self) -> Index:
        """Return its nodes by type."""
        return Index(self.tree)

    @cached_property
    def concrete(self) -> cst.Module | None:
        """Return its statements with their comments and white space, as LibCST has them.

        For edits that depend on layout, and for matchers and codemods of rules of your own. An
        indentation that the whole text has is left out. None where LibCST does not read it.
        """
        import libcst as cst  # noqa: PLC0415 - start-up

        around = "if 1:\n" if self.parsed.indent else ""
        try:
            module = cst.parse_module(around + "\n".join(self.parsed.lines))
        except (cst.ParserSyntaxError, cst.CSTValidationError):
            return None
        first = module.body[0] if around else None
        block = first.body if isinstance(first, cst.If) else None
        if not isinstance(block, cst.IndentedBlock):
            return module
        return module.with_changes(body=block.body, footer=[*block.footer, *module.footer])

    @cached_property
    def own_method(self) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
        """Return the function that a body is, where it is the whole method by mistake."""
        if self.callback is None:
            return None
        for node in self.tree.body:
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            first = [one.arg for one in (*node.args.posonlyargs, *node.args.args)][:1]
            named = node.name.lower() in (self.method.lower(), self.callback.spec.parm)
            used = any(one.id == node.name for one in self.nodes.of(ast.Name))
            if named and first == ["self"] and not used:
                return node
        return None

    def shown(self, node: ast.AST) -> str:
        """Return `node` as it stands in the text, cut to what fits into a message."""
        span = self.parsed.span(node)
        line = self.parsed.line(span)
        end = span.end_column if span.end_line == span.line else len(line) + 1
        shown = line[span.column - 1 : end - 1]
        whole = span.end_line == span.line and len(shown) <= _SHOWN
        return shown if whole else f"{shown[:_SHOWN]}..."

    @cached_property
    def names_of_pdg(self) -> dict[str, str]:
        """Return what names of the text stand for in pdg, as {"result": "pdg.scheduleResult"}.

        Counted are the imports of the text itself and of header.py.
        """
        header = self.context.header
        outer = header.names_of_pdg if header and header is not self else {"pdg": "pdg"}
        return outer | imports_of_pdg(self.nodes.of(ast.Import, ast.ImportFrom))

    @cached_property
    def reads(self) -> tuple[Read, ...]:
        """Return the places that read a parameter whose name can be told."""
        return reads_of(self)

    @cached_property
    def scopes(self) -> tuple[ast.AST, ...]:
        """Return the text itself and every function in it."""
        return (self.tree, *self.nodes.of(ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))

    @cached_property
    def _bindings(self) -> dict[ast.AST, dict[str, list[ast.AST]]]:
        """Return the nodes that bind names, by the function or text they are bound in."""
        found: dict[ast.AST, dict[str, list[ast.AST]]] = {}
        for node in self.nodes.of(*_BINDING):
            for name in _names_bound_by(node):
                scope = self._scope(node)
                if scope is not None:
                    found.setdefault(scope, {}).setdefault(name, []).append(node)
        return found

    def _scope(self, node: ast.AST) -> ast.AST | None:
        """Return where what `node` binds belongs, None for a class inside of the text."""
        child = node
        for around in self.ancestors_of(node):
            if isinstance(around, _COMPREHENSIONS) and isinstance(child, ast.comprehension):
                return around
            if isinstance(around, ast.ClassDef):
                return None
            if isinstance(around, Function):
                return around
            child = around
        return self.tree

    def stores(self, scope: ast.AST) -> dict[str, list[ast.AST]]:
        """Return the nodes that bind each name of `scope`: the text, a function, ..."""
        return self._bindings.get(scope, {})

    def only_binding(self, name: ast.Name) -> ast.AST | None:
        """Return what gives `name` its value in its scope, None where not just one place does."""
        stores = self.stores(self.function_of(name) or self.tree).get(name.id, [])
        return self.parent_of(stores[0]) if len(stores) == 1 else None

    def names_bound(self, scope: ast.AST) -> frozenset[str]:
        """Return the names that `scope` binds, its arguments included."""
        if scope not in self._names_bound:
            names = set(self.stores(scope))
            if isinstance(scope, Function):
                names |= {one.arg for one in walk(scope.args) if isinstance(one, ast.arg)}
            self._names_bound[scope] = frozenset(names)
        return self._names_bound[scope]

    def names_declared(self, scope: ast.AST, kind: type[ast.Global]) -> frozenset[str]:
        """Return the names that `scope` declares global."""
        nodes = [node for node in self.nodes.of(kind) if self._scope(node) is scope]
        return frozenset(name for node in nodes for name in node.names) if nodes else _NONE

    @cached_property
    def names_of_versions(self) -> frozenset[str]:
        """Return the names that are given what is there: `major, minor = version()`."""
        found = set()
        header = self.context.header
        for text in (self, *([header] if header else [])):
            if not any(word in text.parsed.snippet.text for word in _ASKED):
                continue
            for node in text.nodes.of(ast.Assign):
                value = ast.dump(node.value)
                if any(word in value for word in _ASKED):
                    names = (one for target in node.targets for one in walk(target))
                    found |= {one.id for one in names if isinstance(one, ast.Name)}
        return frozenset(found)

    @cached_property
    def names_told_apart(self) -> frozenset[str]:
        """Return the names of which `isinstance` asks what they are: they may be of any type."""
        return frozenset(
            call.args[0].id
            for call in self.nodes.of(ast.Call)
            if isinstance(call.func, ast.Name)
            and call.func.id == "isinstance"
            and call.args
            and isinstance(call.args[0], ast.Name)
        )

    def parent_of(self, node: ast.AST) -> ast.AST | None:
        """Return the node that `node` is part of, None for a statement of the text itself."""
        return self.nodes.parent(node)

    def ancestors_of(self, node: ast.AST) -> Iterator[ast.AST]:
        """Return the nodes that `node` is part of, innermost first."""
        parent = self.nodes.parent(node)
        while parent is not None:
            yield parent
            parent = self.nodes.parent(parent)

    def function_of(self, node: ast.AST) -> Function | None:
        """Return the function of this text that `node` is in, None at the level of the text."""
        functions = (n for n in self.ancestors_of(node) if isinstance(n, Function))
        return next(functions, None)


class Context:
    """A scheduler and its texts.

    Attributes:
        scheduler: the scheduler.
        texts: the texts that are checked, in order of the generated module.
        unparsable: the texts that are not Python, each with the method it is the body of or "".
    """

    def __init__(self, scheduler: Scheduler) -> None:
        """Take every text of `scheduler` but our own default bodies."""
        self.scheduler = scheduler
        self.texts: list[Text] = []
        self.unparsable: list[tuple[str, Unparsable]] = []
        syntax = syntax_of(scheduler)
        # What an expression gives is no text that anybody could read here.
        if scheduler.header and not scheduler.header.expression:
            self._add(Kind.HEADER, syntax.header)
        if scheduler.init and not scheduler.init.expression:
            self._add(Kind.INIT, syntax.init)
        for callback in scheduler.callbacks:
            own = callback.provenance is Provenance.OWN_DEFAULT
            if not own and not callback.snippet.expression:
                self._add(Kind.CALLBACK, syntax.body(callback), callback)
        if scheduler.methods and not scheduler.methods.expression:
            self._add(Kind.METHODS, syntax.methods)

    def _add(
        self, kind: Kind, parsed: Parsed | Unparsable | None, callback: Callback | None = None
    ) -> None:
        if isinstance(parsed, Unparsable):
            self.unparsable.append((callback.method if callback else "", parsed))
        elif parsed is not None:
            self.texts.append(Text(self, kind, parsed, callback))

    @cached_property
    def header(self) -> Text | None:
        """Return the text of header.py, None where there is none that parses."""
        return next((text for text in self.texts if text.kind is Kind.HEADER), None)

    @cached_property
    def method_names(self) -> frozenset[str]:
        """Names of the functions in methods.py, which become methods of the class."""
        statements = [s for t in self.texts if t.kind is Kind.METHODS for s in t.tree.body]
        functions = (ast.FunctionDef, ast.AsyncFunctionDef)
        return frozenset(node.name for node in statements if isinstance(node, functions))

    @cached_property
    def raising(self) -> frozenset[str]:
        """Functions of header.py and methods that never return: "fail", "self.fail"."""
        found = {
            f"self.{node.name}" if text.kind is Kind.METHODS else node.name
            for text in self.texts
            if text.kind in (Kind.METHODS, Kind.HEADER)
            for node in text.tree.body
            if isinstance(node, ast.FunctionDef) and never_returns(node)
        }
        # What is defined here is what is called, unless two texts have the name.
        taken = {name for text in self.texts if text.method for name in text.stores(text.tree)}
        return frozenset(found - taken)

    @cached_property
    def suspended(self) -> dict[str, str]:
        """What plain functions of header.py and methods make in place of running: a coroutine.

        Keys are "function" and "self.method", values "coroutine" and "generator".
        """
        found = {}
        for text in self.texts:
            if text.kind not in (Kind.METHODS, Kind.HEADER):
                continue
            own = [text.function_of(one) for one in text.nodes.of(ast.Yield, ast.YieldFrom)]
            for node in text.tree.body:
                name = getattr(node, "name", "")
                shown = f"self.{name}" if text.kind is Kind.METHODS else name
                if getattr(node, "decorator_list", None) or name in self.inference.names_set:
                    continue
                if isinstance(node, ast.AsyncFunctionDef) and node not in own:
                    found[shown] = "coroutine"
                elif isinstance(node, ast.FunctionDef) and node in own:
                    found[shown] = "generator"
        return found

    @cached_property
    def inference(self) -> Inference:
        """Return what is known of the types of expressions."""
        return Inference(self)

    @cached_property
    def calls(self) -> CallGraph:
        """Return which texts run when PDG calls a callback."""
        return CallGraph(self)

    @cached_property
    def parameter_names(self) -> ParameterNames:
        """Return the parameters that texts and conditions can refer to."""
        return ParameterNames(self.scheduler)

    @cached_property
    def header_names(self) -> frozenset[str] | None:
        """Names that header.py, and `global` statements anywhere, bind in the module.

        None where that cannot be told: header.py has `from x import *` or does not parse.
        """
        header = self.header
        if header is None and self.scheduler.header is not None:
            return None
        declared = {
            name
            for text in self.texts
            if ast.Global in text.nodes.types
            for scope in text.scopes
            for name in text.names_declared(scope, ast.Global) & text.stores(scope).keys()
            if any(_gives_value(node, text) for node in text.stores(scope)[name])
        }
        bound = bound_names(header.tree) if header else frozenset()
        return None if bound is None else bound | declared


def _gives_value(node: ast.AST, text: Text) -> bool:
    """Return whether `node` binds its name whether or not it has a value already."""
    return not isinstance(text.parent_of(node), ast.AugAssign)


def _arguments(callback: Callback) -> tuple[str, ...]:
    return tuple(argument.name for argument in callback.form.arguments)
