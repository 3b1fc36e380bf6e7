"""Settings: what may be set, and what is refused."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from worker.settings import Environment, Settings


@pytest.fixture(autouse=True)
def _no_settings_of_ours(monkeypatch):
    import os

    for name in list(os.environ):
        if name.startswith("ABSAH_"):
            monkeypatch.delenv(name)


def test_defaults_keep_everything_in_the_data_folder(tmp_path):
    settings = Settings(data_dir=tmp_path)
    assert settings.database == f"sqlite:///{tmp_path}/absah.sqlite3"
    assert settings.redis == f"unix://{tmp_path}/redis/redis.sock"
    assert settings.registries_url is None
    assert {settings.blobs_dir, settings.drops_dir, settings.bundles_dir} == {
        tmp_path / "blobs",
        tmp_path / "drops",
        tmp_path / "bundles",
    }


def test_the_environment_sets_them(monkeypatch):
    monkeypatch.setenv("ABSAH_ENVIRONMENT", "production")
    monkeypatch.setenv("ABSAH_REGISTRIES_URL", "https://registries.example.go.id/")
    settings = Settings()
    assert settings.environment is Environment.PRODUCTION
    assert settings.registries_url == "https://registries.example.go.id"


def test_a_misspelt_variable_is_an_error_that_names_it(monkeypatch):
    monkeypatch.setenv("ABSAH_REGISTRY_URL", "http://127.0.0.1:1")
    with pytest.raises(ValidationError, match="ABSAH_REGISTRY_URL"):
        Settings()


@pytest.mark.parametrize("value", ["none", "NONE", "", " "])
def test_no_registry_can_be_said(value):
    assert Settings(registries_url=value).registries_url is None


@pytest.mark.parametrize("value", ["ftp://x", "registries", "file:///etc/passwd"])
def test_a_registry_address_must_be_http(value):
    with pytest.raises(ValidationError):
        Settings(registries_url=value)


def test_settings_cannot_be_changed():
    with pytest.raises(ValidationError):
        Settings().http_port = 1


def test_a_child_sees_the_same_settings(monkeypatch, tmp_path):
    settings = Settings(data_dir=tmp_path, http_port=1234, registries_url="http://127.0.0.1:9")
    for name, value in settings.environment_of().items():
        monkeypatch.setenv(name, value)
    assert Settings() == settings


@pytest.mark.parametrize("name", ["packs_dir", "trust_dir"])
def test_the_operator_s_own_folders_are_absolute_and_can_be_left_out(monkeypatch, tmp_path, name):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(f"ABSAH_{name.upper()}", "own")
    assert getattr(Settings(), name) == tmp_path / "own"
    monkeypatch.setenv(f"ABSAH_{name.upper()}", " ")
    assert getattr(Settings(), name) is None


def test_the_data_folder_is_absolute(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert Settings(data_dir=Path("somewhere")).data_dir == tmp_path / "somewhere"
