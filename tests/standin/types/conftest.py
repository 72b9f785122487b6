"""Makes the stand-in's `pdg` importable for tests of what needs no process of its own."""

from __future__ import annotations

import sys

from pysched_gen.standin import SITE

if str(SITE) not in sys.path:
    sys.path.insert(0, str(SITE))
