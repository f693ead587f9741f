"""The address of a knowledge base on a cluster, as one line of the settings."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from knowledge.errors import ClusterError

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?")
_PORT = 9200
_WANTED = "https://user:password@host:9200/name"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a base is: the cluster's nodes, as addresses without a login, the login, and the name of the base.

    All of the base's indices begin with the name, so that several bases can share a cluster.
    """

    nodes: tuple[str, ...]
    name: str
    login: tuple[str, str] | None = field(default=None, repr=False)

    def __str__(self) -> str:
        """The address without its login."""
        return f"{', '.join(self.nodes)} ({self.name})"


def address_of(text: str) -> Address:
    """An address from the settings; several nodes are separated by commas. Raises ClusterError without repeating it."""
    scheme, _, rest = text.partition("://")
    place, _, name = rest.partition("/")
    login, _, hosts = place.rpartition("@")
    nodes = [host.strip() for host in hosts.split(",")]
    if scheme not in {"http", "https"} or not all(map(_HOST.fullmatch, nodes)):
        raise ClusterError(f"KNOWLEDGE_URL is not {_WANTED}")
    if not _NAME.fullmatch(name.rstrip("/")):
        raise ClusterError(f"KNOWLEDGE_URL must end with the base's name, as in {_WANTED}: a-z 0-9 _ -")
    if login and scheme == "http":
        raise ClusterError("KNOWLEDGE_URL has a password, and http would send it for all to read: use https")
    user, _, password = login.partition(":")
    return Address(
        tuple(f"{scheme}://{_with_port(node)}" for node in nodes),
        name.rstrip("/"),
        (unquote(user), unquote(password)) if login else None,
    )


def _with_port(node: str) -> str:
    return node if urlsplit(f"//{node}").port is not None else f"{node}:{_PORT}"
