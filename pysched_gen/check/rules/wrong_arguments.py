"""A call must give what a method takes.

## What it does
Reports a method of PDG, one of the scheduler's own, or a function of Python's library that is
called with an argument missing, one too many, a keyword it does not have, or a text where it takes
a number; a property that is called; a method whose call is missing; a work item's name where
reports take its id.

## Why it matters on a farm
It is a TypeError when the line runs: at the end of the first job, or only when one fails. Reports
take the id from Houdini 19.0 on; with a name no report arrives and the item never ends.

## Bad
    # onschedule.py
    self.onWorkItemFailed(work_item.id)
    self.onWorkItemSucceeded(work_item.name, -1, 0.5)
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    self.onWorkItemFailed(work_item.id, -1)
    self.onWorkItemSucceeded(work_item.id, -1, 0.5)
    return pdg.scheduleResult.Succeeded

## Since
Every release; reports take the name before Houdini 19.0.
"""

from __future__ import annotations

import ast
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import member, replaced, wrapped
from pysched_gen.check.guards import is_guarded
from pysched_gen.check.python_library import library_signature
from pysched_gen.check.python_types import METHODS
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import dotted_name
from pysched_gen.check.type_names import result_type
from pysched_gen.houdini import pdg_api
from pysched_gen.houdini.callbacks import CALLBACKS
from pysched_gen.houdini.pdg_api import Argument, Signature

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.diagnostic import Edit
    from pysched_gen.check.text import Text
    from pysched_gen.houdini.releases import Release

__all__ = ["rule"]

rule = Rule(__name__, "PSG114", Severity.ERROR)

_BY_ID = "19.0"  # the release from which reports take the id of an item
_SHOWN = 120  # as much of what a function takes as a message shows
_SCALARS = frozenset({"str", "int", "float", "bool", "bytes"})
_NUMBERS = frozenset({"int", "float", "bool"})
_CONTAINERS = frozenset({"list", "dict", "set", "tuple"})
# What takes a number or a list of them, which the stubs do not say.
_OF_NUMBERS = {"setIntAttrib": "int", "setFloatAttrib": "float"}
# Callbacks that schedulers call themselves, for what they give.
_ASKED = frozenset({"workItemResultServerAddr", "applicationBin", "getLogURI", "getStatusURI"})


_CALLABLE = ("method", "function", "from", "bound", "class-here", "defined")


