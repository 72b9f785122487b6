"""Names that a Python has by itself, and where the author may have wanted an unbound one from."""

from __future__ import annotations

from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING

from pysched_gen.check.rule import Kind
from pysched_gen.houdini.callbacks import CALLBACKS
from pysched_gen.houdini.pdg_names import ENUMS

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterable, Iterator

    from pysched_gen.check.text import Text
    from pysched_gen.model.scheduler import Callback

__all__ = ["PYTHON_2_ONLY", "builtins_of", "needed_python", "where_from"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MODULES = _words(
    "argparse base64 collections contextlib copy ctypes datetime errno fnmatch functools getpass "
    "glob gzip hashlib hou io itertools json logging math multiprocessing operator os pathlib "
    "pickle platform pprint queue random re requests select shlex shutil signal six socket sqlite3 "
    "stat string struct subprocess sys tempfile textwrap threading time toolutils traceback types "
    "typing urllib uuid warnings weakref xml xmlrpc zipfile"
)
_PDG_NAMES = frozenset({*ENUMS, "CookError", "File", "TypeRegistry", "WorkItem", "Scheduler"})


def where_from(node: ast.Name, text: Text, bound: Iterable[str]) -> str:
    """Return the message about a name that `text` uses and nothing of `bound` is called like."""
    name = node.id
    advice = (
        _self(name, text) or _argument(name, text) or _elsewhere(name, text) or _builtin(name, text)
    )
    if advice:
        return f"{name} is not defined here; {advice}"
    near = get_close_matches(name, sorted({*bound, *_seen_from(node, text)} - {name}), 1, 0.7)
    if near:
        return f"{name} is not defined; did you mean {near[0]}?"
    return f"{name} is not defined; import or define it in header.py, or keep it as self.{name}"


def _seen_from(node: ast.Name, text: Text) -> Iterator[str]:
    """Give the names that the text binds where a name is used, and around it."""
    for scope in text.ancestors_of(node):
        yield from text.names_bound(scope)
    # Methods do not see the names of the class.
    if text.kind is not Kind.METHODS:
        yield from text.names_bound(text.tree)


def _self(name: str, text: Text) -> str:
    if name != "self":
        return ""
    if text.kind is Kind.METHODS:
        return "make self the first argument of the function"
    return "a function of header.py knows no scheduler: give it one as an argument"


def _argument(name: str, text: Text) -> str:
    if text.callback is None:
        return ""
    spec, release = text.callback.spec, text.context.scheduler.release
    for form in spec.forms:
        if any(argument.name == name for argument in form.arguments):
            return f"{spec.method} has this argument from Houdini {form.since} on, not in {release}"
    for other in CALLBACKS:
        if any(argument.name == name for form in other.forms for argument in form.arguments):
            return f"it is an argument of {other.method}; {_has(text.callback)}"
    return ""


def _has(callback: Callback) -> str:
    names = [argument.name for argument in callback.form.arguments]
    return f"{callback.method} has {', '.join(names) if names else 'none but self'}"


def _elsewhere(name: str, text: Text) -> str:
    if name in text.context.method_names:
        return f"it is a method: write self.{name}"
    if name in _PDG_NAMES:
        return f"write pdg.{name}"
    if name in _MODULES:
        here = "to header.py" if text.kind is Kind.METHODS else "here or to header.py"
        return f"add import {name} {here}"
    return ""


def _builtin(name: str, text: Text) -> str:
    release = text.context.scheduler.release
    if name in PYTHON_2_ONLY:
        return f"it is Python 2: write {PYTHON_2_ONLY[name]}"
    needed = needed_python(name)
    if needed is None:
        return ""
    return (
        f"it needs Python {needed[0]}.{needed[1]}, but Houdini {release} runs "
        f"{release.python_name}"
    )


Version = tuple[int, int]


_BOTH = _words("""
    ArithmeticError AssertionError AttributeError BaseException BufferError BytesWarning
    DeprecationWarning EOFError Ellipsis EnvironmentError Exception False FloatingPointError
    FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError
    KeyError KeyboardInterrupt LookupError MemoryError NameError None NotImplemented
    NotImplementedError OSError OverflowError PendingDeprecationWarning ReferenceError
    RuntimeError RuntimeWarning StopIteration SyntaxError SyntaxWarning SystemError SystemExit
    TabError True TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError
    UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning WindowsError
    ZeroDivisionError __debug__ __doc__ __import__ __name__ __package__ abs all any bin bool
    bytearray bytes callable chr classmethod compile complex copyright credits delattr dict dir
    divmod enumerate eval exit filter float format frozenset getattr globals hasattr hash help
    hex id input int isinstance issubclass iter len license list locals map max memoryview min
    next object oct open ord pow print property quit range repr reversed round set setattr slice
    sorted staticmethod str sum super tuple type vars zip
    __file__
""")

_PYTHON_3 = _words("""
    BlockingIOError BrokenPipeError ChildProcessError ConnectionAbortedError ConnectionError
    ConnectionRefusedError ConnectionResetError FileExistsError FileNotFoundError
    InterruptedError IsADirectoryError ModuleNotFoundError NotADirectoryError PermissionError
    ProcessLookupError RecursionError ResourceWarning StopAsyncIteration TimeoutError
    __build_class__ __loader__ __spec__ ascii breakpoint exec
""")

_ADDED: tuple[tuple[Version, frozenset[str]], ...] = (
    ((3, 10), _words("aiter anext EncodingWarning")),
    ((3, 11), _words("BaseExceptionGroup ExceptionGroup")),
    ((3, 13), _words("PythonFinalizationError")),
)

# Names of Python 2, with what to write in their place.
PYTHON_2_ONLY = MappingProxyType(
    {
        "StandardError": "Exception",
        "apply": "function(*arguments)",
        "basestring": "str",
        "buffer": "memoryview",
        "cmp": "a comparison, or key= when sorting",
        "coerce": "a conversion such as float(value)",
        "execfile": "exec(open(path).read())",
        "file": "open",
        "intern": "sys.intern",
        "long": "int",
        "raw_input": "input",
        "reduce": "functools.reduce",
        "reload": "importlib.reload",
        "unichr": "chr",
        "unicode": "str",
        "xrange": "range",
    }
)


def builtins_of(python: Version) -> frozenset[str]:
    """Return the names that every module sees in `python`, (major, minor)."""
    if python < (3, 0):
        # `exec` is a statement there that takes the form of a call.
        return _BOTH | PYTHON_2_ONLY.keys() | {"exec"}
    added = [names for version, names in _ADDED if version <= python]
    return _BOTH.union(_PYTHON_3, *added)


def needed_python(name: str) -> Version | None:
    """Return the oldest Python that has `name`, for names that came with or after Python 3."""
    if name in _PYTHON_3:
        return (3, 0)
    return next((version for version, names in _ADDED if name in names), None)
