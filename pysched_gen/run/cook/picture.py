"""What the pictures of a cook have in common."""

from __future__ import annotations

__all__ = ["svg_start"]


def svg_start(width: int, height: int) -> str:
    """Give the opening tag of a picture of that size."""
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    font = 'font-family="sans-serif" font-size="10"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {font} role="img">'
