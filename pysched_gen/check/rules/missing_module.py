"""A module, and what is taken from it, must be in the release's Python.

## What it does
Reports imports of modules that the Python of the target release does not have: those of Python 2
(`urllib2`, `ConfigParser`), those that were removed since (`imp`, `pipes`, `telnetlib`,
`distutils`), those that came later (`zoneinfo`, `tomllib`); and names of modules for which the same
holds, such as `sys.maxint`, `itertools.izip`, `functools.cache` and `str.removeprefix`, or which
the library has in no version and on no platform: `os.path.exist`, `subprocess.Poppen`. What is
imported in a `try`, or behind a question about the version, is left alone.

## Why it matters on a farm
An import at the top of the module keeps the scheduler out of the TAB menu, and Houdini does not say
why. One inside of a callback fails in the middle of a cook.

## Bad
    # header.py
    import telnetlib
    # init.py
    self.client = telnetlib

## Good
    # header.py
    import socket
    # init.py
    self.client = socket

## Since
Every release: Houdini 17.5 to 18.5 run Python 2.7, 19.0 runs 3.7, 19.5 runs 3.9, 20.0 runs 3.10,
20.5 and 21.0 run 3.11, 22.0 runs 3.13.
"""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import member, replaced
from pysched_gen.check.guards import is_guarded
from pysched_gen.check.python_library import has_library_module, library_names
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pysched_gen.check.diagnostic import Edit
    from pysched_gen.check.python_library import Bounds
    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG115", Severity.ERROR)

Version = tuple[int, int]


def _pairs(text: str) -> Mapping[str, str]:
    """Return {old name: new name} of "old=new" words."""
    return MappingProxyType(dict(pair.split("=") for pair in text.split()))


# Of Python 2, with what they are called in Python 3.
_PYTHON_2 = _pairs("""
    urllib2=urllib.request urlparse=urllib.parse ConfigParser=configparser Queue=queue
    StringIO=io cStringIO=io cPickle=pickle httplib=http.client xmlrpclib=xmlrpc.client
    SimpleXMLRPCServer=xmlrpc.server DocXMLRPCServer=xmlrpc.server SocketServer=socketserver
    BaseHTTPServer=http.server SimpleHTTPServer=http.server CGIHTTPServer=http.server
    Cookie=http.cookies cookielib=http.cookiejar HTMLParser=html.parser
    htmlentitydefs=html.entities commands=subprocess copy_reg=copyreg __builtin__=builtins
    thread=_thread dummy_thread=_thread robotparser=urllib.robotparser anydbm=dbm whichdb=dbm
    dumbdbm=dbm.dumb UserDict=collections UserList=collections UserString=collections
    Tkinter=tkinter md5=hashlib sha=hashlib sets=set popen2=subprocess mimetools=email
    rfc822=email exceptions=builtins new=types repr=reprlib
    """)
_REMOVED: Mapping[Version, Mapping[str, str]] = {
    (3, 9): _pairs("dummy_threading=threading _dummy_thread=_thread"),
    (3, 10): _pairs("formatter= parser=ast symbol="),
    (3, 11): _pairs("binhex=base64"),
    (3, 12): _pairs(
        "imp=importlib distutils=setuptools,shutil asyncore=asyncio asynchat=asyncio smtpd="
    ),
    (3, 13): _pairs(
        "cgi=urllib.parse cgitb=traceback pipes=shlex,subprocess telnetlib=socket crypt=hashlib "
        "imghdr= sndhdr= nntplib= spwd= nis= uu=base64 xdrlib=struct aifc= audioop= chunk= "
        "mailcap= msilib= ossaudiodev= sunau= lib2to3=libcst"
    ),
}
_ADDED: Mapping[str, Version] = {
    **dict.fromkeys(("contextvars", "dataclasses", "importlib.resources"), (3, 7)),
    "importlib.metadata": (3, 8),
    **dict.fromkeys(("zoneinfo", "graphlib"), (3, 9)),
    "tomllib": (3, 11),
    **dict.fromkeys(("pathlib", "asyncio", "enum", "concurrent.futures", "secrets"), (3, 0)),
}

# First and last release that has a binding of Qt, and the Qt that the release comes with otherwise.
# Builds of 20.5 with the other Qt exist, and so do guards for them.
_QT = {
    "PySide": ("", "16.5", "5 or 6"),
    "PySide2": ("", "20.5", "6"),
    "PySide6": ("20.5", "", "5"),
}

