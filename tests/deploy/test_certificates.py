"""Certificates and users of the cluster: the scripts are run, and the bot's own client meets what they made."""

import os
import shutil
import socket
import ssl
import subprocess
from pathlib import Path

import pytest

from knowledge.errors import ClusterAway, ClusterError
from knowledge.storage.remote.address import address_of
from knowledge.storage.remote.cluster import Cluster
from tests.deploy.cluster_double import ClusterDouble, running
from tests.deploy.compose import ROOT

SCRIPTS = ROOT / "deploy/opensearch"
BASH, CURL = shutil.which("bash"), shutil.which("curl")
pytestmark = pytest.mark.skipif(
    BASH is None or CURL is None or shutil.which("openssl") is None,
    reason="bash, curl or openssl is not on this machine",
)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    make(folder, "opensearch", "localhost")
    return folder


def make(folder: Path, *names: str) -> None:
    assert BASH is not None
    command = [BASH, str(SCRIPTS / "certificates.sh"), str(folder), *names]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def double(certificates: Path) -> ClusterDouble:
    return ClusterDouble({"admin": "Admins-1", "reader": "readers"})


def check(port: int, authority: Path | None, login: str = "reader:readers@", host: str = "localhost") -> None:
    cluster = Cluster(
        address_of(f"https://{login}{host}:{port}/verbatim"),
        certificates=str(authority) if authority else None,
    )
    try:
        cluster.check()
    finally:
        cluster.close()


def test_a_bot_with_the_authority_trusts_the_cluster(certificates: Path, double: ClusterDouble) -> None:
    with running(double, certificates / "node.pem", certificates / "node-key.pem"):
        check(double.port, certificates / "authority.pem")


def test_certificates_stand_the_strict_rules_of_newer_pythons(
    certificates: Path, double: ClusterDouble
) -> None:
    context = ssl.create_default_context(cafile=certificates / "authority.pem")
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    with (
        running(double, certificates / "node.pem", certificates / "node-key.pem"),
        socket.create_connection(("127.0.0.1", double.port)) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as checked,
    ):
        assert checked.version() in {"TLSv1.2", "TLSv1.3"}


@pytest.mark.parametrize(
    ("authority", "host"),
    [(False, "localhost"), (True, "127.0.0.1")],
    ids=["signed by nobody that is known", "of another host"],
)
def test_a_bot_does_not_talk_to_a_cluster_that_it_cannot_trust(
    certificates: Path, double: ClusterDouble, authority: bool, host: str
) -> None:
    with (
        running(double, certificates / "node.pem", certificates / "node-key.pem"),
        pytest.raises(ClusterAway) as refused,
    ):
        check(double.port, certificates / "authority.pem" if authority else None, host=host)
    assert "its certificate is not trusted" in str(refused.value.__cause__)


def test_a_wrong_password_is_said_without_repeating_it(certificates: Path, double: ClusterDouble) -> None:
    with (
        running(double, certificates / "node.pem", certificates / "node-key.pem"),
        pytest.raises(ClusterError, match="refuses the user or the password") as refused,
    ):
        check(double.port, certificates / "authority.pem", "reader:mistaken@")
    assert "mistaken" not in str(refused.value)


def test_another_certificate_keeps_the_authority(certificates: Path, tmp_path: Path) -> None:
    shutil.copytree(certificates, tmp_path / "again")
    authority = (tmp_path / "again/authority.pem").read_bytes()
    node = (tmp_path / "again/node.pem").read_bytes()
    make(tmp_path / "again", "node-1", "node-2")
    assert (tmp_path / "again/authority.pem").read_bytes() == authority
    assert (tmp_path / "again/node.pem").read_bytes() != node


def test_keys_are_for_their_owner_alone(certificates: Path) -> None:
    for name in ("node-key.pem", "authority-key.pem"):
        assert (certificates / name).stat().st_mode & 0o077 == 0


def users(
    double: ClusterDouble, authority: Path, given: str = "Admins-1"
) -> subprocess.CompletedProcess[str]:
    assert BASH is not None
    return subprocess.run(
        [BASH, str(SCRIPTS / "users.sh")],
        env=os.environ
        | {
            "ADMIN_PASSWORD": given,
            "READER_PASSWORD": "readers",
            "BUILDER_PASSWORD": "builders",
            "CLUSTER": f"https://localhost:{double.port}",
            "CERTIFICATES": str(authority),
            "BASES": "verbatim*",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_users_have_the_rights_that_they_need_once_the_cluster_is_ready(
    certificates: Path, double: ClusterDouble
) -> None:
    double.not_ready = 1
    with running(double, certificates / "node.pem", certificates / "node-key.pem"):
        done = users(double, certificates / "authority.pem")
    assert done.returncode == 0, done.stderr
    api = "/_plugins/_security/api"
    reader, builder = (double.kept[f"{api}/roles/verbatim-{name}"] for name in ("reader", "builder"))
    assert reader["index_permissions"] == [
        {"index_patterns": ["verbatim*"], "allowed_actions": ["read", "indices:admin/aliases/get"]}
    ]
    assert builder["index_permissions"] == [
        {"index_patterns": ["verbatim*"], "allowed_actions": ["indices_all"]}
    ]
    assert double.kept[f"{api}/internalusers/reader"] == {
        "password": "readers",
        "opendistro_security_roles": ["verbatim-reader"],
    }
    assert double.kept[f"{api}/internalusers/builder"]["opendistro_security_roles"] == ["verbatim-builder"]


def test_users_that_cannot_be_made_are_an_error_without_a_password(
    certificates: Path, double: ClusterDouble
) -> None:
    with running(double, certificates / "node.pem", certificates / "node-key.pem"):
        done = users(double, certificates / "authority.pem", given="Mistaken-1")
    assert done.returncode != 0
    assert not double.kept
    assert "Mistaken-1" not in done.stdout + done.stderr
