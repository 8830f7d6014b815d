import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("telegrambot", "0001_base"),
    ]

    operations = [
        migrations.AddField(
            model_name="chat",
            name="awaits",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=100),
        ),
        migrations.CreateModel(
            name="StaffLink",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
                ("telegram_user_id", models.BigIntegerField(null=True, unique=True, verbose_name="Telegram id")),
                ("code_digest", models.CharField(blank=True, max_length=64)),
                ("code_until", models.DateTimeField(null=True)),
                ("linked_at", models.DateTimeField(null=True, verbose_name="linked at")),
            ],
            options={
                "verbose_name": "Telegram account of staff",
                "verbose_name_plural": "Telegram accounts of staff",
                "indexes": [
                    models.Index(
                        condition=models.Q(("code_digest", ""), _negated=True),
                        fields=["code_digest"],
                        name="staff_code",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffPost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text_id", models.BigIntegerField()),
                ("revision", models.PositiveIntegerField()),
                ("chat_id", models.BigIntegerField()),
                ("message_id", models.BigIntegerField(default=0)),
                ("is_open", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("text_id", "revision", "chat_id"), name="staff_post_once")
                ],
            },
        ),
    ]