_TYPES = _pairs("""
    StringType=str StringTypes=str UnicodeType=str ListType=list DictType=dict
    DictionaryType=dict TupleType=tuple IntType=int LongType=int FloatType=float BooleanType=bool
    FileType=io.IOBase ClassType=type InstanceType=object ObjectType=object TypeType=type
    """)
_TEXT_FUNCTIONS = """
    join joinfields split splitfields replace lower upper strip lstrip rstrip find rfind index
    rindex count atoi atof atol zfill ljust rjust center expandtabs swapcase translate
    """
_ABSTRACT = """
    Mapping MutableMapping Sequence MutableSequence Set MutableSet Iterable Iterator Callable
    Container Hashable Sized Generator Collection Reversible KeysView ItemsView ValuesView
    MappingView ByteString Awaitable Coroutine
    """
# Names of modules: gone from a version on, with what to write.
_NAMES_REMOVED: Mapping[str, tuple[Version, str]] = {
    "sys.maxint": ((3, 0), "sys.maxsize"),
    "sys.exc_clear": ((3, 0), "nothing"),
    **{
        f"sys.exc_{name}": ((3, 0), f"sys.exc_info()[{at}]")
        for at, name in enumerate(("type", "value", "traceback"))
    },
    "os.path.walk": ((3, 0), "os.walk"),
    **{f"email.{old}": ((3, 0), f"email.{new}") for old, new in _pairs("""
            MIMEText=mime.text MIMEMultipart=mime.multipart MIMEBase=mime.base
            MIMEImage=mime.image Utils=utils Encoders=encoders Header=header
            """).items()},
    "sys.setdefaultencoding": ((3, 0), "nothing"),
    "os.errno": ((3, 7), "import errno"),
    "os.getcwdu": ((3, 0), "os.getcwd()"),
    "os.popen2": ((3, 0), "subprocess.Popen"),
    "os.popen3": ((3, 0), "subprocess.Popen"),
    "os.spawnvp": ((99, 0), ""),
    **{f"itertools.i{name}": ((3, 0), f"{name}(...)") for name in ("zip", "map", "filter")},
    "itertools.izip_longest": ((3, 0), "itertools.zip_longest"),
    "itertools.ifilterfalse": ((3, 0), "itertools.filterfalse"),
    **{
        f"urllib.{name}": ((3, 0), f"urllib.parse.{name}")
        for name in ("urlencode", "quote", "quote_plus", "unquote", "unquote_plus", "splitport")
    },
    **{
        f"urllib.{name}": ((3, 0), f"urllib.request.{name}")
        for name in ("urlopen", "urlretrieve", "pathname2url", "url2pathname", "getproxies")
    },
    **{
        f"string.{name}": ((3, 0), f"the method {name} of the text")
        for name in _TEXT_FUNCTIONS.split()
    },
    "string.letters": ((3, 0), "string.ascii_letters"),
    "string.lowercase": ((3, 0), "string.ascii_lowercase"),
    "string.uppercase": ((3, 0), "string.ascii_uppercase"),
    "string.maketrans": ((3, 0), "str.maketrans"),
    **{f"types.{old}": ((3, 0), new) for old, new in _TYPES.items()},
    "types.NoneType": ((99, 0), ""),
    "time.clock": ((3, 8), "time.perf_counter()"),
    "cgi.escape": ((3, 8), "html.escape"),
    "platform.linux_distribution": ((3, 8), "platform.freedesktop_os_release()"),
    "platform.dist": ((3, 8), "platform.freedesktop_os_release()"),
    "base64.encodestring": ((3, 9), "base64.encodebytes"),
    "base64.decodestring": ((3, 9), "base64.decodebytes"),
    "fractions.gcd": ((3, 9), "math.gcd"),
    **{f"collections.{name}": ((3, 10), f"collections.abc.{name}") for name in _ABSTRACT.split()},
    "contextlib.nested": ((3, 0), "contextlib.ExitStack"),
    "operator.isCallable": ((3, 0), "callable"),
    "os.popen4": ((3, 0), "subprocess.Popen"),
    "os.tmpnam": ((3, 0), "tempfile.mkstemp"),
    "os.tempnam": ((3, 0), "tempfile.mkstemp"),
    "cgi.parse_qs": ((3, 8), "urllib.parse.parse_qs"),
    "cgi.parse_qsl": ((3, 8), "urllib.parse.parse_qsl"),
    "sys.getcheckinterval": ((3, 9), "sys.getswitchinterval"),
    "sys.setcheckinterval": ((3, 9), "sys.setswitchinterval"),
    "plistlib.readPlist": ((3, 9), "plistlib.load"),
    "plistlib.writePlist": ((3, 9), "plistlib.dump"),
    "gettext.lgettext": ((3, 11), "gettext.gettext"),
    "inspect.formatargspec": ((3, 11), "inspect.signature"),
    "importlib.find_loader": ((3, 12), "importlib.util.find_spec"),
    "ssl.match_hostname": ((3, 12), "ssl.SSLContext.check_hostname"),
    "sqlite3.OptimizedUnicode": ((3, 12), "str"),
    "unittest.makeSuite": ((3, 13), "unittest.TestLoader"),
    "unittest.findTestCases": ((3, 13), "unittest.TestLoader"),
    "re.template": ((3, 13), "re.compile"),
    "configparser.LegacyInterpolation": ((3, 13), "configparser.BasicInterpolation"),
    "inspect.getargspec": ((3, 11), "inspect.getfullargspec"),
    "asyncio.coroutine": ((3, 11), "async def"),
    "asyncio.async": ((3, 7), "asyncio.ensure_future"),
    "ssl.wrap_socket": ((3, 12), "ssl.SSLContext.wrap_socket"),
    "configparser.SafeConfigParser": ((3, 12), "configparser.ConfigParser"),
    "locale.format": ((3, 12), "locale.format_string"),
    "locale.resetlocale": ((3, 13), 'locale.setlocale(locale.LC_ALL, "")'),
}
_NAMES_ADDED: Mapping[str, Version] = {
    **dict.fromkeys(("subprocess.run", "os.scandir", "math.isclose"), (3, 5)),
    **dict.fromkeys(("shutil.which", "shlex.quote", "time.monotonic", "time.perf_counter"), (3, 3)),
    "os.replace": (3, 3),
    **dict.fromkeys(("functools.cached_property", "shlex.join", "math.prod"), (3, 8)),
    **dict.fromkeys(("functools.cache", "asyncio.to_thread", "math.lcm"), (3, 9)),
    **dict.fromkeys(("str.removeprefix", "str.removesuffix", "bytes.removeprefix"), (3, 9)),
    **dict.fromkeys(("itertools.pairwise", "contextlib.aclosing"), (3, 10)),
    **dict.fromkeys(("enum.StrEnum", "datetime.UTC", "contextlib.chdir", "typing.Self"), (3, 11)),
    **dict.fromkeys(("itertools.batched", "typing.override"), (3, 12)),
    **{
        f"typing.{name}": version
        for version, names in {
            (3, 8): "Final Literal Protocol SupportsIndex TypedDict final runtime_checkable",
            (3, 9): "Annotated",
            (3, 10): "Concatenate ParamSpec TypeAlias TypeGuard is_typeddict",
            (3, 11): "LiteralString Never NotRequired Required TypeVarTuple Unpack assert_never",
            (3, 13): "NoDefault ReadOnly TypeIs",
        }.items()
        for name in names.split()
    },
    "error.add_note": (3, 11),
    "int.bit_count": (3, 10),
    **{f"path.{name}": (3, 9) for name in ("is_relative_to", "readlink", "with_stem")},
    "path.walk": (3, 12),
    "path.hardlink_to": (3, 10),
    **dict.fromkeys(("copy.replace", "warnings.deprecated"), (3, 13)),
}
_CAUGHT = ("ImportError", "ModuleNotFoundError", "AttributeError")


