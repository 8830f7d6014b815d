"""What any action costs on this stack: a plain django-ninja endpoint that locks a row, updates it, inserts another.

The measure of speed and of nothing else: no sign-in, no budget, no idempotency, no game.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import connection, models, transaction
from django.http import HttpRequest
from ninja import NinjaAPI, Schema

ROWS = 10_000
TABLES = """
    CREATE TABLE bench_player (id bigserial PRIMARY KEY, balance bigint NOT NULL, version integer NOT NULL);
    CREATE TABLE bench_event (
        id bigserial PRIMARY KEY, player_id bigint NOT NULL, kind varchar(40) NOT NULL, payload jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
    );
    INSERT INTO bench_player (balance, version) SELECT 0, 0 FROM generate_series(1, 10000);
"""


class BenchPlayer(models.Model):
    objects: ClassVar[models.Manager[BenchPlayer]] = models.Manager()
    balance = models.BigIntegerField()
    version = models.IntegerField()

    class Meta:
        managed = False
        app_label = "benchmarks"
        db_table = "bench_player"


class BenchEvent(models.Model):
    objects: ClassVar[models.Manager[BenchEvent]] = models.Manager()
    player_id = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    payload = models.JSONField()

    class Meta:
        managed = False
        app_label = "benchmarks"
        db_table = "bench_event"


class ActionIn(Schema):
    player_id: int
    amount: int


class ActionOut(Schema):
    balance: int
    version: int


bare = NinjaAPI(urls_namespace="bare", docs_url=None, openapi_url=None)


@bare.post("/action", response=ActionOut)
def action(request: HttpRequest, body: ActionIn) -> BenchPlayer:
    with transaction.atomic():
        player = BenchPlayer.objects.select_for_update().get(pk=body.player_id)
        player.balance += body.amount
        player.version += 1
        player.save(update_fields=["balance", "version"])
        BenchEvent.objects.create(player_id=player.pk, kind="action", payload={"amount": body.amount})
    return player


def make_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
