"""The conversation without Telegram: questions, buttons, lists, and what is rendered for them."""

import contextlib
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.dialogue import wording
from bot.dialogue.buttons import (
    AdminAction,
    Button,
    ChatAction,
    Rate,
    ReaderAction,
    ShowArticle,
    ShowContext,
    ShowMore,
    UnknownButton,
    encode,
    parse,
)
from bot.dialogue.conversation import LEANS_FOR, ButtonExpired, Conversation, clean, leans_on
from bot.dialogue.rendering import answer_reply, taken_by_telegram
from bot.dialogue.reply import Reply
from bot.dialogue.rich_text import LONGEST_MESSAGE, MOST_ENTITIES, Style, bold, fitting, utf16_length
from bot.dialogue.small_talk import small_talk
from knowledge import Quotation, Wish
from knowledge.answering.answer import answer
from knowledge.answering.follow_ups import Earlier
from knowledge.answers import Answer, Reason
from knowledge.library.library import Library
from tests.conftest import LIGHTHOUSES, write_articles

COST = "How many crowns is the bridge expected to cost?"


@pytest.fixture
def conversation(library: Library) -> Conversation:
    return Conversation(library)


def labels(reply: Reply) -> list[str]:
    return [button.label for row in reply.buttons for button in row]


def button(reply: Reply, label: str) -> Button:
    return next(button for row in reply.buttons for button in row if button.label == label)


def press(conversation: Conversation, pressed: Button, question: str | None = None) -> Reply:
    assert pressed.action is not None
    assert not isinstance(pressed.action, AdminAction | Rate | ChatAction)
    return conversation.press(pressed.action, question)


def after(reply: Reply) -> Earlier:
    """What a message right after a reply leans on."""
    assert reply.topic is not None
    return Earlier(reply.topic, reply.quotations)


def marked(reply: Reply, *styles: Style) -> list[str]:
    return [reply.text.text[mark.start : mark.end] for mark in reply.text.marks if mark.style in styles]


def test_an_answer_quotes_the_passage_and_says_where_it_stands(conversation: Conversation) -> None:
    reply = conversation.reply_to("How many crowns is the bridge expected to cost?")
    quotes = marked(reply, Style.QUOTE, Style.LONG_QUOTE)
    assert quotes[0].startswith("The bridge is expected to cost 88 million crowns.")
    assert "cost" in marked(reply, Style.BOLD)
    assert "1 · City council votes for a new bridge over the Arle · The Lanning Post · 17 May 2024 · ¶ 3" in (
        reply.text.text
    )


def test_the_headline_links_to_the_quoted_words(conversation: Conversation) -> None:
    reply = conversation.reply_to("How many crowns is the bridge expected to cost?")
    (link, *_) = [mark for mark in reply.text.marks if mark.style is Style.LINK]
    assert link.url is not None
    assert link.url.startswith("https://lanning.example.com/news/bridge#:~:text=")
    assert button(reply, next(label for label in labels(reply) if label.startswith("Source"))).url == link.url


def test_a_citations_link_is_built_once(conversation: Conversation) -> None:
    """The headline and the button share it: it is the same object, not only an equal one."""
    reply = conversation.reply_to("How many crowns is the bridge expected to cost?")
    (link, *_) = [mark for mark in reply.text.marks if mark.style is Style.LINK]
    source = next(each for row in reply.buttons for each in row if each.url)
    assert link.url is source.url


def test_an_article_without_an_address_has_no_source_button(conversation: Conversation) -> None:
    reply = conversation.reply_to("¿Qué explicó la arquitecta Marta Quiroga del techo?")
    assert "Marta Quiroga" in reply.text.text
    assert not [label for label in labels(reply) if label.startswith("Source")]


