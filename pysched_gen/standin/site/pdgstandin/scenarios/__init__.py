"""The scenarios of `verify`, one a module: its page, and how it is played."""
