"""A name or label in, whether it says that the field holds a secret out.

Words decide, not letters: a render pass is no password, service keys and a menu of tokens are no
secrets, and neither is the file, the variable or the server that a secret is to be found in.
"""

from __future__ import annotations

import re

__all__ = ["secret_in"]


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
    (first, "key") for first in _words("api access private secret auth signing encryption")
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
    """Give the words of `text` that say so, "" for none: "api key" of "Farm API Key"."""
    words: list[str] = [word.lower() for word in _WORD.findall(_ASIDE.sub(" ", text))]
    for index, word in enumerate(words):
        is_about = bool(_ABOUT & {*words[index + 1 :]})
        if not is_about and (word in _SECRETS or word.endswith(("password", "passwd"))):
            return word
    if words and words[-1] in _AT_END:
        return words[-1]
    return " ".join(words[-2:]) if tuple(words[-2:]) in _PAIRS else ""
