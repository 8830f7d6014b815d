"""Who else is here, and giving them things."""

from __future__ import annotations

from django.utils.translation import gettext as _

from players.selectors.characters import GoodsView, GoodView
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Screen, grid, lines, packed, page_of
from telegrambot.screens.items import (
    affixes_told,
    card_text,
    condition_told,
    condition_word,
    effects_of,
    rarity_mark,
    titled,
)
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
        (*grid(buttons), (Button(_("By name"), Tap(Verb.PERSON)), back_here())),
    )


WHOM = {"whom_person": Verb.PERSON, "whom_give": Verb.GIVE, "whom_deal": Verb.DEALWITH}  # by the screen's kind


def whom_screen(view: LocationView, verb: Verb, pen: Pen) -> Screen:
    """Asks for a name: the next message is the answer. `verb`: what it is asked for; those near are on buttons."""
    questions = {
        Verb.PERSON: _("<b>Whom are you looking for?</b>"),
        Verb.GIVE: _("<b>To whom will you give?</b>"),
        Verb.DEALWITH: _("<b>With whom will you trade?</b>"),
    }
    version = view.character.player.version if verb is Verb.DEALWITH else None
    taps = [(person, Tap(verb, str(person.id), version)) for person in view.neighbours]
    return Screen(
        next(kind for kind, asked in WHOM.items() if asked is verb),
        lines(
            pen.icon("👥") + questions[verb],
            _("Write the name in a message: it has to be somebody at the same place.") if not taps else None,
            _("Write the name in a message, or choose who is near.") if taps else None,
            "",
            *(pen.listed(_who(person, pen), tap) for person, tap in taps),
        ),
        (*grid([Button(person.name, tap) for person, tap in taps]), (to_people(), back_here())),
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
    name = f"{titled(good.item, pen)} ×{good.amount}"
    return " · ".join(fact for fact in (name, effects_of(good.item), condition_word(good.condition)) if fact)


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
    text = card_text(good.item, pen, affixes_told(good.affixes, pen), condition_told(good.condition), "", question)
    return Screen("gift", text, (*packed(buttons), (back,)))


def goods_page(view: GoodsView, verb: Verb, pen: Pen, *, page: int) -> tuple[list[str], tuple[tuple[Button, ...], ...]]:
    """A page of what may change hands: its lines, and its rows with the button that turns it."""
    shown = page_of(view.goods, page, GOODS_A_PAGE)
    told = [pen.listed(good_line(good, pen), Tap(verb, str(good.handle))) for good in shown.items]
    buttons = [Button(good_label(good, pen), Tap(verb, str(good.handle))) for good in shown.items]
    back = Button(_("← Trade"), Tap(Verb.DEAL))
    return told, (*grid(buttons), (back, *turner(Verb.DEALBAG, shown.number, shown.pages)))
