"""Rows to maps and pages."""

from .accountability import accountability
from .institutions import institutions
from .page import page
from .trace import trace
from .view import View

__all__ = ["View", "accountability", "institutions", "page", "trace"]
