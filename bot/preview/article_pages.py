"""An article as a plain page, on which a browser finds the quoted words."""

from html import escape

from knowledge import Article, Snapshot

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})

_PAGE = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="/static/icon.svg">
<link rel="stylesheet" href="/static/article.css">
</head>
<body>
<article>
<h1>{title}</h1>
{facts}{body}
</article>
</body>
</html>
"""


def article_page(snapshot: Snapshot, key: str) -> str | None:
    """The page of the article with a key; None when there is none."""
    position = snapshot.article_positions.get(key)
    return None if position is None else page_of(snapshot.articles[position])


def page_of(article: Article) -> str:
    """The page: every paragraph of the body in a ``<p>`` of its own, and nothing in it as markup."""
    facts = [article.source or "", article.published.isoformat() if article.published else ""]
    told = " · ".join(escape(fact) for fact in facts if fact)
    paragraphs = (part.strip() for part in article.body.split("\n\n"))
    return _PAGE.format(
        language=escape(article.language),
        direction="rtl" if article.language in RIGHT_TO_LEFT else "ltr",
        title=escape(article.title),
        facts=f'<p class="facts">{told}</p>\n' if told else "",
        body="\n".join(f"<p>{escape(part)}</p>" for part in paragraphs if part),
    )
