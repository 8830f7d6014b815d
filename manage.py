#!/usr/bin/env python
"""Django's command line. Starts the embedded PostgreSQL and Redis when no others are configured."""

import os
import sys

# These neither read nor write data, or (embedded) look after the servers themselves.
COMMANDS_WITHOUT_SERVERS = {
    "",
    "--help",
    "--version",
    "check",
    "collectstatic",
    "compile_catalogs",
    "compilemessages",
    "devfront",
    "embedded",
    "help",
    "makemessages",
    "version",
}


def start_embedded_servers(command: str) -> None:
    if command in COMMANDS_WITHOUT_SERVERS or {"-h", "--help"} & set(sys.argv):
        return
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return
    if os.environ.get("PRODUCTION") or os.environ.get("ARTEL_ENV") == "production":
        return  # the settings will refuse, and say why
    from gameproject.embedded import default_servers

    if command == "play":
        default_servers().reserve()  # it starts them itself, and says so
    else:
        default_servers().ensure()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gameproject.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command == "migrate":
        # Building an index may take longer than any statement of a player is allowed to.
        os.environ.setdefault("DATABASE_STATEMENT_TIMEOUT_MS", "0")
    start_embedded_servers(command)

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
