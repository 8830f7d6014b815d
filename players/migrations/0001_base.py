import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

REFUSE = """
CREATE TRIGGER players_ledgerentry_append_only BEFORE UPDATE OR DELETE ON players_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION artel_append_only();
"""
ALLOW = "DROP TRIGGER players_ledgerentry_append_only ON players_ledgerentry;"


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("players", "0001_initial"),
        ("players", "0002_ledger_append_only"),
        ("players", "0003_bounds_and_seen_index"),
        ("players", "0004_muted_notifications"),
        ("players", "0005_living_world"),
    ]

    dependencies = [("common", "0001_base")]

    operations = [
        migrations.CreateModel(
            name="Achievement",
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
                    "fact",
                    models.CharField(
                        choices=[
                            ("monster_defeated", "monster_defeated"),
                            ("boss_defeated", "boss_defeated"),
                            ("battle_won", "battle_won"),
                            ("battle_lost", "battle_lost"),
                            ("battle_fled", "battle_fled"),
                            ("location_visited", "location_visited"),
                            ("rested", "rested"),
                            ("item_gained", "item_gained"),
                            ("item_bought", "item_bought"),
                            ("item_sold", "item_sold"),
                            ("item_used", "item_used"),
                            ("item_worn", "item_worn"),
                            ("gold_earned", "gold_earned"),
                            ("gold_spent", "gold_spent"),
                            ("item_crafted", "item_crafted"),
                            ("node_gathered", "node_gathered"),
                            ("activity_finished", "activity_finished"),
                            ("profession_level", "profession_level"),
                            ("dungeon_finished", "dungeon_finished"),
                            ("world_boss_felled", "world_boss_felled"),
                            ("level_reached", "level_reached"),
                            ("quest_finished", "quest_finished"),
                            ("monsters_known", "monsters_known"),
                            ("locations_known", "locations_known"),
                            ("items_known", "items_known"),
                            ("item_brought", "item_brought"),
                        ],
                        max_length=20,
                        verbose_name="what",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=24, verbose_name="of which")),
                (
                    "amount",
                    models.PositiveIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="how many"
                    ),
                ),
                ("points", models.PositiveSmallIntegerField(default=10, verbose_name="points")),
                ("hidden", models.BooleanField(default=False, verbose_name="hidden until unlocked")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("xp", models.PositiveIntegerField(default=0, verbose_name="XP")),
                ("gold", models.PositiveIntegerField(default=0, verbose_name="gold")),
            ],
            options={
                "verbose_name": "achievement",
                "verbose_name_plural": "achievements",
                "ordering": ["position", "key"],
            },
        ),
        migrations.CreateModel(
            name="AffixTable",
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
                "verbose_name": "affix table",
                "verbose_name_plural": "affix tables",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("prefix", models.CharField(max_length=12, unique=True, verbose_name="starts with")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("scopes", models.JSONField(default=list, verbose_name="scopes")),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="created"),
                ),
                ("created_by", models.CharField(blank=True, max_length=150, verbose_name="created by")),
                ("last_used_at", models.DateTimeField(null=True, verbose_name="last used")),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="expires")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="revoked")),
            ],
            options={
                "verbose_name": "API key",
                "verbose_name_plural": "API keys",
            },
        ),
        migrations.CreateModel(
            name="CharacterClass",
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
                ("feel_ru", models.CharField(max_length=80, verbose_name="how it feels (ru)")),
                ("feel_en", models.CharField(max_length=80, verbose_name="how it feels (en)")),
                ("icon", models.CharField(max_length=8, verbose_name="icon")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "main_stat",
                    models.CharField(
                        choices=[("strength", "strength"), ("agility", "agility"), ("intellect", "intellect")],
                        max_length=12,
                        verbose_name="main stat",
                    ),
                ),
                ("strength", models.PositiveSmallIntegerField(verbose_name="strength")),
                ("agility", models.PositiveSmallIntegerField(verbose_name="agility")),
                ("intellect", models.PositiveSmallIntegerField(verbose_name="intellect")),
                ("vitality", models.PositiveSmallIntegerField(verbose_name="vitality")),
                ("strength_growth", models.PositiveSmallIntegerField(verbose_name="strength a level")),
                ("agility_growth", models.PositiveSmallIntegerField(verbose_name="agility a level")),
                ("intellect_growth", models.PositiveSmallIntegerField(verbose_name="intellect a level")),
                ("vitality_growth", models.PositiveSmallIntegerField(verbose_name="vitality a level")),
                (
                    "strength_formula",
                    models.CharField(blank=True, db_default="", max_length=200, verbose_name="strength by a formula"),
                ),
                (
                    "agility_formula",
                    models.CharField(blank=True, db_default="", max_length=200, verbose_name="agility by a formula"),
                ),
                (
                    "intellect_formula",
                    models.CharField(blank=True, db_default="", max_length=200, verbose_name="intellect by a formula"),
                ),
                (
                    "vitality_formula",
                    models.CharField(blank=True, db_default="", max_length=200, verbose_name="vitality by a formula"),
                ),
            ],
            options={
                "verbose_name": "character class",
                "verbose_name_plural": "character classes",
                "ordering": ["position", "key"],
            },
        ),
        migrations.CreateModel(
            name="ItemSet",
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
            ],
            options={
                "verbose_name": "item set",
                "verbose_name_plural": "item sets",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="LedgerDay",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "day", "asset", "reason", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField()),
                ("asset", models.CharField(max_length=40)),
                ("reason", models.CharField(max_length=40)),
                ("gained", models.BigIntegerField()),
                ("spent", models.BigIntegerField()),
                ("moves", models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Progress",
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
                    "max_level",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(500),
                        ],
                        verbose_name="highest level",
                    ),
                ),
                ("xp_base", models.PositiveIntegerField(verbose_name="XP from level 1 to 2")),
                (
                    "xp_power",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(400)],
                        verbose_name="growth of XP, exponent × 100",
                    ),
                ),
                ("hp_base", models.PositiveSmallIntegerField(verbose_name="HP, base")),
                ("hp_per_vitality", models.PositiveSmallIntegerField(verbose_name="HP per vitality")),
                ("energy_max", models.PositiveSmallIntegerField(verbose_name="energy, highest")),
                (
                    "hp_regen_percent_per_minute",
                    models.PositiveSmallIntegerField(verbose_name="HP regained a minute, %"),
                ),
                ("energy_regen_per_minute", models.PositiveSmallIntegerField(verbose_name="energy regained a minute")),
                ("starting_gold", models.PositiveIntegerField(verbose_name="starting gold")),
                (
                    "bag_slots",
                    models.PositiveSmallIntegerField(
                        db_default=0,
                        default=0,
                        help_text="0: as many things as one likes.",
                        verbose_name="places in a bag",
                    ),
                ),
                (
                    "skill_points_per_level",
                    models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="skill points a level"),
                ),
                (
                    "reset_price",
                    models.PositiveIntegerField(
                        db_default=0, default=0, verbose_name="price of forgetting, coins a level"
                    ),
                ),
                (
                    "xp_formula",
                    models.CharField(
                        blank=True, db_default="", max_length=200, verbose_name="XP to the next level by a formula"
                    ),
                ),
                (
                    "quest_reset_hour",
                    models.PositiveSmallIntegerField(
                        db_default=0,
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(23)],
                        verbose_name="daily quests begin anew at, hour by UTC",
                    ),
                ),
            ],
            options={
                "verbose_name": "rules of progress",
                "verbose_name_plural": "rules of progress",
            },
        ),
        migrations.CreateModel(
            name="Quest",
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
                ("thanks_ru", models.TextField(max_length=300, verbose_name="said at the end (ru)")),
                ("thanks_en", models.TextField(max_length=300, verbose_name="said at the end (en)")),
                ("icon", models.CharField(max_length=8, verbose_name="icon")),
                (
                    "giver",
                    models.CharField(
                        blank=True, help_text="Empty: anywhere.", max_length=24, verbose_name="accepted at"
                    ),
                ),
                (
                    "min_level",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="from level"
                    ),
                ),
                (
                    "repeat",
                    models.CharField(
                        choices=[("once", "once"), ("daily", "daily"), ("weekly", "weekly")],
                        default="once",
                        max_length=8,
                        verbose_name="how often",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("xp", models.PositiveIntegerField(default=0, verbose_name="XP")),
                ("gold", models.PositiveIntegerField(default=0, verbose_name="gold")),
            ],
            options={
                "verbose_name": "quest",
                "verbose_name_plural": "quests",
                "ordering": ["position", "min_level", "key"],
            },
        ),
        migrations.CreateModel(
            name="Skill",
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
                ("energy_cost", models.PositiveSmallIntegerField(default=0, verbose_name="energy cost")),
                ("cooldown", models.PositiveSmallIntegerField(default=0, verbose_name="cooldown, own turns")),
                (
                    "passive",
                    models.BooleanField(db_default=False, default=False, verbose_name="passive: always at work"),
                ),
            ],
            options={
                "verbose_name": "skill",
                "verbose_name_plural": "skills",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="UsedInitData",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("used_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="Item",
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
                    "kind",
                    models.CharField(
                        choices=[("equipment", "equipment"), ("potion", "potion"), ("material", "material")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "slot",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("weapon", "weapon"),
                            ("armor", "armor"),
                            ("trinket", "trinket"),
                            ("head", "head"),
                            ("hands", "hands"),
                            ("feet", "feet"),
                            ("ring", "ring"),
                        ],
                        max_length=12,
                        verbose_name="slot",
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="level"
                    ),
                ),
                ("price", models.PositiveIntegerField(default=0, verbose_name="price, coins")),
                ("strength", models.SmallIntegerField(default=0, verbose_name="strength")),
                ("agility", models.SmallIntegerField(default=0, verbose_name="agility")),
                ("intellect", models.SmallIntegerField(default=0, verbose_name="intellect")),
                ("vitality", models.SmallIntegerField(default=0, verbose_name="vitality")),
                ("attack", models.SmallIntegerField(default=0, verbose_name="attack")),
                ("armor", models.SmallIntegerField(default=0, verbose_name="armor")),
                ("heals", models.PositiveSmallIntegerField(default=0, verbose_name="heals, HP")),
                ("energizes", models.PositiveSmallIntegerField(default=0, verbose_name="restores energy")),
                (
                    "rarity",
                    models.CharField(
                        choices=[
                            ("common", "common"),
                            ("uncommon", "uncommon"),
                            ("rare", "rare"),
                            ("epic", "epic"),
                            ("legendary", "legendary"),
                        ],
                        db_default="common",
                        default="common",
                        max_length=12,
                        verbose_name="rarity",
                    ),
                ),
                (
                    "stack",
                    models.PositiveSmallIntegerField(
                        db_default=0, default=0, help_text="0: any number.", verbose_name="in one place of the bag"
                    ),
                ),
                (
                    "bind",
                    models.CharField(
                        choices=[("none", "none"), ("on_pickup", "on_pickup"), ("on_equip", "on_equip")],
                        db_default="none",
                        default="none",
                        max_length=12,
                        verbose_name="binds",
                    ),
                ),
                (
                    "affix_table",
                    models.ForeignKey(
                        blank=True,
                        help_text="Pieces that drop or are made are rolled by it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="players.affixtable",
                        verbose_name="affix table",
                    ),
                ),
                (
                    "item_set",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="players.itemset",
                        verbose_name="item set",
                    ),
                ),
            ],
            options={
                "verbose_name": "item",
                "verbose_name_plural": "items",
                "ordering": ["kind", "level", "key"],
            },
        ),
        migrations.CreateModel(
            name="Player",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("telegram_id", models.BigIntegerField(null=True, unique=True)),
                ("guest_key", models.CharField(max_length=64, null=True, unique=True)),
                ("name", models.CharField(blank=True, max_length=20, verbose_name="name")),
                ("name_key", models.CharField(max_length=80, null=True, unique=True)),
                (
                    "language",
                    models.CharField(
                        choices=[("ru", "Русский"), ("en", "English")],
                        default="en",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("text_only", models.BooleanField(default=False, verbose_name="text only")),
                ("notifications", models.BooleanField(default=True, verbose_name="notifications")),
                (
                    "muted",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="muted notifications",
                    ),
                ),
                ("character_class", models.CharField(blank=True, max_length=24, verbose_name="class")),
                ("level", models.PositiveSmallIntegerField(default=1, verbose_name="level")),
                ("xp", models.PositiveIntegerField(default=0, verbose_name="XP")),
                ("hp", models.PositiveIntegerField(default=0, verbose_name="HP")),
                ("hp_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("energy", models.PositiveIntegerField(default=0, verbose_name="energy")),
                ("energy_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "learned",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24),
                        blank=True,
                        db_default=[],
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
                ("engagement", models.CharField(blank=True, max_length=40)),
                ("pastime", models.CharField(blank=True, db_default="", default="", max_length=40)),
                ("version", models.PositiveIntegerField(default=0)),
                ("token_version", models.PositiveIntegerField(default=0)),
                ("banned_at", models.DateTimeField(blank=True, null=True, verbose_name="banned")),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="joined"),
                ),
                (
                    "seen_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="last seen"
                    ),
                ),
            ],
            options={
                "verbose_name": "player",
                "verbose_name_plural": "players",
                "indexes": [models.Index(fields=["seen_at"], name="player_seen")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("level__gte", 1)), name="player_level_positive")
                ],
            },
        ),
        migrations.CreateModel(
            name="Gear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.CharField(max_length=24, verbose_name="item")),
                (
                    "rarity",
                    models.CharField(
                        choices=[
                            ("common", "common"),
                            ("uncommon", "uncommon"),
                            ("rare", "rare"),
                            ("epic", "epic"),
                            ("legendary", "legendary"),
                        ],
                        max_length=12,
                        verbose_name="rarity",
                    ),
                ),
                ("affixes", models.JSONField(default=list, verbose_name="affixes")),
                ("bound", models.BooleanField(default=False, verbose_name="bound")),
                ("seed", models.BigIntegerField(default=0)),
                ("reason", models.CharField(max_length=40, verbose_name="reason")),
                ("reference", models.CharField(blank=True, max_length=180, verbose_name="reference")),
                ("key", models.CharField(max_length=160, null=True, unique=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="at"),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gear",
                        to="players.player",
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "piece of equipment",
                "verbose_name_plural": "pieces of equipment",
            },
        ),
        migrations.CreateModel(
            name="FactTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fact", models.CharField(max_length=20)),
                ("subject", models.CharField(blank=True, max_length=24)),
                ("amount", models.BigIntegerField()),
                (
                    "player",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="players.player",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Equipped",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slot", models.CharField(max_length=12)),
                ("item", models.CharField(max_length=24)),
                (
                    "gear",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="worn", to="players.gear"
                    ),
                ),
                (
                    "player",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="equipment", to="players.player"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="QuestEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quest", models.CharField(max_length=24, verbose_name="quest")),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "active"), ("finished", "finished"), ("abandoned", "abandoned")],
                        default="active",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("period", models.CharField(blank=True, max_length=10, verbose_name="period")),
                ("baseline", models.JSONField(default=dict)),
                ("told", models.BooleanField(default=False)),
                ("times_accepted", models.PositiveIntegerField(default=1, verbose_name="accepted")),
                ("times_finished", models.PositiveIntegerField(default=0, verbose_name="finished")),
                (
                    "accepted_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="accepted at"
                    ),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished at")),
                (
                    "player",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quests",
                        to="players.player",
                    ),
                ),
            ],
            options={
                "verbose_name": "quest of a player",
                "verbose_name_plural": "quests of players",
            },
        ),
        migrations.CreateModel(
            name="QuestItem",
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
                    "quest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="players.quest"
                    ),
                ),
            ],
            options={
                "verbose_name": "item of the reward",
                "verbose_name_plural": "items of the reward",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="QuestObjective",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "fact",
                    models.CharField(
                        choices=[
                            ("monster_defeated", "monster_defeated"),
                            ("boss_defeated", "boss_defeated"),
                            ("battle_won", "battle_won"),
                            ("battle_lost", "battle_lost"),
                            ("battle_fled", "battle_fled"),
                            ("location_visited", "location_visited"),
                            ("rested", "rested"),
                            ("item_gained", "item_gained"),
                            ("item_bought", "item_bought"),
                            ("item_sold", "item_sold"),
                            ("item_used", "item_used"),
                            ("item_worn", "item_worn"),
                            ("gold_earned", "gold_earned"),
                            ("gold_spent", "gold_spent"),
                            ("item_crafted", "item_crafted"),
                            ("node_gathered", "node_gathered"),
                            ("activity_finished", "activity_finished"),
                            ("profession_level", "profession_level"),
                            ("dungeon_finished", "dungeon_finished"),
                            ("world_boss_felled", "world_boss_felled"),
                            ("level_reached", "level_reached"),
                            ("quest_finished", "quest_finished"),
                            ("monsters_known", "monsters_known"),
                            ("locations_known", "locations_known"),
                            ("items_known", "items_known"),
                            ("item_brought", "item_brought"),
                        ],
                        max_length=20,
                        verbose_name="what",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=24, verbose_name="of which")),
                (
                    "amount",
                    models.PositiveIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="how many"
                    ),
                ),
                (
                    "quest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="objectives", to="players.quest"
                    ),
                ),
            ],
            options={
                "verbose_name": "objective",
                "verbose_name_plural": "objectives",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="QuestPrerequisite",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "follower",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="prerequisites", to="players.quest"
                    ),
                ),
                (
                    "quest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="players.quest",
                        verbose_name="finished first",
                    ),
                ),
            ],
            options={
                "verbose_name": "quest to finish first",
                "verbose_name_plural": "quests to finish first",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="RefreshToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("family", models.UUIDField()),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "player",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="refresh_tokens", to="players.player"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "player_id",
                        "what",
                        "season_number",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("what", models.CharField(max_length=40)),
                ("season_number", models.IntegerField(default=0)),
                ("score", models.BigIntegerField()),
                ("changed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "player",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scores",
                        to="players.player",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Season",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_ru", models.CharField(max_length=60, verbose_name="name, Russian")),
                ("name_en", models.CharField(max_length=60, verbose_name="name, English")),
                ("starts_at", models.DateTimeField(verbose_name="begins")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                (
                    "repeats",
                    models.BooleanField(
                        default=True,
                        help_text="When it ends and no other is planned, another of the same length begins, with the same prizes.",
                        verbose_name="the next one follows by itself",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("running", "running"),
                            ("counting", "being counted"),
                            ("paying", "prizes are being paid"),
                            ("closed", "season is over"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("cut_short", models.DurationField(default=datetime.timedelta(0), editable=False)),
                (
                    "counted",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, editable=False, size=None
                    ),
                ),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="season is over")),
            ],
            options={
                "verbose_name": "season",
                "verbose_name_plural": "seasons",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="season_ends_after_it_begins",
                        violation_error_message="A season ends after it begins.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    "starts_at",
                                    "ends_at",
                                    function="tstzrange",
                                    output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                                ),
                                "&&",
                            )
                        ],
                        name="seasons_do_not_overlap",
                        violation_error_message="Another season covers a part of this time.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SeasonPrize",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "board",
                    models.CharField(
                        choices=[
                            ("level", "experience"),
                            ("wealth", "wealth"),
                            ("wins", "victories"),
                            ("bosses", "damage to bosses"),
                            ("dungeon", "dungeon records, in each theme"),
                        ],
                        max_length=16,
                        verbose_name="board",
                    ),
                ),
                ("first", models.PositiveIntegerField(default=1, verbose_name="from place")),
                ("last", models.PositiveIntegerField(default=1, verbose_name="to place")),
                ("gold", models.PositiveIntegerField(default=0, verbose_name="gold")),
                ("item", models.CharField(blank=True, max_length=24, verbose_name="item")),
                ("amount", models.PositiveIntegerField(default=1, verbose_name="how many")),
                (
                    "season",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="prizes", to="players.season"
                    ),
                ),
            ],
            options={
                "verbose_name": "prize",
                "verbose_name_plural": "prizes",
                "ordering": ["board", "first", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SeasonStanding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("board", models.CharField(max_length=40, verbose_name="board")),
                ("rank", models.PositiveIntegerField(verbose_name="place")),
                ("score", models.BigIntegerField(verbose_name="result")),
                ("prize_due", models.BooleanField(default=False)),
                (
                    "player",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standings",
                        to="players.player",
                        verbose_name="player",
                    ),
                ),
                (
                    "season",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standings",
                        to="players.season",
                    ),
                ),
            ],
            options={
                "verbose_name": "final standing",
                "verbose_name_plural": "final standings",
            },
        ),
        migrations.CreateModel(
            name="SeasonStart",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "season_id", "player_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("gold", models.BigIntegerField()),
                (
                    "player",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to="players.player"),
                ),
                (
                    "season",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to="players.season"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CharacterClassSkill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.PositiveSmallIntegerField(default=1, verbose_name="learned at level")),
                (
                    "points",
                    models.PositiveSmallIntegerField(
                        db_default=0, default=0, verbose_name="points (0: comes by itself)"
                    ),
                ),
                (
                    "max_rank",
                    models.PositiveSmallIntegerField(
                        db_default=1,
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="highest rank",
                    ),
                ),
                (
                    "rank_points",
                    models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="points a further rank"),
                ),
                ("branch", models.CharField(blank=True, db_default="", max_length=24, verbose_name="branch")),
                (
                    "character_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="skills", to="players.characterclass"
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
                "verbose_name": "skill of the class",
                "verbose_name_plural": "skills of the class",
                "ordering": ["level", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SkillBranch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("branch", models.SlugField(max_length=24, verbose_name="branch")),
                ("name_ru", models.CharField(max_length=40, verbose_name="name (ru)")),
                ("name_en", models.CharField(max_length=40, verbose_name="name (en)")),
                ("icon", models.CharField(blank=True, max_length=8, verbose_name="icon")),
                (
                    "character_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="branches",
                        to="players.characterclass",
                    ),
                ),
            ],
            options={
                "verbose_name": "branch of the tree",
                "verbose_name_plural": "branches of the tree",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="SkillEffect",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("damage", "damage"),
                            ("heal", "heal"),
                            ("shield", "shield"),
                            ("status", "status"),
                            ("cleanse", "cleanse"),
                            ("summon", "summon"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "target",
                    models.CharField(
                        choices=[("enemy", "enemy"), ("self", "self"), ("enemies", "enemies"), ("allies", "allies")],
                        max_length=8,
                        verbose_name="target",
                    ),
                ),
                ("power", models.PositiveSmallIntegerField(default=0, verbose_name="power, %")),
                (
                    "chance",
                    models.PositiveSmallIntegerField(
                        default=100,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="chance, %",
                    ),
                ),
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
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("poison", "poison"),
                            ("stun", "stun"),
                            ("burn", "burn"),
                            ("bleed", "bleed"),
                            ("regeneration", "regeneration"),
                            ("taunt", "taunt"),
                            ("reflect", "reflect"),
                            ("might", "might"),
                            ("weakness", "weakness"),
                            ("fortitude", "fortitude"),
                            ("sunder", "sunder"),
                            ("haste", "haste"),
                            ("slow", "slow"),
                            ("ward", "ward"),
                            ("exposure", "exposure"),
                        ],
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("turns", models.PositiveSmallIntegerField(default=0, verbose_name="turns")),
                (
                    "leech",
                    models.PositiveSmallIntegerField(
                        db_default=0,
                        default=0,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="HP drawn from the damage, %",
                    ),
                ),
                (
                    "monster",
                    models.CharField(blank=True, db_default="", max_length=24, verbose_name="summoned monster"),
                ),
                (
                    "formula",
                    models.CharField(blank=True, db_default="", max_length=200, verbose_name="power by a formula"),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="effects", to="players.skill"
                    ),
                ),
            ],
            options={
                "verbose_name": "effect",
                "verbose_name_plural": "effects",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="SkillModifier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "bonus",
                    models.CharField(
                        choices=[
                            ("strength", "strength"),
                            ("agility", "agility"),
                            ("intellect", "intellect"),
                            ("vitality", "vitality"),
                            ("attack", "attack"),
                            ("armor", "armor"),
                            ("max_energy", "max_energy"),
                            ("max_hp", "max_hp"),
                            ("attack_pct", "attack_pct"),
                            ("armor_pct", "armor_pct"),
                            ("hp_pct", "hp_pct"),
                            ("resistance", "resistance"),
                        ],
                        max_length=12,
                        verbose_name="what changes",
                    ),
                ),
                ("amount", models.SmallIntegerField(verbose_name="by how much")),
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
                ("formula", models.CharField(blank=True, max_length=200, verbose_name="amount by a formula")),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="modifiers", to="players.skill"
                    ),
                ),
            ],
            options={
                "verbose_name": "change of the sheet",
                "verbose_name_plural": "changes of the sheet",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="SkillNeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="at rank"
                    ),
                ),
                (
                    "character_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="needs", to="players.characterclass"
                    ),
                ),
                (
                    "needs",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="players.skill",
                        verbose_name="is learned after",
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
                "verbose_name": "condition of a skill",
                "verbose_name_plural": "conditions of skills",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="StartingItem",
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
                    "progress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="starting_items",
                        to="players.progress",
                    ),
                ),
            ],
            options={
                "verbose_name": "starting item",
                "verbose_name_plural": "starting items",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="UnlockedAchievement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("achievement", models.CharField(max_length=24, verbose_name="achievement")),
                (
                    "unlocked_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="unlocked"),
                ),
                ("claimed_at", models.DateTimeField(blank=True, null=True, verbose_name="reward taken")),
                (
                    "player",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="achievements",
                        to="players.player",
                    ),
                ),
            ],
            options={
                "verbose_name": "achievement of a player",
                "verbose_name_plural": "achievements of players",
            },
        ),
        migrations.CreateModel(
            name="AffixRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=24, verbose_name="key")),
                ("name_ru", models.CharField(max_length=40, verbose_name="name (ru)")),
                ("name_en", models.CharField(max_length=40, verbose_name="name (en)")),
                (
                    "stat",
                    models.CharField(
                        choices=[
                            ("strength", "strength"),
                            ("agility", "agility"),
                            ("intellect", "intellect"),
                            ("vitality", "vitality"),
                            ("attack", "attack"),
                            ("armor", "armor"),
                        ],
                        max_length=12,
                        verbose_name="stat",
                    ),
                ),
                (
                    "low",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="least at level 1"
                    ),
                ),
                (
                    "high",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="most at level 1"
                    ),
                ),
                ("growth", models.PositiveSmallIntegerField(default=0, verbose_name="growth a level, hundredths")),
                ("weight", models.PositiveSmallIntegerField(default=1, verbose_name="weight")),
                (
                    "min_level",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="on items from level",
                    ),
                ),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="affixes", to="players.affixtable"
                    ),
                ),
            ],
            options={
                "verbose_name": "affix",
                "verbose_name_plural": "affixes",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("table", "key"), name="affix_key_once")],
            },
        ),
        migrations.CreateModel(
            name="AffixGrade",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rarity",
                    models.CharField(
                        choices=[
                            ("common", "common"),
                            ("uncommon", "uncommon"),
                            ("rare", "rare"),
                            ("epic", "epic"),
                            ("legendary", "legendary"),
                        ],
                        max_length=12,
                        verbose_name="rarity",
                    ),
                ),
                ("weight", models.PositiveSmallIntegerField(verbose_name="weight")),
                (
                    "affixes",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(6)], verbose_name="affixes"
                    ),
                ),
                ("price_percent", models.PositiveSmallIntegerField(default=100, verbose_name="price, % of the usual")),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="grades", to="players.affixtable"
                    ),
                ),
            ],
            options={
                "verbose_name": "grade",
                "verbose_name_plural": "grades",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("table", "rarity"), name="affix_grade_once")],
            },
        ),
        migrations.CreateModel(
            name="AchievementItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "amount",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="amount"
                    ),
                ),
                (
                    "achievement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="players.achievement"
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
            ],
            options={
                "verbose_name": "item of the reward",
                "verbose_name_plural": "items of the reward",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("achievement", "item"), name="achievement_item_once")],
            },
        ),
        migrations.CreateModel(
            name="ItemSetBonus",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "pieces",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(2)], verbose_name="pieces worn"
                    ),
                ),
                ("strength", models.SmallIntegerField(default=0, verbose_name="strength")),
                ("agility", models.SmallIntegerField(default=0, verbose_name="agility")),
                ("intellect", models.SmallIntegerField(default=0, verbose_name="intellect")),
                ("vitality", models.SmallIntegerField(default=0, verbose_name="vitality")),
                ("attack", models.SmallIntegerField(default=0, verbose_name="attack")),
                ("armor", models.SmallIntegerField(default=0, verbose_name="armor")),
                (
                    "item_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bonuses", to="players.itemset"
                    ),
                ),
            ],
            options={
                "verbose_name": "bonus of the set",
                "verbose_name_plural": "bonuses of the set",
                "ordering": ["pieces", "pk"],
                "constraints": [models.UniqueConstraint(fields=("item_set", "pieces"), name="set_bonus_once")],
            },
        ),
        migrations.CreateModel(
            name="Parcel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.CharField(max_length=24, verbose_name="item")),
                (
                    "amount",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="amount"
                    ),
                ),
                ("reason", models.CharField(max_length=40, verbose_name="reason")),
                ("reference", models.CharField(blank=True, max_length=180, verbose_name="reference")),
                ("grant_key", models.CharField(max_length=120, null=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="at"),
                ),
                (
                    "gear",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="parcel", to="players.gear"
                    ),
                ),
                (
                    "player",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parcels", to="players.player"
                    ),
                ),
            ],
            options={
                "verbose_name": "parcel",
                "verbose_name_plural": "parcels",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="parcel_holds_something"),
                    models.UniqueConstraint(
                        condition=models.Q(("gear", None)), fields=("grant_key", "item"), name="parcel_once_a_grant"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asset", models.CharField(max_length=40, verbose_name="asset")),
                ("amount", models.BigIntegerField(verbose_name="amount")),
                ("balance", models.BigIntegerField(verbose_name="balance after")),
                ("reason", models.CharField(max_length=40, verbose_name="reason")),
                ("reference", models.CharField(blank=True, max_length=180, verbose_name="reference")),
                ("key", models.CharField(max_length=120, null=True, unique=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="at"),
                ),
                (
                    "player",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ledger", to="players.player"
                    ),
                ),
            ],
            options={
                "verbose_name": "ledger entry",
                "verbose_name_plural": "ledger",
                "indexes": [
                    models.Index(fields=["player", "-id"], name="ledger_player"),
                    models.Index(fields=["created_at", "reason"], name="ledger_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True), name="ledger_moves_something"
                    ),
                    models.CheckConstraint(condition=models.Q(("balance__gte", 0)), name="ledger_never_negative"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Holding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asset", models.CharField(max_length=40, verbose_name="asset")),
                ("amount", models.BigIntegerField(default=0, verbose_name="amount")),
                (
                    "player",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holdings", to="players.player"
                    ),
                ),
            ],
            options={
                "verbose_name": "holding",
                "verbose_name_plural": "holdings",
                "constraints": [
                    models.UniqueConstraint(fields=("player", "asset"), name="holding_once"),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="holding_not_negative"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="gear",
            index=models.Index(fields=["item"], name="gear_item"),
        ),
        migrations.AddConstraint(
            model_name="facttally",
            constraint=models.UniqueConstraint(fields=("player", "fact", "subject"), name="tally_once"),
        ),
        migrations.AddConstraint(
            model_name="facttally",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="tally_not_negative"),
        ),
        migrations.AddConstraint(
            model_name="equipped",
            constraint=models.UniqueConstraint(fields=("player", "slot"), name="equipped_slot_once"),
        ),
        migrations.AddIndex(
            model_name="questentry",
            index=models.Index(fields=["quest", "state"], name="quest_entry_quest"),
        ),
        migrations.AddConstraint(
            model_name="questentry",
            constraint=models.UniqueConstraint(fields=("player", "quest"), name="quest_entry_once"),
        ),
        migrations.AddConstraint(
            model_name="questitem",
            constraint=models.UniqueConstraint(fields=("quest", "item"), name="quest_item_once"),
        ),
        migrations.AddConstraint(
            model_name="questprerequisite",
            constraint=models.UniqueConstraint(fields=("follower", "quest"), name="prerequisite_once"),
        ),
        migrations.AddConstraint(
            model_name="questprerequisite",
            constraint=models.CheckConstraint(
                condition=models.Q(("follower", models.F("quest")), _negated=True),
                name="prerequisite_is_another",
                violation_error_message="A quest cannot come before itself.",
            ),
        ),
        migrations.AddIndex(
            model_name="refreshtoken",
            index=models.Index(fields=["family"], name="refresh_family"),
        ),
        migrations.AddIndex(
            model_name="score",
            index=models.Index(fields=["season_number", "what"], name="score_board"),
        ),
        migrations.AddIndex(
            model_name="score",
            index=models.Index(fields=["changed_at"], name="score_changed"),
        ),
        migrations.AddConstraint(
            model_name="seasonprize",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__gte", 1), ("last__gte", models.F("first"))),
                name="prize_places",
                violation_error_message="The last place cannot stand before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="seasonprize",
            constraint=models.CheckConstraint(
                condition=models.Q(("gold__gt", 0), models.Q(("item", ""), _negated=True), _connector="OR"),
                name="prize_of_something",
                violation_error_message="A prize needs gold, an item, or both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="seasonprize",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gte", 1)), name="prize_amount"),
        ),
        migrations.AddIndex(
            model_name="seasonstanding",
            index=models.Index(fields=["season", "board", "rank"], name="standing_board"),
        ),
        migrations.AddIndex(
            model_name="seasonstanding",
            index=models.Index(
                condition=models.Q(("prize_due", True)), fields=["season", "player"], name="standing_prize_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="seasonstanding",
            constraint=models.UniqueConstraint(fields=("player", "season", "board"), name="standing_once"),
        ),
        migrations.AddConstraint(
            model_name="characterclassskill",
            constraint=models.UniqueConstraint(fields=("character_class", "skill"), name="class_skill_once"),
        ),
        migrations.AddConstraint(
            model_name="skillbranch",
            constraint=models.UniqueConstraint(fields=("character_class", "branch"), name="class_branch_once"),
        ),
        migrations.AddConstraint(
            model_name="skillneed",
            constraint=models.UniqueConstraint(
                fields=("character_class", "skill", "needs"), name="class_skill_need_once"
            ),
        ),
        migrations.AddIndex(
            model_name="unlockedachievement",
            index=models.Index(fields=["achievement"], name="unlocked_achievement"),
        ),
        migrations.AddConstraint(
            model_name="unlockedachievement",
            constraint=models.UniqueConstraint(fields=("player", "achievement"), name="achievement_once"),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
