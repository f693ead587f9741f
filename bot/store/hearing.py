"""What the processes of one bot tell each other through the database, so that none has to look all the time."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

_LOG = logging.getLogger(__name__)
_LOOK_EVERY = 1.0  # seconds, for the connection while it stands, and for what was missed while it does not


class Hearing:
    """Listens on a connection of its own, and makes a new one when that breaks."""

    def __init__(self, engine: AsyncEngine, every: float = _LOOK_EVERY) -> None:
        self._engine = engine
        self._every = every

    async def run(self, channel: str, heard: Callable[[str], object], missed: Callable[[], object]) -> None:
        """Call ``heard`` with what is told, until cancelled.

        ``missed`` is called when something may have been told unheard: at first, and again and again while there is no
        connection.
        """
        while True:
            try:
                async with self._listening(channel, heard) as look:
                    missed()
                    while True:
                        await asyncio.sleep(self._every)
                        await look()
            except Exception as error:  # the driver's errors are many, and each means a new connection
                _LOG.info("not heard for a moment", extra={"reason": type(error).__name__})
            missed()
            await asyncio.sleep(self._every)

    @asynccontextmanager
    async def _listening(
        self, channel: str, heard: Callable[[str], object]
    ) -> AsyncIterator[Callable[[], Awaitable[object]]]:
        """A connection that listens; what it yields raises an error when the connection is broken."""
        connection = await self._engine.connect()
        try:
            driver = (await connection.get_raw_connection()).driver_connection
            if driver is None:
                raise OSError("there is no connection")
            await driver.add_listener(channel, lambda *told: heard(told[-1]))
            yield lambda: driver.fetchval("SELECT 1")
        finally:
            # Not back into the pool: the next one who gets it would listen too.
            with contextlib.suppress(SQLAlchemyError, OSError):
                await connection.invalidate()
                await connection.close()
