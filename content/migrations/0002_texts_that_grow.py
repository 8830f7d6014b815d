import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0001_base"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ForbiddenWord",
            fields=[
                (
                    "key",
                    models.CharField(
                        max_length=24,
                        primary_key=True,
                        serialize=False,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9]+(_[a-z0-9]+)*\\Z",
                                "Lower-case Latin letters, digits and single underscores only.",
                            )
                        ],
                        verbose_name="key",
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("word", models.CharField(max_length=40, verbose_name="word")),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[("ru", "Russian"), ("en", "English")],
                        help_text="Empty: in both.",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "is_stem",
                    models.BooleanField(
                        default=False,
                        help_text="“troll” then forbids “trolling” as well.",
                        verbose_name="all that begins with it",
                    ),
                ),
            ],
            options={
                "verbose_name": "forbidden word",
                "verbose_name_plural": "forbidden words",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="ProviderHealth",
            fields=[
                ("provider", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("open_until", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="TextKind",
            fields=[
                (
                    "key",
                    models.CharField(
                        max_length=24,
                        primary_key=True,
                        serialize=False,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9]+(_[a-z0-9]+)*\\Z",
                                "Lower-case Latin letters, digits and single underscores only.",
                            )
                        ],
                        verbose_name="key",
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name_ru", models.CharField(max_length=40, verbose_name="name (ru)")),
                ("name_en", models.CharField(max_length=40, verbose_name="name (en)")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("location", "a place at its hour and weather"),
                            ("room", "a room of a dungeon"),
                            ("item", "lore of an item"),
                            ("npc", "a line of a trader"),
                            ("quest", "words of a quest"),
                            ("monster", "a monster's name and legend"),
                            ("battle", "summary of a notable fight"),
                            ("reply", "reply of a story"),
                        ],
                        max_length=10,
                        verbose_name="what for",
                    ),
                ),
                (
                    "prompt",
                    models.TextField(
                        help_text="What the writer is told, in English. The facts are added below it by themselves, as data.",
                        max_length=2000,
                        verbose_name="prompt",
                    ),
                ),
                (
                    "min_length",
                    models.PositiveSmallIntegerField(
                        default=40,
                        validators=[
                            django.core.validators.MinValueValidator(10),
                            django.core.validators.MaxValueValidator(700),
                        ],
                        verbose_name="shortest, characters",
                    ),
                ),
                (
                    "max_length",
                    models.PositiveSmallIntegerField(
                        default=280,
                        validators=[
                            django.core.validators.MinValueValidator(10),
                            django.core.validators.MaxValueValidator(700),
                        ],
                        verbose_name="longest, characters",
                    ),
                ),
                (
                    "policy",
                    models.CharField(
                        choices=[("publish", "publish at once, review after"), ("review", "review first")],
                        default="publish",
                        max_length=8,
                        verbose_name="moderation",
                    ),
                ),
                (
                    "model",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the one that the provider is configured with.",
                        max_length=60,
                        verbose_name="model",
                    ),
                ),
                (
                    "temperature",
                    models.PositiveSmallIntegerField(
                        default=80,
                        validators=[django.core.validators.MaxValueValidator(200)],
                        verbose_name="temperature, hundredths",
                    ),
                ),
                (
                    "daily_budget",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="0: only the budget of all kinds together counts.",
                        verbose_name="budget, US cents a day",
                    ),
                ),
                (
                    "is_on",
                    models.BooleanField(
                        default=True, help_text="Off: composed texts only.", verbose_name="written by AI"
                    ),
                ),
                (
                    "prefetch",
                    models.BooleanField(
                        default=False,
                        help_text="What is about to be needed is written when nobody waits, within the budget.",
                        verbose_name="written ahead",
                    ),
                ),
            ],
            options={
                "verbose_name": "kind of text",
                "verbose_name_plural": "kinds of text",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="TextRules",
            fields=[
                (
                    "key",
                    models.CharField(
                        max_length=24,
                        primary_key=True,
                        serialize=False,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9]+(_[a-z0-9]+)*\\Z",
                                "Lower-case Latin letters, digits and single underscores only.",
                            )
                        ],
                        verbose_name="key",
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "daily_budget",
                    models.PositiveIntegerField(
                        default=100,
                        help_text="Over it players read composed texts.",
                        verbose_name="budget of all kinds, US cents a day",
                    ),
                ),
                (
                    "texts_a_player",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="Over it they read composed texts.",
                        verbose_name="texts a player may bring about in a day",
                    ),
                ),
                (
                    "reports_to_hide",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="reports that hide a text",
                    ),
                ),
                (
                    "tries",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="tries for a text",
                    ),
                ),
                (
                    "lease_seconds",
                    models.PositiveSmallIntegerField(
                        default=60,
                        validators=[django.core.validators.MinValueValidator(5)],
                        verbose_name="a writer holds a text for, seconds",
                    ),
                ),
                (
                    "breaker_failures",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="failures in a row that close off a provider",
                    ),
                ),
                (
                    "breaker_seconds",
                    models.PositiveSmallIntegerField(
                        default=60,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="it is left alone for, seconds",
                    ),
                ),
                (
                    "claim_minutes",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="a moderator holds a text for, minutes",
                    ),
                ),
            ],
            options={
                "verbose_name": "rules of texts",
                "verbose_name_plural": "rules of texts",
            },
        ),
        migrations.CreateModel(
            name="BannedName",
            fields=[
                ("player_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=32, verbose_name="name")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("banned_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "banned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "name banned from texts",
                "verbose_name_plural": "names banned from texts",
            },
        ),
        migrations.CreateModel(
            name="GameText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("location", "a place at its hour and weather"),
                            ("room", "a room of a dungeon"),
                            ("item", "lore of an item"),
                            ("npc", "a line of a trader"),
                            ("quest", "words of a quest"),
                            ("monster", "a monster's name and legend"),
                            ("battle", "summary of a notable fight"),
                            ("reply", "reply of a story"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("ru", "Russian"), ("en", "English")], max_length=2, verbose_name="language"
                    ),
                ),
                ("fingerprint", models.CharField(editable=False, max_length=64)),
                ("subject", models.CharField(max_length=80, verbose_name="about")),
                ("facts", models.JSONField(verbose_name="facts")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("wanted", "to be written"),
                            ("waiting", "waiting for review"),
                            ("published", "published"),
                            ("hidden", "hidden after reports"),
                            ("rejected", "rejected"),
                            ("failed", "could not be written"),
                        ],
                        default="wanted",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=40, verbose_name="title")),
                ("body", models.TextField(blank=True, verbose_name="text")),
                ("version", models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="version")),
                ("is_reviewed", models.BooleanField(default=False, verbose_name="reviewed")),
                ("explorer_id", models.BigIntegerField(null=True, verbose_name="first explorer")),
                ("credit", models.CharField(blank=True, max_length=32, verbose_name="named as first explorer")),
                ("priority", models.PositiveSmallIntegerField(default=0, verbose_name="priority")),
                ("hint", models.CharField(blank=True, max_length=300, verbose_name="hint")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("due_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("lease_until", models.DateTimeField(null=True)),
                ("reports", models.PositiveIntegerField(default=0, verbose_name="reports")),
                ("revision", models.PositiveIntegerField(default=0)),
                ("claimed_until", models.DateTimeField(null=True)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="asked for at"
                    ),
                ),
                (
                    "settled_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="in this state since"
                    ),
                ),
                (
                    "claimed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="claimed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "text",
                "verbose_name_plural": "texts",
                "ordering": ["-pk"],
                "permissions": [("moderate_texts", "Can decide which texts players read")],
            },
        ),
        migrations.CreateModel(
            name="TextCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("location", "a place at its hour and weather"),
                            ("room", "a room of a dungeon"),
                            ("item", "lore of an item"),
                            ("npc", "a line of a trader"),
                            ("quest", "words of a quest"),
                            ("monster", "a monster's name and legend"),
                            ("battle", "summary of a notable fight"),
                            ("reply", "reply of a story"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("provider", models.CharField(max_length=20, verbose_name="provider")),
                ("model", models.CharField(max_length=60, verbose_name="model")),
                ("outcome", models.CharField(blank=True, max_length=10, verbose_name="outcome")),
                ("detail", models.CharField(blank=True, max_length=300, verbose_name="detail")),
                ("tokens_in", models.PositiveIntegerField(default=0, verbose_name="tokens read")),
                ("tokens_out", models.PositiveIntegerField(default=0, verbose_name="tokens written")),
                ("reserved", models.PositiveIntegerField(verbose_name="reserved, millionths of a dollar")),
                ("cost", models.PositiveIntegerField(default=0, verbose_name="cost, millionths of a dollar")),
                ("milliseconds", models.PositiveIntegerField(default=0, verbose_name="took, ms")),
                ("is_prefetch", models.BooleanField(default=False, verbose_name="written ahead")),
                ("day", models.DateField(verbose_name="day")),
                (
                    "made_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="made at"),
                ),
                (
                    "text",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="calls",
                        to="content.gametext",
                    ),
                ),
            ],
            options={
                "verbose_name": "call of a provider",
                "verbose_name_plural": "calls of providers",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="TextQuota",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("player_id", models.BigIntegerField()),
                ("texts", models.PositiveIntegerField(db_default=0, default=0)),
                ("has_read", models.BooleanField(db_default=False, default=False)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("day", "player_id"), name="text_quota_once")],
            },
        ),
        migrations.CreateModel(
            name="TextReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("player_id", models.BigIntegerField(verbose_name="player")),
                ("revision", models.PositiveIntegerField()),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="reported at"
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="complaints",
                        to="content.gametext",
                        verbose_name="text",
                    ),
                ),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="TextSpending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("purpose", models.CharField(blank=True, max_length=10)),
                ("reserved", models.PositiveBigIntegerField(default=0)),
                ("spent", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "verbose_name": "cost of texts",
                "verbose_name_plural": "cost of texts",
                "constraints": [models.UniqueConstraint(fields=("day", "purpose"), name="text_spending_once")],
            },
        ),
        migrations.CreateModel(
            name="TextTraffic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("purpose", models.CharField(max_length=10)),
                ("hits", models.PositiveBigIntegerField(default=0)),
                ("misses", models.PositiveBigIntegerField(default=0)),
                ("refused", models.PositiveBigIntegerField(default=0)),
                ("readers", models.PositiveIntegerField(db_default=0, default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("day", "purpose"), name="text_traffic_once")],
            },
        ),
        migrations.CreateModel(
            name="TextVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("provider", "written by a provider"),
                            ("moderator", "written by a moderator"),
                            ("bundle", "imported"),
                        ],
                        default="provider",
                        max_length=10,
                        verbose_name="origin",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("open", "not reviewed"),
                            ("approved", "approved"),
                            ("rejected", "rejected"),
                            ("edited", "replaced by a moderator's words"),
                            ("faulty", "stopped by the checks"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="verdict",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=40, verbose_name="title")),
                ("body", models.TextField(verbose_name="text")),
                ("faults", models.JSONField(default=list, verbose_name="what the checks found")),
                ("provider", models.CharField(blank=True, max_length=20, verbose_name="provider")),
                ("model", models.CharField(blank=True, max_length=60, verbose_name="model")),
                ("prompt_version", models.CharField(blank=True, max_length=12, verbose_name="prompt version")),
                ("seed", models.CharField(blank=True, max_length=20, verbose_name="seed")),
                ("cost", models.PositiveIntegerField(default=0, verbose_name="cost, millionths of a dollar")),
                ("hint", models.CharField(blank=True, max_length=300, verbose_name="hint")),
                ("reviewed_at", models.DateTimeField(null=True, verbose_name="reviewed at")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="written at"
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewer",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="content.gametext",
                        verbose_name="text",
                    ),
                ),
            ],
            options={
                "verbose_name": "version",
                "verbose_name_plural": "versions",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="TextWish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("player_id", models.BigIntegerField()),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="wishes", to="content.gametext"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="gametext",
            index=models.Index(
                condition=models.Q(("state", "wanted")), fields=["priority", "due_at"], name="text_to_write"
            ),
        ),
        migrations.AddIndex(
            model_name="gametext",
            index=models.Index(fields=["state", "settled_at"], name="text_desk"),
        ),
        migrations.AddIndex(
            model_name="gametext",
            index=models.Index(fields=["subject"], name="text_subject"),
        ),
        migrations.AddIndex(
            model_name="gametext",
            index=models.Index(
                condition=models.Q(("explorer_id__isnull", False)), fields=["explorer_id"], name="text_explorer"
            ),
        ),
        migrations.AddConstraint(
            model_name="gametext",
            constraint=models.UniqueConstraint(fields=("fingerprint",), name="text_once"),
        ),
        migrations.AddConstraint(
            model_name="gametext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "published"), _negated=True),
                    models.Q(("body", ""), _negated=True),
                    _connector="OR",
                ),
                name="text_published_with_body",
            ),
        ),
        migrations.AddIndex(
            model_name="textcall",
            index=models.Index(fields=["day", "purpose"], name="text_call_day"),
        ),
        migrations.AddConstraint(
            model_name="textreport",
            constraint=models.UniqueConstraint(fields=("text", "player_id", "revision"), name="text_report_once"),
        ),
        migrations.AddIndex(
            model_name="textversion",
            index=models.Index(fields=["reviewed_at"], name="text_version_reviewed"),
        ),
        migrations.AddConstraint(
            model_name="textversion",
            constraint=models.UniqueConstraint(fields=("text", "number"), name="text_version_once"),
        ),
        migrations.AddConstraint(
            model_name="textwish",
            constraint=models.UniqueConstraint(fields=("text", "player_id"), name="text_wish_once"),
        ),
    ]