@rule.node(ast.Import)
def visit_import(node: ast.Import, text: Text) -> Iterator[Finding]:
    """Report modules that the release lacks."""
    for alias in node.names:
        for found in _module(alias, alias.name, node, text):
            yield replace(found, edits=_import_edits(alias, text))


@rule.node(ast.ImportFrom)
def visit_import_from(node: ast.ImportFrom, text: Text) -> Iterator[Finding]:
    """Report modules that the release lacks, and names that its modules lack."""
    if node.level or not node.module:
        return
    found = [*_module(node, node.module, node, text)]
    for one in found:
        yield replace(one, edits=_from_edits(node, text))
    for alias in node.names if not found else ():
        yield from _name(alias, f"{node.module}.{alias.name}", node, text)


# Modules of Python 2 that have all their names under one new name.
_WHOLE_MODULES = _pairs("""
    Queue=queue ConfigParser=configparser SocketServer=socketserver cPickle=pickle
    httplib=http.client xmlrpclib=xmlrpc.client SimpleXMLRPCServer=xmlrpc.server
    HTMLParser=html.parser htmlentitydefs=html.entities Cookie=http.cookies
    cookielib=http.cookiejar copy_reg=copyreg __builtin__=builtins thread=_thread
    StringIO=io cStringIO=io urlparse=urllib.parse BaseHTTPServer=http.server
    SimpleHTTPServer=http.server Tkinter=tkinter repr=reprlib robotparser=urllib.robotparser
    """)


