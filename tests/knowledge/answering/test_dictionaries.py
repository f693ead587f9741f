"""The dictionaries know the words that simplemma's know, and are read once."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from simplemma import is_known
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from knowledge.answering import dictionaries
from knowledge.answering.dictionaries import Words, has_dictionary, is_in_a_dictionary


@pytest.mark.parametrize("language", ["en", "fa", "id", "no"])
def test_a_dictionary_has_every_word_of_simplemmas_and_no_other(language: str) -> None:
    name = {"no": "nb"}.get(language, language)
    words = list(DefaultDictionaryFactory().get_dictionary(name))[::97]
    assert all(is_in_a_dictionary(word, [language]) for word in words)
    strange = [f"{word[1:]}{word[:1]}q" for word in words]
    assert [is_in_a_dictionary(word, [language]) for word in strange] == [
        is_known(word, name) or is_known(word.casefold(), name) for word in strange
    ]


@pytest.mark.parametrize(
    ("word", "languages", "expected"),
    [
        pytest.param("bread", ["en"], True, id="as it is written"),
        pytest.param("BREAD", ["en"], True, id="in capitals"),
        pytest.param("haus", ["de"], True, id="a noun without its capital"),
        pytest.param("caf\u0065\u0301", ["fr"], True, id="an accent as a character of its own"),
        pytest.param("bread", ["fa"], False, id="of another language"),
        pytest.param("bread", ["fa", "en"], True, id="of one of the languages"),
        pytest.param("bread", ["xx"], False, id="of a language without a dictionary"),
        pytest.param("bread", [], False, id="of no language"),
        pytest.param("", ["en"], False, id="no letters"),
        pytest.param("bre\ud800ad", ["en"], False, id="half of a surrogate pair"),
    ],
)
def test_a_word_is_found_in_every_spelling_of_it(word: str, languages: list[str], expected: bool) -> None:
    assert is_in_a_dictionary(word, languages) is expected


def test_there_are_dictionaries_for_known_languages_alone() -> None:
    assert [language for language in ("en", "no", "xx", "") if has_dictionary(language)] == ["en", "no"]


def test_threads_that_need_a_dictionary_at_once_read_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    others, read = threading.Barrier(4, timeout=10), []

    def entries(name: str) -> list[bytes]:
        read.append(name)
        time.sleep(0.2)  # reading takes time: without a lock the others come meanwhile
        return [b"bread"]

    monkeypatch.setattr(dictionaries, "_entries", entries)
    dictionaries._words.cache_clear()

    def look(_: int) -> bool:
        others.wait()
        return is_in_a_dictionary("bread", ["en"])

    try:
        with ThreadPoolExecutor(4) as pool:
            assert all(pool.map(look, range(4)))
    finally:
        dictionaries._words.cache_clear()
    assert read == ["en"]


def test_a_set_without_words_has_none() -> None:
    assert Words([]).get("bread") is None
    assert len(Words([b"a", b"b"])) == 2
