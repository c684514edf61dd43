"""The Kubernetes component of the HTTP API: it builds with the base, matches the schemas, and needs a token."""

from __future__ import annotations

import os
import subprocess
from typing import Any

import kubernetes_validate
import pytest
import yaml

from streams.ops.settings import load
from tests.support.patience import PATIENCE_SECONDS
from tests.unit.deploy.test_kubernetes import BUILD, CUSTOM, KUBERNETES, VERSIONS, manifests, pytestmark

__all__ = ["pytestmark"]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Return the base with the HTTP API, as an overlay would have it."""
    folder = tmp_path_factory.mktemp("overlay").resolve()
    named = {
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": [os.path.relpath(KUBERNETES.resolve() / "base", folder)],
        "components": [os.path.relpath(KUBERNETES.resolve() / "components/door", folder)],
    }
    (folder / "kustomization.yaml").write_text(yaml.safe_dump(named), encoding="utf-8")
    done = subprocess.run([*BUILD, folder], capture_output=True, text=True, timeout=PATIENCE_SECONDS)
    assert done.returncode == 0, done.stderr
    return list(yaml.safe_load_all(done.stdout))


def of(rendered: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    """Return the HTTP API's manifest of a kind."""
    (found,) = [m for m in rendered if m["kind"] == kind and m["metadata"]["name"] == "dateline-door"]
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_it_fits_the_schemas(rendered: list[dict[str, Any]], version: str) -> None:
    for manifest in rendered:
        if manifest["kind"] not in CUSTOM:
            kubernetes_validate.validate(manifest, version, strict=True)


def test_the_base_is_as_it_was(rendered: list[dict[str, Any]]) -> None:
    assert [m for m in rendered if m["metadata"]["name"] != "dateline-door"] == manifests("base")


def test_pod_selectors_select_only_the_http_api(rendered: list[dict[str, Any]]) -> None:
    labels = of(rendered, "Deployment")["spec"]["template"]["metadata"]["labels"]
    selectors = (
        of(rendered, "Service")["spec"]["selector"],
        of(rendered, "PodDisruptionBudget")["spec"]["selector"]["matchLabels"],
        of(rendered, "NetworkPolicy")["spec"]["podSelector"]["matchLabels"],
        of(rendered, "PodMonitor")["spec"]["selector"]["matchLabels"],
    )
    for selector in selectors:
        assert {"app.kubernetes.io/component": "door"}.items() <= selector.items() <= labels.items()
    (workers,) = [m for m in rendered if m["kind"] == "Deployment" and m["metadata"]["name"] == "dateline-worker"]
    assert workers["spec"]["template"]["metadata"]["labels"] != labels


def test_the_http_api_needs_a_token(rendered: list[dict[str, Any]]) -> None:
    pod = of(rendered, "Deployment")["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert pod["automountServiceAccountToken"] is False
    assert container["securityContext"]["readOnlyRootFilesystem"]
    assert container["securityContext"]["capabilities"]["drop"] == ["ALL"]
    secrets = [source["secretRef"] for source in container["envFrom"] if "secretRef" in source]
    assert {"name": "dateline-door"} in secrets
    assert "DATELINE_DOOR_OPEN" not in str(container)


def test_ports_times_and_memory_fit_the_settings(rendered: list[dict[str, Any]]) -> None:
    settings = load()
    pod = of(rendered, "Deployment")["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    ports = {port["name"]: port["containerPort"] for port in container["ports"]}
    assert ports == {"http": settings.door_port, "metrics": settings.metrics_port}
    (rule,) = of(rendered, "NetworkPolicy")["spec"]["ingress"]
    assert rule["ports"] == [{"protocol": "TCP", "port": settings.door_port}]
    pause = float(container["lifecycle"]["preStop"]["exec"]["command"][1])
    assert pod["terminationGracePeriodSeconds"] >= pause + settings.shutdown_seconds + 10
    memory = int(container["resources"]["limits"]["memory"].removesuffix("Mi")) * 2**20
    assert memory >= 3 * settings.door_in_flight_bytes + 2**27
