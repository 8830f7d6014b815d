"""What doors show of players: frozen views. Texts stay in both languages; doors pick one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from players.character import Character, character_read
from players.ledger import GOLD, asset_item, balances
from players.models import NoticeKind, Player
from players.rules.catalogue import ClassSpec, ItemSpec, SkillSpec, Stats
from players.rules.character import learned_skills, xp_for_level


@dataclass(frozen=True, slots=True)
class PlayerView:
    """Who a player is, and how to speak to them. `next_step`: `name`, `class`, or empty when playing."""

    id: int
    name: str
    language: str
    text_only: bool
    notifications: bool
    muted: tuple[str, ...]  # kinds of notifications that do not come even so
    character_class: str
    level: int
    version: int
    engagement: str
    next_step: str
    banned: bool

    def wants(self, kind: NoticeKind) -> bool:
        """Whether the player lets us tell this without being asked."""
        return self.notifications and kind not in self.muted


@dataclass(frozen=True, slots=True)
class CharacterView:
    """The character sheet, as of `version`."""

    player: PlayerView
    cls: ClassSpec
    level: int
    xp: int
    xp_needed: int  # from this level to the next; 0 at the top
    hp: int
    max_hp: int
    energy: int
    max_energy: int
    gold: int
    stats: Stats
    attack: int
    armor: int
    skills: tuple[SkillSpec, ...]
    equipment: tuple[tuple[str, ItemSpec], ...]  # (slot, item)


@dataclass(frozen=True, slots=True)
class StackView:
    """Some of one item in the bag. `worn`: one of them is on the character."""

    item: ItemSpec
    amount: int
    worn: bool


@dataclass(frozen=True, slots=True)
class InventoryView:
    character: CharacterView
    stacks: tuple[StackView, ...]


# What `player_view` reads of a row, for a query that brings no more.
PLAYER_VIEW_COLUMNS = frozenset(
    {
        "id",
        "name",
        "language",
        "text_only",
        "notifications",
        "muted",
        "character_class",
        "level",
        "version",
        "engagement",
        "banned_at",
    }
)


def player_view(row: Player) -> PlayerView:
    return PlayerView(
        id=row.pk,
        name=row.name,
        language=row.language,
        text_only=row.text_only,
        notifications=row.notifications,
        muted=tuple(row.muted),
        character_class=row.character_class,
        level=row.level,
        version=row.version,
        engagement=row.engagement,
        next_step="name" if not row.name else "" if row.character_class else "class",
        banned=row.banned_at is not None,
    )


def player_get(*, player_id: int) -> PlayerView | None:
    """A player by id; None when there is none."""
    row = Player.objects.filter(pk=player_id).first()
    return player_view(row) if row else None


def character_view_of(character: Character, holdings: dict[str, int]) -> CharacterView:
    """A loaded character, with what it holds, as a view."""
    row, sheet = character.row, character.sheet
    return CharacterView(
        player=player_view(row),
        cls=character.cls,
        level=row.level,
        xp=row.xp,
        xp_needed=xp_for_level(character.progress, row.level),
        hp=row.hp,
        max_hp=sheet.max_hp,
        energy=row.energy,
        max_energy=sheet.max_energy,
        gold=holdings.get(GOLD, 0),
        stats=sheet.stats,
        attack=sheet.attack,
        armor=sheet.armor,
        skills=tuple(character.catalogue.get(SkillSpec, key) for key in learned_skills(character.cls, row.level)),
        equipment=tuple(character.equipment.items()),
    )


def character_view(*, player_id: int, now: datetime) -> CharacterView:
    """The character sheet. Raises NotFound, Banned, NotReady(step)."""
    return character_view_of(character_read(player_id, now=now), balances(player_id=player_id))


def inventory_of(character: Character) -> InventoryView:
    """The bag of a loaded character: what the active release knows, in its order."""
    holdings = balances(player_id=character.row.pk)
    amounts = {asset_item(asset): amount for asset, amount in holdings.items()}
    worn = {item.key for item in character.equipment.values()}
    return InventoryView(
        character_view_of(character, holdings),
        tuple(
            StackView(spec, amounts[key], key in worn)
            for key, spec in character.catalogue.all(ItemSpec).items()
            if key in amounts
        ),
    )


def inventory_view(*, player_id: int, now: datetime) -> InventoryView:
    """The bag. Raises NotFound, Banned, NotReady(step)."""
    return inventory_of(character_read(player_id, now=now))
