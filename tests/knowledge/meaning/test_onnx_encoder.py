"""A sentence encoder in ONNX: what its folder says, and what is said when it cannot be used."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from knowledge.errors import EncoderError
from knowledge.meaning.encoder import Side, Vectors
from knowledge.meaning.onnx_encoder import OnnxEncoder, open_encoder
from tests.knowledge.meaning.test_encoder_port import model_folder

E5 = '{"query": "query ", "passage": "passage "}'


def vector(folder: Path, text: str, side: Side = Side.QUESTION) -> Vectors:
    row: Vectors = open_encoder(folder).encoded([text], side)[0]
    return row


def test_what_stands_before_a_text_comes_from_the_recipe(tmp_path: Path) -> None:
    plain, e5 = model_folder(tmp_path / "plain"), model_folder(tmp_path / "e5", recipe=E5)
    for side, before in ((Side.QUESTION, "query"), (Side.PASSAGE, "passage")):
        assert np.array_equal(vector(e5, "volcano", side), vector(plain, f"{before} volcano", side))
    assert np.array_equal(vector(plain, "volcano"), vector(plain, "volcano", Side.PASSAGE))


def test_the_vectors_of_the_tokens_become_their_mean_or_the_first_of_them(tmp_path: Path) -> None:
    mean = model_folder(tmp_path / "mean", recipe='{"pooling": "mean"}')
    first = model_folder(tmp_path / "first", recipe='{"pooling": "first"}')
    together = vector(mean, "volcano") / 2 + vector(mean, "days") / 2
    assert vector(first, "volcano days") == pytest.approx(vector(mean, "volcano"))
    assert vector(mean, "volcano days") @ together / np.linalg.norm(together) > 0.9


def test_a_model_that_gives_one_vector_a_text_is_taken_at_its_word(tmp_path: Path) -> None:
    tokens = model_folder(tmp_path / "tokens")
    whole = model_folder(tmp_path / "whole", "sentence")
    assert vector(whole, "volcano") == pytest.approx(vector(tokens, "volcano"))
    assert vector(whole, "volcano days").shape == (8,)


def test_only_so_many_tokens_are_read(tmp_path: Path) -> None:
    folder = model_folder(tmp_path, recipe='{"tokens": 2}')
    assert np.array_equal(vector(folder, "volcano days lasted"), vector(folder, "volcano days"))
    assert not np.array_equal(vector(folder, "volcano"), vector(folder, "volcano days"))


def test_a_lone_surrogate_is_no_obstacle(tmp_path: Path) -> None:
    assert np.isfinite(vector(model_folder(tmp_path), "volcano \ud800")).all()


@pytest.mark.parametrize("changed", ["model.onnx", "tokenizer.json", "meaning.json", "model.onnx_data"])
def test_another_file_is_another_encoder(changed: str, tmp_path: Path) -> None:
    folder = model_folder(tmp_path)
    before = OnnxEncoder(folder).name
    with (folder / changed).open("ab") as file:
        file.write(b"{}")
    assert OnnxEncoder(folder).name != before


def test_a_file_that_the_model_does_not_need_changes_nothing(tmp_path: Path) -> None:
    folder = model_folder(tmp_path)
    before = OnnxEncoder(folder).name
    (folder / "README.md").write_text("A model.")
    assert OnnxEncoder(folder).name == before


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"model.onnx": None}, "has no model.onnx: a sentence encoder needs both"),
        ({"tokenizer.json": None}, "has no tokenizer.json: a sentence encoder needs both"),
        ({"model.onnx": b"no model"}, "model.onnx cannot be loaded: "),
        ({"tokenizer.json": b"{}"}, "tokenizer.json cannot be read: "),
        ({"meaning.json": b"{"}, "meaning.json cannot be read: "),
        ({"meaning.json": b"[]"}, "meaning.json is not a JSON object"),
        (
            {"meaning.json": b'{"prefix": ""}'},
            "there is no 'prefix': it may have query, passage, pooling, tokens",
        ),
        ({"meaning.json": b'{"query": 1}'}, "query is not a text"),
        ({"meaning.json": b'{"tokens": true}'}, "tokens is not a whole number"),
        ({"meaning.json": b'{"tokens": 1}'}, "tokens is not between 2 and 65,536"),
        ({"meaning.json": b'{"pooling": "last"}'}, "pooling is neither mean nor first"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_with_a_folder_is_one_sentence(
    changes: dict[str, bytes | None], expected: str, tmp_path: Path
) -> None:
    folder = model_folder(tmp_path)
    for name, content in changes.items():
        if content is None:
            (folder / name).unlink()
        else:
            (folder / name).write_bytes(content)
    with pytest.raises(EncoderError) as caught:
        open_encoder(folder)
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_model_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="is not a sentence encoder: it wants pixel_values"):
        open_encoder(model_folder(tmp_path, "picture"))


@pytest.mark.parametrize("missing", ["onnxruntime", "tokenizers"])
def test_without_the_extra_it_is_named(missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        "knowledge.meaning.onnx_encoder.find_spec", lambda name: None if name == missing else found(name)
    )
    with pytest.raises(EncoderError, match=rf"needs {missing}: pip install 'verbatim\[meaning\]'"):
        open_encoder(model_folder(tmp_path))
