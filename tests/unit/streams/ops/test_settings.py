"""Settings: their sources, and errors that name every wrong setting at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from streams.contract.errors import Misconfigured
from streams.ops.settings import Settings, load


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_environment_then_dotenv_then_toml(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first source that sets a value wins."""
    Path("dateline.toml").write_text('group = "toml"\ntopic_prefix = "toml."\nmodel = "toml"\n', encoding="utf-8")
    Path(".env").write_text("DATELINE_GROUP=dotenv\nDATELINE_TOPIC_PREFIX=dotenv.\n", encoding="utf-8")
    monkeypatch.setenv("DATELINE_GROUP", "environment")
    settings = load()
    assert (settings.group, settings.topic_prefix, settings.model) == ("environment", "dotenv.", "toml")


def test_options_win(monkeypatch: pytest.MonkeyPatch) -> None:
    """An option that is not given does not change the setting."""
    monkeypatch.setenv("DATELINE_PROCESSES", "3")
    assert load(processes=5).processes == 5
    assert load(processes=None).processes == 3


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compose files pass empty variables."""
    monkeypatch.setenv("DATELINE_ROUTES", "")
    monkeypatch.setenv("DATELINE_METRICS_PORT", "")
    assert load().routes is None
    assert load().metrics_port == 9108


def test_every_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """One message names all of them."""
    monkeypatch.setenv("DATELINE_BROKER", "nowhere")
    monkeypatch.setenv("DATELINE_PROCESSES", "none")
    monkeypatch.setenv("DATELINE_DEAD_RATIO", "2")
    with pytest.raises(Misconfigured) as raised:
        load()
    for name in ("DATELINE_BROKER: 'nowhere' is not host:port", "DATELINE_PROCESSES", "DATELINE_DEAD_RATIO"):
        assert name in str(raised.value)


@pytest.mark.parametrize("wrong", ["", ",", "host", "host:", ":9092", "host:0", "host:70000", "a:1,b"])
def test_brokers_are_host_and_port(wrong: str) -> None:
    """Each broker is checked."""
    with pytest.raises(Misconfigured, match="DATELINE_BROKER"):
        load(broker=wrong)


def test_several_brokers() -> None:
    """Brokers are separated by commas, with optional spaces, and IPv6 addresses are in brackets."""
    assert load(broker="a:1, b:2,[::1]:3").broker == ["a:1", "b:2", "[::1]:3"]


def test_sasl_needs_a_user() -> None:
    """It needs a password too."""
    with pytest.raises(Misconfigured, match="DATELINE_SASL_USERNAME and DATELINE_SASL_PASSWORD"):
        load(security_protocol="SASL_SSL", sasl_username="someone")


def test_the_password_is_not_shown() -> None:
    """It is neither in the repr nor in a dump."""
    settings = load(security_protocol="SASL_SSL", sasl_username="someone", sasl_password="open sesame")
    assert "sesame" not in repr(settings) + str(settings.model_dump())


def test_every_setting_is_described() -> None:
    """The help and the README are generated from the descriptions."""
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_a_broken_settings_file_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no traceback."""
    (tmp_path / "dateline.toml").write_text("broker = [", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Misconfigured, match=r"dateline\.toml cannot be read"):
        load()


def test_a_name_that_is_no_setting_is_warned_of(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The warning suggests the nearest setting. Variables without our prefix are ignored."""
    monkeypatch.setenv("DATELINE_BROKERS", "a:1")
    monkeypatch.setenv("DATELINE_FROBNICATE", "1")
    Path(".env").write_text("DATELINE_PROCESES=2\nPOSTGRES_USER=x\n", encoding="utf-8")
    Path("dateline.toml").write_text('sasl_pasword = "open sesame"\ngroup = "g"\n', encoding="utf-8")
    assert load().group == "g"
    assert [record.getMessage() for record in caplog.records] == [
        "DATELINE_BROKERS in the environment is not a setting and has no effect: did you mean DATELINE_BROKER?",
        "DATELINE_FROBNICATE in the environment is not a setting and has no effect",
        "DATELINE_PROCESES in .env is not a setting and has no effect: did you mean DATELINE_PROCESSES?",
        "sasl_pasword in dateline.toml is not a setting and has no effect: did you mean sasl_password?",
    ]


def test_every_setting_is_known(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Upper and lower case are accepted, and empty values too."""
    for name in Settings.model_fields:
        monkeypatch.setenv(f"DATELINE_{name.upper()}", "")
    Path(".env").write_text("dateline_group=g\n", encoding="utf-8")
    load()
    assert not caplog.records
