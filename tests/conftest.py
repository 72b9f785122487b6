"""Puts this directory on `sys.path`, so tests of every folder share the modules beside it."""
