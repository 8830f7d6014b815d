"""How hard the starter world is: `python -m benchmarks.balance [--fights N] [--seed N] [--no-write]`.

Reads the bundle from disk, fights each class against each monster at the monster's level by the engine's own
sensible policy, prints Markdown tables and writes them to `docs/game-masters/balance.md`. A character comes
at full HP and energy, in the best gear that shops sell for its level, without potions unless it is said.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any, TypeVar

import msgspec
import yaml

from combat.rules.catalogue import CombatRulesSpec
from combat.rules.fighters import fighter_from_character, fighter_from_monster
from combat.rules.odds import flee_permille
from combat.rules.simulate import simulate
from combat.rules.state import Fighter, Lore
from common.rules.rng import Rng
from players.rules.catalogue import ClassSpec, ItemKind, ItemSpec, ProgressSpec, SkillSpec, Slot
from players.rules.character import class_stats, sheet
from players.rules.skills import active_skills, passive_bonuses, ranks_known, tree_steps
from world.rules.catalogue import MonsterSpec, ShopSpec

ROOT = Path(__file__).resolve().parents[1]
BUNDLE = ROOT / "content" / "data" / "starter"
REPORT = ROOT / "docs" / "game-masters" / "balance.md"
POTIONS = 2
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Band:
    """Percent of fights won and mean own turns that are thought right."""

    wins: range
    turns: range

    def holds(self, odds: Odds) -> bool:
        return odds.wins in self.wins and self.turns.start <= odds.turns <= self.turns.stop - 1


FIRST = Band(range(85, 101), range(3, 10))  # a new player's first fights must be kind
NORMAL = Band(range(70, 91), range(4, 9))
TAUGHT = Band(range(75, 101), range(3, 9))  # points are worth having, and no fight is a formality
BOSS = Band(range(25, 61), range(4, 15))


@dataclass(frozen=True, slots=True)
class Odds:
    """`wins`, `hp_left` (of the fights won) and `flee` in percent; `turns`: mean own turns of a fight."""

    wins: int
    turns: float
    hp_left: int
    flee: int


@dataclass(frozen=True, slots=True)
class Bundle:
    lore: Lore
    progress: ProgressSpec
    classes: tuple[ClassSpec, ...]
    monsters: tuple[MonsterSpec, ...]
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
        monsters=tuple(sorted(rows_read("monsters", MonsterSpec), key=lambda monster: monster.level)),
        shelf=tuple(item for key, item in items.items() if key in offered),
    )


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
    survivors = [fighter.hp for battle in battles if (fighter := battle.fighter(1)).stands]
    return Odds(
        wins=round(100 * len(survivors) / fights),
        turns=round(fmean(battle.turn for battle in battles), 1),
        hp_left=round(100 * fmean(survivors) / player.max_hp) if survivors else 0,
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
    monsters = measure.bundle.monsters
    first = [monster for monster in monsters if monster.level == 1]
    bosses = [monster for monster in monsters if monster.boss]
    normal = [monster for monster in monsters if not monster.boss and monster.level > 1]
    with_potions = Band(range(60, 99), range(4, 21))
    return (
        measure.table("First fights, bare hands, no potions", FIRST, first, geared=False),
        measure.table("Fights of one's own level", NORMAL, normal),
        measure.table("Fights of one's own level, every skill point spent", TAUGHT, normal, taught=True),
        measure.table("Bosses, no potions", BOSS, bosses),
        measure.table(f"Bosses, {POTIONS} best healing potions", with_potions, bosses, potions=POTIONS),
    )


def markdown(measure: Measure, results: Sequence[Table]) -> Iterator[str]:
    yield "# Balance of the starter world"
    yield ""
    yield (
        f"Written by `python -m benchmarks.balance`: {measure.fights} fights for each cell, "
        f"seed {measure.seed}. Each character has the monster's level, full HP and energy, the best gear that "
        "shops sell for that level, knows what comes with levels, and plays by the engine's "
        "sensible policy, which is no master of stuns. "
        "A cell: **fights won** · mean own turns · HP left after a victory · chance to flee. "
        "⚠️ marks what is outside of the aim."
    )
    for table in results:
        yield from ("", *_markdown_table(table, measure.bundle.classes))
    yield from ("", *_classes_table(measure.bundle))


def _markdown_table(table: Table, classes: Sequence[ClassSpec]) -> Iterator[str]:
    wins, turns = table.band.wins, table.band.turns
    yield f"## {table.title}"
    yield ""
    yield f"Aim: {wins.start}–{wins.stop - 1} % won, {turns.start}–{turns.stop - 1} turns."
    yield ""
    yield f"| Level | Monster | {' | '.join(cls.name.en for cls in classes)} |"
    yield f"|--:|:--|{':--|' * len(classes)}"
    for monster, row in table.rows:
        cells = " | ".join(_cell(odds, table.band) for odds in row)
        yield f"| {monster.level} | {monster.icon} {monster.name.en} | {cells} |"


def _cell(odds: Odds, band: Band) -> str:
    mark = "" if band.holds(odds) else " ⚠️"
    return f"**{odds.wins} %** · {odds.turns} · {odds.hp_left} % · 🏃 {odds.flee} %{mark}"


def _classes_table(bundle: Bundle) -> Iterator[str]:
    yield "## What the characters are worth"
    yield ""
    yield "In shop gear: HP · attack · armor · agility; in brackets, the main stat without the gear."
    yield ""
    yield f"| Level | {' | '.join(cls.name.en for cls in bundle.classes)} |"
    yield f"|--:|{':--|' * len(bundle.classes)}"
    for level in range(1, 11):
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
    cells = [(odds, table.band) for table in results for _, row in table.rows for odds in row]
    print(f"{sum(band.holds(odds) for odds, band in cells)} of {len(cells)} cells are within the aim.")
    if not options.no_write:
        REPORT.parent.mkdir(parents=True, exist_ok=True)
        REPORT.write_text(report, encoding="utf-8")
        print(f"Written to {REPORT.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
