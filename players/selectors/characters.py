"""What doors show of players: frozen views. Texts stay in both languages; doors pick one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Min, Sum

from common.errors import NotFound
from common.rules.text import Text
from content.release import current
from content.rules.catalogue import Catalogue
from players.models import Holding, NoticeKind, Parcel, Player
from players.rules.catalogue import AffixStat, AffixTableSpec, Bind, ClassSpec, ItemSetSpec, ItemSpec, SkillSpec, Stats
from players.rules.character import xp_for_level
from players.rules.items import Condition, SetWorn, sets_worn
from players.rules.names import name_key
from players.rules.skills import points_left
from players.state.bags import places_used, plain_worn
from players.state.character import Character, character_read
from players.state.gear import Piece, pieces_among, pieces_of
from players.state.ledger import GOLD, asset_gear, asset_item, balances


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
    pastime: str = ""  # what goes on meanwhile, like `activity:12`
    credited: bool = True  # named beside the texts they were first to meet

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
    sets: tuple[SetWorn, ...] = ()
    worn_gear: tuple[tuple[str, int], ...] = ()  # (slot, piece), where what is worn is one of a kind
    conditions: tuple[tuple[str, Condition], ...] = ()  # by slot, of the pieces that wear
    ranks: Mapping[str, int] = field(default_factory=dict)  # of the skills
    points: int = 0  # to learn skills for


@dataclass(frozen=True, slots=True)
class StackView:
    """Some of one item in the bag. `worn`: one of them is on the character."""

    item: ItemSpec
    amount: int
    worn: bool


@dataclass(frozen=True, slots=True)
class PieceView:
    """A piece in the bag that is one of a kind. `item` has its numbers; `affixes`: their names, where the release
    has them, and what they add."""

    id: int
    item: ItemSpec
    affixes: tuple[tuple[Text | None, AffixStat, int], ...]
    bound: bool
    worn: bool
    price: int
    condition: Condition | None = None  # None for what does not wear
    repair: int = 0  # what it costs to make it whole

    @property
    def needs_repair(self) -> bool:
        return self.condition is not None and not self.condition.is_whole


@dataclass(frozen=True, slots=True)
class ParcelView:
    """What waits until there is room."""

    item: ItemSpec
    amount: int


@dataclass(frozen=True, slots=True)
class InventoryView:
    """`places`: how many things the bag holds (0: any number), of which `used` are taken."""

    character: CharacterView
    stacks: tuple[StackView, ...]
    pieces: tuple[PieceView, ...] = ()
    parcels: tuple[ParcelView, ...] = ()
    used: int = 0
    places: int = 0


# What `player_view` reads of a row, for a query that brings no more.
PLAYER_VIEW_COLUMNS = frozenset(
    {
        "id",
        "name",
        "language",
        "text_only",
        "notifications",
        "muted",
        "credited",
        "character_class",
        "level",
        "version",
        "engagement",
        "pastime",
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
        credited=row.credited,
        character_class=row.character_class,
        level=row.level,
        version=row.version,
        engagement=row.engagement,
        pastime=row.pastime,
        next_step="name" if not row.name else "" if row.character_class else "class",
        banned=row.banned_at is not None,
    )


def player_get(*, player_id: int) -> PlayerView | None:
    """A player by id; None when there is none."""
    row = Player.objects.filter(pk=player_id).first()
    return player_view(row) if row else None


def player_named(name: str) -> int:
    """The id of the player of that name, or one that looks the same. Raises NotFound."""
    found = Player.objects.filter(name_key=name_key(name)).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound(what="player", key=name)
    return found


def character_view_of(character: Character, holdings: dict[str, int]) -> CharacterView:
    """A loaded character, with what it holds, as a view."""
    row, sheet, known = character.row, character.sheet, character.catalogue.all(SkillSpec)
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
        skills=tuple(known[key] for key in character.ranks if key in known),
        ranks=character.ranks,
        points=points_left(character.cls, character.progress, row.level, row.learned),
        equipment=tuple(character.equipment.items()),
        sets=sets_worn(character.equipment.values(), character.catalogue.all(ItemSetSpec)),
        worn_gear=tuple(character.worn_gear.items()),
        conditions=tuple(character.conditions.items()),
    )


def character_view(*, player_id: int, now: datetime) -> CharacterView:
    """The character sheet. Raises NotFound, Banned, NotReady(step)."""
    return character_view_of(character_read(player_id, now=now), balances(player_id=player_id))


def inventory_of(character: Character) -> InventoryView:
    """The bag of a loaded character: what the active release knows, in its order."""
    holdings = balances(player_id=character.row.pk)
    amounts = {asset_item(asset): amount for asset, amount in holdings.items()}
    worn = {item.key for slot, item in character.equipment.items() if slot not in character.worn_gear}
    # One line for each item: a full bag that is played on with gathers hundreds of parcels.
    parcels = Parcel.objects.filter(player_id=character.row.pk).values("item")
    summed = parcels.annotate(total=Sum("amount"), first=Min("pk")).order_by("first").values("item", "total")
    waiting = ((character.catalogue.find(ItemSpec, row["item"]), row["total"]) for row in summed)
    return InventoryView(
        character=character_view_of(character, holdings),
        stacks=tuple(
            StackView(spec, amounts[key], key in worn)
            for key, spec in character.catalogue.all(ItemSpec).items()
            if key in amounts
        ),
        pieces=pieces_view(character) if any(asset_gear(asset) is not None for asset in holdings) else (),
        parcels=tuple(ParcelView(item, amount) for item, amount in waiting if item is not None),
        used=places_used(character, holdings),
        places=character.progress.bag_slots,
    )


def pieces_view(character: Character) -> tuple[PieceView, ...]:
    """The pieces of a loaded character, what is worn first."""
    pieces, catalogue, worn = pieces_of(character.row.pk, character.catalogue), character.catalogue, character.worn_gear
    views = [_piece_view(piece, catalogue, worn=piece.id in worn.values()) for piece in pieces]
    return tuple(sorted(views, key=lambda view: not view.worn))


def pieces_found(player_id: int, gear_ids: Sequence[int]) -> tuple[PieceView, ...]:
    """Pieces that have just come, so that none is worn yet. Those that found no room in the bag wait in parcels, and
    are left out."""
    if not gear_ids:
        return ()
    catalogue = current()
    pieces = pieces_among(player_id, gear_ids, catalogue)
    return tuple(_piece_view(piece, catalogue, worn=False) for piece in pieces)


def _piece_view(piece: Piece, catalogue: Catalogue, *, worn: bool) -> PieceView:
    return PieceView(
        id=piece.id,
        item=piece.item,
        affixes=affixes_named(piece, catalogue),
        bound=piece.bound,
        worn=worn,
        price=piece.price,
        condition=piece.condition,
        repair=piece.repair,
    )


@dataclass(frozen=True, slots=True)
class GoodView:
    """Something that may change hands. `handle`: its number in the player's holdings, which stays the same."""

    handle: int
    asset: str
    item: ItemSpec
    amount: int
    affixes: tuple[tuple[Text | None, AffixStat, int], ...] = ()
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class GoodsView:
    """What a player can give away: nothing that is worn or bound."""

    character: CharacterView
    goods: tuple[GoodView, ...]


