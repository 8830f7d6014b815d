import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("world", "0001_initial"),
        ("world", "0002_titles_and_restrict"),
        ("world", "0003_living_world"),
    ]

    dependencies = [
        ("content", "0001_base"),
        ("players", "0001_base"),
    ]

    operations = [
        migrations.CreateModel(
            name="EventRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(max_length=24, verbose_name="event")),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "goes on"), ("ended", "over"), ("skipped", "left out")],
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("planned_at", models.DateTimeField(verbose_name="planned for")),
                ("started_at", models.DateTimeField(null=True, verbose_name="began")),
                ("ends_at", models.DateTimeField(null=True, verbose_name="ends")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                ("started_by", models.CharField(max_length=180)),
                ("ended_by", models.CharField(blank=True, max_length=180)),
                ("result", models.JSONField(default=dict)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="content.release"
                    ),
                ),
            ],
            options={
                "verbose_name": "event that happened",
                "verbose_name_plural": "events that happened",
            },
        ),
        migrations.CreateModel(
            name="DayPhase",
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
                ("description_ru", models.CharField(max_length=120, verbose_name="line on the screen (ru)")),
                ("description_en", models.CharField(max_length=120, verbose_name="line on the screen (en)")),
                ("icon", models.CharField(max_length=8, verbose_name="icon")),
                (
                    "attack_percent",
                    models.SmallIntegerField(
                        default=0,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="attack, ±%",
                    ),
                ),
                (
                    "armor_percent",
                    models.SmallIntegerField(
                        default=0,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="armor, ±%",
                    ),
                ),
                (
                    "agility_percent",
                    models.SmallIntegerField(
                        default=0,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="agility, ±%",
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="lasts, minutes"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "part of the day",
                "verbose_name_plural": "parts of the day",
                "ordering": ["position", "key"],
            },
        ),
        migrations.CreateModel(
            name="DungeonEvent",
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
                ("description_ru", models.TextField(max_length=400, verbose_name="description (ru)")),
                ("description_en", models.TextField(max_length=400, verbose_name="description (en)")),
                ("icon", models.CharField(max_length=8, verbose_name="icon")),
            ],
            options={
                "verbose_name": "dungeon event",
                "verbose_name_plural": "dungeon events",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="DungeonTheme",
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
                ("description_ru", models.TextField(max_length=400, verbose_name="description (ru)")),
                ("description_en", models.TextField(max_length=400, verbose_name="description (en)")),
                ("icon", models.CharField(max_length=8, verbose_name="icon")),
                (
                    "min_level",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="from level"
                    ),
                ),
                (
                    "rooms_min",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="rooms, at least",
                    ),
                ),
                (
                    "rooms_max",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="rooms, at most",
                    ),
                ),
                (
                    "depth_min",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="steps to the boss, at least",
                    ),
                ),
                (
                    "depth_max",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="steps to the boss, at most",
                    ),
                ),
                (
                    "locks",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MaxValueValidator(6)], verbose_name="locked doors"
                    ),
                ),
                (
                    "secrets",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MaxValueValidator(6)], verbose_name="hidden rooms"
                    ),
                ),
                ("torch", models.PositiveSmallIntegerField(default=40, verbose_name="the torch burns, steps")),
                (
                    "trap_damage",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="a trap takes, % of HP",
                    ),
                ),
                ("gold_min", models.PositiveIntegerField(default=0, verbose_name="gold in a treasure, at least")),
                ("gold_max", models.PositiveIntegerField(default=0, verbose_name="gold in a treasure, at most")),
                ("reward_xp", models.PositiveIntegerField(default=0, verbose_name="XP at the end")),
                ("reward_gold", models.PositiveIntegerField(default=0, verbose_name="gold at the end")),
            ],
            options={
                "verbose_name": "dungeon",
                "verbose_name_plural": "dungeons",
                "ordering": ["min_level", "key"],
            },
        ),
        migrations.CreateModel(
            name="Location",
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
                ("description_ru", models.TextField(max_length=400, verbose_name="description (ru)")),
                ("description_en", models.TextField(max_length=400, verbose_name="description (en)")),
                ("icon", models.CharField(max_length=8, verbose_name="icon")),
                ("safe", models.BooleanField(default=False, verbose_name="safe")),
                ("has_rest", models.BooleanField(default=False, verbose_name="a place to rest")),
                ("map_x", models.SmallIntegerField(default=0, verbose_name="map x")),
                ("map_y", models.SmallIntegerField(default=0, verbose_name="map y")),
            ],
            options={
                "verbose_name": "location",
                "verbose_name_plural": "locations",
                "ordering": ["region", "key"],
            },
        ),
        migrations.CreateModel(
            name="LootTable",
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
            ],
            options={
                "verbose_name": "loot table",
                "verbose_name_plural": "loot tables",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="Profession",
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
                ("description_ru", models.CharField(max_length=200, verbose_name="description (ru)")),
                ("description_en", models.CharField(max_length=200, verbose_name="description (en)")),
                ("icon", models.CharField(max_length=8, verbose_name="icon")),
                (
                    "max_level",
                    models.PositiveSmallIntegerField(
                        default=20,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(500),
                        ],
                        verbose_name="highest level",
                    ),
                ),
                (
                    "xp_base",
                    models.PositiveIntegerField(
                        default=50,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="XP from level 1 to 2",
                    ),
                ),
                (
                    "xp_power",
                    models.PositiveSmallIntegerField(
                        default=150,
                        validators=[django.core.validators.MaxValueValidator(400)],
                        verbose_name="growth of XP, exponent × 100",
                    ),
                ),
            ],
            options={
                "verbose_name": "profession",
                "verbose_name_plural": "professions",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="Region",
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
                ("description_ru", models.TextField(max_length=400, verbose_name="description (ru)")),
                ("description_en", models.TextField(max_length=400, verbose_name="description (en)")),
                ("icon", models.CharField(max_length=8, verbose_name="icon")),
                (
                    "weather_minutes",
                    models.PositiveSmallIntegerField(
                        db_default=60,
                        default=60,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="weather changes every … minutes",
                    ),
                ),
            ],
            options={
                "verbose_name": "region",
                "verbose_name_plural": "regions",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="Shop",
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
                ("greeting_ru", models.CharField(max_length=200, verbose_name="greeting (ru)")),
                ("greeting_en", models.CharField(max_length=200, verbose_name="greeting (en)")),
                ("icon", models.CharField(max_length=8, verbose_name="icon")),
                (
                    "buys_at_percent",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="buys at, % of the price",
                    ),
                ),
            ],
            options={
                "verbose_name": "shop",
                "verbose_name_plural": "shops",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="Station",
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
                ("description_ru", models.CharField(max_length=200, verbose_name="description (ru)")),
                ("description_en", models.CharField(max_length=200, verbose_name="description (en)")),
                ("icon", models.CharField(max_length=8, verbose_name="icon")),
            ],
            options={
                "verbose_name": "crafting station",
                "verbose_name_plural": "crafting stations",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="Weather",
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
                ("description_ru", models.CharField(max_length=120, verbose_name="line on the screen (ru)")),
                ("description_en", models.CharField(max_length=120, verbose_name="line on the screen (en)")),
                ("icon", models.CharField(max_length=8, verbose_name="icon")),
                (
                    "attack_percent",
                    models.SmallIntegerField(
                        default=0,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="attack, ±%",
                    ),
                ),
                (
                    "armor_percent",
                    models.SmallIntegerField(
                        default=0,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="armor, ±%",
                    ),
                ),
                (
                    "agility_percent",
                    models.SmallIntegerField(
                        default=0,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="agility, ±%",
                    ),
                ),
            ],
            options={
                "verbose_name": "weather",
                "verbose_name_plural": "weathers",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="DungeonRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("theme", models.CharField(max_length=24, verbose_name="dungeon")),
                ("seed", models.CharField(editable=False, max_length=20, verbose_name="seed")),
                ("dungeon", models.JSONField(editable=False)),
                ("state", models.JSONField(editable=False)),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("victory", "victory"), ("defeat", "defeat"), ("left", "left")],
                        max_length=8,
                        verbose_name="result",
                    ),
                ),
                ("rewards", models.JSONField(default=dict, editable=False)),
                (
                    "started_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="started"),
                ),
                (
                    "stored_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="last stored"
                    ),
                ),
                ("finished_at", models.DateTimeField(null=True, verbose_name="ended")),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="content.release"
                    ),
                ),
            ],
            options={
                "verbose_name": "dungeon run",
                "verbose_name_plural": "dungeon runs",
            },
        ),
        migrations.CreateModel(
            name="DungeonReward",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(max_length=12)),
                ("gold", models.PositiveIntegerField(default=0)),
                ("items", models.JSONField(default=list)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "player",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="players.player"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="given", to="world.dungeonrun"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DungeonRunMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("active", models.BooleanField(default=True)),
                (
                    "player",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dungeon_runs", to="players.player"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="world.dungeonrun"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DungeonRoomWeight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("monster", "monster"),
                            ("treasure", "treasure"),
                            ("trap", "trap"),
                            ("rest", "rest"),
                            ("event", "event"),
                        ],
                        max_length=12,
                        verbose_name="room",
                    ),
                ),
                ("weight", models.PositiveSmallIntegerField(default=1, verbose_name="weight")),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rooms", to="world.dungeontheme"
                    ),
                ),
            ],
            options={
                "verbose_name": "kind of room",
                "verbose_name_plural": "kinds of rooms",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DungeonHappeningWeight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="weight"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.dungeonevent",
                        verbose_name="event",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="events", to="world.dungeontheme"
                    ),
                ),
            ],
            options={
                "verbose_name": "event in a room",
                "verbose_name_plural": "events in rooms",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="EventSchedule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(db_index=True, max_length=24, verbose_name="event")),
                ("is_on", models.BooleanField(default=True, verbose_name="switched on")),
                ("zone", models.CharField(default="Europe/Moscow", max_length=64, verbose_name="time zone")),
                ("minute", models.CharField(default="0", max_length=120, verbose_name="minute")),
                ("hour", models.CharField(default="12", max_length=120, verbose_name="hour")),
                ("day", models.CharField(default="*", max_length=120, verbose_name="day of the month")),
                ("month", models.CharField(default="*", max_length=120, verbose_name="month")),
                ("weekday", models.CharField(default="*", max_length=120, verbose_name="day of the week")),
                ("once_date", models.DateField(blank=True, null=True, verbose_name="once, on")),
                ("once_time", models.TimeField(blank=True, null=True, verbose_name="once, at")),
            ],
            options={
                "verbose_name": "schedule",
                "verbose_name_plural": "schedules",
                "ordering": ["event", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("once_date__isnull", True), ("once_time__isnull", True)),
                            models.Q(("once_date__isnull", False), ("once_time__isnull", False)),
                            _connector="OR",
                        ),
                        name="schedule_once_whole",
                        violation_error_message="For one time give both the date and the time.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="dungeontheme",
            name="location",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dungeons",
                to="world.location",
                verbose_name="entrance at",
            ),
        ),
        migrations.CreateModel(
            name="LocationExit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "min_level",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="from level"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="exits", to="world.location"
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="world.location",
                        verbose_name="leads to",
                    ),
                ),
            ],
            options={
                "verbose_name": "exit",
                "verbose_name_plural": "exits",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="dungeontheme",
            name="boss_loot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="world.loottable",
                verbose_name="loot at the end",
            ),
        ),
        migrations.AddField(
            model_name="dungeontheme",
            name="treasure_loot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="world.loottable",
                verbose_name="loot of a treasure",
            ),
        ),
        migrations.CreateModel(
            name="DungeonEventChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label_ru", models.CharField(max_length=30, verbose_name="button (ru)")),
                ("label_en", models.CharField(max_length=30, verbose_name="button (en)")),
                (
                    "chance",
                    models.PositiveSmallIntegerField(
                        default=100,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="goes well, %",
                    ),
                ),
                ("good_text_ru", models.CharField(max_length=200, verbose_name="when it goes well (ru)")),
                ("good_text_en", models.CharField(max_length=200, verbose_name="when it goes well (en)")),
                ("gold", models.PositiveIntegerField(default=0, verbose_name="then coins")),
                (
                    "heal",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="then HP back, %",
                    ),
                ),
                ("bad_text_ru", models.CharField(max_length=200, verbose_name="when it goes badly (ru)")),
                ("bad_text_en", models.CharField(max_length=200, verbose_name="when it goes badly (en)")),
                (
                    "damage",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="then HP lost, %",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="choices", to="world.dungeonevent"
                    ),
                ),
                (
                    "loot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.loottable",
                        verbose_name="then loot",
                    ),
                ),
            ],
            options={
                "verbose_name": "choice",
                "verbose_name_plural": "choices",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="LootTableEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "chance",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="chance, %",
                    ),
                ),
                (
                    "min_amount",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="at least"
                    ),
                ),
                (
                    "max_amount",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="at most"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="players.item",
                        verbose_name="item",
                    ),
                ),
                (
                    "loot_table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="world.loottable"
                    ),
                ),
            ],
            options={
                "verbose_name": "loot",
                "verbose_name_plural": "loot",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Monster",
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
                ("description_ru", models.TextField(max_length=400, verbose_name="description (ru)")),
                ("description_en", models.TextField(max_length=400, verbose_name="description (en)")),
                ("icon", models.CharField(max_length=8, verbose_name="icon")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="level"
                    ),
                ),
                (
                    "hp",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="HP"
                    ),
                ),
                (
                    "attack",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="attack"
                    ),
                ),
                ("armor", models.PositiveSmallIntegerField(default=0, verbose_name="armor")),
                ("agility", models.PositiveSmallIntegerField(default=0, verbose_name="agility")),
                (
                    "damage_type",
                    models.CharField(
                        choices=[
                            ("physical", "physical"),
                            ("fire", "fire"),
                            ("frost", "frost"),
                            ("poison", "poison"),
                            ("holy", "holy"),
                        ],
                        default="physical",
                        max_length=12,
                        verbose_name="damage type",
                    ),
                ),
                ("xp", models.PositiveIntegerField(verbose_name="XP")),
                ("gold_min", models.PositiveIntegerField(default=0, verbose_name="gold, at least")),
                ("gold_max", models.PositiveIntegerField(default=0, verbose_name="gold, at most")),
                ("boss", models.BooleanField(default=False, verbose_name="boss")),
                (
                    "loot_table",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.loottable",
                        verbose_name="loot table",
                    ),
                ),
            ],
            options={
                "verbose_name": "monster",
                "verbose_name_plural": "monsters",
                "ordering": ["level", "key"],
            },
        ),
        migrations.CreateModel(
            name="Encounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="weight"
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="encounters", to="world.location"
                    ),
                ),
                (
                    "monster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.monster",
                        verbose_name="monster",
                    ),
                ),
            ],
            options={
                "verbose_name": "encounter",
                "verbose_name_plural": "encounters",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="dungeontheme",
            name="boss",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="world.monster", verbose_name="boss"
            ),
        ),
        migrations.CreateModel(
            name="DungeonMonsterWeight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="weight"
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="monsters", to="world.dungeontheme"
                    ),
                ),
                (
                    "monster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.monster",
                        verbose_name="monster",
                    ),
                ),
            ],
            options={
                "verbose_name": "monster in a room",
                "verbose_name_plural": "monsters in rooms",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DayPhaseEncounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("percent", models.PositiveSmallIntegerField(default=100, verbose_name="is met, % of the usual")),
                (
                    "phase",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="encounters", to="world.dayphase"
                    ),
                ),
                (
                    "monster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.monster",
                        verbose_name="monster",
                    ),
                ),
            ],
            options={
                "verbose_name": "encounter",
                "verbose_name_plural": "encounters",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="MonsterResistance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "damage_type",
                    models.CharField(
                        choices=[
                            ("physical", "physical"),
                            ("fire", "fire"),
                            ("frost", "frost"),
                            ("poison", "poison"),
                            ("holy", "holy"),
                        ],
                        max_length=12,
                        verbose_name="damage type",
                    ),
                ),
                (
                    "percent",
                    models.SmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(-100),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="resists, %",
                    ),
                ),
                (
                    "monster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="resistances", to="world.monster"
                    ),
                ),
            ],
            options={
                "verbose_name": "resistance",
                "verbose_name_plural": "resistances",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="MonsterSkillUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="weight"
                    ),
                ),
                (
                    "monster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="skills", to="world.monster"
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="players.skill",
                        verbose_name="skill",
                    ),
                ),
            ],
            options={
                "verbose_name": "skill of the monster",
                "verbose_name_plural": "skills of the monster",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="NodeStock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("node", models.CharField(max_length=24)),
                ("left", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "player",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="players.player"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlayerProfession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("profession", models.CharField(max_length=24)),
                ("level", models.PositiveSmallIntegerField(default=1)),
                ("xp", models.PositiveIntegerField(default=0)),
                (
                    "player",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="professions", to="players.player"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GatheringNode",
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
                ("description_ru", models.CharField(max_length=200, verbose_name="description (ru)")),
                ("description_en", models.CharField(max_length=200, verbose_name="description (en)")),
                ("icon", models.CharField(max_length=8, verbose_name="icon")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="level of the profession",
                    ),
                ),
                ("energy", models.PositiveSmallIntegerField(default=1, verbose_name="energy a portion")),
                (
                    "seconds",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="0: it is gathered at once.",
                        validators=[django.core.validators.MaxValueValidator(86400)],
                        verbose_name="seconds a portion",
                    ),
                ),
                (
                    "stock",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="portions it holds",
                    ),
                ),
                (
                    "regrow_minutes",
                    models.PositiveIntegerField(
                        default=30,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="minutes until one grows back",
                    ),
                ),
                ("xp", models.PositiveIntegerField(default=5, verbose_name="practice, XP")),
                (
                    "tool",
                    models.ForeignKey(
                        blank=True,
                        help_text="Needed in the bag, and kept.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="players.item",
                        verbose_name="tool",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.location",
                        verbose_name="location",
                    ),
                ),
                (
                    "loot_table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.loottable",
                        verbose_name="loot table",
                    ),
                ),
                (
                    "profession",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nodes",
                        to="world.profession",
                        verbose_name="profession",
                    ),
                ),
            ],
            options={
                "verbose_name": "place to gather",
                "verbose_name_plural": "places to gather",
                "ordering": ["location", "level", "key"],
            },
        ),
        migrations.CreateModel(
            name="Activity",
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
                ("description_ru", models.CharField(max_length=200, verbose_name="description (ru)")),
                ("description_en", models.CharField(max_length=200, verbose_name="description (en)")),
                ("icon", models.CharField(max_length=8, verbose_name="icon")),
                (
                    "min_level",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="from level"
                    ),
                ),
                ("energy", models.PositiveSmallIntegerField(default=0, verbose_name="energy, at the start")),
                ("price", models.PositiveIntegerField(default=0, verbose_name="price, coins")),
                (
                    "portion_minutes",
                    models.PositiveIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1440),
                        ],
                        verbose_name="minutes a portion",
                    ),
                ),
                (
                    "portions",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="portions, at most",
                    ),
                ),
                ("xp", models.PositiveIntegerField(default=0, verbose_name="XP a portion")),
                ("gold", models.PositiveIntegerField(default=0, verbose_name="gold a portion")),
                ("profession_xp", models.PositiveIntegerField(default=0, verbose_name="practice a portion, XP")),
                (
                    "destination",
                    models.ForeignKey(
                        blank=True,
                        help_text="A journey: the player is on the way until it is over.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.location",
                        verbose_name="takes to",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.location",
                        verbose_name="location",
                    ),
                ),
                (
                    "loot_table",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.loottable",
                        verbose_name="loot table",
                    ),
                ),
                (
                    "profession",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.profession",
                        verbose_name="profession",
                    ),
                ),
            ],
            options={
                "verbose_name": "activity",
                "verbose_name_plural": "activities",
                "ordering": ["location", "min_level", "key"],
            },
        ),
        migrations.CreateModel(
            name="Recipe",
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
                    "level",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="level of the profession",
                    ),
                ),
                (
                    "seconds",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="0: it is made at once.",
                        validators=[django.core.validators.MaxValueValidator(86400)],
                        verbose_name="seconds a piece",
                    ),
                ),
                (
                    "chance",
                    models.PositiveSmallIntegerField(
                        default=100,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="chance, %",
                    ),
                ),
                ("xp", models.PositiveIntegerField(default=10, verbose_name="practice, XP")),
                (
                    "profession",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recipes",
                        to="world.profession",
                        verbose_name="profession",
                    ),
                ),
                (
                    "tool",
                    models.ForeignKey(
                        blank=True,
                        help_text="Needed in the bag, and kept.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="players.item",
                        verbose_name="tool",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recipes",
                        to="world.station",
                        verbose_name="station",
                    ),
                ),
            ],
            options={
                "verbose_name": "recipe",
                "verbose_name_plural": "recipes",
                "ordering": ["profession", "level", "key"],
            },
        ),
        migrations.CreateModel(
            name="RecipeInput",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "amount",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="amount"
                    ),
                ),
                ("returned", models.PositiveSmallIntegerField(default=0, verbose_name="comes back on failure")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="players.item",
                        verbose_name="item",
                    ),
                ),
                (
                    "recipe",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="inputs", to="world.recipe"
                    ),
                ),
            ],
            options={
                "verbose_name": "ingredient",
                "verbose_name_plural": "ingredients",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="RecipeOutput",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "amount",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="amount"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="players.item",
                        verbose_name="item",
                    ),
                ),
                (
                    "recipe",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="outputs", to="world.recipe"
                    ),
                ),
            ],
            options={
                "verbose_name": "product",
                "verbose_name_plural": "products",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="location",
            name="region",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="locations",
                to="world.region",
                verbose_name="region",
            ),
        ),
        migrations.AddField(
            model_name="location",
            name="shop",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="locations",
                to="world.shop",
                verbose_name="shop",
            ),
        ),
        migrations.CreateModel(
            name="ShopOffer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "price",
                    models.PositiveIntegerField(
                        default=0, help_text="0: the item's own price", verbose_name="price, coins"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="players.item",
                        verbose_name="item",
                    ),
                ),
                (
                    "shop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="offers", to="world.shop"
                    ),
                ),
            ],
            options={
                "verbose_name": "offer",
                "verbose_name_plural": "offers",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="StationPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="world.location",
                        verbose_name="location",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="places", to="world.station"
                    ),
                ),
            ],
            options={
                "verbose_name": "place of the station",
                "verbose_name_plural": "places of the station",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Trade",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("done", "done"),
                            ("cancelled", "called off"),
                            ("expired", "run out"),
                        ],
                        default="open",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("opener_goods", models.JSONField(default=list, verbose_name="offered by the first")),
                ("partner_goods", models.JSONField(default=list, verbose_name="offered by the second")),
                ("opener_agreed", models.BooleanField(default=False)),
                ("partner_agreed", models.BooleanField(default=False)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="at"),
                ),
                ("expires_at", models.DateTimeField(verbose_name="runs out")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                (
                    "opener",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="players.player",
                        verbose_name="who asked",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="players.player",
                        verbose_name="who was asked",
                    ),
                ),
            ],
            options={
                "verbose_name": "trade between players",
                "verbose_name_plural": "trades between players",
            },
        ),
        migrations.CreateModel(
            name="RegionWeather",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="weight"
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="weathers", to="world.region"
                    ),
                ),
                (
                    "weather",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.weather",
                        verbose_name="weather",
                    ),
                ),
            ],
            options={
                "verbose_name": "weather of the region",
                "verbose_name_plural": "weathers of the region",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="WeatherEncounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("percent", models.PositiveSmallIntegerField(default=100, verbose_name="is met, % of the usual")),
                (
                    "monster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.monster",
                        verbose_name="monster",
                    ),
                ),
                (
                    "weather",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="encounters", to="world.weather"
                    ),
                ),
            ],
            options={
                "verbose_name": "encounter",
                "verbose_name_plural": "encounters",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="WeatherResistance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "damage_type",
                    models.CharField(
                        choices=[
                            ("physical", "physical"),
                            ("fire", "fire"),
                            ("frost", "frost"),
                            ("poison", "poison"),
                            ("holy", "holy"),
                        ],
                        max_length=12,
                        verbose_name="damage type",
                    ),
                ),
                (
                    "percent",
                    models.SmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(-100),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="everyone resists, %",
                    ),
                ),
                (
                    "weather",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="resistances", to="world.weather"
                    ),
                ),
            ],
            options={
                "verbose_name": "resistance",
                "verbose_name_plural": "resistances",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Whereabouts",
            fields=[
                (
                    "player",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="whereabouts",
                        serialize=False,
                        to="players.player",
                    ),
                ),
                ("location", models.CharField(max_length=24)),
                ("arrived_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "indexes": [models.Index(fields=["location", "-arrived_at"], name="whereabouts_location")],
            },
        ),
        migrations.CreateModel(
            name="WorldEvent",
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
                ("announcement_ru", models.TextField(max_length=400, verbose_name="announcement (ru)")),
                ("announcement_en", models.TextField(max_length=400, verbose_name="announcement (en)")),
                ("icon", models.CharField(max_length=8, verbose_name="icon")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("boss", "boss"),
                            ("zone_open", "zone_open"),
                            ("zone_close", "zone_close"),
                            ("happy_hour", "happy_hour"),
                            ("weather", "weather"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "minutes",
                    models.PositiveIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(10),
                            django.core.validators.MaxValueValidator(44640),
                        ],
                        verbose_name="lasts, minutes",
                    ),
                ),
                (
                    "when_missed",
                    models.CharField(
                        choices=[("run_late_once", "run_late_once"), ("skip", "skip")],
                        default="skip",
                        max_length=16,
                        verbose_name="when its start was missed",
                    ),
                ),
                (
                    "min_level",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="told from level",
                    ),
                ),
                (
                    "usual_times",
                    models.CharField(
                        blank=True,
                        help_text="A crontab line for the schedule that a new event begins with, like “0 20 * * sat”",
                        max_length=120,
                        verbose_name="usual times",
                    ),
                ),
                (
                    "usual_zone",
                    models.CharField(default="Europe/Moscow", max_length=64, verbose_name="time zone of these"),
                ),
                (
                    "boss_hp",
                    models.PositiveIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(2000000000)],
                        verbose_name="shared HP",
                    ),
                ),
                (
                    "strike_seconds",
                    models.PositiveIntegerField(default=60, verbose_name="wait between strikes, seconds"),
                ),
                ("min_damage", models.PositiveIntegerField(default=1, verbose_name="least damage for a reward")),
                ("reward_xp", models.PositiveIntegerField(default=0, verbose_name="XP for each")),
                ("reward_gold", models.PositiveIntegerField(default=0, verbose_name="gold for each")),
                (
                    "pool_gold",
                    models.PositiveIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(1000000000)],
                        verbose_name="gold shared out by damage",
                    ),
                ),
                (
                    "top_places",
                    models.PositiveSmallIntegerField(default=3, verbose_name="how many of the best get loot"),
                ),
                (
                    "xp_percent",
                    models.PositiveSmallIntegerField(
                        default=100,
                        validators=[django.core.validators.MaxValueValidator(1000)],
                        verbose_name="XP, % of the usual",
                    ),
                ),
                (
                    "gold_percent",
                    models.PositiveSmallIntegerField(
                        default=100,
                        validators=[django.core.validators.MaxValueValidator(1000)],
                        verbose_name="gold, % of the usual",
                    ),
                ),
                (
                    "loot_percent",
                    models.PositiveSmallIntegerField(
                        default=100,
                        validators=[django.core.validators.MaxValueValidator(1000)],
                        verbose_name="loot, % of the usual",
                    ),
                ),
                (
                    "entrance",
                    models.ForeignKey(
                        blank=True,
                        help_text="Only the way from here opens or closes; none is all ways",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.location",
                        verbose_name="only from",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.location",
                        verbose_name="location",
                    ),
                ),
                (
                    "loot_table",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.loottable",
                        verbose_name="loot table",
                    ),
                ),
                (
                    "monster",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.monster",
                        verbose_name="monster",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where it happens and whose people are told; none is everywhere",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "weather",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.weather",
                        verbose_name="weather",
                    ),
                ),
            ],
            options={
                "verbose_name": "world event",
                "verbose_name_plural": "world events",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="WorldRules",
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
                    "defeat_gold_percent",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="gold lost by a defeat, %",
                    ),
                ),
                (
                    "defeat_hp_percent",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="HP after a defeat, %",
                    ),
                ),
                ("travel_energy", models.PositiveSmallIntegerField(default=0, verbose_name="energy a step costs")),
                (
                    "defeat_location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.location",
                        verbose_name="where the defeated wake",
                    ),
                ),
                (
                    "starting_location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="world.location",
                        verbose_name="starting location",
                    ),
                ),
            ],
            options={
                "verbose_name": "rules of the world",
                "verbose_name_plural": "rules of the world",
            },
        ),
        migrations.CreateModel(
            name="ActivityRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("craft", "crafting"),
                            ("gather", "gathering"),
                            ("pastime", "training or work"),
                            ("journey", "a journey"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("subject", models.CharField(max_length=24, verbose_name="what")),
                ("location", models.CharField(max_length=24, verbose_name="location")),
                ("portions", models.PositiveSmallIntegerField(verbose_name="portions")),
                ("portion_seconds", models.PositiveIntegerField(verbose_name="seconds a portion")),
                ("chance", models.PositiveSmallIntegerField(default=100, verbose_name="chance, %")),
                ("seed", models.CharField(editable=False, max_length=20)),
                (
                    "started_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="started"),
                ),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("finished", "finished"), ("stopped", "broken off")],
                        max_length=8,
                        verbose_name="outcome",
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                (
                    "player",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="activities", to="players.player"
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="content.release"
                    ),
                ),
            ],
            options={
                "verbose_name": "player’s activity",
                "verbose_name_plural": "players’ activities",
                "indexes": [
                    models.Index(fields=["player", "-id"], name="activity_player"),
                    models.Index(
                        condition=models.Q(("outcome", ""), _negated=True), fields=["ended_at"], name="activity_ended"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "")), fields=("player",), name="player_does_one_thing"
                    ),
                    models.CheckConstraint(condition=models.Q(("portions__gte", 1)), name="activity_has_portions"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("outcome", "")),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True), models.Q(("ended_at", None), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="activity_ended_with_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BossFight",
            fields=[
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="boss",
                        serialize=False,
                        to="world.eventrun",
                    ),
                ),
                ("max_hp", models.PositiveIntegerField()),
                ("hp", models.PositiveIntegerField()),
                ("is_open", models.BooleanField(default=True)),
                ("last_blow", models.PositiveIntegerField(default=0)),
                (
                    "felled_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="players.player"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BossContribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("damage", models.PositiveIntegerField(default=0)),
                ("strikes", models.PositiveIntegerField(default=0)),
                ("struck_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "still fighting"),
                            ("owed", "reward on its way"),
                            ("paid", "rewarded"),
                            ("nothing", "too little for a reward"),
                            ("failed", "could not be rewarded"),
                        ],
                        db_default="open",
                        default="open",
                        max_length=8,
                    ),
                ),
                ("place", models.PositiveIntegerField(null=True)),
                ("xp", models.PositiveIntegerField(db_default=0, default=0)),
                ("gold", models.PositiveIntegerField(db_default=0, default=0)),
                ("items", models.JSONField(db_default=[], default=list)),
                (
                    "player",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="players.player"
                    ),
                ),
                (
                    "boss",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contributions", to="world.bossfight"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="eventrun",
            constraint=models.UniqueConstraint(fields=("event", "planned_at"), name="event_run_once"),
        ),
        migrations.AddConstraint(
            model_name="eventrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "running")), fields=("event",), name="event_runs_alone"
            ),
        ),
        migrations.AddIndex(
            model_name="dungeonrun",
            index=models.Index(condition=models.Q(("result", "")), fields=["started_at"], name="dungeon_run_open"),
        ),
        migrations.AddConstraint(
            model_name="dungeonreward",
            constraint=models.UniqueConstraint(fields=("run", "player", "place"), name="dungeon_reward_once"),
        ),
        migrations.AddConstraint(
            model_name="dungeonrunmember",
            constraint=models.UniqueConstraint(fields=("run", "player"), name="dungeon_run_member_once"),
        ),
        migrations.AddConstraint(
            model_name="dungeonrunmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("active", True)), fields=("player",), name="player_on_one_run"
            ),
        ),
        migrations.AddConstraint(
            model_name="dungeonroomweight",
            constraint=models.UniqueConstraint(fields=("theme", "kind"), name="dungeon_room_kind_once"),
        ),
        migrations.AddConstraint(
            model_name="dungeonhappeningweight",
            constraint=models.UniqueConstraint(fields=("theme", "event"), name="dungeon_event_once"),
        ),
        migrations.AddConstraint(
            model_name="locationexit",
            constraint=models.UniqueConstraint(fields=("location", "to"), name="exit_once"),
        ),
        migrations.AddConstraint(
            model_name="locationexit",
            constraint=models.CheckConstraint(
                condition=models.Q(("location", models.F("to")), _negated=True),
                name="exit_leads_elsewhere",
                violation_error_message="An exit must lead to another location.",
            ),
        ),
        migrations.AddConstraint(
            model_name="loottableentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("max_amount__gte", models.F("min_amount"))),
                name="loot_amounts_ordered",
                violation_error_message="“At most” is below “at least”.",
            ),
        ),
        migrations.AddConstraint(
            model_name="monster",
            constraint=models.CheckConstraint(
                condition=models.Q(("gold_max__gte", models.F("gold_min"))),
                name="monster_gold_ordered",
                violation_error_message="“At most” is below “at least”.",
            ),
        ),
        migrations.AddConstraint(
            model_name="encounter",
            constraint=models.UniqueConstraint(fields=("location", "monster"), name="encounter_once"),
        ),
        migrations.AddConstraint(
            model_name="dungeontheme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rooms_max__gte", models.F("rooms_min")), ("depth_max__gte", models.F("depth_min"))
                ),
                name="dungeon_bounds_ordered",
                violation_error_message="“At most” is below “at least”.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dungeontheme",
            constraint=models.CheckConstraint(
                condition=models.Q(("gold_max__gte", models.F("gold_min"))),
                name="dungeon_gold_ordered",
                violation_error_message="“At most” is below “at least”.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dungeonmonsterweight",
            constraint=models.UniqueConstraint(fields=("theme", "monster"), name="dungeon_monster_once"),
        ),
        migrations.AddConstraint(
            model_name="dayphaseencounter",
            constraint=models.UniqueConstraint(fields=("phase", "monster"), name="phase_encounter_once"),
        ),
        migrations.AddConstraint(
            model_name="monsterresistance",
            constraint=models.UniqueConstraint(fields=("monster", "damage_type"), name="resistance_once"),
        ),
        migrations.AddConstraint(
            model_name="monsterskilluse",
            constraint=models.UniqueConstraint(fields=("monster", "skill"), name="monster_skill_once"),
        ),
        migrations.AddConstraint(
            model_name="nodestock",
            constraint=models.UniqueConstraint(fields=("player", "node"), name="node_stock_once"),
        ),
        migrations.AddConstraint(
            model_name="playerprofession",
            constraint=models.UniqueConstraint(fields=("player", "profession"), name="player_profession_once"),
        ),
        migrations.AddConstraint(
            model_name="playerprofession",
            constraint=models.CheckConstraint(condition=models.Q(("level__gte", 1)), name="profession_level_positive"),
        ),
        migrations.AddConstraint(
            model_name="recipeinput",
            constraint=models.UniqueConstraint(fields=("recipe", "item"), name="recipe_input_once"),
        ),
        migrations.AddConstraint(
            model_name="recipeinput",
            constraint=models.CheckConstraint(
                condition=models.Q(("returned__lte", models.F("amount"))),
                name="recipe_returns_at_most_all",
                violation_error_message="More comes back than was taken.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recipeoutput",
            constraint=models.UniqueConstraint(fields=("recipe", "item"), name="recipe_output_once"),
        ),
        migrations.AddConstraint(
            model_name="shopoffer",
            constraint=models.UniqueConstraint(fields=("shop", "item"), name="offer_once"),
        ),
        migrations.AddConstraint(
            model_name="stationplace",
            constraint=models.UniqueConstraint(fields=("station", "location"), name="station_place_once"),
        ),
        migrations.AddIndex(
            model_name="trade",
            index=models.Index(fields=["opener", "-id"], name="trade_opener"),
        ),
        migrations.AddIndex(
            model_name="trade",
            index=models.Index(fields=["partner", "-id"], name="trade_partner"),
        ),
        migrations.AddConstraint(
            model_name="trade",
            constraint=models.CheckConstraint(
                condition=models.Q(("opener", models.F("partner")), _negated=True), name="trade_takes_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="trade",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("opener",), name="trade_open_by_opener"
            ),
        ),
        migrations.AddConstraint(
            model_name="trade",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("partner",), name="trade_open_by_partner"
            ),
        ),
        migrations.AddConstraint(
            model_name="regionweather",
            constraint=models.UniqueConstraint(fields=("region", "weather"), name="region_weather_once"),
        ),
        migrations.AddConstraint(
            model_name="weatherencounter",
            constraint=models.UniqueConstraint(fields=("weather", "monster"), name="weather_encounter_once"),
        ),
        migrations.AddConstraint(
            model_name="weatherresistance",
            constraint=models.UniqueConstraint(fields=("weather", "damage_type"), name="weather_resistance_once"),
        ),
        migrations.AddConstraint(
            model_name="bossfight",
            constraint=models.CheckConstraint(
                condition=models.Q(("hp__lte", models.F("max_hp"))), name="boss_hp_in_bounds"
            ),
        ),
        migrations.AddIndex(
            model_name="bosscontribution",
            index=models.Index(fields=["boss", "-damage"], name="boss_contribution_best"),
        ),
        migrations.AddIndex(
            model_name="bosscontribution",
            index=models.Index(
                condition=models.Q(("state", "owed")), fields=["boss", "id"], name="boss_contribution_owed"
            ),
        ),
        migrations.AddConstraint(
            model_name="bosscontribution",
            constraint=models.UniqueConstraint(fields=("boss", "player"), name="boss_contribution_once"),
        ),
    ]
