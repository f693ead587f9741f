"""The list of articles, one article, and its text page by page. Pure: no network, no clock."""

import re
from collections.abc import Callable, Iterator, Sequence

from bot.dialogue import deep_links, wording
from bot.dialogue.buttons import (
    Button,
    ReaderAction,
    ShowArticle,
    ShowFound,
    ShowPage,
    ShowText,
    fits,
    is_number,
)
from bot.dialogue.rendering import facts_of, quoted, taken_by_telegram
from bot.dialogue.reply import Reply, said
from bot.dialogue.rich_text import (
    LONGEST_MESSAGE,
    RichText,
    bold,
    clipped,
    fitting,
    in_order,
    rich,
    utf16_length,
)
from knowledge import Quotation, Snapshot, Span
from knowledge.answering.headlines import Found, find_articles
from knowledge.answering.topics import newest_first

ARTICLES_PER_PAGE = 10
_MOST_CHOICES = 8  # buttons under a question which article is meant
_LONGEST_TITLE = 200
_LONGEST_LABEL = 60
_LEAD = 500
_HEADER = 600  # UTF-16 units above the text of a page: a headline of 200 characters may take 400
_ROOM = LONGEST_MESSAGE - _HEADER
_MOST_DIGITS, _MOST_SHOWN = 9, 20  # of a number that somebody types, and that is repeated
_NUMBER = re.compile(r"[-+]?\d+")
_WORD = re.compile(r"\S+")


def articles_reply(snapshot: Snapshot, page: int, *, newest: bool = False, commands: bool = True) -> Reply:
    """One page of the list of articles, in the order of their numbers or the newest first.

    ``page`` counts from 1; a page out of range becomes the nearest one. ``commands`` is whether there are any.
    """
    every = range(len(snapshot.articles))
    positions = newest_first(snapshot, every) if newest else every
    page, pages = _within(page, len(positions))
    title = wording.answering.page_of_articles(len(positions), page, pages)
    turns = _turns(page, pages, lambda target: ShowPage(target, newest))
    hint = ["", wording.answering.ARTICLE_HINT()] if commands else []
    lines = _lines(snapshot, _shown(positions, page), commands=commands)
    return Reply(fitting([title, *lines, *hint]), turns if commands else ())


def listed_reply(snapshot: Snapshot, asked: str, *, newest: bool = False) -> Reply:
    """A page of the list of articles by its number, or the articles with words in their headline."""
    if not is_number(asked) and any(c.isalnum() for c in asked):
        return found_reply(snapshot, asked)
    return articles_reply(snapshot, int(asked) if is_number(asked) else 1, newest=newest)


def found_reply(snapshot: Snapshot, asked: str, page: int = 1, *, commands: bool = True) -> Reply:
    """One page of the articles whose headline has the words that are asked for, or that filters alone leave."""
    found = find_articles(asked, snapshot)
    if not found.articles:
        return _none_found(snapshot, found)
    page, pages = _within(page, len(found.articles))
    title = " ".join(
        filter(
            None,
            [
                wording.answering.read_as(found.corrections),
                wording.finding.found(len(found.articles), page, pages),
            ],
        )
    )
    turns = _turns(page, pages, lambda target: ShowFound(target, asked)) if commands else ()
    lines = _lines(snapshot, _shown(found.articles, page), commands=commands)
    left = len(found.articles) - len(lines)
    # Words too long for a button cannot be carried to the next page.
    return Reply(
        fitting([title, *lines, *([wording.amounts.and_more(left)] if left and not turns else [])]), turns
    )


def chosen_reply(snapshot: Snapshot, asked: str) -> Reply:
    """The article that a number of the list or words of a headline name; several are offered as buttons."""
    named = article_named(snapshot, asked, wording.finding.ARTICLE_USAGE())
    return named if isinstance(named, Reply) else article_reply(snapshot, named)


def article_named(snapshot: Snapshot, asked: str, usage: str) -> int | Reply:
    """The position of the article that a person names, or what to say when it is not one article.

    ``usage`` is said when nothing was asked for.
    """
    if _NUMBER.fullmatch(asked):
        is_known = asked.isascii() and len(asked) <= _MOST_DIGITS and 0 < int(asked) <= len(snapshot.articles)
        if is_known:
            return int(asked) - 1
        return said(wording.finding.no_such_article(clipped(asked, _MOST_SHOWN), len(snapshot.articles)))
    if not any(c.isalnum() for c in asked):
        return said(usage)
    found = find_articles(asked, snapshot)
    if not found.articles:
        return _none_found(snapshot, found)
    if len(found.articles) == 1 or found.is_headline:
        return found.articles[0]
    left = len(found.articles) - _MOST_CHOICES
    lines = [wording.finding.SEVERAL(), *([wording.amounts.and_more(left)] if left > 0 else [])]
    return Reply(rich("\n".join(lines)), _choices(snapshot, found.articles[:_MOST_CHOICES]))


