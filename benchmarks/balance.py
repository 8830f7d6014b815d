"""How hard the starter world is: `python -m benchmarks.balance [--fights N] [--seed N] [--no-write]`.

Reads the bundle from disk, fights each class against each monster at the monster's level by the engine's own
sensible policy, prints Markdown tables and writes them to `docs/game-masters/balance.md`. A character comes
at full HP and energy, in the best gear that shops sell for its level, without potions unless it is said.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import fmean
from typing import Any, TypeVar

import msgspec
import yaml

from combat.rules.boss import TURNS, strike
from combat.rules.catalogue import CombatRulesSpec
from combat.rules.fighters import fighter_from_character, fighter_from_monster
from combat.rules.odds import flee_permille
from combat.rules.simulate import simulate
from combat.rules.state import Fighter, Lore
from common.rules.rng import Rng
from players.rules.catalogue import ClassSpec, ItemKind, ItemSpec, ProgressSpec, SkillSpec, Slot
from players.rules.character import class_stats, sheet
from players.rules.skills import active_skills, passive_bonuses, ranks_known, tree_steps
from world.rules.catalogue import LocationSpec, MonsterSpec, ShopSpec
from world.rules.dungeon_themes import DungeonThemeSpec
from world.rules.events import EventKind, WorldEventSpec

ROOT = Path(__file__).resolve().parents[1]
BUNDLE = ROOT / "content" / "data" / "starter"
REPORT = ROOT / "docs" / "game-masters" / "balance.md"
POTIONS = 2
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Band:
    """What is thought right: the percent of fights that the classes win together (their mean) and that `each` of them
    wins, and mean own turns."""

    wins: range
    each: range
    turns: range

    def holds(self, odds: Odds) -> bool:
        return odds.wins in self.each and self.turns.start <= odds.turns <= self.turns.stop - 1

    def holds_together(self, row: Sequence[Odds]) -> bool:
        return wins_together(row) in self.wins


FIRST = Band(range(85, 101), range(85, 101), range(3, 10))  # a new player's first fights must be kind
NORMAL = Band(range(70, 86), range(65, 91), range(4, 9))  # a class has its easy prey and its bane
TAUGHT = Band(range(75, 101), range(75, 101), range(3, 9))  # points are worth having, and no fight is a formality
BOSS = Band(range(25, 61), range(25, 61), range(4, 15))
BOSS_WITH_POTIONS = Band(range(60, 99), range(60, 99), range(4, 21))


@dataclass(frozen=True, slots=True)
class Odds:
    """`wins`, `hp_left` (of the fights won) and `flee` in percent; `turns`: mean own turns of a fight."""

    wins: int
    turns: float
    hp_left: int
    flee: int


def wins_together(row: Sequence[Odds]) -> int:
    return round(fmean(odds.wins for odds in row))


@dataclass(frozen=True, slots=True)
class Bundle:
    lore: Lore
    progress: ProgressSpec
    classes: tuple[ClassSpec, ...]
    monsters: tuple[MonsterSpec, ...]
    raids: tuple[WorldEventSpec, ...]  # by monsters that everybody strikes at together
    met: frozenset[str]  # monsters that one may meet alone, outdoors or in a dungeon
    shelf: tuple[ItemSpec, ...]  # what shops sell


def bundle_read() -> Bundle:
    items = {item.key: item for item in rows_read("items", ItemSpec)}
    offered = {offer.item for shop in rows_read("shops", ShopSpec) for offer in shop.offers}
    skills = {skill.key: skill for skill in rows_read("skills", SkillSpec)}
    monsters = {monster.key: monster for monster in rows_read("monsters", MonsterSpec)}
    return Bundle(
        lore=Lore(rows_read("combat_rules", CombatRulesSpec)[0], skills, monsters),
        progress=rows_read("progress", ProgressSpec)[0],
        classes=tuple(sorted(rows_read("classes", ClassSpec), key=lambda cls: cls.position)),
        monsters=tuple(sorted(monsters.values(), key=lambda monster: monster.level)),
        raids=tuple(event for event in rows_read("world_events", WorldEventSpec) if event.kind is EventKind.BOSS),
        met=_met(),
        shelf=tuple(item for key, item in items.items() if key in offered),
    )


def _met() -> frozenset[str]:
    outdoors = {met.monster for place in rows_read("locations", LocationSpec) for met in place.encounters}
    themes = rows_read("dungeon_themes", DungeonThemeSpec)
    return frozenset(outdoors | {met.monster for theme in themes for met in theme.monsters} | {t.boss for t in themes})


def rows_read(section: str, spec: type[T]) -> list[T]:
    document: dict[str, Any] = yaml.safe_load((BUNDLE / f"{section}.yaml").read_text(encoding="utf-8"))
    return msgspec.convert(document["rows"], list[spec])  # type: ignore[valid-type]


def gear(bundle: Bundle, cls: ClassSpec, level: int) -> list[ItemSpec]:
    """The best item that a shop sells for each slot at `level`."""
    return [
        max(fitting, key=lambda item: _worth(item, cls))
        for slot in Slot
        if (fitting := [item for item in bundle.shelf if item.slot is slot and item.level <= level])
    ]


def _worth(item: ItemSpec, cls: ClassSpec) -> int:
    main_stat: int = getattr(item.stats, cls.main_stat)
    return 8 * (item.attack + main_stat) + 4 * item.vitality + 2 * item.armor + item.agility


def character(
    bundle: Bundle,
    cls: ClassSpec,
    level: int,
    *,
    worn: Iterable[ItemSpec],
    potions: int = 0,
    learned: Sequence[str] = (),
) -> Fighter:
    """At full HP and energy; `potions`: how many of the best healing ones a shop sells at `level`; `learned`: for
    points, besides what comes with levels."""
    ranks, skills = ranks_known(cls, level, learned), bundle.lore.skills
    worth = sheet(cls, bundle.progress, level, worn, bonuses=passive_bonuses(ranks, skills, level))
    healing = [item for item in bundle.shelf if item.kind is ItemKind.POTION and item.level <= level]
    best = max(healing, key=lambda item: item.heals)
    return fighter_from_character(
        fighter_id=1,
        cls=cls,
        sheet=worth,
        hp=worth.max_hp,
        energy=worth.max_energy,
        skills=active_skills(ranks, skills),
        potions=[(best, potions)],
    )


def points_spent_evenly(bundle: Bundle, cls: ClassSpec, level: int) -> list[str]:
    """Every point of a character of this level spent by somebody in no hurry: always on the lowest rank that is open,
    of equals on what the tree opens first."""
    learned: list[str] = []
    while open_steps := [step for step in tree_steps(cls, bundle.progress, level, learned) if step.is_open]:
        learned.append(min(open_steps, key=lambda step: (step.rank, step.node.level)).node.skill)
    return learned


def odds_of(player: Fighter, monster: MonsterSpec, lore: Lore, *, fights: int, seed: int) -> Odds:
    rng = Rng(seed)
    foe = fighter_from_monster(fighter_id=2, monster=monster)
    battles = [simulate(player, foe, lore=lore, rng=rng) for _ in range(fights)]
    won = [battle.fighter(1).hp for battle in battles if battle.outcome and battle.outcome.winner == player.side]
    return Odds(
        wins=round(100 * len(won) / fights),
        turns=round(fmean(battle.turn for battle in battles), 1),
        hp_left=round(100 * fmean(won) / player.max_hp) if won else 0,
        flee=flee_permille(lore.rules, player, [foe]) // 10,
    )


@dataclass(frozen=True, slots=True)
class Table:
    """Odds by monster, one per class in the classes' order."""

    title: str
    band: Band
    rows: tuple[tuple[MonsterSpec, tuple[Odds, ...]], ...]


