"""The error that ends a serving bot."""


class ServingError(Exception):
    """The bot cannot start or go on; ``str()`` is one sentence, without the token."""
