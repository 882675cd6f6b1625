"""What can go wrong with a store."""


class StoreError(Exception):
    """A store that cannot be opened or does not answer; the message says which and what to do."""
