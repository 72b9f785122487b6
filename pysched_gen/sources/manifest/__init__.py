"""The `scheduler.toml` of a snippet folder: its keys, its reader, its writer."""
