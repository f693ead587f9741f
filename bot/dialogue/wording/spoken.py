"""What is said in a person's own language about the languages of the articles."""

from collections.abc import Iterable

from bot.dialogue.wording.answering import NEAREST
from bot.dialogue.wording.language import Sentence, isolated, listed, say

CLOSEST = {
    "ar": "أقرب المقالات إلى سؤالك:",
    "da": "De artikler, der kommer nærmest:",
    "de": "Diese Artikel kommen der Frage am nächsten:",
    "el": "Τα πιο κοντινά άρθρα:",
    "es": "Los artículos que más se acercan:",
    "fa": "نزدیک‌ترین مقاله‌ها:",
    "fr": "Les articles qui s’en approchent le plus :",
    "hi": "सबसे क़रीबी लेख:",
    "it": "Gli articoli che ci vanno più vicino:",
    "nb": "Artiklene som kommer nærmest:",
    "nl": "De artikelen die het dichtst in de buurt komen:",
    "pl": "Najbliższe artykuły:",
    "pt": "Os artigos que chegam mais perto:",
    "ru": "Ближе всего эти статьи:",
    "sv": "De artiklar som kommer närmast:",
    "tr": "En yakın makaleler:",
    "uk": "Найближчі статті:",
    "vi": "Những bài gần nhất:",
}
OTHER_LANGUAGES = {
    "ar": "لا توجد مقالات بلغتك. بحثت في مقالات بهذه اللغات: {languages}.",
    "da": "Der er ingen artikler på dit sprog. Jeg har ledt i artikler på disse sprog: {languages}.",
    "de": "Auf Deutsch gibt es hier keine Artikel. Ich habe in Artikeln in diesen Sprachen gesucht: {languages}.",
    "el": "Δεν υπάρχουν άρθρα στη γλώσσα σας. Έψαξα σε άρθρα σε αυτές τις γλώσσες: {languages}.",
    "es": "No hay artículos en español. He buscado en los artículos en estos idiomas: {languages}.",
    "fa": "مقاله‌ای به زبان شما نیست. در مقاله‌های این زبان‌ها گشتم: {languages}.",
    "fr": "Il n’y a pas d’articles en français. J’ai cherché dans des articles en ces langues : {languages}.",
    "hi": "आपकी भाषा में कोई लेख नहीं है। मैंने इन भाषाओं के लेखों में खोजा: {languages}.",
    "it": "Non ci sono articoli in italiano. Ho cercato negli articoli in queste lingue: {languages}.",
    "nb": "Det finnes ingen artikler på språket ditt. Jeg har lett i artikler på disse språkene: {languages}.",
    "nl": "Er zijn geen artikelen in het Nederlands. Ik heb gezocht in artikelen in deze talen: {languages}.",
    "pl": "Nie ma artykułów w tym języku. Przeszukano artykuły w tych językach: {languages}.",
    "pt": "Não há artigos em português. Procurei em artigos nestas línguas: {languages}.",
    "ru": "Статей на вашем языке нет. Поиск шёл в статьях на этих языках: {languages}.",
    "sv": "Det finns inga artiklar på ditt språk. Jag har letat i artiklar på dessa språk: {languages}.",
    "tr": "Bu dilde makale yok. Şu dillerdeki makalelere baktım: {languages}.",
    "uk": "Статей вашою мовою немає. Пошук ішов у статтях цими мовами: {languages}.",
    "vi": "Không có bài viết bằng tiếng Việt. Tôi đã tìm trong các bài viết bằng: {languages}.",
}
IN_NO_OTHER_WORDS = Sentence("There are no articles in your language. I looked in articles in {languages}.")
# What speakers call their own language: it is understood whatever language the sentence is in.
OWN_NAMES = {
    "ar": "العربية",
    "ca": "català",
    "cs": "čeština",
    "da": "dansk",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "es": "español",
    "fa": "فارسی",
    "fi": "suomi",
    "fr": "français",
    "hi": "हिन्दी",
    "hu": "magyar",
    "id": "Bahasa Indonesia",
    "it": "italiano",
    "ja": "日本語",
    "ko": "한국어",
    "nb": "norsk",
    "nl": "Nederlands",
    "no": "norsk",
    "pl": "polski",
    "pt": "português",
    "ro": "română",
    "ru": "русский",
    "sr": "српски",
    "sv": "svenska",
    "tr": "Türkçe",
    "uk": "українська",
    "vi": "Tiếng Việt",
    "zh": "中文",
}


def looked_in(languages: Iterable[str]) -> str:
    """Says in which languages the articles are that were looked in; ``languages`` are codes."""
    return say("I looked in articles in {languages}.", languages=_named(languages))


def in_other_languages(languages: Iterable[str], spoken: str) -> tuple[str, str]:
    """Says that there are no articles in a person's language, and what stands before those that come closest.

    It is said in that language where there are words for it. Both are codes.
    """
    named = _named(languages)
    if spoken not in OTHER_LANGUAGES:
        return IN_NO_OTHER_WORDS(languages=named), NEAREST()
    return OTHER_LANGUAGES[spoken].format(languages=named), CLOSEST[spoken]


def found_by_names(spoken: str) -> str:
    """Says that articles in other languages have the names of a question; ``spoken`` is its language, as a code."""
    return say(
        "I found no answer in {spoken}. By its names, your question is about articles in another language.",
        spoken=OWN_NAMES.get(spoken, spoken),
    )


def _named(languages: Iterable[str]) -> str:
    return listed(isolated(OWN_NAMES.get(code, code)) for code in languages)
