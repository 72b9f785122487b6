"""Texts in, syntax out: what Python makes of them, and why it refuses; no rules."""
