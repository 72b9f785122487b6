# -*- coding: utf-8 -*-
"""Enumerations of the `pdg` double: members are distinct, and instances of their class."""

from __future__ import absolute_import


class _Enum(object):
    _names = ()

    def __init__(self, name, value):
        self.name = name
        self.value = value

    def __int__(self):
        return self.value

    def __repr__(self):
        return "%s.%s" % (type(self).__name__, self.name)


def _members(cls):
    for value, name in enumerate(cls._names):
        setattr(cls, name, cls(name, value))
    return cls


@_members
class scheduleResult(_Enum):
    _names = (
        "CookCanceled",
        "CookFailed",
        "CookSucceeded",
        "Failed",
        "Succeeded",
        "Deferred",
        "FullDeferred",
    )


@_members
class tickResult(_Enum):
    _names = ("SchedulerReady", "SchedulerBusy", "SchedulerCancelCook")


@_members
class acceptResult(_Enum):
    _names = ("Accept", "Reject", "Default")


@_members
class registeredType(_Enum):
    _names = ("Dependency", "Node", "Scheduler", "WorkItem", "Service")


@_members
class workItemDataSource(_Enum):
    _names = ("JSONFile", "RPCMessage")


@_members
class workItemState(_Enum):
    _names = (
        "Undefined",
        "Dirty",
        "Uncooked",
        "Waiting",
        "Scheduled",
        "Cooking",
        "CookedSuccess",
        "CookedCache",
        "CookedFail",
        "CookedCancel",
    )
