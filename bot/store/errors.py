"""The store's error."""


class StoreError(Exception):
    """The store cannot be used; ``str()`` is one sentence, without a password or anybody's words."""
