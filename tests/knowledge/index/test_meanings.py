"""What an index keeps of the thesauri: the base's number of each row's term."""

from knowledge.articles import Article
from knowledge.index.meanings import meaning_of, numbered_kin
from knowledge.index.snapshot import Snapshot
from knowledge.index.texts import Texts
from knowledge.meaning.thesaurus import thesaurus
from tests.corpus import Corpus, build_snapshot


def snapshot_of(body: str, language: str) -> Snapshot:
    return build_snapshot(Corpus((Article("a", "Ship", body, language, "a.md"),)))


def test_every_row_has_the_number_of_its_term_in_the_base() -> None:
    snapshot = snapshot_of("A company leases the vessel. The rent is high, and zyxvw is no word.", "en")
    words = thesaurus("en")
    assert words is not None
    numbers = snapshot.arrays["meaning.en"]
    terms = Texts.named("vocabulary", snapshot.arrays)
    found = {words.encoded(row).decode(): terms[number] for row, number in enumerate(numbers) if number >= 0}
    assert {"compani", "leas", "vessel", "rent"} <= set(found)
    assert all(term == known for term, known in found.items())
    assert len(found) == sum(words.row(term) is not None for term in terms)


def test_the_kin_of_a_word_are_terms_of_the_base_with_their_numbers() -> None:
    snapshot = snapshot_of("A company leases the vessel.", "en")
    found = snapshot.meaning.kin("rent", "en", 8)
    assert [kin.term for kin in found] == ["leas"]
    assert snapshot.occurrences.numbers["leas"] == found[0].number


def test_a_language_without_a_thesaurus_has_no_kin() -> None:
    snapshot = snapshot_of("A fleet of ships, as one writes in no language that has a file.", "xx")
    assert not [name for name in snapshot.arrays if name.startswith("meaning.")]
    assert list(snapshot.meaning.kin("ships", "xx", 8)) == []


def test_only_the_languages_of_the_base_are_numbered() -> None:
    vocabulary = Texts.of(["leas", "rent"])
    assert numbered_kin(["xx"], vocabulary) == {}
    assert list(meaning_of({}, vocabulary).kin("rent", "en", 8)) == []
