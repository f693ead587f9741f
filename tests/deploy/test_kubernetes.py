"""The manifests: they follow the schemas of Kubernetes, and bots run without rights that they do not need."""

from typing import Any

import pytest
import yaml

from bot.settings import Settings
from tests.deploy.compose import ROOT

FOLDER = ROOT / "deploy/kubernetes"
FILES = sorted(path for path in FOLDER.glob("*.yaml") if path.name != "kustomization.yaml")
MANIFESTS: list[dict[str, Any]] = [
    manifest for path in FILES for manifest in yaml.safe_load_all(path.read_text(encoding="utf-8"))
]
OLDEST, NEWEST = "1.31", "1.35"
_EXAMPLES = {"BOT_TOKEN": "123456789:" + "a" * 35, "BOT_WEBHOOK_SECRET": "s" * 40}


def named(kind: str, name: str) -> dict[str, Any]:
    (found,) = (each for each in MANIFESTS if (each["kind"], each["metadata"]["name"]) == (kind, name))
    return found


def title(manifest: dict[str, Any]) -> str:
    return f"{manifest['kind']}-{manifest['metadata']['name']}"


BOTS = named("Deployment", "verbatim-bots")["spec"]
INDEX = named("CronJob", "verbatim-index")["spec"]
PODS = {
    "bots": BOTS["template"]["spec"],
    "index": INDEX["jobTemplate"]["spec"]["template"]["spec"],
}


def environment(pod: dict[str, Any]) -> dict[str, str]:
    """What the pod's container is given, from everything that it names."""
    (container,) = pod["containers"]
    found: dict[str, str] = {}
    for source in container["envFrom"]:
        if "configMapRef" in source:
            found |= named("ConfigMap", source["configMapRef"]["name"])["data"]
        else:
            found |= named("Secret", source["secretRef"]["name"])["stringData"]
    return found | {each["name"]: each["value"] for each in container.get("env", ())}


@pytest.mark.parametrize("version", [OLDEST, NEWEST])
@pytest.mark.parametrize("manifest", MANIFESTS, ids=title)
def test_every_manifest_follows_the_schema(manifest: dict[str, Any], version: str) -> None:
    validate = pytest.importorskip(
        "kubernetes_validate", reason="kubernetes-validate is not installed"
    ).validate
    validate(manifest, version, strict=True)


def test_the_schemas_refuse_a_wrong_name() -> None:
    kubernetes_validate = pytest.importorskip(
        "kubernetes_validate", reason="kubernetes-validate is not installed"
    )
    wrong = named("PodDisruptionBudget", "verbatim-bots") | {"spec": {"minimumAvailable": 1}}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, NEWEST, strict=True)


def test_the_kustomization_names_every_file_but_the_example() -> None:
    listed = yaml.safe_load((FOLDER / "kustomization.yaml").read_text(encoding="utf-8"))["resources"]
    assert sorted(listed) == [path.name for path in FILES if path.name != "secret.example.yaml"]


def test_no_manifest_names_a_namespace() -> None:
    assert not [title(each) for each in MANIFESTS if "namespace" in each["metadata"]]


@pytest.mark.parametrize("pod", PODS.values(), ids=PODS)
def test_pods_have_no_rights_that_they_do_not_need(pod: dict[str, Any]) -> None:
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["runAsUser"] == 10001  # the image's own
    assert pod["automountServiceAccountToken"] is False
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert container["resources"]["requests"].keys() == {"cpu", "memory"}
    assert "memory" in container["resources"]["limits"]


@pytest.mark.parametrize("pod", PODS.values(), ids=PODS)
def test_what_a_pod_writes_to_is_mounted_and_what_is_mounted_is_there(pod: dict[str, Any]) -> None:
    (container,) = pod["containers"]
    mounted = {each["mountPath"]: each["name"] for each in container["volumeMounts"]}
    assert {"/data", "/tmp"} <= mounted.keys()
    assert set(mounted.values()) == {each["name"] for each in pod["volumes"]}
    claims = {
        each["persistentVolumeClaim"]["claimName"]
        for each in pod["volumes"]
        if "persistentVolumeClaim" in each
    }
    assert claims <= {
        each["metadata"]["name"] for each in MANIFESTS if each["kind"] == "PersistentVolumeClaim"
    }


@pytest.mark.parametrize("pod", PODS.values(), ids=PODS)
def test_every_variable_is_a_setting_with_a_value_that_it_takes(pod: dict[str, Any]) -> None:
    given = environment(pod)
    assert {name.lower() for name in given} <= set(Settings.model_fields)
    real = given | {name: value for name, value in _EXAMPLES.items() if name in given}
    settings = Settings.model_validate({name.lower(): value for name, value in real.items() if value})
    assert settings.knowledge_url is not None


def test_bots_read_as_one_user_and_the_builder_writes_as_another() -> None:
    assert environment(PODS["bots"])["KNOWLEDGE_URL"].startswith("https://reader:")
    assert environment(PODS["index"])["KNOWLEDGE_URL"].startswith("https://builder:")


def test_a_cluster_or_telegram_that_is_away_takes_no_bot_out_of_service() -> None:
    (container,) = PODS["bots"]["containers"]
    asked = {
        container[probe]["httpGet"]["path"] for probe in ("startupProbe", "readinessProbe", "livenessProbe")
    }
    assert asked == {"/metrics"}  # /healthz is red then


def test_one_bot_serves_while_another_is_replaced() -> None:
    assert BOTS["replicas"] >= 2
    assert BOTS["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    budget = named("PodDisruptionBudget", "verbatim-bots")["spec"]
    assert budget["minAvailable"] == 1
    assert budget["selector"] == BOTS["selector"]
    assert named("Service", "verbatim-bots")["spec"]["selector"] == BOTS["template"]["metadata"]["labels"]


def test_one_builder_runs_at_a_time() -> None:
    assert INDEX["concurrencyPolicy"] == "Forbid"


def test_the_ingress_passes_on_the_webhooks_path_alone() -> None:
    (rule,) = named("Ingress", "verbatim")["spec"]["rules"]
    (path,) = rule["http"]["paths"]
    assert path["pathType"] == "Exact"
    assert environment(PODS["bots"])["BOT_WEBHOOK_URL"] == f"https://{rule['host']}{path['path']}"
