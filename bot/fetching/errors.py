"""Why something was not fetched."""


class FetchRefusedError(Exception):
    """``str()`` says why in plain words, without the address. ``passing`` is whether to try again helps."""

    def __init__(self, reason: str, *, passing: bool = False) -> None:
        super().__init__(reason)
        self.passing = passing
