import re
import shlex
from collections.abc import Iterable, Mapping, Sequence

# Seconds for which what ignores SIGTERM may live on.
KILL_GRACE = 2

PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


def array_script(index: str, scripts: Sequence[str], first: int = 0) -> str:
    """Give a script for /bin/sh that goes on as that of `scripts` whose number `index` expands to.

    They are counted from `first` on.
    """
    cases = (
        f"{number}) exec /bin/sh {shlex.quote(script)} ;;"
        for number, script in enumerate(scripts, first)
    )
    return "\n".join(["#!/bin/sh", f'case "{index}" in', *cases, "esac", "exit 125"]) + "\n"


def job_script(
    command: str,
    environment: Mapping[str, str],
    unset: Iterable[str],
    folder: str,
    log_file: str,
    exit_file: str,
) -> str:
    """Give a script for /bin/sh that runs `command` as PDG means it and leaves its exit code.

    Everything is quoted: whatever stands in a name, a path or a value stays that text. Only the
    command itself is for a shell, which gets it as it stands.
    """
    # A farm may not have given it a group of its own.
    end = "kill -s {} -- -$$ $! 2>/dev/null".format
    ended = shlex.quote(exit_file)
    # A shell has no variables with other names, programs have.
    odd = [f"{name}={value}" for name, value in environment.items() if not PLAIN_NAME.match(name)]
    program = [*(["env", *odd] if odd else []), "/bin/sh", "-c", command]
    lines = [
        "#!/bin/sh",
        f"exec </dev/null >>{shlex.quote(log_file)} 2>&1 || exit 125",
        # A farm that has lost its memory begins again what has ended well.
        f"if [ -e {ended} ]; then",
        f'    read -r code <{ended} && [ "$code" = 0 ] && exit 0',
        f"    rm -f {ended}",
        "fi",
        # Some farms tell the end of a job to this shell alone: it passes that on at once. What
        # ignores it, or is left behind by the command, is killed.
        f"trap 'trap \"\" TERM; {end('TERM')}; sleep {KILL_GRACE}; {end('KILL')}; exit 143' TERM",
        *(f"unset {name}" for name in unset if PLAIN_NAME.match(name)),
        *(
            f"export {name}={shlex.quote(value)}"
            for name, value in environment.items()
            if PLAIN_NAME.match(name)
        ),
        f"cd {shlex.quote(folder)} || exit 125",
        # In the background, because a shell looks at signals only when it waits.
        f"{shlex.join(program)} &",
        "wait $!",
        "code=$?",
        # Others tell it to the command first: what that leaves behind is ended when they come here.
        "[ $code != 143 ] || sleep 1",
        f"echo $code >{ended}",
        "exit $code",
    ]
    return "\n".join(lines) + "\n"
