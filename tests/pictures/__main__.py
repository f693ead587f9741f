"""``python -m tests.pictures``: ask the real bot, and draw the exchange into ``docs/exchange.svg``."""

import asyncio

from tests.pictures.drawing import drawn
from tests.pictures.exchange import PICTURE, exchange


def main() -> None:
    """Write the picture anew."""
    PICTURE.write_text(drawn(asyncio.run(exchange())), encoding="utf-8")
    print(f"{PICTURE.name} is drawn")


if __name__ == "__main__":
    main()
