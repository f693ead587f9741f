"""A question as a query: the terms that stand for each of its words, what they weigh, and what it asks for."""

from collections.abc import Container
from dataclasses import dataclass, field

import numpy as np

from knowledge.answering.asked_kinds import asks_for_an_age, kind_asked_for
from knowledge.answering.spelling import corrected
from knowledge.index.snapshot import Snapshot
from knowledge.language.terms import Analysis, QueryWord, analysis

MOST_WORDS = 32  # the rarest words of a longer question; more would only cost time
# What a word of another form is worth: known words that begin as an unknown one does (on XQuAD +0.8 of hit@1 in
# Greek, +0.3 in German, +0.2 in English), and its relatives. For words that are known, relatives cost 0.4 on SQuAD; for
# unknown ones alone they change nothing there or on English XQuAD, and are for collections of a few articles.
_NEAR_CREDIT = 0.7
_NEAR_FORMS = 4
_RELATIVE_CREDIT = 0.5


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question: the terms that stand for it, with how much of it each one is.

    ``ranked`` are those that the engine is asked for, ``scored`` is what they weigh there.
    """

    credits: tuple[tuple[str, float], ...]
    ranked: tuple[str, ...]
    weight: float
    scored: float
    is_name: bool

    def share(self, have: frozenset[str]) -> float:
        return min(1.0, sum(credit for term, credit in self.credits if term in have))


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a question as one language reads them, in reading order."""

    words: tuple[Word, ...]
    weight: float
    scored: float
    _shares: dict[frozenset[str], float] = field(default_factory=dict, repr=False, compare=False)

    def share(self, have: frozenset[str]) -> float:
        """The share of the question's weight that a set of terms has; many sentences have the same one."""
        share = self._shares.get(have)
        if share is None:
            share = sum(word.weight * word.share(have) for word in self.words) / self.weight
            self._shares[have] = share
        return share


class Query:
    """A question, analysed in every language of the snapshot; ``corrections`` are its words read as others.

    ``kind`` is the kind of word that it asks for, if any. ``asked`` has its words as each language reads them,
    ``terms`` are all that stand for one of them, ``weights`` what each term weighs, ``ranked`` those that the engine is
    asked for. ``by_number`` has the terms that are known to the snapshot's occurrences, under their numbers there;
    ``numbers`` has these numbers ascending.
    """

    def __init__(self, question: str, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        question, self.corrections = corrected(question, snapshot)
        self._length = len(question.split())
        self.kind = kind_asked_for(question)
        self.asks_age = asks_for_an_age(question)
        self.asked = {language: _asked(question, language, snapshot) for language in snapshot.languages}
        words = [word for asked in self.asked.values() for word in asked.words]
        self.terms = tuple(dict.fromkeys(term for word in words for term, _ in word.credits))
        self.ranked = tuple(dict.fromkeys(term for word in words for term in word.ranked))
        self.weights = {term: snapshot.rarity.weight(term) for term in self.terms}
        numbers = snapshot.occurrences.numbers
        self.by_number = {numbers[term]: term for term in self.terms if term in numbers}
        self.numbers = np.array(sorted(self.by_number), dtype=np.int32)

    @property
    def is_vague(self) -> bool:
        """Whether some language of the base reads nothing but function words.

        Another language may take them for words of its own; a single word is given the benefit of the doubt.
        """
        return not self.terms or (self._length > 1 and not all(asked.words for asked in self.asked.values()))


def _asked(question: str, language: str, snapshot: Snapshot) -> Asked:
    analysed = analysis(language)
    names = _names(question, language)
    words = [_word(word, names, snapshot, analysed) for word in analysed.query_words(question)]
    rarest = sorted(range(len(words)), key=lambda index: -words[index].weight)[:MOST_WORDS]
    kept = tuple(words[index] for index in sorted(rarest))
    return Asked(kept, sum(word.weight for word in kept) or 1.0, sum(word.scored for word in kept) or 1.0)


def _word(word: QueryWord, names: Container[str], snapshot: Snapshot, analysed: Analysis) -> Word:
    weights = [snapshot.rarity.weight(part) for part in word.parts]
    weight = sum(weights) / len(weights)
    is_name = any(part in names for part in word.parts)
    if word.joined is not None:
        shares = [(part, own / sum(weights)) for part, own in zip(word.parts, weights, strict=True)]
        # A number is looked for joined too: "five million" must find "5,000,000" wherever else five stands.
        is_known = all(part in snapshot.rarity for part in word.parts) and not word.joined.isdigit()
        ranked = word.parts if is_known else word.terms
        known = sum(snapshot.rarity.weight(term) for term in ranked if term in snapshot.rarity)
        return Word((*shares, (word.joined, 1.0)), ranked, weight, max(weight, known), is_name)
    term = word.parts[0]
    if term in snapshot.rarity:
        return Word(((term, 1.0),), (term,), weight, weight, is_name)
    forms = [(form, _NEAR_CREDIT) for form in snapshot.occurrences.near(term)[:_NEAR_FORMS]]
    if forms:
        weight = max(snapshot.rarity.weight(form) for form, _ in forms)
    else:
        relatives = analysed.relatives(term)
        forms = [(other, _RELATIVE_CREDIT) for other in relatives if other in snapshot.rarity]
    return Word(((term, 1.0), *forms), (term, *(form for form, _ in forms)), weight, weight, is_name)


def _names(question: str, language: str) -> set[str]:
    """The terms of a question that are written as names: capitals inside of it, where capitals say so."""
    if language == "de":  # every noun has a capital
        return set()
    tokens = analysis(language).tokens(question)
    capitals = [question[token.start].isupper() for token in tokens]
    if len(tokens) > 2 and all(capitals):  # a headline
        return set()
    first = next((index for index, c in enumerate(question) if c.isalnum()), 0)
    return {t.term for t, capital in zip(tokens, capitals, strict=True) if capital and t.start > first}