def goods_view(*, player_id: int, now: datetime) -> GoodsView:
    """What of the bag may change hands, pieces first. Raises NotFound, Banned, NotReady(step)."""
    character = character_read(player_id, now=now)
    rows = list(Holding.objects.filter(player_id=player_id, amount__gt=0).order_by("pk"))
    holdings = {row.asset: row.amount for row in rows}
    pieces = {}
    if any(asset_gear(asset) is not None for asset in holdings):
        pieces = {piece.id: piece for piece in pieces_of(player_id, character.catalogue)}
    found = (_good(character, row, pieces) for row in sorted(rows, key=lambda row: asset_gear(row.asset) is None))
    goods = tuple(good for good in found if good is not None)
    return GoodsView(character_view_of(character, holdings), goods)


def _good(character: Character, row: Holding, pieces: dict[int, Piece]) -> GoodView | None:
    gear_id = asset_gear(row.asset)
    if gear_id is not None:
        piece = pieces.get(gear_id)
        if piece is None or piece.bound or gear_id in character.worn_gear.values():
            return None
        named = affixes_named(piece, character.catalogue)
        return GoodView(row.pk, row.asset, piece.item, 1, named, piece.condition)
    item = character.catalogue.find(ItemSpec, asset_item(row.asset))
    if item is None or item.bind is Bind.ON_PICKUP:
        return None
    amount = row.amount - plain_worn(character, item.key)
    return GoodView(row.pk, row.asset, item, amount) if amount > 0 else None


def affixes_named(piece: Piece, catalogue: Catalogue) -> tuple[tuple[Text | None, AffixStat, int], ...]:
    """What a piece was rolled to have, with the names that the release has for it."""
    table = catalogue.find(AffixTableSpec, piece.item.affix_table)
    names = {affix.key: affix.name for affix in table.affixes} if table else {}
    return tuple((names.get(affix.key), affix.stat, affix.amount) for affix in piece.affixes)


def inventory_view(*, player_id: int, now: datetime) -> InventoryView:
    """The bag. Raises NotFound, Banned, NotReady(step)."""
    return inventory_of(character_read(player_id, now=now))
