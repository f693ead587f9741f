"""A library whose cluster is away when a test says so."""

from knowledge import Library, Snapshot
from knowledge.errors import ClusterAway


class AwayNowAndThen(Library):
    """What is looked up while it is ``away`` cannot be."""

    away = False

    @property
    def current(self) -> Snapshot:
        if self.away:
            raise ClusterAway("The cluster does not answer")
        return super().current
