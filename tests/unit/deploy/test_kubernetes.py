"""Kubernetes manifests: they build, match the schemas, are locked down, and never scale beyond the partitions."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from tests.support.patience import PATIENCE_SECONDS

DEPLOY = Path(__file__).parents[3] / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
CUSTOM = {"ScaledObject", "TriggerAuthentication", "PodMonitor", "PrometheusRule"}
"""Schemas of KEDA and the Prometheus operator, which Kubernetes's own schemas lack."""
VERSIONS = ("1.30", "1.33")
RENDERED = ("base", "overlays/example")
BUILD = ["kubectl", "kustomize"] if shutil.which("kubectl") else ["kustomize", "build"]
pytestmark = pytest.mark.skipif(shutil.which(BUILD[0]) is None, reason="neither kubectl nor kustomize is on the PATH")


@cache
def manifests(name: str) -> list[dict[str, Any]]:
    """Return the manifests that would be applied."""
    done = subprocess.run([*BUILD, KUBERNETES / name], capture_output=True, text=True, timeout=PATIENCE_SECONDS)
    assert done.returncode == 0, done.stderr
    return list(yaml.safe_load_all(done.stdout))


def of(name: str, kind: str) -> dict[str, Any]:
    """Return the only manifest of this kind; among settings and dashboards, the settings."""
    (found,) = [manifest for manifest in manifests(name) if manifest["kind"] == kind and not _is_dashboards(manifest)]
    return found


def _is_dashboards(manifest: dict[str, Any]) -> bool:
    return "grafana_dashboard" in manifest["metadata"].get("labels", {})


def pod(name: str) -> dict[str, Any]:
    """Return the worker's pod."""
    return dict(of(name, "Deployment")["spec"]["template"]["spec"])


def settings(name: str) -> dict[str, str]:
    """Return the settings that its containers get."""
    configuration = of(name, "ConfigMap")
    for container in (*pod(name)["containers"], *pod(name)["initContainers"]):
        assert container["envFrom"][0]["configMapRef"]["name"] == configuration["metadata"]["name"]
    return dict(configuration["data"])


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", RENDERED)
def test_they_fit_the_schemas(name: str, version: str) -> None:
    checked = [manifest for manifest in manifests(name) if manifest["kind"] not in CUSTOM]
    assert {"Deployment", "PodDisruptionBudget", "NetworkPolicy"} <= {manifest["kind"] for manifest in checked}
    for manifest in checked:
        kubernetes_validate.validate(manifest, version, strict=True)


def test_the_check_would_find_a_mistake() -> None:
    broken = yaml.safe_load(yaml.safe_dump(of("base", "Deployment")))
    broken["spec"]["template"]["spec"]["containers"][0]["volumeMount"] = []
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(broken, VERSIONS[0], strict=True)


@pytest.mark.parametrize("name", RENDERED)
def test_it_never_scales_beyond_the_partitions(name: str) -> None:
    scaling = of(name, "ScaledObject")["spec"]
    assert scaling["maxReplicaCount"] == int(settings(name)["DATELINE_PARTITIONS"])
    assert scaling["scaleTargetRef"]["name"] == of(name, "Deployment")["metadata"]["name"]
    assert "replicas" not in of(name, "Deployment")["spec"]
    (trigger,) = scaling["triggers"]
    assert trigger["metadata"]["bootstrapServers"] == settings(name)["DATELINE_BROKER"]
    assert (trigger["metadata"]["consumerGroup"], trigger["metadata"]["topic"]) == ("dateline", "articles.raw")


@pytest.mark.parametrize("name", RENDERED)
def test_a_worker_has_time_to_finish_and_memory_for_its_readers(name: str) -> None:
    given = settings(name)
    assert pod(name)["terminationGracePeriodSeconds"] >= float(given["DATELINE_SHUTDOWN_SECONDS"]) + 10
    (worker,) = pod(name)["containers"]
    readers = int(given["DATELINE_PROCESSES"]) * int(given["DATELINE_READER_MEMORY_BYTES"])
    assert int(worker["resources"]["limits"]["memory"].removesuffix("Mi")) * 2**20 >= readers + 2**28
    assert worker["resources"]["requests"]["cpu"] == given["DATELINE_PROCESSES"]


@pytest.mark.parametrize("name", RENDERED)
def test_containers_are_locked_down(name: str) -> None:
    spec = pod(name)
    assert spec["securityContext"]["runAsNonRoot"]
    assert spec["automountServiceAccountToken"] is False
    for container in (*spec["containers"], *spec["initContainers"]):
        closed = container["securityContext"]
        assert closed["readOnlyRootFilesystem"]
        assert "/tmp" in {mount["mountPath"] for mount in container["volumeMounts"]}
        assert not closed["allowPrivilegeEscalation"]
        assert closed["capabilities"]["drop"] == ["ALL"]


@pytest.mark.parametrize("name", RENDERED)
def test_pod_selectors_select_the_workers(name: str) -> None:
    labels = of(name, "Deployment")["spec"]["template"]["metadata"]["labels"]
    selectors = (
        of(name, "PodDisruptionBudget")["spec"]["selector"]["matchLabels"],
        of(name, "NetworkPolicy")["spec"]["podSelector"]["matchLabels"],
        of(name, "PodMonitor")["spec"]["selector"]["matchLabels"],
    )
    for selector in selectors:
        assert selector.items() <= labels.items()


def test_secrets_have_the_names_that_are_read() -> None:
    secrets = {m["metadata"]["name"]: m["data"] for m in manifests("overlays/example") if m["kind"] == "Secret"}
    for target in of("overlays/example", "TriggerAuthentication")["spec"]["secretTargetRef"]:
        assert target["key"] in secrets[target["name"]]
    (worker,) = pod("overlays/example")["containers"]
    assert worker["envFrom"][1]["secretRef"]["name"] in secrets
    mounted = [volume["secret"]["secretName"] for volume in pod("overlays/example")["volumes"] if "secret" in volume]
    assert mounted
    assert set(mounted) <= set(secrets)


def test_dashboards_and_rules_equal_those_of_compose() -> None:
    """Every dashboard and every rule is the same as in the files."""
    (dashboards,) = filter(_is_dashboards, manifests("overlays/example"))
    files = (DEPLOY / "grafana/dashboards").glob("*.json")
    assert dashboards["data"] == {file.name: file.read_text("utf-8") for file in files}
    groups = [
        group
        for file in sorted((DEPLOY / "prometheus").glob("*.rules.yml"))
        for group in yaml.safe_load(file.read_text("utf-8"))["groups"]
    ]
    rendered = of("overlays/example", "PrometheusRule")["spec"]["groups"]
    assert sorted(rendered, key=str) == sorted(groups, key=str)
