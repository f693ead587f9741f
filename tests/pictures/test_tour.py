"""The pictures of the tour: each is shown, and together they are small."""

from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
MOST = 40_000  # bytes of one, on average


def test_every_picture_of_the_tour_is_shown_and_all_are_small() -> None:
    pictures = sorted((DOCS / "tour").iterdir())
    text = (DOCS / "tour.md").read_text(encoding="utf-8")
    assert pictures
    assert [picture.name for picture in pictures if f"](tour/{picture.name})" not in text] == []
    assert sum(picture.stat().st_size for picture in pictures) < MOST * len(pictures)