@rule.node(ast.Call)
def visit_call(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report arguments that do not fit."""
    called = text.context.inference.type_of(node.func, text)
    kind, _, name = called.partition(" ")
    if isinstance(node.func, ast.Attribute) and kind not in _CALLABLE:
        yield from _called_value(node, node.func, called, text)
        return
    if kind in ("from", "builtin"):
        yield from _of_library(node, name, text)
        return
    signature = _signature_here(called, text) or _signature(kind, name, text)
    if signature is None:
        return
    shown = name.rpartition(".")[2].partition("@")[0]
    found = [*_count(node, shown, signature, text), *_types(node, shown, signature, text)]
    if found and not is_guarded(node, text, "TypeError", "AttributeError"):
        yield from found


def _signature(kind: str, name: str, text: Text) -> Signature | None:
    owner, _, method = name.rpartition(".")
    if kind == "function":
        member = pdg_api.function_of_module(owner, method)
        return member.signature if member else None
    if kind != "method":
        return None
    inference = text.context.inference
    if owner != "self":
        member = pdg_api.member_of(owner, method, inference.release, heirs=True)
        return member.signature if member else None
    if method in inference.methods:
        function = inference.methods[method][1]
        static = any(dotted_name(mark) == "staticmethod" for mark in function.decorator_list)
        return _own_signature(function, bound=not static)
    if method in _callbacks(inference.release):
        return None
    member = inference.member_of_self(method)
    return member.signature if member else None


@lru_cache(16)
def _callbacks(release: Release) -> frozenset[str]:
    return frozenset(spec.method for spec in CALLBACKS if spec.exists_in(release))


def _signature_here(called: str, text: Text) -> Signature | None:
    """Return what a function or class of the texts themselves takes."""
    found = text.context.inference.definition_of(called)
    if found is None:
        return None
    node = found[1]
    if isinstance(node, ast.FunctionDef):
        return _own_signature(node, bound=called.startswith("bound "))
    return _of_class(node)


def _of_class(node: ast.ClassDef) -> Signature | None:
    if node.decorator_list or any("NamedTuple" in dotted_name(base) for base in node.bases):
        return _of_fields(node)
    plain = all(isinstance(base, ast.Name) and base.id == "object" for base in node.bases)
    if not plain or node.keywords:
        return None
    names = {getattr(one, "name", ""): one for one in node.body}
    made = names.get("__init__")
    if "__new__" in names or (made is None and "__call__" in names):
        return None
    if made is None:
        return Signature(())
    return _own_signature(made) if isinstance(made, ast.FunctionDef) else None


def _of_fields(node: ast.ClassDef) -> Signature | None:
    """Return what a dataclass or NamedTuple that derives from nothing else takes."""
    is_tuple = len(node.bases) == 1 and not node.decorator_list
    if node.keywords or (node.bases and not is_tuple) or any(map(_is_made_otherwise, node.body)):
        return None
    if not is_tuple and [dotted_name(one) for one in node.decorator_list] not in _DATACLASS:
        return None
    arguments = []
    for one in node.body:
        if not isinstance(one, ast.AnnAssign) or not isinstance(one.target, ast.Name):
            continue
        if any(word in ast.unparse(one.annotation) for word in ("ClassVar", "KW_ONLY", "InitVar")):
            return None
        if isinstance(one.value, ast.Call) and not is_tuple:
            keywords = {keyword.arg for keyword in one.value.keywords}
            told = keywords & {"default", "default_factory"} and not keywords & {"init", "kw_only"}
            if dotted_name(one.value.func).endswith("field") and not told:
                return None
        arguments.append(Argument(one.target.id, "Any", one.value is None))
    return Signature(tuple(arguments))


# As it is written without arguments, which may say that there is no `__init__`.
_DATACLASS = (["dataclass"], ["dataclasses.dataclass"])


def _is_made_otherwise(node: ast.stmt) -> bool:
    return getattr(node, "name", "") in ("__init__", "__new__", "__call__")


def _own_signature(function: ast.FunctionDef, *, bound: bool = True) -> Signature:
    given = function.args
    plain = [*given.posonlyargs, *given.args]
    first_default = len(plain) - len(given.defaults)
    arguments = [Argument(one.arg, "Any", at < first_default) for at, one in enumerate(plain)]
    arguments = arguments[1:] if bound else arguments
    pairs = zip(given.kwonlyargs, given.kw_defaults, strict=True)
    arguments += [
        Argument(one.arg, "Any", value is None, keyword_only=True) for one, value in pairs
    ]
    return Signature(tuple(arguments), given.vararg is not None, given.kwarg is not None)


def _keyword(keyword: ast.keyword, near: list[str], text: Text) -> tuple[Edit, ...]:
    """Return the edits that give a keyword the name that is nearest."""
    if not near:
        return ()
    safe = bool(get_close_matches(keyword.arg or "", near, 1, 0.8))
    return replaced(keyword, f"{near[0]}={text.parsed.source(keyword.value)}", text, safe=safe)


def _count(node: ast.Call, name: str, signature: Signature, text: Text) -> Iterator[Finding]:
    keywords = [keyword.arg for keyword in node.keywords]
    if any(isinstance(one, ast.Starred) for one in node.args) or None in keywords:
        return
    places = [one for one in signature.arguments if not one.keyword_only]
    shown = _listed(signature)
    takes = f"it takes {shown}" if len(shown) <= _SHOWN else "see its documentation"
    if len(node.args) > len(places) and not signature.star:
        yield Finding(node.args[len(places)], f"{name} is given an argument too many; {takes}")
        return
    names = {one.name for one in signature.arguments}
    for keyword in node.keywords:
        if keyword.arg not in names and not signature.stars:
            near = get_close_matches(keyword.arg or "", sorted(names), n=1)
            advice = f"did you mean {near[0]}?" if near else takes
            told = f"{name} has no argument {keyword.arg}; {advice}"
            yield Finding(keyword, told, edits=_keyword(keyword, near, text))
            return
    given = {one.name for one in places[: len(node.args)]} | {*keywords}
    missing = [one.name for one in signature.arguments if one.required and one.name not in given]
    if missing:
        yield Finding(node, f"{name} is not given {', '.join(missing)}; {takes}")


def _listed(signature: Signature) -> str:
    shown = [one.name if one.required else f"{one.name}=..." for one in signature.arguments]
    return f"({', '.join(shown)})"


def _types(node: ast.Call, name: str, signature: Signature, text: Text) -> Iterator[Finding]:
    # Defaults of overrides are override-default's.
    if name.startswith("evaluate") or any(isinstance(one, ast.Starred) for one in node.args):
        return
    places = [one for one in signature.arguments if not one.keyword_only]
    pairs = list(zip(places, node.args, strict=False))
    named = {one.name: one for one in signature.arguments}
    pairs += [(named[k.arg], k.value) for k in node.keywords if k.arg in named]
    for argument, value in pairs:
        found = text.context.inference.type_of(value, text)
        message = _mismatch(argument, value, found, text)
        if name in _OF_NUMBERS and argument.name == "value" and found == "str":
            message = f"takes {_article(_OF_NUMBERS[name])} for value, this is a text"
        if message:
            yield Finding(value, f"{name} {message}", edits=_argument_edits(value, message, text))
            return


def _argument_edits(value: ast.expr, message: str, text: Text) -> tuple[Edit, ...]:
    """Return the edits that give the id, or in old releases the name, of the item at hand."""
    kinds = ("WorkItem", "BatchWorkItem")
    inference, by_id = text.context.inference, text.context.scheduler.release >= _BY_ID
    if "of the item" not in message or "negative" in message:
        return ()
    if inference.type_of(value, text) in kinds:
        return wrapped(value, "", ".id" if by_id else ".name", text)
    key = isinstance(value, ast.Attribute) and value.attr in ("name", "id", "label", "index")
    if isinstance(value, ast.Attribute) and key:
        of_item = inference.type_of(value.value, text) in kinds
        return member(value, "id" if by_id else "name", text) if of_item else ()
    if isinstance(value, ast.Call) and len(value.args) == 1 and by_id:
        inner = value.args[0]
        is_text = inference.type_of(value.func, text) == "builtin str"
        is_id = isinstance(inner, ast.Attribute) and inner.attr == "id"
        return replaced(value, text.parsed.source(inner), text) if is_text and is_id else ()
    return ()


def _mismatch(  # noqa: PLR0911 - one line a kind of slip
    argument: Argument, value: ast.expr, found: str, text: Text
) -> str:
    wanted = result_type(argument.type) if "None" in argument.type else argument.type
    if wanted == "int | str":
        return _report_key(value, found, text)
    if argument.name == "index" and wanted == "int" and _is_item_index(value, text):
        shown = text.shown(value)
        return (
            f"takes the index in a batch, -1 for an item that is in none; {shown} is the place in "
            "its node"
        )
    if argument.name == "index" and wanted == "int" and _is_item_id(value, text):
        return "takes the index in a batch here, -1 for an item that is in none; this is the id"
    if found in ("WorkItem", "BatchWorkItem") and wanted in _SCALARS:
        return f"takes {_article(wanted)} for {argument.name}, this is a work item"
    if wanted == "WorkItem" and found in _SCALARS:
        return f"takes a work item for {argument.name}, this is {_article(found)}"
    if wanted in ("str", "int", "float") and found.partition("[")[0] in _CONTAINERS:
        return f"takes {_article(wanted)} for {argument.name}, this is {_article(found)}"
    if wanted in ("str", "int", "float") and found in _SCALARS and wanted != found:
        if wanted in ("int", "float") and found in _NUMBERS and (wanted, found) != ("int", "float"):
            return ""
        return f"takes {_article(wanted)} for {argument.name}, this is {_article(found)}"
    return ""


def _article(name: str) -> str:
    words = {"str": "a text", "int": "an integer", "float": "a number", "bool": "a bool"}
    words |= {"list": "a list", "dict": "a dictionary", "set": "a set", "tuple": "a tuple"}
    return words.get(name.partition("[")[0], name)


def _report_key(value: ast.expr, found: str, text: Text) -> str:
    release = text.context.scheduler.release
    by_id = release >= _BY_ID
    if isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.USub) and found == "int":
        return "takes the id of the item first and then the index, this is negative"
    if by_id and found == "str":
        item = _item_of(value, text) or "work_item"
        return f"takes the id of the item from Houdini 19.0 on, this is a text; write {item}.id"
    if not by_id and found == "int" and isinstance(value, ast.Attribute) and value.attr == "id":
        return f"takes the name of the item until Houdini 18.5, not its id, and this is {release}"
    if _is_item_index(value, text):
        return f"takes the {'id' if by_id else 'name'} of the item, this is its place in its node"
    if found in ("WorkItem", "BatchWorkItem"):
        return f"takes the {'id' if by_id else 'name'} of the item, this is the item itself"
    return ""


def _item_of(value: ast.expr, text: Text) -> str:
    """Return the item that `value` is a member of, as it stands there, "" where it is of none."""
    owner = value.value if isinstance(value, ast.Attribute) else None
    is_item = owner is not None and text.context.inference.type_of(owner, text) == "WorkItem"
    return text.parsed.source(owner) if owner is not None and is_item else ""


def _is_item_index(value: ast.expr, text: Text) -> bool:
    if not isinstance(value, ast.Attribute) or value.attr != "index":
        return False
    return text.context.inference.type_of(value.value, text) in ("WorkItem", "BatchWorkItem")


def _is_item_id(value: ast.expr, text: Text) -> bool:
    if not isinstance(value, ast.Attribute) or value.attr != "id":
        return False
    return text.context.inference.type_of(value.value, text) in ("WorkItem", "BatchWorkItem")


def _called_value(
    node: ast.Call, function: ast.Attribute, called: str, text: Text
) -> Iterator[Finding]:
    """Report a property that is called."""
    plain = called.partition("[")[0]
    if plain not in (*_SCALARS, "list", "dict") and not pdg_api.is_class(called):
        return
    inference = text.context.inference
    if pdg_api.member_of(called, "__call__", inference.release) is not None:
        return  # work_item.attrib("shot")
    owner = inference.type_of(function.value, text)
    of_pdg = owner == "self" or pdg_api.is_class(owner)
    own = inference.own_members or frozenset()
    # An own method that is no method to call is a property.
    set_here = owner == "self" and function.attr in own - inference.methods.keys()
    if of_pdg and not set_here:
        plain_call = not node.args and not node.keywords
        yield Finding(
            node,
            f"{function.attr} is a property, not a method; remove the parentheses",
            edits=replaced(node, text.parsed.source(function), text) if plain_call else (),
        )


def _of_library(node: ast.Call, name: str, text: Text) -> Iterator[Finding]:
    """Report a call of Python's library that gives what the function does not take."""
    signature = library_signature(name)
    # A class of one's own (cls=) takes what it likes; the table is that of Python 3.
    if signature is None or any(keyword.arg == "cls" for keyword in node.keywords):
        return
    if not text.context.scheduler.release.python_2 and not is_guarded(node, text, "TypeError"):
        yield from _count(node, name, signature, text)


@rule.node(ast.Attribute)
def visit_attribute(node: ast.Attribute, text: Text) -> Iterator[Finding]:
    """Report a method of PDG that is used as if it was its result."""
    if isinstance(node.ctx, ast.Load) and _is_used_as_value(node, text):
        yield from _not_called(node, text)


@rule.node(ast.For, ast.comprehension)
def visit_loop(node: ast.AST, text: Text) -> Iterator[Finding]:
    """Report a loop over a method that a variable holds."""
    if isinstance(node, ast.For | ast.comprehension) and isinstance(node.iter, ast.Name):
        yield from _not_called(node.iter, text)


def _not_called(node: ast.Attribute | ast.Name, text: Text) -> Iterator[Finding]:
    kind, _, name = text.context.inference.type_of(node, text).partition(" ")
    owner, _, method = name.rpartition(".")
    if (
        kind != "method"
        or method in text.context.inference.methods
        or method in _callbacks(text.context.scheduler.release) - _ASKED
    ):
        return
    if owner in METHODS or (owner != "self" and not pdg_api.is_class(owner)):
        return
    if not is_guarded(node, text, "TypeError"):
        signature = _signature(kind, name, text)
        bare = signature is not None and not any(one.required for one in signature.arguments)
        yield Finding(
            node,
            f"{method} is a method: write {method}(...) to call it",
            edits=wrapped(node, "", "()", text) if bare else (),
        )


_MAKE_VALUES = frozenset(f"builtin {name}" for name in ("str", "int", "float", "len", "repr"))
_PATH_FUNCTIONS = ("os.path.", "os.makedirs", "os.mkdir", "os.listdir", "open")


def _is_used_as_value(  # noqa: C901, PLR0911 - one line a kind of use
    node: ast.Attribute, text: Text
) -> bool:
    parent = text.parent_of(node)
    if isinstance(parent, ast.BinOp | ast.FormattedValue | ast.JoinedStr):
        return True
    if isinstance(parent, ast.Compare):
        return not any(isinstance(op, ast.Is | ast.IsNot) for op in parent.ops)
    if isinstance(parent, ast.Subscript):
        return parent.value is node
    if isinstance(parent, ast.If | ast.While | ast.IfExp):
        return parent.test is node
    if isinstance(parent, ast.BoolOp):
        return True
    if isinstance(parent, ast.UnaryOp):
        return isinstance(parent.op, ast.Not)
    if isinstance(parent, ast.For | ast.comprehension):
        return parent.iter is node
    if isinstance(parent, ast.Attribute):
        return not parent.attr.startswith("__")
    if isinstance(parent, ast.Expr):
        return True
    if isinstance(parent, ast.Call) and parent.func is not node:
        if text.context.inference.type_of(parent.func, text) in _MAKE_VALUES:
            return True
        return dotted_name(parent.func).startswith(_PATH_FUNCTIONS)
    return False
