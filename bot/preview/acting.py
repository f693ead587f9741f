"""How an act of the page is read, carried out and told of."""

import json
import time
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.preview.news import News
from bot.preview.telegram.server import Telegram

Json = dict[str, Any]
_Act = TypeVar("_Act", bound=BaseModel)

_SPINS = 15.0  # seconds that people wait for the bot's word


class Acting:
    """Acts on one Telegram. What a Telegram client would not do is refused with a sentence."""

    def __init__(self, telegram: Telegram, news: News) -> None:
        self._telegram = telegram
        self._news = news

    def _act(self, kind: type[_Act], carry_out: Callable[[_Act], object]) -> Callable[[Request], Any]:
        """The route of an act that is one JSON object."""

        async def act(request: Request) -> Response:
            return self._done(kind, carry_out, await read(request))

        return act

    def _done(self, kind: type[_Act], carry_out: Callable[[_Act], object], sent: object) -> Response:
        """Carry out an act. What it gives, when that is anything, is told to the page."""
        try:
            given = carry_out(kind.model_validate(sent))
        except ValidationError:
            return refused("That is not what the page sends.")
        except LookupError:
            return refused("That is not there any more.")
        except ValueError as error:
            return refused(str(error))
        self._news.look()
        return JSONResponse(given if given is not None else {})

    async def _answer_to(self, query_id: str) -> Json:
        """What the bot says to a query; nothing, when it says nothing for long."""
        query = self._telegram.queries[query_id]
        deadline = time.monotonic() + _SPINS
        while query.answer is None and not self._news.is_over and (left := deadline - time.monotonic()) > 0:
            await self._news.waited(left)
        return query.answer or {}


async def read(request: Request) -> object:
    """The JSON of a request; None when it is none."""
    try:
        return json.loads(await request.body())
    except ValueError:
        return None


def refused(sentence: str) -> Response:
    """The answer to an act that is not carried out."""
    return JSONResponse({"error": sentence}, 400)
