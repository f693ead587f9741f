"""A question as a query: the terms that stand for each of its words, their weights, and what is asked for."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import regex

from knowledge.answering.asked_kinds import asks_for_an_age, kind_asked_for
from knowledge.answering.filters import NO_FILTERS, Filters
from knowledge.answering.restricting import Allowed
from knowledge.answering.spelling import corrected
from knowledge.index.snapshot import Snapshot
from knowledge.index.vectors import Likenesses
from knowledge.language.foreign import is_foreign
from knowledge.language.stop_words import stop_words
from knowledge.language.terms import Analysis, Compound, Token, analysis
from knowledge.meaning.port import Kin

MOST_WORDS = 32  # the rarest words of a longer question; more would only cost time
# What another form of a word is worth: known terms that begin like an unknown one (on XQuAD +0.8 of hit@1 in Greek,
# +0.3 in German, +0.2 in English), and its relatives. For known words relatives cost 0.4 on SQuAD. For unknown ones
# they change nothing there or on English XQuAD, and are for collections of a few articles.
_NEAR_CREDIT = 0.7
_NEAR_FORMS = 4
_RELATIVE_CREDIT = 0.5
# What the nearest known term of the same meaning is worth, times its likeness: less than the word itself. 8 kin, 12 or
# 24 are alike on SQuAD, XQuAD and MultiHop-RAG.
_KIN_CREDIT = 0.95
_MOST_KIN = 8
_SAMPLE = 1_000  # characters of an article that show its script
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’]+")


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of the question: the terms that stand for it, each with its credit in [0, 1].

    ``ranked`` are the terms that the engine is asked for, and ``scored`` is what they weigh there. ``kin`` are other
    terms that mean nearly the same, the nearest first: one counts, and only where the word itself counts less.
    ``written`` is how a word with kin was asked.
    """

    credits: tuple[tuple[str, float], ...]
    ranked: tuple[str, ...]
    weight: float
    scored: float
    is_name: bool
    written: str = ""
    kin: tuple[Kin, ...] = ()

    def share(self, have: frozenset[str]) -> float:
        """How much of the word a set of terms has, in [0, 1]."""
        own = min(1.0, sum(credit for term, credit in self.credits if term in have))
        if own == 1.0 or not self.kin:
            return own
        nearest = next((kin.likeness for kin in self.kin if kin.term in have), 0.0)
        return max(own, _KIN_CREDIT * nearest)


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as one language reads it: its words in order. ``weight`` and ``scored`` are their sums."""

    words: tuple[QueryWord, ...]
    weight: float
    scored: float
    _shares: dict[frozenset[str], float] = field(default_factory=dict, repr=False, compare=False)
    _standing: dict[str, list[int]] = field(default_factory=dict, repr=False, compare=False)

    def share(self, have: frozenset[str]) -> float:
        """The share of the question's weight that a set of terms has. It is cached: many sentences have the same."""
        share = self._shares.get(have)
        if share is None:
            share = sum(word.weight * word.share(have) for word in self._words_for(have)) / self.weight
            self._shares[have] = share
        return share

    def _words_for(self, have: frozenset[str]) -> Iterable[QueryWord]:
        """The words that any of these terms stands for: most of a sentence's terms stand for one."""
        if not self._standing:
            for place, word in enumerate(self.words):
                for term in (*(term for term, _ in word.credits), *(kin.term for kin in word.kin)):
                    self._standing.setdefault(term, []).append(place)
        places = {place for term in have for place in self._standing.get(term, ())}
        return (self.words[place] for place in sorted(places))


