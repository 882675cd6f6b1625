"""Text to Extraction: read, clean, structure, find, resolve, derive."""
