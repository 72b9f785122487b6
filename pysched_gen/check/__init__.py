"""A `Scheduler` in, `Diagnostic` values out. Parses, never runs a user's code."""
