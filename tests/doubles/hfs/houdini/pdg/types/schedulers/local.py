# -*- coding: utf-8 -*-
"""A test double of the local scheduler that ships with Houdini, found through $HFS."""

from __future__ import absolute_import

import json

from pdg.job.callbackserver import CallbackServerMixin
from pdg.scheduler import PyScheduler


class LocalScheduler(CallbackServerMixin, PyScheduler):
    def __init__(self, scheduler, name):
        PyScheduler.__init__(self, scheduler, name)
        CallbackServerMixin.__init__(self, True)
        self.parmprefix = "local"

    @classmethod
    def templateName(cls):
        return "localscheduler"

    @classmethod
    def templateBody(cls):
        parameters = [{"name": "maxprocs", "label": "Slots", "type": "Integer", "size": 1}]
        return json.dumps({"name": cls.templateName(), "parameters": parameters})

    def onStart(self):
        return True

    def onSchedule(self, work_item):
        raise NotImplementedError("the double runs nothing")
