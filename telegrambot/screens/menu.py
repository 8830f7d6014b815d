"""The menu, settings, help and the privacy notice."""

from __future__ import annotations

from django.utils.translation import gettext as _

from players.models import NoticeKind
from players.selectors import PlayerView
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Row, Screen, lines, packed
from telegrambot.screens.location import back_here
from telegrambot.screens.notices import notice_names
from telegrambot.screens.onboarding import LANGUAGE_NAMES
from telegrambot.screens.pen import Pen


def menu_screen(pen: Pen) -> Screen:
    return Screen(
        "menu",
        lines(
            pen.icon("☰") + _("<b>Menu</b>"),
            _("Every button has a typed command too: see /help."),
        ),
        (
            (Button(_("Character"), Tap(Verb.CHARACTER)), Button(_("Bag"), Tap(Verb.BAG))),
            (Button(_("Skills"), Tap(Verb.SKILLS)), Button(_("Settings"), Tap(Verb.SETTINGS))),
            (Button(_("Help"), Tap(Verb.HELP)), Button(_("Privacy"), Tap(Verb.PRIVACY))),
            (back_here(),),
        ),
    )


def _to_menu() -> Button:
    return Button(_("← Menu"), Tap(Verb.MENU))


def settings_screen(player: PlayerView, pen: Pen) -> Screen:
    """The text tells the state of every switch, the button what pressing it does."""
    return Screen(
        "settings",
        lines(
            pen.icon("⚙️") + _("<b>Settings</b>"),
            "",
            _("Language: %(language)s.") % {"language": LANGUAGE_NAMES[player.language]},
            *_notices_told(player),
            _("Text only: on. No pictures and bars, a typed command for every button.")
            if player.text_only
            else _("Text only: off. Turn it on for a screen reader, or if pictures distract."),
        ),
        (
            tuple(_language(key, player) for key in LANGUAGE_NAMES),
            *_notice_switches(player),
            (_plain_switch(player),),
            (_to_menu(),),
        ),
    )


def _notices_told(player: PlayerView) -> list[str]:
    if not player.notifications:
        return [_("Notifications: off. The bot writes only in answer to you.")]
    names = notice_names()
    coming = ", ".join(names[kind] for kind in names if player.wants(kind))
    silent = ", ".join(names[kind] for kind in names if not player.wants(kind))
    told = [_("Notifications on: %(kinds)s.") % {"kinds": coming}] if coming else []
    return [*told, _("Notifications off: %(kinds)s.") % {"kinds": silent}] if silent else told


def _notice_switches(player: PlayerView) -> tuple[Row, ...]:
    """One for each kind and one for all; while all are off, only that one changes anything."""
    if not player.notifications:
        return ((Button(_("Notifications: turn on"), Tap(Verb.NOTIFY, "on")),),)
    short = {NoticeKind.LEVEL: _("Levels"), NoticeKind.FIND: _("Finds")}
    kinds = [_notice_switch(kind, name, is_on=player.wants(kind)) for kind, name in short.items()]
    return (*packed(kinds), (Button(_("Notifications: turn off"), Tap(Verb.NOTIFY, "off")),))


def _notice_switch(kind: NoticeKind, name: str, *, is_on: bool) -> Button:
    label = _("%(kind)s: turn off") if is_on else _("%(kind)s: turn on")
    return Button(label % {"kind": name}, Tap(Verb.NOTIFY, f"{kind}_off" if is_on else f"{kind}_on"))


def _language(key: str, player: PlayerView) -> Button:
    mark = "✓ " if key == player.language and not player.text_only else ""
    return Button(f"{mark}{LANGUAGE_NAMES[key]}", Tap(Verb.LANGUAGE, key))


def _plain_switch(player: PlayerView) -> Button:
    if player.text_only:
        return Button(_("Text only: turn off"), Tap(Verb.PLAIN, "off"))
    return Button(_("Text only: turn on"), Tap(Verb.PLAIN, "on"))


def help_screen(pen: Pen) -> Screen:
    return Screen(
        "help",
        lines(
            pen.icon("❔") + _("<b>How to play</b>"),
            _("Walk, fight, sell what you find, buy what helps. Buttons show the odds and the costs."),
            _("HP and energy come back over time, and at once where you can rest."),
            _("After a defeat you wake in town and lose a little gold, never things or experience."),
            "",
            _("Commands: %(commands)s") % {"commands": _commands()},
            _("Exits are commands too, such as /go_ford. With <i>Text only</i> on, every screen lists its own."),
        ),
        ((_to_menu(),),),
    )


def _commands() -> str:
    shown = (
        Verb.LOOK, Verb.AROUND, Verb.FIGHT, Verb.ATTACK, Verb.FLEE, Verb.REST, Verb.SHOP, Verb.GOODS,
        Verb.CHARACTER, Verb.SKILLS, Verb.BAG, Verb.SETTINGS, Verb.PRIVACY,
    )  # fmt: skip
    return " ".join(f"/{verb}" for verb in shown)


def privacy_screen(pen: Pen) -> Screen:
    return Screen(
        "privacy",
        lines(
            pen.icon("🔏") + _("<b>Privacy</b>"),
            _("We keep your Telegram id, the name you chose here, your settings, and what you do in the game."),
            _("Messages to the bot are kept for seven days, so that none is lost, and then deleted."),
            _("Other players see your name, level and where you are. Nothing is sold or shared for advertising."),
            _("To have everything deleted, write to those who run this bot: the link is in its profile."),
        ),
        ((_to_menu(),),),
    )
