# -*- coding: utf-8 -*-
"""Where schedulers are registered; a name cannot be taken back."""

from __future__ import absolute_import


class registeredType(object):
    Scheduler = "Scheduler"


class TypeRegistry(object):
    _shared = None

    def __init__(self):
        self._types = {}

    @classmethod
    def types(cls):
        if cls._shared is None:
            cls._shared = cls()
        return cls._shared

    def registerScheduler(self, type_object, name=None, label=None):
        name = name or type_object.__name__.lower()
        if name in self._types:
            raise RuntimeError("A type already exists with the name '%s'" % name)
        self._types[name] = type_object

    def typeNames(self, kind):
        return sorted(self._types) if kind == registeredType.Scheduler else []
