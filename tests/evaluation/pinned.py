"""Sets of questions about the bundled articles, with floors below which no measure may fall."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.corpus import read_corpus

ARTICLES = Path(__file__).parents[2] / "knowledge" / "bundled"

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class PinnedSet:
    """A file of questions, and what counts how many are treated rightly today. In every count more is better."""

    questions: Path
    measured: Callable[[], Counts]

    @property
    def floors(self) -> Path:
        """The file of the floors."""
        return self.questions.with_suffix(".floors.json")

    def digests(self) -> dict[str, str]:
        """What the floors were measured on."""
        corpus = hashlib.blake2b(digest_size=16)
        for article in read_corpus(ARTICLES).articles:
            corpus.update(repr((article.id, article.title, article.language, article.body)).encode())
        asked = hashlib.blake2b(self.questions.read_bytes(), digest_size=16)
        return {"corpus": corpus.hexdigest(), "questions": asked.hexdigest()}
