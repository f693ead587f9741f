"""What an admin offers to be added: a text that reads like an article, a link with a few words, and facts in a caption.

Nothing is added without a preview, so a wrong guess costs one tap. A question must never be taken for an offer: nobody
would answer it.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from knowledge import taken_apart
from knowledge.errors import ArticleRefused
from knowledge.reading.dates import day_of
from knowledge.reading.plain_text import decode
from knowledge.reading.text import with_facts

# An editor's question with its reason has some hundred characters, a news brief more than this.
_LONG = 600  # characters
_SEVERAL = 3  # paragraphs, the headline among them
_SHORTEST = 200  # characters of a text with several paragraphs
_LONGEST_HEADLINE = 200
_MOST_WORDS_BESIDE = 300  # characters beside a link
_MOST_FACT_LINES = 6  # below the headline, or at the end

_LINK = re.compile(r"https?://[^\s<>“”\"]+", re.IGNORECASE)
_AFTER_LINK = ".,;:!?)]}'’»…"  # what ends a sentence, and no address
_QUESTION_MARK = re.compile(r"[?？؟;](?=\W*$)")
_ANY_QUESTION_MARK = re.compile(r"[?？؟]")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_NOT_IN_NAMES = re.compile(r"[^\w]+")
_LONGEST_STEM = 50  # characters
# Verbs that ask for no answer. Everything else is judged by whether it asks something.
_ADD = re.compile(
    r"\b(?:add|include|import|take|save|store|read|load|hinzufügen|aufnehmen|füge?|nimm|añad\w*|agreg\w*|ajout\w*|"
    r"aggiung\w*|adicion\w*|toevoegen|voeg|dodaj|добав\w*|додай\w*|ekle\w*)\b",
    re.IGNORECASE,
)
_NAMES = {
    "source": "source", "publisher": "source", "from": "source",
    "date": "date", "published": "date",
    "url": "url", "link": "url", "address": "url",
}  # fmt: skip
_NAMED = re.compile(rf"\s*({'|'.join(_NAMES)})\s*[:=]\s*(\S.*?)\s*", re.IGNORECASE)


class Text(NamedTuple):
    """A text as a document: its name, the same for the same headline, and its content."""

    name: str
    data: bytes


def facts_in(caption: str) -> dict[str, str]:
    """The source, the date and the address that a caption states: lines of ``name: value``, a bare date, a link."""
    facts: dict[str, str] = {}
    for line in caption.splitlines():
        facts |= {name: value for name, value in _fact(line).items() if name not in facts}
    return facts


def stated(name: str, data: bytes, facts: Mapping[str, str]) -> bytes:
    """A document with facts. Only plain text has no place for its own; anything else stays as it is."""
    if not facts or not name.lower().endswith(".txt"):
        return data
    try:
        return with_facts(decode(data), facts).encode()
    except ArticleRefused:
        return data  # reading it says what is wrong


def is_article(text: str) -> bool:
    """Whether a text reads like an article: long or in several paragraphs, below a headline, and no question."""
    text = text.strip()
    headline, _, body = text.partition("\n")
    if not body.strip() or len(headline) > _LONGEST_HEADLINE or _QUESTION_MARK.search(text):
        return False
    if len(text) >= _LONG:
        return True
    paragraphs = [part for part in _PARAGRAPH.split(text) if part.strip()]
    return len(paragraphs) >= _SEVERAL and len(text) >= _SHORTEST and not _ANY_QUESTION_MARK.search(text)


def as_document(text: str, facts: Mapping[str, str]) -> Text:
    """A text as a document. The facts that it states itself, below its headline or at its end, go before ``facts``."""
    lines = text.strip().splitlines()
    own: dict[str, str] = {}
    kept = [lines[0]]
    body = lines[1:]
    for number, line in enumerate(body):
        is_at_an_end = number < _MOST_FACT_LINES or number >= len(body) - _MOST_FACT_LINES
        found = _fact(line) if is_at_an_end else {}
        if found:
            own |= found
        else:
            kept.append(line)
    return Text(_name(lines[0]), with_facts("\n".join(kept), {**facts, **own}).encode("utf-8", "replace"))


def link_offered(text: str) -> str | None:
    """The one link in a text whose other words ask nothing; None when there is none, or when they may ask."""
    found = _LINK.findall(text)
    if len(found) != 1:
        return None
    link = str(found[0])
    while link and link[-1] in _AFTER_LINK and not (link[-1] == ")" and "(" in link):
        link = link[:-1]
    beside = " ".join(text.replace(link, " ").split())
    return None if len(beside) > _MOST_WORDS_BESIDE or asks(beside) else link


def asks(beside: str) -> bool:
    """Whether the words beside what may be offered ask something, and do not say that it is to be added."""
    if _ANY_QUESTION_MARK.search(beside):
        return True
    return not _ADD.search(beside) and any(part.asks for part in taken_apart(beside))


def _fact(line: str) -> dict[str, str]:
    """What a line states, if it states a fact and nothing else."""
    named = _NAMED.fullmatch(line)
    if named is not None:
        return {_NAMES[named[1].lower()]: named[2]}
    value = line.strip()
    if _LINK.fullmatch(value):
        return {"url": value}
    if value and day_of(value) is not None:
        return {"date": value}
    return {}


def _name(headline: str) -> str:
    headline = unicodedata.normalize("NFC", " ".join(headline.split()))
    stem = _NOT_IN_NAMES.sub("-", headline.casefold()).strip("-")[:_LONGEST_STEM].strip("-")
    digest = hashlib.sha256(headline.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{stem or 'text'}-{digest}.txt"
