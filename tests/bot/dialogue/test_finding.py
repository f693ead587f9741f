"""Looking for articles: filters in questions, headlines, lists, and texts that are read page by page."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue import wording
from bot.dialogue.articles import article_reply, text_reply
from bot.dialogue.buttons import ShowArticle, ShowFound, ShowMore, ShowText
from bot.dialogue.conversation import ButtonExpired, Conversation
from bot.dialogue.rich_text import LONGEST_MESSAGE, Style, utf16_length
from knowledge import Earlier, Library
from knowledge.articles import Article
from knowledge.index.passages import paragraphs
from tests.bot.dialogue.test_conversation import after, button, labels, marked, press
from tests.conftest import LIGHTHOUSES, write_articles
from tests.corpus import Corpus, build_snapshot

ABOUT_BRIDGE = "City council votes for a new bridge over the Arle"


@pytest.fixture
def conversation(library: Library) -> Conversation:
    return Conversation(library)


def many(library: Library, articles: int) -> None:
    write_articles(
        library._source,
        [
            {
                "id": f"n{n:02}",
                "title": f"Lighthouse report {n}",
                "source": "Coast Radio",
                "body": f"Bell {n} rang.",
            }
            for n in range(articles)
        ],
    )
    library.reload()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("How much is the bridge? source:BBC", "No article of “BBC” is here."),
        (
            "How much is the bridge? before:2020",
            "before:2020-01-01 leaves no article: none is from before 1 Jan 2020.",
        ),
        (
            "How much is the bridge? after:2031",
            "after:2031-01-01 leaves no article: none is from 1 Jan 2031 or later.",
        ),
        ("How much is the bridge? in:9", "in:9 leaves no article: there are 3 articles, numbered from 1."),
        ('How much is the bridge? "six crowns"', "No passage here has “six crowns” word for word."),
        ("after:May", f"I cannot read the date in after:May. {wording.finding.HOW_TO_WRITE_DATES()}"),
        (
            "What did it cost? after:May",
            f"I cannot read the date in after:May. {wording.finding.HOW_TO_WRITE_DATES()}",
        ),
        ("-bridge", wording.finding.ONLY_LEFT_OUT()),
    ],
)
def test_a_filter_that_leaves_nothing_says_which_one(
    conversation: Conversation, said: str, sentence: str
) -> None:
    reply = conversation.reply_to(said)
    assert reply.text.text == sentence
    assert reply.buttons == ()


def test_without_an_answer_within_the_filters_it_says_so(conversation: Conversation) -> None:
    reply = conversation.reply_to("Who won the football match? source:Lanning")
    assert reply.text.text.startswith('Within source:"Lanning" the articles do not answer that.')


def test_filters_alone_list_their_articles_the_newest_first(conversation: Conversation) -> None:
    lines = conversation.reply_to('source:"Lanning Post"').text.text.splitlines()
    assert lines[0] == "2 articles found:"
    assert [ABOUT_BRIDGE in lines[1], "Storm closes" in lines[2]] == [True, True]


def test_an_answer_within_filters_keeps_them_for_follow_ups_and_more(conversation: Conversation) -> None:
    asked = 'How many crowns did it cost? source:"Lanning Post" before:2024-04'
    reply = conversation.reply_to(asked)
    assert "12.4 million crowns" in reply.text.text
    assert "88 million" not in reply.text.text
    assert reply.topic == asked.replace("2024-04", "2024-04-01")
    followed = conversation.reply_to("And when was that?", after(reply))
    assert "harbour" in followed.text.text
    assert "bridge" not in followed.text.text
    assert "bridge" not in conversation.reply_to("more", Earlier(asked, reply.quotations)).text.text


def test_the_more_button_keeps_the_filters(library: Library, conversation: Conversation) -> None:
    write_articles(library._source, [each | {"source": f"Paper {n}"} for n, each in enumerate(LIGHTHOUSES)])
    library.reload()
    reply = conversation.reply_to("Which lighthouse keeper rang the bell? source:Paper")
    more = next(each for row in reply.buttons for each in row if isinstance(each.action, ShowMore))
    assert "rang the bell" in press(conversation, more, reply.question).text.text


@pytest.mark.parametrize("words", ["bridge", "NEW BRIDGE", "arle bridges", "bridge source:Lanning"])
def test_words_of_one_headline_show_its_article(conversation: Conversation, words: str) -> None:
    reply = conversation.article(words)
    assert reply.text.text.startswith(ABOUT_BRIDGE)
    assert reply.topic == ABOUT_BRIDGE


def test_words_of_several_headlines_offer_them_as_buttons(
    library: Library, conversation: Conversation
) -> None:
    many(library, 12)
    reply = conversation.article("lighthouse report")
    assert reply.text.text == f"{wording.finding.SEVERAL()}\n… and 4 more"
    assert len(reply.buttons) == 8
    assert all(isinstance(each.action, ShowArticle) for row in reply.buttons for each in row)
    assert press(conversation, reply.buttons[1][0]).text.text.startswith("Lighthouse report 1")


def test_a_whole_headline_shows_its_article_though_others_have_its_words(
    library: Library, conversation: Conversation
) -> None:
    write_articles(library._source, [{"id": "b", "title": "A new bridge", "body": "Something else of it."}])
    library.reload()
    assert conversation.article("a new bridge").text.text.startswith("A new bridge\n")


def test_words_of_no_headline_are_told_with_the_nearest(conversation: Conversation) -> None:
    reply = conversation.article("bridge over the Danube")
    assert reply.text.text == f"{wording.finding.NO_HEADLINE()}\n\n{wording.finding.NEAREST()}"
    assert labels(reply) == [ABOUT_BRIDGE]
    assert labels(conversation.article("Ines Calder-Whitby")) == ["Storm closes the harbour of Port Lanning"]
    assert conversation.article("volcano").text.text == wording.finding.NO_HEADLINE()
    assert conversation.article("bridge source:BBC").text.text == "No article of “BBC” is here."


@pytest.mark.parametrize("number", ["99", "0", "-1", "9999999999999", "٣"])
def test_a_number_of_no_article_says_how_many_there_are(conversation: Conversation, number: str) -> None:
    said = conversation.article(number).text.text
    assert said == f"There is no article {number}: there are 3, from /article_1 to /article_3."


def test_an_article_without_a_name_says_how_it_is_asked_for(conversation: Conversation) -> None:
    assert conversation.article(" ").text.text == wording.finding.ARTICLE_USAGE()


def test_a_list_has_commands_that_can_be_tapped(conversation: Conversation) -> None:
    assert (
        f"\n/article_1 {ABOUT_BRIDGE} · The Lanning Post · 17 May 2024" in conversation.articles().text.text
    )


def test_headlines_are_searched_and_their_pages_turned(library: Library, conversation: Conversation) -> None:
    many(library, 12)
    reply = conversation.articles("lighthouse")
    assert reply.text.text.startswith("12 articles found, page 1 of 2:")
    turned = press(conversation, button(reply, wording.answering.NEXT_PAGE()))
    assert turned.text.text.startswith("12 articles found, page 2 of 2:")
    assert "Lighthouse report 11" in turned.text.text
    assert conversation.articles("2").text.text.startswith("15 articles, page 2 of 2:")


def test_words_too_long_for_a_button_tell_how_many_more_there_are(
    library: Library, conversation: Conversation
) -> None:
    many(library, 12)
    reply = conversation.articles(f"lighthouse report {'source:Radio ' * 5}")
    assert reply.buttons == ()
    assert reply.text.text.endswith("… and 2 more")


def test_where_there_are_no_commands_none_is_named(library: Library) -> None:
    quiet = Conversation(library, commands=False)
    for said in ("hello", "ok", "who are you?", "what time is it?", "what is new?", "source:Lanning"):
        assert "/" not in quiet.reply_to(said).text.text
        assert quiet.reply_to(said).buttons == ()


def test_an_article_on_no_page_is_read_to_its_end_in_place(conversation: Conversation) -> None:
    card = conversation.article("mercado")
    assert labels(card) == [wording.finding.READ(), wording.answering.SHARE()]
    page = press(conversation, button(card, wording.finding.READ()))
    assert "page 1 of 1" in page.text.text
    assert "seis millones de coronas." in marked(page, Style.QUOTE, Style.LONG_QUOTE)[0]
    assert labels(conversation.article("bridge")) == ["Source", wording.answering.SHARE()]


def test_a_text_of_an_article_that_is_gone_says_so(conversation: Conversation) -> None:
    with pytest.raises(ButtonExpired):
        conversation.press(ShowText("AAAAAAAA", 2))


TEXTS = st.lists(
    st.text(st.sampled_from("ab 𝕏é. "), min_size=1, max_size=60).map(lambda each: each * 150)
    | st.sampled_from(["One sentence. Another one. " * 250, "𝕏" * 5_000, "Short."]),
    min_size=1,
    max_size=5,
)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_the_pages_of_any_text_fit_and_hold_every_word_once(parts: list[str]) -> None:
    body = "\n\n".join(stripped for each in parts if (stripped := " ".join(each.split()))) or "Nothing."
    snapshot = build_snapshot(Corpus((Article("a", "𝕏" * 300, f"{body}\n\nThe end.", "en", "a.md"),)))
    pages = []
    reply = text_reply(snapshot, 0, 1)
    while True:
        assert reply.text.fits
        assert utf16_length(reply.text.text) <= LONGEST_MESSAGE
        pages.append(marked(reply, Style.QUOTE, Style.LONG_QUOTE)[0])
        following = [
            each for row in reply.buttons for each in row if each.label == wording.answering.NEXT_PAGE()
        ]
        if not following:
            break
        assert isinstance(following[0].action, ShowText)
        reply = text_reply(snapshot, 0, following[0].action.page)
    shown = "".join("".join(pages).split())
    text = snapshot.articles[0].body
    counted = (text[start:end] for start, end in paragraphs(text))  # without furniture, as everywhere
    assert shown == "".join("".join(counted).split())


def test_found_pages_out_of_range_are_the_nearest(library: Library, conversation: Conversation) -> None:
    many(library, 12)
    assert "page 2 of 2" in conversation.press(ShowFound(99, "lighthouse")).text.text


def test_the_card_of_a_short_article_has_nothing_to_read_on(tmp_path: Path) -> None:
    snapshot = build_snapshot(Corpus((Article("a", "Lift", "The lift stands still.", "en", "a.md"),)))
    assert labels(article_reply(snapshot, 0)) == [wording.answering.SHARE()]
