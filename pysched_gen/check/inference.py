"""What expressions of a scheduler's texts are, where PDG or plain Python says it for certain.

One inference over all texts together: attributes of `self` count wherever they are set, arguments
of own methods are what the calls pass. A type is written as in the stubs of `pdg`: "WorkItem",
"list[File]", "str"; "self" is the scheduler, "module pdg.utils" a module, "class File" a class,
"method WorkItem.cancel" a method that is not called, "" what cannot be known. A name that is given
values of several types is not known.
"""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING

from pysched_gen.check.arguments import Arguments, argument_called
from pysched_gen.check.containers import Containers
from pysched_gen.check.own_classes import (
    DECORATORS,
    attributes_set,
    class_names,
    members_of,
    method_of,
    named_tuple,
)
from pysched_gen.check.python_types import (
    CONTEXT_MANAGERS,
    CONVERSIONS,
    LITERALS,
    METHODS,
    attribute_of,
    opened,
    result_of_library,
)
from pysched_gen.check.rule import Kind
from pysched_gen.check.syntax.nodes import dotted_name, walk
from pysched_gen.check.type_names import UNKNOWN, joined, of_member, result_type
from pysched_gen.houdini import pdg_api
from pysched_gen.houdini.callbacks import CALLBACKS
from pysched_gen.houdini.pdg_names import ENUMS
from pysched_gen.model.scheduler import Base, CallbackServer

if TYPE_CHECKING:
    from pysched_gen.check.text import Context, Text
    from pysched_gen.houdini.releases import Release

__all__ = ["Inference"]

