"""Refusals in a person's words, with the way out: one text for every code of every GameError."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.errors import GameError
from common.spans import span
from content.rules.catalogue import Catalogue
from players.rules.catalogue import ItemSpec, SkillSpec
from players.rules.quests import QuestSpec, Repeat
from players.state.ledger import GOLD, asset_item
from telegrambot.screens.items import slot_name
from telegrambot.screens.pen import Pen
from world.rules.catalogue import LocationSpec
from world.rules.crafts import ProfessionSpec, StationSpec
from world.rules.events import WorldEventSpec

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
        "players.quest_taken",
        "players.quest_done",
        "players.quest_not_active",
        "players.reward_taken",
        "combat.battle_over",
        "combat.not_in_battle",
        "combat.not_your_turn",
        "combat.no_such_target",
        "world.no_such_exit",
        "world.zone_shut",
        "combat.boss_not_here",
        "combat.boss_gone",
        "world.no_shop_here",
        "world.not_on_sale",
        "world.no_rest_here",
        "world.nothing_to_fight",
        "world.no_station_here",
        "world.no_node_here",
        "world.no_activity_here",
        "world.not_doing",
        "world.no_dungeon_here",
        "world.not_in_dungeon",
        "world.run_over",
        "world.no_such_way",
        "world.guarded",
        "world.nothing_to_take",
        "world.no_such_choice",
        "world.not_together",
        "world.trade_over",
        "players.no_parcels",
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

    def quest(self, params: Params) -> str:
        return self.find(QuestSpec, params.get("quest"), _("this quest"))

    def event(self, params: Params) -> str:
        return self.find(WorldEventSpec, params.get("event"), _("an event"))

    def profession(self, params: Params) -> str:
        return self.find(ProfessionSpec, params.get("profession"), _("this profession"))

    def station(self, params: Params) -> str:
        return self.find(StationSpec, params.get("station"), _("another station"))

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


def _breath(params: Params, _namer: Namer) -> str:
    wait = span(timedelta(seconds=int(params.get("retry_after") or 0)))
    return _("Catch your breath: %(span)s more.") % {"span": wait}


def _quest_done(params: Params, namer: Namer) -> str:
    patterns: dict[str, str] = {
        Repeat.DAILY: _("Done for today: %(quest)s. It is there again tomorrow."),
        Repeat.WEEKLY: _("Done for this week: %(quest)s. It is there again next week."),
    }
    pattern = patterns.get(str(params.get("repeat")), _("Done already: %(quest)s."))
    return pattern % {"quest": namer.quest(params)}


def _log_full(params: Params, _namer: Namer) -> str:
    most = int(params.get("most") or 0)
    text = ngettext(
        "The log holds %(n)d quest at a time. Finish it or give it up.",
        "The log holds %(n)d quests at a time. Finish one or give one up.",
        most,
    )
    return text % {"n": most}


def _skill_needed(params: Params, namer: Namer) -> str:
    needs = namer.find(SkillSpec, params.get("needs"), _("another skill"))
    return _("First learn: %(skill)s, rank %(rank)s.") % {"skill": needs, "rank": params.get("rank")}


def _no_skill_points(params: Params, _namer: Namer) -> str:
    needs = int(params.get("needs") or 1)
    text = ngettext(
        "It takes %(n)d skill point, you have %(has)s. Each new level brings some.",
        "It takes %(n)d skill points, you have %(has)s. Each new level brings some.",
        needs,
    )
    return text % {"n": needs, "has": params.get("has")}


def _busy(params: Params, _namer: Namer) -> str:
    if str(params.get("engagement")).startswith("run:"):
        return _("Not in a dungeon: go through it or leave it first.")
    if str(params.get("engagement")).startswith("activity:"):
        return _("You are on the way: arrive, or turn back first.")
    return _("Not during a fight: finish it or flee first.")


def _node_empty(params: Params, _namer: Namer) -> str:
    if not params.get("minutes"):
        return _("There is not so much of it here.")
    minutes = int(params["minutes"])
    text = ngettext(
        "Too little has grown back: %(has)s left. One more in %(n)d minute.",
        "Too little has grown back: %(has)s left. One more in %(n)d minutes.",
        minutes,
    )
    return text % {**params, "n": minutes}


def _already_doing(params: Params, _namer: Namer) -> str:
    left = span(timedelta(minutes=int(params.get("minutes") or 0)))
    return _("One thing at a time. Left of what you have begun: %(span)s. /activity shows it.") % {"span": left}


def _too_many_gifts(params: Params, _namer: Namer) -> str:
    wait = span(timedelta(seconds=int(params.get("retry_after") or 0)))
    said = {"name": params.get("name"), "most": params.get("most"), "span": wait}
    return _("Enough gifts for %(name)s today: %(most)s at most. More in %(span)s; a trade has no limit.") % said


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
    "content.text_claimed": lambda p, n: _("%(by)s is looking at this text. Try again in a few minutes.") % p,
    "content.text_faulty": lambda p, n: _("The checks stop these words."),
    "content.text_not_written": lambda p, n: _("Nothing has been written yet."),
    "content.text_not_shown": lambda p, n: _("Nobody reads this text any more."),
    "content.text_reported": lambda p, n: _("You have reported this text already. Thank you!"),
    "content.text_budget_spent": lambda p, n: _("Today's budget for texts is spent."),
    "content.provider_resting": lambda p, n: _("The writer of texts takes a rest. Try again in a minute."),
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
    "players.busy": _busy,
    "players.banned": lambda p, n: _("This account is banned."),
    "players.not_enough": _not_enough,
    "players.level_too_low": lambda p, n: _("For level %(needs)s; yours is %(has)s. Fights bring experience.") % p,
    "players.skill_foreign": lambda p, n: _("Your class does not learn this: %(skill)s.") % {"skill": n.skill(p)},
    "players.skill_full": lambda p, n: _("%(skill)s is as good as it gets.") % {"skill": n.skill(p)},
    "players.skill_needed": _skill_needed,
    "players.no_skill_points": _no_skill_points,
    "players.nothing_learned": lambda p, n: _("There is nothing to forget: no point is spent yet."),
    "players.cannot_equip": lambda p, n: _("%(item)s is not something to wear.") % {"item": n.item(p)},
    "players.cannot_use": lambda p, n: (
        _("%(item)s: not to be eaten or drunk. Traders may buy it.") % {"item": n.item(p)}
    ),
    "players.nothing_to_restore": lambda p, n: (
        _("%(item)s would be wasted: everything is full. Keep it for a fight.") % {"item": n.item(p)}
    ),
    "players.slot_empty": lambda p, n: _("%(slot)s: nothing is worn there.") % {"slot": slot_name(str(p.get("slot")))},
    "players.season_not_running": lambda p, n: _("This season is not on now."),
    "players.worn": lambda p, n: _("You are wearing the only one: %(item)s. Take it off first.") % {"item": n.item(p)},
    "players.quest_taken": lambda p, n: _("You have it in your log already: %(quest)s.") % {"quest": n.quest(p)},
    "players.quest_done": _quest_done,
    "players.quest_locked": lambda p, n: _("First comes another quest: %(quest)s.") % {"quest": n.quest(p)},
    "players.quest_log_full": _log_full,
    "players.quest_not_active": lambda p, n: _("It is not in your log: %(quest)s.") % {"quest": n.quest(p)},
    "players.quest_not_ready": lambda p, n: (
        _("Not done yet: %(quest)s. Its card tells what is left.") % {"quest": n.quest(p)}
    ),
    "players.achievement_locked": lambda p, n: _("You do not have this achievement yet. It will come."),
    "players.reward_taken": lambda p, n: _("You have taken this reward already."),
    "world.quest_not_here": lambda p, n: _("It is given elsewhere. Go there: %(place)s.") % {"place": n.place(p)},
    "players.bag_full": lambda p, n: (
        _("Your bag is full, no room for this: %(item)s. Sell or drop something.") % {"item": n.item(p)}
    ),
    "players.bound": lambda p, n: _("Bound to its owner, cannot be given away: %(item)s.") % {"item": n.item(p)},
    "players.no_parcels": lambda p, n: _("Nothing is waiting for room in your bag."),
    "world.no_such_exit": lambda p, n: _("There is no way there from here. These are the ways you can take."),
    "world.exit_locked": lambda p, n: (
        _("%(place)s opens at level %(needs)s; yours is %(has)s. Fights bring experience.") % {**p, "place": n.place(p)}
    ),
    "world.too_tired": lambda p, n: (
        _("Too tired: energy %(needs)s needed, %(has)s left. Rest or time brings it back.") % p
    ),
    "world.no_rest_here": lambda p, n: _("No rest here. Look for an inn, a camp or a rest place."),
    "world.rested": lambda p, n: _("You are fresh already: HP and energy are full."),
    "world.no_shop_here": lambda p, n: _("Nobody trades here. Look for the market or the smithy."),
    "world.not_on_sale": lambda p, n: _("%(item)s is not for sale here.") % {"item": n.item(p)},
    "world.not_wanted": lambda p, n: _("The trader does not want this: %(item)s.") % {"item": n.item(p)},
    "world.profession_too_low": lambda p, n: (
        _("%(profession)s: level %(needs)s is needed, yours is %(has)s. Practise on what is simpler.")
        % {**p, "profession": n.profession(p)}
    ),
    "world.no_station_here": lambda p, n: (
        _("This is not made here. Look for: %(station)s.") % {"station": n.station(p)}
    ),
    "world.tool_missing": lambda p, n: _("You need a tool: %(item)s. It stays yours.") % {"item": n.item(p)},
    "world.no_node_here": lambda p, n: _("That is gathered elsewhere: %(place)s.") % {"place": n.place(p)},
    "world.node_empty": _node_empty,
    "world.no_activity_here": lambda p, n: _("That is done elsewhere: %(place)s.") % {"place": n.place(p)},
    "world.already_doing": _already_doing,
    "world.not_doing": lambda p, n: _("Nothing goes on now."),
    "world.too_weak": lambda p, n: _("No strength left to fight. Rest or drink something first."),
    "world.nothing_to_fight": lambda p, n: _("Nobody to fight here. Monsters are further on."),
    "world.no_dungeon_here": lambda p, n: _("No way down here. Look for the entrance elsewhere."),
    "world.not_in_dungeon": lambda p, n: _("You are in no dungeon."),
    "world.run_over": lambda p, n: _("This dungeon is behind you already."),
    "world.no_such_way": lambda p, n: _("There is no way there. Here are the ways you know."),
    "world.door_locked": lambda p, n: _("The door is locked. Its key lies somewhere on this side."),
    "world.guarded": lambda p, n: _("Not past it: fight, or go back the way you came."),
    "world.nothing_to_take": lambda p, n: _("There is nothing to take here."),
    "world.no_such_choice": lambda p, n: _("There is nothing left to decide here."),
    "world.not_together": lambda p, n: _("%(name)s is not here any more. Meet at the same place.") % p,
    "world.partner_busy": lambda p, n: _("%(name)s is busy now. Try again in a minute.") % p,
    "world.already_trading": lambda p, n: _("You are trading with somebody already: /deal"),
    "world.not_yourself": lambda p, n: _("That takes two."),
    "world.trade_over": lambda p, n: _("This trade is over."),
    "world.trade_empty": lambda p, n: _("The table is empty. Put something on it first."),
    "world.trade_full": lambda p, n: _("No more room on your side: %(most)s different things at most.") % p,
    "world.trade_short": lambda p, n: _("%(name)s no longer has this at hand: %(item)s.") % {**p, "item": n.asset(p)},
    "world.partner_full": lambda p, n: _("The bag of %(name)s is full.") % p,
    "world.too_many_gifts": _too_many_gifts,
    "world.nothing_to_repair": lambda p, n: _("Nothing of this needs a repair: it is as good as new."),
    "world.zone_shut": lambda p, n: (
        _("%(place)s is shut. %(event)s: /events tells until when.") % {"place": n.place(p), "event": n.event(p)}
    ),
    "world.event_goes_on": lambda p, n: _("This event goes on already."),
    "world.event_over": lambda p, n: _("This event is over."),
    "combat.boss_not_here": lambda p, n: _("No world boss stands here: /events tells where to look."),
    "combat.boss_gone": lambda p, n: _("It has fallen or gone. Rewards come by themselves."),
    "combat.strike_too_soon": _breath,
    "combat.battle_over": lambda p, n: _("This fight is over."),
    "combat.not_in_battle": lambda p, n: _("You are not in a fight."),
    "combat.not_your_turn": lambda p, n: _("It is not your turn yet."),
    "combat.no_such_target": lambda p, n: _("There is nobody to aim at any more."),
    "combat.taunted": lambda p, n: _("Another enemy draws every blow: deal with that one first."),
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
