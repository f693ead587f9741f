"""What of a news page is taken for furniture, and what never is."""

import pytest

from knowledge.language.page_furniture import ends_a_link_list, is_furniture, is_link_list_heading


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
        "© 2024 Agency. All rights reserved.",
        "Copyright 2024 The Lanning Post",
        "Photo: AFP",
        "Photo credit: Ines Calder",
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
        "Photographs show the damage.",
        "Copyrights are no obstacle, the court said in a ruling that runs to more than a hundred pages and names none.",
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


LONG = "Who would have thought that the harbour of a town of this size could stay closed for eleven days"


@pytest.mark.parametrize("paragraph", [f"{LONG}.", f"“{LONG}!”", f"{LONG}?", f"{LONG}:"])
def test_a_sentence_longer_than_a_headline_ends_a_list_of_links(paragraph: str) -> None:
    assert ends_a_link_list(paragraph)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Council votes for bridge",
        "Minister resigns after scandal.",
        "Who will pay for the bridge?",
        "Goal!",
        LONG,
        "",
    ],
)
def test_headlines_do_not_end_a_list_of_links_even_with_a_full_stop(paragraph: str) -> None:
    assert not ends_a_link_list(paragraph)
