"""Completion in bash, which splits words at "=" and ":" before it asks: the line says more."""

from __future__ import annotations

import os

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    add_completion_class,
    split_arg_string,
)

__all__ = ["use_bash_completion"]

# What is offered for a name ends with "=": its value follows without a blank.
_SCRIPT = """\
%(complete_func)s() {
    local kind value
    COMPREPLY=()
    while IFS=, read -r kind value; do
        case $kind in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain)
                [[ $value == *= ]] && compopt -o nospace
                printf -v value %%q "$value"
                COMPREPLY+=("$value")
                ;;
        esac
    done < <(
        COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_WORDBREAKS="$COMP_WORDBREAKS" \\
            %(complete_var)s=bash_complete "$1"
    )
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""


class _Bash(BashComplete):
    source_template = _SCRIPT

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the cursor, and the one it is in."""
        line = os.environ.get("COMP_LINE")
        if line is None:  # a script of an older release
            return super().get_completion_args()
        words = split_arg_string(line)
        incomplete = "" if line[-1:].isspace() else words.pop()
        return words[1:], incomplete

    def format_completion(self, item: CompletionItem) -> str:
        """Return kind and value of `item`, without what bash keeps of the word before it."""
        line = os.environ.get("COMP_LINE")
        if line is None or item.type != "plain":
            return super().format_completion(item)
        _, word = self.get_completion_args()
        if word.startswith("-"):
            word = word.partition("=")[2]
        breaks = [sign for sign in "=:" if sign in os.environ.get("COMP_WORDBREAKS", "")]
        kept = word[: 1 + max((word.rfind(sign) for sign in breaks), default=-1)]
        return f"plain,{item.value.removeprefix(kept)}"


def use_bash_completion() -> None:
    """Let click complete in bash by the above."""
    add_completion_class(_Bash)
