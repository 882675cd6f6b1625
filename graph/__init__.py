"""Extraction to quads, the store that holds them, validation, analysis and export."""

from .store import Store, StoreError

__all__ = ["Store", "StoreError"]
