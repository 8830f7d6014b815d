"""Requests and answers about players. What is sent is written by `render`; tests hold the two together."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from common.door import BIGGEST_ID, BodyIn, CatalogueKey, Version
from players.models import NoticeKind

LanguageCode = Literal["ru", "en"]


class PlayerOut(Schema):
    id: int
    name: str
    language: LanguageCode
    text_only: bool
    notifications: bool = Field(description="Whether anything comes that was not asked for")
    muted: list[NoticeKind] = Field(description="Kinds that do not come even so")
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
    muted: list[NoticeKind] | None = Field(None, description="The kinds not to send; any other kind comes again")
    text_only: bool | None = None


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


class ItemOut(Schema):
    key: str
    name: str
    description: str
    icon: str
    kind: Literal["equipment", "potion", "material"]
    slot: Literal["weapon", "armor", "trinket"] | None
    level: int
    price: int = Field(description="Coins")
    stats: StatsOut
    attack: int
    armor: int
    heals: int = Field(description="HP")
    energizes: int


class ClassSkillOut(Schema):
    key: str
    level: int


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
    equipment: dict[str, ItemOut] = Field(description="By slot")


class StackOut(Schema):
    item: ItemOut
    amount: int
    worn: bool


class InventoryOut(Schema):
    version: int
    vitals: VitalsOut
    stacks: list[StackOut]


class ItemIn(BodyIn):
    item: CatalogueKey
    version: Version = None


class SlotIn(BodyIn):
    slot: Annotated[str, Field(pattern=r"^[a-z]{1,12}$")]
    version: Version = None


class LedgerEntryOut(Schema):
    id: int
    asset: str = Field(description="`gold` or `item:<key>`")
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


class SkillsOut(Schema):
    release: int
    items: list[SkillOut]


class ClassesOut(Schema):
    release: int
    items: list[ClassOut]
