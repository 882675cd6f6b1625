"""Questions as files, and how they are bound, asked and shown."""

from . import terminal
from .asking import Answer, BadQuery, Table, Triples, Truth, ask, mappings, run
from .library import QueryError, Question, bind, question, questions
from .output import FORMATS, render
from .tables import export_tables

__all__ = [
    "FORMATS",
    "Answer",
    "BadQuery",
    "QueryError",
    "Question",
    "Table",
    "Triples",
    "Truth",
    "ask",
    "bind",
    "export_tables",
    "mappings",
    "question",
    "questions",
    "render",
    "run",
    "terminal",
]
