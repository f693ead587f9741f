"""Index terms: the form in which words are compared. The same analysis serves articles and questions.

A term is a word after Unicode folding, without apostrophes and possessives, and stemmed by Snowball where it knows the
language. A hyphenated name gives its parts and the joined form, so that "Amirabdollahian" finds "Amir-Abdollahian".
Scripts without spaces give pairs of adjacent characters, as a reader sees them: a Thai consonant is one with its vowels
and tone marks. The analysis works on copies of the words: offsets always point into the text as given.
"""

import functools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import regex
import Stemmer

from knowledge.language.characters import CHARACTER
from knowledge.language.language import language
from knowledge.language.number_words import digits, joined_number, scales

# Combining marks belong to words: cutting Devanagari at its vowel signs costs 22 points of hit@1. The zero-width joiner
# belongs to them too. The non-joiner separates: in Persian it stands between the parts of a compound.
_RAISED = regex.compile(r"(?<=\d)[⁰¹²³⁴-⁹]+")
_WORD = regex.compile(
    r"""
    (?P<acronym> (?<![\p{L}\p{N}]) (?:\p{Lu}\.){2,} )
    | (?P<number> (?<![\p{L}\p{N}]) \p{Nd}+ (?:[.,]\p{Nd}+)* (?![\p{L}\p{M}\p{N}]) )
    | (?P<unspaced> [\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー]+ )
    | (?P<word> (?: (?![\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー])
                    [\p{L}\p{N}] [\p{M}\u200D]* )+
                (?: ['’ʼ＇] (?: [\p{L}\p{N}] [\p{M}\u200D]* )+ )* )
    """,
    regex.VERBOSE,
)
_HYPHENS = frozenset("-‐‑\u00ad")
_NUMBER_SPACES = frozenset(" \u00a0\u202f")  # between the words of one number
_WITHOUT_HYPHENS = str.maketrans(dict.fromkeys(_HYPHENS))
_APOSTROPHES = str.maketrans("’ʼ＇", "'''")

# Arabic and Persian write the same sounds with different letters, and vowel signs are optional.
_ARABIC_LETTERS = str.maketrans(
    {
        "ك": "ک",
        "ي": "ی",
        "ى": "ی",
        "ئ": "ی",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ؤ": "و",
        "ة": "ه",
        "ۀ": "ه",
    }
    | dict.fromkeys("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0654\u0670\u0640")
)

_LONGEST_WORD = 64  # characters; a longer word is noise, and is cut to save memory
_CACHED_WORDS = 200_000


class Token(NamedTuple):
    """A term and its range of code points in the text."""

    term: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Compound:
    """One word of a text: its parts (several for a hyphenated name or a number), and the parts joined.

    A passage that has the joined form has the word; otherwise it has the share of the parts that it has. ``tokens``
    say where the parts and the joined form stand.
    """

    parts: tuple[str, ...]
    joined: str | None = None
    tokens: tuple[Token, ...] = field(default=(), compare=False)

    @property
    def terms(self) -> tuple[str, ...]:
        """The parts and the joined form."""
        return self.parts if self.joined is None else (*self.parts, self.joined)


