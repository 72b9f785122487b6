# -*- coding: utf-8 -*-
"""Where schedulers are registered in the `pdg` double, and made."""

from __future__ import absolute_import

from pdg.cpp import Scheduler
from pdg.enums import registeredType


class SchedulerType(object):
    """A registered scheduler type."""

    def __init__(self, name, label, parm_category):
        self.typeName = name
        self.typeLabel = label
        self.parm_category = parm_category


class PySchedulerType(SchedulerType):
    """A registered scheduler type written in Python."""

    def __init__(self, type_object, name, label, parm_category):
        SchedulerType.__init__(self, name, label, parm_category)
        self.typeObject = type_object

    def create(self, name, parameters=None):
        """Not Houdini's: make a scheduler the way placing its node does, with these values.

        Parameters become readable after `__init__`, and `onStart` is called.
        """
        scheduler = Scheduler(self.typeObject, name)
        instance = self.typeObject(scheduler, name)
        scheduler.readable = True
        for parameter, value in (parameters or {}).items():
            instance[parameter] = value
        instance.onStart()
        return instance


class TypeRegistry(object):
    """Holds types by kind and name; a name cannot be taken back."""

    _shared = None

    def __init__(self):
        self._types = {}

    @classmethod
    def types(cls):
        if cls._shared is None:
            cls._shared = cls()
        return cls._shared

    def registerScheduler(
        self, type_object, name=None, label=None, parm_category="", node_category=""
    ):
        name = name or type_object.__name__.lower()
        if name in self._types:
            raise RuntimeError("A type already exists with the name '%s'" % name)
        entry = PySchedulerType(type_object, name, label or name, parm_category)
        self._types[name] = entry
        return entry

    def typeNames(self, kind):
        return sorted(self._types) if kind is registeredType.Scheduler else []

    def registeredType(self, kind, name):
        return self._types.get(name) if kind is registeredType.Scheduler else None

    def schedulerType(self, name):
        return self._types.get(name)
