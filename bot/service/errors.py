"""The error that ends a serving bot."""

TOKEN_REFUSED = "Telegram no longer accepts BOT_TOKEN: get the present one from @BotFather"  # noqa: S105 - a sentence


class ServingError(Exception):
    """The bot cannot start or go on; ``str()`` is one sentence, without the token."""
