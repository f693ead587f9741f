"""PTB above the double: in process, polling over HTTP, and called by webhook."""

import asyncio
import json
import socket
import time
import urllib.request
from collections.abc import AsyncIterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

from tests.telegram_double.loopback import LoopbackServer
from tests.telegram_double.request import DoubleRequest
from tests.telegram_double.server import TelegramServer

ADA = 11
GROUP = -21


@pytest.fixture
def server() -> TelegramServer:
    server = TelegramServer()
    server.private_chat(ADA, "Ada")
    server.group(GROUP)
    return server


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    async with Bot(
        server.token, request=DoubleRequest(server), get_updates_request=DoubleRequest(server)
    ) as bot:
        yield bot


async def test_ptb_sends_and_edits(server: TelegramServer, bot: Bot) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="m")]])
    sent = await bot.send_message(ADA, "text", reply_markup=markup)
    with pytest.raises(BadRequest, match="is not modified"):
        await sent.edit_text("text", reply_markup=markup)
    await sent.edit_text("other")
    server.user_sends(ADA, ADA, "question")
    await bot.send_message(ADA, "x", reply_parameters=ReplyParameters(2, quote="question"))
    with pytest.raises(BadRequest, match=r"(?i)QUOTE_TEXT_INVALID"):
        await bot.send_message(ADA, "x", reply_parameters=ReplyParameters(2, quote="no"))
    with pytest.raises(BadRequest, match=r"(?i)message is too long"):
        await bot.send_message(ADA, "x" * 4097)
    assert await bot.set_my_commands([BotCommand("ask", "Ask")])
    assert await bot.get_my_commands() == (BotCommand("ask", "Ask"),)
    assert bot.bot.can_read_all_group_messages is False
    server.assert_no_violations()


# PTB warns of a coming change of RetryAfter's attribute whenever it makes one.
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_ptb_reports_faults(server: TelegramServer, bot: Bot) -> None:
    server.fail_next("sendMessage", 429, "Too Many Requests: retry after 1", {"retry_after": 1})
    server.fail_next("sendMessage", 502, "Bad Gateway")
    for error in (RetryAfter, NetworkError):
        with pytest.raises(error):
            await bot.send_message(ADA, "x")
    server.user_blocks_bot(ADA)
    with pytest.raises(Forbidden, match=r"(?i)bot was blocked by the user"):
        await bot.send_message(ADA, "x")
    server.migrate(GROUP, -100_99)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(GROUP, "x")
    assert moved.value.new_chat_id == -100_99
    server.token = "123456789:revoked"
    with pytest.raises(InvalidToken):
        await bot.get_me()


async def test_ptb_downloads(server: TelegramServer, bot: Bot) -> None:
    for size in (None, 20 * 1024**2 + 1):
        server.user_sends_document(ADA, ADA, "a b.txt", b"content", size)
    small, large = (update.message.document for update in await bot.get_updates())  # type: ignore[union-attr]
    assert small is not None
    assert large is not None
    assert await (await small.get_file()).download_as_bytearray() == b"content"
    with pytest.raises(BadRequest, match=r"(?i)file is too big"):
        await large.get_file()
    with pytest.raises(BadRequest, match=r"(?i)wrong file_id"):
        await bot.get_file("unknown")


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_text(f"You said: {update.message.text}", do_quote=True)


def echoing(
    builder: ApplicationBuilder[Any, Any, Any, Any, Any, Any],
) -> Application[Any, Any, Any, Any, Any, Any]:
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    return application


async def answered(server: TelegramServer, count: int) -> list[str]:
    """The texts of the bot in Ada's chat, once there are so many."""
    async with asyncio.timeout(5):
        while len(server.chat(ADA).sent_by(server.bot_id)) < count:
            await asyncio.sleep(0.01)
    return [message.text for message in server.chat(ADA).sent_by(server.bot_id)]


async def test_application_in_process(server: TelegramServer) -> None:
    builder = Application.builder().token(server.token).request(DoubleRequest(server))
    application = echoing(builder.get_updates_request(DoubleRequest(server)).updater(None))
    async with application:
        update = server.user_sends(ADA, ADA, "hello")
        assert update is not None
        await application.process_update(Update.de_json(update, application.bot))
    reply = server.chat(ADA).last
    assert (reply.text, reply.reply_to) == ("You said: hello", update["message"]["message_id"])
    server.assert_no_violations()


async def test_application_polls_over_http(server: TelegramServer) -> None:
    with LoopbackServer(server) as loopback:
        builder = Application.builder().token(server.token)
        application = echoing(builder.base_url(loopback.base_url).base_file_url(loopback.base_file_url))
        async with application:
            await application.start()
            assert application.updater is not None
            await application.updater.start_polling(allowed_updates=["message"])
            server.user_sends(ADA, ADA, "one")
            await answered(server, 1)
            server.user_sends(ADA, ADA, "two & ünï + 😀")
            assert await answered(server, 2) == ["You said: one", "You said: two & ünï + 😀"]
            server.user_sends_document(ADA, ADA, "a.txt", b"content")
            file = await application.bot.get_file("file-1")
            assert await file.download_as_bytearray() == b"content"
            await application.updater.stop()
            await application.stop()
    server.assert_no_violations()
    assert not server.waiting


async def test_application_by_webhook(server: TelegramServer) -> None:
    with LoopbackServer(server) as loopback:
        application = echoing(Application.builder().token(server.token).base_url(loopback.base_url))
        async with application:
            await application.start()
            assert application.updater is not None
            port = free_port()
            url = f"http://127.0.0.1:{port}/hook"
            await application.updater.start_webhook(
                "127.0.0.1", port, "/hook", webhook_url="https://bot.example/hook", secret_token="s" * 32
            )
            server.user_sends(ADA, ADA, "one")
            server.user_sends(ADA, ADA, "two")
            assert await asyncio.to_thread(loopback.push_to, url) == [200, 200]
            assert await answered(server, 2) == ["You said: one", "You said: two"]
            server.webhook.secret = "forged"
            server.user_sends(ADA, ADA, "three")
            assert await asyncio.to_thread(loopback.push_to, url) == [403]
            assert len(server.waiting) == 1
            await application.updater.stop()
            await application.stop()
        assert await asyncio.to_thread(loopback.push_to, url) == [0]
    server.assert_no_violations()


def test_long_poll(server: TelegramServer) -> None:
    def poll(loopback: LoopbackServer, **params: int) -> Future[dict[str, Any]]:
        body = json.dumps(params).encode()
        url = f"{loopback.base_url}{server.token}/getUpdates"
        request = urllib.request.Request(url, body, {"Content-Type": "application/json"})  # noqa: S310

        def ask() -> dict[str, Any]:
            with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
                return dict(json.load(response))

        return threads.submit(ask)

    begun = time.monotonic()
    with ThreadPoolExecutor() as threads:
        with LoopbackServer(server) as loopback:
            assert poll(loopback, timeout=0).result() == {"ok": True, "result": []}
            waiting = poll(loopback, timeout=10)
            while len(server.calls) < 2:
                time.sleep(0.01)
            update = server.user_sends(ADA, ADA, "hello")
            assert update is not None
            assert waiting.result() == {"ok": True, "result": [update]}
            unfinished = poll(loopback, timeout=10, offset=update["update_id"] + 1)
            while len(server.calls) < 3:
                time.sleep(0.01)
        assert unfinished.result() == {"ok": True, "result": []}
    assert time.monotonic() - begun < 5
    assert [call.method for call in server.calls] == ["getUpdates"] * 3


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
