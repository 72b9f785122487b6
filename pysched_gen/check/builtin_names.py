"""Which names a Python has without anybody binding them."""

from __future__ import annotations

from types import MappingProxyType

__all__ = ["PYTHON_2_ONLY", "builtins_of", "needed_python"]

Version = tuple[int, int]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


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
    """Give the names that every module sees in `python`, (major, minor)."""
    if python < (3, 0):
        # `exec` is a statement there that takes the form of a call.
        return _BOTH | PYTHON_2_ONLY.keys() | {"exec"}
    added = [names for version, names in _ADDED if version <= python]
    return _BOTH.union(_PYTHON_3, *added)


def needed_python(name: str) -> Version | None:
    """Give the oldest Python that has `name`, for names that came with or after Python 3."""
    if name in _PYTHON_3:
        return (3, 0)
    return next((version for version, names in _ADDED if name in names), None)
