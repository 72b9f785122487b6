from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "secret-shown"

# Texts as on the page of the rule, and where it finds something in which of them.
FOUND = {
    "parameter": (
        """\
    # onstartcook.py
    self.cookWarning('key ' + self['farmq_password'].evaluateString())
    return True""",
        ("onstartcook.py", 1, 27),
    ),
    "print": (
        """\
    # onstartcook.py
    import os
    password = os.environ['FARM_PASSWORD']
    print('with', password)
    return True""",
        ("onstartcook.py", 3, 15),
    ),
    "log": (
        """\
    # onstartcook.py
    import logging, os
    logging.info('key %s', os.environ['FARM_API_KEY'])
    return True""",
        ("onstartcook.py", 2, 24),
    ),
    "message": (
        """\
    # onstartcook.py
    self.cookWarning(f'no answer for {self.api_key}')
    return True
    # init.py
    self.api_key = ''""",
        ("onstartcook.py", 1, 35),
    ),
    "attribute of the item": (
        """\
    # onschedule.py
    import os
    work_item.setStringAttrib('farm', os.environ['FARM_SECRET'])
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 2, 35),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int]) -> None:
    spans = [one.span for one in findings(texts_in(block)[0]) if one.name == RULE]
    assert [(span.origin.path, span.line, span.column) for span in spans] == [
        (f"farmq/{place[0]}", *place[1:])
    ]


FINE = {
    "whether there is one": """\
    # onstartcook.py
    import os
    password = os.environ.get('FARM_PASSWORD')
    print('given:', bool(password), len(password or ''))
    return True""",
    "where it is": """\
    # onstartcook.py
    import logging
    secret_file = '/farm/secret'
    logging.info('read from %s', secret_file)
    return True""",
    "a token of a parser": """\
    # onstartcook.py
    for token in 'a b'.split():
        print(token)
    return True""",
    "it is used": """\
    # onstartcook.py
    import os
    connect(os.environ['FARM_PASSWORD'])
    return True
    # header.py
    def connect(password):
        return password""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
