"""A real PostgreSQL and a real Redis out of Python wheels, for a laptop and for the tests.

Used only where `DATABASE_URL` / `REDIS_URL` are not given; production always gives them.
"""

from gameproject.embedded.servers import Addresses, EmbeddedServers, default_servers

__all__ = ["Addresses", "EmbeddedServers", "default_servers"]
