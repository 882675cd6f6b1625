"""Extraction to quads, the store that holds them, validation, analysis and export."""

from .errors import StoreError
from .store import Store

__all__ = ["Store", "StoreError"]
