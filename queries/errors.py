"""What can be wrong with a question, a value, a query or a format; every message is one clear line."""

from ..ontology.errors import Unusable


class QueryError(Unusable, ValueError):
    """The common ancestor: wrong usage, never a defect."""


class UnknownQuestion(QueryError):
    """No question of the library has that name."""


class BadQuestion(QueryError):
    """The front matter of a query file cannot be read."""


class UnknownParameter(QueryError):
    """The question has no parameter of that name."""


class MissingParameter(QueryError):
    """A parameter that the question cannot do without was not given."""


class BadValue(QueryError):
    """A value does not fit its parameter."""


class BadQuery(QueryError):
    """The text is not SPARQL 1.1; the message gives the line."""


class RefusedQuery(QueryError):
    """The query would change the store or reach out of it."""


class BadFormat(QueryError):
    """No such format, or one that cannot hold this result."""
