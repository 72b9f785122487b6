"""The job scripts as a package: `from pdgjob import pdgcmd`, as code within Houdini does."""

from __future__ import annotations

import os
import sys

# The scripts are beside this folder, where jobs import them and each other without the package.
_SCRIPTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
__path__.append(_SCRIPTS)
if _SCRIPTS not in sys.path:
    sys.path.append(_SCRIPTS)
