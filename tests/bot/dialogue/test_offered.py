"""What an admin offers to be added, told from questions."""

import pytest

from bot.dialogue.offered import as_document, facts_in, is_article, link_offered, stated
from knowledge.reading.document import read_document

PARAGRAPH = "The old lighthouse of Port Lanning opens to visitors, and its keeper is glad of them. "
LONG = "The lighthouse opens again\n\n" + PARAGRAPH * 8
SHORT = f"The lighthouse opens again\n\n{PARAGRAPH}\n\n{PARAGRAPH}"


@pytest.mark.parametrize(
    "text", [LONG, SHORT, LONG.replace("again\n", "again?\n"), LONG + "\nhttps://bay.example/a"]
)
def test_a_long_text_or_several_paragraphs_below_a_headline_are_an_article(text: str) -> None:
    assert is_article(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "When does it open?",
        "Hello\n\nI have a question\n\nabout the bridge",
        LONG + "\n\nWhat does this mean for the harbour?",
        LONG + "\n\n这是什么意思？ ",
        SHORT.replace("visitors,", "visitors? Yes,"),
        PARAGRAPH * 10,  # no headline
        "A headline of one line",
        "x" * 300 + "\n\n" + PARAGRAPH * 8,
    ],
)
def test_a_question_and_a_text_without_a_headline_are_no_article(text: str) -> None:
    assert not is_article(text)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://a.example", "https://a.example"),
        (" HTTP://a.example/b \n", "HTTP://a.example/b"),
        ("The quay moves https://a.example/quay", "https://a.example/quay"),
        ("Please add https://a.example/quay, thank you!", "https://a.example/quay"),
        ("Add this (https://a.example/quay).", "https://a.example/quay"),
        ("see https://en.example/wiki/Quay_(Bay)", "https://en.example/wiki/Quay_(Bay)"),
        ("Bitte hinzufügen: https://a.example/quay", "https://a.example/quay"),
    ],
)
def test_a_link_with_words_that_ask_nothing_is_offered(text: str, link: str) -> None:
    assert link_offered(text) == link


@pytest.mark.parametrize(
    "text",
    [
        "What is https://a.example/quay about?",
        "what does https://a.example/quay say about the bridge",
        "Tell me about https://a.example/quay",
        "https://a.example https://b.example",
        "ftp://a.example",
        "a.example",
        "https://",
        "words " * 80 + "https://a.example",
    ],
)
def test_a_link_in_a_question_or_among_many_words_is_not_offered(text: str) -> None:
    assert link_offered(text) is None


@pytest.mark.parametrize(
    ("caption", "facts"),
    [
        ("source: Bay Press\ndate: 2024-03-01\nurl: https://bay.example/a",
         {"source": "Bay Press", "date": "2024-03-01", "url": "https://bay.example/a"}),
        ("Publisher: Bay Press", {"source": "Bay Press"}),
        ("https://bay.example/a", {"url": "https://bay.example/a"}),
        ("1 March 2024\nhttps://bay.example/a", {"date": "1 March 2024", "url": "https://bay.example/a"}),
        ("please add this", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_a_caption_states_facts_by_name_or_as_a_bare_link_or_date(
    caption: str, facts: dict[str, str]
) -> None:
    assert facts_in(caption) == facts


def test_facts_of_a_caption_become_those_of_a_plain_text_and_go_before_its_own() -> None:
    facts = facts_in("source: Bay: the Press\ndate: 2024-03-01\nurl: https://bay.example/a")
    once = stated("quay.txt", LONG.encode(), facts)
    ((article,), problems) = read_document("quay.txt", stated("quay.txt", once, {"date": "2024-03-02"}))
    assert (article.title, article.source, str(article.published), article.url) == (
        "The lighthouse opens again", "Bay: the Press", "2024-03-02", "https://bay.example/a",
    )  # fmt: skip
    assert problems == ()
    assert article.body == (PARAGRAPH * 8).strip()


def test_facts_that_are_wrong_are_a_note_and_other_kinds_of_files_keep_their_own() -> None:
    ((article,), (problem,)) = read_document("quay.txt", stated("quay.txt", LONG.encode(), {"date": "soon"}))
    assert article.published is None
    assert problem.is_note
    assert stated("quay.json", b"{}", {"date": "2024-03-01"}) == b"{}"
    assert stated("quay.txt", b"\xff\xfe\x00", {"date": "2024-03-01"}) == b"\xff\xfe\x00"


def test_a_text_states_facts_below_its_headline_or_at_its_end() -> None:
    text = LONG.replace("\n\n", "\nsource: Bay Press\n\n", 1) + "\n\nhttps://bay.example/a"
    name, data = as_document(text, {"source": "Channel", "date": "2024-03-01"})
    assert name.startswith("the-lighthouse-opens-again-")
    ((article,), _) = read_document(name, data)
    assert (article.source, str(article.published), article.url) == (
        "Bay Press", "2024-03-01", "https://bay.example/a",
    )  # fmt: skip
    assert article.body == (PARAGRAPH * 8).strip()
    assert as_document(text.replace("glad", "sad"), {}).name == name
