# -*- coding: utf-8 -*-
"""The base class of Python schedulers in the `pdg` double."""

from __future__ import absolute_import

import json
import os
import sys


class PyScheduler(object):
    """Forwards what it does not know to the C++ scheduler it was given."""

    def __init__(self, scheduler, name):
        self._scheduler = scheduler
        self.name = name

    def __getattr__(self, name):
        # Reached before __init__ ran only through a mistake; it must not recurse then.
        if name == "_scheduler":
            raise AttributeError("PyScheduler.__init__ was not called")
        return getattr(self._scheduler, name)

    def __getitem__(self, name):
        return self._scheduler.port(name)

    def __setitem__(self, name, value):
        self._scheduler.port(name).setValue(value)

    def cppObject(self):
        return self._scheduler

    def _pythonBin(self):
        return sys.executable

    def _hythonBin(self):
        return "hython"

    def workItemResultServerAddr(self):
        return ""

    def evaluateStringOverride(self, node, prefix, parm, work_item, default):
        return str(self._scheduler.evaluate_override(node, prefix, parm, default))

    def evaluateIntOverride(self, node, prefix, parm, work_item, default):
        return int(self._scheduler.evaluate_override(node, prefix, parm, default))

    def evaluateFloatOverride(self, node, prefix, parm, work_item, default):
        return float(self._scheduler.evaluate_override(node, prefix, parm, default))

    def createJobDirsAndSerializeWorkItems(self, work_item):
        for directory in (self.dataDir(True), self.logDir(True), self.scriptDir(True)):
            if not os.path.isdir(directory):
                os.makedirs(directory)
        with open("%s/%s.json" % (self.dataDir(True), work_item.name), "w") as data:
            json.dump({"workitem": {"id": work_item.id, "nodeName": work_item.node.name}}, data)

    def expandCommandTokens(self, item_command, work_item=None):
        values = {
            "__PDG_DIR__": self.workingDir(False),
            "__PDG_SHARED_ROOT__": self.workingDir(False),
            "__PDG_TEMP__": self.tempDir(False),
            "__PDG_SHARED_TEMP__": self.tempDir(False),
            "__PDG_SCRIPTDIR__": self.scriptDir(False),
            "__PDG_RESULT_SERVER__": self.workItemResultServerAddr(),
            "__PDG_PYTHON__": self.applicationBin("python", work_item),
            "__PDG_HYTHON__": self.applicationBin("hython", work_item),
        }
        if work_item is not None:
            values["__PDG_ITEM_NAME__"] = work_item.name
            values["__PDG_ITEM_ID__"] = str(work_item.id)
            values["__PDG_INDEX__"] = str(work_item.index)
        for token, value in values.items():
            item_command = item_command.replace(token, value)
        return item_command

    def workItemStartCook(self, id, index, jobid=""):
        self.onWorkItemStartCook(id, index)

    def workItemSucceeded(self, id, index, cook_duration, jobid=""):
        self.onWorkItemSucceeded(id, index, cook_duration)

    def workItemFailed(self, id, index, jobid=""):
        self.onWorkItemFailed(id, index)
