"""Typos and abbreviations: words of a question that no article has, read as other words.

A word is left alone when the articles have it in any form, or when a dictionary has it: a question about the price of
bread must not be answered with a prime minister's break. The rest are typos, and names that the articles lack. They
are read as a word that the articles or the dictionary have, one slip away. Short words are read so only after the most
likely slips, because many names differ by one letter.

By ``python -m tests.evaluation.typos DATA`` this gains 1 to 5 points of hit@1 on questions with a typo (SQuAD 72.7 to
77.4, NorQuAD news 65.5 to 70.2, German XQuAD 86.9 to 89.4), and changes it by at most 0.2 on those without. Reading
short words after any slip gained one or two points more, but read "imran" as Iran and "oman" as woman.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cache
from typing import NamedTuple

import regex

from knowledge.answering.dictionaries import has_dictionary, is_in_a_dictionary
from knowledge.answers import Correction
from knowledge.index.snapshot import Snapshot
from knowledge.language.language import language as language_of
from knowledge.language.stop_words import likely_languages
from knowledge.language.terms import analysis, is_shouting

_WORD = regex.compile(r"(?<![\p{L}\p{M}\p{N}])[\p{L}\p{M}]+(?![\p{L}\p{M}\p{N}])")
_TIME = regex.compile(r"\d\s*$")  # before PM and AM
_LONGEST = 16  # letters; each one takes dozens of look-ups
_MOST_WORDS = 3  # unknown words per question: each takes a few milliseconds
_MOST_READINGS = 8  # of one word, compared by their passages
_MOST_PASSAGES = 5  # searched for the spelling of a word
_ALIKE = ("ckq", "sz", "vwf", "gj", "dt", "bp", "зс", "дт", "бп")
_VOWELS = "aeiouyäöüáéíóúàèаоеиыэяюёαεηιουω"


class Slip(IntEnum):
    """What happened to a letter, the most likely first."""

    SWAPPED = 0
    """Two adjacent letters swapped, a letter doubled or not doubled, or one typed for another of the same sound."""
    LEFT_OUT = 1
    ADDED = 2
    VOWEL = 3
    """One vowel for another."""
    OTHER = 4


# How many letters a word needs to be read as another one, by slip. With four letters "oman" is one addition from
# "woman", with five "imran" from "iran". Words with a capital, and those that would become function words, need more.
_SHORTEST = {Slip.SWAPPED: 4, Slip.LEFT_OUT: 6, Slip.ADDED: 6, Slip.VOWEL: 6, Slip.OTHER: 7}
_SHORTEST_NAME = 7
_SHORTEST_FUNCTION = {Slip.SWAPPED: 4, Slip.LEFT_OUT: 4}


class _Reading(NamedTuple):
    """One way to read a word. Readings sort by how likely they are."""

    slip: Slip
    is_function: bool
    weight: float
    term: str
    written: str


def corrected(question: str, snapshot: Snapshot) -> tuple[str, tuple[Correction, ...]]:
    """The question with its typos and abbreviations read as words of the articles, and the corrections."""
    found = list(_WORD.finditer(question))
    shouting = is_shouting(question)
    unknown = [
        match
        for match in found
        if len(match.group()) <= _LONGEST and _is_unknown(match, snapshot, shouting=shouting)
    ][:_MOST_WORDS]
    if not unknown:
        return question, ()
    languages = _languages({match.group().casefold() for match in found}, snapshot)
    others = [
        term
        for term in dict.fromkeys(t for language in languages for t in analysis(language).terms(question))
        if term in snapshot.rarity
    ]
    text, corrections = question, []
    for match in reversed(unknown):
        read = _read(match, others, languages, snapshot, shouting=shouting)
        if read is not None:
            corrections.append(Correction(match.group(), read))
            text = text[: match.start()] + read + text[match.end() :]
    return text, tuple(dict.fromkeys(reversed(corrections)))


def _languages(words: set[str], snapshot: Snapshot) -> list[str]:
    """The one or two likely languages of the question; the most frequent one when nothing tells."""
    likely = likely_languages(words, snapshot.languages)
    return likely[: 2 if len(likely) < len(snapshot.languages) else 1]


def _is_unknown(match: "regex.Match[str]", snapshot: Snapshot, *, shouting: bool) -> bool:
    """Whether in every language of the base the word is no function word, and neither it nor a near form is known."""
    word = match.group()
    if word.isupper() and not shouting:
        return word in language_of("en").written_out and analysis("en").terms(word)[0] not in snapshot.rarity
    if len(word) < (_SHORTEST_NAME if _is_name(match, shouting=shouting) else min(_SHORTEST.values())):
        return False
    for language in snapshot.languages:
        analysed = analysis(language)
        term = analysed.term(word)
        known = term in snapshot.rarity or snapshot.occurrences.near(term)
        if not term or known or any(other in snapshot.rarity for other in analysed.relatives(term)):
            return False
    return True


def _is_name(match: "regex.Match[str]", *, shouting: bool) -> bool:
    return match.group()[0].isupper() and match.start() > 0 and not shouting


def _read(
    match: "regex.Match[str]",
    others: Sequence[str],
    languages: Sequence[str],
    snapshot: Snapshot,
    *,
    shouting: bool,
) -> str | None:
    """The word that a word is read as; None when it is left alone."""
    word = match.group()
    if word in language_of("en").written_out and not shouting:
        return _written_out(match, languages, snapshot)
    if is_in_a_dictionary(word, languages):
        return None
    readings = [
        reading
        for language in languages
        if has_dictionary(language)  # without one, a typo cannot be told from a word
        for reading in _readings(word, language, snapshot, is_name=_is_name(match, shouting=shouting))
    ]
    if not readings:
        return None
    likeliest = min(readings)
    if likeliest.is_function:
        return likeliest.written
    alike = [r for r in sorted(readings) if r.slip == likeliest.slip and not r.is_function]
    best = max(alike[:_MOST_READINGS], key=lambda reading: _coverage([*others, reading.term], snapshot))
    return best.written


def _written_out(match: "regex.Match[str]", languages: Sequence[str], snapshot: Snapshot) -> str | None:
    """The words that an abbreviation stands for, if the articles have them."""
    words = language_of("en").written_out[match.group()]
    if "en" not in languages or _TIME.search(match.string, 0, match.start()):  # "5 PM"
        return None
    return words if all(term in snapshot.rarity for term in analysis("en").terms(words)) else None


def _readings(word: str, language: str, snapshot: Snapshot, *, is_name: bool) -> Iterator[_Reading]:
    """The words that are one slip from a word, with their terms and spellings."""
    typed = word.casefold()
    analysed = analysis(language)
    seen: set[str] = set()
    for edit, slip in sorted(_edits(typed, language), key=lambda pair: pair[1]):
        if edit in seen:
            continue
        seen.add(edit)
        term = analysed.term(edit)
        if not term:
            if not is_name and len(typed) >= _SHORTEST_FUNCTION.get(slip, _LONGEST + 1):
                yield _Reading(slip, True, 0.0, "", edit)
        elif len(typed) >= _SHORTEST[slip] and term in snapshot.rarity:
            written = _as_written(edit, term, language, snapshot)
            if written is not None:
                yield _Reading(slip, False, snapshot.rarity.weight(term), term, written)


def _as_written(edit: str, term: str, language: str, snapshot: Snapshot) -> str | None:
    """How the articles of a language write a word; None when neither they nor a dictionary have it."""
    for position, _ in snapshot.ranker.rank([term], _MOST_PASSAGES):
        passage = snapshot.passages[position]
        if passage.article.language == language:
            for found in _WORD.finditer(passage.text):
                if found.group().casefold() == edit:
                    return found.group() if not found.group().isupper() else edit
    return edit if is_in_a_dictionary(edit, [language]) else None


def _coverage(terms: Sequence[str], snapshot: Snapshot) -> float:
    """The share of the terms' weight that the best passage has."""
    best = snapshot.ranker.rank(terms, 1)
    return best[0].score / sum(map(snapshot.rarity.weight, terms)) if best else 0.0


