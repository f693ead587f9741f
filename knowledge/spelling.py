"""Typos and abbreviations: words of a question that no article has, read as those that are meant.

A word is left as it is when the articles have it, in whatever form, or when a dictionary has it: who asks for
the price of bread where no article has either must not be told about a prime minister's break. What is left
are misspelt words and names that the articles lack; they are read as a word one edit away, if there is one.

By ``python -m tests.evaluation.typos DATA`` that is worth 2 to 7 points of hit@1 on questions with a typo (SQuAD
72.7 to 78.4, NorQuAD news 65.5 to 72.3, German XQuAD 86.9 to 91.4), and changes it by 0.2 at most on those without.
"""

from collections.abc import Iterable, Iterator, Sequence

import regex

from knowledge.answers import Correction
from knowledge.english import ABBREVIATIONS
from knowledge.snapshot import Snapshot
from knowledge.stop_words import likely_languages, stop_words
from knowledge.terms import analysis

_WORD = regex.compile(r"(?<![\p{L}\p{M}\p{N}])[\p{L}\p{M}]+(?![\p{L}\p{M}\p{N}])")
_SHORTEST = 4  # letters; most shorter strings are one edit from some word
_SHORTEST_NAME = 6  # names resemble each other more than words do
_LONGEST = 20
_MOST_WORDS = 3  # unknown words that are looked at: each costs some hundred look-ups, about a millisecond
_MOST_READINGS = 8  # of one word that are compared by their passages
_LATIN = "abcdefghijklmnopqrstuvwxyz"
# Letters that are typed for each other by their sound; any other one in a letter's place is the last thing to assume.
_ALIKE = ("aeiouy", "ckq", "szc", "vwf", "gj", "dt", "bp", "mn", "аоеиэ", "ие")
# Letters to try, where the function words do not have them all.
_ALPHABETS = {
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "el": "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώ",
}


def corrected(question: str, snapshot: Snapshot) -> tuple[str, tuple[Correction, ...]]:
    """The question with its typos and abbreviations read as words of the articles, and what was read as what."""
    found = list(_WORD.finditer(question))
    likely = likely_languages({match.group().casefold() for match in found}, snapshot.languages)
    corrections = {
        match.span(): Correction(match.group(), words)
        for match in found
        if (words := _written_out(match.group(), likely, snapshot))
    }
    unknown = [
        match
        for match in found
        if _SHORTEST <= len(match.group()) <= _LONGEST and _is_unknown(match.group(), match.start(), snapshot)
    ][:_MOST_WORDS]
    languages = [language for language in likely if unknown and _dictionary(language)]
    terms = dict.fromkeys(term for language in languages for term in analysis(language).terms(question))
    others = [term for term in terms if term in snapshot.rarity]
    for match in unknown if languages else ():
        word = match.group()
        if not _is_in_a_dictionary(word, languages) and (read := _nearest(word, others, languages, snapshot)):
            corrections[match.span()] = Correction(word, read)
    text = question
    for (start, end), correction in sorted(corrections.items(), reverse=True):
        text = text[:start] + correction.read + text[end:]
    return text, tuple(dict.fromkeys(corrections[span] for span in sorted(corrections)))


def _written_out(word: str, languages: Iterable[str], snapshot: Snapshot) -> str | None:
    """What an abbreviation stands for, when the articles have those words and not the abbreviation."""
    words = ABBREVIATIONS.get(word)
    if words is None or "en" not in languages or analysis("en").terms(word)[0] in snapshot.rarity:
        return None
    return words if all(term in snapshot.rarity for term in analysis("en").terms(words)) else None


def _is_unknown(word: str, start: int, snapshot: Snapshot) -> bool:
    """Whether no language of the base reads a function word, or a word that stands in an article or nearly does."""
    is_capital = word[0].isupper() and start > 0
    if word.isupper() or (is_capital and len(word) < _SHORTEST_NAME):
        return False
    for language in snapshot.languages:
        analysed = analysis(language)
        term = analysed.term(word)
        known = term in snapshot.rarity or snapshot.occurrences.near(term)
        if not term or known or any(other in snapshot.rarity for other in analysed.relatives(term)):
            return False
    return True


def _dictionary(language: str) -> str | None:
    """The name of the dictionary for a language; without one nothing tells a typo from a word."""
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    name = "nb" if language == "no" else language
    return name if name in SUPPORTED_LANGUAGES else None


def _is_in_a_dictionary(word: str, languages: Iterable[str]) -> bool:
    """Whether a dictionary has the word; each takes about 30 MB, and up to a second to load on its first use."""
    from simplemma import is_known  # only questions with unknown words need it

    names = filter(None, map(_dictionary, languages))
    return any(is_known(form, lang=name) for name in names for form in (word, word.casefold()))


def _nearest(word: str, others: Sequence[str], languages: Sequence[str], snapshot: Snapshot) -> str | None:
    """The word one edit away that is a function word, else the one that goes best with the other words.

    That is the one with which the best passage has most of the question, each word by its rarity.
    """
    typed = word.casefold()
    forms: dict[str, tuple[tuple[bool, bool], float, str]] = {}
    for language in languages:
        analysed = analysis(language)
        for edit in _edits(typed, language):
            term = analysed.term(edit)
            if not term and not word[0].isupper():  # a name is not a misspelt function word
                return edit
            if term in snapshot.rarity:
                unlikely = (not _is_in_a_dictionary(edit, [language]), _is_another_letter(typed, edit))
                rank = (unlikely, snapshot.rarity.weight(term), edit)
                forms[term] = min(rank, forms.get(term, rank))
    if not forms:
        return None
    least = min(forms.values())[0]
    likeliest = sorted((t for t in forms if forms[t][0] == least), key=forms.__getitem__)[:_MOST_READINGS]
    edit = forms[max(likeliest, key=lambda term: _coverage([*others, term], snapshot))][-1]
    return edit.capitalize() if word[0].isupper() else edit


def _is_another_letter(typed: str, edit: str) -> bool:
    """Whether a letter was replaced by one of another sound, rather than left out, added or swapped."""
    different = [pair for pair in zip(typed, edit, strict=False) if pair[0] != pair[1]]
    return (
        len(typed) == len(edit)
        and len(different) == 1
        and not any(set(different[0]) <= set(group) for group in _ALIKE)
    )


def _coverage(terms: Sequence[str], snapshot: Snapshot) -> float:
    best = snapshot.ranker.rank(terms, 1)
    return best[0].score / sum(map(snapshot.rarity.weight, terms)) if best else 0.0


def _edits(word: str, language: str) -> Iterator[str]:
    """Every string that is one letter more, less, other or two swapped away; the first letter is not another."""
    letters = sorted({*_ALPHABETS.get(language, _LATIN), *"".join(stop_words(language))})
    for place in range(len(word)):
        before, after = word[:place], word[place:]
        yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in letters:
            if place:
                yield before + letter + after[1:]
            yield before + letter + after
    yield from (word + letter for letter in letters)
