"""Settings: one frozen model, the only reader of the environment. An unknown ``ABSAH_`` variable is an error."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import AnyHttpUrl, Field, TypeAdapter, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX: Final = "ABSAH_"
LONGEST_SOCKET_PATH: Final = 100
"""Longest path in bytes for a unix socket: the kernel takes 107 (``sun_path``, unix(7)), macOS 103."""


class Environment(StrEnum):
    """Where this process runs. Production refuses answers of a fixture registry."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class SecondReader(StrEnum):
    """When the second OCR engine reads too: never, where the first is unsure or a value matters, or every value."""

    OFF = "off"
    WHEN_UNSURE = "when_unsure"
    ALWAYS = "always"


class Settings(BaseSettings):
    """What may be set, each by ``ABSAH_<NAME>``. Sizes in bytes, times in seconds, memory in MiB.

    ``database_url`` and ``redis_url`` default to SQLite and to a private unix socket in ``data_dir``;
    ``registries_url`` None means that no registry is configured. ``packs_dir`` is a folder of the operator's own
    packs of dated facts: a file in it replaces ours of the same name. ``trust_dir`` is a folder of the certificates of
    authorities (BSrE and other PSrE, Peruri) whose electronic signatures in PDFs are trusted; ours ships none.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    environment: Environment = Environment.DEVELOPMENT
    data_dir: Path = Path("var")
    database_url: str | None = None
    redis_url: str | None = None
    registries_url: str | None = None
    packs_dir: Path | None = None
    trust_dir: Path | None = None

    max_upload_bytes: Annotated[int, Field(gt=0)] = 50 * 1024 * 1024
    max_pages: Annotated[int, Field(gt=0, le=500)] = 50
    max_pixels: Annotated[int, Field(gt=0)] = 50_000_000
    decoder_timeout_s: Annotated[int, Field(gt=0)] = 60
    decoder_cpu_s: Annotated[int, Field(gt=0)] = 40
    decoder_memory_mib: Annotated[int, Field(ge=128)] = 1024
    ocr_timeout_s: Annotated[float, Field(gt=0)] = 60.0
    job_timeout_s: Annotated[int, Field(gt=0)] = 900
    registry_connect_timeout_s: Annotated[float, Field(gt=0)] = 3.0
    registry_timeout_s: Annotated[float, Field(gt=0)] = 10.0
    recovery_interval_s: Annotated[float, Field(gt=0)] = 30.0
    second_reader: SecondReader = SecondReader.WHEN_UNSURE

    http_host: str = "127.0.0.1"
    http_port: Annotated[int, Field(ge=0, le=65535)] = 8000
    log_level: str = "INFO"

    @model_validator(mode="after")
    def _no_unknown_variable(self) -> Self:
        known = {f"{PREFIX}{name}".upper() for name in type(self).model_fields}
        unknown = sorted(name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known)
        if unknown:
            raise ValueError(f"unknown settings: {', '.join(unknown)}; known are {', '.join(sorted(known))}")
        return self

    @field_validator("registries_url", mode="after")
    @classmethod
    def _registries_are_http(cls, value: str | None) -> str | None:
        if value is None or value.strip().lower() in {"", "none"}:
            return None
        return str(TypeAdapter(AnyHttpUrl).validate_python(value)).rstrip("/")

    @field_validator("data_dir", mode="after")
    @classmethod
    def _data_dir_is_absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("packs_dir", "trust_dir", mode="before")
    @classmethod
    def _no_folder_can_be_said(cls, value: object) -> object:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("packs_dir", "trust_dir", mode="after")
    @classmethod
    def _own_folders_are_absolute(cls, value: Path | None) -> Path | None:
        return value.expanduser().absolute() if value else None

    @property
    def is_production(self) -> bool:
        """Whether fixture answers and other helps of development are refused."""
        return self.environment is Environment.PRODUCTION

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database."""
        return self.database_url or f"sqlite:///{self.data_dir / 'absah.sqlite3'}"

    @property
    def redis_dir(self) -> Path:
        """Where the private Redis keeps its append-only file."""
        return self.data_dir / "redis"

    @property
    def redis(self) -> str:
        """The address of Redis; by default the private socket of the data folder."""
        return self.redis_url or f"unix://{self.redis_dir / 'redis.sock'}"

    @property
    def blobs_dir(self) -> Path:
        """Where originals and page images lie, by SHA-256."""
        return self.data_dir / "blobs"

    @property
    def drops_dir(self) -> Path:
        """Where portals inside the network drop files: ``drops/<portal>/<drop_name>``."""
        return self.data_dir / "drops"

    @property
    def bundles_dir(self) -> Path:
        """Where bundles are written."""
        return self.data_dir / "bundles"

    def environment_of(self, **changes: object) -> dict[str, str]:
        """Return the environment for a child process of ours that must see the same settings, with ``changes``."""
        values = {**self.model_dump(mode="json"), **changes}
        ours = {f"{PREFIX}{name.upper()}": str(value) for name, value in values.items() if value is not None}
        kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(PREFIX)}
        return {**kept, **ours}
