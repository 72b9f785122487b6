"""Findings in, text out: one module a format, each pure."""
