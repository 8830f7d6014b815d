"""The menu, settings, help and the privacy notice."""

from __future__ import annotations

from django.utils.translation import gettext as _

from players.models import NoticeKind
from players.selectors.characters import PlayerView
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Screen, grid, lines, page_of
from telegrambot.screens.location import back_here
from telegrambot.screens.notices import notice_names
from telegrambot.screens.onboarding import LANGUAGE_NAMES
from telegrambot.screens.pen import Pen
from telegrambot.screens.turner import turner

NOTICES_A_PAGE = 6


def menu_screen(pen: Pen) -> Screen:
    """Three a row, at most four rows: who one is, what one does, what goes on in the world, and the rest."""
    entries = (
        Button(_("Character"), Tap(Verb.CHARACTER)),
        Button(_("Bag"), Tap(Verb.BAG)),
        Button(_("Skills"), Tap(Verb.SKILLS)),
        Button(_("Professions"), Tap(Verb.TRADES)),
        Button(_("Quests"), Tap(Verb.QUESTS)),
        Button(_("Achievements"), Tap(Verb.FEATS)),
        Button(_("Events"), Tap(Verb.EVENTS)),
        Button(_("Leaderboard"), Tap(Verb.RANKS)),
        Button(_("Texts here"), Tap(Verb.TEXT)),
        Button(_("Settings"), Tap(Verb.SETTINGS)),
        Button(_("Help"), Tap(Verb.HELP)),
        Button(_("Privacy"), Tap(Verb.PRIVACY)),
    )
    return Screen(
        "menu",
        lines(
            pen.icon("☰") + _("<b>Menu</b>"),
            _("Every button has a typed command too: see /help."),
        ),
        (*grid(entries, columns=3), (back_here(),)),
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
            _notices_told(player),
            _("Text only: on. No pictures and bars, a typed command for every button.")
            if player.text_only
            else _("Text only: off. Turn it on for a screen reader, or if pictures distract."),
            _("First explorer: your name stands beside what you were the first to see.")
            if player.credited
            else _("First explorer: your name stands nowhere, others read the same without it."),
        ),
        (
            tuple(_language(key, player) for key in LANGUAGE_NAMES),
            (Button(_("Notifications"), Tap(Verb.NOTIFY)),),
            (_plain_switch(player),),
            (_credit_switch(player),),
            (_to_menu(),),
        ),
    )


def _notices_told(player: PlayerView) -> str:
    if not player.notifications:
        return _("Notifications: off. The bot writes only in answer to you.")
    wanted = sum(player.wants(kind) for kind in NoticeKind)
    if wanted == len(NoticeKind):
        return _("Notifications: on.")
    return _("Notifications: %(on)d of %(all)d on.") % {"on": wanted, "all": len(NoticeKind)}


def notifications_screen(player: PlayerView, pen: Pen, *, page: int = 1) -> Screen:
    """A switch for each kind and one for all; while all are off, only that one changes anything."""
    if not player.notifications:
        turn_on = Button(_("Turn notifications on"), Tap(Verb.NOTIFY, "on"))
        text = lines(_notifications_title(pen), "", _notices_told(player))
        return Screen("notify", text, ((turn_on,), (_to_settings(),)))
    shown = page_of(list(notice_names().items()), page, NOTICES_A_PAGE)
    switches = [_notice_switch(player, kind, name, pen) for kind, name in shown.items]
    told = [pen.listed(_notice_state(player, kind, name), _switch(player, kind)) for kind, name in shown.items]
    return Screen(
        "notify",
        lines(_notifications_title(pen), "", *told),
        (
            *grid(switches),
            (Button(_("Turn all off"), Tap(Verb.NOTIFY, "off")),),
            (_to_settings(), *turner(Verb.NOTIFY, shown.number, shown.pages)),
        ),
    )


def notice_page(kind: str) -> int:
    """The page that has the switch of a kind; the first for one there is not."""
    kinds = list(notice_names())
    return kinds.index(NoticeKind(kind)) // NOTICES_A_PAGE + 1 if kind in NoticeKind.values else 1


def _notifications_title(pen: Pen) -> str:
    return pen.icon("🔔") + _("<b>Notifications</b>")


def _notice_state(player: PlayerView, kind: NoticeKind, name: str) -> str:
    state = _("%(kind)s: on") if player.wants(kind) else _("%(kind)s: off")
    return state % {"kind": _capital(name)}


def _notice_switch(player: PlayerView, kind: NoticeKind, name: str, pen: Pen) -> Button:
    """The picture tells the state; in words, the label tells what pressing does."""
    label = f"{'🔔' if player.wants(kind) else '🔕'} {_capital(name)}"
    if pen.plain:
        change = _("%(kind)s: turn off") if player.wants(kind) else _("%(kind)s: turn on")
        label = change % {"kind": _capital(name)}
    return Button(label, _switch(player, kind))


def _switch(player: PlayerView, kind: NoticeKind) -> Tap:
    return Tap(Verb.NOTIFY, f"{kind}_off" if player.wants(kind) else f"{kind}_on")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _to_settings() -> Button:
    return Button(_("← Settings"), Tap(Verb.SETTINGS))


def _language(key: str, player: PlayerView) -> Button:
    mark = "✓ " if key == player.language and not player.text_only else ""
    return Button(f"{mark}{LANGUAGE_NAMES[key]}", Tap(Verb.LANGUAGE, key))


def _plain_switch(player: PlayerView) -> Button:
    if player.text_only:
        return Button(_("Text only: turn off"), Tap(Verb.PLAIN, "off"))
    return Button(_("Text only: turn on"), Tap(Verb.PLAIN, "on"))


def _credit_switch(player: PlayerView) -> Button:
    if player.credited:
        return Button(_("Do not name me"), Tap(Verb.CREDIT, "off"))
    return Button(_("Name me"), Tap(Verb.CREDIT, "on"))


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
        Verb.DOINGS, Verb.CRAFT, Verb.ACTIVITY, Verb.TRADES, Verb.DUNGEON, Verb.EVENTS, Verb.BOSS,
        Verb.PEOPLE, Verb.DEAL,
        Verb.CHARACTER, Verb.WORN, Verb.SKILLS, Verb.BAG, Verb.QUESTS, Verb.FEATS,
        Verb.RANKS, Verb.TEXT, Verb.SETTINGS, Verb.PRIVACY,
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
