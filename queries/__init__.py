"""Questions put to the store: a library of SPARQL files, their parameters, and what comes back."""

from . import terminal
from .absent import Absent, absent, no_body, no_plan
from .asking import ask, ask_first, mappings, none_means, why_empty
from .binding import bind
from .errors import (
    BadFormat,
    BadQuery,
    BadQuestion,
    BadValue,
    MissingParameter,
    QueryError,
    RefusedQuery,
    UnknownParameter,
    UnknownQuestion,
)
from .gold import BadGold
from .library import question, questions
from .output import FORMATS, render
from .question import Parameter, ParameterType, Question, read_question
from .results import Result, Table, Triples, Truth
from .running import Queryable, run
from .sameness import candidate_pairs
from .shelves import SHELVES, Shelf
from .tables import export_tables
from .terms import Term

__all__ = [
    "FORMATS",
    "SHELVES",
    "Absent",
    "BadFormat",
    "BadGold",
    "BadQuery",
    "BadQuestion",
    "BadValue",
    "MissingParameter",
    "Parameter",
    "ParameterType",
    "QueryError",
    "Queryable",
    "Question",
    "RefusedQuery",
    "Result",
    "Shelf",
    "Table",
    "Term",
    "Triples",
    "Truth",
    "UnknownParameter",
    "UnknownQuestion",
    "absent",
    "ask",
    "ask_first",
    "bind",
    "candidate_pairs",
    "export_tables",
    "mappings",
    "no_body",
    "no_plan",
    "none_means",
    "question",
    "questions",
    "read_question",
    "render",
    "run",
    "terminal",
    "why_empty",
]
