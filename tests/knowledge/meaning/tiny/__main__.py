"""Makes the tiny models beside it: ``uv run --with onnx --with tokenizers python -m tests.knowledge.meaning.tiny``.

Each looks up a vector for each word of a dozen. ``tokens.onnx`` gives them as they are, ``sentence.onnx`` one for the
whole text, their maximum, and ``picture.onnx`` wants a picture.
"""

from pathlib import Path
from typing import Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

HERE = Path(__file__).parent
WORDS = "[UNK] query passage the volcano eruption lasted days volcán erupción duró días".split()
ALIKE = {"volcán": "volcano", "erupción": "eruption", "duró": "lasted", "días": "days"}
COLUMNS = 8


def table() -> np.ndarray:
    """The vector of each word: random, but those of words that are alike are nearly the same."""
    random = np.random.default_rng(1)
    vectors = {word: random.normal(size=COLUMNS) for word in WORDS}
    for word, other in ALIKE.items():
        vectors[word] = vectors[other] + 0.1 * vectors[word]
    return np.array([vectors[word] for word in WORDS], np.float32)


def model(name: str, taken: str, nodes: list[Any], gives: tuple[str, list[Any]]) -> None:
    """Write a model."""
    ids = helper.make_tensor_value_info(taken, TensorProto.INT64, ["texts", "tokens"])
    mask = helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["texts", "tokens"])
    out = helper.make_tensor_value_info(gives[0], TensorProto.FLOAT, gives[1])
    graph = helper.make_graph(nodes, name, [ids, mask], [out], [numpy_helper.from_array(table(), "table")])
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    made.ir_version = 8
    save(made, HERE / f"{name}.onnx")


def main() -> None:
    found = helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])
    whole = helper.make_node("ReduceMax", ["last_hidden_state"], ["sentence_embedding"], axes=[1], keepdims=0)
    seen = helper.make_node("Gather", ["table", "pixel_values"], ["last_hidden_state"])
    each, one = ["texts", "tokens", COLUMNS], ["texts", COLUMNS]
    model("tokens", "input_ids", [found], ("last_hidden_state", each))
    model("sentence", "input_ids", [found, whole], ("sentence_embedding", one))
    model("picture", "pixel_values", [seen], ("last_hidden_state", each))
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(HERE / "tokenizer.json"))


if __name__ == "__main__":
    main()
