# -*- coding: utf-8 -*-
"""The other base class of schedulers."""

from __future__ import absolute_import


class CallbackServerMixin(object):
    pass
