"""Passing the time: what can be begun, what goes on, and what it has brought."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _

from common.spans import span
from players.models import NoticeKind
from players.rules.catalogue import ItemSpec
from players.selectors.characters import PieceView
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Row, Screen, grid, lines
from telegrambot.screens.craft import finds
from telegrambot.screens.doings import back_to_doings
from telegrambot.screens.items import found_cards, found_line
from telegrambot.screens.location import always_here, back_here, vitals
from telegrambot.screens.notices import notice_below
from telegrambot.screens.pen import Pen, bar_of
from world.rules.activities import ActivityKind, Gain
from world.rules.crafts import ProfessionSpec
from world.selectors.activities import ActivitiesView, ActivityOffer, EndedView, RunView

_OFFERS_SHOWN = 6
_ITEMS_TOLD = 5


def activity_screen(view: ActivitiesView, pen: Pen) -> Screen:
    """What goes on; when nothing does, what can be begun here."""
    if view.running is not None:
        return running_screen(view, view.running, pen)
    offers = view.offers[:_OFFERS_SHOWN]
    buttons = [Button(pen.name(offer.spec.name), Tap(Verb.PASTIME, offer.spec.key)) for offer in offers]
    told = [
        pen.listed(f"{pen.icon(offer.spec.icon)}{pen.html(offer.spec.name)}", Tap(Verb.PASTIME, offer.spec.key))
        for offer in offers
    ]
    return Screen(
        "activity",
        lines(
            pen.icon("⏳") + _("<b>Nothing goes on.</b>"),
            _("Here you could begin:") if told else _("Training, work and journeys are offered in towns and camps."),
            "",
            *told,
        ),
        (*grid(buttons), (back_here(),)),
    )


def running_screen(view: ActivitiesView, run: RunView, pen: Pen) -> Screen:
    """A bar, the time left, and what would be taken now."""
    over = not run.left
    left = _("It is over.") if over else _("Left: %(time)s.") % {"time": span(run.left)}
    share = int(run.elapsed * 100 / (run.elapsed + run.left)) if run.elapsed + run.left else 100
    bar = "" if pen.plain else f"{bar_of(share, 100)} "
    gains = gain_words(run.gain, run.items, run.profession, pen)
    return Screen(
        "activity",
        lines(
            f"{pen.icon(run.icon)}<b>{pen.html(run.name)}</b>",
            _("On the way to: %(place)s.") % {"place": pen.html(run.destination.name)} if run.destination else None,
            "",
            f"{bar}{share} %. {left}",
            _portions(run) if run.kind is not ActivityKind.JOURNEY else None,
            _("Earned so far: %(gains)s.") % {"gains": ", ".join(gains)} if gains else None,
            "",
            _("It goes on by itself. A message tells you when it is over."),
        ),
        ((Button(_("Refresh"), Tap(Verb.ACTIVITY)), _stop(view, run)), _below(run)),
    )


def _below(run: RunView) -> Row:
    """On a journey there is no place to go back to, but time to sort the bag."""
    return always_here() if run.kind is ActivityKind.JOURNEY else (back_here(),)


def _portions(run: RunView) -> str:
    facts = {"done": run.done, "all": run.portions, "time": span(run.portion_time)}
    return _("Done: %(done)d of %(all)d, %(time)s each.") % facts


def _stop(view: ActivitiesView, run: RunView) -> Button:
    tap = Tap(Verb.STOP, version=view.character.player.version)
    if run.kind is ActivityKind.JOURNEY:
        return Button(_("Turn back") if run.left else _("Arrive"), tap)
    return Button(_("Stop and take") if run.left else _("Take"), tap)


def gain_words(
    gain: Gain, items: tuple[tuple[ItemSpec, int], ...], profession: ProfessionSpec | None, pen: Pen
) -> list[str]:
    """Everything that was earned, in few words."""
    told = []
    if gain.xp:
        told.append(_("experience +%(n)d") % {"n": gain.xp})
    if gain.gold:
        told.append(_("gold +%(n)d") % {"n": gain.gold})
    if gain.profession_xp and profession is not None:
        told.append(f"{pen.html(profession.name)} +{gain.profession_xp}")
    told += [f"{pen.icon(item.icon)}{pen.html(item.name)} ×{amount}" for item, amount in items[:_ITEMS_TOLD]]
    if gain.failed:
        told.append(_("failed: %(n)d") % {"n": gain.failed})
    return told


def offer_screen(view: ActivitiesView, offer: ActivityOffer, pen: Pen) -> Screen:
    """The card of something to begin: what it brings, how long it takes, what it costs."""
    spec = offer.spec
    whole = timedelta(minutes=spec.portion_minutes * spec.portions)
    return Screen(
        "pastime",
        lines(
            f"{pen.icon(spec.icon)}<b>{pen.html(spec.name)}</b>",
            pen.html(spec.description),
            "",
            _brings(offer, pen),
            _("%(time)s in all; stop whenever you like.") % {"time": span(whole)}
            if offer.destination is None
            else _("You are there in %(time)s, and busy until then.") % {"time": span(whole)},
            vitals(view.character, pen),
            _("Something goes on already: one thing at a time.") if view.running else None,
        ),
        (_begin(view, offer, pen), (back_to_doings(),)),
    )


def _brings(offer: ActivityOffer, pen: Pen) -> str:
    spec = offer.spec
    if offer.destination is not None:
        return _("Takes you to: %(place)s.") % {"place": pen.html(offer.destination.name)}
    gain = Gain(spec.xp, spec.gold, spec.profession_xp)
    words = [*gain_words(gain, (), offer.profession, pen), *finds(offer.finds, pen)]
    time = span(timedelta(minutes=spec.portion_minutes))
    return _("Every %(time)s: %(gains)s.") % {"time": time, "gains": ", ".join(words)}


def _begin(view: ActivitiesView, offer: ActivityOffer, pen: Pen) -> Row:
    spec = offer.spec
    if not offer.open:
        return (Button(f"{_('Begin')} {pen.lock(spec.min_level)}", Tap(Verb.PASTIME, spec.key)),)
    costs = [pen.cost(spec.energy)] if spec.energy else []
    costs += [pen.price(spec.price)] if spec.price else []
    label = " · ".join([_("Begin"), *costs])
    return (Button(label, Tap(Verb.BEGIN, spec.key, view.character.player.version)),)


def ended_screen(view: ActivitiesView, ended: EndedView, pen: Pen, *, found: Sequence[PieceView] = ()) -> Screen:
    """How it ended, and what it brought."""
    return Screen(
        "ended",
        lines(*ended_lines(ended, pen), found_line(found, pen), "", vitals(view.character, pen)),
        (*found_cards(found, pen), (back_here(), back_to_doings())),
    )


def ended_lines(ended: EndedView, pen: Pen) -> list[str]:
    title = {"what": f"<b>{pen.html(ended.name)}</b>"}
    if ended.kind is ActivityKind.JOURNEY:
        head = (
            _("%(what)s: you turned back, the fare is yours again.") if ended.stopped else _("%(what)s: you are there.")
        )
        return [pen.icon(ended.icon) + head % title]
    head = _("%(what)s: stopped.") if ended.stopped else _("%(what)s: done.")
    gains = gain_words(ended.gain, ended.items, ended.profession, pen)
    told = _("It brought: %(gains)s.") % {"gains": ", ".join(gains)} if gains else _("It brought nothing yet.")
    return [pen.icon(ended.icon) + head % title, told, *_levels(ended, pen)]


def _levels(ended: EndedView, pen: Pen) -> list[str]:
    told = []
    if ended.profession_level and ended.profession is not None:
        facts = {"profession": pen.html(ended.profession.name), "level": ended.profession_level}
        told.append(_("%(profession)s is now of level %(level)d!") % facts)
    if ended.level:
        told.append(_("Level %(level)d! HP and energy are full.") % {"level": ended.level})
    return told


def activity_notice(pen: Pen, *, ended: EndedView, found: Sequence[PieceView] = ()) -> Screen:
    """The message that comes when the time is up."""
    return Screen(
        "actended",
        lines(*ended_lines(ended, pen), found_line(found, pen)),
        (*found_cards(found, pen), *notice_below(NoticeKind.ACTIVITY)),
    )
