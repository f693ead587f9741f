"""A builder: what counts afterwards is one whole generation, whatever happens to it on the way."""

from collections.abc import Callable
from typing import Any

import pytest

from knowledge import Article, Snapshot, answer
from knowledge.errors import ClusterAway, ClusterError, EmptyCorpus, KnowledgeError
from knowledge.library.followed import FollowedLibrary
from knowledge.storage.remote.address import Address, address_of
from knowledge.storage.remote.cluster import Cluster, Refused
from knowledge.storage.remote.generations import current_generation, open_generation
from knowledge.storage.remote.layout import KINDS, PASSAGES, index_name
from knowledge.storage.remote.lease import Lease
from knowledge.storage.remote.publishing import Publisher
from knowledge.storage.version import MadeBy
from tests.cluster.opensearch import Nodes
from tests.corpus import Corpus, build_snapshot

ELSE = MadeBy(99, "another analysis", {})


def snapshot(*words: str) -> Snapshot:
    articles = [
        Article(
            word, f"The {word}", f"There is a {word} in the harbour.\n\nNobody moved it.", "en", f"{word}.txt"
        )
        for word in words
    ]
    return build_snapshot(Corpus(tuple(articles), ()))


def publish(cluster: Cluster, *words: str, **options: Any) -> int | None:
    return Publisher(cluster, grace=0, **options).publish(snapshot(*words))


def indices(cluster: Cluster) -> set[str]:
    told = cluster.ask(
        "GET", f"/_cat/indices/{cluster.address.name}-g*", params={"format": "json", "h": "index"}
    )
    return {row["index"] for row in told}


def of_generation(cluster: Cluster, number: int) -> set[str]:
    return {index_name(cluster.address.name, number, kind) for kind in KINDS}


def test_the_first_generation_counts_and_an_unchanged_base_is_left_alone(cluster: Cluster) -> None:
    assert current_generation(cluster) is None
    assert publish(cluster, "ship") == 1
    assert publish(cluster, "ship") is None
    assert indices(cluster) == of_generation(cluster, 1)


def test_a_changed_base_becomes_a_new_generation_and_the_old_one_goes(cluster: Cluster) -> None:
    publish(cluster, "ship")
    assert publish(cluster, "ship", "crane") == 2
    assert current_generation(cluster) == 2
    assert indices(cluster) == of_generation(cluster, 2)


def test_a_base_of_another_version_is_built_anew_and_not_answered_from(cluster: Cluster) -> None:
    publish(cluster, "ship", made_by=ELSE)
    with pytest.raises(ClusterError, match="built by another version"):
        open_generation(cluster, 1)
    assert publish(cluster, "ship") == 2
    assert open_generation(cluster, 2).languages == {"en": 1}


class Dies(ClusterError):
    """The builder is gone, as after kill -9."""


class Mortal(Cluster):
    """Ends the builder at a request for a change, before or after it has arrived."""

    left = 1 << 30
    arrives = False
    died = False

    def change(self, *request: Any, **options: Any) -> Any:
        if self.died:
            raise Dies
        self.left -= 1
        if self.left < 0:
            self.died = True
            if self.arrives:
                super().change(*request, **options)
            raise Dies
        return super().change(*request, **options)


@pytest.mark.parametrize("arrives", [False, True], ids=["before", "after"])
def test_a_builder_that_dies_anywhere_leaves_one_whole_generation_and_the_next_one_tidies(
    cluster: Cluster, arrives: bool
) -> None:
    publish(cluster, "ship")
    words, generation, ended = ["ship"], 1, False
    for survived in range(40):
        mortal = Mortal(cluster.address)
        mortal.left, mortal.arrives = survived, arrives
        words.append(f"crane{survived}")
        try:
            Publisher(mortal, grace=0, lease=Lease(mortal, seconds=1)).publish(snapshot(*words))
            ended = not mortal.died
        except Dies:
            pass
        finally:
            mortal.close()
        found = current_generation(cluster)
        assert found in {generation, generation + 1}
        counts = open_generation(cluster, found or 0)
        assert len(counts.articles) in {len(words) - 1, len(words)}
        assert [article.id for article in counts.articles] == words[: len(counts.articles)]
        if ended:
            break
        publish(cluster, *words, lease=Lease(cluster, seconds=1))
        generation = current_generation(cluster) or 0
        assert indices(cluster) == of_generation(cluster, generation)
    assert ended, "every request was tried"


def test_a_second_builder_is_told_and_changes_nothing(cluster: Cluster) -> None:
    with (
        Lease(cluster, seconds=2).held(),
        pytest.raises(ClusterError, match="Another process is building"),
    ):
        publish(cluster, "ship", lease=Lease(cluster, seconds=2))
    assert indices(cluster) == set()
    assert publish(cluster, "ship", lease=Lease(cluster, seconds=2)) == 1