@pytest.mark.parametrize("question", ["What is the capital of Mongolia?", "Who won the last World Cup?"])
def test_without_an_answer_it_says_so_and_quotes_nothing(conversation: Conversation, question: str) -> None:
    reply = conversation.reply_to(question)
    assert reply.text.text.startswith(wording.answering.NO_ANSWER[Reason.NOT_COVERED]())
    assert reply.question is None
    assert not marked(reply, Style.QUOTE, Style.LONG_QUOTE, Style.LINK)


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("Hello!", small_talk({Wish.GREETING}, commands=True)),
        ("good morning", small_talk({Wish.GREETING}, commands=True)),
        ("¡Hola!", small_talk({Wish.GREETING}, commands=True)),
        ("Thanks a lot!!", wording.answering.THANKS()),
        ("ok", small_talk({Wish.AGREEMENT}, commands=True)),
        ("who made you?", small_talk({Wish.ABOUT_THE_BOT}, commands=True)),
        ("what is 2 + 2?", small_talk({Wish.OUTSIDE}, commands=True)),
        ("what time is it?", small_talk({Wish.OUTSIDE}, commands=True)),
        ("no way", small_talk({Wish.REMARK}, commands=True)),
        ("more", wording.answering.NOTHING_BEFORE()),
        ("context", wording.answering.NOTHING_BEFORE()),
        ("source?", wording.answering.NOTHING_BEFORE()),
        ("https://example.com/", wording.answering.NO_ANSWER[Reason.EMPTY_QUESTION]()),
        ("спасибо", wording.answering.THANKS()),
        ("Bye", wording.answering.GOODBYE()),
        ("What's up?", wording.answering.WELLBEING()),
        ("Who are you?", small_talk({Wish.ABOUT_THE_BOT}, commands=True)),
        ("help", small_talk({Wish.ABOUT_THE_BOT}, commands=True)),
        ("…?!", wording.answering.NO_ANSWER[Reason.EMPTY_QUESTION]()),
        ("what is it?", wording.answering.NO_ANSWER[Reason.TOO_VAGUE]()),
    ],
)
def test_small_talk_gets_a_short_answer_and_no_search(
    conversation: Conversation, said: str, reply: str
) -> None:
    assert conversation.reply_to(said).text.text == reply
    assert conversation.reply_to(said).buttons == ()


@pytest.mark.parametrize(
    "said",
    [
        "context",
        "Context?",
        "what's the context",
        "contexto",
        "Kontext",
        "contexte",
        "контекст",
        "السياق",
        "متن پیرامون",
    ],
)
def test_context_in_words_shows_what_its_button_shows(conversation: Conversation, said: str) -> None:
    answered = conversation.reply_to("What did Mayor Tomas Okafor call the vote?")
    context = button(answered, next(label for label in labels(answered) if label.startswith("Context")))
    reply = conversation.reply_to(said, after(answered))
    assert reply.text == conversation.press(context.action, None, answered.quotations).text  # type: ignore[arg-type]
    assert reply.topic == answered.topic
    assert "88 million crowns" in conversation.reply_to("And how much will it cost?", after(reply)).text.text


def test_a_request_for_the_context_of_what_is_gone_says_what_to_do(conversation: Conversation) -> None:
    gone = Earlier("What did the mayor say?", (Quotation("0123456789abcdef", 0, 9),))
    assert conversation.reply_to("context", gone).text.text == wording.answering.NOTHING_BEFORE()


@pytest.mark.parametrize(
    "said", ["is that true?", "really?", "source?", "true?", "es verdad?", "stimmt das?", "правда?"]
)
def test_a_doubt_about_words_that_are_no_quotation_is_read_together_with_them(
    conversation: Conversation, said: str
) -> None:
    stated = "The bridge over the Arle will cost a lot."
    reply = conversation.reply_to(said, Earlier(stated))
    assert reply.text.text.startswith(wording.answering.read_with(stated))
    assert "88 million crowns" in reply.text.text
    for small in ("Thanks!", "source?", "..."):
        assert conversation.reply_to(said, Earlier(small)).text.text == wording.answering.NOTHING_BEFORE()


