"""Snippet folders out: from any source (`extract`), or from another folder (`new`)."""