class Query:
    """A question, read in every language of the snapshot.

    ``corrections`` are the typos that were read as other words. ``kind`` is the kind of word that is asked for, if any.
    ``readings`` has the question as each language reads it, ``terms`` all terms that stand for one of its words,
    ``kin`` those that only mean nearly the same as one, ``weights`` the weight of each of both, and ``ranked`` the
    terms that the engine is asked for. ``by_number`` has the terms and kin that the snapshot knows, by their term
    numbers; ``numbers`` are these numbers, ascending. ``allowed`` is what its filters leave; None without filters.
    """

    def __init__(
        self, question: str, snapshot: Snapshot, earlier: str = "", filters: Filters = NO_FILTERS
    ) -> None:
        """``earlier`` is the question that a follow-up leans on: its words are looked for too."""
        self.snapshot = snapshot
        self.allowed = Allowed(filters, snapshot) if filters else None
        self.kind = kind_asked_for(question)
        self.asks_age = asks_for_an_age(question)
        # As it was asked: in a language that the base lacks, every word looks like a typo.
        self._asked = f"{earlier} {question}" if earlier else question
        question, self.corrections = corrected(self._asked, snapshot)
        self._text = question
        self._foreign: dict[str, bool] = {}
        self.readings = {language: _reading(question, language, snapshot) for language in snapshot.languages}
        words = [word for reading in self.readings.values() for word in reading.words]
        self.terms = tuple(dict.fromkeys(term for word in words for term, _ in word.credits))
        self.ranked = tuple(dict.fromkeys(term for word in words for term in word.ranked))
        self.weights = {term: snapshot.rarity.weight(term) for term in self.terms}
        numbers = snapshot.occurrences.numbers
        self.by_number = {numbers[term]: term for term in self.terms if term in numbers}
        kin: dict[str, float] = {}
        for word in words:
            for term, number, likeness in word.kin:
                if term not in self.weights:
                    self.by_number[number] = term
                    kin[term] = max(kin.get(term, 0.0), _KIN_CREDIT * likeness * word.weight)
        self.kin = tuple(kin)
        self.weights |= kin
        self.numbers = np.array(sorted(self.by_number), dtype=np.int32)

    def weights_in(self, language: str, have: frozenset[str]) -> dict[str, float]:
        """The weights of the terms for a passage that has these of them.

        Kin only stand for a word that the passage does not have, and only the nearest: on XQuAD all of them cost 1.3
        points of sup@3.
        """
        weights = {term: self.weights[term] for term in self.terms}
        for word in self.readings[language].words:
            if not any(term in have for term, _ in word.credits):
                nearest = next((kin.term for kin in word.kin if kin.term in have), None)
                if nearest is not None:
                    weights.setdefault(nearest, self.weights[nearest])
        return weights

    @property
    def likenesses(self) -> Likenesses | None:
        """How near each passage is by meaning, by position; None where nothing tells."""
        vectors = self.snapshot.vectors
        return None if vectors is None else vectors.likenesses(self._asked)

    def is_foreign(self, article: int) -> bool:
        """Whether the question is surely in another language than the article at a position."""
        articles = self.snapshot.articles
        language = articles.language(article)
        if language not in self._foreign:
            self._foreign[language] = is_foreign(self._asked, language, articles[article].body[:_SAMPLE])
        return self._foreign[language]

    def nearest(self, limit: int) -> list[int]:
        """The positions of the passages nearest by meaning; none where nothing tells."""
        vectors = self.snapshot.vectors
        return [] if vectors is None else vectors.nearest(self._asked, limit)

    def cosines(self, texts: Sequence[str]) -> list[float]:
        """How near some texts are by meaning, where an encoder tells."""
        vectors = self.snapshot.vectors
        return [0.0] * len(texts) if vectors is None else vectors.cosines(self._asked, texts)

    @property
    def is_vague(self) -> bool:
        """Whether the question has nothing but function words.

        It has when some language of the base reads it so, and no language with as many articles recognises a function
        word of its own beside a content word. "was war" has nothing to look for in German, but one stray German article
        must not silence it among English ones. A single word is always looked for.
        """
        if not self.terms:
            return True
        words = {word.casefold() for word in _WORD.findall(self._text)}
        if len(words) < 2:
            return False
        articles = self.snapshot.languages
        silent = [language for language, reading in self.readings.items() if not reading.words]
        reading_on = [
            language
            for language, reading in self.readings.items()
            if reading.words and not stop_words(language).isdisjoint(words)
        ]
        return any(all(articles[other] < articles[language] for other in reading_on) for language in silent)


def _reading(question: str, language: str, snapshot: Snapshot) -> Reading:
    analysed = analysis(language)
    compounds = analysed.compounds(question)
    names = _names(question, language, compounds)
    asked = tuple(dict.fromkeys(compounds))
    words = [_word(compound, names, snapshot, analysed) for compound in asked]
    own = {term for word in words for term, _ in word.credits}
    words = [
        word
        if compound.joined is not None
        else _with_kin(word, compound.tokens[0], question, own, language, snapshot)
        for word, compound in zip(words, asked, strict=True)
    ]
    rarest = sorted(range(len(words)), key=lambda index: -words[index].weight)[:MOST_WORDS]
    kept = tuple(words[index] for index in sorted(rarest))
    return Reading(kept, sum(word.weight for word in kept) or 1.0, sum(word.scored for word in kept) or 1.0)


def _word(compound: Compound, names: Container[str], snapshot: Snapshot, analysed: Analysis) -> QueryWord:
    rarity = snapshot.rarity
    weights = [rarity.weight(part) for part in compound.parts]
    weight = sum(weights) / len(weights)
    is_name = any(part in names for part in compound.parts)
    if compound.joined is not None:
        shares = [(part, own / sum(weights)) for part, own in zip(compound.parts, weights, strict=True)]
        # A number is also looked for joined: "five million" must find "5,000,000" wherever else five stands.
        is_known = all(part in rarity for part in compound.parts) and not compound.joined.isdigit()
        ranked = compound.parts if is_known else compound.terms
        known = sum(rarity.weight(term) for term in ranked if term in rarity)
        return QueryWord((*shares, (compound.joined, 1.0)), ranked, weight, max(weight, known), is_name)
    term = compound.parts[0]
    if term in rarity:
        return QueryWord(((term, 1.0),), (term,), weight, weight, is_name)
    forms = [(form, _NEAR_CREDIT) for form in snapshot.occurrences.near(term)[:_NEAR_FORMS]]
    if forms:
        weight = max(rarity.weight(form) for form, _ in forms)
    else:
        relatives = analysed.relatives(term)
        forms = [(other, _RELATIVE_CREDIT) for other in relatives if other in rarity]
    ranked = (term, *(form for form, _ in forms))
    return QueryWord(((term, 1.0), *forms), ranked, weight, weight, is_name)


def _with_kin(
    word: QueryWord, token: Token, question: str, own: Container[str], language: str, snapshot: Snapshot
) -> QueryWord:
    """A word with the terms of the base that mean nearly the same.

    ``own`` are the terms that stand for a word of the question already: one of a passage does not stand for two.
    """
    known = snapshot.meaning.kin(token.term, language, _MOST_KIN)
    kin = tuple(each for each in known if each.term not in own)
    return replace(word, kin=kin, written=question[token.start : token.end]) if kin else word


def _names(question: str, language: str, compounds: Sequence[Compound]) -> set[str]:
    """The terms that are written as names: with a capital inside the question, where capitals mean that."""
    if language == "de":  # every noun has a capital
        return set()
    tokens = [token for compound in compounds for token in compound.tokens]
    capitals = [question[token.start].isupper() for token in tokens]
    if len(tokens) > 2 and all(capitals):  # a headline
        return set()
    first = next((index for index, c in enumerate(question) if c.isalnum()), 0)
    return {t.term for t, capital in zip(tokens, capitals, strict=True) if capital and t.start > first}
