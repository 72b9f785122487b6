from pathlib import PurePath


def file_uri(path: PurePath) -> str:
    """Give the file URI of an absolute path."""
    uri = path.as_uri()
    if uri.startswith("file:///"):
        return uri
    # Houdini shows a log on a Windows share as file:////host/share, and not as file://host/share.
    return uri.replace("file:", "file://", 1)