def _import_edits(alias: ast.alias, text: Text) -> tuple[Edit, ...]:
    """Return the edits that import a module by its new name and keep calling it by the old."""
    new = _WHOLE_MODULES.get(alias.name, "")
    new = new or ("urllib.request" if alias.name == "urllib2" else "")
    if not new or text.context.scheduler.release.python_2:
        return ()
    return replaced(alias, f"{new} as {alias.asname or alias.name}", text)


def _from_edits(node: ast.ImportFrom, text: Text) -> tuple[Edit, ...]:
    new = _WHOLE_MODULES.get(node.module or "", "")
    if not new or text.context.scheduler.release.python_2:
        return ()
    names = ", ".join(text.parsed.source(alias) for alias in node.names)
    return replaced(node, f"from {new} import {names}", text)


def _module(place: ast.AST, name: str, node: ast.stmt, text: Text) -> Iterator[Finding]:
    told = _why_missing(name, text)
    if told and not is_guarded(node, text, *_CAUGHT):
        yield Finding(place, told)


def _why_missing(name: str, text: Text) -> str:
    release = text.context.scheduler.release
    runs = f"Houdini {release} runs {release.python_name}"
    first = name.partition(".")[0]
    if first in _PYTHON_2 and not release.python_2:
        return f"{first} is a module of Python 2, and {runs}; import {_PYTHON_2[first]}"
    for version, modules in _REMOVED.items():
        if first in modules and release.python >= version:
            instead = f"; use {modules[first].replace(',', ' or ')}" if modules[first] else ""
            return f"{first} is gone from Python {version[0]}.{version[1]}, and {runs}{instead}"
    if first in _QT:
        since, until, qt = _QT[first]
        if (since and release < since) or (until and release > until):
            other = "PySide6" if release >= "21.0" else "PySide2"
            return f"Houdini {release} has no {first}: it comes with Qt {qt}; import {other}"
    removed, instead = _NAMES_REMOVED.get(name, ((99, 0), ""))
    if release.python >= removed:
        return f"{name} is gone from Python {removed[0]}.{removed[1]}, and {runs}; use {instead}"
    needed = _ADDED.get(name)
    if needed and release.python < needed:
        return f"{name} came with Python {needed[0]}.{needed[1]}, and {runs}"
    return ""


def _name(place: ast.AST, name: str, node: ast.AST, text: Text) -> Iterator[Finding]:
    release = text.context.scheduler.release
    runs = f"Houdini {release} runs {release.python_name}"
    removed, instead = _NAMES_REMOVED.get(name, ((99, 0), ""))
    needed = _NAMES_ADDED.get(name, (0, 0))
    told = ""
    if release.python >= removed:
        told = f"{name} is gone from Python {removed[0]}.{removed[1]}, and {runs}; use {instead}"
    elif release.python < needed:
        told = f"{name} came with Python {needed[0]}.{needed[1]}, and {runs}"
    elif name not in _NAMES_REMOVED:
        told, instead = _in_library(name, text)
    if told and not is_guarded(node, text, *_CAUGHT):
        yield Finding(place, told, edits=_name_edits(place, name, instead, text))


# What is looked for in a module and is in another place.
_ELSEWHERE = {
    **{
        f"datetime.{name}": f"datetime.datetime.{name}"
        for name in ("now", "utcnow", "today", "strptime", "fromtimestamp", "fromisoformat")
    },
    "time.now": "time.time",
    "os.exists": "os.path.exists",
    "os.isfile": "os.path.isfile",
    "os.isdir": "os.path.isdir",
    "os.copy": "shutil.copy",
    "os.move": "shutil.move",
    "os.which": "shutil.which",
    "os.mkdirs": "os.makedirs",
}


