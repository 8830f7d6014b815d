"""Moderators in Telegram: whose account is whose, and what they press in the staff group."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import translation
from django.utils.translation import gettext as _

from common import clock
from common.audit import audit
from common.errors import Forbidden, GameError, NotFound
from common.inbox import Reply
from common.rules.text import DEFAULT_LANGUAGE, LANGUAGES
from common.tx import command
from content.services.moderation import text_approve, text_reject
from telegrambot import incoming, replies
from telegrambot.keyboards import screen_payload
from telegrambot.models import StaffLink
from telegrambot.refusals import refusal_text
from telegrambot.screens.base import Screen
from telegrambot.screens.pen import Pen

PERMISSION = "content.moderate_texts"
CODE_GOOD_FOR = timedelta(minutes=10)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that looks like another
_CODE_LENGTH = 10
_COMMAND = re.compile(r"/staff(?:@\w{1,64})?(?:[\s_]+(\S{1,40}))?\s*", re.ASCII | re.IGNORECASE)
_PRESS = re.compile(r"staff\.(approve|reject)\.(\d{1,18})\.(\d{1,9})\.(\d{1,18})", re.ASCII)


@command
def staff_code_issue(*, user: User) -> str:
    """A code that links the Telegram account which types it; the one before is good no more. Raises Forbidden."""
    if not user.has_perm(PERMISSION):
        raise Forbidden
    code = "".join(secrets.choice(_LETTERS) for _number in range(_CODE_LENGTH))
    wanted = {"code_digest": _digest(code), "code_until": clock.now() + CODE_GOOD_FOR}
    StaffLink.objects.update_or_create(user=user, defaults=wanted)
    return code


@command
def staff_link(*, code: str, telegram_user_id: int) -> StaffLink:
    """Link the account that was shown this code, once. Raises NotFound."""
    now = clock.now()
    found = StaffLink.objects.select_for_update(of=("self",)).select_related("user")
    row = found.filter(code_digest=_digest(code), code_until__gt=now).first()
    if row is None or not row.user.is_active:
        raise NotFound(what="staff_code", key="")
    StaffLink.objects.filter(telegram_user_id=telegram_user_id).exclude(pk=row.pk).update(telegram_user_id=None)
    row.telegram_user_id, row.linked_at, row.code_digest, row.code_until = telegram_user_id, now, "", None
    row.save()
    audit(actor=_actor(row.user), action="telegrambot.staff_link", subject=f"telegram:{telegram_user_id}")
    return row


@command
def staff_unlink(*, user: User, by: User) -> None:
    """The account's Telegram decides about nothing any more. Raises NotFound."""
    if not StaffLink.objects.filter(user=user).delete()[0]:
        raise NotFound(what="staff_link", key=str(user.pk))
    audit(actor=_actor(by), action="telegrambot.staff_unlink", subject=f"user:{user.pk}")


def moderator_of(telegram_user_id: int) -> User:
    """Whose Telegram account it is, if they may decide about texts. Raises Forbidden."""
    row = StaffLink.objects.select_related("user").filter(telegram_user_id=telegram_user_id).first()
    if row is None or not row.user.is_active or not row.user.has_perm(PERMISSION):
        raise Forbidden
    return row.user


def is_staff_command(text: str) -> bool:
    return _COMMAND.fullmatch(text.strip()) is not None


def staff_command(message: incoming.Message, sender: incoming.User, refusal: GameError | None) -> Reply | None:
    """`/staff CODE` to the bot links an account; `/staff` in a group tells moderators its number."""
    match = _COMMAND.fullmatch(message.text.strip())
    if message.chat.type != "private":
        return _group_number(message.chat.id, sender, refusal)
    with translation.override(_language(sender)):
        code = match[1] if match else None
        if refusal is not None:
            return _say(sender.id, _("This code is not good, or no longer. The admin shows a new one."))
        if not code:
            return _say(sender.id, _("Write the code that the admin shows after it: /staff CODE"))
        row = staff_link(code=code, telegram_user_id=sender.id)
        told = _("Linked: in the staff group you decide as %(name)s.") % {"name": row.user.get_username()}
        return _say(sender.id, told)


def _group_number(chat_id: int, sender: incoming.User, refusal: GameError | None) -> Reply | None:
    """Nothing for anybody but moderators: a bot that answers strangers in groups is a nuisance."""
    if refusal is not None:
        return None
    moderator_of(sender.id)
    with translation.override(_language(sender)):
        if chat_id == settings.TELEGRAM_STAFF_CHAT:
            return _say(chat_id, _("This is the staff group: texts that wait for review come here."))
        return _say(chat_id, _("To make this the staff group: TELEGRAM_STAFF_CHAT=%(number)d") % {"number": chat_id})


def group_pressed(query: incoming.CallbackQuery, refusal: GameError | None) -> Reply:
    """A button in a group. The message itself is edited when the decision is announced, wherever it was made."""
    with translation.override(_language(query.sender)):
        toast = _refused(refusal) if refusal is not None else _decide(query)
    return replies.reply(query.sender.id, replies.ANSWER, {"answer": replies.answer(query.id, toast)})


def _decide(query: incoming.CallbackQuery) -> str:
    """What the presser is told. Raises the GameError of a decision that is refused."""
    match = _PRESS.fullmatch(query.data)
    if match is None or query.message is None or query.message.chat.id != settings.TELEGRAM_STAFF_CHAT:
        return ""
    by = moderator_of(query.sender.id)
    text_id, revision, version_id = (int(number) for number in match.groups()[1:])
    if match[1] == "approve":
        text_approve(text_id=text_id, revision=revision, by=by, version_id=version_id)
        return _("Approved: players read it.")
    reason = _("Rejected in the staff group")
    text_reject(text_id=text_id, revision=revision, by=by, reason=reason, version_id=version_id)
    return _("Rejected: players read composed words.")


def _refused(refusal: GameError) -> str:
    if isinstance(refusal, Forbidden):
        return _("Only moderators decide here. Link your account: the admin shows a code for /staff.")
    if refusal.code == "common.stale":
        return _("Somebody has decided about this text already.")
    return refusal_text(refusal, Pen(translation.get_language() or DEFAULT_LANGUAGE), None)


def _say(chat_id: int, text: str) -> Reply:
    pen = Pen(translation.get_language() or DEFAULT_LANGUAGE)
    return replies.reply(chat_id, replies.MESSAGE, screen_payload(Screen("staff", pen.html(text)), pen))


def _language(sender: incoming.User) -> str:
    code = (sender.language_code or "")[:2]
    return code if code in LANGUAGES else DEFAULT_LANGUAGE


def _digest(code: str) -> str:
    return hashlib.sha256(code.strip().upper().encode()).hexdigest()


def _actor(user: User) -> str:
    return f"staff:{user.pk} {user.get_username()}"[:80]
