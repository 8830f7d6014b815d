"""Taps: what a button or a typed command asks for, and how it is written in 64 bytes.

`verb.stamp.arg`: the stamp is the version of what the button acts on, `17` of the player, `b5-17` of battle 5 or
`r5-17` of run 5.
A typed command (`/go_ford`) is the same tap without a stamp: it acts on what is there when it arrives.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 64  # bytes, Telegram's limit of callback_data
_DATA = re.compile(r"([a-z]{1,9})\.(?:(\d{1,10})|([br])(\d{1,19})-(\d{1,10}))?\.([a-z0-9_]{0,24})", re.ASCII)
_COMMAND = re.compile(r"/([a-z0-9_]{1,64})(?:@\w{1,64})?(?:\s+(.*))?", re.ASCII | re.IGNORECASE | re.DOTALL)


class Verb(StrEnum):
    """Everything a player can ask the bot for. The value is the typed command."""

    START = "start"
    NAME = "name"
    CLASS = "class"
    LOOK = "look"
    AROUND = "around"
    DOINGS = "doings"
    GO = "go"
    REST = "rest"
    FIGHT = "fight"
    ATTACK = "attack"
    TARGET = "target"
    SKILL = "skill"
    POTION = "potion"
    FLEE = "flee"
    ROUND = "round"
    CHARACTER = "character"
    SKILLS = "skills"
    TALENT = "talent"
    LEARN = "learn"
    FORGET = "forget"
    UNLEARN = "unlearn"
    BAG = "bag"
    ITEM = "item"
    WEAR = "wear"
    TAKEOFF = "takeoff"
    DRINK = "drink"
    WORN = "worn"
    DROP = "drop"
    DROPONE = "dropone"
    DROPALL = "dropall"
    PARCELS = "parcels"
    UNPACK = "unpack"
    PEOPLE = "people"
    PERSON = "person"
    GIVE = "give"
    GIVEWHAT = "givewhat"
    GIFT = "gift"
    GIFTALL = "giftall"
    DEAL = "deal"
    DEALWITH = "dealwith"
    DEALBAG = "dealbag"
    DEALITEM = "dealitem"
    DEALGOLD = "dealgold"
    DEALPUT = "dealput"
    DEALPAY = "dealpay"
    DEALYES = "dealyes"
    DEALNO = "dealno"
    SHOP = "shop"
    OFFER = "offer"
    BUY = "buy"
    BUYFIVE = "buyfive"
    GOODS = "goods"
    WARE = "ware"
    SELL = "sell"
    SELLALL = "sellall"
    REPAIRS = "repairs"
    REPAIR = "repair"
    CRAFT = "craft"
    RECIPES = "recipes"
    RECIPE = "recipe"
    MAKE = "make"
    MAKEMORE = "makemore"
    NODE = "node"
    GATHER = "gather"
    GATHERALL = "gatherall"
    PASTIME = "pastime"
    BEGIN = "begin"
    ACTIVITY = "activity"
    STOP = "stop"
    TRADES = "trades"
    QUESTS = "quests"
    QUEST = "quest"
    ACCEPT = "accept"
    GIVEUP = "giveup"
    ABANDON = "abandon"
    CLAIM = "claim"
    FEATS = "feats"
    FEAT = "feat"
    PRIZE = "prize"
    EVENTS = "events"
    EVENT = "event"
    BOSS = "boss"
    STRIKE = "strike"
    RANKS = "ranks"
    DUNGEON = "dungeon"
    DESCEND = "descend"
    STEP = "step"
    SEARCH = "search"
    LOOT = "loot"
    CHOOSE = "choose"
    MAP = "map"
    WAYOUT = "wayout"
    GETOUT = "getout"
    TEXT = "text"
    REPORT = "report"
    AFTER = "after"
    MENU = "menu"
    SETTINGS = "settings"
    LANGUAGE = "language"
    NOTIFY = "notify"
    MUTE = "mute"
    PLAIN = "plain"
    CREDIT = "credit"
    HELP = "help"
    PRIVACY = "privacy"


@dataclass(frozen=True, slots=True)
class Tap:
    """`version`: of the player, or of battle `battle_id` or run `run_id` when that is set; None acts on whatever is
    there."""

    verb: Verb
    arg: str = ""
    version: int | None = None
    battle_id: int | None = None
    run_id: int | None = None


class BadTap(ValueError):
    """Callback data that no button of ours carries."""


def encode(tap: Tap) -> str:
    """Callback data, at most 64 bytes for any key and version the database can hold."""
    stamp = "" if tap.version is None else str(tap.version)
    if tap.battle_id is not None:
        stamp = f"b{tap.battle_id}-{tap.version}"
    elif tap.run_id is not None:
        stamp = f"r{tap.run_id}-{tap.version}"
    return f"{tap.verb}.{stamp}.{tap.arg}"


def decode(data: str) -> Tap:
    """The tap of callback data. Raises BadTap."""
    match = _DATA.fullmatch(data)
    if match is None:
        raise BadTap(data)
    verb, player_version, of, number, own_version, arg = match.groups()
    try:
        known = Verb(verb)
    except ValueError:
        raise BadTap(data) from None
    if of == "b":
        return Tap(known, arg, int(own_version), battle_id=int(number))
    if of == "r":
        return Tap(known, arg, int(own_version), run_id=int(number))
    return Tap(known, arg, int(player_version) if player_version else None)


def command_of(tap: Tap) -> str:
    """The typed command that asks for the same."""
    return f"/{tap.verb}_{tap.arg}" if tap.arg else f"/{tap.verb}"


@dataclass(frozen=True, slots=True)
class Command:
    """A typed command as it came: its `word`, its `tap` if we know it, and what followed after a space."""

    word: str
    tap: Tap | None
    rest: str = ""


def read_command(text: str) -> Command | None:
    """What a message asks for, when it is a command at all."""
    match = _COMMAND.fullmatch(text.strip())
    if match is None:
        return None
    word, rest = match[1].lower(), (match[2] or "").strip()
    verb, _, arg = word.partition("_")
    if verb not in set(Verb) or len(arg) > 24:
        return Command(word, None, rest)
    return Command(word, Tap(Verb(verb), arg), rest)
