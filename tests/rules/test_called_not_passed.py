from __future__ import annotations

import pytest
from tools import check_finds, findings

RULE = "called-not-passed"
METHODS = """def poll(self):
    print(self.name)

def ended(self, item_id):
    self.onWorkItemFailed(item_id, -1)
    return None

def maker(self):
    def made():
        print(self.name)
    return made

def fails(self):
    raise NotImplementedError

def given(self, function):
    return function

def either(self):
    return self.poll if self.name else None
"""
IMPORTS = """import atexit
import functools
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
"""
INIT = """from concurrent.futures import ThreadPoolExecutor
self.pool = ThreadPoolExecutor(4)
self.farm = farmlib.connect()
"""


def files(line: str) -> dict[str, str]:
    header = IMPORTS + "import farmlib\nimport hdefereval\n"
    text = f"{line}\nreturn pdg.tickResult.SchedulerReady\n"
    return {"header.py": header, "methods.py": METHODS, "init.py": INIT, "ontick.py": text}


@pytest.mark.parametrize(
    ("line", "column", "told"),
    [
        ("threading.Thread(target=self.poll()).start()", 25, "hand over self.poll"),
        ("threading.Thread(None, self.poll()).start()", 24, "hand over self.poll"),
        ("threading.Thread(target=self.ended(3)).start()", 25, "self.ended, and its arguments"),
        ("threading.Thread(target=print('a')).start()", 25, "hand over print"),
        ("threading.Timer(5, self.poll()).start()", 20, "leaves None to run later"),
        ("threading.Timer(5, function=self.poll()).start()", 29, "hand over self.poll"),
        ("self.pool.submit(self.ended(3))", 18, "self.ended, and its arguments behind it"),
        ("with ThreadPoolExecutor(2) as p: p.map(self.poll(), [1])", 40, "hand over self.poll"),
        ("self.pool.submit(print, 3).add_done_callback(self.poll())", 46, "hand over self.poll"),
        ("signal.signal(signal.SIGTERM, self.poll())", 31, "hand over self.poll"),
        ("atexit.register(self.stopCallbackServer())", 17, "hand over self.stopCallbackServer"),
        ("self.runOnMainThread(False, self.poll())", 29, "hand over self.poll"),
        ("hdefereval.executeDeferred(self.poll())", 28, "hand over self.poll"),
        ("functools.partial(self.poll(), 3)", 19, "hand over self.poll"),
        ("self.context.addEventHandler(pdg.PyEventHandler(self.poll()))", 49, "hand over"),
        ("threading.Thread(target=self.tempDir(True)).start()", 25, "leaves str to run later"),
    ],
)
def test_found(line: str, column: int, told: str) -> None:
    every = [one for one in findings(files(line)) if one.name == RULE]
    assert [(one.span.line, one.span.column) for one in every] == [(1, column)]
    assert told in every[0].message


@pytest.mark.parametrize(
    "line",
    [
        "threading.Thread(target=self.poll).start()",
        "threading.Thread(target=lambda: self.poll()).start()",
        "threading.Thread(target=self.maker()).start()",
        "threading.Thread(target=self.given(self.poll)).start()",
        "threading.Thread(target=self.either()).start()",
        "threading.Thread(target=self.fails()).start()",
        "threading.Thread(target=functools.partial(self.ended, 3)).start()",
        "threading.Thread(target=getattr(self, 'poll')).start()",
        "threading.Thread(target=self.farm.poller(3)).start()",
        "threading.Thread(target=self.poll, args=(self.tempDir(True),)).start()",
        "threading.Timer(float(3), self.poll).start()",
        "self.farm.submit(self.ended(3))",
        "self.farm.submit(dict(name='a'))",
        "self.pool.submit(self.ended, int('3'))",
        "signal.signal(signal.SIGTERM, signal.getsignal(signal.SIGINT))",
        "hdefereval.executeDeferred(str('print(1)'))",
        "map(str, list('ab'))",
    ],
)
def test_fine(line: str) -> None:
    assert [one for one in findings(files(line)) if one.name == RULE] == []


def test_a_pool_that_may_be_something_else_is_left_alone() -> None:
    texts = files("self.pool.submit(self.ended(3))")
    texts["init.py"] += "self.pool = farmlib.pool()\n"
    assert [one for one in findings(texts) if one.name == RULE] == []


def test_a_call_in_a_helper() -> None:
    start = "def start(self):\n    import threading\n    threading.Timer(5, self.poll()).start()\n"
    check_finds("methods", f"def poll(self):\n    return\n{start}", RULE, 5, 24)
