"""The conversation itself, for Telegram and the terminal alike: from what a person says to a reply.

Nothing here knows of chats, updates or networks.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

import regex

from bot.dialogue import wording
from bot.dialogue.articles import (
    article_reply,
    articles_reply,
    chosen_reply,
    found_reply,
    listed_reply,
    text_reply,
)
from bot.dialogue.buttons import (
    ReaderAction,
    ShowArticle,
    ShowContext,
    ShowFound,
    ShowMore,
    ShowPage,
    ShowText,
    is_number,
)
from bot.dialogue.deep_links import OpenArticle, OpenPassage, address, parse, to_article, to_quotation
from bot.dialogue.examples import example_questions
from bot.dialogue.pointing import pointing_at
from bot.dialogue.rendering import (
    FURTHER,
    SHOWN,
    answer_reply,
    answers_reply,
    citations_reply,
    context_reply,
    no_answer_reply,
    shared_article_reply,
    shared_reply,
)
from bot.dialogue.reply import Reply, said
from bot.dialogue.rich_text import clipped, rich
from bot.dialogue.sharing import Choice, Shared, cited, nothing_hint, shared, unmet_hint
from bot.dialogue.small_talk import small_talk
from knowledge import (
    Answer,
    Citation,
    Earlier,
    Library,
    NoAnswer,
    Quotation,
    Reason,
    Said,
    Snapshot,
    Wish,
    answer,
    further,
    taken_apart,
    topic_articles,
)
from knowledge.answering.excerpts import excerpt
from knowledge.answering.filters import Filters, filters_in, with_filters
from knowledge.answering.headlines import find_articles
from knowledge.answering.wishes import ASKING
from knowledge.language.stop_words import language_of

LONGEST_QUESTION = 1_000  # characters; the rest is not read
MOST_QUESTIONS = 2  # answered of one message
SHOWN_OF_EACH = 2  # citations for each of several questions
MOST_QUOTATIONS = 12  # remembered of one topic
LEANS_FOR = 600  # seconds
_LEANING = {Wish.MORE, Wish.SOURCE, Wish.CONTEXT}
_SEARCHED = ASKING | _LEANING | {Wish.NEWEST}
_LONGEST_EARLIER = 80  # characters of the question that a follow-up was read together with
_LONGEST_NAME = 200  # characters of a headline in a list to choose from
_SURROGATES = regex.compile(r"[\ud800-\udfff]")


class ButtonExpired(Exception):
    """A button names something that is gone; ``str()`` is a sentence for the person who tapped it."""


class Conversation:
    """Answers what people say, each time from the library's current snapshot."""

    def __init__(self, library: Library, *, commands: bool = True) -> None:
        """``commands`` is whether there are any where this is said: sentences name none otherwise."""
        self._library = library
        self._commands = commands

    def reply_to(self, message: str, earlier: Earlier | None = None, most: int = SHOWN) -> Reply:
        """The reply to a message, with at most so many citations.

        ``earlier`` is what went before it, where it may lean on that.
        """
        snapshot = self._library.current
        parts, filters = _read(message)
        if filters and not parts:
            return self._filtered(snapshot, filters)
        asking = [part for part in parts if part.wish in ASKING]
        asked = [part for part in asking if part.asks] or asking
        if asked:
            before = earlier
            # "I read about the spire. Who designed it?"
            beside = [part.text for part in parts if part.wish is Wish.REASON or part in asking]
            beside = [text for text in beside if text not in {part.text for part in asked}]
            if earlier is None and beside:
                earlier = Earlier(with_filters(" ".join(beside), filters))
            reply = self._answers(snapshot, asked, earlier, most)
            if before is not None and reply.topic == before.question != asked[0].sentence:
                reply = _read_with(before.question, reply)
        else:
            reply = self._other(snapshot, {part.wish for part in parts}, earlier, most)
        if len(message.strip()) > LONGEST_QUESTION:
            reply = replace(reply, text=rich(f"{wording.answering.cut(LONGEST_QUESTION)}\n\n") + reply.text)
        return reply

    def searches(self, message: str) -> bool:
        """Whether a message asks something of the articles, and is more than a word to the bot."""
        return any(part.wish in _SEARCHED for part in _read(message)[0])

    def pointing_at(self, selected: str, quotations: Sequence[Quotation] = ()) -> Earlier:
        """What a question about selected words leans on; ``quotations`` are those of the message that has them."""
        return pointing_at(clean(selected), self._library.current, quotations)

    def _filtered(self, snapshot: Snapshot, filters: Filters) -> Reply:
        """The articles that filters leave, when a message has nothing else."""
        if filters.of_articles:
            return found_reply(snapshot, str(filters.of_articles), commands=self._commands)
        return said(wording.finding.ONLY_LEFT_OUT())

    def _answers(
        self, snapshot: Snapshot, asked: Sequence[Said], earlier: Earlier | None, most: int
    ) -> Reply:
        """The answer to one question, or those to the first questions of a message."""
        if len(asked) == 1:
            return self._answer(snapshot, asked[0], earlier, most)
        answered: list[tuple[str, Answer | NoAnswer]] = []
        for part in asked[:MOST_QUESTIONS]:
            result, after = _asked(snapshot, part, earlier, min(SHOWN_OF_EACH, most))
            shown = tuple(map(Quotation.of, result.citations)) if isinstance(result, Answer) else ()
            earlier = replace(after, quotations=(*shown, *after.quotations))
            answered.append((part.text, result))
        missed = [question for _, result in answered for question in _unanswered(result)]
        reply = replace(answers_reply(answered), unanswered=tuple(missed))
        if len(asked) > MOST_QUESTIONS:
            reply = replace(reply, text=reply.text + f"\n\n{wording.answering.left_out(MOST_QUESTIONS)}")
        return _leading_on(reply, earlier)

    def _answer(self, snapshot: Snapshot, part: Said, earlier: Earlier | None, most: int) -> Reply:
        if part.wish is Wish.ARTICLE and is_number(part.text):
            return self.article(part.text)
        if not part.asks or part.wish is Wish.ARTICLE:
            about, is_headline = topic_articles(part.text, snapshot, filters_in(part.sentence)[1])
            if about and (is_headline or part.wish is Wish.ARTICLE):
                return article_reply(snapshot, about[0])
        result, after = _asked(snapshot, part, earlier, SHOWN + FURTHER)
        if isinstance(result, NoAnswer):
            reply = no_answer_reply(result, tuple(snapshot.languages), language_of(part.text))
            reply = replace(reply, unanswered=_unanswered(result))
        else:
            reply = answer_reply(result, most)
        return _leading_on(reply, replace(after, quotations=(*reply.quotations, *after.quotations)))

    def _other(
        self, snapshot: Snapshot, wishes: Collection[Wish], earlier: Earlier | None, most: int
    ) -> Reply:
        """The reply to a message that asks no question of the articles."""
        if Wish.NEWEST in wishes:
            return articles_reply(snapshot, 1, newest=True, commands=self._commands)
        if not _LEANING.isdisjoint(wishes):
            if earlier is None:
                return said(wording.answering.NOTHING_BEFORE())
            if Wish.MORE in wishes:
                return self._further(snapshot, earlier, most)
            if not earlier.quotations:
                return self._checked(earlier, most)
            if Wish.SOURCE in wishes:
                return _source(snapshot, earlier)
            return self._around(snapshot, earlier)
        talk = small_talk(wishes, commands=self._commands)
        return said(talk or wording.answering.NO_ANSWER[Reason.EMPTY_QUESTION]())

    def _checked(self, earlier: Earlier, most: int) -> Reply:
        """What the articles say about words that are no quotation: "Is that true?" under somebody's message."""
        if not self.searches(earlier.question):
            return said(wording.answering.NOTHING_BEFORE())
        reply = self.reply_to(earlier.question, None, most)
        return reply if reply.topic is None else _read_with(earlier.question, reply)

    def _around(self, snapshot: Snapshot, earlier: Earlier) -> Reply:
        """What stands around what was quoted last."""
        last = _last_quoted(snapshot, earlier)
        if last is None:
            return said(wording.answering.NOTHING_BEFORE())
        reply = self._context(last[1], earlier.quotations)
        return _leading_on(reply, replace(earlier, quotations=(*reply.quotations, *earlier.quotations)))

    def _further(self, snapshot: Snapshot, earlier: Earlier, most: int) -> Reply:
        result = further(snapshot, earlier, most)
        if isinstance(result, NoAnswer):
            return _leading_on(said(wording.answering.NOTHING_MORE()), earlier)
        reply = answer_reply(result, most)
        return _leading_on(reply, replace(earlier, quotations=(*reply.quotations, *earlier.quotations)))

    def start(self, name: str) -> Reply:
        """The first message in a private chat or a terminal, with questions to try."""
        snapshot = self._library.current
        return said(wording.guiding.start(name, len(snapshot.articles), example_questions(snapshot)))

    def articles(self, asked: str = "") -> Reply:
        """A page of the list of articles by its number, or the articles with words in their headline."""
        return listed_reply(self._library.current, clean(asked))

    def article(self, asked: str) -> Reply:
        """The article with this number in the list, or with these words in its headline, as a person typed it."""
        return chosen_reply(self._library.current, clean(asked))

    def number_of(self, key: str) -> int | None:
        """The number in the list of the article with a key; None when it has changed or is gone."""
        position = self._library.current.article_positions.get(key)
        return None if position is None else position + 1

    def press(
        self,
        action: ReaderAction,
        question: str | None = None,
        quotations: Sequence[Quotation] = (),
        most: int = SHOWN,
    ) -> Reply:
        """What a button shows; ``question`` is the one that the message with the button answered.

        ``quotations`` are what that message quotes, where it is known. At most so many further citations are shown.
        Raises ButtonExpired when the button names something that is gone.
        """
        match action:
            case ShowPage(page, newest):
                return articles_reply(self._library.current, page, newest=newest)
            case ShowFound(page, asked):
                return found_reply(self._library.current, asked, page)
            case ShowText(key, page):
                return text_reply(*self._article_with(key), page)
            case ShowArticle(key):
                return article_reply(*self._article_with(key))
            case ShowContext(key):
                return self._context(key, quotations)
            case ShowMore(first, keys):
                return self._more(first, keys, question, most)

    def opened(self, aim: OpenArticle | OpenPassage) -> Reply:
        """What a link into the private chat shows; a kind word when it is gone."""
        try:
            if isinstance(aim, OpenArticle):
                return self.press(ShowArticle(aim.article))
            reply = self._context(aim.passage, [Quotation(aim.passage, aim.start, aim.end)])
        except ButtonExpired as gone:
            return said(str(gone))
        quoted = self._library.current.positions.get(aim.passage)
        topic = None if quoted is None else self._library.current.passages[quoted].article.title
        return replace(reply, topic=topic)

    def shared(self, query: str, username: str) -> Choice:
        """What somebody may choose to send to any chat: the quotation that they share, or those that answer."""
        snapshot = self._library.current
        aim = parse(query)
        if isinstance(aim, OpenArticle):
            place = snapshot.article_positions.get(aim.article)
            found = () if place is None else (_shared_article(snapshot, place, username),)
            return Choice(found, wording.answering.NOTHING_TO_SHARE())
        if isinstance(aim, OpenPassage):
            position = snapshot.positions.get(aim.passage)
            quotation = Quotation(aim.passage, aim.start, aim.end)
            result = () if position is None else (cited(snapshot.passages[position], 1, [quotation]),)
            return _choice(result, wording.answering.NOTHING_TO_SHARE(), username)
        parts, filters = _read(query)
        if filters and not parts:
            return Choice(hint=_filters_hint(snapshot, filters))
        asking = [part for part in parts if part.wish in ASKING]
        if not asking:
            return Choice(hint=wording.answering.NOTHING_TO_SHARE())
        answered = answer(asking[0].sentence, snapshot, SHOWN + FURTHER)
        if isinstance(answered, NoAnswer):
            return Choice(hint=nothing_hint(answered))
        return _choice(answered.citations, "", username)

    def _article_with(self, key: str) -> tuple[Snapshot, int]:
        snapshot = self._library.current
        position = snapshot.article_positions.get(key)
        if position is None:
            raise ButtonExpired(wording.answering.ARTICLE_GONE())
        return snapshot, position

    def _context(self, key: str, quotations: Sequence[Quotation] = ()) -> Reply:
        snapshot = self._library.current
        position = snapshot.positions.get(key)
        if position is None:
            raise ButtonExpired(wording.answering.PASSAGE_GONE())
        chosen = snapshot.passages[position]
        around = snapshot.passages[max(0, position - 1) : position + 2]
        near = tuple(p for p in around if p.article.id == chosen.article.id)
        citation = cited(chosen, 1, quotations)
        return replace(context_reply(near, citation), quotations=(Quotation.of(citation),))

    def _more(self, first: int, keys: tuple[str, ...], question: str | None, most: int) -> Reply:
        """The passages that a button names. Where the question is known, they are quoted for it again."""
        snapshot = self._library.current
        result = answer(clean(question), snapshot, SHOWN + FURTHER) if question else None
        known = {c.passage.key: c for c in result.citations} if isinstance(result, Answer) else {}
        citations: list[Citation] = []
        for key in keys:
            position = snapshot.positions.get(key)
            if position is None:
                continue
            passage, number = snapshot.passages[position], first + len(citations)
            chosen = known[key].excerpt if key in known else excerpt(passage, {})
            citations.append(Citation(number, passage, chosen, score=0.0, confidence=0.0))
        if not citations:
            raise ButtonExpired(wording.answering.PASSAGE_GONE())
        changing = isinstance(result, Answer) and result.changing
        shown, others = tuple(citations[:most]), tuple(citations[most:])
        return citations_reply(shown, others, question or "", changing=changing)


