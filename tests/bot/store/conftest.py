"""A store on each database that there is: SQLite always, PostgreSQL where a server says so."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.store import Store

TOKEN = "123456:AAFakeFakeFakeFakeFakeFakeFakeFakeFake"
OTHER_TOKEN = TOKEN.replace("123456", "654321")


@pytest.fixture
async def store(address: str | None, tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(tmp_path, address, TOKEN, retention_days=7)
    yield opened
    await opened.close()
