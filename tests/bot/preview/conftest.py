"""The site of a preview in this process, without a port and without a bot."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from bot.preview.addresses import AddressedLibrary
from bot.preview.guard import Guard
from bot.preview.news import News
from bot.preview.scene import set_up
from bot.preview.site import site
from bot.preview.telegram.server import Telegram
from bot.settings import BUNDLED_ARTICLES
from tests.bot.conftest import TOKEN

PORT, HERE, KEY = 8000, "http://127.0.0.1:8000", "the-token-of-the-address"


@dataclass
class Site:
    """``browser`` has come in by the address; ``stranger`` has not."""

    telegram: Telegram
    library: AddressedLibrary
    news: News
    browser: httpx.AsyncClient
    stranger: httpx.AsyncClient

    async def act(self, path: str, **body: Any) -> httpx.Response:
        return await self.browser.post(f"/acts/{path}", json=body)

    async def call(self, method: str, **parameters: Any) -> Any:
        """A call of the bot."""
        answer = await self.stranger.post(f"/bot{TOKEN}/{method}", json=parameters)
        assert answer.json()["ok"], answer.json()
        return answer.json()["result"]


@pytest.fixture(scope="session")
def addressed() -> AddressedLibrary:
    library = AddressedLibrary(BUNDLED_ARTICLES)
    library.open()
    return library


@pytest.fixture
async def preview(addressed: AddressedLibrary) -> AsyncIterator[Site]:
    telegram = set_up(TOKEN)
    news = News(telegram)
    transport = httpx.ASGITransport(Guard(site(telegram, addressed, news), PORT, KEY))
    origin = {"Origin": HERE}
    async with (
        httpx.AsyncClient(transport=transport, base_url=HERE, headers=origin) as browser,
        httpx.AsyncClient(transport=transport, base_url=HERE) as stranger,
    ):
        await browser.get("/", params={"token": KEY})
        yield Site(telegram, addressed, news, browser, stranger)
