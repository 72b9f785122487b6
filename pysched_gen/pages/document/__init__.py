"""An interface in, a page about its parameters out."""
