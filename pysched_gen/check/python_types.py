"""What plain Python gives: literals, builtins, methods of its types, and its library.

The names of types are those of `inference`: "binary-file" and "text-file" are what `open` gives,
"process" is a `Popen` whose pipes hold bytes, "completed" a `subprocess.run` whose output does,
"environment" is `os.environ` or a copy of it, "pair[bytes]" what `communicate` gives. Facts are
those of Python's library reference.
"""

from __future__ import annotations

import ast
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "CONTEXT_MANAGERS",
    "CONVERSIONS",
    "LITERALS",
    "METHODS",
    "attribute_of",
    "element_of_plain",
    "opened",
    "result_of_library",
]

UNKNOWN = ""

LITERALS: Mapping[type[ast.AST], str] = MappingProxyType(
    {
        ast.JoinedStr: "str",
        ast.Dict: "dict",
        ast.DictComp: "dict",
        ast.List: "list",
        ast.ListComp: "list",
        ast.Set: "set",
        ast.SetComp: "set",
        ast.Tuple: "tuple",
        ast.Compare: "bool",
        ast.GeneratorExp: "generator",
    }
)

# What the call of a builtin gives.
CONVERSIONS: Mapping[str, str] = MappingProxyType(
    {
        **{name: name for name in ("str", "int", "float", "bool", "list", "dict", "set", "bytes")},
        **{name: name for name in ("tuple", "map", "filter", "zip", "range")},
        **dict.fromkeys(("repr", "hex", "oct", "bin", "chr", "ascii", "input"), "str"),
        **dict.fromkeys(("len", "id", "ord", "hash"), "int"),
        "sorted": "list",
        "dir": "list",
        "iter": "generator",
        "open": UNKNOWN,
        **dict.fromkeys(("enumerate", "reversed", "min", "max"), UNKNOWN),
        "print": UNKNOWN,
    }
)


def _each(names: str, result: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), result)


_OF_TEXT = {
    **_each("strip lstrip rstrip lower upper title swapcase replace zfill ljust rjust center", ""),
    **_each("expandtabs capitalize casefold translate join", ""),
}
_ASKED = {
    **_each("count find rfind index rindex", "int"),
    **_each("startswith endswith isdigit isalpha isspace isupper islower", "bool"),
}

# What methods of plain types give, by type.
METHODS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "str": {
            **dict.fromkeys(_OF_TEXT, "str"),
            **_ASKED,
            **_each("split rsplit splitlines", "list[str]"),
            "encode": "bytes",
            "format": "str",
        },
        "bytes": {
            **dict.fromkeys(_OF_TEXT, "bytes"),
            **_ASKED,
            **_each("split rsplit splitlines", "list[bytes]"),
            "decode": "str",
            "hex": "str",
        },
        "dict": {**_each("keys values items", "view"), "copy": "dict"},
        "environment": {**_each("keys values items", "view"), "copy": "environment"},
        "binary-file": {
            **_each("read readline read1", "bytes"),
            "readlines": "list[bytes]",
            "write": "int",
        },
        "text-file": {
            **_each("read readline", "str"),
            "readlines": "list[str]",
            "write": "int",
        },
        "response": {**_each("read readline", "bytes"), "readlines": "list[bytes]"},
        "process": {"communicate": "pair[bytes]", "wait": "int"},
        "socket": {"recv": "bytes"},
        "hash": {"digest": "bytes", "hexdigest": "str"},
        "list": {"copy": "list", "count": "int", "index": "int"},
        "set": {"copy": "set"},
    }
)

# What attributes of plain types are.
_ATTRIBUTES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "process": {"stdout": "binary-file", "stderr": "binary-file", "stdin": "binary-file"},
        "completed": {"stdout": "bytes", "stderr": "bytes", "returncode": "int"},
    }
)

# What `with ... as name` gives the name: the object itself.
CONTEXT_MANAGERS = frozenset({"binary-file", "text-file", "response", "socket", "process"})

_TEXT_KEYWORDS = frozenset({"text", "universal_newlines", "encoding", "errors"})

