"""Refusals in a person's words, with the way out: one text for every code of every GameError."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.errors import GameError
from content.rules.catalogue import Catalogue
from players.ledger import GOLD, asset_item
from players.rules.catalogue import ItemSpec, SkillSpec
from telegrambot.screens.items import slot_name
from telegrambot.screens.pen import Pen
from world.rules.catalogue import LocationSpec

Params = dict[str, Any]
# After these the screen in hand no longer tells the truth, so a fresh one is shown with the toast.
OUTDATED = frozenset(
    {
        "common.stale",
        "common.not_found",
        "players.busy",
        "players.not_ready",
        "players.already_chosen",
        "players.slot_empty",
        "combat.battle_over",
        "combat.not_in_battle",
        "combat.not_your_turn",
        "combat.no_such_target",
        "world.no_such_exit",
        "world.no_shop_here",
        "world.not_on_sale",
        "world.no_rest_here",
        "world.nothing_to_fight",
        "content.no_active_release",
    }
)


class Namer:
    """Names of the keys that refusals carry; a key that the release no longer has is named in general words."""

    def __init__(self, catalogue: Catalogue | None, pen: Pen) -> None:
        self.catalogue = catalogue
        self.pen = pen

    def find(self, spec: type[Any], key: object, otherwise: str) -> str:
        found = self.catalogue.find(spec, str(key)) if self.catalogue else None
        return self.pen.name(found.name) if found else otherwise

    def item(self, params: Params) -> str:
        return self.find(ItemSpec, params.get("item"), _("this thing"))

    def skill(self, params: Params) -> str:
        return self.find(SkillSpec, params.get("skill"), _("this skill"))

    def place(self, params: Params) -> str:
        return self.find(LocationSpec, params.get("to"), _("that place"))

    def asset(self, params: Params) -> str:
        asset = str(params.get("asset"))
        return _("gold") if asset == GOLD else self.find(ItemSpec, asset_item(asset), _("this thing"))


Wording = Callable[[Params, Namer], str]


def _name_refused(params: Params, _namer: Namer) -> str:
    if params.get("reason") == "long":
        longest = int(params.get("longest") or 0)
        text = ngettext(
            "This name is too long: at most %(n)d character.",
            "This name is too long: at most %(n)d characters.",
            longest,
        )
        return text % {"n": longest}
    if params.get("reason") == "empty":
        return _("A name needs at least one letter. Write another one.")
    return _("A name is letters, digits, spaces, dots and dashes, with at least one letter. Write another one.")


def _not_enough(params: Params, namer: Namer) -> str:
    if params.get("asset") == GOLD:
        return _("Not enough gold: it costs %(needs)s, you have %(has)s. Monsters and traders bring gold.") % params
    return _("Not enough: %(item)s. Needed %(needs)s, you have %(has)s.") % {**params, "item": namer.asset(params)}


def _cooldown(params: Params, namer: Namer) -> str:
    turns = int(params.get("turns") or 0)
    text = ngettext(
        "%(skill)s is not ready: %(n)d more turn. Strike meanwhile.",
        "%(skill)s is not ready: %(n)d more turns. Strike meanwhile.",
        turns,
    )
    return text % {"skill": namer.skill(params), "n": turns}


def _too_fast(params: Params, _namer: Namer) -> str:
    seconds = int(params.get("retry_after") or 1)
    text = ngettext("Too fast. Try again in %(n)d second.", "Too fast. Try again in %(n)d seconds.", seconds)
    return text % {"n": seconds}


def _sign_in() -> str:
    return _("The sign-in has run out. Open the game from the chat again.")


WORDING: dict[str, Wording] = {
    "common.refused": lambda p, n: _("This cannot be done now."),
    "common.not_found": lambda p, n: _("That is no longer there. Here is what is."),
    "common.stale": lambda p, n: _("The screen is up to date now."),
    "common.forbidden": lambda p, n: _("This is not yours to do."),
    "common.too_fast": _too_fast,
    "common.invalid": lambda p, n: _("That value does not fit here. Choose one on the buttons."),
    "common.idempotency_key_reused": lambda p, n: _("This request was already used for something else."),
    "content.no_active_release": lambda p, n: _("The world is not open yet. Please come back a little later."),
    "content.draft_has_errors": lambda p, n: _("The draft has errors and was not published."),
    "content.release_unfit": lambda p, n: _("This release lacks something that players have."),
    "content.nothing_to_publish": lambda p, n: _("There is nothing new to publish."),
    "content.already_active": lambda p, n: _("This release is active already."),
    "content.rows_missing": lambda p, n: _("This row names others that the draft does not have."),
    "players.init_data_refused": lambda p, n: _sign_in(),
    "players.init_data_used": lambda p, n: _sign_in(),
    "players.token_refused": lambda p, n: _sign_in(),
    "players.token_reused": lambda p, n: _sign_in(),
    "players.guest_login_off": lambda p, n: _("Guests cannot play here: come through Telegram."),
    "players.api_key_refused": lambda p, n: _("This API key is not valid."),
    "players.name_refused": _name_refused,
    "players.name_taken": lambda p, n: _("The name %(name)s is taken, or looks like one that is. Choose another.") % p,
    "players.not_ready": lambda p, n: _("First things first: a name and a class."),
    "players.already_chosen": lambda p, n: _("That is chosen already, and it stays."),
    "players.busy": lambda p, n: _("Not during a fight: finish it or flee first."),
    "players.banned": lambda p, n: _("This account is banned."),
    "players.not_enough": _not_enough,
    "players.level_too_low": lambda p, n: _("For level %(needs)s; yours is %(has)s. Fights bring experience.") % p,
    "players.cannot_equip": lambda p, n: _("%(item)s is not something to wear.") % {"item": n.item(p)},
    "players.cannot_use": lambda p, n: (
        _("%(item)s: not to be eaten or drunk. Traders may buy it.") % {"item": n.item(p)}
    ),
    "players.nothing_to_restore": lambda p, n: (
        _("%(item)s would be wasted: everything is full. Keep it for a fight.") % {"item": n.item(p)}
    ),
    "players.slot_empty": lambda p, n: _("%(slot)s: nothing is worn there.") % {"slot": slot_name(str(p.get("slot")))},
    "players.worn": lambda p, n: _("You are wearing the only one: %(item)s. Take it off first.") % {"item": n.item(p)},
    "world.no_such_exit": lambda p, n: _("There is no way from here to there. Here are those there are."),
    "world.exit_locked": lambda p, n: (
        _("%(place)s opens at level %(needs)s; yours is %(has)s. Fights bring experience.") % {**p, "place": n.place(p)}
    ),
    "world.too_tired": lambda p, n: (
        _("Too tired: energy %(needs)s needed, %(has)s left. Rest or time brings it back.") % p
    ),
    "world.no_rest_here": lambda p, n: _("No rest here. Look for an inn or a camp."),
    "world.rested": lambda p, n: _("You are fresh already: HP and energy are full."),
    "world.no_shop_here": lambda p, n: _("Nobody trades here. Look for the market or the smithy."),
    "world.not_on_sale": lambda p, n: _("%(item)s is not for sale here.") % {"item": n.item(p)},
    "world.not_wanted": lambda p, n: _("The trader does not want this: %(item)s.") % {"item": n.item(p)},
    "world.too_weak": lambda p, n: _("No strength left to fight. Rest or drink something first."),
    "world.nothing_to_fight": lambda p, n: _("Nobody to fight here. Walk on into the wild."),
    "combat.battle_over": lambda p, n: _("This fight is over."),
    "combat.not_in_battle": lambda p, n: _("You are not in a fight."),
    "combat.not_your_turn": lambda p, n: _("It is not your turn yet."),
    "combat.no_such_target": lambda p, n: _("There is nobody to aim at any more."),
    "combat.unknown_skill": lambda p, n: _("You have not learned this: %(skill)s.") % {"skill": n.skill(p)},
    "combat.skill_on_cooldown": _cooldown,
    "combat.not_enough_energy": lambda p, n: (
        _("%(skill)s takes energy %(needs)s, you have %(has)s. Every turn brings some back.")
        % {**p, "skill": n.skill(p)}
    ),
    "combat.no_potion": lambda p, n: _("None left: %(item)s.") % {"item": n.item(p)},
    "combat.potion_pointless": lambda p, n: (
        _("%(item)s would be wasted: there is nothing to restore.") % {"item": n.item(p)}
    ),
}


def refusal_text(refusal: GameError, pen: Pen, catalogue: Catalogue | None) -> str:
    """Plain text for a toast, in the language that is active. A code without wording is worded in general."""
    wording = WORDING.get(refusal.code, WORDING["common.refused"])
    text = pen.finished(wording(dict(refusal.params), Namer(catalogue, pen)))
    return text[:1].upper() + text[1:]