@dataclass(frozen=True, slots=True)
class Measure:
    bundle: Bundle
    fights: int
    seed: int

    def table(
        self,
        title: str,
        band: Band,
        monsters: Iterable[MonsterSpec],
        *,
        geared: bool = True,
        potions: int = 0,
        taught: bool = False,
    ) -> Table:
        rows = (
            (monster, tuple(self._odds(cls, monster, geared, potions, taught) for cls in self.bundle.classes))
            for monster in monsters
        )
        return Table(title, band, tuple(rows))

    def _odds(self, cls: ClassSpec, monster: MonsterSpec, geared: bool, potions: int, taught: bool) -> Odds:
        worn = gear(self.bundle, cls, monster.level) if geared else []
        learned = points_spent_evenly(self.bundle, cls, monster.level) if taught else []
        player = character(self.bundle, cls, monster.level, worn=worn, potions=potions, learned=learned)
        return odds_of(player, monster, self.bundle.lore, fights=self.fights, seed=self.seed)


def tables(measure: Measure) -> tuple[Table, ...]:
    monsters = [monster for monster in measure.bundle.monsters if monster.key in measure.bundle.met]
    first = [monster for monster in monsters if monster.level == 1]
    bosses = [monster for monster in monsters if monster.boss]
    normal = [monster for monster in monsters if not monster.boss and monster.level > 1]
    return (
        measure.table("First fights, bare hands, no potions", FIRST, first, geared=False),
        measure.table("Fights of one's own level", NORMAL, normal),
        measure.table("Fights of one's own level, every skill point spent", TAUGHT, normal, taught=True),
        measure.table("Bosses, no potions", BOSS, bosses),
        measure.table(f"Bosses, {POTIONS} best healing potions", BOSS_WITH_POTIONS, bosses, potions=POTIONS),
    )


