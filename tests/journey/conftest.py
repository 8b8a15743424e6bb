"""Each journey is made with SQLite or with PostgreSQL, half of them with each; with --whole, every one with both."""

from zlib import crc32

import pytest

from testing.desks import desk, mailbox, migrated_sqlite, new_postgres_database  # noqa: F401 – fixtures

DATABASES = ("SQLite", "PostgreSQL")


def pytest_generate_tests(metafunc):
    """Choose by the name of the test, so that each run makes the same choice."""
    named = any("database" in str(mark.args[0]) for mark in metafunc.definition.iter_markers("parametrize"))
    if "database" in metafunc.fixturenames and not named:
        chosen = DATABASES if metafunc.config.getoption("whole") else [DATABASES[crc32(metafunc.function.__name__.encode()) % 2]]
        metafunc.parametrize("database", chosen, indirect=True)


@pytest.fixture
def database(request) -> str:
    """The address of a database that is ready for use; "" for SQLite."""
    return "" if request.param == "SQLite" else request.getfixturevalue("new_postgres_database")()
