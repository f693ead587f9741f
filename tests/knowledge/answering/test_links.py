"""Links that open a page at the quoted words, read back by a small browser written from the specification.

The grammar and the search are those of the WICG's draft "URL Fragment Text Directives".
"""

import re
import time
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answering.excerpts import excerpt as excerpt_of
from knowledge.answering.links import citation_link, link_to
from knowledge.answers import Citation, Excerpt
from knowledge.articles import Article, Span
from knowledge.index.passages import passages
from knowledge.language.sentences import sentences
from knowledge.language.terms import analysis

PAGE = "https://lanning.example.com/news/harbour"

# Any ASCII URL code point but "&", "-" and ","; everything else is percent-encoded.
_STRING = r"(?:[A-Za-z0-9!$'()*+./:;=?@_~]|%[0-9A-F]{2})+"
_DIRECTIVE = re.compile(
    rf"text=(?:(?P<prefix>{_STRING})-,)?(?P<start>{_STRING})(?:,(?P<end>{_STRING}))?(?:,-(?P<suffix>{_STRING}))?"
)


@dataclass(frozen=True)
class Directive:
    start: str
    end: str | None
    prefix: str | None


def parse(link: str) -> tuple[str, str, Directive | None]:
    """The page's address, its own fragment, and the text directive."""
    page, _, fragment = link.partition("#")
    own, _, directive = fragment.partition(":~:")
    if not directive:
        return page, own, None
    match = _DIRECTIVE.fullmatch(directive)
    assert match, f"no text directive: {directive}"
    assert match["suffix"] is None
    start, end, prefix = (
        part and unquote(part, errors="strict") for part in match.group("start", "end", "prefix")
    )
    assert start
    return page, own, Directive(start, end, prefix)


class Browser:
    """A page of text whose lines are blocks, and the search for a text directive in it."""

    def __init__(self, body: str) -> None:
        shown: list[str] = []
        self.places: list[int] = []
        for place, character in enumerate(body):
            if character.isspace() and character != "\n":
                character = "" if shown and shown[-1] == " " else " "
            for letter in _base(character):
                shown.append(letter)
                self.places.append(place)
        self.shown = "".join(shown)

    def find(self, directive: Directive) -> Span | None:
        """Where the first match begins and ends in the body."""
        position = 0
        while True:
            if directive.prefix:
                prefix = self._next(directive.prefix, position, ends_at_boundary=False)
                if prefix is None:
                    return None
                position = prefix.start + 1
                after = re.compile(r"\s*").match(self.shown, prefix.end)
                start = self._next(directive.start, after.end() if after else 0)
                if start is None or not after or start.start != after.end():
                    continue
            else:
                start = self._next(directive.start, position)
                if start is None:
                    return None
            end = self._next(directive.end, start.end) if directive.end else start
            if end is None:
                return None
            return Span(self.places[start.start], self.places[end.end - 1] + 1)

    def _next(self, words: str, position: int, *, ends_at_boundary: bool = True) -> Span | None:
        wanted = _base(words)
        while (start := self.shown.find(wanted, position)) != -1:
            end = start + len(wanted)
            if self._is_boundary(start) and (not ends_at_boundary or self._is_boundary(end)):
                return Span(start, end)
            position = start + 1
        return None

    def _is_boundary(self, position: int) -> bool:
        around = self.shown[max(0, position - 1) : position + 1]
        return (
            len(around) < 2 or not around.isalnum() or bool(re.search("[\u3040-\u30ff\u4e00-\u9fff]", around))
        )


