"""Page furniture: what stands on a news page without being part of the article.

Such paragraphs stay in the article's body, so that offsets keep their meaning, but belong to no passage
and are not counted as paragraphs: they can never be quoted. Only short paragraphs that are nothing but a known
phrase are taken for furniture; when in doubt, a paragraph is knowledge.
"""

import regex

_LONGEST = 80  # characters; a longer paragraph says something of its own

# Headings of lists of links: what follows is furniture too, up to a sentence longer than a headline.
_LINK_LISTS = frozenset(
    """
    related articles|related stories|related news|related posts|related content|related topics|related
    you may also like|you might also like|more stories|more from this section|more on this story|more on this
    recommended|recommended for you|recommended stories|most read|most popular|trending|trending now
    read more|read next|read also|also read|see also|latest news|top stories|editors' picks|editor's picks
    artículos relacionados|noticias relacionadas|te puede interesar|lea también|lee también|más noticias
    verwandte artikel|mehr zum thema|lesen sie auch|das könnte sie auch interessieren|meistgelesen
    articles liés|à lire aussi|lire aussi|sur le même sujet|leggi anche|articoli correlati
    artigos relacionados|leia também|leia mais|notícias relacionadas|lees ook|gerelateerde artikelen
    читайте также|похожие статьи|по теме|материалы по теме|читайте також
    مقالات ذات صلة|اقرأ أيضا|اقرأ أيضًا|مواضيع ذات صلة|مطالب مرتبط|بیشتر بخوانید|اخبار مرتبط
    """.strip().replace("\n", "|").split("|")
)  # fmt: skip
_PHRASES = frozenset(
    """
    back to top|back to top button|scroll to top|skip to content|skip to main content|advertisement
    advertisements|ad|sponsored|sponsored content|promoted content|share|share this|share this article
    share on facebook|share on twitter|share on x|share via email|facebook|twitter|whatsapp|telegram|email
    print|copy link|link copied|follow us|follow us on twitter|follow us on facebook|subscribe|subscribe now
    sign in|log in|sign up|sign up for our newsletter|subscribe to our newsletter|newsletter|comments
    leave a comment|leave a reply|post a comment|load more|loading|show more|view comments|close|menu|search
    all rights reserved|cookie settings|privacy policy|terms of use|terms of service|tags|next article
    previous article|play video|watch video|listen to this article|article continues below
    story continues below|story continues below advertisement|continue reading|read the full story
    publicidad|compartir|volver arriba|suscríbete|comentarios|anzeige|werbung|teilen|nach oben|kommentare
    publicité|partager|haut de page|pubblicità|condividi|publicidade|compartilhar|advertentie|delen
    реклама|поделиться|наверх|комментарии|подписаться|إعلان|مشاركة|العودة إلى الأعلى|تبلیغات|اشتراک گذاری
    بازگشت به بالا
    """.strip().replace("\n", "|").split("|")
)  # fmt: skip
_LINK_LIST_PHRASES = frozenset(phrase.strip() for phrase in _LINK_LISTS)
_ALL_PHRASES = _LINK_LIST_PHRASES.union(phrase.strip() for phrase in _PHRASES)
_AROUND = " .:!…|»«›‹<>→←↑↓▲▼•·-–—*#()[]0123456789"  # arrows, bullets and counts: "Comments (12)"
_SAME_LETTERS = str.maketrans({"’": "'", "\u200c": " ", "\u00a0": " "})
_STOPS = tuple(".…!?。！？؟۔।:;")
# A line of rights or of a picture's maker, which says nothing of the article's matter.
_CREDITS = regex.compile(
    r"\s*+(?:©|\(c\)|copyright\b|(?:photo|image|picture|foto|bild|фото)s?(?:\s(?:credit|by))?\s?[:/©])",
    regex.IGNORECASE,
)
_CLOSERS = "”“’‘\"'»«›‹)]」』】）"


def is_link_list_heading(paragraph: str) -> bool:
    """Whether a paragraph only announces links to other articles ("Related Articles")."""
    return " ".join(_words(paragraph)) in _LINK_LIST_PHRASES


def is_furniture(paragraph: str) -> bool:
    """Whether a paragraph is nothing but known phrases of the page around an article, or has no letters."""
    if not any(c.isalnum() for c in paragraph):
        return True
    if len(paragraph) <= _LONGEST and _CREDITS.match(paragraph):
        return True
    # "Share | Facebook | Back to top": places that can be reached from the beginning by whole phrases.
    words = _words(paragraph)
    reached = {0}
    for end in range(1, len(words) + 1):
        if any(" ".join(words[start:end]) in _ALL_PHRASES for start in reached):
            reached.add(end)
    return len(words) > 0 and len(words) in reached


def ends_a_link_list(paragraph: str) -> bool:
    """Whether a paragraph below a list of links is the article again: longer than a headline, and a sentence."""
    return len(paragraph.strip()) > _LONGEST and ends_as_a_sentence(paragraph)


def ends_as_a_sentence(text: str) -> bool:
    """Whether a text ends with a full stop or another mark that ends sentences, quotation marks aside."""
    return text.rstrip().rstrip(_CLOSERS).endswith(_STOPS)


def _words(paragraph: str) -> list[str]:
    """The words of a short paragraph as the lists above have them; none of a long one."""
    if len(paragraph) > _LONGEST:
        return []
    words = paragraph.casefold().translate(_SAME_LETTERS).split()
    return [bare for word in words if (bare := word.strip(_AROUND))]
