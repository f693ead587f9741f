"""A source that has lost suspiciously much: what was read before stays in use until somebody confirms the loss."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.errors import EmptyCorpus, KnowledgeError, SourceError, SourceShrunk
from knowledge.library.additions import Additions
from knowledge.library.library import Library
from knowledge.library.losses import OnLoss
from knowledge.storage.index import Index
from tests.conftest import write_articles

FERRY = json.dumps(
    {"id": "ferry", "title": "The ferry", "body": "The last ferry leaves in October."}
).encode()


def numbered(*numbers: int) -> list[dict[str, Any]]:
    return [
        {"id": f"n{n}", "title": f"Report {n}", "body": f"The keeper of lighthouse {n} rang the bell."}
        for n in numbers
    ]


class Base:
    """A source folder of eight articles, with what outlives a process: the index and the added articles."""

    def __init__(self, folder: Path, articles: int = 8) -> None:
        self.source = write_articles(folder / "source", numbered(*range(articles)))
        self.data = folder / "data"

    def library(self, on_loss: OnLoss = OnLoss.REFUSED) -> Library:
        additions, index = Additions(self.data / "articles"), Index(self.data / "index")
        return Library(self.source, additions, index=index, on_loss=on_loss, unsettled=0)

    def opened(self, on_loss: OnLoss = OnLoss.REFUSED) -> Library:
        library = self.library(on_loss)
        library.open()
        return library

    def keep_only(self, left: int) -> None:
        for path in sorted(self.source.iterdir())[left:]:
            path.unlink()


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base(tmp_path)


def empty(base: Base) -> None:
    base.keep_only(0)


def halve(base: Base) -> None:
    base.keep_only(1)


def truncate(base: Base) -> None:
    """The names are there, but not the content yet."""
    for path in sorted(base.source.iterdir())[1:]:
        path.write_text("")


def vanish(base: Base) -> None:
    shutil.rmtree(base.source)


@pytest.mark.parametrize(("spoil", "left"), [(empty, 0), (halve, 1), (truncate, 1)])
def test_a_reload_keeps_what_was_read_before_and_tells_what_would_be_lost(
    base: Base, spoil: Callable[[Base], None], left: int
) -> None:
    library = base.opened()
    library.add("ferry.json", FERRY)
    before = library.current
    spoil(base)
    with pytest.raises(
        SourceShrunk, match=f"now holds {left} of 8 articles, so {8 - left} would be removed"
    ) as loss:
        library.reload()
    assert library.current is before
    assert library.last_reload is not None
    assert library.last_reload.outcome == str(loss.value)
    assert len(base.opened().current.articles) == 9  # after a restart too


def test_a_loss_that_was_confirmed_is_taken(base: Base) -> None:
    library = base.opened()
    base.keep_only(1)
    with pytest.raises(SourceShrunk) as loss:
        library.reload()
    assert (loss.value.before, loss.value.gone, loss.value.new) == (8, 7, 0)
    assert len(library.reload(confirmed=loss.value.digest).removed) == 7
    assert library.reload().removed == ()
    assert list(base.opened().current.articles.ids) == ["n0"]


def test_what_was_confirmed_is_not_another_loss(base: Base) -> None:
    library = base.opened()
    base.keep_only(2)
    with pytest.raises(SourceShrunk) as first:
        library.reload()
    base.keep_only(1)
    with pytest.raises(SourceShrunk) as second:
        library.reload(confirmed=first.value.digest)
    assert (second.value.gone, len(library.current.articles)) == (7, 8)
    write_articles(base.source, numbered(*range(8)))
    assert library.reload(confirmed=second.value.digest).removed == ()  # put right meanwhile: nothing is lost


@pytest.mark.parametrize(
    ("articles", "left", "is_asked"),
    [
        (2, 1, False),
        (3, 1, False),
        (4, 2, False),
        (4, 1, True),
        (6, 3, False),
        (7, 3, True),
        (1, 0, True),
        (2, 0, True),
    ],
)
def test_ordinary_edits_of_a_small_folder_are_no_loss(
    tmp_path: Path, articles: int, left: int, is_asked: bool
) -> None:
    base = Base(tmp_path, articles)
    library = base.opened()
    library.add("ferry.json", FERRY)  # so that an empty folder leaves something to answer from
    base.keep_only(left)
    if is_asked:
        with pytest.raises(SourceShrunk):
            library.reload()
    else:
        assert len(library.reload().removed) == articles - left


def test_a_folder_that_is_filled_anew_or_renamed_throughout_is_no_loss(base: Base) -> None:
    library = base.opened()
    base.keep_only(0)
    write_articles(base.source, numbered(*range(100, 105)))
    assert len(library.reload().removed) == 8
    for number, path in enumerate(base.source.iterdir()):
        path.write_text(
            json.dumps({"title": f"Other {number}", "body": f"Bell {number} of the harbour was rung."})
        )
    assert len(library.reload().removed) == 5


def test_new_articles_are_told_beside_those_that_would_go(base: Base) -> None:
    library = base.opened()
    base.keep_only(1)
    write_articles(base.source, numbered(100, 101))
    with pytest.raises(SourceShrunk, match="now holds 1 of 8 articles and 2 others, so 7 would be removed"):
        library.reload()


def test_what_admins_remove_and_replace_is_no_loss_of_the_source(tmp_path: Path) -> None:
    base = Base(tmp_path, 2)
    library = base.opened()
    library.add("ferry.json", FERRY)
    library.remove("n0")
    library.add("n1.json", json.dumps(numbered(1)[0] | {"title": "Another"}).encode())
    assert library.reload().removed == ()
    assert library.undo()[1].removed == ()
    library.remove("n1")
    assert list(library.current.articles.ids) == ["ferry"]
    assert library.reload().removed == ()
    assert list(base.opened().current.articles.ids) == ["ferry"]


def test_many_articles_that_were_added_are_undone_without_a_question(base: Base) -> None:
    library = base.opened()
    library.add("many.json", json.dumps(numbered(*range(100, 150))).encode())
    assert len(library.undo()[1].removed) == 50


@pytest.mark.parametrize(
    "change",
    [lambda library: library.add("ferry.json", FERRY), lambda library: library.remove("n7"), Library.undo],
)
def test_no_change_over_the_chat_takes_a_loss_along(base: Base, change: Callable[[Library], object]) -> None:
    library = base.opened()
    library.add("other.json", json.dumps(numbered(100)[0]).encode())
    before = library.current
    base.keep_only(1)
    with pytest.raises(SourceShrunk):
        change(library)
    assert library.current is before
    assert [file.name for file in library._state().files] == ["other.json"]


@pytest.mark.parametrize(
    ("spoil", "why"),
    [(empty, "No article was found"), (halve, "now holds 1 of 8"), (vanish, "does not exist")],
)
def test_a_start_goes_on_with_what_was_read_before(
    base: Base, spoil: Callable[[Base], None], why: str
) -> None:
    base.opened()
    spoil(base)
    library = base.opened()
    assert len(library.current.articles) == 8
    (notice,) = library.notices
    assert why in notice
    assert notice.endswith("the articles that were read before stay in use")
    assert library.last_reload is not None
    assert why in str(library.last_reload.outcome)
    write_articles(base.source, numbered(*range(9)))
    assert [article.id for article in library.reload().added] == ["n8"]
    assert base.opened().notices == ()


def test_a_start_without_the_source_says_so_each_time_until_the_loss_is_confirmed(base: Base) -> None:
    base.opened()
    base.keep_only(1)
    for _ in range(2):
        library = base.opened()
        assert len(library.notices) == 1
    with pytest.raises(SourceShrunk) as loss:
        library.reload()
    library.reload(confirmed=loss.value.digest)
    assert base.opened().notices == ()


@pytest.mark.parametrize(("spoil", "error"), [(empty, EmptyCorpus), (vanish, SourceError)])
def test_a_first_start_without_articles_is_an_error_as_ever(
    base: Base, spoil: Callable[[Base], None], error: type[KnowledgeError]
) -> None:
    spoil(base)
    with pytest.raises(error):
        base.library().open()


def test_what_an_admin_removed_does_not_come_back_from_an_index_that_is_older(base: Base) -> None:
    base.opened()
    elsewhere = Library(
        base.source, Additions(base.data / "articles")
    )  # as with an index that cannot be written
    elsewhere.open()
    elsewhere.remove("n3")
    vanish(base)
    with pytest.raises(SourceError):
        base.library().open()


@pytest.mark.parametrize("spoil", [empty, vanish])
def test_other_libraries_tell_of_a_source_without_articles_as_ever(
    base: Base, spoil: Callable[[Base], None]
) -> None:
    base.opened()
    spoil(base)
    for on_loss in (OnLoss.TAKEN, OnLoss.SET_ASIDE):
        with pytest.raises(KnowledgeError):
            base.library(on_loss).open()


def test_a_loss_that_is_set_aside_is_answered_from_and_does_not_reach_the_index(base: Base) -> None:
    base.opened().add("ferry.json", FERRY)
    base.keep_only(1)
    library = base.opened(OnLoss.SET_ASIDE)
    assert list(library.current.articles.ids) == ["n0", "ferry"]
    write_articles(base.source, numbered(50))
    library.reload()
    assert len(library.current.articles) == 3
    assert len(base.opened().current.articles) == 9


def test_a_loss_that_is_taken_reaches_the_index(base: Base) -> None:
    base.opened()
    base.keep_only(1)
    assert len(base.opened(OnLoss.TAKEN).current.articles) == 1
    assert base.opened().notices == ()


def test_an_index_that_is_gone_takes_no_loss_along(base: Base) -> None:
    """Whoever builds elsewhere would begin from nothing, and see no loss."""

    def never(*_: object) -> bool:
        raise AssertionError

    base.opened()
    library = Library(
        base.source,
        index=Index(base.data / "index"),
        rebuild_elsewhere=never,
        on_loss=OnLoss.REFUSED,
        unsettled=0,
    )
    base.opened(OnLoss.TAKEN)
    library = Library(
        base.source,
        Additions(base.data / "articles"),
        index=Index(base.data / "index"),
        rebuild_elsewhere=never,
        on_loss=OnLoss.REFUSED,
        unsettled=0,
    )
    before = library.open()
    (base.data / "index" / "CURRENT").unlink()
    base.keep_only(1)
    with pytest.raises(SourceShrunk):
        library.reload()
    assert library.current is before
