"""One rule a file; the file's name is the rule's name and its docstring the rule's page."""