def readable(message: str) -> str:
    """At most ``LONGEST_QUESTION`` characters of a message, without lone surrogates."""
    return _SURROGATES.sub("\ufffd", message[:LONGEST_QUESTION])


def clean(message: str) -> str:
    """A message as a question: as ``readable`` gives it, on one line."""
    return " ".join(readable(message).split())


def leans_on(earlier: Earlier | None, age: float) -> Earlier | None:
    """What a message may lean on when it replies to nothing: what went before it by at most ``LEANS_FOR`` seconds."""
    return earlier if age <= LEANS_FOR else None


def _read(message: str) -> tuple[tuple[Said, ...], Filters]:
    """A message taken apart, each sentence with the message's filters; no parts when it has nothing but filters."""
    text, filters = filters_in(readable(message))
    if filters and not any(c.isalnum() for c in text):
        return (), filters
    parts = (replace(part, sentence=with_filters(part.sentence, filters)) for part in taken_apart(text))
    return tuple(parts), filters


def _asked(
    snapshot: Snapshot, part: Said, earlier: Earlier | None, limit: int
) -> tuple[Answer | NoAnswer, Earlier]:
    """The answer to a question, and what went before the next one, without what this answer quotes."""
    result = answer(part.sentence, snapshot, limit, earlier)
    # The earlier question's own answer has said how its typos were read.
    result = replace(result, corrections=tuple(c for c in result.corrections if c.typed in part.sentence))
    leaned = earlier is not None and result.question != part.sentence
    return result, earlier if earlier is not None and leaned else Earlier(part.sentence)


