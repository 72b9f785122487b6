"""A package on disk in, outcomes of named scenarios out; its code runs in child processes only."""
