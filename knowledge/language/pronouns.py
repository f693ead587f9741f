"""Sentences that lean on the one before: their first word is a pronoun."""

import regex

from knowledge.articles import Span

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")

# Third persons and demonstratives that stand for what was named before.
_PRONOUNS = {
    language: frozenset(words.casefold().split())  # which also makes a final sigma a plain one
    for language, words in {
        "en": "he she it they his her its their him them this these that those",
        "es": "él ella ellos ellas ello esto eso este esta ese esa su sus",
        "de": "er sie es dieser diese dieses das sein seine ihr ihre",
        "fr": "il elle ils elles cela ceci celui celle ceux son sa ses leur leurs",
        "it": "lui lei loro egli ella essi questo questa questi queste suo sua",
        "pt": "ele ela eles elas isto isso este esta esse essa seu sua",
        "nl": "hij zij ze het deze dit dat zijn haar hun",
        "nb": "han hun den det de dette denne disse hans hennes deres",
        "da": "han hun den det de dette denne disse hans hendes deres",
        "sv": "han hon den det de detta denna dessa hans hennes deras",
        "ro": "el ea ei ele acesta aceasta aceștia acestea",
        "ru": "он она оно они это этот эта эти его ее её их",
        "uk": "він вона воно вони це цей ця ці його її їх",
        "pl": "on ona ono oni one to ten ta jego jej ich",
        "el": "αυτός αυτή αυτό αυτοί αυτές αυτά",
        "id": "dia ia mereka beliau itu ini",
        "tr": "o onlar bu şu",
        "fa": "او وی آنها ایشان این آن",
        "ar": "هو هي هم هما هذا هذه ذلك تلك",
        "hi": "वह वे यह ये उसने उन्होंने इसने",
        "vi": "ông bà họ nó đây đó",
    }.items()
}
_SAME = {"no": "nb", "nn": "nb"}
_LONGEST_OPENING = 40  # characters that are looked at


def begins_with_a_pronoun(body: str, sentence: Span, language: str) -> bool:
    """Whether the first word of a sentence points back to the sentence before it."""
    opening = body[sentence.start : min(sentence.end, sentence.start + _LONGEST_OPENING)]
    word = _WORD.search(opening)
    return word is not None and word.group().casefold() in _PRONOUNS.get(_SAME.get(language, language), ())