def test_a_greeting_with_a_question_is_a_question(conversation: Conversation) -> None:
    assert (
        conversation.reply_to("Hello, how many crowns is the bridge expected to cost?").question is not None
    )


def test_context_shows_the_passage_in_bold_between_its_neighbours(conversation: Conversation) -> None:
    reply = conversation.reply_to("What did Mayor Tomas Okafor call the vote?")
    context = button(reply, next(label for label in labels(reply) if label.startswith("Context")))
    shown = press(conversation, context)
    assert "¶ 1–3" in shown.text.text
    assert marked(shown, Style.BOLD)[0].startswith("Mayor Tomas Okafor")
    assert "88 million crowns" in shown.text.text


def test_more_shows_the_next_citations_with_their_numbers(
    library: Library, conversation: Conversation
) -> None:
    write_articles(library._source, LIGHTHOUSES)
    library.reload()
    reply = conversation.reply_to("Which lighthouse keeper rang the bell?")
    more = button(reply, wording.answering.MORE())
    assert more.action is not None
    assert len(encode(more.action)) <= 64
    assert marked(reply, Style.BOLD)[-1] == "3"
    following = press(conversation, more, reply.question)
    assert [number for number in marked(following, Style.BOLD) if number.isdigit()] == ["4", "5", "6"]
    assert set(marked(following, Style.QUOTE)).isdisjoint(marked(reply, Style.QUOTE))
    last = press(conversation, button(following, wording.answering.MORE()), reply.question)
    assert [number for number in marked(last, Style.BOLD) if number.isdigit()] == ["7", "8"]
    assert wording.answering.MORE() not in labels(last)


def test_more_works_when_the_question_is_forgotten(library: Library, conversation: Conversation) -> None:
    key = library.current.passages[0].key
    reply = conversation.press(ShowMore(4, (key,)))
    assert "¶ 1" in reply.text.text


def test_buttons_say_when_what_they_name_has_gone(library: Library, conversation: Conversation) -> None:
    passage, article = library.current.passages[0].key, library.current.articles[0].key
    actions: list[ReaderAction] = [ShowContext(passage), ShowMore(4, (passage,)), ShowArticle(article)]
    for path in library._source.iterdir():
        path.unlink()
    write_articles(library._source, [{"id": "harbour", "title": "New", "body": "Other words altogether."}])
    library.reload()
    for pressed in actions:
        with pytest.raises(ButtonExpired):
            conversation.press(pressed)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.text(max_size=64))
def test_forged_buttons_never_do_more_than_expire(conversation: Conversation, data: str) -> None:
    with contextlib.suppress(ButtonExpired, UnknownButton):
        action = parse(data)
        if not isinstance(action, AdminAction | Rate | ChatAction):
            conversation.press(action)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.text(max_size=2_000), st.text(max_size=200))
def test_no_message_breaks_a_limit(conversation: Conversation, said: str, title: str) -> None:
    reply = conversation.reply_to(said + " bridge harbour")
    assert utf16_length(reply.text.text) <= LONGEST_MESSAGE
    assert len(reply.text.marks) <= MOST_ENTITIES
    assert all(
        (b.action is None or len(encode(b.action)) <= 64) and len(b.label) <= 64
        for row in reply.buttons
        for b in row
    )


def test_long_headlines_and_passages_stay_inside_the_limits(
    library: Library, conversation: Conversation
) -> None:
    sentence = "🛰 The comet was seen by every observer of the valley, again and again, " * 12
    articles = [
        {"id": f"a{n}", "title": f"Comet {n} " + "x" * 480, "body": sentence + f"{n}."} for n in range(12)
    ]
    write_articles(library._source, articles)
    library.reload()
    reply = conversation.reply_to("Who are the observers of the comet in the valley?")
    assert reply.question is not None
    for shown in (
        reply,
        press(conversation, button(reply, wording.answering.MORE()), reply.question),
        conversation.press(ShowContext(library.current.passages[1].key)),
        conversation.articles(),
        conversation.article("1"),
        conversation.press(ShowArticle(library.current.articles[0].key)),
    ):
        assert shown.text.fits


