"""Containers of scenes and the members that say one node (cpio, MIME, folders of `hexpand`)."""
