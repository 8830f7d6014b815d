from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from django.db import connection

from common import clock


def test_it_is_aware_and_in_utc() -> None:
    assert clock.now().tzinfo is UTC


@pytest.mark.django_db
def test_the_database_has_the_same_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (database_time,) = cursor.fetchone()
    assert abs(clock.now() - database_time) < timedelta(seconds=1)