_DEPTH = 12  # how many steps from one expression to another are followed

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Inference:
    """The types of one scheduler's expressions."""

    def __init__(self, context: Context) -> None:
        """Take the texts of `context`; nothing is looked at before it is asked for."""
        self._context = context
        # Functions and classes of the texts, by the type that a name of theirs has.
        self._defined: dict[str, tuple[Text, ast.FunctionDef | ast.ClassDef]] = {}
        self._members: dict[str, frozenset[str] | None] = {}
        self.arguments = Arguments(context, self)
        self.containers = Containers(context, self)

    @property
    def release(self) -> Release:
        """Return the release the scheduler is for."""
        return self._context.scheduler.release

    # What `self` has

    @cached_property
    def classes_of_self(self) -> tuple[str, ...]:
        """Return the classes of PDG that the scheduler derives from."""
        mixin = self._context.scheduler.callback_server is not CallbackServer.NONE
        own = ("CallbackServerMixin", "PyScheduler") if mixin else ("PyScheduler",)
        return (*self._context.scheduler.bases, *own)

    @cached_property
    def own_members(self) -> frozenset[str] | None:
        """Return the members of `self` that the texts give it, None where it could be any.

        Wide on purpose: an attribute that is set on anything may be set on `self`.
        """
        found = {spec.method for spec in CALLBACKS if spec.exists_in(self.release)}
        if self._attributes_set is None:
            return None
        found |= self._attributes_set
        for text in self._context.texts:
            if text.kind is Kind.METHODS and _answers_any(text):
                return None
            if text.kind is Kind.METHODS:
                found |= class_names(text.tree.body)
        if self._context.unparsable or any(s.expression for s in self._context.scheduler.snippets):
            return None
        return frozenset(found)

    @cached_property
    def _attributes_set(self) -> frozenset[str] | None:
        """The attributes that any text sets on anything, None where they could be any."""
        found: set[str] = set()
        for text in self._context.texts:
            names = attributes_set(text)
            if names is None:
                return None
            found |= names
        return frozenset(found)

    def members_of_own(self, kind: str) -> frozenset[str] | None:
        """Return what a class of the texts, or an instance of it, has; None where it is not told.

        `kind` is the type of either, "class-here Job@12" or "instance Job@12".
        """
        key = kind.partition(" ")[2]
        if key not in self._members:
            text, node = self._defined[f"class-here {key}"]
            found = None
            if isinstance(node, ast.ClassDef) and not self.release.python_2:
                found = members_of(node, text, self._class_called)
            set_outside = self._attributes_set
            self._members[key] = (
                None if found is None or set_outside is None else found | set_outside
            )
        return self._members[key]

    def _class_called(
        self, node: ast.expr, text: Text
    ) -> tuple[Text, ast.FunctionDef | ast.ClassDef] | None:
        kind = self.type_of(node, text)
        return self._defined.get(kind) if kind.startswith("class-here ") else None

    @cached_property
    def asked_names(self) -> frozenset[str]:
        """Return the names that `hasattr`, `getattr` or `setattr` are called with anywhere."""
        return self._named_in_calls_of("hasattr", "getattr", "setattr", "delattr")

    @cached_property
    def names_set(self) -> frozenset[str]:
        """Return the names that `setattr` gives a value to anywhere."""
        return self._named_in_calls_of("setattr")

    def _named_in_calls_of(self, *functions: str) -> frozenset[str]:
        return frozenset(
            call.args[1].value
            for text in self._context.texts
            for call in text.nodes.of(ast.Call)
            if isinstance(call.func, ast.Name)
            and call.func.id in functions
            and len(call.args) > 1
            and isinstance(call.args[1], ast.Constant)
            and isinstance(call.args[1].value, str)
        )

    @property
    def derives_from_local(self) -> bool:
        """Return whether the scheduler has members of Houdini's local scheduler too."""
        return self._context.scheduler.base is Base.LOCAL_SCHEDULER

    def member_of_self(self, name: str) -> pdg_api.Member | None:
        """Return the member that PDG gives `self`, None where it has none of that name."""
        every = (pdg_api.member_of(one, name, self.release) for one in self.classes_of_self)
        found = [one for one in every if one is not None]
        return next((one for one in found if one.kind), found[0] if found else None)

    @cached_property
    def methods(self) -> dict[str, tuple[Text, ast.FunctionDef]]:
        """Return the plain methods of methods.py by name."""
        return {
            node.name: (text, node)
            for text in self._context.texts
            if text.kind is Kind.METHODS
            for node in text.tree.body
            if isinstance(node, ast.FunctionDef)
        }

    # Types

    def type_of(self, node: ast.expr, text: Text, depth: int = _DEPTH) -> str:
        """Return the type of `node`, an expression of `text`, `UNKNOWN` where it is not told."""
        known = text.types.get(node)
        if known is None:
            if depth <= 0:
                return UNKNOWN
            text.types[node] = UNKNOWN  # what depends on itself is not known
            known = text.types[node] = self._type(node, text, depth - 1)
        return known

    def element_of(self, node: ast.expr, text: Text) -> str:
        """Return the type of what iterating over `node` gives, `UNKNOWN` where it is not told."""
        return self.containers.element_of(node, text, _DEPTH)

    def _type(  # noqa: C901, PLR0911 - one line a kind of node
        self, node: ast.expr, text: Text, depth: int
    ) -> str:
        if isinstance(node, ast.Constant):
            return type(node.value).__name__ if node.value is not None else "None"
        if type(node) in LITERALS:
            return self._literal(node, text, depth)
        if isinstance(node, ast.Name):
            return self._name(node, text, depth)
        if isinstance(node, ast.Attribute):
            return self._attribute(node, text, depth)
        if isinstance(node, ast.Call):
            found = self._call(node, text, depth)
            return found or self.containers.taken(node, [], text, depth)
        if isinstance(node, ast.Subscript):
            return self.containers.taken_from(node, text, depth)
        if isinstance(node, ast.IfExp):
            both = (self.type_of(one, text, depth) for one in (node.body, node.orelse))
            return joined(both)
        if isinstance(node, ast.BoolOp):
            return joined(self.type_of(one, text, depth) for one in node.values)
        if isinstance(node, ast.NamedExpr):
            return self.type_of(node.value, text, depth)
        if isinstance(node, ast.BinOp):
            return self._operation(node, text, depth)
        return UNKNOWN

    def _literal(self, node: ast.expr, text: Text, depth: int) -> str:
        if isinstance(node, ast.Dict) and None in node.keys:
            spread = [v for k, v in zip(node.keys, node.values, strict=True) if k is None]
            kinds = {self.type_of(value, text, depth) for value in spread}
            return "environment" if "environment" in kinds else "dict"
        if isinstance(node, ast.ListComp):
            inner = self.type_of(node.elt, text, depth)
            return f"list[{inner}]" if pdg_api.is_class(inner) else "list"
        return LITERALS[type(node)]

    def _operation(self, node: ast.BinOp, text: Text, depth: int) -> str:
        left = self.type_of(node.left, text, depth)
        if isinstance(node.op, ast.Mod) and left in ("str", "bytes"):
            return left
        right = self.type_of(node.right, text, depth)
        if isinstance(node.op, ast.Div) and {left, right} <= {"int", "float"}:
            whole = self.release.python_2 and left == right == "int"
            return "int" if whole else "float"
        if isinstance(node.op, ast.FloorDiv | ast.Mod) and left == right == "int":
            return "int"
        if isinstance(node.op, ast.Add | ast.Sub | ast.Mult) and left == right:
            return left if left in ("str", "bytes", "int", "float") else UNKNOWN
        return "float" if {left, right} == {"int", "float"} else UNKNOWN

    # Names

    def _name(self, node: ast.Name, text: Text, depth: int) -> str:
        if node.id in text.names_told_apart:
            return UNKNOWN
        scope = self.scope_of(node, text)
        if scope is None:
            return self._outer_name(node.id, depth)
        if isinstance(scope, Function):
            argument = argument_called(node.id, scope.args)
            if argument is not None:
                if self._stores(node.id, scope, text, depth):
                    return UNKNOWN
                return self.arguments.of_function(argument, scope, text, depth)
        elif scope is text.tree and text.kind in (Kind.CALLBACK, Kind.INIT):
            given = self.arguments.of_text(node.id, text)
            if given is not None:
                return UNKNOWN if self._stores(node.id, scope, text, depth) else given
        return joined(self._stores(node.id, scope, text, depth))

    def is_of_module(self, node: ast.Name, text: Text) -> bool:
        """Return whether a name is the module's, and not of the function or text it is in."""
        return self.scope_of(node, text) is None

    def scope_of(  # noqa: PLR0911 - one line a kind of scope
        self, node: ast.Name, text: Text
    ) -> ast.AST | None:
        """Return the function or text that binds a name, None for the module outside."""
        inner: ast.AST = node
        for around in text.ancestors_of(node):
            if isinstance(around, _COMPREHENSIONS) and _targets(around, node.id):
                return around
            if isinstance(around, Function) and not _is_outside(inner, around):
                if node.id in text.names_declared(around, ast.Global):
                    return None
                if node.id in text.names_bound(around):
                    return around
            inner = around
        if text.kind is Kind.HEADER or node.id in text.names_declared(text.tree, ast.Global):
            return None
        if text.kind is Kind.METHODS:
            return None
        if node.id in text.names_bound(text.tree) or node.id in text.arguments:
            return text.tree
        return None

    def _outer_name(self, name: str, depth: int) -> str:
        header = self._context.header
        stored: list[str] = []
        if header is not None:
            stored += self._stores(name, header.tree, header, depth)
        for place, one in self._declared_global.get(name, ()):
            stored += self._stores(name, place, one, depth)
        if stored:
            return joined(stored)
        if name == "pdg":
            return "module pdg"
        if header is not None and name in header.names_bound(header.tree):
            return UNKNOWN
        if name in CONVERSIONS:
            return f"builtin {name}"
        return UNKNOWN

    @cached_property
    def _declared_global(self) -> dict[str, list[tuple[ast.AST, Text]]]:
        """The functions and texts that declare a name global, by name."""
        found: dict[str, list[tuple[ast.AST, Text]]] = {}
        for text in self._context.texts:
            if text is not self._context.header and ast.Global in text.nodes.types:
                for place in text.scopes:
                    for name in text.names_declared(place, ast.Global):
                        found.setdefault(name, []).append((place, text))
        return found

    @cached_property
    def _classes_extended(self) -> frozenset[str]:
        """The names of classes that others derive from: their `self` may have more."""
        found = set(self._context.scheduler.bases)
        for text in self._context.texts:
            for node in text.nodes.of(ast.ClassDef):
                found |= {dotted_name(base).rpartition(".")[2] for base in node.bases}
        return frozenset(found)

    def _stores(self, name: str, scope: ast.AST, text: Text, depth: int) -> list[str]:
        """Return a type for each place of `scope` that gives `name` a value."""
        return [self._stored(node, name, text, depth) for node in text.stores(scope).get(name, ())]

    def _stored(  # noqa: C901, PLR0911 - one line a kind of statement
        self, node: ast.AST, name: str, text: Text, depth: int
    ) -> str:
        if isinstance(node, ast.Import):
            return _imported(node, name)
        if isinstance(node, ast.ImportFrom):
            return self._imported_from(node, name)
        if isinstance(node, ast.ExceptHandler):
            return f"error {dotted_name(node.type)}" if node.type else UNKNOWN
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            return self._type_of_definition(node, text)
        if not isinstance(node, ast.Name):
            return UNKNOWN
        parent = text.parent_of(node)
        if isinstance(parent, ast.withitem):
            kind = self.type_of(parent.context_expr, text, depth)
            return kind if kind in CONTEXT_MANAGERS else UNKNOWN
        if isinstance(parent, ast.Assign):
            return self.type_of(parent.value, text, depth)
        if isinstance(parent, ast.AnnAssign):
            return self.arguments.annotated(parent.annotation)
        if isinstance(parent, ast.NamedExpr):
            return self.type_of(parent.value, text, depth)
        if isinstance(parent, ast.AugAssign) and isinstance(parent.op, ast.Add | ast.BitOr):
            # What is added to one of these is of its own kind.
            kind = self.type_of(parent.value, text, depth)
            return kind if kind in _ADDED_TO else UNKNOWN
        if isinstance(parent, ast.For | ast.comprehension) and parent.target is node:
            return self.containers.element_of(parent.iter, text, depth)
        if isinstance(parent, ast.Tuple):
            return self.containers.unpacked(node, parent, text, depth)
        return UNKNOWN

    def _type_of_definition(self, node: ast.FunctionDef | ast.ClassDef, text: Text) -> str:
        marks = [dotted_name(mark).rpartition(".")[2] for mark in node.decorator_list]
        if marks and (isinstance(node, ast.FunctionDef) or not DECORATORS.issuperset(marks)):
            return UNKNOWN
        return self._kept(
            "defined" if isinstance(node, ast.FunctionDef) else "class-here", node, text
        )

    def instance_of(self, node: ast.ClassDef, text: Text) -> str:
        """Return the type of `self` in a class of the texts that no other derives from."""
        if node.name in self._classes_extended:
            return UNKNOWN
        return self._type_of_definition(node, text).replace("class-here ", "instance ")

    def _kept(self, kind: str, node: ast.FunctionDef | ast.ClassDef, text: Text) -> str:
        key = f"{kind} {node.name}@{id(node)}"
        self._defined[key] = (text, node)
        return key

    def definition_of(self, kind: str) -> tuple[Text, ast.FunctionDef | ast.ClassDef] | None:
        """Return the function or class of the texts that a type "defined x" stands for."""
        return self._defined.get(kind)

    def _imported_from(self, node: ast.ImportFrom, name: str) -> str:
        alias = next((a for a in node.names if (a.asname or a.name) == name), None)
        if alias is None or node.level or not node.module:
            return UNKNOWN
        if node.module.partition(".")[0] != "pdg":
            return _in_library(f"{node.module}.{alias.name}")
        return self._in_module(node.module, alias.name)

    # Attributes, calls and what is inside of containers

    def _attribute(  # noqa: PLR0911 - one line a kind of owner
        self, node: ast.Attribute, text: Text, depth: int
    ) -> str:
        owner = self.type_of(node.value, text, depth)
        if owner == "self":
            return self._of_self(node.attr, depth)
        kind, _, name = owner.partition(" ")
        if kind == "module":
            return self._in_module(name, node.attr)
        if kind == "class":
            return self._in_class(name, node.attr)
        if kind == "instance":
            return self._of_instance(name, node.attr)
        if pdg_api.is_class(owner):
            member = pdg_api.member_of(owner, node.attr, self.release, heirs=True)
            return of_member(owner, member)
        plain = attribute_of(owner, node.attr)
        if plain:
            return plain
        head = owner.partition("[")[0]
        return f"method {head}.{node.attr}" if head in _PLAIN else UNKNOWN

    def _of_instance(self, key: str, name: str) -> str:
        """Return the type of a method of a class of the texts that nothing else replaces."""
        text, node = self._defined[f"class-here {key}"]
        method = method_of(node, name) if isinstance(node, ast.ClassDef) else None
        is_set = self._attributes_set is None or name in self._attributes_set
        if method is None or is_set or node.name in self._classes_extended:
            return UNKNOWN
        return self._kept("bound", method, text)

    def _in_module(self, module: str, name: str) -> str:
        if module.partition(".")[0] != "pdg":
            return _in_library(f"{module}.{name}")
        if module == "pdg" and name in ENUMS:
            return f"class {name}"
        if pdg_api.is_module(f"{module}.{name}"):
            return f"module {module}.{name}"
        if pdg_api.is_class(name) and name in pdg_api.names_of_module(module, self.release):
            return f"class {name}"
        if pdg_api.function_of_module(module, name):
            return f"function {module}.{name}"
        return UNKNOWN

    def _in_class(self, owner: str, name: str) -> str:
        if owner in ENUMS:
            return f"member {owner}" if name in ENUMS[owner].members else UNKNOWN
        member = pdg_api.member_of(owner, name, self.release)
        if member is not None and member.kind == "method" and owner == "TypeRegistry":
            return f"method {owner}.{name}"
        return UNKNOWN

    def _of_self(self, name: str, depth: int) -> str:
        if name in self.methods:
            return self._own_method(name, depth)
        if self.own_members is None:
            return UNKNOWN
        stored = self.attributes_of_self.get(name, [])
        if stored:
            return joined(self.type_of(v, t, depth) if v else UNKNOWN for v, t in stored)
        if name in self.own_members and not any(name == spec.method for spec in CALLBACKS):
            return UNKNOWN
        member = self.member_of_self(name)
        return of_member("self", member)

    def _own_method(self, name: str, depth: int) -> str:
        text, function = self.methods[name]
        if any(dotted_name(mark) == "property" for mark in function.decorator_list):
            return self._returned(function, text, depth)
        is_replaced = bool(self.attributes_of_self.get(name)) or name in self.names_set
        marks = {dotted_name(mark) for mark in function.decorator_list}
        known = marks <= {"staticmethod"} or marks <= {"classmethod"}
        return f"method self.{name}" if known and not is_replaced else UNKNOWN

    @cached_property
    def attributes_of_self(self) -> dict[str, list[tuple[ast.expr | None, Text]]]:
        """Return the values that attributes are given anywhere, None aside; None is untold."""
        found: dict[str, list[tuple[ast.expr | None, Text]]] = {}
        for text in self._context.texts:
            for node in text.nodes.of(ast.Attribute):
                if not isinstance(node.ctx, ast.Store) or not isinstance(node.value, ast.Name):
                    continue
                parent = text.parent_of(node)
                value = parent.value if isinstance(parent, ast.Assign | ast.AnnAssign) else None
                empty = isinstance(value, ast.Constant) and value.value is None
                if not empty:
                    found.setdefault(node.attr, []).append((value, text))
        return found

    def _returned(self, function: ast.FunctionDef, text: Text, depth: int) -> str:
        if any(text.function_of(one) is function for one in text.nodes.of(ast.Yield)):
            return "generator"
        values = [
            node.value
            for node in text.nodes.of(ast.Return)
            if node.value is not None and text.function_of(node) is function
        ]
        return joined(self.type_of(value, text, depth) for value in values)

    def _call(  # noqa: PLR0911 - one line a kind of function
        self, node: ast.Call, text: Text, depth: int
    ) -> str:
        called = self.type_of(node.func, text, depth)
        kind, _, name = called.partition(" ")
        if kind == "class":
            return name if pdg_api.is_class(name) else UNKNOWN
        if kind == "builtin":
            return self._builtin(name, node, text, depth)
        if kind in ("defined", "bound"):
            where, defined = self._defined[called]
            if isinstance(defined, ast.FunctionDef):
                return self._returned(defined, where, depth)
        if kind == "class-here":
            return f"instance {name}" if self.members_of_own(called) is not None else UNKNOWN
        if called == "from collections.namedtuple":
            made = named_tuple(node)
            return self._kept("class-here", made, text) if made else UNKNOWN
        if kind == "function":
            module, _, function = name.rpartition(".")
            member = pdg_api.function_of_module(module, function)
            return result_type(member.type) if member else UNKNOWN
        if kind == "method":
            return self._result(name, depth)
        if kind in ("from", "module"):
            return result_of_library(name, node)
        return UNKNOWN

    def _builtin(self, name: str, node: ast.Call, text: Text, depth: int) -> str:
        if name == "open":
            return opened(node)
        if name == "dict" and node.args:
            kind = self.type_of(node.args[0], text, depth)
            return "environment" if kind == "environment" else "dict"
        if name in ("min", "max"):
            return (
                self.containers.element_of(node.args[0], text, depth)
                if len(node.args) == 1
                else UNKNOWN
            )
        if name in ("sorted", "list", "reversed") and node.args:
            kind = self.type_of(node.args[0], text, depth)
            if kind.startswith("list["):
                return kind if name != "reversed" else f"Iterator[{kind[5:]}"
        return CONVERSIONS.get(name, UNKNOWN)

    def _result(self, name: str, depth: int) -> str:
        owner, _, method = name.rpartition(".")
        if owner == "self":
            if method in self.methods:
                text, function = self.methods[method]
                return self._returned(function, text, depth)
            member = self.member_of_self(method)
            return result_type(member.type) if member else UNKNOWN
        if owner in METHODS:
            return METHODS[owner].get(method, UNKNOWN)
        member = pdg_api.member_of(owner, method, self.release, heirs=True)
        return result_type(member.type) if member else UNKNOWN