def _in_library(full: str, text: Text) -> tuple[str, str]:
    """Return what is wrong with a name of Python's library, and the name that is meant."""
    module, _, name = full.rpartition(".")
    release, own = text.context.scheduler.release, text.context.inference.own_members
    if release.python_2 or own is None or name in own or name.startswith("_") or name == "*":
        return "", ""
    if not has_library_module(module):
        return "", ""
    names = library_names(module)
    if name not in names:
        return _nowhere(module, name, names, release.python)
    since, until = names[name]
    runs = f"Houdini {release} runs {release.python_name}"
    if release.python < since:
        return f"{full} came with a later Python, and {runs}", ""
    return (f"{full} is gone, and {runs}", "") if release.python > until else ("", "")


def _nowhere(
    module: str, name: str, names: Mapping[str, Bounds], python: Version
) -> tuple[str, str]:
    elsewhere = _ELSEWHERE.get(f"{module}.{name}", "")
    if elsewhere:
        return f"{module} has no {name}; did you mean {elsewhere}?", ""
    there = [one for one, (first, last) in names.items() if first <= python <= last]
    near = get_close_matches(name, there, 1, 0.7) or _folded(name, there)
    if near:
        return f"{module} has no {name}; did you mean {near[0]}?", f"{module}.{near[0]}"
    return f"{module} has no {name}, in no version of Python", ""


def _folded(name: str, known: list[str]) -> list[str]:
    plain = name.replace("_", "").casefold()
    return [one for one in known if one.replace("_", "").casefold() == plain]


_SAME_MODULE = re.compile(r"(\w+)\.(\w+)(\(\))?")


def _name_edits(place: ast.AST, name: str, instead: str, text: Text) -> tuple[Edit, ...]:
    """Return the edits that write the new name of the same function."""
    if not isinstance(place, ast.Attribute):
        return ()
    if name.startswith("itertools.i") and instead.endswith("(...)"):
        return replaced(place, instead.removesuffix("(...)"), text)
    found = _SAME_MODULE.fullmatch(instead)
    if found and found[1] == name.partition(".")[0]:
        return member(place, found[2], text)
    if instead in ("str", "list", "dict"):
        return replaced(place, instead, text)
    return ()


@rule.node(ast.Attribute)
def visit_attribute(node: ast.Attribute, text: Text) -> Iterator[Finding]:
    """Report names that a module or type of the release lacks."""
    if not isinstance(node.ctx, ast.Load) or node.attr.startswith("__"):
        return
    owner = text.context.inference.type_of(node.value, text)
    kind, _, name = owner.partition(" ")
    in_library = kind in ("module", "from") and not name.startswith("pdg")
    if in_library or node.attr in _LAST:
        shown = name if in_library else "error" if kind == "error" else owner
        yield from _name(node, f"{shown}.{node.attr}", node, text)


_LAST = frozenset(name.rpartition(".")[2] for name in (*_NAMES_REMOVED, *_NAMES_ADDED))


@rule.node(ast.BinOp)
def visit_union(node: ast.BinOp, text: Text) -> Iterator[Finding]:
    """Report dictionaries that are joined by `|`, from Python 3.9 on, and types, from 3.10 on."""
    release = text.context.scheduler.release
    if not isinstance(node.op, ast.BitOr) or release.python >= (3, 10):
        return
    sides = (node.left, node.right)
    kinds = [text.context.inference.type_of(one, text) for one in sides]
    if all(kind in (*_TYPES_OF_PYTHON, "None") for kind in kinds):
        if _is_evaluated(node, text) and not is_guarded(node, text, "TypeError"):
            runs = f"Houdini {release} runs {release.python_name}"
            told = f"| of types came with Python 3.10, and {runs}; write a tuple, or typing.Union"
            yield Finding(node, told)
        return
    joined = release.python < (3, 9) and _DICTIONARIES.issuperset(kinds)
    if joined and not is_guarded(node, text, "TypeError"):
        runs = f"Houdini {release} runs {release.python_name}"
        told = f"| of dictionaries came with Python 3.9, and {runs}; write {{**a, **b}}"
        yield Finding(node, told)


@rule.node(ast.AugAssign)
def visit_update(node: ast.AugAssign, text: Text) -> Iterator[Finding]:
    """Report a dictionary that is extended by `|=`, which Python has from 3.9 on."""
    release = text.context.scheduler.release
    if not isinstance(node.op, ast.BitOr) or release.python >= (3, 9):
        return
    kind = text.context.inference.type_of(node.target, text)
    if kind in _DICTIONARIES and not is_guarded(node, text, "TypeError"):
        runs = f"Houdini {release} runs {release.python_name}"
        target, value = text.parsed.source(node.target), text.parsed.source(node.value)
        told = f"|= of dictionaries came with Python 3.9, and {runs}; write {target}.update(...)"
        yield Finding(node, told, edits=replaced(node, f"{target}.update({value})", text))


