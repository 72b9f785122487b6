# -*- coding: utf-8 -*-
"""A parameter as a scheduler of the `pdg` double reads it."""

from __future__ import absolute_import


class Port(object):
    """`self["name"]` of a scheduler: one value a component."""

    def __init__(self, name, values):
        self.name = name
        self._values = list(values)

    @property
    def size(self):
        return len(self._values)

    def evaluate(self, work_item=None, index=0):
        return self._values[index]

    def evaluateString(self, work_item=None, index=0):
        return str(self._values[index])

    def evaluateInt(self, work_item=None, index=0):
        return int(self._values[index])

    def evaluateFloat(self, work_item=None, index=0):
        return float(self._values[index])

    def setValue(self, value):
        self._values = [value]
