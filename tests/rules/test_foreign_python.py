from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "foreign-python"

# Texts as on the page of the rule, and where it finds something in which of them.
FOUND = {
    "path": (
        """\
    # onstartcook.py
    import subprocess
    subprocess.check_call(['/opt/farm/bin/python3', '-m', 'farm'])
    return True""",
        ("onstartcook.py", 2, 23),
    ),
    "name": (
        """\
    # onstartcook.py
    import os, subprocess
    subprocess.call('python3.11 login.py', shell=True, env=os.environ)
    return True""",
        ("onstartcook.py", 2, 17),
    ),
    "copy": (
        """\
    # onstartcook.py
    import os, subprocess
    env = os.environ.copy()
    subprocess.Popen(['python', 'a.py'], env=env).wait()
    return True""",
        ("onstartcook.py", 3, 18),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int]) -> None:
    spans = [one.span for one in findings(texts_in(block)[0]) if one.name == RULE]
    assert [(span.origin.path, span.line, span.column) for span in spans] == [
        (f"farmq/{place[0]}", *place[1:])
    ]


FINE = {
    "told to ignore it": """\
    # onstartcook.py
    import subprocess
    subprocess.check_call(['python3', '-I', '-m', 'farm'])
    return True""",
    "cleaned": """\
    # onstartcook.py
    import os, subprocess
    env = os.environ.copy()
    env.pop('PYTHONPATH', None)
    subprocess.check_call(['python3', 'a.py'], env=env)
    return True""",
    "an environment of its own": """\
    # onstartcook.py
    import subprocess
    subprocess.check_call(['python3', 'a.py'], env={'PATH': '/usr/bin'})
    return True""",
    "hython": """\
    # onstartcook.py
    import subprocess
    subprocess.check_call(['hython', 'a.py'])
    return True""",
    "no process": """\
    # onstartcook.py
    self.program = 'python3'
    return True""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
