"""A sentence encoder in ONNX, from a folder with ``model.onnx`` and ``tokenizer.json``. Needs the extra ``meaning``."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.errors import EncoderError
from knowledge.meaning.encoder import Side, Vectors
from knowledge.meaning.recipe import MOST_TOKENS, RECIPE, recipe_in

MODEL, TOKENIZER = "model.onnx", "tokenizer.json"
THREADS = 2  # of its own: a question is encoded beside others, and passages beside the questions
_LIBRARIES = ("onnxruntime", "tokenizers")
_GIVEN = frozenset({"input_ids", "attention_mask", "token_type_ids", "position_ids"})
_TRIED = "A text to try the model with."


class OnnxEncoder:
    """An ``Encoder`` from the files of a folder. The model is loaded when it is first needed.

    One text at a time: then no text is padded, and the vector of a text depends on nothing but the text, also where a
    quantised model scales a whole batch. On a processor, batches gain nothing for texts as long as passages.
    """

    def __init__(self, folder: Path, threads: int = THREADS) -> None:
        """Raises EncoderError when a file or the extra is missing, or the folder's recipe is not understood."""
        for name in (MODEL, TOKENIZER):
            if not (folder / name).is_file():
                raise EncoderError(
                    f"{folder} has no {name}: a sentence encoder needs both {MODEL} and {TOKENIZER}"
                )
        self._folder = folder
        self._threads = threads
        self._recipe = recipe_in(folder)
        for library in _LIBRARIES:
            if find_spec(library) is None:
                raise EncoderError(f"A sentence encoder needs {library}: pip install 'verbatim[meaning]'")
        self._name = _digest(folder)

    @property
    def name(self) -> str:
        """The digest of the model's files."""
        return self._name

    def check(self) -> None:
        """Load the model and try it on a text. Raises EncoderError when it is not a sentence encoder."""
        vectors = self.encoded([_TRIED], Side.QUESTION)
        if not np.isfinite(vectors).all() or not np.isclose(np.linalg.norm(vectors), 1, atol=1e-3):
            raise EncoderError(f"{self._folder / MODEL} makes no usable vector of a text")

    def encoded(self, texts: Sequence[str], side: Side) -> Vectors:
        """The vectors of texts; see ``Encoder``. Raises EncoderError when the model does not fit."""
        before = self._recipe.before(side)
        return np.array([self._vector(before + _plain(text)) for text in texts], np.float32)

    def _vector(self, text: str) -> Vectors:
        tokens = self._tokenizer.encode(text)
        ids = np.array([tokens.ids or [0]], np.int64)  # a tokenizer without marks may find nothing in a text
        given: Mapping[str, npt.NDArray[np.int64]] = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
            "position_ids": np.arange(ids.shape[1])[None],
        }
        try:
            out = self._session.run([self._output], {name: given[name] for name in self._inputs})[0]
        except Exception as error:  # the runtime's errors have no common class but this one
            raise EncoderError(f"{self._folder / MODEL} cannot be run: {_first_line(error)}") from error
        if out.ndim not in (2, 3) or out.shape[0] != 1 or not out.size:
            raise EncoderError(
                f"{self._folder / MODEL} is not a sentence encoder: it gives {out.shape} for a text"
            )
        found = out[0] if out.ndim == 2 else out[0, 0] if self._recipe.first_token else out[0].mean(axis=0)
        length = float(np.linalg.norm(found.astype(np.float32)))
        vector: Vectors = (found / length if length else found).astype(np.float32)
        return vector

    @cached_property
    def _tokenizer(self) -> Any:
        try:
            from tokenizers import Tokenizer

            tokenizer = Tokenizer.from_file(str(self._folder / TOKENIZER))
        except Exception as error:  # the library raises nothing narrower
            raise EncoderError(f"{self._folder / TOKENIZER} cannot be read: {_first_line(error)}") from error
        most = self._recipe.tokens or (tokenizer.truncation or {}).get("max_length") or MOST_TOKENS
        tokenizer.no_padding()
        tokenizer.enable_truncation(most)
        return tokenizer

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry(
            "session.intra_op.allow_spinning", "0"
        )  # waiting would cost a whole core
        options.log_severity_level = 3
        try:
            session = onnxruntime.InferenceSession(
                str(self._folder / MODEL), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # as above
            raise EncoderError(f"{self._folder / MODEL} cannot be loaded: {_first_line(error)}") from error
        if unknown := {each.name for each in session.get_inputs()} - _GIVEN:
            raise EncoderError(
                f"{self._folder / MODEL} is not a sentence encoder: it wants {', '.join(sorted(unknown))}"
            )
        return session

    @cached_property
    def _inputs(self) -> tuple[str, ...]:
        return tuple(each.name for each in self._session.get_inputs())

    @cached_property
    def _output(self) -> str:
        """The vector of the whole text where the model gives one, otherwise those of its tokens."""
        outputs = self._session.get_outputs()
        whole = [each.name for each in outputs if each.name == "sentence_embedding"]
        return str((whole or [outputs[0].name])[0])


def open_encoder(folder: Path, threads: int = THREADS) -> OnnxEncoder:
    """The encoder in a folder, loaded and tried.

    Raises EncoderError when the extra or a file is missing, or when the model is not a sentence encoder.
    """
    encoder = OnnxEncoder(folder, threads)
    encoder.check()
    return encoder


def _digest(folder: Path) -> str:
    """A digest of the model's files. Weights may lie beside the model, in files that begin with its name."""
    digest = hashlib.sha256()
    try:
        files = sorted(path for path in folder.iterdir() if path.name.startswith(MODEL))
        for path in (*files, folder / TOKENIZER, folder / RECIPE):
            digest.update(f"\n{path.name} ".encode())
            if path.is_file():
                with path.open("rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
    except OSError as error:
        raise EncoderError(f"{folder} cannot be read: {error.strerror or error}") from error
    return digest.hexdigest()


def _plain(text: str) -> str:
    """A text without lone surrogates, which no tokenizer takes."""
    return text.encode("utf-8", "replace").decode()


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).strip().splitlines()[0][:200]
