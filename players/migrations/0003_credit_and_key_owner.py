import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("players", "0002_season_plans_and_wear"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="apikey",
            name="owner",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="acts for",
            ),
        ),
        migrations.AddField(
            model_name="player",
            name="credited",
            field=models.BooleanField(db_default=True, default=True, verbose_name="named as first explorer"),
        ),
        migrations.AlterField(
            model_name="achievement",
            name="fact",
            field=models.CharField(
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
                    ("texts_explored", "texts_explored"),
                    ("item_brought", "item_brought"),
                ],
                max_length=20,
                verbose_name="what",
            ),
        ),
        migrations.AlterField(
            model_name="questobjective",
            name="fact",
            field=models.CharField(
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
                    ("texts_explored", "texts_explored"),
                    ("item_brought", "item_brought"),
                ],
                max_length=20,
                verbose_name="what",
            ),
        ),
    ]
