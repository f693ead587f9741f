"""What a reader can ask for by command beside questions: the newest, a timeline, a paragraph, a brief."""

import re
from dataclasses import replace

from bot.dialogue import wording
from bot.dialogue.articles import article_named, listed_reply
from bot.dialogue.conversation import clean
from bot.dialogue.rendering import citation_text, citations_reply, context_rows, no_answer_reply
from bot.dialogue.reply import Reply, said
from bot.dialogue.rich_text import LONGEST_MESSAGE, bold, clipped, join, rich, utf16_length
from knowledge import Library, NoAnswer, Quotation, citation_link
from knowledge.answering.extracts import brief, paragraph, paragraph_count
from knowledge.answering.timeline import timeline
from knowledge.language.stop_words import language_of

_LONGEST_TITLE = 200
_TWO_NUMBERS = re.compile(r"\D*(\d{1,9})\D+(\d{1,9})\D*", re.ASCII)


class Reading:
    """Answers the commands, each time from the library's current snapshot."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def latest(self, asked: str) -> Reply:
        """The newest articles: a page of them, or those with words in their headline."""
        return listed_reply(self._library.current, clean(asked), newest=True)

    def timeline(self, asked: str) -> Reply:
        """What the articles say about something, by their days; the dates stand first."""
        snapshot, asked = self._library.current, clean(asked)
        if not any(c.isalnum() for c in asked):
            return said(wording.finding.TIMELINE_USAGE())
        result = timeline(asked, snapshot)
        if isinstance(result, NoAnswer):
            return no_answer_reply(result, tuple(snapshot.languages), language_of(asked))
        if not result.citations:
            return said(wording.finding.NO_DATES())
        shown = result.citations
        read = wording.answering.read_as(result.corrections)
        while True:
            texts = [citation_text(each, citation_link(each), dated=True) for each in shown]
            text = join("\n\n", [*filter(None, [read]), *texts])
            if text.fits or len(shown) == 1:
                break
            # The oldest are left out: what is newer is more likely what somebody wants to know.
            shown = tuple(replace(each, number=number) for number, each in enumerate(shown[1:], 1))
        return Reply(
            text, context_rows(shown), question=asked, topic=asked, quotations=tuple(map(Quotation.of, shown))
        )

    def quote(self, asked: str) -> Reply:
        """A paragraph of an article as a citation: the numbers of both, as a person typed them."""
        snapshot = self._library.current
        numbers = _TWO_NUMBERS.fullmatch(clean(asked))
        if numbers is None:
            return said(wording.finding.QUOTE_USAGE())
        article, number = int(numbers[1]), int(numbers[2])
        if not 0 < article <= len(snapshot.articles):
            return said(wording.finding.no_such_article(str(article), len(snapshot.articles)))
        citation = paragraph(snapshot, article - 1, number)
        if citation is None:
            count = paragraph_count(snapshot, article - 1)
            return said(wording.finding.no_such_paragraph(article, number, count))
        return replace(citations_reply((citation,), (), None), topic=citation.article.title)

    def brief(self, asked: str) -> Reply:
        """An article in a few of its own sentences, named by its number or words of its headline."""
        snapshot = self._library.current
        position = article_named(snapshot, clean(asked), wording.finding.BRIEF_USAGE())
        if isinstance(position, Reply):
            return position
        title = snapshot.articles[position].title
        reply = citations_reply(brief(snapshot, position), (), None)
        header = bold(clipped(title, _LONGEST_TITLE)) + f"\n{wording.finding.IN_BRIEF()}\n\n"
        if utf16_length(header.text + reply.text.text) > LONGEST_MESSAGE:
            header = rich("")
        return replace(reply, text=header + reply.text, topic=title)
