"""Answers, articles and reports as text with marks and buttons. Pure: no network, no clock."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from bot.dialogue import wording
from bot.dialogue.rich_text import RichText, Style, bold, clipped, fitting, join, rich
from knowledge.answering.links import citation_link
from knowledge.answers import GAP, Answer, Citation, Correction, NoAnswer
from knowledge.articles import Article, Passage, Span
from knowledge.index.passages import paragraphs
from knowledge.index.snapshot import Snapshot

SHOWN = 3  # citations in one message
FURTHER = 7  # more citations that fit into the 64 bytes of one button
ARTICLES_PER_PAGE = 10
_LONG_QUOTE = 200  # characters; a longer quotation can be folded
_MOST_EMPHASIS = 20  # matching words marked in one excerpt: Telegram takes 100 entities a message
_LONGEST_TITLE = 200
_LONGEST_LABEL = 60
_LEAD = 500


@dataclass(frozen=True, slots=True)
class Button:
    """A button: ``data`` comes back to the bot when it is tapped (at most 64 bytes), ``url`` opens a page."""

    label: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A message to send, or to put in another's place.

    ``question`` is what it answers, if it does; ``topic`` the last question that stood alone, for follow-ups.
    """

    text: RichText
    buttons: tuple[tuple[Button, ...], ...] = ()
    question: str | None = None
    topic: str | None = None


def answer_reply(answer: Answer) -> Reply:
    """The first citations, with a button for the next ones; above them what was read, and whether it is unsure."""
    shown, further = answer.citations[:SHOWN], answer.citations[SHOWN : SHOWN + FURTHER]
    reply = citations_reply(shown, further, answer.question)
    said = _after_reading(answer.corrections, "" if answer.sure else wording.UNSURE)
    return replace(reply, text=rich(f"{said}\n\n") + reply.text) if said else reply


def citations_reply(shown: tuple[Citation, ...], further: tuple[Citation, ...], question: str) -> Reply:
    """Citations in one message. Whole ones are left to the next message before a quotation is cut."""
    text = join("\n\n", map(citation_text, shown))
    while len(shown) > 1 and not text.fits:
        shown, further = shown[:-1], (shown[-1], *further)[:FURTHER]
        text = join("\n\n", map(citation_text, shown))
    return Reply(text, _citation_buttons(shown, further), question)


def citation_text(citation: Citation) -> RichText:
    """The quotation, set off, and below it where it stands."""
    quote = RichText()
    for number, span in enumerate(citation.excerpt.spans):
        quote = quote + (GAP if number else "") + _emphasised(citation, span)
    before = "[…]\n" if citation.excerpt.cut_before else ""
    after = " […]" if citation.excerpt.cut_after else ""
    place = _article_line(citation.article, f"¶ {citation.paragraph}", citation_link(citation))
    return rich(before) + quoted(quote) + after + "\n" + bold(f"{citation.number}") + " · " + place


def quoted(text: RichText) -> RichText:
    return text.styled(Style.LONG_QUOTE if len(text.text) > _LONG_QUOTE else Style.QUOTE)


def no_answer_reply(no_answer: NoAnswer) -> Reply:
    """That there is no answer, with no source; close headlines only as buttons."""
    text = _after_reading(no_answer.corrections, wording.NO_ANSWER[no_answer.reason])
    if not no_answer.nearest:
        return Reply(rich(text))
    buttons = tuple((Button(clipped(a.title, _LONGEST_LABEL), data=f"v:{a.key}"),) for a in no_answer.nearest)
    return Reply(rich(f"{text}\n\n{wording.NEAREST}"), buttons)


def context_reply(around: tuple[Passage, ...], chosen: Passage) -> Reply:
    """A passage with its neighbours, the passage itself in bold."""
    article = chosen.article
    while True:
        first, last = around[0].number, around[-1].number + len(around[-1].paragraphs) - 1
        header = _article_line(article, f"¶ {first}" if first == last else f"¶ {first}–{last}")
        quote = join("\n\n", (bold(p.text) if p == chosen else rich(p.text) for p in around))
        text = header + "\n" + quoted(quote)
        if text.fits or len(around) == 1:
            return Reply(text)
        around = around[:-1] if around[-1] != chosen else around[1:]


