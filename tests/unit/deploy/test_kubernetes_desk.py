"""The Kubernetes component of the desk: it builds with the base, matches the schemas, and is locked down."""

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
    """Return the base with the desk, as an overlay would have it."""
    folder = tmp_path_factory.mktemp("overlay").resolve()
    named = {
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": [os.path.relpath(KUBERNETES.resolve() / "base", folder)],
        "components": [os.path.relpath(KUBERNETES.resolve() / "components/desk", folder)],
    }
    (folder / "kustomization.yaml").write_text(yaml.safe_dump(named), encoding="utf-8")
    done = subprocess.run([*BUILD, folder], capture_output=True, text=True, timeout=PATIENCE_SECONDS)
    assert done.returncode == 0, done.stderr
    return list(yaml.safe_load_all(done.stdout))


def pod(rendered: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the desk's pod."""
    (found,) = [m for m in rendered if m["kind"] == "Deployment" and m["metadata"]["name"] == "dateline-desk"]
    spec: dict[str, Any] = found["spec"]["template"]["spec"]
    return spec


@pytest.mark.parametrize("version", VERSIONS)
def test_it_fits_the_schemas(rendered: list[dict[str, Any]], version: str) -> None:
    for manifest in rendered:
        if manifest["kind"] not in CUSTOM:
            kubernetes_validate.validate(manifest, version, strict=True)


def test_the_base_is_as_it_was(rendered: list[dict[str, Any]]) -> None:
    assert [m for m in rendered if m["metadata"]["name"] != "dateline-desk"] == manifests("base")


def test_it_is_closed_and_asks_for_a_token(rendered: list[dict[str, Any]]) -> None:
    spec = pod(rendered)
    (container,) = spec["containers"]
    assert spec["securityContext"]["runAsNonRoot"]
    assert container["securityContext"]["readOnlyRootFilesystem"]
    assert {"name": "dateline-desk"} in [s["secretRef"] for s in container["envFrom"] if "secretRef" in s]
    assert "DATELINE_DESK_OPEN" not in str(container)


def test_ports_and_sizes_fit_the_settings(rendered: list[dict[str, Any]]) -> None:
    settings, spec = load(), pod(rendered)
    ports = {port["name"]: port["containerPort"] for port in spec["containers"][0]["ports"]}
    assert ports == {"http": settings.desk_port, "metrics": settings.metrics_port}
    (store,) = [volume for volume in spec["volumes"] if volume["name"] == "store"]
    assert int(store["emptyDir"]["sizeLimit"].removesuffix("Gi")) * 2**30 >= 1.5 * settings.desk_bytes
    (network,) = [m for m in rendered if m["kind"] == "NetworkPolicy" and m["metadata"]["name"] == "dateline-desk"]
    assert network["spec"]["ingress"][0]["ports"] == [{"protocol": "TCP", "port": settings.desk_port}]
