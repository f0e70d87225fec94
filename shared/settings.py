"""The one settings class: read once when a process starts, passed on from there."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What a process needs to know. Every value has a working default but the secrets.

    Read from `HUANJIE_<NAME>`, and for one service from `HUANJIE_<SERVICE>_<NAME>`, which wins.
    """

    model_config = SettingsConfigDict(env_prefix="HUANJIE_", extra="ignore", frozen=True)

    service: str = ""
    database_url: SecretStr = SecretStr("postgresql+psycopg://localhost/huanjie")
    events_url: SecretStr = SecretStr("")  # postgresql+psycopg://… (event log) or kafka://host:port
    kafka_partitions: int = 6

    host: str = "127.0.0.1"
    port: int = 8000
    roster_url: str = "http://127.0.0.1:8001"
    roster_timeout_seconds: float = 5.0

    token_issuer: str = "https://issuer.huanjie.example"  # noqa: S105 - a name, not a secret
    token_audience: str = "huanjie"  # noqa: S105
    token_keys_file: Path = Path(".data/issuer/jwks.json")

    identity_key: SecretStr = SecretStr("")  # keys the hashes of voters' identity numbers
    fingerprint_key: SecretStr = SecretStr("")  # keys the fingerprints of submissions

    pool_size: int = 5
    statement_timeout_seconds: int = 30
    body_limit_bytes: int = 1 << 20
    upload_limit_bytes: int = 20 << 20
    log_level: str = "INFO"
    log_format: str = "json"
    relay_batch: int = 200
    poll_seconds: float = 1.0

    @classmethod
    def for_service(cls, service: str) -> Settings:
        """Return the settings of one service."""
        general = cls(service=service)
        own = type(
            "ServiceSettings",
            (cls,),
            {"model_config": SettingsConfigDict(env_prefix=f"HUANJIE_{service.upper()}_")},
        )(service=service)
        return general.model_copy(
            update={name: getattr(own, name) for name in own.model_fields_set}
        )
