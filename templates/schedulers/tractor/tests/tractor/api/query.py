"""A double of tractor.api.query: lists and operations by their published names.

Lists are `jobs`, `tasks` and `invocations`; operations `kill`, `skip`, `retry`, `delete` and
`chkeys`, each by a search clause. It sorts nothing, and knows nothing of blades, logs and archives.
"""

import json

from tractor.api.connection import CONNECTION


def _select(table, search, columns, limit):
    asked = {"table": table, "where": search, "columns": columns}
    rows = CONNECTION.ask("/Tractor/select", json.dumps(asked).encode())
    return rows[:limit] if limit else rows


def jobs(search, columns=None, limit=0):
    return _select("jobs", search, columns, limit)


def tasks(search, columns=None, limit=0):
    return _select("tasks", search, columns, limit)


def invocations(search, columns=None, limit=0):
    return _select("invocations", search, columns, limit)


def _operate(operation, search, *more):
    asked = {"operation": operation, "where": search, "more": more}
    return CONNECTION.ask("/Tractor/operate", json.dumps(asked).encode())


def kill(search):
    return _operate("kill", search)


def skip(search):
    return _operate("skip", search)


def retry(search):
    return _operate("retry", search)


def delete(search):
    return _operate("delete", search)


def chkeys(search, keystr=""):
    return _operate("chkeys", search, keystr)


def setEngineClientParam(**settings):
    CONNECTION.set(**settings)


def closeEngineClient():
    CONNECTION.close()
