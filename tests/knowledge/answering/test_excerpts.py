"""An excerpt is verbatim, short, and shows the sentences that speak of the question."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.excerpts import LONGEST_EXCERPT, LONGEST_SENTENCE, excerpt
from knowledge.answers import GAP, Excerpt
from knowledge.articles import Article, Passage
from knowledge.index.passages import passages
from knowledge.language.terms import analysis

WORDS = st.sampled_from(
    (
        "the pact oil Maduro signed, “Tehran” U.S. 5,000 Mr. Amir-Abdollahian’s النفط войны 石油 […] "
        "e\u0301te\u0301 🛢 said. Why? No!\n"
    ).split(" ")
)
BODIES = st.lists(WORDS, min_size=1, max_size=250).map(" ".join)
TERMS = st.dictionaries(
    st.sampled_from(analysis("en").terms("pact oil Maduro Tehran 5,000 войны 石油 amir")), st.floats(0.1, 9)
)


def article(body: str) -> Article:
    return Article("a", "Title", body, "en", "a.md")


def only_passage(body: str) -> Passage:
    (passage,) = passages(article(body))
    return passage


def shown(passage: Passage, excerpt: Excerpt) -> str:
    return GAP.join(passage.article.body[start:end] for start, end in excerpt.spans)


def weights(question: str) -> dict[str, float]:
    return dict.fromkeys(analysis("en").terms(question), 1.0)


@given(body=BODIES, terms=TERMS)
def test_every_span_is_inside_its_passage_in_reading_order_and_apart_from_the_next(
    body: str, terms: dict[str, float]
) -> None:
    for passage in passages(article(body)):
        spans = excerpt(passage, terms).spans
        assert spans
        assert passage.span.start <= spans[0].start
        assert spans[-1].end <= passage.span.end
        assert all(start < end for start, end in spans)
        assert all(left.end < right.start for left, right in pairwise(spans))


@given(body=BODIES, terms=TERMS)
def test_every_span_is_verbatim_and_without_white_space_at_its_ends(
    body: str, terms: dict[str, float]
) -> None:
    for passage in passages(article(body)):
        for start, end in excerpt(passage, terms).spans:
            assert body[start:end] in passage.text
            assert body[start:end] == body[start:end].strip()


@given(body=BODIES, terms=TERMS)
def test_an_excerpt_is_short(body: str, terms: dict[str, float]) -> None:
    for passage in passages(article(body)):
        found = excerpt(passage, terms)
        # One sentence may be a little longer: it is not cut for its last few words.
        assert len(shown(passage, found)) <= (LONGEST_SENTENCE if len(found.spans) == 1 else LONGEST_EXCERPT)


@given(body=BODIES, terms=TERMS)
def test_emphasis_is_inside_the_spans_and_does_not_overlap(body: str, terms: dict[str, float]) -> None:
    for passage in passages(article(body)):
        found = excerpt(passage, terms)
        for start, end in found.emphasis:
            assert any(span.start <= start < end <= span.end for span in found.spans)
        for left, right in pairwise(found.emphasis):
            assert left.end <= right.start


def test_the_sentence_that_speaks_of_the_question_is_shown() -> None:
    filler = "Nothing of interest happened in the harbor on that day, as far as anyone remembers it. " * 4
    passage = only_passage(filler + "The pact was signed in June. " + filler)
    assert "The pact was signed in June." in shown(
        passage, excerpt(passage, weights("When was the pact signed?"))
    )


def test_sentences_that_are_not_neighbours_are_joined_by_a_gap() -> None:
    filler = "Nothing of interest happened in the harbor on that day, as far as anyone remembers it. " * 3
    passage = only_passage(f"The pact was signed in June. {filler}It runs for twenty years.")
    found = shown(passage, excerpt(passage, weights("pact signed runs twenty years")))
    assert GAP in found
    assert found.startswith("The pact was signed in June.")
    assert found.endswith("It runs for twenty years.")


def test_a_word_that_is_rare_in_the_passage_says_more_than_one_that_every_sentence_has() -> None:
    passage = only_passage(
        "The minister spoke about oil with the oil workers of the northern oil fields for well over an hour. "
        "The minister praised the workers of the oil fields and thanked them for their patience and their trust. "
        "The minister then offered land to the oil workers and their families at the foot of the mountains. "
        "The minister left for the oil port in the evening, after a walk through the old town with the mayor."
    )
    assert "offered land" in shown(passage, excerpt(passage, weights("oil minister land")))


def test_room_that_is_left_goes_to_the_sentences_around() -> None:
    passage = only_passage("They met on Friday. The pact was signed. It was raining.")
    assert shown(passage, excerpt(passage, weights("pact"))) == passage.text


def test_a_sentence_that_begins_with_a_pronoun_brings_the_one_before_it() -> None:
    before = (
        "Ines Calder came from Apia, "
        + "where she had spoken with the harbor master for an hour " * 2
        + "before."
    )
    after = (
        "The weather stayed as it had been for the rest of the week" + ", said those who live there" * 3 + "."
    )
    passage = only_passage(f"{before} She signed the pact on board. {after}")
    assert shown(passage, excerpt(passage, weights("signed pact"))).startswith("Ines Calder")


def test_there_is_no_room_made_for_the_sentence_before_a_pronoun() -> None:
    before = "Ines Calder came " + "from one island to the next " * 10 + "and so on."
    after = "They left at noon, when the wind had turned to the north again."
    passage = only_passage(f"{before} She signed the pact on board. {after}")
    assert shown(passage, excerpt(passage, weights("signed pact"))).startswith("She signed the pact")


def test_an_overlong_sentence_is_cut_around_its_matches_and_says_so() -> None:
    filler = "and then something else was said by someone who stood near the door " * 8
    passage = only_passage(f"First {filler}the pact was signed in Tehran {filler}at last.")
    found = excerpt(passage, weights("pact Tehran"))
    text = shown(passage, found)
    assert found.cut_before
    assert found.cut_after
    assert "pact was signed in Tehran" in text
    assert len(text) <= LONGEST_EXCERPT
    assert passage.text.startswith(text.split()[0], passage.text.index(text))


def test_a_sentence_cut_at_its_end_alone_is_marked_there_alone() -> None:
    passage = only_passage(
        "The pact was signed " + "and then something else was said by someone near the door " * 8
    )
    found = excerpt(passage, weights("pact"))
    assert (found.cut_before, found.cut_after) == (False, True)


def test_the_words_of_the_question_are_emphasised_in_the_form_in_which_they_stand() -> None:
    passage = only_passage("Maduro’s signature: he signed it in Tehran.")
    found = excerpt(passage, weights("Did Maduro sign?"))
    assert [passage.article.body[start:end] for start, end in found.emphasis] == ["Maduro’s", "signed"]
