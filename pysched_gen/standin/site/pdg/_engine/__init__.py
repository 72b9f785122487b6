"""How a cook goes: what nodes, items and schedulers are does not know of it."""
