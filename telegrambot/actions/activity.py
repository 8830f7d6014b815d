"""Training, work and journeys."""

from __future__ import annotations

from content.release import current
from players.selectors.characters import pieces_found
from telegrambot.actions.base import Answer, Visit
from telegrambot.actions.here import here
from telegrambot.codec import Tap
from telegrambot.screens.activity import activity_screen, ended_screen, offer_screen
from world.errors import NoActivityHere
from world.rules.crafts import ActivitySpec
from world.selectors.activities import ActivitiesView, activities_view
from world.services.activities import activity_start, activity_stop


def activity(visit: Visit, tap: Tap) -> Answer:
    if visit.battle_id is not None:
        return Answer(here(visit))
    return Answer(activity_screen(_view(visit), visit.pen))


def pastime(visit: Visit, tap: Tap) -> Answer:
    view = _view(visit)
    offer = next((offer for offer in view.offers if offer.spec.key == tap.arg), None)
    if offer is None:
        raise NoActivityHere(to=current().get(ActivitySpec, tap.arg).location)
    return Answer(offer_screen(view, offer, visit.pen))


def begin(visit: Visit, tap: Tap) -> Answer:
    view = activity_start(player_id=visit.player.id, activity=tap.arg, expected_version=tap.version)
    return Answer(activity_screen(view, visit.pen))


def stop(visit: Visit, tap: Tap) -> Answer:
    view = activity_stop(player_id=visit.player.id, expected_version=tap.version)
    if view.ended is None:
        return Answer(activity_screen(view, visit.pen))
    found = pieces_found(visit.player.id, view.ended.pieces)
    return Answer(ended_screen(view, view.ended, visit.pen, found=found))


def _view(visit: Visit) -> ActivitiesView:
    return activities_view(player_id=visit.player.id, now=visit.now)
