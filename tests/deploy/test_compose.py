"""The compose files: what they set is a setting, and every service has its limits."""

import re
import shutil
import subprocess
from typing import Any

import pytest

from bot.settings import Settings
from knowledge.storage.remote.address import address_of
from tests.deploy.compose import ROOT, services, variables

CLUSTER = (ROOT / "compose.cluster.yaml").read_text(encoding="utf-8")
ONE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
EXAMPLE = (ROOT / "deploy/cluster.env.example").read_text(encoding="utf-8")
GIVEN = {
    "BOT_TOKEN": "123456789:" + "a" * 35,
    "BOT_ADMIN_IDS": "1,2",
    "BOT_WEBHOOK_SECRET": "s" * 40,
    "PUBLIC_HOST": "bot.example.org",
    "OPENSEARCH_ADMIN_PASSWORD": "admins",
    "READER_PASSWORD": "readers",
    "BUILDER_PASSWORD": "builders",
    "POSTGRES_PASSWORD": "memorys",
}
SERVICES = services(CLUSTER, GIVEN)
OWN = ("bot-1", "bot-2", "index")


def settings_of(service: dict[str, Any]) -> Settings:
    environment = {name.lower(): value for name, value in service["environment"].items() if value}
    return Settings.model_validate(environment)


@pytest.mark.parametrize(
    ("file", "name"), [(ONE, "bot"), *((CLUSTER, name) for name in SERVICES)], ids=lambda value: value[:20]
)
def test_every_service_has_limits_and_no_privileges(file: str, name: str) -> None:
    service = services(file, GIVEN)[name]
    assert service["logging"]["options"] == {"max-size": "10m", "max-file": "3"}
    assert 0 < service["pids_limit"] <= 2000
    assert re.fullmatch(r"\d+[mg]", service["mem_limit"])
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]


@pytest.mark.parametrize("name", [*OWN, "nginx", "users"])
def test_what_needs_no_disk_has_a_read_only_file_system(name: str) -> None:
    assert SERVICES[name]["read_only"] is True
    assert SERVICES[name]["tmpfs"] == ["/tmp"]


@pytest.mark.parametrize("name", OWN)
def test_every_variable_of_the_bots_is_a_setting_with_a_value_that_it_takes(name: str) -> None:
    assert {each.lower() for each in SERVICES[name]["environment"]} <= set(Settings.model_fields)
    settings_of(SERVICES[name])


def test_every_variable_is_in_the_example_and_no_other() -> None:
    assert set(re.findall(r"^([A-Z_]+)=", EXAMPLE, re.MULTILINE)) == set(variables(CLUSTER))


def test_no_password_has_a_default() -> None:
    secret = {name for name in variables(CLUSTER) if re.search("PASSWORD|SECRET|TOKEN", name)}
    assert secret == {name for name in secret if variables(CLUSTER)[name]}
    assert not re.search(r"(PASSWORD|SECRET|TOKEN)=.", EXAMPLE)


def test_bots_read_as_one_user_and_the_builder_writes_as_another() -> None:
    reading, writing = (
        address_of(SERVICES[name]["environment"]["KNOWLEDGE_URL"]) for name in ("bot-1", "index")
    )
    assert reading.login == ("reader", "readers")
    assert writing.login == ("builder", "builders")
    assert (reading.nodes, reading.name) == (writing.nodes, writing.name)
    assert reading.nodes == ("https://opensearch:9200",)


def test_the_admins_password_is_with_opensearch_and_the_users_alone() -> None:
    holding = {name for name, service in SERVICES.items() if "admins" in str(service)}
    assert holding == {"opensearch", "users"}


def test_bots_are_the_same_but_for_their_folders() -> None:
    first, second = ({**SERVICES[name], "volumes": None} for name in ("bot-1", "bot-2"))
    assert first == second
    folders = {
        volume.split(":")[0] for name in OWN for volume in SERVICES[name]["volumes"] if ":/data" in volume
    }
    assert len(folders) == len(OWN)


def test_only_nginx_is_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]


def test_the_webhooks_path_is_the_one_that_nginx_passes_on() -> None:
    address = settings_of(SERVICES["bot-1"]).bot_webhook_url
    passed = re.findall(
        r"location (?:= )?(\S+) \{ proxy_pass", (ROOT / "deploy/nginx/nginx.conf").read_text(encoding="utf-8")
    )
    assert address == "https://bot.example.org/telegram"
    assert passed == ["/telegram", "/healthz"]


def test_files_that_are_mounted_from_the_project_exist() -> None:
    mounted = [
        volume.split(":")[0]
        for service in SERVICES.values()
        for volume in service.get("volumes", ())
        if isinstance(volume, str) and volume.startswith("./deploy/")
    ]
    assert len(mounted) == 2
    assert all((ROOT / path).is_file() for path in mounted)


@pytest.mark.parametrize("name", ["compose.yaml", "compose.cluster.yaml"])
def test_docker_reads_the_file(name: str, tmp_path: Any) -> None:
    docker = shutil.which("docker")
    if (
        docker is None
        or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode
    ):
        pytest.skip("docker compose is not on this machine")
    given = tmp_path / "given.env"
    given.write_text("".join(f"{key}={value}\n" for key, value in GIVEN.items()), encoding="utf-8")
    (tmp_path / ".env").touch()
    copy = tmp_path / name
    shutil.copy(ROOT / name, copy)
    command = [docker, "compose", "--env-file", str(given), "--file", str(copy), "config", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
