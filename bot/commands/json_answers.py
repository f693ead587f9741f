"""The JSON of ``bot ask --json``: a contract for scripts."""

from collections.abc import Sequence
from typing import Any

from knowledge import Answer, Citation, NoAnswer, citation_link


def answer_record(
    result: Answer | NoAnswer,
    *,
    question: str,
    question_id: object = None,
    hits: Sequence[Citation] | None = None,
    milliseconds: float,
) -> dict[str, Any]:
    """One answer as JSON data. Offsets are code points into the article's body as loaded."""
    answered = isinstance(result, Answer)
    record = {
        "id": question_id,
        "question": question,
        "answered": answered,
        "confidence": round(result.confidence, 4),
        "reason": None if isinstance(result, Answer) else result.reason.value,
        "read_as": [{"typed": typed, "read": read} for typed, read in result.corrections],
        "taken": [{"asked": asked, "said": said} for asked, said in result.taken]
        if isinstance(result, Answer)
        else [],
        "citations": [citation_record(c) for c in result.citations] if isinstance(result, Answer) else [],
    }
    if hits is not None:
        record["hits"] = [citation_record(hit) for hit in hits]
    return record | {"milliseconds": round(milliseconds, 3)}


def citation_record(citation: Citation) -> dict[str, Any]:
    """One citation as JSON data."""
    article = citation.article
    return {
        "number": citation.number,
        "score": round(citation.score, 4),
        "by_meaning": citation.by_meaning,
        "article": {
            "id": article.id,
            "title": article.title,
            "source": article.source,
            "published": article.published.isoformat() if article.published else None,
            "url": article.url,
            "language": article.language,
            "path": article.path,
        },
        "passage": {
            "number": citation.paragraph,
            "page": citation.page,
            "text": citation.passage.text,
        },
        "excerpt": {"text": citation.text, "spans": [list(span) for span in citation.excerpt.spans]},
        "emphasis": [list(span) for span in citation.excerpt.emphasis],
        "link": citation_link(citation),
    }
