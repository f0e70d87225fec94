"""The files for containers, checked without an engine: they start what `make run` starts."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
import yaml

from huanjie.binaries import find_binaries
from huanjie.databases import EVENT_LOG, ROLES, SERVICES
from huanjie.processes import PROJECT
from shared.settings import Settings

COMPOSE = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))
CONTAINERS = COMPOSE["services"]
APIS = list(SERVICES)
WORKERS = [f"{name}-worker" for name in SERVICES]
OURS = {name: each for name, each in CONTAINERS.items() if each["image"] == "huanjie"}


def test_there_is_a_container_for_each_process_and_for_what_they_need():
    assert {*APIS, *WORKERS, "postgres", "kafka", "migrations"} <= set(CONTAINERS)


@pytest.mark.parametrize("service", APIS)
def test_an_api_container_runs_the_application_where_its_port_is_published(service):
    container = CONTAINERS[service]
    program, *options = container["command"]
    module, _, function = options[options.index("--factory") + 1].partition(":")

    assert program == "uvicorn"
    assert (find_spec(module) is not None, function) == (True, "create_app")
    assert module == f"services.{service}.app"
    assert options[options.index("--port") + 1] == container["ports"][0].split(":")[-1]


@pytest.mark.parametrize("name", WORKERS)
def test_a_worker_container_runs_the_worker(name):
    program, flag, module = CONTAINERS[name]["command"]

    assert (program, flag) == ("python", "-m")
    assert module == f"services.{name.removesuffix('-worker')}.worker"
    assert find_spec(module) is not None


def test_published_ports_are_all_different():
    published = [port for each in CONTAINERS.values() for port in each.get("ports", [])]

    assert len({port.rsplit(":", 1)[0] for port in published}) == len(published)


@pytest.mark.parametrize("name", OURS)
def test_every_variable_is_a_setting(name):
    fields = set(Settings.model_fields)
    prefixes = ["HUANJIE_", *(f"HUANJIE_{service.upper()}_" for service in SERVICES)]

    for variable in CONTAINERS[name].get("environment", {}):
        known = {variable.removeprefix(prefix).lower() for prefix in prefixes}
        assert known & fields, f"{variable} is no setting"


@pytest.mark.parametrize("name", [*APIS, *WORKERS])
def test_a_process_is_given_the_database_password_of_its_own_service_alone(name):
    service = name.removesuffix("-worker")

    databases = [key for key in CONTAINERS[name]["environment"] if key.endswith("_DATABASE_URL")]

    assert databases == [f"HUANJIE_{service.upper()}_DATABASE_URL"]
    address = CONTAINERS[name]["environment"][databases[0]]
    assert f"{service}:${{{service.upper()}_PASSWORD:?}}@postgres:5432/" in address


@pytest.mark.parametrize("name", APIS)
def test_an_api_container_has_the_secret_of_its_fingerprints(name):
    assert CONTAINERS[name]["environment"]["HUANJIE_FINGERPRINT_KEY"] == "${FINGERPRINT_KEY:?}"


def test_every_secret_is_asked_for_in_the_example_and_given_nowhere():
    text = (PROJECT / "docker-compose.yml").read_text(encoding="utf-8")
    used = set(re.findall(r"\$\{(\w+_(?:PASSWORD|KEY))", text))
    lines = (PROJECT / "deploy" / "example.env").read_text(encoding="utf-8").splitlines()
    asked = dict(line.split("=") for line in lines if "=" in line)

    assert used == set(asked)
    assert set(asked.values()) == {""}


def test_what_is_mounted_or_depended_on_exists():
    for name, container in CONTAINERS.items():
        assert set(container.get("depends_on", {})) <= set(CONTAINERS), name
        for volume in container.get("volumes", []):
            source = volume.split(":")[0]
            assert (PROJECT / source).exists() if "/" in source else source in COMPOSE["volumes"]


def test_the_image_copies_what_exists_and_needs_no_embedded_database():
    lines = (PROJECT / "deploy" / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = [word for line in lines if line.startswith("COPY") for word in line.split()[1:-1]]
    locked = (PROJECT / "requirements" / "services.txt").read_text(encoding="utf-8")

    assert all((PROJECT / path).exists() for path in copied)
    assert "pgserver" not in locked


def test_the_scripts_of_the_containers_make_the_roles_and_migrate(server, new_database, tmp_path):
    database = f"compose_{Path(tmp_path).parent.name.replace('-', '_')}"
    server.create(database)
    urls = server.urls(database)
    administrator = server.administrator_url
    (folder,) = {each.folder for each in list(find_binaries())[:1]}
    environment = {
        "PATH": f"{folder}:{Path(sys.executable).parent}:/usr/bin:/bin",
        "PGHOST": administrator.host,
        "PGPORT": str(administrator.port),
        "PGPASSWORD": administrator.password,
        "POSTGRES_USER": administrator.username,
        "POSTGRES_DB": database,
        "ROLES_FILE": str(PROJECT / "deploy" / "postgres" / "roles.sql"),
        **{f"{role.upper()}_PASSWORD": server.passwords[role] for role in ROLES},
        **{f"HUANJIE_{name.upper()}_DATABASE_URL": urls[name] for name in SERVICES},
        "HUANJIE_EVENTS_URL": urls[EVENT_LOG],
    }
    shell = shutil.which("sh")

    for script in ("postgres/roles.sh", "migrate.sh", "migrate.sh"):
        done = subprocess.run(
            [shell, str(PROJECT / "deploy" / script)],
            check=False,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr

    for role, url in urls.items():
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            assert connection.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,), (
                role
            )
    server.drop(database)
