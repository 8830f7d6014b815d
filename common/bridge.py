"""The one bridge from async code to services and the database: a few threads, whatever the number of sockets.

asgiref's default would run all of them one after the other in a single thread, or in a new thread (and a new
database connection) for each.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from django.db import close_old_connections

P = ParamSpec("P")
R = TypeVar("R")

# Below the size of the realtime role's connection pool, so that a thread never waits for a connection.
THREADS = 6
_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="bridge")


async def in_thread(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a blocking `function`. Cancelling the caller does not stop what has begun."""
    call = partial(function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(_threads, _with_fresh_connection, call)


def _with_fresh_connection(call: Callable[[], R]) -> R:
    close_old_connections()
    try:
        return call()
    finally:
        close_old_connections()
