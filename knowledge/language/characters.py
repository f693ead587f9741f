"""Characters as a reader sees them: a letter with its marks, in scripts where words have no spaces between them."""

import regex

# Beyond Unicode's grapheme clusters, a sign can join two consonants to one, and in Thai and Lao some vowels are written
# before the consonant that they belong to.
CHARACTER = regex.compile(r"[เแโใไເແໂໃໄ]?+ \X (?: (?<=[\u17d2\u1039\u1a60]) \X )*+", regex.VERBOSE)


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
