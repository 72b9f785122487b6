"""A `Scheduler` in, `Diagnostic` values out. Parses with libcst, never runs a user's code."""
