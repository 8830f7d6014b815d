"""Meeting the people of a place, and giving them things."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.errors import NotFound
from players.rules.names import LONGEST
from players.selectors.characters import GoodsView, GoodView, goods_view, player_get, player_named
from telegrambot.actions.base import Answer, Visit
from telegrambot.actions.here import here
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import page_number
from telegrambot.screens.people import gift_screen, give_screen, people_screen, person_screen, whom_screen
from world.errors import NotTogether, NotYourself
from world.selectors.locations import LocationView, NeighbourView, location_view, person_near
from world.services.exchange import thing_give


def people(visit: Visit, tap: Tap) -> Answer:
    if visit.battle_id is not None:
        return Answer(here(visit))
    return Answer(people_screen(location_view(player_id=visit.player.id, now=visit.now), visit.pen))


def person(visit: Visit, tap: Tap) -> Answer:
    if visit.battle_id is not None:
        return Answer(here(visit))
    if not tap.arg:
        found = whom(visit, Verb.PERSON)
        return found if isinstance(found, Answer) else Answer(person_screen(_place(visit), found, visit.pen))
    try:
        near = person_near(player_id=visit.player.id, other_id=numbers(tap.arg)[0], now=visit.now)
    except (NotFound, NotYourself, NotTogether):
        return Answer(people_screen(_place(visit), visit.pen), _("That person has left."))
    return Answer(person_screen(_place(visit), near, visit.pen))


def _place(visit: Visit) -> LocationView:
    return location_view(player_id=visit.player.id, now=visit.now)


def whom(visit: Visit, verb: Verb) -> NeighbourView | Answer:
    """Who was named, when they are at the same place; else the question for a name, with what is wrong with this one.
    It stays the question until a name fits or something else is asked for."""
    question = whom_screen(_place(visit), verb, visit.pen)
    if not visit.words:
        return Answer(question)
    try:
        return person_near(player_id=visit.player.id, other_id=player_named(visit.words), now=visit.now)
    except NotTogether as refusal:
        return Answer(question, _("%(name)s is not here now. Meet at the same place.") % refusal.params)
    except NotYourself:
        return Answer(question, _("That is you. Whom else?"))
    except NotFound:
        return Answer(question, _("Nobody here goes by the name %(name)s.") % {"name": visit.words[:LONGEST]})


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
    if not tap.arg:
        if visit.battle_id is not None:
            return Answer(here(visit))
        found = whom(visit, Verb.GIVE)
        if isinstance(found, Answer):
            return found
        return Answer(give_screen(goods(visit), found.id, found.name, visit.pen))
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
