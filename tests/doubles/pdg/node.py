# -*- coding: utf-8 -*-
"""What a scheduler of the `pdg` double is given to run: work items of a node."""

from __future__ import absolute_import


class Node(object):
    """A TOP node; `overrides` are the scheduler properties set on it, by parameter name."""

    def __init__(self, name, overrides=None):
        self.name = name
        self.overrides = dict(overrides or {})


class WorkItem(object):
    """One work item; called `<node>_<id>`, as from Houdini 18.5 on."""

    def __init__(self, id, node, command="", environment=None, index=0, label=""):
        self.id = id
        self.node = node
        self.name = "%s_%d" % (node.name, id)
        self.label = label
        self.command = command
        self.environment = dict(environment or {})
        self.index = index
        self.batchIndex = -1
        self.frame = 0.0
        self.priority = 0.0

    @property
    def hasCommand(self):
        return bool(self.command)
