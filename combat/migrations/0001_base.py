import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("combat", "0001_initial"),
        ("combat", "0002_titles_and_open_index"),
        ("combat", "0003_living_world"),
    ]

    dependencies = [
        ("content", "0001_base"),
        ("players", "0001_base"),
    ]

    operations = [
        migrations.CreateModel(
            name="CombatRules",
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
                    "damage_spread_percent",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="spread of damage, ± %",
                    ),
                ),
                (
                    "crit_base",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="critical hit, base %",
                    ),
                ),
                (
                    "crit_per_agility_tenths",
                    models.PositiveSmallIntegerField(verbose_name="critical hit, ‰ per agility"),
                ),
                (
                    "crit_max",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="critical hit, at most %",
                    ),
                ),
                ("crit_damage_percent", models.PositiveSmallIntegerField(verbose_name="damage of a critical hit, %")),
                (
                    "dodge_base",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="dodge, base %",
                    ),
                ),
                ("dodge_per_agility_tenths", models.PositiveSmallIntegerField(verbose_name="dodge, ‰ per agility")),
                (
                    "dodge_max",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="dodge, at most %",
                    ),
                ),
                (
                    "flee_base",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="flee, base %",
                    ),
                ),
                (
                    "flee_per_agility_tenths",
                    models.PositiveSmallIntegerField(verbose_name="flee, ‰ per point of agility ahead"),
                ),
                (
                    "flee_min",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="flee, at least %",
                    ),
                ),
                (
                    "flee_max",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="flee, at most %",
                    ),
                ),
                ("armor_half", models.PositiveSmallIntegerField(verbose_name="armour that halves damage")),
                ("max_turns", models.PositiveSmallIntegerField(verbose_name="a draw after turns")),
                (
                    "initiative_roll",
                    models.PositiveSmallIntegerField(default=10, verbose_name="roll of initiative, at most"),
                ),
                ("energy_per_turn", models.PositiveSmallIntegerField(default=1, verbose_name="energy regained a turn")),
                (
                    "stun_immunity_turns",
                    models.PositiveSmallIntegerField(default=2, verbose_name="turns without stun after a stun"),
                ),
                (
                    "summons_standing",
                    models.PositiveSmallIntegerField(
                        db_default=2, default=2, verbose_name="summoned at once on a side"
                    ),
                ),
                (
                    "summons_ever",
                    models.PositiveSmallIntegerField(
                        db_default=6, default=6, verbose_name="summoned by a side in a battle"
                    ),
                ),
            ],
            options={
                "verbose_name": "rules of combat",
                "verbose_name_plural": "rules of combat",
            },
        ),
        migrations.CreateModel(
            name="Battle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("location", models.CharField(max_length=24, verbose_name="location")),
                ("monster", models.CharField(max_length=24, verbose_name="monster")),
                ("seed", models.CharField(editable=False, max_length=20)),
                ("rng_state", models.CharField(editable=False, max_length=20)),
                ("state", models.JSONField(editable=False)),
                ("version", models.PositiveIntegerField(default=0, verbose_name="turn")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("victory", "victory"), ("defeat", "defeat"), ("fled", "fled"), ("draw", "draw")],
                        max_length=8,
                        verbose_name="outcome",
                    ),
                ),
                ("rewards", models.JSONField(default=dict, editable=False)),
                ("returns_to", models.CharField(blank=True, db_default="", default="", editable=False, max_length=40)),
                (
                    "started_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="started"),
                ),
                (
                    "acted_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="last action"
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="content.release"
                    ),
                ),
            ],
            options={
                "verbose_name": "battle",
                "verbose_name_plural": "battles",
            },
        ),
        migrations.CreateModel(
            name="BattleMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fighting", models.BooleanField(default=True)),
                (
                    "battle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="combat.battle"
                    ),
                ),
                (
                    "player",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="battles", to="players.player"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BattleTurn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("player_id", models.BigIntegerField(null=True)),
                ("action", models.JSONField()),
                ("events", models.JSONField()),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "battle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="combat.battle"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.AddIndex(
            model_name="battle",
            index=models.Index(condition=models.Q(("outcome", "")), fields=["started_at"], name="battle_open"),
        ),
        migrations.AddConstraint(
            model_name="battlemember",
            constraint=models.UniqueConstraint(fields=("battle", "player"), name="battle_member_once"),
        ),
        migrations.AddConstraint(
            model_name="battlemember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("fighting", True)), fields=("player",), name="player_in_one_battle"
            ),
        ),
        migrations.AddConstraint(
            model_name="battleturn",
            constraint=models.UniqueConstraint(fields=("battle", "number"), name="battle_turn_once"),
        ),
    ]