def test_the_list_of_articles_turns_pages(library: Library, conversation: Conversation) -> None:
    articles = [
        {"id": f"a{n:02}", "title": f"Report {n}", "body": f"The report number {n} is here."}
        for n in range(25)
    ]
    write_articles(library._source, articles)
    library.reload()
    first = conversation.articles()
    assert labels(first) == [wording.answering.NEXT_PAGE()]
    second = press(conversation, button(first, wording.answering.NEXT_PAGE()))
    assert labels(second) == [wording.answering.PREVIOUS_PAGE(), wording.answering.NEXT_PAGE()]
    assert "11 Report 10" in second.text.text
    assert labels(conversation.articles("99")) == [wording.answering.PREVIOUS_PAGE()]


def test_an_article_shows_headline_facts_and_lead(conversation: Conversation) -> None:
    shown = conversation.article("1")
    assert "City council votes for a new bridge over the Arle" in shown.text.text
    assert "The Lanning Post · 17 May 2024 · 3 paragraphs" in shown.text.text
    assert "The city council voted on Friday" in shown.text.text


@pytest.mark.parametrize("number", ["", " ", "…"])
def test_an_article_without_number_or_words_gets_the_usage(conversation: Conversation, number: str) -> None:
    assert conversation.article(number).text.text == wording.finding.ARTICLE_USAGE()


def test_a_follow_up_is_answered_with_the_question_before_it(conversation: Conversation) -> None:
    first = conversation.reply_to("Who is the mayor that called the vote on the bridge a relief?")
    reply = conversation.reply_to("And what did he thank the engineers for?", after(first))
    assert "engineers" in reply.text.text


def test_questions_are_bounded_and_freed_of_half_characters() -> None:
    assert clean("a\ud83db \n c") == "a\ufffdb c"
    assert len(clean("x" * 5_000)) == 1_000


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://example.com/a", True),
        ("http://localhost:8000/a", False),
        ("https://192.168.0.1/a", False),
        ("https://intranet/a", False),
        (None, False),
    ],
)
def test_only_addresses_that_telegram_takes_become_links(url: str | None, taken: bool) -> None:
    assert taken_by_telegram(url) is taken


def test_the_first_message_offers_questions_that_the_articles_answer(conversation: Conversation) -> None:
    text = conversation.start("Verbatim").text.text
    examples = [line.removeprefix("• ") for line in text.splitlines() if line.startswith("• ")]
    assert len(examples) == 2
    for example in examples:
        assert conversation.reply_to(example).question is not None


def test_an_answer_that_is_not_sure_says_so_first(library: Library) -> None:
    quoted = answer("How many crowns is the bridge expected to cost?", library.current)
    assert isinstance(quoted, Answer)
    unsure = answer_reply(replace(quoted, sure=False))
    assert unsure.text.text.startswith(f"{wording.answering.UNSURE()}\n\n")
    assert marked(unsure, Style.QUOTE) == marked(answer_reply(quoted), Style.QUOTE)


def test_a_reply_says_first_what_it_read_for_a_typo(conversation: Conversation) -> None:
    reply = conversation.reply_to("Which mayor called the vote on the brigde a relief?")
    assert reply.text.text.startswith("I read “brigde” as “bridge”.\n\n")
    nothing = conversation.reply_to("How old is the brigde of Kathmandu?")
    assert nothing.text.text.startswith("I read “brigde” as “bridge”. The articles do not")
    assert nothing.question is None


