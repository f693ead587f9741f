"""The vectors of a build that was interrupted: what is whole is kept, and nothing else."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.index.analysing import analysed
from knowledge.index.vectors import KEY_BYTES, Rows, encoded_passages
from knowledge.storage.drafts import VectorDraft
from tests.encoders import ToyEncoder
from tests.knowledge.index.test_vectors import ARTICLES

KEYS = [bytes([number]) * KEY_BYTES for number in range(3)]
ROWS: Rows = np.arange(12, dtype=np.int8).reshape(3, 4) - 6
FILE = "vectors.draft"


def kept(draft: VectorDraft) -> dict[bytes, list[int]]:
    return {key: row.tolist() for key, row in draft.rows().items()}


def expected(count: int = 3) -> dict[bytes, list[int]]:
    return dict(zip(KEYS[:count], ROWS.tolist()[:count], strict=True))


def test_what_was_added_is_there_again(tmp_path: Path) -> None:
    draft = VectorDraft(tmp_path / "index", "toy")
    assert kept(draft) == {}
    draft.add(KEYS[:2], ROWS[:2])
    draft.add(KEYS[2:], ROWS[2:])
    assert kept(VectorDraft(tmp_path / "index", "toy")) == expected()


def test_another_encoder_has_nothing_of_it_and_begins_anew(tmp_path: Path) -> None:
    VectorDraft(tmp_path, "toy").add(KEYS, ROWS)
    other = VectorDraft(tmp_path, "other")
    assert kept(other) == {}
    other.add(KEYS[:1], ROWS[:1])
    assert kept(other) == expected(1)
    assert kept(VectorDraft(tmp_path, "toy")) == {}


@pytest.mark.parametrize("cut", [1, 4, 23, 24])
def test_a_record_that_was_cut_off_ends_it(cut: int, tmp_path: Path) -> None:
    draft = VectorDraft(tmp_path, "toy")
    draft.add(KEYS, ROWS)
    content = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(content[:-cut])
    assert kept(draft) == expected(2)
    draft.add(KEYS[2:], ROWS[2:])
    assert kept(draft) == expected()


@pytest.mark.parametrize("place", [7, 10, 24, 30])
def test_damage_never_gives_another_vector(place: int, tmp_path: Path) -> None:
    draft = VectorDraft(tmp_path, "toy")
    draft.add(KEYS, ROWS)
    content = bytearray((tmp_path / FILE).read_bytes())
    content[place] ^= 1
    (tmp_path / FILE).write_bytes(content)
    assert kept(draft).items() <= expected().items()


@pytest.mark.parametrize("content", [b"", b"\n", b"toy", b"toy x\n", b"toy 9999999\n", b"\xff\xfe"])
def test_a_file_of_something_else_is_nothing(content: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert kept(VectorDraft(tmp_path, "toy")) == {}


def test_where_nothing_can_be_written_nothing_is_raised(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file")
    draft = VectorDraft(tmp_path / "index", "toy")
    draft.add(KEYS, ROWS)
    assert kept(draft) == {}
    draft.remove()


class Interrupted(ToyEncoder):
    """An encoder that is killed after some passages."""

    def encoded(self, texts, side):  # type: ignore[no-untyped-def]
        if self.passages:
            raise KeyboardInterrupt
        return super().encoded(texts, side)


def test_an_interrupted_build_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.index.vectors.AT_ONCE", 2)
    arrays = analysed(ARTICLES)
    with pytest.raises(KeyboardInterrupt):
        encoded_passages(arrays, Interrupted(), VectorDraft(tmp_path, "toy"))
    rest = ToyEncoder()
    again = encoded_passages(arrays, rest, VectorDraft(tmp_path, "toy"))
    assert len(rest.passages) == len(ARTICLES) - 2
    whole = encoded_passages(arrays, ToyEncoder(), None)
    assert all(np.array_equal(again[name], whole[name]) for name in whole)