_DICTIONARIES = frozenset({"dict", "environment"})
_GENERIC = ("list", "dict", "tuple", "set", "frozenset", "type")
_TYPES_OF_PYTHON = tuple(f"builtin {name}" for name in (*_GENERIC, "str", "int", "float", "bytes"))


@rule.node(ast.Subscript)
def visit_subscript(node: ast.Subscript, text: Text) -> Iterator[Finding]:
    """Report `list[int]` that is evaluated, which Python has from 3.9 on."""
    release = text.context.scheduler.release
    if release.python >= (3, 9) or not isinstance(node.ctx, ast.Load):
        return
    kind = text.context.inference.type_of(node.value, text)
    name = kind.removeprefix("builtin ")
    if kind != f"builtin {name}" or name not in _GENERIC or not _is_evaluated(node, text):
        return
    if not is_guarded(node, text, "TypeError"):
        runs = f"Houdini {release} runs {release.python_name}"
        typing = {"frozenset": "FrozenSet"}.get(name, name.title())
        told = f"{name}[...] came with Python 3.9, and {runs}; write typing.{typing}[...]"
        yield Finding(node, told)


def _is_evaluated(node: ast.AST, text: Text) -> bool:
    """Return whether this is no annotation, which the generated module keeps as a text."""
    if text.context.scheduler.release.python_2:
        return True
    inner = node
    for around in text.ancestors_of(node):
        if isinstance(around, ast.arg | ast.AnnAssign) and around.annotation is inner:
            return False
        if isinstance(around, ast.FunctionDef | ast.AsyncFunctionDef) and around.returns is inner:
            return False
        if isinstance(around, ast.If) and "TYPE_CHECKING" in ast.unparse(around.test):
            return False
        inner = around
    return True


# Arguments that came later than what they are given to.
_KEYWORDS_ADDED: Mapping[tuple[str, str], Version] = {
    **{(f"subprocess.{name}", "text"): (3, 7) for name in ("run", "Popen", "check_output")},
    ("subprocess.run", "capture_output"): (3, 7),
    **{(f"subprocess.{name}", "process_group"): (3, 11) for name in ("run", "Popen", "call")},
    **{(f"hashlib.{name}", "usedforsecurity"): (3, 9) for name in ("md5", "sha1", "sha256")},
    ("shutil.copytree", "dirs_exist_ok"): (3, 8),
    ("shutil.rmtree", "onexc"): (3, 12),
    ("logging.basicConfig", "force"): (3, 8),
    ("logging.basicConfig", "encoding"): (3, 9),
    ("dataclasses.dataclass", "slots"): (3, 10),
    ("dataclasses.dataclass", "kw_only"): (3, 10),
    ("tempfile.TemporaryDirectory", "ignore_cleanup_errors"): (3, 10),
    ("tempfile.NamedTemporaryFile", "delete_on_close"): (3, 12),
    ("path.unlink", "missing_ok"): (3, 8),
    ("path.write_text", "newline"): (3, 10),
    ("path.read_text", "newline"): (3, 13),
    ("path.exists", "follow_symlinks"): (3, 12),
    ("zip", "strict"): (3, 10),
    ("sum", "start"): (3, 8),
}
_LATER_KEYWORDS = frozenset(keyword for _, keyword in _KEYWORDS_ADDED)


def _called(node: ast.expr, text: Text) -> str:
    """Return the name of a function of the library, or "path.unlink" for a method of its types."""
    inference = text.context.inference
    _, _, name = inference.type_of(node, text).partition(" ")
    if name or not isinstance(node, ast.Attribute):
        return name
    return f"{inference.type_of(node.value, text)}.{node.attr}"


@rule.node(ast.Call)
def visit_call(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report arguments that a function of the release does not take yet."""
    release = text.context.scheduler.release
    for keyword in node.keywords:
        if keyword.arg not in _LATER_KEYWORDS:
            continue
        name = _called(node.func, text)
        needed = _KEYWORDS_ADDED.get((name, keyword.arg or ""), (0, 0))
        if release.python < needed and not is_guarded(node, text, "TypeError"):
            runs = f"Houdini {release} runs {release.python_name}"
            came = f"came with Python {needed[0]}.{needed[1]}"
            yield Finding(keyword, f"{keyword.arg} of {name} {came}, and {runs}")
