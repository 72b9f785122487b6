"""Texts in, syntax out: what Python and LibCST make of them, and why they refuse; no rules."""
