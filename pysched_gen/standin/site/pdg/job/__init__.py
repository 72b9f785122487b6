"""How jobs talk to the scheduler that runs them: `pdg.job`."""

from __future__ import annotations
