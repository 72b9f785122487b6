"""Outcomes in, text in one of the formats out; one module a format."""
