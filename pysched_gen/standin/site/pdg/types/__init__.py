"""The package that PDG imports types into."""
