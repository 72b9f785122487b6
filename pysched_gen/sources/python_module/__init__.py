"""Texts that recreate nodes, or hold a scheduler's class, in; `Source` values out."""
