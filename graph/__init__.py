"""Extraction to quads, the store that holds them, validation, analysis and export."""
