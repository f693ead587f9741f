"""Menus and the bot's description of itself, on the double of Telegram."""

from telegram import BotCommandScopeAllGroupChats, BotCommandScopeChat

from bot.dialogue import wording
from bot.dialogue.wording.language import ENGLISH, LANGUAGES, speaking
from bot.handlers.menus import menu, set_menus, set_profile
from knowledge import Library
from tests.bot.conftest import ADMIN, BOB, Telegram, started, stopped
from tests.telegram_double.server import TelegramServer


async def test_the_description_is_set_where_it_differs_and_only_then(telegram: Telegram) -> None:
    bot, server = telegram.application.bot, telegram.server
    await set_profile(bot, [ENGLISH])
    await set_profile(bot, [ENGLISH])
    assert (await bot.get_my_description()).description == wording.guiding.DESCRIPTION()
    assert (await bot.get_my_short_description()).short_description == wording.guiding.SHORT_DESCRIPTION()
    assert len(server.calls_of("setMyDescription")) == len(server.calls_of("setMyShortDescription")) == 1


async def test_a_description_that_telegram_does_not_take_is_no_reason_not_to_serve(
    telegram: Telegram,
) -> None:
    telegram.server.fail_next("getMyDescription", 400, "Bad Request: nothing")
    await set_profile(telegram.application.bot, [ENGLISH])
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
    assert await telegram.application.bot.get_my_commands(BotCommandScopeChat(BOB)) == menu(
        wording.guiding.MENU_ADMIN
    )
    await stopped(telegram)
    server.assert_no_violations()


async def test_menus_and_descriptions_are_set_in_every_language_where_they_differ_one_call_after_the_other(
    telegram: Telegram, catalogues: None
) -> None:
    bot, server = telegram.application.bot, telegram.server
    for _ in range(2):
        await set_menus(bot, frozenset({ADMIN}))
        await set_profile(bot)
    # English menus were there before.
    assert len(server.calls_of("setMyCommands")) == 3 * len(LANGUAGES)
    assert len(server.calls_of("setMyDescription")) == len(LANGUAGES)
    for code in (None, "es"):
        scope = BotCommandScopeAllGroupChats()
        (ask, *_) = await bot.get_my_commands(scope, language_code=code)
        with speaking(code or ENGLISH):
            assert ask.description == wording.guiding.MENU_GROUP["ask"]()
            assert (await bot.get_my_description(code)).description == wording.guiding.DESCRIPTION()
    assert ask.description.startswith("[es]")


async def test_a_menu_that_telegram_refuses_in_one_language_is_set_in_the_others(
    telegram: Telegram, catalogues: None
) -> None:
    telegram.server.fail_next("getMyCommands", 400, "Bad Request: nothing", times=2)
    await set_menus(telegram.application.bot, frozenset({ADMIN}))
    assert len(telegram.server.calls_of("setMyCommands")) == 3 + 3 * (len(LANGUAGES) - 1) - 1
    telegram.server.assert_no_violations()


async def test_at_first_contact_an_admin_gets_the_menu_in_their_language_too(
    server: TelegramServer, library: Library, catalogues: None
) -> None:
    telegram = await started(server, library, admins=frozenset({ADMIN, BOB}))
    chat = telegram.private(BOB)
    server.person(BOB)["language_code"] = "pt-br"
    await telegram.says(chat, BOB, "/id")
    set_for_bob = [call for call in server.calls_of("setMyCommands") if call["scope"].get("chat_id") == BOB]
    assert [call.get("language_code") for call in set_for_bob] == [None, "pt"]
    assert set_for_bob[1]["commands"][0]["description"].startswith("[pt]")
    await stopped(telegram)
    server.assert_no_violations()