def test_a_builder_that_lost_its_lease_does_not_swap(cluster: Cluster) -> None:
    class Slow(Lease):
        def check(self) -> None:
            cluster.change("DELETE", f"/{cluster.address.name}-lease")
            with Lease(cluster, seconds=1).held():
                super().check()

    publish(cluster, "ship")
    with pytest.raises(ClusterError):
        publish(cluster, "ship", "crane", lease=Slow(cluster, seconds=600))
    assert current_generation(cluster) == 1


class Overtaken(Cluster):
    """Its builder stands still at its first bulk request, until another one has built the base."""

    def __init__(self, address: Address, meanwhile: Callable[[], object]) -> None:
        super().__init__(address)
        self._meanwhile: Callable[[], object] | None = meanwhile

    def change(self, *request: Any, **options: Any) -> Any:
        if request[1].endswith("_bulk") and self._meanwhile is not None:
            meanwhile, self._meanwhile = self._meanwhile, None
            meanwhile()
        return super().change(*request, **options)


def test_a_builder_that_stood_still_writes_nothing_into_its_successors_generation(cluster: Cluster) -> None:
    publish(cluster, "ship")
    late = Overtaken(
        cluster.address, lambda: publish(cluster, "ship", "crane", lease=Lease(cluster, seconds=1))
    )
    with pytest.raises(ClusterError):
        Publisher(late, grace=0, lease=Lease(late, seconds=600)).publish(snapshot("ship", "buoy"))
    late.close()
    found = open_generation(cluster, current_generation(cluster) or 0)
    assert [article.id for article in found.articles] == ["ship", "crane"]
    assert len(found.passages) == len(snapshot("ship", "crane").passages)
    assert all(passage.text for passage in found.passages)
    publish(cluster, "ship", "crane", "buoy")
    assert indices(cluster) == of_generation(cluster, current_generation(cluster) or 0)


def test_a_cluster_that_is_read_only_is_told_of_and_the_old_base_still_answers(
    nodes: Nodes, cluster: Cluster
) -> None:
    publish(cluster, "ship")
    setting = (
        "cluster.blocks.read_only_allow_delete"  # what the flood stage of a full disk sets, for all indices
    )
    try:
        nodes.request("PUT", "/_cluster/settings", {"persistent": {setting: True}})
        with pytest.raises(Refused, match="takes no changes now"):
            publish(cluster, "ship", "crane", lease=Lease(cluster, seconds=1))
    finally:
        nodes.request("PUT", "/_cluster/settings", {"persistent": {setting: None}})
    assert answer("Is there a ship?", open_generation(cluster, 1)) == answer(
        "Is there a ship?", snapshot("ship")
    )


def without_a_document(cluster: Cluster) -> None:
    index = index_name(cluster.address.name, 1, PASSAGES)
    cluster.change("DELETE", f"/{index}/_doc/0", params={"refresh": "true"})


def without_an_index(cluster: Cluster) -> None:
    cluster.change("DELETE", f"/{index_name(cluster.address.name, 1, PASSAGES)}")


@pytest.mark.parametrize("spoil", [without_a_document, without_an_index])
def test_nothing_is_answered_from_half_an_index(cluster: Cluster, spoil: Callable[[Cluster], None]) -> None:
    publish(cluster, "ship", "crane")
    opened = open_generation(cluster, 1)
    spoil(cluster)
    with pytest.raises(ClusterAway):
        opened.occurrences.terms_of(0)


def test_a_library_follows_what_counts_and_changes_nothing_itself(cluster: Cluster) -> None:
    library = FollowedLibrary(cluster)
    with pytest.raises(EmptyCorpus, match="run bot index"):
        library.open()
    publish(cluster, "ship")
    library.open()
    assert not library.is_behind()
    publish(cluster, "ship", "crane")
    assert library.is_behind()
    change = library.reload()
    assert [article.id for article in change.added] == ["crane"]
    assert not library.is_behind()
    assert not library.accepts_additions
    with pytest.raises(KnowledgeError, match="put together by bot index"):
        library.remove("ship")


def test_a_library_says_what_is_wrong_with_its_cluster_and_keeps_its_snapshot(
    cluster: Cluster, base: str
) -> None:
    publish(cluster, "ship")
    library = FollowedLibrary(cluster)
    kept = library.open()
    publish(cluster, "ship", "crane", made_by=ELSE)
    assert library.is_behind()
    with pytest.raises(ClusterError, match="another version"):
        library.reload()
    assert library.current is kept
    assert "another version" in (library.trouble or "")
    away = FollowedLibrary(Cluster(address_of(f"http://127.0.0.1:1/{base}")))
    assert not away.is_behind()
    assert "does not answer" in (away.trouble or "")