def _base(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize(
        "NFC", "".join(c for c in decomposed if not unicodedata.combining(c))
    ).casefold()


def open_at(body: str, span: Span) -> str | None:
    """What a browser highlights for the link to a span."""
    _, _, directive = parse(link_to(PAGE, body, span))
    found = Browser(body).find(directive) if directive else None
    return body[found.start : found.end] if found else None


def place(body: str, words: str, nth: int = 0) -> Span:
    start = [match.start() for match in re.finditer(re.escape(words), body)][nth]
    return Span(start, start + len(words))


def directive_of(body: str, words: str, nth: int = 0) -> Directive:
    directive = parse(link_to(PAGE, body, place(body, words, nth)))[2]
    assert directive
    return directive


BODY = (
    "A storm closed the harbour of Port Lanning on Tuesday. The ministry declined to comment.\n\n"
    "“Nobody was hurt,” said Ines Calder-Whitby, the harbour master (and the mayor’s sister), on Wednesday morning, "
    "while forty ships & two tugs were waiting off the coast. The ministry declined to comment.\n\n"
    "It reopened at 9,5 metres of water, 100% full. Él dijo que no. El dijo que no."
)


# The address


def test_a_short_sentence_is_named_whole_without_the_marks_around_it() -> None:
    assert link_to(PAGE, BODY, place(BODY, "A storm closed the harbour of Port Lanning on Tuesday.")) == (
        f"{PAGE}#:~:text=A%20storm%20closed%20the%20harbour%20of%20Port%20Lanning%20on%20Tuesday"
    )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (PAGE, f"{PAGE}#:~:text=A%20storm"),
        (f"{PAGE}#top", f"{PAGE}#top:~:text=A%20storm"),
        (f"{PAGE}#top:~:text=old&text=older", f"{PAGE}#top:~:text=A%20storm"),
        (f"{PAGE}#:~:text=old", f"{PAGE}#:~:text=A%20storm"),
        (f"{PAGE}#!/path", f"{PAGE}#!/path:~:text=A%20storm"),
        (f"{PAGE}?a=b&c=d#", f"{PAGE}?a=b&c=d#:~:text=A%20storm"),
    ],
)
def test_the_pages_own_id_is_kept_and_an_earlier_directive_is_replaced(url: str, expected: str) -> None:
    assert link_to(url, BODY, Span(0, len("A storm"))) == expected


@pytest.mark.parametrize(
    ("url", "expected"), [(PAGE, PAGE), (f"{PAGE}#top", f"{PAGE}#top"), (f"{PAGE}#:~:text=old", PAGE)]
)
def test_a_span_without_words_gives_the_plain_address(url: str, expected: str) -> None:
    assert link_to(url, "— … “”", Span(0, 6)) == expected


def test_hyphens_commas_and_ampersands_inside_words_are_encoded() -> None:
    link = link_to(PAGE, BODY, place(BODY, "ships & two tugs"))
    assert link.endswith("#:~:text=ships%20%26%20two%20tugs")
    assert link_to(PAGE, BODY, place(BODY, "Calder-Whitby")).endswith("#:~:text=Calder%2DWhitby")
    assert link_to(PAGE, BODY, place(BODY, "9,5 metres of water, 100% full")).endswith(
        "#:~:text=9%2C5%20metres%20of%20water%2C%20100%25%20full"
    )


def test_a_citation_links_to_the_first_of_its_sentences() -> None:
    article = Article("harbour", "Storm", BODY, "en", "harbour.txt", url=f"{PAGE}#top")
    passage = passages(article)[-1]
    excerpt = Excerpt((place(BODY, "“Nobody was hurt,”"), place(BODY, "two tugs")), ())
    assert citation_link(Citation(1, passage, excerpt, 1.0, 1.0)) == f"{PAGE}#top:~:text=Nobody%20was%20hurt"


def test_a_citation_with_a_best_sentence_links_to_that_one() -> None:
    article = Article("harbour", "Storm", BODY, "en", "harbour.txt", url=PAGE)
    best = place(BODY, "It reopened")
    excerpt = Excerpt((place(BODY, "“Nobody was hurt,”"), Span(best.start - 40, len(BODY))), (), best=best)
    assert (
        citation_link(Citation(1, passages(article)[-1], excerpt, 1.0, 1.0))
        == f"{PAGE}#:~:text=It%20reopened"
    )


def test_no_part_of_a_link_reaches_over_a_line_break_inside_a_paragraph() -> None:
    body = "Grain ship (200 tonnes)\nIt carries barley and oats to the islands.\n\n" + BODY
    article = Article("ship", "Ship", body, "en", "ship.html", url=PAGE)
    passage = passages(article)[0]
    assert "\n" in passage.text
    for question in ("grain ship tonnes", "barley oats islands"):
        shown = excerpt_of(passage, dict.fromkeys(analysis("en").terms(question), 1.0))
        link = citation_link(Citation(1, passage, shown, 1.0, 1.0))
        assert link
        directive = parse(link)[2]
        assert directive
        assert Browser(body).find(directive)
        assert directive.start in ("Grain ship (200 tonnes", "It carries barley and oats to the islands")


def test_a_citation_of_an_article_without_an_address_has_no_link() -> None:
    article = Article("harbour", "Storm", BODY, "en", "harbour.txt")
    excerpt = Excerpt((Span(0, 7),), ())
    assert citation_link(Citation(1, passages(article)[0], excerpt, 1.0, 1.0)) is None


# The words