class Analysis:
    """The analysis of one language. It is safe to share between threads; get it from ``analysis(code)``."""

    def __init__(self, code: str) -> None:
        self._language = known = language(code)
        # The stemmer's own cache is a plain dict that is trimmed while it is read: not safe for several threads.
        self._stemmer = Stemmer.Stemmer(known.stemmer, 0) if known.stemmer else None
        self._term = functools.lru_cache(maxsize=_CACHED_WORDS)(self._uncached_term)
        self._digits, self._powers = digits(known), scales(known)
        self._number_words = self._digits.keys() | self._powers.keys()
        self._relatives: dict[str, tuple[str, ...]] = {}
        for group in (*known.relatives, *self._digits.items()):
            terms = [self._term(word) or word for word in group]
            for term in terms:
                others = tuple(other for other in terms if other != term)
                self._relatives[term] = self._relatives.get(term, ()) + others

    def tokens(self, text: str) -> list[Token]:
        """The index terms of a text, in reading order. A joined compound follows its parts."""
        tokens = []
        for group in self._groups(text):
            tokens += group
            if joined := self._joined(group, text):
                tokens.append(joined)
        return tokens

    def terms(self, text: str) -> list[str]:
        """The index terms of a text without their places."""
        return [token.term for token in self.tokens(text)]

    def compounds(self, text: str) -> list[Compound]:
        """The words of a text in reading order, as often as they occur."""
        found = []
        for group in self._groups(text):
            parts = tuple(dict.fromkeys(token.term for token in group))
            joined = self._joined(group, text)
            tokens = (*group, joined) if joined else tuple(group)
            found.append(Compound(parts, joined.term if joined else None, tokens))
        return found

    def term(self, word: str) -> str:
        """The term of a single word, without caching it; empty for a function word."""
        return self._uncached_term(word)

    def relatives(self, term: str) -> tuple[str, ...]:
        """Terms that news uses for the same thing as this one; none in a language without a list."""
        return self._relatives.get(term, ())

    def _joined(self, compound: list[Token], text: str) -> Token | None:
        """A compound as one number, or as one word, analysed as if it had been typed without hyphens."""
        if len(compound) < 2:
            return None
        start, end = compound[0].start, compound[-1].end
        if number := self._number(compound, text):
            return Token(number, start, end)
        term = self._term(text[start:end].translate(_WITHOUT_HYPHENS))
        return Token(term, start, end) if term else None

    def _groups(self, text: str) -> Iterator[list[Token]]:
        """The tokens of a text in groups: those that hyphens connect, and those that form one number."""
        compound: list[Token] = []
        last_end = -1
        for match in _matches(text):
            start, end = match.span()
            tokens = self._tokens_of(match)
            connected = start == last_end + 1 and (
                text[last_end] in _HYPHENS
                or (text[last_end] in _NUMBER_SPACES and self._counts_on(compound, tokens, text))
            )
            if compound and not connected:
                yield compound
                compound = []
            if connected or match.lastgroup == "word" or not tokens:
                compound += tokens
            else:
                compound = tokens
            if match.lastgroup == "unspaced":
                for token in compound:
                    yield [token]
                compound = []
            last_end = end
        if compound:
            yield compound

    def _counts_on(self, compound: list[Token], tokens: list[Token], text: str) -> bool:
        """Whether tokens continue the number that a compound begins: "five", "million"."""
        if not compound or len(tokens) != 1:
            return False
        first, last = compound[0], tokens[0]
        if not (first.term[0].isdigit() or text[first.start : first.end].casefold() in self._number_words):
            return False
        return last.term[0].isalpha() and self._number([*compound, *tokens], text) is not None

    def _number(self, compound: list[Token], text: str) -> str | None:
        """The digits of the number that a compound forms, if it forms one."""
        words = [
            token.term if token.term[0].isdigit() else text[token.start : token.end].casefold()
            for token in compound
        ]
        return joined_number(words, self._digits, self._powers)

    def _tokens_of(self, match: "regex.Match[str]") -> list[Token]:
        word, start, end = match.group(), match.start(), match.end()
        if match.lastgroup == "unspaced":
            return _character_pairs(word, start)
        if match.lastgroup == "acronym":
            return [Token(word.replace(".", "").casefold(), start, end)]
        if match.lastgroup == "number":
            return [Token(_number(word), start, end)]
        tokens = []
        for piece, offset in self._elisions(word):
            term = self._term(piece)
            if not term and len(piece) > 1 and piece.isupper() and not is_shouting(match.string):
                term = _fold(piece)  # "US" and "WHO" are names; "us" and "who" are function words
            if term:
                tokens.append(Token(term, start + offset, start + offset + len(piece)))
        return tokens

    def _elisions(self, word: str) -> Iterator[tuple[str, int]]:
        if self._language.elides:
            offset = 0
            for piece in word.translate(_APOSTROPHES).split("'"):
                yield piece, offset
                offset += len(piece) + 1
        else:
            yield word, 0

    def _uncached_term(self, word: str) -> str:
        """The term of a word; empty for a function word."""
        # A raised digit after a number is a footnote's or an exponent: 1902³ is not 19023.
        word = _RAISED.sub("", word[:_LONGEST_WORD])
        word = unicodedata.normalize("NFKC", word).casefold().translate(_APOSTROPHES)
        for possessive in ("'s", "s'"):
            if len(word) > len(possessive) + 1 and word.endswith(possessive):
                word = word[: -len("'s")] if possessive == "'s" else word[:-1]
        word = word.replace("'", "")
        if word in self._language.stop_words:
            return ""
        if not self._language.has_accents:
            word = _without_accents(word)
        word = self._language.forms.get(word, word)
        if self._stemmer is not None and word not in self._language.nouns:
            word = self._stemmer.stemWord(word)
        return _fold(word)


@functools.cache
def analysis(code: str) -> Analysis:
    """The analysis of a language (ISO 639-1 code). Words of a language without a stemmer are folded only."""
    return Analysis(code)


@functools.lru_cache(maxsize=8)
def _matches(text: str) -> "tuple[regex.Match[str], ...]":
    """The words of a text before any language is applied. A question is read in every language of the base."""
    return tuple(_WORD.finditer(text))


def _character_pairs(run: str, start: int) -> list[Token]:
    bounds = [0, *(match.end() for match in CHARACTER.finditer(run))]
    if len(bounds) < 3:
        return [Token(run, start, start + len(run))]
    pairs = zip(bounds, bounds[2:], strict=False)
    return [Token(run[first:last], start + first, start + last) for first, last in pairs]


def _number(word: str) -> str:
    """A number without grouping, with a point as its decimal mark: "5,000,000" gives "5000000"."""
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in word)
    for mark in ",.":
        head, *groups = digits.split(mark)
        if groups and len(head) <= 3 and all(len(group) == 3 and group.isdigit() for group in groups):
            return head + "".join(groups)
    return digits.replace(",", ".")


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFD", word)
    kept = (c for c in decomposed if not (unicodedata.combining(c) and c < "\u0370"))
    return unicodedata.normalize("NFC", "".join(kept))


def _fold(word: str) -> str:
    """One spelling for what people type in several ways: case, accents, Arabic letter variants."""
    return _without_accents(word.casefold().replace("\u200d", "")).translate(_ARABIC_LETTERS)


def is_shouting(text: str) -> bool:
    """Whether a text is written in capitals, so that capitals say nothing about names."""
    text = text[:400]
    if len(text.split()) < 2:  # an acronym alone is a name
        return False
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) * 2 > len(letters)
