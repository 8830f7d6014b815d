import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("players", "0001_base"),
    ]

    operations = [
        migrations.CreateModel(
            name="SeasonPlan",
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
                    "name_ru",
                    models.CharField(
                        help_text="{n} becomes the number of the season.", max_length=50, verbose_name="name (ru)"
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        help_text="{n} becomes the number of the season.", max_length=50, verbose_name="name (en)"
                    ),
                ),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        default=28,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(366),
                        ],
                        verbose_name="length in days",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Plans take turns in this order.", verbose_name="turn"
                    ),
                ),
            ],
            options={
                "verbose_name": "season plan",
                "verbose_name_plural": "season plans",
                "ordering": ["position", "key"],
            },
        ),
        migrations.AddField(
            model_name="gear",
            name="wear",
            field=models.PositiveIntegerField(db_default=0, default=0, verbose_name="wear"),
        ),
        migrations.AddField(
            model_name="item",
            name="durability",
            field=models.PositiveSmallIntegerField(
                db_default=0,
                default=0,
                help_text="How much wear a piece bears. 0: it never wears. Counts once the rules of progress turn wear on.",
                verbose_name="durability",
            ),
        ),
        migrations.AddField(
            model_name="progress",
            name="repair_percent",
            field=models.PositiveSmallIntegerField(
                db_default=25,
                default=25,
                validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)],
                verbose_name="a whole repair, % of the price",
            ),
        ),
        migrations.AddField(
            model_name="progress",
            name="wear_per_battle",
            field=models.PositiveSmallIntegerField(
                db_default=0, default=0, help_text="0: nothing ever wears.", verbose_name="wear a battle"
            ),
        ),
        migrations.AddField(
            model_name="season",
            name="plan",
            field=models.CharField(db_default="", default="", editable=False, max_length=24),
        ),
        migrations.AlterField(
            model_name="season",
            name="repeats",
            field=models.BooleanField(
                default=True,
                help_text="When it ends and no other is planned, another of the same length begins, with the same prizes. Without this the season plans take turns, if there are any.",
                verbose_name="the next one follows by itself",
            ),
        ),
        migrations.CreateModel(
            name="SeasonPlanPrize",
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
                (
                    "amount",
                    models.PositiveIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="how many"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="players.item",
                        verbose_name="item",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="prizes", to="players.seasonplan"
                    ),
                ),
            ],
            options={
                "verbose_name": "prize",
                "verbose_name_plural": "prizes",
                "ordering": ["pk"],
            },
        ),
    ]