def articles_reply(snapshot: Snapshot, page: int) -> Reply:
    """One page of the list of articles; ``page`` counts from 1 and is brought into range."""
    pages = -(-len(snapshot.articles) // ARTICLES_PER_PAGE)
    page = min(max(page, 1), pages)
    first = (page - 1) * ARTICLES_PER_PAGE
    lines = [
        bold(f"{number}") + " " + clipped(article.title, _LONGEST_TITLE) + _facts(article)
        for number, article in enumerate(snapshot.articles[first : first + ARTICLES_PER_PAGE], first + 1)
    ]
    count = wording.counted(len(snapshot.articles), "article")
    title = f"{count}, page {page} of {pages}:" if pages > 1 else f"{count}:"
    turns = [
        Button(label, data=f"a:{target}")
        for label, target in ((wording.PREVIOUS_PAGE, page - 1), (wording.NEXT_PAGE, page + 1))
        if 1 <= target <= pages
    ]
    text = fitting([title, *lines, "", "/article N shows one of them."])
    return Reply(text, (tuple(turns),) if turns else ())


def article_reply(article: Article) -> Reply:
    """Headline, facts and lead of an article."""
    spans = paragraphs(article.body)
    lead = article.body[spans[0].start : spans[0].end] if spans else ""
    words = wording.counted(len(article.body.split()), "word")
    facts = f"{_facts(article).removeprefix(' · ')} · {wording.counted(len(spans), 'paragraph')} · {words}"
    text = bold(clipped(article.title, _LONGEST_TITLE)) + "\n" + facts.removeprefix(" · ")
    if lead:
        shown = clipped(lead, _LEAD)
        text = text + "\n" + quoted(rich(shown))
    source = (Button(wording.SOURCE, url=article.url),)
    return Reply(text, (source,) if taken_by_telegram(article.url) else ())


def taken_by_telegram(url: str | None) -> bool:
    """Whether Telegram takes an address for a link or a button: a wrong one would lose the whole message."""
    host = (urlsplit(url).hostname or "") if url else ""
    name, _, top_level = host.rpartition(".")
    return bool(name) and top_level.isalpha() and "_" not in host


def day(value: date) -> str:
    """A date as a reader writes it: 4 Feb 2023."""
    return f"{value.day} {value:%b %Y}"


def _after_reading(corrections: tuple[Correction, ...], sentence: str) -> str:
    """What the bot says, after what it read for typos; either may be empty."""
    return " ".join(filter(None, [wording.read_as(corrections), sentence]))


def _emphasised(citation: Citation, span: Span) -> RichText:
    body = citation.article.body
    text = RichText()
    position = span.start
    for start, end in citation.excerpt.emphasis[:_MOST_EMPHASIS]:
        if span.start <= start and end <= span.end:
            text = text + body[position:start] + bold(body[start:end])
            position = end
    return text + body[position : span.end]


def _article_line(article: Article, place: str, url: str | None = None) -> RichText:
    """Headline · publisher · date · place, the headline linked where there is an address."""
    title = rich(clipped(article.title, _LONGEST_TITLE))
    if taken_by_telegram(article.url):
        title = title.styled(Style.LINK, url or article.url)
    return title + _facts(article) + f" · {place}"


def _facts(article: Article) -> str:
    parts = [article.source or "", day(article.published) if article.published else ""]
    return "".join(f" · {part}" for part in parts if part)


def _citation_buttons(
    shown: tuple[Citation, ...], further: tuple[Citation, ...]
) -> tuple[tuple[Button, ...], ...]:
    numbered = len(shown) > 1

    def label(text: str, citation: Citation) -> str:
        return f"{text} {citation.number}" if numbered else text

    contexts = tuple(Button(label(wording.CONTEXT, c), data=f"c:{c.passage.key}") for c in shown)
    sources = tuple(
        Button(label(wording.SOURCE, c), url=citation_link(c))
        for c in shown
        if taken_by_telegram(c.article.url)
    )
    keys = "".join(citation.passage.key for citation in further)
    more = (Button(wording.MORE, data=f"m:{shown[-1].number + 1}:{keys}"),) if further else ()
    return tuple(row for row in (contexts, sources, more) if row)
