"""Menus and the bot's description of itself, on the double of Telegram."""

from telegram import BotCommandScopeChat

from bot.dialogue import wording
from bot.handlers.menus import set_profile
from knowledge import Library
from tests.bot.conftest import ADMIN, BOB, Telegram, started, stopped
from tests.telegram_double.server import TelegramServer


async def test_the_description_is_set_where_it_differs_and_only_then(telegram: Telegram) -> None:
    bot, server = telegram.application.bot, telegram.server
    await set_profile(bot)
    await set_profile(bot)
    assert (await bot.get_my_description()).description == wording.guiding.DESCRIPTION()
    assert (await bot.get_my_short_description()).short_description == wording.guiding.SHORT_DESCRIPTION()
    assert len(server.calls_of("setMyDescription")) == len(server.calls_of("setMyShortDescription")) == 1


async def test_a_description_that_telegram_does_not_take_is_no_reason_not_to_serve(
    telegram: Telegram,
) -> None:
    telegram.server.fail_next("getMyDescription", 400, "Bad Request: nothing")
    await set_profile(telegram.application.bot)
    assert telegram.server.calls_of("setMyDescription") == []


async def test_an_admin_who_had_no_chat_at_the_start_gets_the_menu_at_first_contact(
    server: TelegramServer, library: Library
) -> None:
    telegram = await started(server, library, admins=frozenset({ADMIN, BOB}))
    chat = telegram.private(BOB)  # the start knew only the other one's chat
    await telegram.says(chat, BOB, "/start")
    set_for_bob = [call for call in server.calls_of("setMyCommands") if call["scope"].get("chat_id") == BOB]
    assert len(set_for_bob) == 1
    await telegram.says(chat, BOB, "/start")
    asked = [call for call in server.calls_of("getMyCommands") if call["scope"].get("chat_id") == BOB]
    assert len(asked) == 1
    menu = await telegram.application.bot.get_my_commands(BotCommandScopeChat(BOB))
    assert [command.command for command in menu] == [*wording.guiding.MENU_ADMIN]
    await stopped(telegram)
    server.assert_no_violations()
