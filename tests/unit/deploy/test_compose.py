"""docker-compose.yml: valid by the specification, with pinned images, local ports and a graceful stop."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose

from streams.ops.settings import load

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", TEXT))
"""The file with default values for its variables."""
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


def test_it_is_valid_by_the_compose_specification() -> None:
    parsed = PyCompose.from_json(json.dumps(COMPOSE))
    assert set(parsed.service_names()) == set(SERVICES)


def test_the_check_would_find_a_mistake() -> None:
    with pytest.raises(Exception, match="stop_grace"):
        PyCompose.from_json(json.dumps({"services": {"worker": {"image": "dateline:0.0.0", "stop_grace": "60s"}}}))


@pytest.mark.parametrize("name", SERVICES)
def test_images_are_pinned_to_a_version(name: str) -> None:
    assert re.search(r":v?\d+\.\d+\.\d+$", SERVICES[name]["image"])


@pytest.mark.parametrize("name", SERVICES)
def test_ports_are_open_to_this_machine_only(name: str) -> None:
    assert all(port.startswith("127.0.0.1:") for port in SERVICES[name].get("ports", []))


def test_workers_can_be_scaled() -> None:
    """A fixed host port or container name would prevent a second worker."""
    assert not {"ports", "container_name", "hostname"} & set(SERVICES["worker"])


@pytest.mark.parametrize("name", ["worker", "door"])
def test_it_has_time_to_finish(name: str) -> None:
    worker = SERVICES[name]
    grace = int(worker["stop_grace_period"].removesuffix("s"))
    assert grace >= 10 + float(worker["environment"]["DATELINE_SHUTDOWN_SECONDS"])


@pytest.mark.parametrize("name", ["worker", "topics", "door", "desk"])
def test_the_root_file_system_is_read_only_but_for_temporary_files(name: str) -> None:
    assert SERVICES[name]["read_only"]
    assert SERVICES[name]["tmpfs"] == ["/tmp"]


def test_topics_are_made_once_before_the_workers_start() -> None:
    for name in ("worker", "door", "desk"):
        assert SERVICES[name]["depends_on"]["topics"]["condition"] == "service_completed_successfully"
    assert SERVICES["topics"]["depends_on"]["kafka"]["condition"] == "service_healthy"


def test_mounted_files_exist() -> None:
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert (ROOT / source).exists() if source.startswith("./") else source in COMPOSE["volumes"]


@pytest.mark.parametrize("name", [name for name in SERVICES if name not in ("topics", "worker")])
def test_every_service_has_a_health_check(name: str) -> None:
    """The health check of the workers is in their image, and `topics` ends."""
    assert SERVICES[name]["healthcheck"]["test"]


def test_the_http_api_starts_only_with_its_profile() -> None:
    assert [name for name, service in SERVICES.items() if "profiles" in service] == ["door"]
    port = load().door_port
    assert SERVICES["door"]["ports"] == [f"127.0.0.1:{port}:{port}"]


def test_the_desk_keeps_its_file_where_it_may_write() -> None:
    desk, port = SERVICES["desk"], load().desk_port
    assert desk["ports"] == [f"127.0.0.1:{port}:{port}"]
    folder = desk["volumes"][0].partition(":")[2]
    assert desk["environment"]["DATELINE_DESK_FILE"].startswith(folder + "/")
    made = (ROOT / "deploy/Dockerfile").read_text(encoding="utf-8")
    assert f"install --directory --owner 65532 --group 65532 {folder}" in made
