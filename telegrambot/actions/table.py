"""Which function does what a tap asks for."""

from __future__ import annotations

from collections.abc import Callable

from telegrambot.actions import bag, battle, onboarding, pages, preferences, trade, travel
from telegrambot.actions.base import Answer, Visit
from telegrambot.codec import Tap, Verb

Action = Callable[[Visit, Tap], Answer]

# They write: what they did is undone as a whole when they are refused half-way.
DEEDS: dict[Verb, Action] = {
    Verb.NAME: onboarding.name,
    Verb.CLASS: onboarding.choose_class,
    Verb.GO: travel.go,
    Verb.REST: travel.rest,
    Verb.FIGHT: travel.fight,
    Verb.ATTACK: battle.attack,
    Verb.SKILL: battle.skill,
    Verb.POTION: battle.potion,
    Verb.FLEE: battle.flee,
    Verb.WEAR: bag.wear,
    Verb.TAKEOFF: bag.take_off,
    Verb.DRINK: bag.drink,
    Verb.BUY: trade.buy,
    Verb.BUYFIVE: trade.buy_five,
    Verb.SELL: trade.sell,
    Verb.SELLALL: trade.sell_all,
    Verb.LANGUAGE: preferences.language,
    Verb.NOTIFY: preferences.notify,
    Verb.MUTE: preferences.mute,
    Verb.PLAIN: preferences.plain,
}
PAGES: dict[Verb, Action] = {
    Verb.START: pages.look,
    Verb.LOOK: pages.look,
    Verb.ROUND: pages.look,
    Verb.AROUND: pages.around,
    Verb.CHARACTER: pages.character,
    Verb.SKILLS: pages.skills,
    Verb.BAG: bag.bag,
    Verb.ITEM: bag.item,
    Verb.SHOP: trade.shop,
    Verb.OFFER: trade.offer,
    Verb.GOODS: trade.goods,
    Verb.WARE: trade.ware,
    Verb.MENU: pages.menu,
    Verb.SETTINGS: preferences.settings,
    Verb.HELP: pages.help_page,
    Verb.PRIVACY: pages.privacy,
}
# Open to everyone, also to those who are banned or have no character yet.
ALWAYS_OPEN = frozenset({Verb.HELP, Verb.PRIVACY, Verb.LANGUAGE})
