"""What can become of a query besides an answer, and the HTTP status that tells it."""

from __future__ import annotations

from enum import Enum


class Kind(Enum):
    """A kind of failure with its status."""

    MALFORMED = 400
    REFUSED = 403
    NOT_FOUND = 404
    NOT_ALLOWED = 405
    NOT_ACCEPTABLE = 406
    TOO_LONG = 413
    MEDIA_TYPE = 415
    BROKEN = 500
    BUSY = 503
    TIMEOUT = 504
    TOO_MUCH = 507


class Failure(Exception):
    """A query that gets no answer; the message is one line for the one who asked."""

    def __init__(self, kind: Kind, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
