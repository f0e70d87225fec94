"""Our own PostgreSQL: made once, kept, never left behind, never two on one cluster."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psutil
import psycopg
import pytest

from huanjie import binaries, postgres, processes
from huanjie.postgres import Postgres
from huanjie.processes import PROJECT, Account, CannotStart, is_running
from tests.huanjie.waiting import eventually

STARTER = """
import sys, time
from pathlib import Path
from huanjie.postgres import Postgres
server = Postgres(Path(sys.argv[1]))
server.start()
print(server.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def started_elsewhere(place):
    """Start a server in another process; return that process and the server's process id."""
    with subprocess.Popen(
        [sys.executable, "-c", STARTER, str(place)], stdout=subprocess.PIPE, cwd=PROJECT
    ) as parent:
        yield parent, int(parent.stdout.readline())
        parent.kill()


def ask(server, question):
    with psycopg.connect(server.url().replace("+psycopg", ""), autocommit=True) as connection:
        cursor = connection.execute(question)
        return cursor.fetchone()[0] if cursor.description else None


def test_what_is_stored_is_there_after_a_restart(place):
    with Postgres(place) as server:
        ask(server, "CREATE TABLE kept AS SELECT 42 AS answer")

    with Postgres(place) as server:
        answer = ask(server, "SELECT answer FROM kept")

    assert answer == 42


def test_it_takes_connections_on_the_loopback_alone_and_wants_a_password(place):
    with Postgres(place) as server:
        listens = ask(server, "SHOW listen_addresses")
        sockets = ask(server, "SHOW unix_socket_directories")
        address = server.url().replace("+psycopg", "")
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(address, password="guessed")

    assert (listens, sockets) == ("127.0.0.1", "")


def test_sorting_is_the_same_on_every_machine(place):
    with Postgres(place) as server:
        collation = ask(
            server, "SELECT datcollate FROM pg_database WHERE datname = current_database()"
        )
        encoding = ask(server, "SHOW server_encoding")

    assert (collation, encoding) == ("C.UTF-8", "UTF8")


def test_the_data_are_closed_to_others(place):
    with Postgres(place) as server:
        modes = [path.stat().st_mode & 0o777 for path in (server.cluster, place / "password")]

    assert modes == [0o700, 0o600]


def test_nothing_is_left_when_its_parent_is_killed_with_signal_9(started_elsewhere):
    parent, server = started_elsewhere
    family = [server, *(child.pid for child in psutil.Process(server).children(recursive=True))]

    parent.kill()

    assert len(family) > 1
    assert eventually(lambda: not any(psutil.pid_exists(each) for each in family))


def test_it_starts_again_after_its_parent_was_killed(place, started_elsewhere):
    parent, _ = started_elsewhere
    parent.kill()
    parent.wait()

    with Postgres(place) as server:
        assert ask(server, "SELECT 1") == 1


def test_a_server_that_an_earlier_run_has_left_is_stopped_first(place):
    with Postgres(place) as server:
        cluster, port = server.cluster, server.port
        binary = str(Path(f"/proc/{server.pid}/exe").readlink())
    left = subprocess.Popen(
        [binary, "-D", str(cluster), "-p", str(port), "-c", "unix_socket_directories="],
        user=server.account.user if server.account else None,
        group=server.account.group if server.account else None,
        stderr=subprocess.DEVNULL,
    )
    assert eventually((cluster / "postmaster.pid").exists)

    with Postgres(place) as server:
        assert left.wait(10) is not None
        assert ask(server, "SELECT 1") == 1


def test_a_recorded_number_that_belongs_to_a_stranger_by_now_is_let_be(place):
    with Postgres(place) as server:
        recorded = server.cluster / "postmaster.pid"
    with subprocess.Popen(["/bin/sleep", "60"]) as stranger:
        recorded.write_text(f"{stranger.pid}\n")

        with Postgres(place) as server:
            assert ask(server, "SELECT 1") == 1

        assert stranger.poll() is None
        stranger.kill()


def test_a_second_one_on_the_same_data_is_refused_and_told_who_has_them(place, started_elsewhere):
    parent, server = started_elsewhere

    with pytest.raises(CannotStart, match=f"in use by process {parent.pid}"):
        Postgres(place).start()

    assert is_running(server, naming=str(place))


def test_half_a_cluster_is_made_anew(place):
    (place / "unfinished").mkdir(parents=True)
    (place / "unfinished" / "PG_VERSION").write_text("15")

    with Postgres(place) as server:
        assert ask(server, "SELECT 1") == 1


def test_data_of_a_version_that_is_not_installed_are_refused_with_what_to_do(place):
    with Postgres(place) as server:
        version = server.cluster / "PG_VERSION"
    version.write_text("9\n")

    with pytest.raises(CannotStart, match="need PostgreSQL 9, which is not installed"):
        Postgres(place).start()


def test_the_programs_of_the_wheel_start_where_the_system_has_none(place, monkeypatch):
    found = [each for each in binaries.find_binaries() if "pixeltable" in str(each.folder)]
    monkeypatch.setattr(postgres, "find_binaries", lambda: iter(found))

    with Postgres(place) as server:
        assert ask(server, "SHOW server_version").startswith(f"{found[0].major}.")


def test_programs_that_the_account_cannot_reach_are_copied(place, monkeypatch):
    found = [each for each in binaries.find_binaries() if "pixeltable" in str(each.folder)]
    monkeypatch.setattr(postgres, "find_binaries", lambda: iter(found))
    reach = processes.can_reach
    monkeypatch.setattr(
        processes,
        "can_reach",
        lambda path, who: "site-packages" not in str(path) and reach(path, who),
    )

    with Postgres(place) as server:
        binary = str(Path(f"/proc/{server.pid}/exe").readlink())

    assert binary.startswith(str(place))


@pytest.mark.parametrize(("mode", "reached"), [(0o700, False), (0o710, False), (0o711, True)])
def test_an_account_reaches_what_lies_below_directories_open_to_it(place, mode, reached):
    place.mkdir(mode=mode)
    somebody = Account("somebody", user=54321, group=54321)

    assert processes.can_reach(place / "cluster", somebody) == reached


def test_data_below_a_closed_directory_go_to_another_place_and_we_say_so(
    place, monkeypatch, caplog, tmp_path
):
    somebody = Account("somebody", user=54321, group=54321)
    monkeypatch.setattr(processes, "unprivileged_account", lambda: somebody)
    monkeypatch.setattr(postgres, "PLACE_FOR_ROOT", place)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)

    server = Postgres(closed / "postgres")

    assert server.place.parent == place
    assert f"{closed / 'postgres'} is closed to PostgreSQL's account" in caplog.text
