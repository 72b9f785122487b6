# -*- coding: utf-8 -*-
"""As much of `pdg` as a package needs to be imported and registered on Python 2.7.

From Python 3.7 on the stand-in is used, which this is no part of.
"""

from __future__ import absolute_import

from pdg.registry import TypeRegistry, registeredType

__all__ = ["TypeRegistry", "registeredType"]
