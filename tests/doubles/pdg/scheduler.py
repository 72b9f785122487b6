# -*- coding: utf-8 -*-
"""The base class of schedulers; nothing makes an instance of it."""

from __future__ import absolute_import


class PyScheduler(object):
    pass
