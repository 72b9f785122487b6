"""Job side of the `pdg` double."""
