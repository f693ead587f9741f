"""The whole site: the page and its files, the articles, the acts of people, and the Bot API for the bot."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.preview.acts import Acts
from bot.preview.article_pages import article_page
from bot.preview.bot_api import BotApi
from bot.preview.news import News
from bot.preview.sharing_acts import SharingActs
from bot.preview.telegram.server import Telegram
from knowledge import Library

_FILES = Path(__file__).with_name("static")


def site(telegram: Telegram, library: Library, news: News) -> Starlette:
    """The application, without the guard at its door."""

    async def page(_: Request) -> Response:
        return FileResponse(_FILES / "index.html")

    def article(request: Request) -> Response:
        found = article_page(library.current, request.path_params["key"])
        if found is None:
            return PlainTextResponse("That article is no longer here.", 404)
        return HTMLResponse(found)

    news.look()
    return Starlette(
        routes=[
            Route("/", page),
            Route("/articles/{key}", article),
            Mount("/acts", routes=[*Acts(telegram, news).routes, *SharingActs(telegram, news).routes]),
            Mount("/static", StaticFiles(directory=_FILES)),
            *BotApi(telegram, news).routes,
        ]
    )
