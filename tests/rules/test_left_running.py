from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "left-running"

# Texts as on the page of the rule, and where it finds something in which of them.
FOUND = {
    "pool": (
        """\
    # onstartcook.py
    from concurrent.futures import ThreadPoolExecutor
    self.pool = ThreadPoolExecutor(4)
    return True""",
        ("onstartcook.py", 2, 13),
    ),
    "file": (
        """\
    # onstartcook.py
    self.log = open('/farm/log', 'a')
    return True
    # ontick.py
    self.log.write('tick')
    return pdg.tickResult.SchedulerReady""",
        ("onstartcook.py", 1, 12),
    ),
    "asked for, not ended": (
        """\
    # onstartcook.py
    from http.server import HTTPServer
    if True:
        self.web = HTTPServer(('', 0), None)
    return True
    # ontick.py
    if self.web is not None:
        self.web.handle_request()
    return pdg.tickResult.SchedulerReady""",
        ("onstartcook.py", 3, 16),
    ),
    "thread": (
        """\
    # onstartcook.py
    import threading
    threading.Thread(target=self.poll, daemon=True).start()
    return True
    # methods.py
    def poll(self):
        while True:
            self.ask()


    def ask(self):
        pass""",
        ("onstartcook.py", 2, 1),
    ),
    "timer": (
        """\
    # onstartcook.py
    self.poll()
    return True
    # methods.py
    def poll(self):
        import threading
        threading.Timer(5, self.poll).start()""",
        ("methods.py", 3, 5),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int]) -> None:
    spans = [one.span for one in findings(texts_in(block)[0]) if one.name == RULE]
    assert [(span.origin.path, span.line, span.column) for span in spans] == [
        (f"farmq/{place[0]}", *place[1:])
    ]


FINE = {
    "pool is shut down": """\
    # onstartcook.py
    from concurrent.futures import ThreadPoolExecutor
    self.pool = ThreadPoolExecutor(4)
    return True
    # onstop.py
    self.pool.shutdown()
    return True""",
    "pool is handed on": """\
    # onstartcook.py
    from concurrent.futures import ThreadPoolExecutor
    self.pool = ThreadPoolExecutor(4)
    return True
    # onstop.py
    end(self.pool)
    return True
    # header.py
    def end(pool):
        pool.shutdown()""",
    "file in a with": """\
    # onstartcook.py
    with open('/farm/log', 'a') as log:
        log.write('start')
    return True""",
    "thread asks whether to go on": """\
    # onstartcook.py
    import threading
    self.stopping = threading.Event()
    threading.Thread(target=self.poll).start()
    return True
    # methods.py
    def poll(self):
        while not self.stopping.wait(5):
            self.last = 1""",
    "thread has a way out": """\
    # onstartcook.py
    import threading
    threading.Thread(target=self.poll).start()
    return True
    # methods.py
    def poll(self):
        while True:
            if self.done:
                return""",
    "timer is cancelled": """\
    # onstartcook.py
    self.poll()
    return True
    # methods.py
    def poll(self):
        import threading
        self.timer = threading.Timer(5, self.poll)
        self.timer.start()
    # onstopcook.py
    self.timer.cancel()
    return True""",
    "timer goes once": """\
    # onstartcook.py
    import threading
    threading.Timer(5, self.warn).start()
    return True
    # methods.py
    def warn(self):
        self.cookWarning('slow')""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
