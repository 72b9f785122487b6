"""Snippet folders while they are edited: what is wrong, what a name is, what could come next."""