def _source(snapshot: Snapshot, earlier: Earlier) -> Reply:
    """The article that was cited last."""
    last = _last_quoted(snapshot, earlier)
    if last is None:
        return said(wording.answering.NOTHING_BEFORE())
    return _leading_on(article_reply(snapshot, int(snapshot.occurrences.article_of[last[0]])), earlier)


def _last_quoted(snapshot: Snapshot, earlier: Earlier) -> tuple[int, str] | None:
    """The position and the key of the passage that was quoted last, of those that are still in the articles."""
    known = ((snapshot.positions.get(each.passage), each.passage) for each in earlier.quotations)
    return next(((position, key) for position, key in known if position is not None), None)


def _unanswered(result: Answer | NoAnswer) -> tuple[str, ...]:
    """The question that was looked for, as it was read, when the articles do not answer it."""
    looked_for = {Reason.NOTHING_FOUND, Reason.NOT_COVERED}
    return (result.question,) if isinstance(result, NoAnswer) and result.reason in looked_for else ()


def _leading_on(reply: Reply, earlier: Earlier | None) -> Reply:
    """The reply with what a follow-up to it leans on."""
    if earlier is None:
        return reply
    return replace(reply, topic=earlier.question, quotations=earlier.quotations[:MOST_QUOTATIONS])


