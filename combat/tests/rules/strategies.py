"""Battles of every shape: any rules, skills and fighters that lint lets into a release, and players who do anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import strategies as st

from combat.rules.actions import Action, Attack, Flee, UsePotion, UseSkill
from combat.rules.catalogue import CombatRulesSpec
from combat.rules.engine import act, begin
from combat.rules.events import BattleEvent
from combat.rules.preview import previews
from combat.rules.state import Battle, Fighter, FighterKind, Lore, Potion
from common.rules.rng import Rng
from common.rules.text import Text
from players.rules.catalogue import DamageType, EffectKind, EffectSpec, SkillSpec, StatusKind, Target
from world.rules.catalogue import MonsterSkill, MonsterSpec, Resistance

SKILL_KEYS = ("slash", "bash", "guard", "mend", "venom")
POTION_KEYS = ("red", "blue")
MONSTER_KEYS = ("wolf", "crow")

percents = st.integers(0, 100)
seeds = st.integers(0, 2**64 - 1)


@st.composite
def combat_rules(draw: st.DrawFn) -> CombatRulesSpec:
    flee_min = draw(st.integers(0, 40))
    return CombatRulesSpec(
        key="default",
        damage_spread_percent=draw(percents),
        crit_base=draw(percents),
        crit_per_agility_tenths=draw(st.integers(0, 20)),
        crit_max=draw(percents),
        crit_damage_percent=draw(st.integers(100, 300)),
        dodge_base=draw(percents),
        dodge_per_agility_tenths=draw(st.integers(0, 20)),
        dodge_max=draw(st.integers(0, 60)),
        flee_base=draw(percents),
        flee_per_agility_tenths=draw(st.integers(0, 50)),
        flee_min=flee_min,
        flee_max=draw(st.integers(flee_min, 100)),
        armor_half=draw(st.integers(1, 100)),
        max_turns=draw(st.integers(1, 12)),
        initiative_roll=draw(st.integers(1, 20)),
        energy_per_turn=draw(st.integers(0, 5)),
        stun_immunity_turns=draw(st.integers(1, 3)),
    )


@st.composite
def effects(draw: st.DrawFn) -> EffectSpec:
    kind = draw(st.sampled_from(EffectKind))
    is_status = kind is EffectKind.STATUS
    return EffectSpec(
        kind,
        Target.SELF if kind is EffectKind.SUMMON else draw(st.sampled_from(Target)),
        power=draw(st.integers(0, 250)),
        chance=draw(st.sampled_from((100, 100, 50))),
        damage_type=draw(st.sampled_from(DamageType)),
        status=draw(st.sampled_from(StatusKind)) if is_status else None,
        turns=draw(st.integers(1, 4)) if is_status else 0,
        leech=draw(st.sampled_from((0, 0, 50, 100))) if kind is EffectKind.DAMAGE else 0,
        monster=draw(st.sampled_from(MONSTER_KEYS)) if kind is EffectKind.SUMMON else None,
        formula=draw(st.sampled_from(("", "", "power + 10 * rank", "level * 5"))),
    )


@st.composite
def monsters(draw: st.DrawFn, key: str) -> MonsterSpec:
    """One that may be summoned; it may call others itself."""
    known = draw(st.lists(st.sampled_from(SKILL_KEYS), unique=True, max_size=2))
    return MonsterSpec(
        key=key,
        name=Text(),
        description=Text(),
        icon="",
        level=draw(st.integers(1, 30)),
        hp=draw(st.integers(1, 60)),
        attack=draw(st.integers(1, 20)),
        armor=0,
        agility=draw(st.integers(0, 30)),
        damage_type=draw(st.sampled_from(DamageType)),
        xp=1,
        gold_min=0,
        gold_max=0,
        loot_table=None,
        skills=tuple(MonsterSkill(skill) for skill in known),
        resistances=(),
    )


def skills(key: str) -> st.SearchStrategy[SkillSpec]:
    return st.builds(
        SkillSpec,
        key=st.just(key),
        name=st.just(Text()),
        description=st.just(Text()),
        icon=st.just(""),
        energy_cost=st.integers(0, 8),
        cooldown=st.integers(0, 3),
        effects=st.lists(effects(), min_size=1, max_size=3).map(tuple),
    )


lores = st.builds(
    Lore,
    rules=combat_rules(),
    skills=st.fixed_dictionaries({key: skills(key) for key in SKILL_KEYS}),
    monsters=st.fixed_dictionaries({key: monsters(key) for key in MONSTER_KEYS}),
)

potions = st.builds(
    Potion,
    item=st.sampled_from(POTION_KEYS),
    amount=st.integers(1, 2),
    heals=st.integers(0, 40),
    energizes=st.integers(0, 10),
)


@st.composite
def fighters(draw: st.DrawFn, fighter_id: int, side: int, kind: FighterKind) -> Fighter:
    max_hp = draw(st.integers(1, 150))
    max_energy = draw(st.integers(0, 20)) if kind is FighterKind.CHARACTER else 0
    known = tuple(draw(st.lists(st.sampled_from(SKILL_KEYS), unique=True, max_size=3)))
    carried = st.lists(potions, unique_by=lambda potion: potion.item, max_size=2)
    resistances = st.lists(st.builds(Resistance, st.sampled_from(DamageType), st.integers(-100, 120)), max_size=2)
    return Fighter(
        id=fighter_id,
        side=side,
        kind=kind,
        key="someone",
        level=draw(st.integers(1, 30)),
        max_hp=max_hp,
        hp=draw(st.integers(1, max_hp)),
        max_energy=max_energy,
        energy=draw(st.integers(0, max_energy)),
        attack=draw(st.integers(1, 30)),
        armor=draw(st.integers(0, 40)),
        agility=draw(st.integers(0, 30)),
        damage_type=draw(st.sampled_from(DamageType)),
        resistances=tuple(draw(resistances)),
        skills=known,
        weights=tuple(draw(st.integers(0, 3)) for _ in known) if kind is FighterKind.MONSTER else (),
        ranks=tuple(draw(st.integers(1, 5)) for _ in known) if kind is FighterKind.CHARACTER else (),
        potions=tuple(draw(carried)) if kind is FighterKind.CHARACTER else (),
    )


@st.composite
def rosters(draw: st.DrawFn) -> tuple[Fighter, ...]:
    """One to three a side: characters against monsters, or against characters."""
    others = draw(st.sampled_from(FighterKind))
    sides = ((0, FighterKind.CHARACTER), (1, others))
    places = [(side, kind, n) for side, kind in sides for n in range(draw(st.integers(1, 3)))]
    return tuple(draw(fighters(10 * side + n, side, kind)) for side, kind, n in places)


@dataclass(frozen=True)
class Tale:
    """All that decides a battle. A player's n-th choice is `choices[n]`, counted round its usable previews."""

    lore: Lore
    roster: tuple[Fighter, ...]
    seed: int
    choices: tuple[int, ...]

    def begin(self, rng: Rng) -> tuple[Battle, tuple[BattleEvent, ...]]:
        return begin(self.roster, lore=self.lore, rng=rng)

    def steps(self) -> Iterator[Step]:
        """The beginning (without an action), then every act to the end."""
        rng = Rng(self.seed)
        battle, events = self.begin(rng)
        yield Step(None, None, battle, events)
        turn = 0
        while not battle.is_over:
            choices = previews(battle, actor_id=battle.turn_of, lore=self.lore)
            usable = [preview.action for preview in choices if preview.usable]
            action = usable[self.choices[turn % len(self.choices)] % len(usable)]
            turn += 1
            before = battle
            battle, events = act(before, actor_id=before.turn_of, action=action, lore=self.lore, rng=rng)
            yield Step(before, action, battle, events)


@dataclass(frozen=True)
class Step:
    before: Battle | None
    action: Action | None
    after: Battle
    events: tuple[BattleEvent, ...]


tales = st.builds(Tale, lores, rosters(), seeds, st.lists(st.integers(0, 9), min_size=1, max_size=8).map(tuple))

fighter_ids = st.sampled_from((0, 1, 2, 10, 11, 12, 99, -1))

# Anything a client could send, sensible or not.
actions: st.SearchStrategy[Action] = st.one_of(
    st.builds(Attack, fighter_ids),
    st.builds(UseSkill, st.sampled_from((*SKILL_KEYS, "unheard_of")), st.none() | fighter_ids),
    st.builds(UsePotion, st.sampled_from((*POTION_KEYS, "unheard_of"))),
    st.just(Flee()),
)
