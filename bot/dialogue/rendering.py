"""Answers and articles as text with marks and buttons. Pure: no network, no clock."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from bot.dialogue import wording
from bot.dialogue.buttons import Button, ShowArticle, ShowContext, ShowMore
from bot.dialogue.reply import Reply
from bot.dialogue.rich_text import RichText, Style, bold, clipped, in_order, join, rich
from bot.dialogue.sharing import sharing_buttons
from knowledge import (
    Answer,
    Article,
    Citation,
    Correction,
    NoAnswer,
    Passage,
    Quotation,
    Reason,
    Span,
    citation_link,
)
from knowledge.answering.filters import filters_in
from knowledge.answers import GAP

SHOWN = 3  # citations in one message
FURTHER = 7  # more citations that fit into the 64 bytes of one button
_APART = timedelta(days=365)
_LONG_QUOTE = 200  # characters; a longer quotation can be folded
_MOST_EMPHASIS = 20  # matching words marked in one excerpt: Telegram takes 100 entities a message
_LONGEST_TITLE = 200
_LONGEST_LABEL = 60
_IN_A_ROW = 3  # numbered buttons whose labels a phone shows whole; Telegram takes eight
_NOT_FOUND = {Reason.NOTHING_FOUND, Reason.NOT_COVERED}


def answer_reply(answer: Answer, most: int = SHOWN) -> Reply:
    """The first citations, at most so many, with a button for the next ones.

    Above them: typos that were read, and any doubt.
    """
    shown, others = answer.citations[:most], answer.citations[most : most + FURTHER]
    reply = citations_reply(shown, others, answer.question, changing=answer.changing)
    said = _after_reading(answer.corrections, "" if answer.sure else wording.answering.UNSURE())
    return replace(reply, text=rich(f"{said}\n\n") + reply.text) if said else reply


def answers_reply(answered: Sequence[tuple[str, Answer | NoAnswer]]) -> Reply:
    """The answers to several questions in one message, each under its question, with its first citations."""
    room = SHOWN
    while True:
        texts: list[RichText] = []
        shown: list[Citation] = []
        for question, result in answered:
            text = bold(clipped(question, _LONGEST_TITLE)) + "\n"
            if isinstance(result, NoAnswer):
                sentence = (
                    wording.finding.left_out(result.unmet)
                    if result.unmet
                    else wording.answering.NO_ANSWER[result.reason]()
                )
                texts.append(text + _after_reading(result.corrections, sentence))
                continue
            own = [
                replace(citation, number=len(shown) + number)
                for number, citation in enumerate(result.citations[:room], 1)
            ]
            doubt = _after_reading(result.corrections, "" if result.sure else wording.answering.UNSURE())
            first = dates_first(own, changing=result.changing)
            quoted = join("\n\n", (citation_text(each, citation_link(each), dated=first) for each in own))
            texts.append(text + (f"{doubt}\n" if doubt else "") + quoted)
            shown += own
        text = join("\n\n", texts)
        if text.fits or room == 1:
            links = [citation_link(citation) for citation in shown]
            asked = " ".join(question for question, _ in answered)
            buttons = _citation_buttons(tuple(shown), links, ())
            return Reply(text, buttons, asked if shown else None, quotations=tuple(map(Quotation.of, shown)))
        room -= 1


def citations_reply(
    shown: tuple[Citation, ...],
    further: tuple[Citation, ...],
    question: str | None,
    *,
    changing: bool = False,
) -> Reply:
    """Citations in one message. If they do not fit, the last ones are left to *More* before a quotation is cut.

    ``changing`` is whether the question asks for what changes.
    """
    links = [citation_link(citation) for citation in shown]
    dated = dates_first(shown, changing=changing)
    texts = [citation_text(citation, link, dated=dated) for citation, link in zip(shown, links, strict=True)]
    text = join("\n\n", texts)
    while len(texts) > 1 and not text.fits:
        texts.pop()
        text = join("\n\n", texts)
    further = (*shown[len(texts) :], *further)[:FURTHER]
    quotations = tuple(Quotation.of(citation) for citation in shown[: len(texts)])
    under = _citation_buttons(shown[: len(texts)], links, further)
    return Reply(text, under, question, quotations=quotations)


def dates_first(citations: Sequence[Citation], *, changing: bool) -> bool:
    """Whether the days of the cited articles stand before their headlines.

    They do when articles of different days are cited, and the question asks for what changes, or more than a year lies
    between two of them: then the older one may be out of date.
    """
    days = sorted({c.article.published for c in citations if c.article.published})
    return len(days) > 1 and (changing or days[-1] - days[0] > _APART)


def citation_text(
    citation: Citation, link: str | None, *, numbered: bool = True, dated: bool = False
) -> RichText:
    """The quotation, set off, and below it where it stands; ``link`` opens the page at the quoted words.

    ``dated`` is whether the day stands first.
    """
    quote = RichText()
    for number, span in enumerate(citation.excerpt.spans):
        quote = quote + (GAP if number else "") + _emphasised(citation, span)
    before = "[…]\n" if citation.excerpt.cut_before else ""
    after = " […]" if citation.excerpt.cut_after else ""
    paragraph = wording.answering.paragraph(citation.paragraph, citation.page)
    place = _article_line(citation.article, paragraph, link, dated=dated)
    first = bold(wording.amounts.number(citation.number)) + " · " if numbered else RichText()
    return rich(before) + quoted(quote) + after + "\n" + first + place


def quoted(text: RichText) -> RichText:
    """The text as a quotation, one that can be folded when it is long."""
    return text.styled(Style.LONG_QUOTE if len(text.text) > _LONG_QUOTE else Style.QUOTE)


def no_answer_reply(no_answer: NoAnswer, languages: Sequence[str], spoken: str | None) -> Reply:
    """Says that there is no answer, with no source. Headlines that come close are buttons only.

    ``languages`` are those of the articles, and ``spoken`` is the question's, if known. Where the articles have others,
    it says so, in the language of the question where there are words for it.
    """
    reason = no_answer.reason
    text, nearest = wording.answering.NO_ANSWER[reason](), wording.answering.NEAREST()
    _, filters = filters_in(no_answer.question)
    if no_answer.unmet:
        text = wording.finding.left_out(no_answer.unmet)
    elif reason in _NOT_FOUND and filters:
        text = wording.finding.within(clipped(str(filters), _LONGEST_TITLE))
    elif reason in _NOT_FOUND:
        if spoken is not None and spoken not in languages:
            text, nearest = wording.spoken.in_other_languages(languages, spoken)
        elif spoken and no_answer.nearest and all(each.language != spoken for each in no_answer.nearest):
            text = wording.spoken.found_by_names(spoken)
        elif len(languages) > 1:
            text = f"{text} {wording.spoken.looked_in(languages)}"
    text = _after_reading(no_answer.corrections, text)
    if not no_answer.nearest:
        return Reply(rich(text))
    buttons = tuple(
        (Button(clipped(article.title, _LONGEST_LABEL), ShowArticle(article.key)),)
        for article in no_answer.nearest
    )
    return Reply(rich(f"{text}\n\n{nearest}"), buttons)


def shared_article_reply(reply: Reply, more: str) -> Reply:
    """What shows an article, as a message in any chat; ``more`` opens the chat with the bot."""
    links = tuple(button for row in reply.buttons for button in row if button.url is not None)
    return Reply(reply.text, ((*links, Button(wording.answering.READ_ON(), url=more)),))


def shared_reply(citation: Citation, more: str) -> Reply:
    """One citation as a message in any chat, with links alone below it; ``more`` opens the chat with the bot."""
    link = citation_link(citation)
    buttons = [Button(wording.answering.SOURCE(), url=link)] if taken_by_telegram(link) else []
    return Reply(
        citation_text(citation, link, numbered=False),
        ((*buttons, Button(wording.answering.READ_ON(), url=more)),),
    )


def context_reply(around: tuple[Passage, ...], citation: Citation) -> Reply:
    """A passage with its neighbours, the passage itself in bold. ``citation`` is what was quoted of it."""
    chosen, article = citation.passage, citation.article
    while True:
        first, last = around[0].number, around[-1].number + len(around[-1].paragraphs) - 1
        header = _article_line(article, wording.answering.paragraphs(first, last))
        quote = join("\n\n", (bold(p.text) if p == chosen else rich(p.text) for p in around))
        text = header + "\n" + quoted(quote)
        if text.fits or len(around) == 1:
            link = citation_link(citation)
            source = (Button(wording.answering.SOURCE(), url=link),) if taken_by_telegram(link) else ()
            return Reply(text, (sharing_buttons(citation), *([source] if source else [])))
        around = around[:-1] if around[-1] != chosen else around[1:]


def taken_by_telegram(url: str | None) -> bool:
    """Whether Telegram accepts an address in a link or a button. One that it refuses loses the whole message."""
    host = (urlsplit(url).hostname or "") if url else ""
    name, _, top_level = host.rpartition(".")
    return bool(name) and top_level.isalpha() and "_" not in host


def _after_reading(corrections: tuple[Correction, ...], sentence: str) -> str:
    """The note about typos and then a sentence; either may be empty."""
    return " ".join(filter(None, [wording.answering.read_as(corrections), sentence]))


def _emphasised(citation: Citation, span: Span) -> RichText:
    body = citation.article.body
    text = RichText()
    position = span.start
    for start, end in citation.excerpt.emphasis[:_MOST_EMPHASIS]:
        if span.start <= start and end <= span.end:
            text = text + body[position:start] + bold(body[start:end])
            position = end
    return text + body[position : span.end]


def _article_line(article: Article, place: str, url: str | None = None, *, dated: bool = False) -> RichText:
    """Headline · publisher · date · place, or the date first; the headline is linked where there is an address."""
    title = rich(clipped(article.title, _LONGEST_TITLE))
    if taken_by_telegram(article.url):
        title = title.styled(Style.LINK, url or article.url)
    source, day = facts_of(article)
    parts = (bold(day), title, source, place) if dated else (title, source, day, place)
    return rich(wording.amounts.line_start()) + in_order(parts)


def facts_of(article: Article) -> tuple[str, str]:
    """The publisher and the day of an article, each empty where it is not known."""
    return article.source or "", wording.amounts.day(article.published) if article.published else ""


def context_rows(shown: tuple[Citation, ...]) -> tuple[tuple[Button, ...], ...]:
    """*Context* for each of many citations: below that it can be shared. A single one has all its buttons here."""
    if len(shown) == 1:
        return _citation_buttons(shown, [citation_link(shown[0])], ())
    contexts = [
        Button(wording.answering.numbered(wording.answering.CONTEXT(), c.number), ShowContext(c.passage.key))
        for c in shown
    ]
    return tuple(tuple(contexts[first : first + _IN_A_ROW]) for first in range(0, len(contexts), _IN_A_ROW))


def _citation_buttons(
    shown: tuple[Citation, ...], links: list[str | None], further: tuple[Citation, ...]
) -> tuple[tuple[Button, ...], ...]:
    numbered = len(shown) > 1

    def label(text: str, citation: Citation) -> str:
        return wording.answering.numbered(text, citation.number) if numbered else text

    contexts = tuple(Button(label(wording.answering.CONTEXT(), c), ShowContext(c.passage.key)) for c in shown)
    sources = tuple(
        Button(label(wording.answering.SOURCE(), c), url=link)
        for c, link in zip(shown, links, strict=False)
        if taken_by_telegram(c.article.url)
    )
    keys = tuple(citation.passage.key for citation in further)
    more = (Button(wording.answering.MORE(), ShowMore(shown[-1].number + 1, keys)),) if further else ()
    # Of several, each has them below its context: a row for every citation would be a wall of buttons.
    sharing = () if numbered else tuple(b for citation in shown for b in sharing_buttons(citation))
    return tuple(row for row in (contexts, sources, sharing, more) if row)
