"""Migrations: they make the tables that the code expects, on SQLite and on PostgreSQL."""

import os
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from worker.storage import tables
from worker.storage.database import Database
from worker.storage.migrate import config_for, upgrade


def differences(database):
    with database.read() as connection:
        return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), tables.metadata)


def exercise(database):
    """Migrate up, compare with the models, migrate down, up again."""
    upgrade(database)
    assert differences(database) == []
    upgrade(database)
    with database.write() as connection:
        command.downgrade(config_for(connection), "base")
    with database.read() as connection:
        assert set(sa.inspect(connection).get_table_names()) <= {"alembic_version"}
    upgrade(database)
    assert differences(database) == []


@pytest.fixture
def sqlite(tmp_path):
    return Database(f"sqlite:///{tmp_path}/x.sqlite3")


def test_models_and_migrations_agree(sqlite):
    exercise(sqlite)


def test_two_processes_may_start_at_once(sqlite):
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: upgrade(sqlite), range(4))) == [None] * 4
    assert differences(sqlite) == []


def test_sqlite_waits_for_the_disk_and_for_other_writers(sqlite):
    with sqlite.read() as connection:
        asked = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in
                 ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")}  # fmt: skip
    assert asked == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 15_000, "foreign_keys": 1}


def test_a_unit_of_work_is_all_or_nothing(sqlite):
    upgrade(sqlite)

    def two_of_one_name():
        with sqlite.write() as connection:
            connection.execute(sa.text("INSERT INTO portal VALUES ('a', 'p', '2026-01-01')"))
            connection.execute(sa.text("INSERT INTO portal VALUES ('b', 'p', '2026-01-01')"))

    with pytest.raises(sa.exc.IntegrityError):
        two_of_one_name()
    with sqlite.read() as connection:
        assert connection.execute(sa.select(tables.portal)).all() == []


def test_postgresql_would_take_every_statement():
    dialect = sa.dialects.postgresql.dialect()
    for table in tables.metadata.sorted_tables:
        assert str(sa.schema.CreateTable(table).compile(dialect=dialect)).strip().startswith("CREATE TABLE")
        for index in table.indexes:
            assert "CREATE INDEX" in str(sa.schema.CreateIndex(index).compile(dialect=dialect))


def postgres_bin():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin")) if Path("/usr/lib/postgresql").is_dir() else []
    return found[-1] if found else None


@pytest.fixture
def postgres():
    """A private PostgreSQL on a unix socket; it refuses to run as root, so root lends it to user ``postgres``."""
    folder = postgres_bin()
    if folder is None:
        pytest.skip("no PostgreSQL server is installed")
    home = Path(tempfile.mkdtemp(prefix="absah-pg-", dir="/tmp"))  # another user must reach it
    as_user = []
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
        as_user = ["/usr/sbin/runuser", "-u", "postgres", "--"]

    def run(*arguments):
        return subprocess.run([*as_user, *arguments], cwd="/", capture_output=True, text=True, check=True)

    run(str(folder / "initdb"), "-D", f"{home}/data", "-U", "absah", "--auth=trust", "-E", "UTF8", "--locale=C")
    options = f"-c listen_addresses='' -c unix_socket_directories={home} -c fsync=off"
    run(str(folder / "pg_ctl"), "-D", f"{home}/data", "-l", f"{home}/log", "-w", "-o", options, "start")
    try:
        yield f"postgresql+psycopg://absah@/postgres?host={home}"
    finally:
        run(str(folder / "pg_ctl"), "-D", f"{home}/data", "-m", "immediate", "stop")
        shutil.rmtree(home)


@pytest.mark.slow
def test_postgresql_takes_the_migrations_and_a_whole_story(postgres, tmp_path):
    from tests.fixtures.desk import desk, publish_next, send

    exercise(Database(postgres))
    services = desk(tmp_path, database_url=postgres)
    case_id = send(services).case.id
    assert send(services).replayed
    publish_next(services)
    send(services, name="b.jpg")
    publish_next(services, "protection", 900)
    user = services.store.add_user("Rina")
    services.store.decide(case_id, 2, user, "accept", "ALL_IN_ORDER", "")
    assert services.store.list_cases()[0].decided == "accept"
    assert services.store.user_by_token(services.store.make_sign_in_token(user)) == user
    assert [event.name for event in services.store.events(case_id)][-2:] == ["published", "decided"]


@pytest.mark.slow
def test_postgresql_two_portals_race_for_one_case(postgres, tmp_path):
    from tests.fixtures.desk import desk, send

    services = desk(tmp_path, database_url=postgres)
    services.store.add_portal("local")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: send(services, name=f"{number}.jpg"), range(8)))
    (case,) = services.store.cases_by_reference("REF-1")
    assert [upload.sequence for upload in services.store.uploads(case.id)] == list(range(1, 9))


@pytest.mark.slow
def test_postgresql_keeps_prints_and_finds_what_is_near(postgres, tmp_path):
    from extractors.model import Region, Trace
    from tests.fixtures.desk import desk, send
    from tests.fixtures.paper_case import ktp, traced
    from validators.reuse import prints_of
    from worker.storage.prints import keep_prints

    services = desk(tmp_path, database_url=postgres)
    case_id = send(services).case.id
    region = Region(page=0, x0=0.7, y0=0.2, x1=0.95, y1=0.7)
    facts = {"kind": "portrait", "role": "usual", "hash": "a5" * 32, "corners": "0.5 " * 8}
    card = traced(ktp(), Trace(check="prints", facts=facts, region=region))
    for _ in range(2):  # a revision replaces the one before
        with services.store._database.write() as connection:
            keep_prints(connection, case_id, (card,))
    (one,) = prints_of(card)
    (near,) = services.store.near(one, "another", 8)
    assert (near.case_id, near.document, near.distance) == (case_id, "D001", 0)
    assert services.store.near(one, case_id, 8) == []
