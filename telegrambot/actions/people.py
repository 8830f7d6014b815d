"""Meeting the people of a place, and giving them things."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.errors import NotFound
from players.selectors.characters import GoodsView, GoodView, goods_view, player_get
from telegrambot.actions.base import Answer, Visit
from telegrambot.actions.here import here
from telegrambot.codec import Tap
from telegrambot.screens.base import page_number
from telegrambot.screens.people import gift_screen, give_screen, people_screen, person_screen
from world.selectors.locations import location_view
from world.services.exchange import thing_give


def people(visit: Visit, tap: Tap) -> Answer:
    if visit.battle_id is not None:
        return Answer(here(visit))
    return Answer(people_screen(location_view(player_id=visit.player.id, now=visit.now), visit.pen))


def person(visit: Visit, tap: Tap) -> Answer:
    if visit.battle_id is not None:
        return Answer(here(visit))
    view = location_view(player_id=visit.player.id, now=visit.now)
    found = next((person for person in view.neighbours if str(person.id) == tap.arg), None)
    if found is None:
        return Answer(people_screen(view, visit.pen), _("That person has left."))
    return Answer(person_screen(view, found, visit.pen))


def numbers(arg: str) -> tuple[int, int]:
    """The two numbers of `17_4523`; 0 for one that is missing or is none."""
    first, _sep, second = arg.partition("_")
    return _number(first), _number(second)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _name_of(player_id: int) -> str:
    found = player_get(player_id=player_id)
    if found is None or not found.name:
        raise NotFound(what="player", key=str(player_id))
    return found.name


def goods(visit: Visit) -> GoodsView:
    return goods_view(player_id=visit.player.id, now=visit.now)


def good_of(view: GoodsView, handle: int) -> GoodView:
    """Raises NotFound."""
    found = next((good for good in view.goods if good.handle == handle), None)
    if found is None:
        raise NotFound(what="item", key=str(handle))
    return found


def give(visit: Visit, tap: Tap) -> Answer:
    to, page = numbers(tap.arg)
    return Answer(give_screen(goods(visit), to, _name_of(to), visit.pen, page=page_number(str(page or 1))))


def give_what(visit: Visit, tap: Tap) -> Answer:
    to, handle = numbers(tap.arg)
    view = goods(visit)
    return Answer(gift_screen(view, good_of(view, handle), to, _name_of(to), visit.pen))


def gift(visit: Visit, tap: Tap) -> Answer:
    return _given(visit, tap, every=False)


def gift_all(visit: Visit, tap: Tap) -> Answer:
    """All of it; the version on the button says it is what was shown."""
    return _given(visit, tap, every=True)


def _given(visit: Visit, tap: Tap, *, every: bool) -> Answer:
    to, handle = numbers(tap.arg)
    good = good_of(goods(visit), handle)
    name, amount = _name_of(to), good.amount if every else 1
    thing_give(player_id=visit.player.id, to_id=to, asset=good.asset, amount=amount, expected_version=tap.version)
    toast = _("Given to %(name)s: %(item)s ×%(n)d.") % {
        "name": name,
        "item": visit.pen.name(good.item.name),
        "n": amount,
    }
    return Answer(give_screen(goods(visit), to, name, visit.pen), toast)
