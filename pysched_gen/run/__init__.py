"""A child process in which a package meets the stand-in; the only place where user code runs."""
