"""How a base lies on a cluster: names, mappings, and a row of each index.

    NAME-lease                  who builds
    NAME-g00000007-passages     a document for each passage: its terms, to be ranked by, and a row
    NAME-g00000007-articles     a document for each article: its text and its terms
    NAME-g00000007-parts        every other array of the index in pieces, and the manifest
    NAME-passages, -articles, -parts    aliases for the generation that counts

A generation is written once. A document's id is the passage's or the article's position. Terms are written as their
numbers: so no analyzer, no character and no length limit of the cluster can change one.

A passage's row holds its n terms as <i4, their sentences as <u2, their kinds as i1, and its paragraphs as pairs of
<i4, end to end. n is known from ``terms.bounds``.
"""

import base64
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from knowledge.arrays import Arrays, Numbers
from knowledge.articles import Span
from knowledge.index.texts import Texts
from knowledge.ranking.model import K1, B

FORMAT = 1
"""Of what lies on the cluster, beside the format of the arrays."""
PASSAGES, ARTICLES, PARTS = KINDS = ("passages", "articles", "parts")
MANIFEST = "manifest"
HAVING = "having"
"""The array of how many passages have each term."""
# Only these are needed a few rows at a time. The rest, some tens of bytes a passage, is with every bot.
CONTENTS = frozenset(
    {
        "bodies.values",
        "bodies.bounds",
        "article_terms.values",
        "article_terms.bounds",
        "paragraphs.values",
        "paragraphs.bounds",
        "terms.values",
        "sentences",
        "kinds",
    }
)
_BUILDERS_OWN = ("ranker.", "files.")
_GENERATION = re.compile(r"(.+)-g([0-9]{8})-(passages|articles|parts)")


def index_name(name: str, generation: int, kind: str) -> str:
    """The name of an index of one generation of a base."""
    return f"{name}-g{generation:08}-{kind}"


def generation_of(name: str, index: str) -> int | None:
    """The generation that an index of this base belongs to; None for any other index."""
    match = _GENERATION.fullmatch(index)
    return int(match[2]) if match and match[1] == name else None


def alias_name(name: str, kind: str) -> str:
    """The alias that names the index of the generation that counts."""
    return f"{name}-{kind}"


def index_body(kind: str, shards: int) -> dict[str, Any]:
    """What an index is created with. Replicas come when it is complete."""
    settings: dict[str, Any] = {
        "number_of_shards": shards if kind == PASSAGES else 1,
        "number_of_replicas": 0,
        "refresh_interval": "-1",
    }
    mappings: dict[str, Any] = {"dynamic": False}
    if kind == PASSAGES:
        settings["similarity"] = {"default": {"type": "BM25", "k1": K1, "b": B}}
        mappings["_source"] = {"excludes": ["terms"]}  # the row has them, in fewer bytes
        mappings["properties"] = {
            "terms": {"type": "text", "analyzer": "whitespace", "index_options": "freqs"},
            "position": {"type": "integer", "index": False},
        }
    return {"settings": {"index": settings}, "mappings": mappings}


def parts_of(arrays: Arrays) -> Arrays:
    """The arrays that every bot holds."""
    return {
        name: array
        for name, array in arrays.items()
        if name not in CONTENTS and not name.startswith(_BUILDERS_OWN)
    }


def passage_documents(arrays: Arrays) -> Iterator[dict[str, Any]]:
    """The documents of all passages, in order of position."""
    terms, sentences, kinds = arrays["terms.values"], arrays["sentences"], arrays["kinds"]
    starts, spans, bounds = arrays["terms.bounds"], arrays["paragraphs.values"], arrays["paragraphs.bounds"]
    for position in range(len(starts) - 1):
        own = slice(*starts[position : position + 2].tolist())
        paragraphs = spans[slice(*bounds[position : position + 2].tolist())]
        row = (
            terms[own].astype("<i4").tobytes()
            + sentences[own].astype("<u2").tobytes()
            + kinds[own].astype("i1").tobytes()
            + paragraphs.astype("<i4").tobytes()
        )
        yield {"position": position, "terms": " ".join(map(str, terms[own].tolist())), "row": _written(row)}


def article_documents(arrays: Arrays) -> Iterator[dict[str, Any]]:
    """The documents of all articles, in order of position."""
    bodies = Texts.named("bodies", arrays)
    values, bounds = arrays["article_terms.values"], arrays["article_terms.bounds"]
    for position in range(len(bodies)):
        own = values[slice(*bounds[position : position + 2].tolist())]
        yield {"body": _written(bodies.encoded(position)), "terms": _written(own.astype("<i4").tobytes())}


class PassageRow(NamedTuple):
    """What a passage's document holds."""

    terms: Numbers
    sentences: Any
    kinds: Any
    paragraphs: tuple[Span, ...]


def passage_row(text: str, terms: int) -> PassageRow:
    """A passage's row with so many terms."""
    row = base64.b64decode(text)
    spans = np.frombuffer(row, "<i4", offset=7 * terms).reshape(-1, 2).tolist()
    return PassageRow(
        np.frombuffer(row, "<i4", terms),
        np.frombuffer(row, "<u2", terms, 4 * terms),
        np.frombuffer(row, "i1", terms, 6 * terms),
        tuple(Span(start, end) for start, end in spans),
    )


def body_in(document: dict[str, str]) -> str:
    """The text in an article's document."""
    return base64.b64decode(document["body"]).decode("utf-8", "surrogatepass")


def terms_in(document: dict[str, str]) -> Numbers:
    """The terms in an article's document."""
    return np.frombuffer(base64.b64decode(document["terms"]), "<i4")


def _written(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
