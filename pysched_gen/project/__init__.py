"""`pysched.toml` or `[tool.pysched-gen]` in; what every command is to do, and who said so, out."""
