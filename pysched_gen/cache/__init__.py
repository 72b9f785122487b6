"""Results of earlier runs: of a snippet folder that is what it was, what was found and made."""
