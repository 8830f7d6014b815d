from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from common.rules.text import LANGUAGES
from telegrambot.catalogs import is_translated, messages, po_path, updated, written


class Command(BaseCommand):
    help = "Bring the bot's .po files up to date with its code; then translate what is said to be missing."
    requires_system_checks: list[str] = []  # noqa: RUF012  (Django's own declaration)

    def handle(self, *args: Any, **options: Any) -> None:
        for language in LANGUAGES:
            catalog = updated(language)
            path = po_path(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(written(catalog))
            missing = [message.id for message in messages(catalog) if not is_translated(message)]
            self.stdout.write(f"{path}: {len(catalog)} messages, {len(missing)} to translate.")
