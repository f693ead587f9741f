"""A store on each database that there is: SQLite always, PostgreSQL where a server says so."""

import os
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store.store import Store

TOKEN = "123456:AAFakeFakeFakeFakeFakeFakeFakeFakeFake"
OTHER_TOKEN = TOKEN.replace("123456", "654321")
SERVER = os.environ.get(
    "TEST_POSTGRES_URL"
)  # postgresql+asyncpg://…/postgres, with the right to create databases


@pytest.fixture(params=["sqlite", "postgresql"])
async def address(request: pytest.FixtureRequest) -> AsyncIterator[str | None]:
    """The address of an empty database; None for SQLite's file in the data folder."""
    if request.param == "sqlite":
        yield None
        return
    if SERVER is None:
        pytest.skip("TEST_POSTGRES_URL names no PostgreSQL server")
    name = f"verbatim_{uuid.uuid4().hex}"
    server = create_async_engine(SERVER, isolation_level="AUTOCOMMIT")
    async with server.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
    yield f"{SERVER.rpartition('/')[0]}/{name}"
    async with server.connect() as connection:
        await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    await server.dispose()


@pytest.fixture
async def store(address: str | None, tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(tmp_path, address, TOKEN, retention_days=7)
    yield opened
    await opened.close()
