"""What people do in the page: each act changes the simulated Telegram, and the bot hears of it."""

from collections.abc import AsyncIterator
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.preview.acting import Acting, read, refused
from bot.preview.news import News
from bot.preview.scene import described
from bot.preview.telegram.server import Telegram

Json = dict[str, Any]

_KEEP_ALIVE = 15.0  # seconds between two signs of life to a page that watches
_LARGEST_DOCUMENT = 50 * 1024**2  # bytes: what the bot may load is checked by the Bot API
_PNG = b"\x89PNG\r\n\x1a\n"
_PICTURES = frozenset({".gif", ".jpeg", ".jpg", ".png", ".webp"})


class _Text(BaseModel):
    chat: int
    user: int
    text: str
    reply_to: int | None = None
    thread: int | None = None
    edited: bool = False


class _Tap(BaseModel):
    chat: int
    user: int
    message: int
    data: str


class _File(BaseModel):
    chat: int
    user: int
    name: str
    caption: str = ""
    reply_to: int | None = None
    thread: int | None = None


class _Deletion(BaseModel):
    chat: int
    message: int


class _Membership(BaseModel):
    chat: int
    user: int
    present: bool


class _Privacy(BaseModel):
    on: bool


class Acts(Acting):
    """What people see and do in their chats."""

    def __init__(self, telegram: Telegram, news: News) -> None:
        super().__init__(telegram, news)
        self.routes = [
            Route("/scene", self._scene),
            Route("/news", self._watch),
            Route("/menu/{chat}", self._menu),
            Route("/file/{name}", self._download),
            Route("/text", self._act(_Text, self._text), methods=["POST"]),
            Route("/deletion", self._act(_Deletion, self._delete), methods=["POST"]),
            Route("/membership", self._act(_Membership, self._join), methods=["POST"]),
            Route("/privacy", self._act(_Privacy, self._privacy), methods=["POST"]),
            Route("/document", self._document, methods=["POST"]),
            Route("/tap", self._tap, methods=["POST"]),
        ]

    async def _scene(self, _: Request) -> Response:
        return JSONResponse(described(self._telegram))

    async def _menu(self, request: Request) -> Response:
        wanted = request.path_params["chat"]
        chats = (chat for chat in self._telegram.chats.values() if str(chat.id) == wanted)
        return JSONResponse([command for chat in chats for command in self._telegram.menu(chat)])

    async def _watch(self, request: Request) -> Response:
        """Every change of a message as server-sent events."""
        last = request.headers.get("last-event-id", "0")
        seen = int(last) if last.isascii() and last.isdigit() else 0

        async def events() -> AsyncIterator[str]:
            async for change in self._news.after(seen, every=_KEEP_ALIVE):
                yield ": still here\n\n" if change is None else f"id: {change[0]}\ndata: {change[1]}\n\n"

        return StreamingResponse(events(), media_type="text/event-stream")

    async def _download(self, request: Request) -> Response:
        """A file that somebody has sent: the bot's pictures as such, and none as a page."""
        stored = self._telegram.files.get(request.path_params["name"])
        if stored is None:
            return JSONResponse({"error": "There is no such file."}, 404)
        is_picture = stored.content.startswith(_PNG)
        return Response(stored.content, media_type="image/png" if is_picture else "application/octet-stream")

    def _text(self, act: _Text) -> None:
        self._telegram.user_sends(
            act.chat, act.user, act.text, reply_to=act.reply_to, thread=act.thread, edited=act.edited
        )

    def _delete(self, act: _Deletion) -> None:
        self._telegram.chat(act.chat).delete(act.message)

    def _join(self, act: _Membership) -> None:
        telegram, chat = self._telegram, self._telegram.chat(act.chat)
        if chat.is_private:
            (telegram.user_unblocks_bot if act.present else telegram.user_blocks_bot)(act.user)
        elif act.present:
            telegram.bot_added(chat, act.user)
        else:
            telegram.bot_removed(chat, act.user)

    def _privacy(self, act: _Privacy) -> None:
        self._telegram.privacy_mode = act.on

    async def _document(self, request: Request) -> Response:
        """A file; its facts stand in the address, and the body is its content."""
        if int(request.headers.get("content-length", "0")) > _LARGEST_DOCUMENT:
            return refused("A file may have 50 MB at most.")
        content = await request.body()

        def send(act: _File) -> None:
            how: Json = {"caption": act.caption, "reply_to": act.reply_to, "thread": act.thread}
            if PurePosixPath(act.name).suffix.lower() in _PICTURES:
                self._telegram.user_sends_photo(act.chat, act.user, **how)
            else:
                self._telegram.user_sends_document(act.chat, act.user, act.name, content, **how)

        return self._done(_File, send, dict(request.query_params))

    async def _tap(self, request: Request) -> Response:
        """A tap on a button, with what the bot says to it; nothing, when it says nothing for long."""
        tapped: list[Json] = []

        def tap(act: _Tap) -> None:
            update = self._telegram.user_taps(act.chat, act.user, act.message, act.data)
            tapped.extend([update] if update else [])

        answer = self._done(_Tap, tap, await read(request))
        if not tapped:
            return answer
        return JSONResponse(await self._answer_to(tapped[0]["callback_query"]["id"]))