def article_reply(snapshot: Snapshot, position: int) -> Reply:
    """The headline, the facts and the first paragraph of the article at a position.

    An article on no page that can be opened has a button to read on.
    """
    article, own = snapshot.articles[position], snapshot.passages_of(position)
    lead, count = "", 0
    if own:
        # The index knows the paragraphs: finding them again takes seconds in an article as long as a book.
        first, last = snapshot.passages[own[0]], snapshot.passages[own[-1]]
        start, end = first.paragraphs[0]
        lead, count = article.body[start:end], last.number + len(last.paragraphs) - 1
    # Counted one by one: splitting a long text would hold up every other thread meanwhile.
    words = wording.amounts.words(sum(1 for _ in _WORD.finditer(article.body)))
    facts = in_order((*facts_of(article), wording.amounts.paragraphs(count), words))
    text = bold(clipped(article.title, _LONGEST_TITLE)) + "\n" + facts
    if lead:
        text = text + "\n" + quoted(rich(clipped(lead, _LEAD)))
    buttons = [Button(wording.answering.SHARE(), share=deep_links.to_article(article.key))]
    if taken_by_telegram(article.url):
        buttons.insert(0, Button(wording.answering.SOURCE(), url=article.url))
    elif count > 1 or len(lead) > _LEAD:
        buttons.insert(0, Button(wording.finding.READ(), ShowText(article.key, 1)))
    quotations = (Quotation(snapshot.passages[own[0]].key, start, end),) if own else ()
    return Reply(text, (tuple(buttons),), topic=article.title, quotations=quotations)


def text_reply(snapshot: Snapshot, position: int, page: int) -> Reply:
    """A page of the text of the article at a position, word for word, with buttons that turn the pages."""
    article = snapshot.articles[position]
    pages = tuple(_pages(snapshot, position))
    page = min(max(page, 1), len(pages))
    header = (
        bold(clipped(article.title, _LONGEST_TITLE)) + "\n" + wording.finding.page_of_text(page, len(pages))
    )
    turns = _turns(page, len(pages), lambda target: ShowText(article.key, target))
    return Reply(header + "\n" + quoted(rich(pages[page - 1])), turns, topic=article.title)


def _pages(snapshot: Snapshot, position: int) -> Iterator[str]:
    """The text of an article in pages that one message holds. Paragraphs stay whole where they can."""
    body = snapshot.articles[position].body
    spans = [
        piece
        for passage in snapshot.passages_of(position)
        for paragraph in snapshot.passages[passage].paragraphs
        for piece in _pieces(body, paragraph)
    ]
    page, last = "", Span(0, 0)
    for span in spans:
        # The parts of one paragraph are joined as they were.
        between = body[last.end : span.start]
        between = between if page and "\n" not in between and not between.strip() else "\n\n" if page else ""
        added = between + body[span.start : span.end]
        if page and utf16_length(page) + utf16_length(added) > _ROOM:
            yield page
            page, added = "", body[span.start : span.end]
        page, last = page + added, span
    yield page


def _pieces(body: str, span: Span) -> Iterator[Span]:
    """A span; one that no page holds is cut between words, or where there is none, anywhere."""
    longest = _ROOM // 2  # code points: each has at most two units
    start = span.start
    while span.end - start > longest:
        space = body.rfind(" ", start + 1, start + longest)
        end = space if space != -1 else start + longest
        yield Span(start, end)
        start = end + (space != -1)
    if start < span.end:
        yield Span(start, span.end)


def _none_found(snapshot: Snapshot, found: Found) -> Reply:
    if found.unmet:
        return said(wording.finding.left_out(found.unmet))
    text = " ".join(
        filter(None, [wording.answering.read_as(found.corrections), wording.finding.NO_HEADLINE()])
    )
    if not found.nearest:
        return said(text)
    return Reply(rich(f"{text}\n\n{wording.finding.NEAREST()}"), _choices(snapshot, found.nearest))


def _choices(snapshot: Snapshot, positions: Sequence[int]) -> tuple[tuple[Button, ...], ...]:
    articles = (snapshot.articles[position] for position in positions)
    return tuple(
        (Button(clipped(article.title, _LONGEST_LABEL), ShowArticle(article.key)),) for article in articles
    )


def _lines(snapshot: Snapshot, positions: Sequence[int], *, commands: bool) -> list[RichText]:
    """A line for each article. Telegram makes a link of a command, and the number is part of it."""
    return [
        (rich(f"/article_{position + 1}") if commands else bold(f"{position + 1}"))
        + " "
        + in_order((clipped(article.title, _LONGEST_TITLE), *facts_of(article)))
        for position, article in ((position, snapshot.articles[position]) for position in positions)
    ]


def _turns(page: int, pages: int, to: Callable[[int], ReaderAction]) -> tuple[tuple[Button, ...], ...]:
    """The buttons to the pages before and after; none where they would carry more than a button holds."""
    targets = ((wording.answering.PREVIOUS_PAGE(), page - 1), (wording.answering.NEXT_PAGE(), page + 1))
    turns = tuple(Button(label, to(target)) for label, target in targets if 1 <= target <= pages)
    return (turns,) if turns and all(button.action and fits(button.action) for button in turns) else ()


def _within(page: int, articles: int) -> tuple[int, int]:
    """The page that there is, and how many pages there are."""
    pages = max(1, -(-articles // ARTICLES_PER_PAGE))
    return min(max(page, 1), pages), pages


def _shown(positions: Sequence[int], page: int) -> Sequence[int]:
    first = (page - 1) * ARTICLES_PER_PAGE
    return positions[first : first + ARTICLES_PER_PAGE]
