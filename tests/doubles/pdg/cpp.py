# -*- coding: utf-8 -*-
"""The C++ side of a scheduler of the `pdg` double: paths, parameters, servers, reports."""

from __future__ import absolute_import

import json
import os

from pdg.port import Port

# Parameters PDG gives every scheduler node, as the Python Scheduler node has them.
_BUILT_IN = {
    "pdg_workingdir": "",
    "pdg_usemaxtasks": 0,
    "pdg_maxtasks": 0,
    "pdg_tickperiod": 0.5,
    "pdg_maxitems": 30,
    "pdg_workitemdatasource": 0,
    "pdg_deletetempdir": 0,
    "pdg_compressworkitemdata": 1,
    "pdg_validateoutputs": 1,
    "pdg_checkexpectedoutputs": 1,
    "pdg_waitforfailures": 0,
}
_ZERO = {"String": "", "Integer": 0, "Float": 0.0}


class Scheduler(object):
    """Records what is reported to it: `reports` holds (method, arguments) in order of arrival."""

    def __init__(self, type_object, name):
        self.typeName = type_object.templateName()
        self.name = name
        self.reports = []
        self.errors = []
        self.warnings = []
        self.isWaitForFailures = False
        self.readable = False
        self._ports = _ports_of(type_object)
        self._directories = {}
        self._shared_servers = {}

    def port(self, name):
        # "Bad port" is what reading a parameter in __init__ gives in Houdini.
        if not self.readable or name not in self._ports:
            raise RuntimeError("bad port: %s" % name)
        return self._ports[name]

    def evaluate_override(self, node, prefix, parm, default):
        name = "%s_%s" % (prefix, parm)
        if node is not None and name in node.overrides:
            return node.overrides[name]
        return self._ports[name].evaluate() if name in self._ports else default

    def setWorkingDir(self, local_path, remote_path):
        self._directories["working"] = (local_path, remote_path)

    def setTempDir(self, local_path, remote_path):
        self._directories["temp"] = (local_path, remote_path)

    def setScriptDir(self, local_path, remote_path):
        self._directories["script"] = (local_path, remote_path)

    def workingDir(self, local):
        if "working" not in self._directories:
            raise RuntimeError("the working directory was never set")
        return self._directories["working"][0 if local else 1]

    def tempDir(self, local):
        return self._directory("temp", local, self.workingDir, "pdgtemp/%d" % os.getpid())

    def dataDir(self, local):
        return self._directory("data", local, self.tempDir, "data")

    def logDir(self, local):
        return self._directory("log", local, self.tempDir, "logs")

    def scriptDir(self, local):
        return self._directory("script", local, self.tempDir, "scripts")

    def _directory(self, kind, local, parent, leaf):
        if kind in self._directories:
            return self._directories[kind][0 if local else 1]
        return "%s/%s" % (parent(local), leaf)

    def transferFile(self, file_path):
        return os.path.exists(file_path)

    def setSharedServerInfo(self, server_name, info):
        self._shared_servers[server_name] = info

    def getSharedServerInfo(self, server_name):
        return self._shared_servers.get(server_name, {})

    def getSharedServers(self):
        return sorted(self._shared_servers)

    def clearSharedServerInfo(self, server_name):
        self._shared_servers.pop(server_name, None)

    def cookError(self, message):
        self.errors.append(message)

    def cookWarning(self, message):
        self.warnings.append(message)

    def onWorkItemStartCook(self, id, index, clear_outputs=False):
        self.reports.append(("onWorkItemStartCook", (id, index)))

    def onWorkItemSucceeded(self, id, index, cook_duration):
        self.reports.append(("onWorkItemSucceeded", (id, index, cook_duration)))

    def onWorkItemFailed(self, id, index):
        self.reports.append(("onWorkItemFailed", (id, index)))

    def onWorkItemCanceled(self, id, index):
        self.reports.append(("onWorkItemCanceled", (id, index)))

    def onWorkItemAddOutput(self, id, index, path, tag, checksum):
        self.reports.append(("onWorkItemAddOutput", (id, index, path, tag, checksum)))


def _ports_of(type_object):
    ports = dict((name, Port(name, [value])) for name, value in _BUILT_IN.items())
    body = getattr(type_object, "templateBody", None)
    declared = json.loads(body())["parameters"] if body is not None else []
    for parameter in declared:
        value = parameter.get("value", _ZERO[parameter["type"]])
        values = value if isinstance(value, list) else [value] * parameter.get("size", 1)
        ports[parameter["name"]] = Port(parameter["name"], values)
    return ports
