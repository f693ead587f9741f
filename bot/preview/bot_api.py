"""The Bot API over HTTP, for the bot."""

import time
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.preview.news import News
from bot.preview.telegram.rules import Refusal
from bot.preview.telegram.server import Telegram
from bot.preview.telegram.travelling import received

Json = dict[str, Any]

_NOTHING: Json = {"ok": True, "result": []}


class BotApi:
    """``/bot<token>/<method>`` and ``/file/bot<token>/<path>``, as Telegram has them."""

    def __init__(self, telegram: Telegram, news: News) -> None:
        self._telegram = telegram
        self._news = news
        self.routes = [
            Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self._file),
        ]

    async def _call(self, request: Request) -> Response:
        token, method = request.path_params["token"], request.path_params["method"]
        kind, body = request.headers.get("content-type", ""), await request.body()
        parameters = received(self._telegram, method, request.url.query, kind, body)
        answer = await self._answer(token, method, parameters)
        return JSONResponse(answer, answer.get("error_code", 200))

    async def _answer(self, token: str, method: str, parameters: Json) -> Json:
        """Telegram's answer; getUpdates waits for something to come, as long as it asks for."""
        telegram = self._telegram
        answer = telegram.call(token, method, parameters)
        if method == "getUpdates":
            deadline = time.monotonic() + parameters.get("timeout", 0)
            while answer == _NOTHING and not self._news.is_over and (left := deadline - time.monotonic()) > 0:
                await self._news.waited(left)
                answer = telegram.call(token, method, parameters)
        else:
            self._news.look()
        return answer

    async def _file(self, request: Request) -> Response:
        if request.path_params["token"] != self._telegram.token:
            return JSONResponse(Refusal(401, "Unauthorized").envelope(), 401)
        try:
            return Response(self._telegram.file(request.path_params["path"]))
        except LookupError:
            return JSONResponse(Refusal(404, "Not Found").envelope(), 404)
