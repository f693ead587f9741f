"""The README's picture shows what the bot sends today."""

from tests.pictures.drawing import drawn
from tests.pictures.exchange import PICTURE, Line, exchange


async def test_the_picture_is_drawn_from_what_the_bot_sends() -> None:
    assert PICTURE.read_text(encoding="utf-8") == drawn(await exchange()), (
        "the bot's words have changed: run python -m tests.pictures"
    )


def test_entities_are_drawn_where_they_stand_in_utf_16() -> None:
    bold = {"type": "bold", "offset": 3, "length": 4}
    assert '<tspan>😀 </tspan><tspan class="bold">word</tspan>' in drawn([Line(True, "😀 word", (bold,))])


def test_what_an_article_says_cannot_become_markup() -> None:
    assert "&lt;script&gt; &amp; so on" in drawn([Line(True, "<script> & so on")])