def _read_with(earlier: str, reply: Reply) -> Reply:
    """The reply to a follow-up, which says what it was read together with."""
    line = wording.answering.read_with(clipped(earlier, _LONGEST_EARLIER))
    text = rich(f"{line}\n\n") + reply.text
    return replace(reply, text=text) if text.fits else reply


def _shared_article(snapshot: Snapshot, position: int, username: str) -> Shared:
    article = snapshot.articles[position]
    more = address(username, to_article(article.key))
    reply = shared_article_reply(article_reply(snapshot, position), more)
    return Shared(article.key, clipped(article.title, _LONGEST_NAME), article.source or "", reply)


def _choice(citations: Sequence[Citation], hint: str, username: str) -> Choice:
    return Choice(
        tuple(shared(each, shared_reply(each, _opening(each, username))) for each in citations), hint
    )


def _filters_hint(snapshot: Snapshot, filters: Filters) -> str:
    """What to do about filters alone: nothing is quoted for them."""
    unmet = find_articles(str(filters.of_articles), snapshot).unmet if filters.of_articles else None
    return wording.answering.TYPE_A_QUESTION() if unmet is None else unmet_hint(unmet)


def _opening(citation: Citation, username: str) -> str:
    """The address that shows a citation in the private chat."""
    return address(username, to_quotation(Quotation.of(citation)))
