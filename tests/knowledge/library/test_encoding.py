"""Vectors in the index: made once for each passage, made anew by another encoder, ignored without one."""

import json
from pathlib import Path

import numpy as np
import pytest

from bot.service.rebuilding import Rebuilder
from knowledge.errors import EncoderError
from knowledge.index.vectors import encoder_of
from knowledge.library.library import Library
from knowledge.meaning.onnx_encoder import open_encoder
from knowledge.reading.document import read_here
from knowledge.storage.index import Index
from tests.conftest import write_articles
from tests.encoders import ToyEncoder
from tests.knowledge.meaning.test_encoder_port import model_folder

NEWS = [
    {"id": f"n{number}", "title": f"News {number}", "body": f"Item {number} came.\n\n{'More of it. ' * 12}"}
    for number in range(12)
]
DRAFT = "vectors.draft"


class Base:
    """A folder of articles with an index, opened as by a new process each time."""

    def __init__(self, folder: Path) -> None:
        self.source = write_articles(folder / "articles", NEWS)
        self.index = Index(folder / "index")

    def opened(self, encoder: ToyEncoder | None) -> Library:
        library = Library(self.source, index=self.index, unsettled=0, read_files=read_here, encoder=encoder)
        library.open()
        return library


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base(tmp_path)


def same_vectors(one: Library, other: Library) -> bool:
    names = [name for name in one.current.arrays if name.startswith("vectors")]
    assert names
    return all(np.array_equal(one.current.arrays[name], other.current.arrays[name]) for name in names)


def test_what_is_in_the_index_is_not_encoded_again(base: Base) -> None:
    first, again = ToyEncoder(), ToyEncoder()
    passages = len(base.opened(first).current.passages)
    assert len(first.passages) == passages
    library = base.opened(again)
    assert again.passages == []
    assert library.current.vectors is not None
    assert library.current.kept_open is not None


def test_only_new_passages_are_encoded_and_the_result_equals_a_full_build(base: Base, tmp_path: Path) -> None:
    encoder = ToyEncoder()
    library = base.opened(encoder)
    encoder.passages.clear()
    changed = [*NEWS[1:4], {"id": "new", "title": "New", "body": "Something new."}, *NEWS[4:]]
    write_articles(base.source, changed)
    library.reload()
    assert encoder.passages == ["New\nSomething new."]
    whole = Library(base.source, read_files=read_here, encoder=ToyEncoder())
    whole.open()
    assert same_vectors(library, whole)


def test_when_articles_only_go_nothing_is_encoded(base: Base) -> None:
    encoder = ToyEncoder()
    library = base.opened(encoder)
    encoder.passages.clear()
    (base.source / f"{NEWS[3]['id']}.json").unlink(missing_ok=True)
    write_articles(base.source, [each for each in NEWS if each is not NEWS[3]])
    library.reload()
    assert encoder.passages == []
    assert len(library.current.arrays["vectors.values"]) == len(library.current.passages)


def test_another_encoder_makes_all_vectors_anew(base: Base) -> None:
    passages = len(base.opened(ToyEncoder()).current.passages)
    other = ToyEncoder(name="other")
    library = base.opened(other)
    assert len(other.passages) == passages
    assert encoder_of(library.current.arrays) == "other"
    assert encoder_of(base.opened(ToyEncoder(name="other")).current.arrays) == "other"


def test_an_index_without_vectors_gets_them_and_nothing_else_is_written_anew(base: Base) -> None:
    before = base.opened(None).current
    library = base.opened(ToyEncoder())
    assert library.current.vectors is not None
    assert all(np.array_equal(array, library.current.arrays[name]) for name, array in before.arrays.items())


def test_without_an_encoder_vectors_are_ignored(base: Base) -> None:
    base.opened(ToyEncoder())
    library = base.opened(None)
    assert library.current.vectors is None
    assert encoder_of(library.current.arrays) == "toy"


def test_a_build_that_was_interrupted_goes_on_where_it_was(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.index.vectors.AT_ONCE", 3)

    class Killed(ToyEncoder):
        def encoded(self, texts, side):  # type: ignore[no-untyped-def]
            if self.passages:
                raise EncoderError("The power failed")
            return super().encoded(texts, side)

    with pytest.raises(EncoderError):
        base.opened(Killed())
    assert (base.index.folder / DRAFT).exists()
    rest = ToyEncoder()
    library = base.opened(rest)
    assert len(rest.passages) == len(library.current.passages) - 3
    assert not (base.index.folder / DRAFT).exists()


def test_the_other_process_encodes_and_this_one_compares(base: Base, tmp_path: Path) -> None:
    folder = model_folder(tmp_path / "model")
    for path in base.source.iterdir():
        path.unlink()
    (base.source / "all.json").write_text(json.dumps(NEWS))  # one file takes one reading
    seen: list[tuple[str, int, int]] = []
    library = Library(
        base.source,
        index=base.index,
        rebuild_elsewhere=Rebuilder(base.source, None, base.index.folder, model=folder),
        encoder=open_encoder(folder),
    )
    snapshot = library.open(lambda *step: seen.append(step))
    count = len(snapshot.passages)
    assert seen[-1] == ("encoding", count, count)
    assert snapshot.vectors is not None
    assert snapshot.vectors.nearest("volcano", 3)
    assert not (base.index.folder / DRAFT).exists()
    assert library.notices == ()
