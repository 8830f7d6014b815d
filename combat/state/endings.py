"""What the end of a battle does to its player: XP, gold, loot and levels; or waking up in town."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from combat.events import BattleEnded
from combat.models import Battle
from combat.rules.state import Battle as BattleState
from combat.rules.state import Ending, Fighter
from combat.state.statements import battle_leave
from common.events import Event
from common.rules.rng import Rng
from content.rules.catalogue import Catalogue
from players.events import LevelGained
from players.models import Player
from players.rules.catalogue import ItemSpec
from players.state.character import VITALS, Character, character_of, player_store
from players.state.gear import gear_wear
from players.state.grants import Grant, grant_give
from players.state.ledger import GOLD, Move, balance, ledger_move
from world.rules.catalogue import LocationSpec, LootTableSpec, MonsterSpec, WorldRulesSpec
from world.rules.events import USUAL, Bonus, luckier
from world.rules.loot import Spoils, spoils_roll
from world.state.happening import bonus_at
from world.state.place import player_place
from world.state.runs import FightEnd, engaged_run, run_fight_over


@dataclass(frozen=True, slots=True)
class Rewards:
    """What a battle brought: kept with it as JSON. `level`: the one reached, 0 when none was gained; `pieces`: ids of
    those among `items` that are one of a kind."""

    xp: int = 0
    gold: int = 0
    gold_lost: int = 0
    items: tuple[tuple[str, int], ...] = ()
    level: int = 0
    skills: tuple[str, ...] = ()
    pieces: tuple[int, ...] = ()


def outcome_for(battle: BattleState, fighter: Fighter) -> Battle.Outcome:
    """How a battle that is over ended for one fighter."""
    if fighter.fled:
        return Battle.Outcome.FLED
    if fighter.hp <= 0:
        return Battle.Outcome.DEFEAT
    if battle.outcome is not None and battle.outcome.ending is Ending.DRAW:
        return Battle.Outcome.DRAW
    return Battle.Outcome.VICTORY


def battle_settle(
    row: Battle, battle: BattleState, *, player: Player, catalogue: Catalogue, rng: Rng, now: datetime
) -> list[Event]:
    """Give or take what the end of a battle means, set the row's closing fields (the caller saves them) and
    give the events to publish. `player` is locked by the caller, after the battle: everywhere in this order."""
    fighter = battle.fighter(player.pk)
    character = character_of(player, now=now)
    outcome = outcome_for(battle, fighter)
    gear_wear(character)
    character.set_vitals(now=now, hp=fighter.hp, energy=fighter.energy)
    rewards = Rewards()
    if outcome is Battle.Outcome.VICTORY:
        rewards = _reward(row, character, catalogue, rng, now)
    elif outcome is Battle.Outcome.DEFEAT:
        rewards = _wake_in_town(row, character, now)
    afterwards = _back(row, character, outcome, now)
    player_store(character.row, "engagement", "level", "xp", *VITALS)
    battle_leave(battle_id=row.pk, player_id=player.pk)
    row.outcome, row.rewards, row.ended_at = outcome, asdict(rewards), now
    return [*_events(row, player.pk, rewards), *afterwards]


_RUN_ENDS = {Battle.Outcome.VICTORY: FightEnd.WON, Battle.Outcome.DEFEAT: FightEnd.LOST}


def _back(row: Battle, character: Character, outcome: Battle.Outcome, now: datetime) -> list[Event]:
    """To what the battle interrupted; else the player is free. Sets the engagement; the caller stores it."""
    run_id = engaged_run(row.returns_to)
    if run_id is None:
        character.row.engagement = ""
        return []
    return run_fight_over(character, run_id, _RUN_ENDS.get(outcome, FightEnd.LEFT), now=now)


def _reward(row: Battle, character: Character, catalogue: Catalogue, rng: Rng, now: datetime) -> Rewards:
    spoils = _spoils(row, character, catalogue, rng, now)
    items = tuple((drop.item, drop.amount) for drop in spoils.drops)
    reference = f"battle:{row.pk}"
    growth = grant_give(
        character,
        Grant(spoils.xp, spoils.gold, items),
        reason="battle",
        reference=reference,
        key=f"{reference}:{character.row.pk}",
        now=now,
    )
    return Rewards(
        xp=spoils.xp,
        gold=spoils.gold,
        items=items,
        level=growth.level,
        skills=growth.skills,
        pieces=growth.pieces,
    )


def _spoils(row: Battle, character: Character, catalogue: Catalogue, rng: Rng, now: datetime) -> Spoils:
    """Rolled by the battle's release; what the active release no longer knows is not given."""
    monster = catalogue.get(MonsterSpec, row.monster)
    bonus = _bonus(row, catalogue, now)
    spoils = spoils_roll(monster, luckier(catalogue.find(LootTableSpec, monster.loot_table), bonus.loot), rng)
    known = character.catalogue.all(ItemSpec)
    return replace(
        spoils,
        xp=spoils.xp * bonus.xp // USUAL,
        gold=spoils.gold * bonus.gold // USUAL,
        drops=tuple(drop for drop in spoils.drops if drop.item in known),
    )


def _bonus(row: Battle, catalogue: Catalogue, now: datetime) -> Bonus:
    """What an event adds where the battle was fought."""
    here = catalogue.find(LocationSpec, row.location)
    return bonus_at(here.region, now=now) if here else Bonus()


def _wake_in_town(row: Battle, character: Character, now: datetime) -> Rewards:
    """Some gold is lost, some HP are back; none of it is lost twice, because a battle ends once."""
    rules = character.catalogue.one(WorldRulesSpec)
    player_id = character.row.pk
    lost = balance(player_id=player_id, asset=GOLD) * rules.defeat_gold_percent // 100
    if lost:
        ledger_move(player_id=player_id, moves=[Move(GOLD, -lost)], reason="defeat", reference=f"battle:{row.pk}")
    character.set_vitals(now=now, hp=max(1, character.sheet.max_hp * rules.defeat_hp_percent // 100))
    player_place(player_id, character.catalogue.get(LocationSpec, rules.defeat_location).key, now=now)
    return Rewards(gold_lost=lost)


def _events(row: Battle, player_id: int, rewards: Rewards) -> list[Event]:
    ended = BattleEnded(
        player_id=player_id,
        battle_id=row.pk,
        monster=row.monster,
        outcome=row.outcome,
        xp=rewards.xp,
        gold=rewards.gold - rewards.gold_lost,
        items=rewards.items,
    )
    if not rewards.level:
        return [ended]
    return [ended, LevelGained(player_id=player_id, level=rewards.level, skills=rewards.skills)]
