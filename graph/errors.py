"""What can go wrong with a store."""

from ..ontology.errors import Unusable


class StoreError(Unusable):
    """A store that cannot be opened or does not answer; the message says which and what to do."""
