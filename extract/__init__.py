"""Text to Extraction: read, clean, structure, find, resolve, derive."""

from .compose import extract
from .links.derive import derive
from .read import Unreadable, read, source

__all__ = ["Unreadable", "derive", "extract", "read", "source"]