def test_a_follow_up_does_not_say_again_what_was_read_before(conversation: Conversation) -> None:
    first = conversation.reply_to("Which mayor called the vote on the brigde a relief?")
    second = conversation.reply_to("And how many times had they redrawn the palns?", after(first))
    together, reading, *_ = second.text.text.split("\n\n")
    assert together == "Read together with “Which mayor called the vote on the brigde a relief?”."
    assert reading == "I read “palns” as “plans”."


def test_follow_ups_keep_to_the_question_that_stood_alone(conversation: Conversation) -> None:
    first = conversation.reply_to("Which mayor called the vote on the bridge a relief?")
    second = conversation.reply_to("And what did he thank the engineers for?", after(first))
    third = conversation.reply_to("And when will it open?", after(second))
    assert first.topic == second.topic == third.topic
    assert "redrawn the plans four times" in second.text.text
    assert "is to be opened in 2029" in third.text.text


def test_a_message_of_two_questions_gets_both_answers_and_a_word_about_a_third(
    conversation: Conversation,
) -> None:
    both = "How many crowns is the bridge expected to cost? And who called the vote a relief?"
    reply = conversation.reply_to(both)
    assert "88 million crowns" in reply.text.text
    assert "Mayor Tomas Okafor called the vote" in reply.text.text
    assert [number for number in marked(reply, Style.BOLD) if number.isdigit()] == ["1", "2"]
    assert {"Context 1", "Context 2"} <= set(labels(reply))
    three = conversation.reply_to(f"{both} Is it open?")
    assert three.text.text.endswith(wording.answering.left_out(2))
    half = conversation.reply_to(f"{COST} What is the capital of Mongolia?")
    assert half.text.text.endswith("The articles do not answer that.")


def test_what_somebody_says_before_a_question_tells_what_it_is_about(conversation: Conversation) -> None:
    reply = conversation.reply_to("I live by the harbour. Who was hurt there?")
    assert "harbour" in reply.text.text


def test_a_topic_gets_the_beginning_of_its_article(conversation: Conversation) -> None:
    for said in ("tell me about the bridge", "bridge", "any news about the bridge?"):
        reply = conversation.reply_to(said)
        assert marked(reply, Style.QUOTE, Style.LONG_QUOTE)[0].startswith("The city council voted on Friday")


def test_the_list_that_is_asked_for_has_the_newest_first_with_their_numbers(
    conversation: Conversation,
) -> None:
    lines = conversation.reply_to("what is new?").text.text.splitlines()
    assert lines[0] == "3 articles:"
    assert [line.split()[0] for line in lines[1:4]] == ["/article_3", "/article_1", "/article_2"]
    assert conversation.article("3").text.text.splitlines()[0] in lines[1]


def test_the_newest_articles_turn_pages_in_their_order(library: Library, conversation: Conversation) -> None:
    articles = [
        {
            "id": f"a{n:02}",
            "title": f"Report {n}",
            "body": f"Report {n} is here.",
            "published": f"2024-01-{n + 1:02}",
        }
        for n in range(12)
    ]
    write_articles(library._source, articles)
    library.reload()
    first = conversation.reply_to("latest")
    second = press(conversation, button(first, wording.answering.NEXT_PAGE()))
    assert "1 Report 0" in press(conversation, button(first, wording.answering.NEXT_PAGE())).text.text
    assert "Report 11" not in second.text.text


def test_a_headline_or_its_number_shows_the_article(conversation: Conversation) -> None:
    title = "City council votes for a new bridge over the Arle"
    for said in (title, "article 1", "show me the article about the bridge"):
        assert conversation.reply_to(said).text.text.startswith(title)


def test_what_follows_an_articles_card_is_about_it(conversation: Conversation) -> None:
    card = conversation.reply_to("article 1")
    assert "88 million" in conversation.reply_to("how much will it cost?", after(card)).text.text


