"""A store for the parts of the service."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.store import Store
from tests.bot.conftest import TOKEN


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(tmp_path / "store", None, TOKEN, retention_days=7)
    yield opened
    await opened.close()
