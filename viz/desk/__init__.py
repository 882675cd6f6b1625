"""The desk: plans, institutions, requirements and their links as pages in a browser."""

from .app import create_app

__all__ = ["create_app"]