_ADDED_TO = frozenset({"str", "bytes", "list", "dict", "set"})
_PLAIN = frozenset(
    {
        *METHODS,
        *("map", "filter", "zip", "range", "view", "generator", "tuple", "completed"),
    }
)


def _in_library(name: str) -> str:
    if name == "os.environ":
        return "environment"
    return f"module {name}" if name in _MODULES else f"from {name}"


_MODULES = frozenset({"os.path", "urllib.parse", "urllib.request", "xml.etree"})


def _imported(node: ast.Import, name: str) -> str:
    for alias in node.names:
        if alias.asname == name:
            return f"module {alias.name}"
        if not alias.asname and alias.name.partition(".")[0] == name:
            return f"module {name}"
    return UNKNOWN


def _targets(node: ast.AST, name: str) -> bool:
    return any(
        isinstance(target, ast.Name) and target.id == name
        for part in getattr(node, "generators", ())
        for target in walk(part.target)
    )


def _is_outside(inner: ast.AST, function: ast.AST) -> bool:
    """Return whether `inner` is evaluated where `function` is defined: a decorator or default."""
    body = getattr(function, "body", [])
    return inner not in (body if isinstance(body, list) else [body])


def _answers_any(text: Text) -> bool:
    names = ("__getattr__", "__getattribute__")
    return any(getattr(node, "name", "") in names for node in text.tree.body)
