"""The promises of the ``Encoder`` port, one test each, over the engine and the double that other tests use."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from knowledge.meaning.encoder import Encoder, Side
from knowledge.meaning.onnx_encoder import open_encoder
from tests.encoders import ToyEncoder

TINY = Path(__file__).with_name("tiny")
TEXTS = ["The eruption lasted days", "volcano", "La erupción duró días, días y días", ""]

Engine = Callable[[Path], Encoder]


def model_folder(folder: Path, model: str = "tokens", recipe: str | None = None) -> Path:
    """A folder with a tiny model, as an operator would have it."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(TINY / f"{model}.onnx", folder / "model.onnx")
    shutil.copy(TINY / "tokenizer.json", folder)
    if recipe is not None:
        (folder / "meaning.json").write_text(recipe)
    return folder


def onnx_engine(folder: Path) -> Encoder:
    return open_encoder(model_folder(folder))


def double(_: Path) -> Encoder:
    return ToyEncoder({"volcán": "volcano", "erupción": "eruption", "duró": "lasted", "días": "days"})


EVERY_ENGINE = pytest.mark.parametrize("engine", [onnx_engine, double])


@EVERY_ENGINE
def test_every_row_has_length_one_and_as_many_columns(engine: Engine, tmp_path: Path) -> None:
    encoder = engine(tmp_path)
    one, other = encoder.encoded(TEXTS, Side.QUESTION), encoder.encoded(TEXTS[:1], Side.PASSAGE)
    assert one.shape == (len(TEXTS), other.shape[1])
    assert one.dtype == np.float32
    assert np.linalg.norm(one, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)


@EVERY_ENGINE
def test_the_vector_of_a_text_depends_on_no_other_text(engine: Engine, tmp_path: Path) -> None:
    encoder = engine(tmp_path)
    together = encoder.encoded(TEXTS, Side.PASSAGE)
    alone = [encoder.encoded([text], Side.PASSAGE)[0] for text in reversed(TEXTS)]
    assert np.array_equal(together, np.array(alone)[::-1])


@EVERY_ENGINE
def test_the_same_meaning_is_near_in_another_language(engine: Engine, tmp_path: Path) -> None:
    asked, right, other = engine(tmp_path).encoded(
        ["eruption lasted days", "erupción duró días", "the volcano"], Side.QUESTION
    )
    assert asked @ right > 0.9 > asked @ other


@EVERY_ENGINE
def test_an_encoder_made_again_has_the_same_name_and_makes_the_same_vectors(
    engine: Engine, tmp_path: Path
) -> None:
    one, other = engine(tmp_path), engine(tmp_path)
    assert one.name == other.name
    assert np.array_equal(one.encoded(TEXTS, Side.PASSAGE), other.encoded(TEXTS, Side.PASSAGE))


@EVERY_ENGINE
def test_several_threads_get_the_same_vectors(engine: Engine, tmp_path: Path) -> None:
    encoder = engine(tmp_path)
    expected = encoder.encoded(TEXTS, Side.PASSAGE)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: encoder.encoded(TEXTS, Side.PASSAGE), range(16)))
    assert all(np.array_equal(each, expected) for each in found)
