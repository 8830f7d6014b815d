"""What moderators decide about texts. Each decision names the revision it was made at, is audited and announced."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.auth.models import User

from common import clock
from common.audit import audit
from common.errors import Invalid, NotFound, Stale
from common.outbox import publish
from common.redis import nudge
from common.tx import after_commit, command
from content.errors import TextClaimed, TextFaulty, TextNotWritten
from content.events import TextDecided
from content.models import BannedName, GameText, TextVersion
from content.release import current
from content.rules.text_checks import words_cleaned
from content.rules.texts import Words
from content.state.kinds import text_rules
from content.state.texts import ask_of, credit_change, text_drop, text_show, version_add, words_checked
from content.state.wishes import WANTED


@command
def text_claim_review(*, text_id: int, by: User) -> GameText:
    """Tell other moderators that this one is looking; one's own claim is renewed, and those on other texts end.

    Raises TextClaimed(by), NotFound.
    """
    now = clock.now()
    others = GameText.objects.select_for_update(skip_locked=True).filter(claimed_by=by).exclude(pk=text_id)
    GameText.objects.filter(pk__in=list(others.values_list("pk", flat=True))).update(
        claimed_by=None, claimed_until=None
    )
    row = _locked(text_id, by, now)
    row.claimed_by, row.claimed_until = by, now + timedelta(minutes=text_rules(current()).claim_minutes)
    row.save(update_fields=["claimed_by", "claimed_until"])
    return row


@command
def text_approve(*, text_id: int, revision: int, by: User, version_id: int | None = None) -> GameText:
    """Players read the newest version, or the one named: an older one is rolled back to.

    One that the checks have stopped has to pass them now. Raises NotFound, TextClaimed(by), Stale(expected, actual),
    TextNotWritten(text_id), TextFaulty(faults).
    """
    now = clock.now()
    row = _decided(text_id, revision, by, now)
    version = _version(row, version_id)
    if version.verdict == TextVersion.Verdict.FAULTY:
        _check(row, Words(version.body, version.title))
    version.verdict = TextVersion.Verdict.APPROVED
    _review(version, by, now)
    text_show(row, version, reviewed=True, now=now)
    _tell(row, by, "content.text_approve", version=version.number)
    return row


@command
def text_reject(*, text_id: int, revision: int, by: User, reason: str, version_id: int | None = None) -> GameText:
    """Nobody reads it any more; composed words stand in its place. `version_id`: the one that was judged.

    Raises Invalid(field="reason", reason="empty") and as `text_approve`.
    """
    now = clock.now()
    reason = reason.strip()[:300]
    if not reason:
        raise Invalid(field="reason", reason="empty")
    row = _decided(text_id, revision, by, now)
    version = _version(row, version_id)
    version.verdict, version.reason = TextVersion.Verdict.REJECTED, reason
    _review(version, by, now)
    text_drop(row, GameText.State.REJECTED, now=now)
    row.wishes.all().delete()
    _tell(row, by, "content.text_reject", reason, version=version.number)
    return row


@command
def text_edit(*, text_id: int, revision: int, by: User, body: str, title: str = "") -> GameText:
    """Players read the moderator's own words, which pass the same checks. Raises TextFaulty(faults) and as above."""
    now = clock.now()
    row = _decided(text_id, revision, by, now)
    words = words_cleaned(Words(body, title))
    _check(row, words)
    _review_open(row, TextVersion.Verdict.EDITED, by, now)
    version = version_add(row, words, origin=TextVersion.Origin.MODERATOR, verdict=TextVersion.Verdict.APPROVED)
    _review(version, by, now)
    text_show(row, version, reviewed=True, now=now)
    _tell(row, by, "content.text_edit", version=version.number)
    return row


@command
def text_regenerate(*, text_id: int, revision: int, by: User, hint: str = "") -> GameText:
    """Have it written anew, with a hint to the writer; until then players read composed words. Raises as above."""
    now = clock.now()
    row = _decided(text_id, revision, by, now)
    row.hint, row.attempts, row.due_at, row.priority = hint.strip()[:300], 0, now, 0
    row.save(update_fields=["hint", "attempts", "due_at", "priority"])
    _review_open(row, TextVersion.Verdict.REJECTED, by, now, reason=row.hint)
    text_drop(row, GameText.State.WANTED, now=now)
    after_commit(WANTED, lambda: nudge(WANTED, ""))
    _tell(row, by, "content.text_regenerate", hint)
    return row


@command
def name_ban(*, player_id: int, name: str, by: User, reason: str) -> None:
    """No prompt tells this name and no text credits it, from now on and in what is there already."""
    banned = {"name": name[:32], "banned_by": by, "reason": reason[:300]}
    BannedName.objects.update_or_create(player_id=player_id, defaults=banned)
    credit_change(player_id, "")
    audit(actor=_actor(by), action="content.name_ban", subject=f"player:{player_id}", reason=reason)


@command
def name_allow(*, player_id: int, by: User, reason: str) -> None:
    """Prompts may tell the name again. Texts that lost it stay as they are. Raises NotFound."""
    if not BannedName.objects.filter(pk=player_id).delete()[0]:
        raise NotFound(what="banned_name", key=str(player_id))
    audit(actor=_actor(by), action="content.name_allow", subject=f"player:{player_id}", reason=reason)


def _locked(text_id: int, by: User, now: datetime) -> GameText:
    row = GameText.objects.select_for_update(of=("self",)).select_related("claimed_by").filter(pk=text_id).first()
    if row is None:
        raise NotFound(what="text", key=str(text_id))
    is_claimed = row.claimed_by is not None and row.claimed_until is not None and row.claimed_until > now
    if is_claimed and row.claimed_by != by:
        raise TextClaimed(by=row.claimed_by.get_username() if row.claimed_by else "")
    return row


def _decided(text_id: int, revision: int, by: User, now: datetime) -> GameText:
    """The locked text, one revision on, released by whoever had claimed it."""
    row = _locked(text_id, by, now)
    if row.revision != revision:
        raise Stale(expected=revision, actual=row.revision)
    row.revision, row.claimed_by, row.claimed_until, row.reports = row.revision + 1, None, None, 0
    row.save(update_fields=["revision", "claimed_by", "claimed_until", "reports"])
    return row


def _check(row: GameText, words: Words) -> None:
    if faults := words_checked(ask_of(row), words):
        raise TextFaulty(faults=", ".join(fault.code for fault in faults))


def _version(row: GameText, version_id: int | None) -> TextVersion:
    versions: Sequence[TextVersion] = list(row.versions.order_by("-number"))
    if version_id is not None:
        versions = [version for version in versions if version.pk == version_id]
    if not versions:
        raise TextNotWritten(text_id=row.pk)
    return versions[0]


def _review(version: TextVersion, by: User, now: datetime) -> None:
    version.reviewer, version.reviewed_at = by, now
    version.save(update_fields=["verdict", "reason", "reviewer", "reviewed_at"])


def _review_open(row: GameText, verdict: TextVersion.Verdict, by: User, now: datetime, *, reason: str = "") -> None:
    """What nobody had decided yet is decided by what stands in its place."""
    for version in row.versions.filter(verdict=TextVersion.Verdict.OPEN):
        version.verdict, version.reason = verdict, reason
        _review(version, by, now)


def _tell(row: GameText, by: User, action: str, reason: str = "", **details: object) -> None:
    audit(actor=_actor(by), action=action, subject=f"text:{row.pk}", reason=reason, **details)
    publish(TextDecided(row.pk, row.revision, row.state, by.get_username()))


def _actor(by: User) -> str:
    return f"staff:{by.pk} {by.get_username()}"
