"""Rows to maps and pages."""

from .accountability import accountability
from .institutions import institutions
from .matrix import matrix
from .overview import Overview, overview
from .overview_page import overview_page
from .page import page
from .trace import trace
from .view import View

__all__ = [
    "Overview",
    "View",
    "accountability",
    "institutions",
    "matrix",
    "overview",
    "overview_page",
    "page",
    "trace",
]