_HASHES = _each("md5 sha1 sha224 sha256 sha384 sha512 blake2b blake2s", "hash")
# What functions of the library give.
_CALLS: Mapping[str, str] = MappingProxyType(
    {
        **_each("os.getcwd os.path.join os.path.dirname os.path.basename os.path.abspath", "str"),
        **_each("os.path.realpath os.path.normpath os.path.expanduser json.dumps", "str"),
        **_each("os.path.expandvars tempfile.mkdtemp tempfile.gettempdir", "str"),
        **_each("socket.gethostname", "str"),
        **_each("platform.node platform.system time.strftime time.ctime shlex.quote", "str"),
        **_each("getpass.getuser uuid.uuid4.hex textwrap.dedent traceback.format_exc", "str"),
        **_each("os.path.exists os.path.isfile os.path.isdir os.path.isabs", "bool"),
        **_each("time.time time.monotonic time.perf_counter os.path.getmtime", "float"),
        **_each("os.getpid os.path.getsize os.system subprocess.call subprocess.check_call", "int"),
        **_each("os.listdir shlex.split", "list[str]"),
        **_each("base64.b64encode base64.b64decode base64.urlsafe_b64encode", "bytes"),
        **_each("base64.urlsafe_b64decode base64.encodebytes base64.decodebytes", "bytes"),
        **_each("pickle.dumps zlib.compress zlib.decompress binascii.hexlify os.urandom", "bytes"),
        **_each("urllib.parse.quote urllib.parse.urlencode urllib.parse.unquote", "str"),
        **_each("urllib.parse.urljoin urllib.request.pathname2url", "str"),
        "urllib.request.urlopen": "response",
        "pathlib.Path": "path",
        "socket.socket": "socket",
        "socket.create_connection": "socket",
        "os.popen": "text-file",
        **_each("threading.Thread threading.Timer threading.current_thread", "thread"),
        **{f"hashlib.{name}": kind for name, kind in _HASHES.items()},
    }
)


def result_of_library(name: str, node: ast.Call) -> str:
    """Return what the call `node` of `name`, "os.path.join", gives."""
    given = {keyword.arg for keyword in node.keywords}
    if name in ("subprocess.check_output", "subprocess.Popen", "subprocess.run"):
        if None in given or given & _TEXT_KEYWORDS:
            return UNKNOWN
        plain = {"check_output": "bytes", "Popen": "process", "run": "completed"}
        return plain[name.rpartition(".")[2]]
    if name in ("gzip.open", "bz2.open", "lzma.open"):
        return opened(node, "rb")
    if name in ("io.open", "codecs.open"):
        return opened(node, "r") if name == "io.open" else UNKNOWN
    if name in ("tempfile.NamedTemporaryFile", "tempfile.TemporaryFile"):
        mode = next((k.value for k in node.keywords if k.arg == "mode"), None)
        first = node.args[0] if node.args else mode
        return _file(first, "w+b") if None not in given else UNKNOWN
    return _CALLS.get(name, UNKNOWN)


def opened(node: ast.Call, default: str = "r") -> str:
    """Return the kind of file that a call of `open` gives."""
    if any(keyword.arg is None for keyword in node.keywords):
        return UNKNOWN
    if any(isinstance(one, ast.Starred) for one in node.args):
        return UNKNOWN
    mode = next((k.value for k in node.keywords if k.arg == "mode"), None)
    return _file(node.args[1] if len(node.args) > 1 else mode, default)


def _file(mode: ast.expr | None, default: str) -> str:
    if mode is None:
        return "binary-file" if "b" in default else "text-file"
    if isinstance(mode, ast.Constant) and isinstance(mode.value, str):
        return "binary-file" if "b" in mode.value else "text-file"
    return UNKNOWN


def attribute_of(owner: str, name: str) -> str:
    """Return what attribute `name` of a plain type is, `UNKNOWN` for methods and others."""
    return _ATTRIBUTES.get(owner, {}).get(name, UNKNOWN)


def element_of_plain(owner: str) -> str:
    """Return what iterating over a plain type gives."""
    elements = {
        "binary-file": "bytes",
        "response": "bytes",
        "text-file": "str",
        "str": "str",
        "bytes": "int",
        "range": "int",
        "pair[bytes]": "bytes",
    }
    return elements.get(owner, UNKNOWN)
