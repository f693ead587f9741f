"""What people do with the bot beside its chats: they choose from what it offers, and follow links to it."""

from typing import Any

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.preview.acting import Acting, read
from bot.preview.news import News
from bot.preview.telegram.server import Telegram

Json = dict[str, Any]


class _Typing(BaseModel):
    user: int
    text: str


class _Choice(BaseModel):
    chat: int
    user: int
    query: str
    result: str
    thread: int | None = None


class _Start(BaseModel):
    user: int
    payload: str | None = None


class SharingActs(Acting):
    """Inline mode, and links into the private chat."""

    def __init__(self, telegram: Telegram, news: News) -> None:
        super().__init__(telegram, news)
        self.routes = [
            Route("/typing", self._type, methods=["POST"]),
            Route("/choice", self._act(_Choice, self._choose), methods=["POST"]),
            Route("/start", self._act(_Start, self._start), methods=["POST"]),
        ]

    async def _type(self, request: Request) -> Response:
        """Words after the bot's name, with what the bot offers for them."""
        typed: list[str] = []

        def tell(act: _Typing) -> None:
            update = self._telegram.user_types(act.user, act.text)
            typed.extend([update["inline_query"]["id"]] if update else [])

        answer = self._done(_Typing, tell, await read(request))
        if not typed:
            return answer
        return JSONResponse({"query": typed[0]} | await self._answer_to(typed[0]))

    def _choose(self, act: _Choice) -> None:
        self._telegram.user_chooses(act.chat, act.user, act.query, act.result, thread=act.thread)

    def _start(self, act: _Start) -> Json:
        """Open a person's private chat with the bot; a link may say what it is to begin with."""
        telegram = self._telegram
        person = telegram.people[act.user]
        chat = telegram.chats.get(act.user) or telegram.private_chat(act.user, person["first_name"])
        if act.payload is not None:
            if chat.closed_because is not None:
                telegram.user_unblocks_bot(act.user)
            telegram.user_sends(chat, act.user, f"/start {act.payload}".strip())
        return {"chat": chat.id}
