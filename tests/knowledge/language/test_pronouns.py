"""Which sentences lean on the one before."""

import pytest

from knowledge.articles import Span
from knowledge.language.pronouns import begins_with_a_pronoun


@pytest.mark.parametrize(
    ("sentence", "language", "leans"),
    [
        ("She signed the pact.", "en", True),
        ("“They left,” he said.", "en", True),
        ("The pact was signed.", "en", False),
        ("Hers is a long story.", "en", False),
        ("Él firmó el pacto.", "es", True),
        ("Han kom i går.", "no", True),
        ("Han kom i går.", "en", False),
        ("Он подписал договор.", "ru", True),
        ("उन्होंने कहा।", "hi", True),
        ("Αυτός υπέγραψε.", "el", True),
        ("2022 was dry.", "en", False),
        ("…", "en", False),
        ("She signed.", "xx", False),
    ],
)
def test_a_sentence_leans_on_the_one_before_when_its_first_word_is_a_pronoun(
    sentence: str, language: str, leans: bool
) -> None:
    assert begins_with_a_pronoun(f"Before. {sentence}", Span(8, 8 + len(sentence)), language) is leans
