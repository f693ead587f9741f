"""What of a news page is taken for furniture, and what never is."""

import pytest

from knowledge.furniture import is_furniture, is_link_list_heading, reads_like_a_sentence


@pytest.mark.parametrize(
    "paragraph",
    [
        "Related Articles",
        "RELATED ARTICLES:",
        "Back to top button",
        "▲ Back to top",
        "Read more →",
        "Editors’ Picks",
        "Comments (12)",
        "Share | Facebook | Twitter | Email",
        "Related Articles Back to top button",
        "Artículos relacionados",
        "Das könnte Sie auch interessieren:",
        "À lire aussi",
        "Читайте также:",
        "مقالات ذات صلة",
        "اشتراک‌گذاری",
        "Advertisement",
        "* * *",
        "———",
        "",
        "👍 🎉",
    ],
)
def test_known_phrases_and_marks_without_letters_are_furniture(paragraph: str) -> None:
    assert is_furniture(paragraph)


@pytest.mark.parametrize(
    "paragraph",
    [
        "He shared the article.",
        "Related articles were seized by the police at the border.",
        "Search for survivors",
        "Advertisement spending fell by 3 percent.",
        "Print, share and subscribe are the three verbs of the trade, said the editor of the local paper.",
        "2023",
        "Maduro",
        "Да.",
        "नमस्ते",
    ],
)
def test_in_doubt_a_paragraph_is_knowledge(paragraph: str) -> None:
    assert not is_furniture(paragraph)


def test_a_long_paragraph_of_known_phrases_is_still_knowledge() -> None:
    assert not is_furniture("Share " * 40)


def test_only_headings_of_link_lists_announce_a_list() -> None:
    assert is_link_list_heading("Related Articles")
    assert is_link_list_heading("• Te puede interesar:")
    assert not is_link_list_heading("Advertisement")
    assert not is_link_list_heading("")


@pytest.mark.parametrize(
    "paragraph",
    [
        "It was over.",
        "“It was over.”",
        "„Es ist vorbei.“",
        "«Всё кончено».",
        "他说。",
        "انتهى الأمر.",
        "वह गया।",
        "He named three:",
        "Who would have thought that the harbour of a town of this size could stay closed for eleven days?",
    ],
)
def test_paragraphs_that_end_as_sentences_do_read_like_one(paragraph: str) -> None:
    assert reads_like_a_sentence(paragraph)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Council votes for bridge",
        "Who will pay for the bridge?",
        "Mayor calls vote ‘a relief’",
        "Goal!",
        "5 May 2024",
        "",
    ],
)
def test_headlines_in_a_list_of_links_do_not_read_like_sentences(paragraph: str) -> None:
    assert not reads_like_a_sentence(paragraph)