def test_a_long_sentence_is_named_by_its_first_and_last_words() -> None:
    words = BODY[place(BODY, "“Nobody was").start : place(BODY, " The ministry", 1).start]
    directive = directive_of(BODY, words)
    assert directive == Directive("Nobody was hurt,” said Ines", "were waiting off the coast", None)
    assert open_at(BODY, place(BODY, words)) == words.strip("“.")


def test_a_repeated_sentence_gets_words_before_it() -> None:
    sentence = "The ministry declined to comment."
    assert directive_of(BODY, sentence).prefix is None
    assert directive_of(BODY, sentence, 1) == Directive("The ministry declined to comment", None, "coast.")


def test_the_words_before_may_stand_in_the_paragraph_before() -> None:
    body = "One thing.\n\nNo comment.\n\nAnother matter.\n\nNo comment."
    assert directive_of(body, "No comment.", 1) == Directive("No comment", None, "matter.")


def test_what_differs_only_in_case_or_accents_counts_as_repeated() -> None:
    assert directive_of(BODY, "El dijo que no.") == Directive("El dijo que no", None, "no.")


def test_the_beginning_of_another_word_does_not_count_as_repeated() -> None:
    assert directive_of("An Iranian came. Iran sells.", "Iran", 1) == Directive("Iran", None, None)


def test_a_span_over_several_paragraphs_has_a_start_and_an_end() -> None:
    span = Span(place(BODY, "The ministry").start, place(BODY, "“Nobody was hurt,”").end)
    directive = parse(link_to(PAGE, BODY, span))[2]
    assert directive == Directive("The ministry declined to comment", "Nobody was hurt", None)
    assert open_at(BODY, span) == BODY[span.start : span.end - 2]


def test_the_end_takes_as_many_words_as_it_needs_to_be_met_first() -> None:
    body = "Start of it all. " + "one two three four five. " * 3 + "And then one two three four five."
    directive = directive_of(body, body)
    assert directive.end == "then one two three four five"
    assert open_at(body, Span(0, len(body))) == body.rstrip(".")


def test_where_no_end_is_the_first_of_its_kind_the_start_alone_leads_there() -> None:
    body = "Votes were counted.\nTotal\nTotal"
    assert directive_of(body, body) == Directive("Votes were counted", None, None)


def test_from_a_place_that_cannot_be_told_from_an_earlier_one_no_end_reaches_over_what_was_not_quoted() -> (
    None
):
    body = "Votes.\nTotal.\nVotes.\nTotal.\nThe end."
    span = Span(body.rindex("Total"), len(body))
    assert parse(link_to(PAGE, body, span))[2] == Directive("Total", None, "Votes.")
    assert open_at(body, span) == "Total"


def test_scripts_without_spaces_are_named_by_clauses() -> None:
    body = (
        "总统星期六表示，两国将继续加强合作。"
        "总统星期六表示，两国将继续加强合作，而且会在二零二三年签署一项为期二十年的协议，双方还讨论了石油、农业和国防等"
        "领域的合作项目，以及如何加快落实这些项目的进度，外交部发言人星期五在新闻发布会上说，双方都对结果感到满意。结束。"
    )
    long = body[place(body, "总统", 1).start : place(body, "结束").start]
    expected = Directive("总统星期六表示，两国将继续加强合作", "双方都对结果感到满意", "两国将继续加强合作。")
    assert directive_of(body, long) == expected
    assert open_at(body, place(body, long)) == long.rstrip("。")
    assert open_at(body, place(body, "结束。")) == "结束"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("在Twitter上说。没有。", "Twitter"),
        ("한국은 말했다. 한국에 왔다.", "한국에 왔다."),
        ("او گفت می‌آید. او رفت.", "او رفت."),
        ("वह आया। वह गया।", "वह गया।"),
        ("Он «ушёл». Она осталась.", "Она осталась."),
        ("İstanbul’da. Istanbul fell.", "Istanbul fell."),
        ("Die Straße. Die Strasse.", "Die Strasse."),
        ("A  double\tspace here.", "double\tspace here."),
        ("e\u0301te\u0301 fini. été fini.", "été fini."),
    ],
)
def test_the_words_of_any_script_are_found_where_they_stand(body: str, words: str) -> None:
    span = place(body, words)
    _, _, directive = parse(link_to(PAGE, body, span))
    assert directive
    found = Browser(body).find(directive)
    assert found
    assert found.start == span.start
    assert body[found.start : found.end] == words.rstrip(".。।")


# Laws

