"""What people say to each other under the bot's messages in a group, and not to the bot."""

import regex

from knowledge import Wish, taken_apart

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_LINK = regex.compile(r"(?:https?://|www\.)\S+", regex.IGNORECASE)
# Laughter has no dictionary: "hahaha", "jajaja", "lol", "mdr", "kkk", "хаха", "哈哈", "ㅋㅋ", "555", "ههه".
_LAUGHTER = regex.compile(
    r"(?:a?(?:[hjx]+[aeiouäéíóúæøå]+){2,}[hj]*|bah?a(?:ha)+h?|(?:l+o+)+l+z*|l+m+f*a+o+|rofl|xd+|mdr+|ptdr+|k{2,}|(?:ke){2,}k?"
    r"|(?:rs){2,}|w{2,}|5{3,}|[ахеи]*(?:х+[аеиы]+){2,}х*|(?:ах){2,}а*|лол|[哈呵嘿嘻]{2,}|笑+|草+|ㅋ+|ㅎ+|ه{3,}|(?:ها){2,}|ха)",
    regex.IGNORECASE,
)
_LONGEST_LAUGHTER = 40  # characters of a word that are looked at
_CLAUSE = regex.compile(r"[,;:،，.!…]+\s+|\s+[-–—]+\s+")
_CHATTER = {Wish.REMARK, Wish.AGREEMENT, Wish.GREETING, Wish.GOODBYE, Wish.NOTHING}


def is_chatter(message: str) -> bool:
    """Whether a message is laughter, a sign of having read, a remark, or no words at all. Thanks are said to the bot.

    What follows a remark and asks nothing belongs to it: "Same here, I saw it on TV".
    """
    words = _WORD.findall(_LINK.sub("link", message))
    left = [word for word in words if not _LAUGHTER.fullmatch(word[:_LONGEST_LAUGHTER])]
    if len(left) == len(words):
        return all(part.wish in _CHATTER for part in taken_apart(message)) or _begins_with_remark(message)
    said = taken_apart(" ".join(left))
    return all(part.wish in _CHATTER or (part.wish is Wish.QUESTION and not part.asks) for part in said)


def _begins_with_remark(message: str) -> bool:
    """Whether a message has a remark in front of something that asks nothing."""
    first, *rest = _CLAUSE.split(message, maxsplit=1)
    remarks = taken_apart(first)
    is_remark = bool(remarks) and all(part.wish is Wish.REMARK for part in remarks)
    return is_remark and not any(part.asks for text in rest for part in taken_apart(text))
