"""Pages about the parameters of a scheduler: the preview and the document."""
