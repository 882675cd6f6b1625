"""Where everything stands: the same view and arrangement give the same layout."""

from __future__ import annotations

from .boxes import Layout
from .cloud import cloud
from .columns import columns
from .view import Arrangement, View


def layout(view: View, arrangement: Arrangement) -> Layout:
    """A box for every node of `view`, in columns to be read or as one network."""
    return columns(view) if arrangement == "columns" else cloud(view)
