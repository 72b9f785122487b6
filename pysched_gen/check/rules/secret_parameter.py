"""A parameter is no place for a password.

## What it does
Reports a text field whose name or label says that it holds a password, a token, a key of an API or
another secret. A default that names a variable (`$FARM_TOKEN`) or a file is fine.

## Why it matters on a farm
The value of a parameter is saved in clear text in every scene and in every asset made of it, and
an override in the node it is set on. Scenes are sent to vendors, kept in backups and read by every
job.

## Bad
    # scheduler.toml
    [[parameters]]
    name = "farmq_password"
    # onstartcook.py
    self.connection = connect(self["farmq_password"].evaluateString())
    return True
    # header.py
    from farmlib import connect

## Good
    # onstartcook.py
    self.connection = connect(os.environ["FARMQ_PASSWORD"])
    return True
    # header.py
    import os
    from farmlib import connect

## Since
Every release.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.formats.dialog_script.tree import parms_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context
    from pysched_gen.model.scheduler import Parameter, Scheduler

__all__ = ["rule", "secret_in"]

rule = Rule(__name__, "PSG209", Severity.WARNING)

_OF_FILES = frozenset({"directory", "file", "geometry", "image"})
_OF_PATHS = ("$", "~", "/", ".")


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report fields for secrets."""
    scheduler = context.scheduler
    for parameter in scheduler.parameters:
        word = secret_in(parameter.name) or secret_in(parameter.label)
        if word and _is_typed_in(parameter) and not _names_file(parameter, scheduler):
            a = "an" if word[0] in "aeiou" else "a"
            yield Finding(
                parameter.span,
                f'"{parameter.name}" is for {a} {word}, {_told(parameter)}; read it from an '
                f'environment variable: os.environ["{parameter.name.rstrip("#").upper()}"]',
            )


def _is_typed_in(parameter: Parameter) -> bool:
    return parameter.type == "string" and parameter.menu is None and not parameter.standard


def _names_file(parameter: Parameter, scheduler: Scheduler) -> bool:
    """Return whether the field, or its default, says where the secret is."""
    if any(str(value).startswith(_OF_PATHS) for value in parameter.default):
        return True
    fields = parms_of(scheduler.interface)
    return any(one.type in _OF_FILES for one in fields if one.name == parameter.name)


def _told(parameter: Parameter) -> str:
    if any(parameter.default):
        return "and its default is in the package for everyone to read"
    if parameter.overridable:
        return "which a scene keeps in clear text, on each node that overrides it too"
    return "which every scene keeps in clear text"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Secrets wherever they stand, unless one of _ABOUT stands behind them.
_SECRETS = _words("password passwd passphrase passcode secret secrets credential credentials")
# Secrets at the end only.
_AT_END = _words(
    "token apikey apitoken authtoken accesstoken accesskey authkey privatekey secretkey "
    "bearertoken"
)
_PAIRS = frozenset(
    (first, "key") for first in _words("api app access private secret auth signing encryption")
)
_ABOUT = _words(
    "account command count dir directory env environment expiry expression field file filename "
    "folder helper host hostname id key length limit manager menu method mode name path policy "
    "prompt provider required script server service store timeout ttl type uri url user username "
    "variable vault"
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def secret_in(text: str) -> str:
    """Return the words of `text` that say so, "" for none: "api key" of "Farm API Key"."""
    words: list[str] = [word.lower() for word in _WORD.findall(_ASIDE.sub(" ", text))]
    for index, word in enumerate(words):
        is_about = bool(_ABOUT & {*words[index + 1 :]})
        if not is_about and (word in _SECRETS or word.endswith(("password", "passwd"))):
            return word
    if words and words[-1] in _AT_END:
        return words[-1]
    return " ".join(words[-2:]) if tuple(words[-2:]) in _PAIRS else ""