def test_more_and_the_source_of_an_answer_are_words_too(conversation: Conversation) -> None:
    first = conversation.reply_to(COST)
    assert conversation.reply_to("source?", after(first)).text.text.startswith("City council votes")
    more = conversation.reply_to("tell me more", after(first))
    assert set(marked(more, Style.QUOTE, Style.LONG_QUOTE)).isdisjoint(
        marked(first, Style.QUOTE, Style.LONG_QUOTE)
    )
    assert "City council votes" in more.text.text
    reply = more
    for _ in range(9):
        reply = conversation.reply_to("more", after(reply))
    assert reply.text.text == wording.answering.NOTHING_MORE()


def test_a_quotation_is_not_given_twice_in_a_row_of_follow_ups(conversation: Conversation) -> None:
    reply = conversation.reply_to(COST)
    seen = set(marked(reply, Style.QUOTE, Style.LONG_QUOTE))
    for said in ("by whom?", "and when?", "why?", "how much is it?", "and the cost?"):
        reply = conversation.reply_to(said, after(reply))
        quoted = set(marked(reply, Style.QUOTE, Style.LONG_QUOTE))
        assert seen.isdisjoint(quoted), said
        seen |= quoted


def test_a_question_in_a_language_without_articles_is_told_so_in_it(conversation: Conversation) -> None:
    reply = conversation.reply_to("Кто выиграл вчера матч по футболу?")
    assert reply.text.text == wording.spoken.in_other_languages(["en", "es"], "ru")[0]
    assert "English, español" in reply.text.text


def test_a_name_finds_the_article_in_another_language(conversation: Conversation) -> None:
    reply = conversation.reply_to(
        "Dans quelle école Marta Quiroga apprenait-elle autrefois le violon, le piano et la flûte ?"
    )
    assert reply.text.text.endswith(wording.spoken.CLOSEST["fr"])
    assert labels(reply) == ["El mercado de Lanning reabre sus puertas"]


def test_an_article_that_only_the_names_of_a_question_find_is_not_said_to_have_no_answer(
    conversation: Conversation,
) -> None:
    reply = conversation.reply_to("Which school did Marta Quiroga attend as a child?")
    assert reply.text.text == f"{wording.spoken.found_by_names('en')}\n\n{wording.answering.NEAREST()}"
    assert labels(reply) == ["El mercado de Lanning reabre sus puertas"]


def test_names_and_words_that_are_written_alike_can_answer_across_languages(
    conversation: Conversation,
) -> None:
    reply = conversation.reply_to("In what year was the original roof of Marta Quiroga made?")
    assert "el techo original de 1902 se conservó casi por completo" in reply.text.text


def test_without_an_answer_it_says_in_which_languages_it_looked(conversation: Conversation) -> None:
    assert (
        wording.spoken.looked_in(["en", "es"])
        in conversation.reply_to("What is the capital of Mongolia?").text.text
    )


def test_what_went_before_counts_for_minutes_only() -> None:
    earlier = Earlier("Who?")
    assert leans_on(earlier, LEANS_FOR) == earlier
    assert leans_on(earlier, LEANS_FOR + 1) is None


@given(st.lists(st.text(max_size=300), max_size=60))
def test_a_list_of_any_lines_is_one_message(lines: list[str]) -> None:
    lines = [line.encode("utf-8", "replace").decode() * 9 for line in lines]
    text = fitting(["first", *map(bold, lines), "last"], last=1)
    assert text.fits
    assert text.text.endswith("last")


def test_a_question_that_is_cut_is_said_to_be(conversation: Conversation) -> None:
    """Its first thousand characters are read, whatever comes of them."""
    for beginning in ("How many crowns is the bridge expected to cost?", "What is the capital of Mongolia?"):
        reply = conversation.reply_to(beginning + " please" * 200)
        assert reply.text.text.startswith("Your question is long: I read its first 1,000 characters.\n\n")
    whole = conversation.reply_to("How many crowns is the bridge expected to cost?" + " " * 2_000)
    assert "long" not in whole.text.text
