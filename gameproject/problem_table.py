"""What each refusal is called over HTTP: its status, and its title in the caller's language."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Entry:
    status: int
    title: str | Promise
    retry_after: int | None = None  # seconds


# Refusals of the game (GameError), by code.
REFUSALS: dict[str, Entry] = {
    "common.refused": Entry(409, _("That is not possible")),
    "common.not_found": Entry(404, _("There is no such thing")),
    "common.stale": Entry(409, _("Something has changed since; look again")),
    "common.forbidden": Entry(403, _("You may not do that")),
    "common.too_fast": Entry(429, _("Too many requests")),
    "common.invalid": Entry(422, _("The request has a value that does not fit")),
    "common.idempotency_key_reused": Entry(422, _("This Idempotency-Key was used for another request")),
    "content.no_active_release": Entry(503, _("Nothing has been published yet"), retry_after=30),
    "content.release_unfit": Entry(409, _("The release lacks something that players have")),
    "content.draft_has_errors": Entry(409, _("The draft has errors")),
    "content.nothing_to_publish": Entry(409, _("There is nothing to publish")),
    "content.already_active": Entry(409, _("This release is active already")),
    "content.rows_missing": Entry(409, _("The draft lacks rows that this needs")),
    "players.name_refused": Entry(422, _("This name cannot be used")),
    "players.name_taken": Entry(409, _("This name is taken")),
    "players.not_ready": Entry(409, _("The character is not made yet")),
    "players.already_chosen": Entry(409, _("That was chosen before and stays")),
    "players.busy": Entry(409, _("You are busy with something else")),
    "players.banned": Entry(403, _("You have been banned")),
    "players.not_enough": Entry(409, _("You do not have enough of that")),
    "players.level_too_low": Entry(409, _("Your level is too low")),
    "players.cannot_equip": Entry(409, _("That cannot be worn")),
    "players.cannot_use": Entry(409, _("That cannot be used")),
    "players.nothing_to_restore": Entry(409, _("Nothing needs restoring")),
    "players.slot_empty": Entry(409, _("Nothing is worn there")),
    "players.worn": Entry(409, _("The only one left is being worn")),
    "players.init_data_refused": Entry(401, _("The launch data of the Mini App is not valid")),
    "players.init_data_used": Entry(401, _("The launch data of the Mini App was used before")),
    "players.guest_login_off": Entry(403, _("Guests cannot sign in here")),
    "players.token_refused": Entry(401, _("The token is not valid any more")),
    "players.token_reused": Entry(401, _("The refresh token was used twice; the session has ended")),
    "players.api_key_refused": Entry(401, _("The API key is not valid")),
    "world.no_such_exit": Entry(409, _("There is no way there from here")),
    "world.exit_locked": Entry(409, _("That way opens at a higher level")),
    "world.too_tired": Entry(409, _("You are too tired to walk")),
    "world.no_rest_here": Entry(409, _("One cannot rest here")),
    "world.rested": Entry(409, _("You are rested already")),
    "world.no_shop_here": Entry(409, _("Nobody trades here")),
    "world.not_on_sale": Entry(409, _("This shop does not sell that")),
    "world.not_wanted": Entry(409, _("This shop does not buy that")),
    "world.too_weak": Entry(409, _("You are too weak to fight")),
    "world.nothing_to_fight": Entry(409, _("Nothing dangerous lives here")),
    "combat.battle_over": Entry(409, _("The battle is over")),
    "combat.not_in_battle": Entry(403, _("You are not in this battle")),
    "combat.not_your_turn": Entry(409, _("It is not your turn")),
    "combat.no_such_target": Entry(422, _("There is no such target")),
    "combat.unknown_skill": Entry(409, _("You have not learned this skill")),
    "combat.skill_on_cooldown": Entry(409, _("The skill is not ready")),
    "combat.not_enough_energy": Entry(409, _("You do not have enough energy")),
    "combat.no_potion": Entry(409, _("You have no such potion")),
    "combat.potion_pointless": Entry(409, _("The potion would restore nothing")),
}

# What HTTP itself may be refused for, by code.
FAULTS: dict[str, Entry] = {
    "common.bad_request": Entry(400, _("The request cannot be understood")),
    "common.idempotency_key_required": Entry(
        400, _("A write needs an Idempotency-Key: 1 to 255 visible ASCII characters")
    ),
    "common.unauthenticated": Entry(401, _("Sign in first")),
    "common.csrf": Entry(403, _("The request did not come from this site")),
    "common.no_such_path": Entry(404, _("There is nothing at this address")),
    "common.method_not_allowed": Entry(405, _("This address does not take that method")),
    "common.too_large": Entry(413, _("The request is too large")),
    "common.not_valid": Entry(422, _("The request has values that do not fit")),
    "common.internal": Entry(500, _("Something broke on our side")),
    "common.unavailable": Entry(503, _("Come back in a moment"), retry_after=5),
}

TABLE = REFUSALS | FAULTS

# What the parameters of a refusal are called in its detail.
PARAMETERS = {
    "actual": pgettext_lazy("parameter", "actual"),
    "asset": pgettext_lazy("parameter", "asset"),
    "engagement": pgettext_lazy("parameter", "engagement"),
    "errors": pgettext_lazy("parameter", "errors"),
    "expected": pgettext_lazy("parameter", "expected"),
    "field": pgettext_lazy("parameter", "field"),
    "fighter_id": pgettext_lazy("parameter", "fighter"),
    "findings": pgettext_lazy("parameter", "findings"),
    "has": pgettext_lazy("parameter", "has"),
    "item": pgettext_lazy("parameter", "item"),
    "key": pgettext_lazy("parameter", "key"),
    "longest": pgettext_lazy("parameter", "at most"),
    "name": pgettext_lazy("parameter", "name"),
    "needs": pgettext_lazy("parameter", "needs"),
    "reason": pgettext_lazy("parameter", "reason"),
    "release_id": pgettext_lazy("parameter", "release"),
    "retry_after": pgettext_lazy("parameter", "seconds to wait"),
    "skill": pgettext_lazy("parameter", "skill"),
    "slot": pgettext_lazy("parameter", "slot"),
    "step": pgettext_lazy("parameter", "step"),
    "target_id": pgettext_lazy("parameter", "target"),
    "to": pgettext_lazy("parameter", "to"),
    "turn_of": pgettext_lazy("parameter", "turn of"),
    "turns": pgettext_lazy("parameter", "turns"),
    "what": pgettext_lazy("parameter", "what"),
}
