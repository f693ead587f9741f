"""The file of words and their kin."""

import numpy as np
import pytest

from knowledge.language.terms import analysis
from knowledge.meaning.thesaurus import FOLDER, HIGHEST, Entry, Thesaurus, thesaurus, written

ENTRIES = [
    Entry("leas", [2, 1], [170, 20]),
    Entry("o", [], []),
    Entry("rent", [0], [170]),
    Entry("žába", [], []),
]


def opened(entries: list[Entry]) -> Thesaurus:
    return Thesaurus(np.frombuffer(written(entries), np.uint8))


def test_a_file_gives_back_what_was_written() -> None:
    words = opened(ENTRIES)
    assert len(words) == len(ENTRIES)
    for row, entry in enumerate(ENTRIES):
        rows, likenesses = words.kin(row)
        assert Entry(words.encoded(row).decode(), rows.tolist(), likenesses.tolist()) == entry


def test_a_term_is_found_by_its_row_and_others_are_not() -> None:
    words = opened(ENTRIES)
    assert [words.row(entry.term) for entry in ENTRIES] == [0, 1, 2, 3]
    assert [words.row(term) for term in ("", "a", "lea", "leass", "zz", "\ud800")] == [None] * 6
    assert opened([]).row("leas") is None


@pytest.mark.parametrize("terms", [["b", "a"], ["a", "a"]])
def test_terms_that_do_not_ascend_are_not_written(terms: list[str]) -> None:
    with pytest.raises(ValueError, match="ascend"):
        written([Entry(term, [], []) for term in terms])


def test_a_file_that_is_cut_or_of_another_layout_is_not_opened() -> None:
    data = np.frombuffer(written(ENTRIES), np.uint8)
    with pytest.raises(ValueError, match="bytes"):
        Thesaurus(data[:-1])
    other = data.copy()
    other[12] += 1
    with pytest.raises(ValueError, match="layout"):
        Thesaurus(other)


def test_a_language_without_a_file_has_no_thesaurus() -> None:
    assert thesaurus("xx") is None


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.kin")), ids=lambda path: path.stem)
def test_a_thesaurus_that_is_shipped_is_whole(path: object) -> None:
    """Its terms are those of the analysis, they ascend, and every kin is another row, the nearest first."""
    language = str(getattr(path, "stem", ""))
    words = thesaurus(language)
    assert words is not None
    terms = [words.encoded(row) for row in range(len(words))]
    assert terms == sorted(set(terms))
    for row in range(len(words)):
        rows, likenesses = words.kin(row)
        assert len(set(rows.tolist())) == len(rows)
        assert row not in rows
        assert not len(rows) or int(rows.max()) < len(words)
        assert not len(rows) or (int(likenesses.min()) > 0 and int(likenesses.max()) <= HIGHEST)
        assert (np.diff(likenesses.astype(int)) <= 0).all()
    stemmed = analysis(language).term
    same = [stemmed(word) == word for word in map(bytes.decode, terms)]
    assert sum(same) > 0.7 * len(
        same
    )  # a stem is not always its own stem: "univers", but "organis" → "organi"


def test_english_words_of_one_meaning_are_kin() -> None:
    words = thesaurus("en")
    assert words is not None
    term = analysis("en").term
    for asked, said in (
        ("rents", "leases"),
        ("folks", "people"),
        ("cheap", "inexpensive"),
        ("boat", "vessel"),
    ):
        row, other = words.row(term(asked)), words.row(term(said))
        assert row is not None
        assert other in words.kin(row)[0], (asked, said)
