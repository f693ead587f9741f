"""Characters as a reader sees them: a letter with its marks, in scripts where words have no spaces between them."""

import unicodedata

import regex

# Beyond Unicode's grapheme clusters, a sign can join two consonants to one, and in Thai and Lao some vowels are written
# before the consonant that they belong to.
CHARACTER = regex.compile(r"[เแโใไເແໂໃໄ]?+ \X (?: (?<=[\u17d2\u1039\u1a60]) \X )*+", regex.VERBOSE)

_DIGIT = regex.compile(r"\p{Nd}")


def plain_digits(text: str) -> str:
    """A text with the digits of every script as 0 to 9: people type "٣" or "۳" for the number of an article."""
    if text.isascii():
        return text
    return _DIGIT.sub(lambda match: str(unicodedata.decimal(match.group())), text)


def plain_numbers(text: str) -> str:
    """A text that is nothing but numbers and marks, as ``plain_digits`` gives it; any other as it is.

    Beside words, digits may be part of what is looked for.
    """
    return text if any(c.isalpha() for c in text) else plain_digits(text)


def character_end(text: str, start: int, last: int) -> int:
    """The last place at or before ``last`` that is between two characters as a reader sees them.

    ``start`` is such a place before it. Where a single character is longer than that, it is cut.
    """
    end = start
    for match in CHARACTER.finditer(text, start, last + 1):
        if match.end() > last:
            break
        end = match.end()
    return end if end > start else last
