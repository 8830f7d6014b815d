"""Make the draft equal to a bundle; with --publish, publish it too. Draft rows that the bundle lacks are deleted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from common.errors import GameError
from content.draft import draft_read, lint
from content.errors import NoActiveRelease, NothingToPublish
from content.rules.lint import Level
from content.services.bundles import BundleBroken, bundle_load, bundle_read
from content.services.releases import release_publish
from content.services.texts_bundle import FILE, Fate, TextsRead, texts_load, texts_read


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--publish", action="store_true", help="publish the draft afterwards")
        parser.add_argument("--texts", action="store_true", help="have players read the texts of texts.yaml")
        parser.add_argument("--note", default="", help="what the release is for")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows = bundle_read(options["folder"])
            texts = texts_read(options["folder"]) if options["texts"] else None
            bundle_load(rows=rows, actor="system")
        except BundleBroken as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The draft holds {sum(map(len, rows.values()))} rows of {options['folder']}.")
        if options["publish"]:
            self._publish(options["note"])
        else:
            self.stdout.write("Players see it after it is published: in the admin, or with --publish.")
        if texts is not None:
            self._load_texts(texts)

    def _load_texts(self, texts: TextsRead) -> None:
        try:
            report = texts_load(texts, actor="system")
        except NoActiveRelease as refusal:
            raise CommandError("Texts are checked by the rules of the active release: publish one first.") from refusal
        for refused in report.refused:
            self.stderr.write(f"  {FILE}, line {refused.line}: {refused.subject} refused: {refused.why}")
        told = ", ".join(f"{report.fates[fate]} {fate}" for fate in Fate)
        self.stdout.write(f"Texts: {told}, {len(report.refused)} refused.")

    def _publish(self, note: str) -> None:
        try:
            self.stdout.write(f"Published as {release_publish(by=None, note=note)}.")
        except NothingToPublish:
            self.stdout.write("It equals the active release: nothing to publish.")
        except GameError as refusal:
            for finding in lint(draft_read()):
                if finding.level is Level.ERROR:
                    self.stderr.write(f"  {finding.section} {finding.key}: {finding.code} {dict(finding.params)}")
            raise CommandError(f"The draft was not published: {refusal.code} {refusal.params}") from refusal
