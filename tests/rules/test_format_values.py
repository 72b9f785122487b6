from __future__ import annotations

import pytest
from tools import GOOD_SCHEDULE, check_finds, findings

RULE = "format-values"

FOUND = {
    "percent": ("'%d' % work_item.name", 12, "%d is for numbers, and this is a text"),
    "second": ("'%s %04d' % (work_item.id, work_item.name)", 32, "this is a text"),
    "by name": ("'%(a)x' % {'a': work_item.name}", 21, "%x is for numbers"),
    "format": ("'{:04d}'.format(work_item.name)", 21, ":04d is for numbers"),
    "format by name": ("'{a:.1f}'.format(a=work_item.name)", 24, ":.1f is for numbers"),
    "f-string": ("f'{work_item.name:04d}'", 8, "is for numbers"),
    "no place": ("'job' % work_item.name", 5, "no places in the text, 1 value given"),
    "too few": ("'%s %s' % work_item.name", 5, "2 places in the text, 1 value given"),
    "too many": ("'%s' % (work_item.id, 2)", 5, "1 place in the text, 2 values given"),
    "lost name": ("'%(a)s' % {'b': 1}", 5, "the text asks for a, which is not among"),
    "lost value": ("'{} {}'.format(work_item.id)", 5, "the text asks for value 2"),
    "lost keyword": ("'{a}'.format(b=work_item.id)", 5, "the text asks for a, which"),
    "brace": ("'{{a}'.format(1)", 5, "write {{ for a brace"),
}


@pytest.mark.parametrize(("text", "column", "message"), FOUND.values(), ids=FOUND)
def test_found(text: str, column: int, message: str) -> None:
    found = check_finds("onschedule", f"x = {text}\n{GOOD_SCHEDULE}", RULE, 1, column)
    assert message in found.message


FINE = {
    "number": "'%d' % work_item.id",
    "fraction": "'%d' % 1.5",
    "any": "'%s %r' % (work_item.name, work_item.id)",
    "unknown": "'%d' % self.queue()",
    "a tuple, perhaps": "'%s %s' % self.queue()",
    "percent": "'%d%%' % work_item.id",
    "width": "'%*d' % (4, work_item.id)",
    "spread": "'%s %s' % (*self.queue(),)",
    "by name": "'%(a)s' % {'a': 1, 'b': 2}",
    "mapping": "'job' % {}",
    "dictionary": "'%(a)s' % self.queue()",
    "format": "'{0} {1:>10} {0}'.format(work_item.id, work_item.name)",
    "part of a value": "'{0.name:>10} {a[0]}'.format(work_item, a=[1])",
    "converted": "'{!r:>8} {!s}'.format(work_item.name, 1)",
    "nested": "'{:{}}'.format(work_item.name, 10)",
    "braces": "'{{}} {}'.format(1)",
    "starred": "'{} {}'.format(*self.queue())",
    "keywords": "'{a}'.format(**self.queue())",
    "f-string": "f'{work_item.name:>10}' f'{work_item.id:04d}' f'{work_item.name!r:x<9}'",
    "strftime": "time.strftime('%d %H') + '%s' % time.time()",
    "remainder": "work_item.id % 3",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str) -> None:
    files = {
        "onschedule.py": f"import time\nx = {text}\n{GOOD_SCHEDULE}",
        "methods.py": "def queue(self):\n    return self.name_of_queue\n",
        "init.py": "self.name_of_queue = None\n",
    }
    assert [f.message for f in findings(files) if f.name == RULE] == []


def test_who_catches_the_error_may_try() -> None:
    text = "try:\n    x = '%d' % work_item.name\nexcept TypeError:\n    x = ''\n"
    found = findings({"onschedule.py": text + GOOD_SCHEDULE})
    assert [f.message for f in found if f.name == RULE] == []
