"""Who else is here, and giving them things."""

from __future__ import annotations

from django.utils.translation import gettext as _

from players.selectors.characters import GoodsView, GoodView
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Screen, grid, lines, packed, page_of
from telegrambot.screens.items import affixes_told, card_text, effects_of, rarity_mark, titled
from telegrambot.screens.location import back_here
from telegrambot.screens.pen import Pen
from telegrambot.screens.turner import turner
from world.selectors.locations import LocationView, NeighbourView

GOODS_A_PAGE = 6


def to_people() -> Button:
    return Button(_("← People here"), Tap(Verb.PEOPLE))


def people_screen(view: LocationView, pen: Pen) -> Screen:
    """Those who came here lately."""
    told = [pen.listed(_who(person, pen), _to_person(person.id)) for person in view.neighbours]
    buttons = [Button(person.name, _to_person(person.id)) for person in view.neighbours]
    return Screen(
        "people",
        lines(
            pen.icon("👥") + _("<b>People here</b>") + f" · {pen.html(view.location.name)}",
            "",
            *(told or [_("Nobody else is here now.")]),
        ),
        (*grid(buttons), (back_here(),)),
    )


def _who(person: NeighbourView, pen: Pen) -> str:
    return _("%(name)s (lv. %(level)d)") % {"name": pen.html(person.name), "level": person.level}


def _to_person(player_id: int) -> Tap:
    return Tap(Verb.PERSON, str(player_id))


def person_screen(view: LocationView, person: NeighbourView, pen: Pen) -> Screen:
    version = view.character.player.version
    return Screen(
        "person",
        lines(
            f"<b>{pen.html(person.name)}</b> · " + _("lv. %(level)d") % {"level": person.level},
            _("You both are here: %(place)s.") % {"place": pen.html(view.location.name)},
            "",
            _("In a trade both put things on the table, and both have to agree. A gift goes over at once."),
        ),
        (
            (
                Button(_("Trade"), Tap(Verb.DEALWITH, str(person.id), version)),
                Button(_("Give something"), Tap(Verb.GIVE, str(person.id))),
            ),
            (to_people(),),
        ),
    )


def good_line(good: GoodView, pen: Pen) -> str:
    effects = effects_of(good.item)
    name = f"{titled(good.item, pen)} ×{good.amount}"
    return f"{name} · {effects}" if effects else name


def good_label(good: GoodView, pen: Pen) -> str:
    return f"{rarity_mark(good.item, pen)}{pen.name(good.item.name)} ×{good.amount}"


def give_screen(view: GoodsView, to: int, name: str, pen: Pen, *, page: int = 1) -> Screen:
    """What could be given."""
    shown = page_of(view.goods, page, GOODS_A_PAGE)
    taps = {good.handle: Tap(Verb.GIVEWHAT, f"{to}_{good.handle}") for good in shown.items}
    told = [pen.listed(good_line(good, pen), taps[good.handle]) for good in shown.items]
    buttons = [Button(good_label(good, pen), taps[good.handle]) for good in shown.items]
    onward = shown.number % shown.pages + 1
    label = _("Page %(page)d/%(pages)d →") % {"page": shown.number, "pages": shown.pages}
    more = (Button(label, Tap(Verb.GIVE, f"{to}_{onward}")),) if shown.pages > 1 else ()
    return Screen(
        "give",
        lines(
            pen.icon("🎁") + _("<b>A gift for %(name)s</b>") % {"name": pen.html(name)},
            "",
            *(told or [_("There is nothing to give: what is worn or bound stays with you.")]),
        ),
        (*grid(buttons), (Button(_("← %(name)s") % {"name": name}, _to_person(to)), *more)),
    )


def gift_screen(view: GoodsView, good: GoodView, to: int, name: str, pen: Pen) -> Screen:
    """Asks before a thing goes over."""
    version, arg = view.character.player.version, f"{to}_{good.handle}"
    buttons = [Button(_("Give 1"), Tap(Verb.GIFT, arg, version))]
    if good.amount > 1:
        buttons.append(Button(_("Give all: %(n)d") % {"n": good.amount}, Tap(Verb.GIFTALL, arg, version)))
    question = _("Give it to %(name)s? Nothing is asked in return.") % {"name": pen.html(name)}
    back = Button(_("← Something else"), Tap(Verb.GIVE, str(to)))
    text = card_text(good.item, pen, affixes_told(good.affixes, pen), "", question)
    return Screen("gift", text, (*packed(buttons), (back,)))


def goods_page(view: GoodsView, verb: Verb, pen: Pen, *, page: int) -> tuple[list[str], tuple[tuple[Button, ...], ...]]:
    """A page of what may change hands: its lines, and its rows with the button that turns it."""
    shown = page_of(view.goods, page, GOODS_A_PAGE)
    told = [pen.listed(good_line(good, pen), Tap(verb, str(good.handle))) for good in shown.items]
    buttons = [Button(good_label(good, pen), Tap(verb, str(good.handle))) for good in shown.items]
    back = Button(_("← Trade"), Tap(Verb.DEAL))
    return told, (*grid(buttons), (back, *turner(Verb.DEALBAG, shown.number, shown.pages)))
