import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("players", "0002_season_plans_and_wear"),
        ("world", "0001_base"),
    ]

    operations = [
        migrations.CreateModel(
            name="DungeonPlan",
            fields=[
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="plan",
                        serialize=False,
                        to="world.dungeonrun",
                    ),
                ),
                ("dungeon", models.JSONField(editable=False)),
            ],
        ),
        migrations.RunSQL(
            "INSERT INTO world_dungeonplan (run_id, dungeon) SELECT id, dungeon FROM world_dungeonrun",
            migrations.RunSQL.noop,
        ),
        migrations.RemoveField(
            model_name="dungeonrun",
            name="dungeon",
        ),
        # Room on every page for the next state of a run: its snapshots then touch no index.
        migrations.RunSQL(
            "ALTER TABLE world_dungeonrun SET (fillfactor = 50)", "ALTER TABLE world_dungeonrun RESET (fillfactor)"
        ),
        migrations.AddField(
            model_name="worldrules",
            name="gifts_per_day",
            field=models.PositiveSmallIntegerField(
                db_default=20,
                default=20,
                help_text="0: any number.",
                verbose_name="gifts a day from one player to another",
            ),
        ),
        migrations.CreateModel(
            name="GiftTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("given", models.PositiveIntegerField()),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="players.player"
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="players.player"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("giver", "receiver"), name="gift_tally_once")],
            },
        ),
    ]
