import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("telegrambot", "0001_initial"),
        ("telegrambot", "0002_living_world"),
    ]

    dependencies = [
        ("players", "0001_base"),
    ]

    operations = [
        migrations.CreateModel(
            name="UploadedPicture",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("file_id", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="Chat",
            fields=[
                ("chat_id", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="chat id")),
                ("live_message_id", models.BigIntegerField(default=0, verbose_name="live message")),
                ("live_kind", models.CharField(blank=True, max_length=12, verbose_name="screen shown")),
                ("bottom_message_id", models.BigIntegerField(default=0)),
                ("start_payload", models.CharField(blank=True, max_length=64, verbose_name="came by the link")),
                ("unreachable_at", models.DateTimeField(blank=True, null=True, verbose_name="unreachable since")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="first seen"
                    ),
                ),
                (
                    "player",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chat",
                        to="players.player",
                        verbose_name="player",
                    ),
                ),
            ],
            options={
                "verbose_name": "chat",
                "verbose_name_plural": "chats",
            },
        ),
    ]
