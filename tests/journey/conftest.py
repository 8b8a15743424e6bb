"""Every journey is made twice: with SQLite, and with a PostgreSQL of its own."""

from collections.abc import Iterator

import pytest

from tests.desks import desk, mailbox  # noqa: F401 – fixtures
from tests.postgres import postgres, programs


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def database(request, lacks) -> Iterator[str]:
    """The address of an empty one; "" for SQLite."""
    if request.param == "SQLite":
        yield ""
    else:
        with postgres(programs() or lacks("PostgreSQL", "install the package postgresql")) as server:
            yield server.address
