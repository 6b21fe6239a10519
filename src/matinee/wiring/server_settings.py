"""What whoever runs the service may set, beside what concerns the whole of Matinee."""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings


def _usual_home() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "matinee"


class ServerSettings(BaseSettings):
    """Lists are written with commas."""

    home: Path = Field(
        default_factory=_usual_home,
        description="Folder of what the service must not lose: its database and its secret.",
    )
    database: SecretStr | None = Field(
        default=None,
        description="A PostgreSQL database, as postgresql://user:password@host/name; without one SQLite in the home.",
    )
    backups: Path | None = Field(
        default=None,
        description="Folder of backups, and of the ledger of deletions by which they are cleaned.",
    )
    backup_hours: int = Field(
        default=0, ge=0, le=8760, description="Hours between two backups that a job makes; 0 for none."
    )
    backups_kept: int = Field(
        default=14, ge=0, le=100_000, description="Backups in that folder; the oldest make room. 0 keeps all."
    )
    redis: SecretStr | None = Field(
        default=None, description="A Redis server, as redis://host:6379/0, by which workers share limits."
    )
    host: str = Field(default="127.0.0.1", min_length=1, description="The address that the server listens at.")
    port: int = Field(
        default=8000, ge=0, le=65535, description="The port that the server listens at; 0 finds a free one."
    )
    workers: int = Field(default=1, ge=1, le=64, description="Processes that answer; more than one need Redis.")
    secrets: SecretStr | None = Field(
        default=None,
        description="What signatures are made with, 32 characters or more. The first signs, others are still believed.",
    )
    origins: str = Field(
        default="",
        pattern=r"^(https?://[^\s,/*]+(,https?://[^\s,/*]+)*)?$",
        description="Other sites whose pages may call the API, as https://films.example.",
    )
    proxies: str = Field(
        default="",
        pattern=r"^[0-9a-fA-F.:/,]*$",
        description="Addresses or networks of proxies that are believed when they say who asks.",
    )
    registration: Literal["open", "invited", "closed"] = Field(
        default="open", description="Who can open an account: anybody, those with an invitation, nobody."
    )
    session_days: int = Field(default=30, ge=1, le=365, description="Days after which a session ends, used or not.")
    body_kib: int = Field(default=1024, ge=1, le=1 << 20, description="The most that one request may send, in KiB.")
    import_mib: int = Field(default=10, ge=1, le=64, description="The largest file that is imported, in MiB.")
    rate_limit: int = Field(
        default=600, ge=0, le=10_000_000, description="Requests a minute of one person or address; 0 for no limit."
    )
    places: int = Field(
        default=64,
        ge=0,
        le=100_000,
        description="Requests that each worker answers at once; beyond that they are refused. 0 for no bound.",
    )
    model: str = Field(
        default="main",
        pattern=r"^[A-Za-z0-9_-]{1,64}$",
        description="The release that answers: a folder of this name among the models in the home.",
    )
    train_hours: int = Field(
        default=0,
        ge=0,
        le=8760,
        description="Hours after which a new model learns from what people rated since; 0 for no such schedule.",
    )
    train_ratings: int = Field(
        default=0,
        ge=0,
        le=1_000_000_000,
        description="New ratings of members after which a new model learns from them, however soon; 0 for no number.",
    )
    train_approval: bool = Field(
        default=False, description="Whether a person has the last word before a new model answers."
    )
    train_margin: float = Field(
        default=5.0,
        gt=0,
        lt=50,
        description="Per cent that a model may be worse at most, to answer for having learned from newer ratings.",
    )
    shadow_share: float = Field(
        default=0.1,
        ge=0,
        le=1,
        description="The share of answers at which a version with the part of shadow is asked too.",
    )
    answer_seconds: int = Field(
        default=600,
        ge=0,
        le=86_400,
        description="Seconds for which recommendations are kept for the same question; 0 makes each anew.",
    )
    exposures: bool = Field(
        default=True, description="Whether it is kept what people are shown and what they do about it."
    )
    consent: Literal["assumed", "asked"] = Field(
        default="assumed", description="Whether somebody who has not said anything about their data agrees, or not."
    )
    exposure_days: int = Field(
        default=400, ge=0, le=36_500, description="Days for which slates and events are kept; 0 for good."
    )
    request_log_days: int = Field(
        default=14, ge=0, le=3650, description="Days for which requests are kept in the database; 0 for none."
    )
    experiment_holdout: float = Field(
        default=0.0, ge=0, le=0.5, description="The share of people whom no experiment touches."
    )
    experiment_late_minutes: float = Field(
        default=60,
        ge=0,
        le=10_080,
        description="Minutes that something may take to be told, before what a person of an experiment did counts.",
    )
    jobs: Literal["embedded", "worker"] = Field(
        default="embedded", description="Who does the jobs: the server itself, or `matinee worker` alone."
    )
    metrics_token: SecretStr | None = Field(
        default=None, description="What /metrics asks for as bearer token; without one it is open to all who reach it."
    )
    watch_value: float = Field(
        default=0.0,
        ge=0,
        le=1e9,
        allow_inf_nan=False,
        description="What one watch is worth to the house, in whatever you count; reports and metrics use it.",
    )
    drift_alarms: float = Field(
        default=1.0,
        gt=0,
        le=100,
        description="False alarms of drift a year that are put up with, over all that is watched.",
    )
    alert_webhook: SecretStr | None = Field(
        default=None, description="An address, as https://chat.example/hook, to which alerts are posted as JSON."
    )
    alert_webhook_secret: SecretStr | None = Field(
        default=None, description="What the alerts that are posted are signed with."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least that is written to the log."
    )
    shutdown_seconds: int = Field(
        default=20,
        ge=1,
        le=600,
        description="How long requests in progress may take to end when the server is stopped.",
    )
    drain_seconds: int = Field(
        default=0,
        ge=0,
        le=600,
        description="How long the server goes on after SIGTERM, saying that it is not ready, before it lets nobody in.",
    )
