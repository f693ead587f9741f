"""How the model in a folder makes a vector of a text: ``meaning.json``, a small file that may be left out.

    {"query": "query: ", "passage": "passage: ", "pooling": "mean", "tokens": 512}

``query`` and ``passage`` are what the model wants to stand before a question and before a passage: nothing by default.
``pooling`` says how the vectors of a text's tokens become one: their "mean" (the default) or the "first" of them. It
does not matter where the model itself gives one vector a text. ``tokens`` is how many tokens of a text are read: by
default as many as the tokenizer says, or 512.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.errors import EncoderError
from knowledge.meaning.encoder import Side

RECIPE = "meaning.json"
MOST_TOKENS = 512
_POOLING = ("mean", "first")
_KINDS = {"query": str, "passage": str, "pooling": str, "tokens": int}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What stands before a text, whether its vector is that of the first token, and how many tokens are read."""

    query: str = ""
    passage: str = ""
    first_token: bool = False
    tokens: int | None = None

    def before(self, side: Side) -> str:
        """What stands before a text."""
        return self.query if side is Side.QUESTION else self.passage


def recipe_in(folder: Path) -> Recipe:
    """The recipe of a model's folder. Raises EncoderError."""
    path = folder / RECIPE
    try:
        read = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Recipe()
    except (OSError, ValueError, RecursionError) as error:
        raise EncoderError(f"{path} cannot be read: {error}") from None
    _check(read, path)
    return Recipe(
        read.get("query", ""), read.get("passage", ""), read.get("pooling") == "first", read.get("tokens")
    )


def _check(read: Any, path: Path) -> None:
    """Raises EncoderError when it is not a recipe."""
    if not isinstance(read, dict):
        raise EncoderError(f"{path} is not a JSON object")
    for name, value in read.items():
        if name not in _KINDS:
            raise EncoderError(f"{path}: there is no {name!r}: it may have {', '.join(_KINDS)}")
        if type(value) is not _KINDS[name]:
            raise EncoderError(f"{path}: {name} is not a {'text' if _KINDS[name] is str else 'whole number'}")
    if read.get("pooling", "mean") not in _POOLING:
        raise EncoderError(f"{path}: pooling is neither mean nor first")
    if not 1 < read.get("tokens", MOST_TOKENS) <= 1 << 16:
        raise EncoderError(f"{path}: tokens is not between 2 and 65,536")
