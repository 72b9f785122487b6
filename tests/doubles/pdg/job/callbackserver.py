# -*- coding: utf-8 -*-
"""The callback server of the `pdg` double: it has a state and an address, and serves nothing."""

from __future__ import absolute_import


class CallbackServerMixin(object):
    """`local` is True for a server that only this machine needs to reach."""

    def __init__(self, local):
        self.callback_server_is_local = local
        self._callback_server_starts = 0
        self._callback_server_runs = False

    def isCallbackServerRunning(self):
        return self._callback_server_runs

    def startCallbackServer(self):
        if self._callback_server_runs:
            raise RuntimeError("the callback server already runs")
        self._callback_server_runs = True
        self._callback_server_starts += 1

    def stopCallbackServer(self):
        self._callback_server_runs = False

    def workItemResultServerAddr(self):
        host = "localhost" if self.callback_server_is_local else "workstation"
        return "%s:%d" % (host, 49000 + self._callback_server_starts)
