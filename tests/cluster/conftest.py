"""One real OpenSearch node for all tests of a run, and a base of its own for each test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.storage.remote.address import address_of
from knowledge.storage.remote.cluster import Cluster
from tests.cluster.opensearch import HOME, Nodes


@pytest.fixture(scope="session")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    home = os.environ.get(HOME)
    if home is None:
        pytest.skip(f"{HOME} names no OpenSearch server: .ci/opensearch fetches one")
    with Nodes(Path(home), tmp_path_factory.mktemp("opensearch")) as started:
        yield started


@pytest.fixture
def base(request: pytest.FixtureRequest) -> str:
    """The name of the test's own base."""
    letters = "".join(letter for letter in request.node.name.lower() if letter.isalnum())
    return letters[-60:]


@pytest.fixture
def cluster(nodes: Nodes, base: str) -> Iterator[Cluster]:
    opened = Cluster(address_of(f"http://{nodes.hosts}/{base}"))
    opened.check()
    yield opened
    opened.close()
