"""Numbers as news writes them: "five million", "5 million" and "5,000,000" are one number."""

from collections.abc import Sequence
from fractions import Fraction

from knowledge.language.language import Language

_THOUSANDS_ALONE = frozenset({"mil", "mille", "tusen", "duizend"})  # said without a "one"
_MOST_WORDS = 7  # of one number
_LONGEST_MULTIPLIER = 15  # digits; nobody reads a longer number


def digits(known: Language) -> dict[str, str]:
    """The number words of a language up to ninety, case-folded, with their digits."""
    values = (*range(2, 20), *range(20, 100, 10))
    units = zip(known.number_units, values, strict=False)
    one = {known.number_one: "1"} if known.number_one else {}
    return one | {word.casefold(): str(value) for word, value in units if word != "-"}


def scales(known: Language) -> dict[str, int]:
    """The words for powers of ten, case-folded, with their exponents."""
    return {word.casefold(): power for word, power in known.number_scales.items()}


def joined_number(words: Sequence[str], units: dict[str, str], powers: dict[str, int]) -> str | None:
    """The digits of the number that several words form, such as "12.4", "million"; None when they form none.

    ``units`` gives number words their digits, and ``powers`` gives scale words their exponents. Words are case-folded,
    and numbers have a point as their decimal mark. Digits can only come first, with a scale after them. Units follow
    tens. Nothing follows a million or more, because that is as often another number: "5 million 20 years ago".
    """
    if not 1 < len(words) <= _MOST_WORDS:
        return None
    total, current, last_power, last_unit = Fraction(0), Fraction(0), 99, 0
    for place, word in enumerate(words):
        power = powers.get(word)
        if power == 2 and 0 < current < 100:
            current, last_unit = current * 100, 0
        elif power is not None and last_power == 3 and not current:  # "mil millones", "thousand million"
            total, last_power = total * 10**power, power
        elif power is not None and 2 < power < last_power and current:
            total, current, last_power, last_unit = total + current * 10**power, Fraction(0), power, 0
        elif word in units:
            value = int(units[word])
            follows_tens = last_unit >= 20 and last_unit % 10 == 0 and value < 10
            if 6 <= last_power < 99 or (current and not follows_tens and (last_unit or current % 100)):
                return None
            current, last_unit = current + value, value
        elif not place and len(word) <= _LONGEST_MULTIPLIER and _is_a_number(word) and words[1] in powers:
            current = Fraction(word)
            last_unit = 1  # nothing but a scale can follow
        elif not place and power == 3 and word in _THOUSANDS_ALONE:
            total, last_power = Fraction(1000), 3
        else:
            return None
    total += current
    return str(total) if total and total.denominator == 1 else None


def _is_a_number(word: str) -> bool:
    return word.isascii() and word.replace(".", "", 1).isdigit()