def markdown(measure: Measure, results: Sequence[Table]) -> Iterator[str]:
    yield "# Balance of the starter world"
    yield ""
    yield (
        f"Written by `python -m benchmarks.balance`: {measure.fights} fights for each cell, "
        f"seed {measure.seed}. Each character has the monster's level, full HP and energy, the best gear that "
        "shops sell for that level, knows what comes with levels, and plays by the engine's "
        "sensible policy, which is no master of stuns. "
        "A cell: **fights won** · mean own turns · HP left after a victory · chance to flee; "
        "*together* is the mean of the classes. "
        "⚠️ marks what is outside of the aim."
    )
    for table in results:
        yield from ("", *_markdown_table(table, measure.bundle.classes))
    yield from ("", *_raids_table(measure))
    yield from ("", *_classes_table(measure.bundle))


def _markdown_table(table: Table, classes: Sequence[ClassSpec]) -> Iterator[str]:
    yield f"## {table.title}"
    yield ""
    yield _aim(table.band)
    yield ""
    yield f"| Level | Monster | Together | {' | '.join(cls.name.en for cls in classes)} |"
    yield f"|--:|:--|--:|{':--|' * len(classes)}"
    for monster, row in table.rows:
        together = f"**{wins_together(row)} %**" + ("" if table.band.holds_together(row) else " ⚠️")
        cells = " | ".join(_cell(odds, table.band) for odds in row)
        yield f"| {monster.level} | {monster.icon} {monster.name.en} | {together} | {cells} |"


def _aim(band: Band) -> str:
    wins = f"{_span(band.wins)} % won"
    if band.each != band.wins:
        wins += f" by the classes together and {_span(band.each)} % by each"
    return f"Aim: {wins}, in {_span(band.turns)} turns."


def _span(numbers: range) -> str:
    return f"{numbers.start}–{numbers.stop - 1}"


def _cell(odds: Odds, band: Band) -> str:
    mark = "" if band.holds(odds) else " ⚠️"
    return f"**{odds.wins} %** · {odds.turns} · {odds.hp_left} % · 🏃 {odds.flee} %{mark}"


def _raids_table(measure: Measure) -> Iterator[str]:
    classes = measure.bundle.classes
    yield "## Raids: one strike"
    yield ""
    yield (
        f"World bosses have HP that all share; a strike is {TURNS} turns against them, by the worth of whoever is just "
        "let in and of the boss's own level. A cell: **damage** · HP lost · strikes that earn a share."
    )
    yield ""
    yield f"| Level | Boss | {' | '.join(cls.name.en for cls in classes)} |"
    yield f"|--:|:--|{':--|' * len(classes)}"
    for event in measure.bundle.raids:
        boss = measure.bundle.lore.monsters[event.monster or ""]
        for level in sorted({event.min_level, boss.level}):
            cells = " | ".join(_strike_cell(measure, cls, level, event) for cls in classes)
            yield f"| {level} | {boss.icon} {boss.name.en} | {cells} |"


def _strike_cell(measure: Measure, cls: ClassSpec, level: int, event: WorldEventSpec) -> str:
    bundle = measure.bundle
    player = character(bundle, cls, level, worn=gear(bundle, cls, level))
    boss = fighter_from_monster(fighter_id=2, monster=bundle.lore.monsters[event.monster or ""])
    rng = Rng(measure.seed)
    strikes = [strike(player, boss, lore=bundle.lore, rng=rng) for _ in range(measure.fights)]
    damage = fmean(each.damage for each in strikes)
    lost = 100 * (1 - fmean(each.fighter.hp for each in strikes) / player.max_hp)
    return f"**{damage:.0f}** · {lost:.0f} % · {ceil(event.min_damage / damage)}"


def _classes_table(bundle: Bundle) -> Iterator[str]:
    yield "## What the characters are worth"
    yield ""
    yield "In shop gear: HP · attack · armor · agility; in brackets, the main stat without the gear."
    yield ""
    yield f"| Level | {' | '.join(cls.name.en for cls in bundle.classes)} |"
    yield f"|--:|{':--|' * len(bundle.classes)}"
    for level in range(1, bundle.progress.max_level + 1):
        yield f"| {level} | {' | '.join(_worth_cell(bundle, cls, level) for cls in bundle.classes)} |"


def _worth_cell(bundle: Bundle, cls: ClassSpec, level: int) -> str:
    worth = sheet(cls, bundle.progress, level, gear(bundle, cls, level))
    own = getattr(class_stats(cls, level), cls.main_stat)
    return f"{worth.max_hp} · {worth.attack} ({own}) · {worth.armor} · {worth.initiative}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fights", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-write", action="store_true", help="print only")
    options = parser.parse_args()
    measure = Measure(bundle_read(), options.fights, options.seed)
    results = tables(measure)
    report = "\n".join(markdown(measure, results)) + "\n"
    print(report)
    cells = [table.band.holds(odds) for table in results for _, row in table.rows for odds in row]
    rows = [table.band.holds_together(row) for table in results for _, row in table.rows]
    print(f"{sum(cells)} of {len(cells)} cells and {sum(rows)} of {len(rows)} rows together are within the aim.")
    if not options.no_write:
        REPORT.parent.mkdir(parents=True, exist_ok=True)
        REPORT.write_text(report, encoding="utf-8")
        print(f"Written to {REPORT.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
