"""An excerpt is verbatim, short, and shows the sentences that speak of the question."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.excerpts import LONGEST_EXCERPT, excerpt
from knowledge.answers import GAP, Citation, Excerpt
from knowledge.articles import Article, Passage
from knowledge.index.passages import passages
from knowledge.language.kinds import Kind
from knowledge.language.sentences import sentences
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

LONG_SENTENCES = st.lists(
    st.sampled_from("the pact, oil; Maduro and signed Tehran – 5,000 he who harbour: stayed".split()),
    min_size=40,
    max_size=300,
).map(" ".join)
KINDS = st.sampled_from([None, *Kind])


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


@given(body=BODIES | LONG_SENTENCES, terms=TERMS, asked=KINDS)
def test_an_excerpt_is_never_longer_than_it_may_be_with_all_its_marks(
    body: str, terms: dict[str, float], asked: Kind | None
) -> None:
    for passage in passages(article(body)):
        found = excerpt(passage, terms, asked)
        marks = "[…] " * (found.cut_before + found.cut_after)
        assert len(shown(passage, found) + marks) <= LONGEST_EXCERPT == 300


@given(body=LONG_SENTENCES, terms=TERMS)
def test_no_word_is_cut_and_every_cut_is_told(body: str, terms: dict[str, float]) -> None:
    for passage in passages(article(body)):
        found = excerpt(passage, terms)
        words = set(passage.text.split())
        assert all(set(body[start:end].split()) <= words for start, end in found.spans)
        ends = {end for paragraph in passage.paragraphs for _, end in sentences(body, paragraph, "en")}
        starts = {start for paragraph in passage.paragraphs for start, _ in sentences(body, paragraph, "en")}
        assert found.cut_before == (found.spans[0].start not in starts)
        assert found.cut_after == (found.spans[-1].end not in ends)


@given(body=BODIES | LONG_SENTENCES, terms=TERMS, asked=KINDS)
def test_the_best_sentence_is_inside_the_excerpt(
    body: str, terms: dict[str, float], asked: Kind | None
) -> None:
    for passage in passages(article(body)):
        found = excerpt(passage, terms, asked)
        assert found.best is not None
        assert any(start <= found.best.start < found.best.end <= end for start, end in found.spans)


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


FILLER = "Nothing of interest happened in the harbor on that day, as far as anyone remembers it now. "


def test_a_sentence_with_a_word_of_the_asked_kind_goes_before_one_without() -> None:
    passage = only_passage(
        f"The pact was discussed by the ministers at length. {FILLER * 2}They signed the pact in 1998 at last. {FILLER}"
    )
    found = excerpt(passage, {"pact": 1.0}, Kind.YEAR)
    assert found.best is not None
    assert "1998" in passage.article.body[slice(*found.best)]


def test_the_sentence_after_the_one_that_names_what_is_asked_goes_before_others() -> None:
    passage = only_passage(
        f"{FILLER * 2}The pact of Tehran was a long one. It had ninety pages and a map on its last one. {FILLER * 2}"
    )
    assert "ninety pages" in shown(passage, excerpt(passage, weights("pact Tehran")))


def test_an_overlong_sentence_is_cut_at_its_clauses() -> None:
    clause = "while the boats of the northern fleet were waiting outside"
    passage = only_passage(
        ", ".join([clause] * 6) + ", the pact was signed in Tehran, " + ", ".join([clause] * 6)
    )
    found = excerpt(passage, weights("pact signed Tehran"))
    text = shown(passage, found)
    assert text.startswith(("while the boats", "the pact"))
    assert text.endswith(",")
    assert "the pact was signed in Tehran," in text


def test_a_thai_sentence_is_never_cut_inside_a_character() -> None:
    body = "ผู้ว่าการท่าเรือแห่งนี้" * 40
    passage = passages(Article("a", "Title", body, "th", "a.md"))[0]
    ((start, end),) = excerpt(passage, {}).spans
    assert end - start <= LONGEST_EXCERPT
    assert body[end] not in "ะัาำิีึืฺุู็่้๊๋์ํ"
    assert body[end - 1] not in "เแโใไ"


STORM = (
    "The weather in the bay was mild for most of the week, and seven boats stayed in.\n\n"
    "The gale killed 15 people in Lowmoor."
)


def test_the_citations_paragraph_is_that_of_the_best_sentence_not_of_the_one_before_it() -> None:
    passage = only_passage(STORM)
    found = excerpt(passage, weights("How many people did the gale kill in Lowmoor?"), Kind.NUMBER)
    assert shown(passage, found) == STORM
    assert Citation(1, passage, found, 1.0, 1.0).paragraph == 2


def test_without_a_question_the_beginning_is_shown_and_cited() -> None:
    passage = only_passage(STORM)
    assert Citation(1, passage, excerpt(passage, {}), 1.0, 1.0).paragraph == 1
