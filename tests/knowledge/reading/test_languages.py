"""Which language a text is in."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge.reading.languages import UNDETERMINED, believed, detect

TEXTS = {
    "en": "A storm closed the harbour on Tuesday. Forty ships are waiting off the coast until the wind has dropped.",
    "es": "Una tormenta cerró el puerto el martes. Cuarenta barcos esperan frente a la costa a que amaine el viento.",
    "de": "Ein Sturm hat am Dienstag den Hafen geschlossen. Vierzig Schiffe warten vor der Küste auf ruhigeres Wetter.",
    "ru": "Во вторник шторм закрыл гавань. Сорок судов ждут у берега, пока не стихнет ветер.",
    "fa": "روز سه‌شنبه توفان بندر را بست. چهل کشتی در نزدیکی ساحل منتظرند تا باد آرام شود.",
    "ar": "أغلقت عاصفة الميناء يوم الثلاثاء. وتنتظر أربعون سفينة قبالة الساحل حتى تهدأ الرياح.",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items(), ids=TEXTS)
def test_a_few_sentences_are_enough(language: str, text: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", " \n", "1984", "…—!?"])
def test_a_text_without_letters_has_no_language(text: str) -> None:
    assert detect(text) == UNDETERMINED


def test_the_same_text_gives_the_same_language_every_time_and_in_every_thread() -> None:
    texts = [*TEXTS.values(), "Oslo", "a", "taxi hotel"]
    expected = [detect(text) for text in texts]
    with ThreadPoolExecutor(4) as threads:
        assert all(
            found == expected for found in threads.map(lambda _: [detect(t) for t in texts], range(20))
        )


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    assert detect(TEXTS["en"] * 50 + TEXTS["ru"] * 10_000) == "en"


@pytest.mark.parametrize("language", TEXTS)
def test_a_statement_is_believed_unless_the_text_is_surely_in_another_language(language: str) -> None:
    text = f"{TEXTS[language]} " * 6
    assert believed(language, text) == language
    assert believed("en-GB" if language != "en" else "de", text) == language
    assert believed("xx", text) == "xx"


def test_a_few_words_prove_nothing() -> None:
    assert believed("fi", TEXTS["en"][:60]) == "fi"


def test_of_languages_that_are_written_alike_the_stated_one_is_kept() -> None:
    danish = "Stormen lukkede havnen tirsdag, og fyrre skibe venter ud for kysten på roligere vejr. " * 6
    assert believed("nb", danish) == "nb"
