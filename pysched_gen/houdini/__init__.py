"""Scripts that run inside Houdini, each a single file that needs nothing of this package."""
