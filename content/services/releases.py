"""Publishing: draft → lint → release → active, and back to an older release."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import connection

from common.audit import audit
from common.errors import Stale
from common.outbox import publish
from common.tx import after_commit, command
from content.document import document_digest, document_from
from content.draft import draft_lock, draft_read, guard, lint
from content.errors import AlreadyActive, DraftHasErrors, NothingToPublish, ReleaseUnfit
from content.events import ReleaseActivated
from content.models import ActiveRelease, Release, ReleaseActivation
from content.release import release_catalogue, release_swap, swap_tell
from content.rules.lint import Level

_PUBLISHING = 0x41727465_6C50  # the number of the lock of publishers; any constant that nothing else locks


@command
def release_publish(*, by: User | None, note: str = "", expected_digest: str | None = None) -> Release:
    """Check the whole draft, freeze it as a new release and activate it.

    `expected_digest`: of the draft that the publisher has looked at; Stale(expected, actual) when it has changed
    since. Raises DraftHasErrors(errors), NothingToPublish(release_id). Two publishers at once: the second waits
    for the first and then publishes what it sees, or is told that there is nothing left to publish.
    """
    active = _lock_active()
    draft_lock()
    draft = draft_read()
    errors = [finding for finding in lint(draft) + guard(draft) if finding.level is Level.ERROR]
    if errors:
        raise DraftHasErrors(errors=len(errors))
    document = document_from(draft)
    digest = document_digest(document)
    if active is not None and active.release.digest == digest:
        raise NothingToPublish(release_id=active.release_id)
    if expected_digest is not None and expected_digest != digest:
        raise Stale(expected=expected_digest, actual=digest)
    release = Release.objects.create(document=document, digest=digest, note=note, created_by=by)
    _activate(release, by=by, action="content.release_publish", reason=note)
    return release


@command
def release_activate(
    *, release_id: int, by: User | None, reason: str = "", expected_active_id: int | None = None
) -> Release:
    """Make an older (or newer) release the one that new actions play by.

    Raises AlreadyActive(release_id), Stale(expected, actual) when another than `expected_active_id` is active,
    ReleaseUnfit(release_id, findings) when it lacks what players have.
    """
    active = _lock_active()
    if active is not None and active.release_id == release_id:
        raise AlreadyActive(release_id=release_id)
    if active is not None and expected_active_id not in (None, active.release_id):
        raise Stale(expected=expected_active_id, actual=active.release_id)
    release = Release.objects.get(pk=release_id)
    if stranded := guard(release_catalogue(release_id)):
        raise ReleaseUnfit(release_id=release_id, findings=len(stranded))
    _activate(release, by=by, action="content.release_activate", reason=reason)
    return release


def _lock_active() -> ActiveRelease | None:
    """One publisher at a time, also before the first release, when there is no row to lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_PUBLISHING])
    return ActiveRelease.objects.select_for_update(of=("self",)).select_related("release").first()


def _activate(release: Release, *, by: User | None, action: str, reason: str) -> None:
    ActiveRelease.objects.update_or_create(pk=1, defaults={"release": release})
    ReleaseActivation.objects.create(release=release, activated_by=by)
    actor = f"staff:{by.pk} {by.get_username()}" if by else "system"
    audit(actor=actor, action=action, subject=f"release:{release.pk}", reason=reason)
    publish(ReleaseActivated(release_id=release.pk))
    after_commit(f"release:tell:{release.pk}", lambda: swap_tell(release.pk))
    after_commit(f"release:swap:{release.pk}", lambda: release_swap(release.pk))
