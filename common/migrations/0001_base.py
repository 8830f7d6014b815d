import django.db.models.functions.datetime
from django.db import migrations, models

# 23001 (restrict_violation) is an integrity error to Django: a bug, never a thing to try again.
REFUSE = """
CREATE FUNCTION artel_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '23001';
END
$$;
CREATE TRIGGER common_auditentry_append_only BEFORE UPDATE OR DELETE ON common_auditentry
    FOR EACH ROW EXECUTE FUNCTION artel_append_only();
"""
ALLOW = """
DROP TRIGGER common_auditentry_append_only ON common_auditentry;
DROP FUNCTION artel_append_only();
"""


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("common", "0001_initial"),
        ("common", "0002_streamed_and_append_only"),
        ("common", "0003_titles_and_parked_index"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="StreamHead",
            fields=[
                ("player_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("actor", models.CharField(max_length=180)),
                ("action", models.CharField(max_length=80)),
                ("subject", models.CharField(max_length=120)),
                ("reason", models.TextField(blank=True)),
                ("details", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "verbose_name": "audit entry",
                "verbose_name_plural": "audit log",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["subject", "-id"], name="audit_subject")],
            },
        ),
        migrations.CreateModel(
            name="Consumption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("consumer", models.CharField(max_length=160)),
                ("message_id", models.BigIntegerField()),
                ("consumed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("message_id", "consumer"), name="consumption_once")],
            },
        ),
        migrations.CreateModel(
            name="IdempotencyRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scope", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=255)),
                ("fingerprint", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField()),
                ("body", models.JSONField()),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "indexes": [models.Index(fields=["created_at"], name="idempotency_age")],
                "constraints": [models.UniqueConstraint(fields=("scope", "key"), name="idempotency_once")],
            },
        ),
        migrations.CreateModel(
            name="InboxMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=40)),
                ("external_id", models.BigIntegerField()),
                ("lane", models.BigIntegerField()),
                ("payload", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "pending"),
                            ("done", "done"),
                            ("parked", "parked after repeated failures"),
                        ],
                        default="pending",
                        max_length=8,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("error", models.TextField(blank=True)),
                ("received_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "inbox message",
                "verbose_name_plural": "inbox messages",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "pending")),
                        fields=["source", "lane", "external_id"],
                        name="inbox_pending",
                    ),
                    models.Index(condition=models.Q(("state", "parked")), fields=["id"], name="inbox_parked"),
                    models.Index(condition=models.Q(("state", "done")), fields=["done_at"], name="inbox_done"),
                ],
                "constraints": [models.UniqueConstraint(fields=("source", "external_id"), name="inbox_once")],
            },
        ),
        migrations.CreateModel(
            name="OutboxMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=80)),
                ("lane", models.CharField(blank=True, max_length=64)),
                ("payload", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "pending"), ("done", "done"), ("dead", "dead letter")],
                        default="pending",
                        max_length=8,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("error", models.TextField(blank=True)),
                ("is_streamed", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("due_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "outbox message",
                "verbose_name_plural": "outbox messages",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "pending")), fields=["topic", "id"], name="outbox_pending"
                    ),
                    models.Index(condition=models.Q(("state", "done")), fields=["done_at"], name="outbox_done"),
                    models.Index(condition=models.Q(("state", "dead")), fields=["id"], name="outbox_dead"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StreamEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("player_id", models.BigIntegerField()),
                ("seq", models.BigIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("payload", models.JSONField()),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "indexes": [models.Index(fields=["created_at"], name="stream_age")],
                "constraints": [models.UniqueConstraint(fields=("player_id", "seq"), name="stream_seq_once")],
            },
        ),
        migrations.CreateModel(
            name="Timer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=100)),
                ("payload", models.JSONField(default=dict)),
                ("due_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "pending"), ("dead", "dead letter")], default="pending", max_length=8
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("error", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "verbose_name": "timer",
                "verbose_name_plural": "timers",
                "indexes": [
                    models.Index(condition=models.Q(("state", "pending")), fields=["due_at"], name="timer_due")
                ],
                "constraints": [models.UniqueConstraint(fields=("kind", "key"), name="timer_once")],
            },
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
