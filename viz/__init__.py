"""Rows to maps and pages."""

from .accountability import accountability
from .institutions import institutions
from .matrix import matrix
from .page import page
from .trace import trace
from .view import View

__all__ = ["View", "accountability", "institutions", "matrix", "page", "trace"]
