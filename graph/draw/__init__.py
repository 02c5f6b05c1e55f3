"""Draw a network as a page, a static picture, or a file for other tools; the ending of the file chooses."""

from .formats import FORMATS, draw

__all__ = ["FORMATS", "draw"]