WORDS = [
    "he",
    "said",
    "no",
    "No",
    "Iran",
    "Iranian",
    "oil",
    "9,5",
    "a-b",
    "(so)",
    "été",
    "ete",
    "U.S",
    "&",
    "可以",
    "«да»",
]
SENTENCES = st.one_of(
    st.sampled_from(["He said no.", "he said no.", "No.", "Iran?"]),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(lambda words: " ".join(words) + "."),
    st.lists(st.integers(0, 10**6).map(str), min_size=1, max_size=20).map(
        lambda words: " ".join(words) + "."
    ),
)
BODIES = st.lists(st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=5).flatmap(
    lambda blocks: st.sampled_from(["\n", "\n\n"]).map(lambda separator: separator.join(blocks))
)


def _spans(body: str, data: st.DataObject) -> Span:
    found = sentences(body, Span(0, len(body)), "en")
    first = data.draw(st.integers(0, len(found) - 1))
    last = data.draw(st.integers(first, min(first + 3, len(found) - 1)))
    return Span(found[first].start, found[last].end)


def _words_of(text: str) -> list[str]:
    return re.findall(r"\w+", _base(text))


@given(BODIES, st.data())
@settings(deadline=None, max_examples=400)
def test_every_link_leads_to_the_quoted_words(body: str, data: st.DataObject) -> None:
    span = _spans(body, data)
    page, own, directive = parse(link_to(PAGE, body, span))
    assert (page, own) == (PAGE, "")
    if directive is None:
        assert not _words_of(body[span.start : span.end])
        return
    found = Browser(body).find(directive)
    assert found
    quoted = body[span.start : span.end]
    wanted = _words_of(quoted)
    highlighted = _words_of(body[found.start : found.end])
    assert highlighted == wanted[: len(highlighted)]
    if not _is_said_before(body, span, directive):
        assert span.start <= found.start < found.end <= span.end
        assert not _words_of(body[span.start : found.start])
        assert directive.end is None or highlighted == wanted


def _is_said_before(body: str, span: Span, directive: Directive) -> bool:
    """Whether the words that name the beginning stand earlier too, although words were put before them."""
    named = _words_of(f"{directive.prefix or ''} {directive.start}")
    quoted = len(_words_of(directive.start)) - 1  # of which the last cannot stand before the span
    earlier = _words_of(body[: span.start]) + _words_of(body[span.start : span.end])[:quoted]
    return any(earlier[i : i + len(named)] == named for i in range(len(earlier) - len(named) + 1))


@given(BODIES, st.data())
@settings(deadline=None, max_examples=200)
def test_nothing_but_the_first_and_last_words_of_a_long_quotation_is_in_its_link(
    body: str, data: st.DataObject
) -> None:
    assert_short(body, _spans(body, data))


def test_marks_between_words_are_not_counted_as_words() -> None:
    body = (
        "He said no. He said no. He said no. He said no.\nhe said he & & he he he he. He said no.\n"
        "he he said he & & he he he he. He said no."
    )
    start = body.rindex("He said no.")
    directive = assert_short(body, Span(start, start + len("He said no.")))
    assert directive is not None
    assert directive.prefix == "he he said he & & he he he he."


def assert_short(body: str, span: Span) -> Directive | None:
    directive = parse(link_to(PAGE, body, span))[2]
    if directive:
        assert len(directive.start) <= 80 or words_in(directive.start) <= 5
        assert words_in(directive.prefix or "") <= 8
    return directive


def words_in(text: str) -> int:
    """How many words a text has that are not marks alone."""
    return sum(any(c.isalnum() for c in word) for word in text.split())


@given(st.text(max_size=60), st.data())
@settings(deadline=None, max_examples=300)
def test_any_span_of_any_text_gives_a_link_that_parses(body: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, len(body)))
    page, _, directive = parse(link_to(PAGE, body, Span(start, end)))
    assert page == PAGE
    if directive:
        assert "\n" not in directive.start + (directive.end or "") + (directive.prefix or "")


@pytest.mark.parametrize("unit", ["a ", "a", "京", "a.", " ", "\n", "a\n", "He said no. ", "京。"])
def test_a_hostile_article_does_not_hold_up_its_links(unit: str) -> None:
    body = unit * (200_000 // len(unit)) + " The end of it."
    started = time.perf_counter()
    link_to(PAGE, body, Span(len(body) - 15, len(body)))
    link_to(PAGE, body, Span(len(body) // 2, len(body)))
    assert time.perf_counter() - started < 30  # quadratic time would be minutes
