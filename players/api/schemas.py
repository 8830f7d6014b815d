"""Requests and answers about players. What is sent is written by `render`; tests hold the two together."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from common.door import BIGGEST_ID, BodyIn, CatalogueKey, Id, Version
from content.api.told import ToldOut
from players.models import NoticeKind
from players.rules.catalogue import AffixStat, Bind, Rarity
from players.services.items import MOST_AT_ONCE

LanguageCode = Literal["ru", "en"]
THING = r"^(item:[a-z0-9_]{1,24}|gear:[1-9][0-9]{0,17})$"


class PlayerOut(Schema):
    id: int
    name: str
    language: LanguageCode
    text_only: bool
    notifications: bool = Field(description="Whether anything comes that was not asked for")
    muted: list[NoticeKind] = Field(description="Kinds that do not come even so")
    credited: bool = Field(description="Whether the name stands beside texts that the player was first to meet")
    character_class: str = Field(description="Empty until chosen")
    level: int
    version: int = Field(description="Counts what changed for the player")
    engagement: str = Field(description="What holds the player, like `battle:12`; empty when free")
    next_step: Literal["name", "class", ""] = Field(description="What is missing before the game begins")


class SessionOut(Schema):
    player: PlayerOut
    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int = Field(description="Seconds for which the access token is good")
    refresh_token: str = Field(description="Good once; the answer to its use has the next one")
    refresh_expires_at: datetime = Field(description="When one has to sign in anew, whatever is refreshed")


class TelegramIn(BodyIn):
    init_data: str = Field(min_length=1, max_length=8192, description="`Telegram.WebApp.initData`, as it is")


class GuestIn(BodyIn):
    guest_key: str = Field(pattern=r"^[A-Za-z0-9_-]{8,64}$", description="Your secret; the same key, the same player")
    language: LanguageCode | None = None


class RefreshIn(BodyIn):
    refresh_token: str = Field(pattern=r"^[A-Za-z0-9_-]{20,128}$")


class TicketOut(Schema):
    ticket: str = Field(description="Good once, to open one WebSocket")
    expires_in: int = Field(description="Seconds")


class NameIn(BodyIn):
    name: str = Field(min_length=1, max_length=200)


class ClassIn(BodyIn):
    character_class: CatalogueKey


class SettingsIn(BodyIn):
    """Only what is given changes."""

    language: LanguageCode | None = None
    notifications: bool | None = Field(None, description="All messages that were not asked for")
    muted: list[Annotated[NoticeKind, Field(strict=False)]] | None = Field(
        None, description="The kinds not to send; any other kind comes again"
    )
    text_only: bool | None = None
    credited: bool | None = Field(None, description="Named beside the texts that you were first to meet")


class StatsOut(Schema):
    strength: int
    agility: int
    intellect: int
    vitality: int


class SkillOut(Schema):
    key: str
    name: str
    description: str
    icon: str
    energy_cost: int
    cooldown: int = Field(description="Own turns")
    passive: bool = Field(description="Never used: it changes the sheet")
    effect: str = Field(description="What it does, with its numbers, in words")


class ItemOut(Schema):
    key: str
    name: str
    description: str
    icon: str
    kind: Literal["equipment", "potion", "material"]
    slot: Literal["weapon", "armor", "trinket", "head", "hands", "feet", "ring"] | None
    level: int
    price: int = Field(description="Coins")
    rarity: Rarity
    stack: int = Field(description="How many take one place in the bag; 0: any number")
    bind: Bind = Field(description="When it becomes its owner's own, and can no longer be given or traded")
    rolled: bool = Field(description="Whether pieces that drop or are made are one of a kind, with affixes")
    item_set: str | None = Field(description="The set it counts for")
    stats: StatsOut
    attack: int
    armor: int
    heals: int = Field(description="HP")
    energizes: int


class SkillRankOut(Schema):
    skill: str
    rank: int


class ClassSkillOut(Schema):
    key: str
    level: int = Field(description="Learned from this level on")
    points: int = Field(description="What the first rank costs; 0: it comes by itself")
    max_rank: int
    branch: str
    needs: list[SkillRankOut] = Field(description="What has to be learned first")


class SkillNodeOut(Schema):
    skill: SkillOut = Field(description="As it is at the rank that is known, else at the first")
    level: int = Field(description="Learned from this level on")
    rank: int = Field(description="0: not known")
    max_rank: int
    can_learn: bool
    points: int | None = Field(description="What the next rank costs; null when there is none")
    next_effect: str | None = Field(description="What it would do at the next rank")
    missing: list[SkillRankOut] = Field(description="What has to be learned first")


class SkillBranchOut(Schema):
    key: str | None
    name: str | None
    icon: str
    nodes: list[SkillNodeOut]


class SkillTreeOut(Schema):
    version: int
    points: int = Field(description="Free to spend")
    spent: int
    reset_cost: int = Field(description="Gold that forgetting costs")
    branches: list[SkillBranchOut]


class ClassOut(Schema):
    key: str
    name: str
    description: str
    feel: str = Field(description="One line about how it plays")
    icon: str
    main_stat: str
    stats: StatsOut
    growth: StatsOut = Field(description="What each level adds")
    skills: list[ClassSkillOut]


class NamedOut(Schema):
    key: str
    name: str
    icon: str


class VitalsOut(Schema):
    hp: int
    max_hp: int
    energy: int
    max_energy: int
    gold: int


class SetBonusOut(Schema):
    pieces: int = Field(description="Different pieces that have to be worn")
    stats: StatsOut
    attack: int
    armor: int


class ItemSetOut(Schema):
    key: str
    name: str
    bonuses: list[SetBonusOut] = Field(description="Those of fewer pieces count as well")


class SetWornOut(ItemSetOut):
    worn: int = Field(description="Different pieces that are worn")


class CharacterOut(Schema):
    player: PlayerOut
    character_class: NamedOut
    level: int
    xp: int
    xp_needed: int = Field(description="From this level to the next; 0 at the top")
    vitals: VitalsOut
    stats: StatsOut
    attack: int
    armor: int
    skills: list[SkillOut]
    equipment: dict[str, ItemOut] = Field(description="By slot; a piece with the numbers of its affixes")
    sets: list[SetWornOut] = Field(description="Sets that something is worn of")


class StackOut(Schema):
    item: ItemOut
    amount: int
    worn: bool


class AffixOut(Schema):
    name: str = Field(description="Empty when the release no longer has it")
    stat: AffixStat
    amount: int


class ConditionOut(Schema):
    left: int = Field(description="Durability left; at 0 it is broken, and gives nothing until it is repaired")
    most: int


class PieceOut(Schema):
    """A piece that is one of a kind."""

    id: int
    item: ItemOut = Field(description="With the numbers of its affixes")
    affixes: list[AffixOut]
    bound: bool
    worn: bool
    price: int = Field(description="What it is worth; a shop pays its part of it")
    condition: ConditionOut | None = Field(description="How it holds out; null: it does not wear")
    repair_price: int = Field(description="What a shop asks to make it whole again")


class ParcelOut(Schema):
    item: ItemOut
    amount: int


class InventoryOut(Schema):
    version: int
    vitals: VitalsOut
    stacks: list[StackOut]
    pieces: list[PieceOut] = Field(description="What is one of a kind: not among the stacks")
    parcels: list[ParcelOut] = Field(description="What came while the bag was full, and waits for room")
    used: int = Field(description="Places that are taken; what is worn takes none")
    places: int = Field(description="Places in the bag; 0: any number")


class ItemCardOut(Schema):
    item: ItemOut
    told: ToldOut = Field(description="Its lore")


class ItemIn(BodyIn):
    item: CatalogueKey
    version: Version = None


class GearIn(BodyIn):
    gear_id: Id
    version: Version = None


class ThingIn(BodyIn):
    asset: Annotated[str, Field(pattern=THING, description="`item:<key>`, or a piece, `gear:<id>`")]
    amount: int = Field(1, ge=1, le=MOST_AT_ONCE)
    version: Version = None


class VersionIn(BodyIn):
    version: Version = None


class SkillLearnIn(BodyIn):
    skill: CatalogueKey
    version: Version = None


class SkillForgetIn(BodyIn):
    version: Version = None


class SlotIn(BodyIn):
    slot: Annotated[str, Field(pattern=r"^[a-z]{1,12}$")]
    version: Version = None


class LedgerEntryOut(Schema):
    id: int
    asset: str = Field(description="`gold`, `item:<key>`, or a piece that is one of a kind, `gear:<id>`")
    amount: int
    balance: int = Field(description="After this entry")
    reason: str
    reference: str
    at: datetime


class LedgerOut(Schema):
    items: list[LedgerEntryOut]
    next_cursor: int | None


class SinceIn(Schema):
    after: int = Field(0, ge=0, le=BIGGEST_ID, description="The number of the last event you have seen")
    limit: int = Field(100, ge=1, le=200)


class StreamEventOut(Schema):
    seq: int
    name: str
    payload: dict[str, object]


class EventsOut(Schema):
    items: list[StreamEventOut]
    last_seq: int = Field(description="Ask for events after this one next")


class ServicePlayerOut(Schema):
    id: int
    name: str
    language: LanguageCode
    character_class: str
    level: int
    banned: bool


class ItemsOut(Schema):
    release: int
    items: list[ItemOut]


class ItemSetsOut(Schema):
    release: int
    items: list[ItemSetOut]


class SkillsOut(Schema):
    release: int
    items: list[SkillOut]


class ClassesOut(Schema):
    release: int
    items: list[ClassOut]