def _edits(word: str, language: str) -> Iterator[tuple[str, Slip]]:
    """Every string that is one slip away, with the slip. The first letter stays, was left out, or is an h."""
    letters = _letters(language, _script(word[0]))
    for place, letter in enumerate(word):
        before, after = word[:place], word[place:]
        doubled = letter in {word[place - 1 : place], word[place + 1 : place + 2]}
        if place or doubled or letter == "h":  # "Hossein" is "Ossein" too
            yield before + after[1:], Slip.SWAPPED if doubled else Slip.ADDED
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:], Slip.SWAPPED
        for other in letters if place else ():
            yield before + other + after[1:], _replaced(letter, other)
    for place in range(len(word) + 1):
        for letter in letters:
            doubles = letter in {word[place - 1 : place], word[place : place + 1]}
            yield word[:place] + letter + word[place:], Slip.SWAPPED if doubles else Slip.LEFT_OUT


def _replaced(letter: str, other: str) -> Slip:
    if any(letter in alike and other in alike for alike in _ALIKE):
        return Slip.SWAPPED
    return Slip.VOWEL if letter in _VOWELS and other in _VOWELS else Slip.OTHER


@cache
def _letters(language: str, script: str) -> str:
    """The letters of a language in a script, which is the first word of their names in Unicode."""
    known = language_of(language)
    letters = {*known.alphabet, *"".join(known.stop_words)}
    return "".join(sorted(letter for letter in letters if letter.isalpha() and _script(letter) == script))


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
