"""Publishing and rolling back from the admin: what is shown before, what happens, and who loses a race."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.db import close_old_connections, connections
from django.test import Client

from common.models import AuditEntry
from content.draft import draft_state
from content.models import ActiveRelease, Release
from content.release import current
from content.services.bundles import bundle_load, bundle_read
from content.services.releases import release_publish
from content.tests.worlds import with_row
from gameproject.testing import STARTER, make_player, publish_catalogue, starter_catalogue
from players.rules.catalogue import ItemSpec
from players.state.ledger import Move, ledger_move
from world.models import Monster
from world.rules.catalogue import MonsterSpec

PUBLISH = "/admin/content/release/publish/"
RUSSIAN = {"accept-language": "ru"}


def stronger(hp: int = 777) -> None:
    row = Monster.objects.get(pk="marsh_ghoul")
    row.hp = hp
    row.save()


def words_of(response: object) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]  # type: ignore[attr-defined]


def test_the_page_says_what_waits_in_words(master: Client) -> None:
    before = starter_catalogue().get(MonsterSpec, "marsh_ghoul").hp
    assert "Nothing waits in the draft" in master.get(PUBLISH).content.decode()
    stronger()
    page = master.get(PUBLISH).content.decode()
    assert "Marsh Ghoul" in page
    assert f'{before}</span> → <span class="artel-new">777' in page
    assert "&quot;" not in page.split("artel-card", 1)[1].split("</main>")[0]  # words, not JSON
    assert "Болотный упырь" in master.get(PUBLISH, headers=RUSSIAN).content.decode()


def test_errors_hold_the_button_and_lead_to_the_row(master: Client) -> None:
    row = Monster.objects.get(pk="marsh_ghoul")
    row.skills.all().delete()
    row.save()
    page = master.get(PUBLISH, headers=RUSSIAN).content.decode()
    assert "Нет умений, которыми сражаться." in page
    assert 'href="/admin/world/monster/marsh_ghoul/change/"' in page
    assert "disabled>Опубликовать" in page.replace("\n", "")
    refused = master.post(PUBLISH, {"note": "anyway", "seen": draft_state().digest})
    assert words_of(refused) == ["The draft has 1 errors: put them right first."]
    assert Release.objects.count() == 1


def test_publishing_makes_a_release_that_players_play_by(master: Client) -> None:
    stronger()
    answer = master.post(PUBLISH, {"note": "Stronger ghouls", "seen": draft_state().digest})
    release = Release.objects.get(note="Stronger ghouls")
    assert answer.headers["Location"] == f"/admin/content/release/{release.pk}/change/"
    assert f"#{release.pk}" in words_of(answer)[0]
    assert release.created_by is not None
    assert release.created_by.get_username() == "master"
    assert current().get(MonsterSpec, "marsh_ghoul").hp == 777
    assert AuditEntry.objects.filter(action="content.release_publish").latest("pk").reason == "Stronger ghouls"
    page = master.get(answer.headers["Location"]).content.decode()
    assert "Stronger ghouls" in page
    assert "777" in page


def test_a_draft_that_changed_since_it_was_looked_at_is_not_published(master: Client) -> None:
    stronger(700)
    seen = draft_state().digest
    stronger(701)
    answer = master.post(PUBLISH, {"note": "", "seen": seen})
    assert "changed since you opened this page" in words_of(answer)[0]
    assert Release.objects.count() == 1


def test_nothing_to_publish_is_said(master: Client) -> None:
    answer = master.post(PUBLISH, {"note": "", "seen": draft_state().digest})
    assert "nothing to publish" in words_of(answer)[0]


def test_a_note_that_is_too_long_is_a_form_error(master: Client) -> None:
    stronger()
    page = master.post(PUBLISH, {"note": "x" * 201, "seen": draft_state().digest})
    assert "errorlist" in page.content.decode()
    assert Release.objects.count() == 1


def test_rolling_back_says_what_will_change_and_asks_why(master: Client) -> None:
    first = ActiveRelease.objects.get().release_id
    stronger()
    second = release_publish(by=None)
    url = f"/admin/content/release/{first}/activate/"
    page = master.get(url).content.decode()
    assert "777" in page
    assert "Marsh Ghoul" in page
    without_reason = master.post(url, {"note": " ", "seen": second.pk})
    assert "Say why" in without_reason.content.decode()
    assert ActiveRelease.objects.get().release_id == second.pk
    master.post(url, {"note": "Too strong", "seen": second.pk})
    assert ActiveRelease.objects.get().release_id == first
    assert Monster.objects.get(pk="marsh_ghoul").hp == 777  # the draft is left as it is
    assert AuditEntry.objects.get(action="content.release_activate").reason == "Too strong"
    again = master.post(url, {"note": "Twice", "seen": first})
    assert "active already" in words_of(again)[-1]


def test_a_roll_back_from_a_page_that_is_out_of_date_is_refused(master: Client) -> None:
    first = ActiveRelease.objects.get().release_id
    stronger()
    release_publish(by=None)
    stronger(778)
    newest = release_publish(by=None)
    answer = master.post(f"/admin/content/release/{first}/activate/", {"note": "why", "seen": newest.pk - 1})
    assert "changed since you opened" in words_of(answer)[0]
    assert ActiveRelease.objects.get().release_id == newest.pk


def test_publishing_is_not_done_by_a_link(master: Client) -> None:
    stronger()
    master.get(PUBLISH)
    checked = Client(enforce_csrf_checks=True)
    checked.force_login(User.objects.get(username="master"))
    assert checked.post(PUBLISH, {"note": ""}).status_code == 403
    assert Release.objects.count() == 1


def test_a_removed_row_tells_what_hangs_on_it(master: Client) -> None:
    relic = replace(next(iter(starter_catalogue().all(ItemSpec).values())), key="relic")
    publish_catalogue(with_row(ItemSpec, "relic", relic))
    ledger_move(player_id=make_player().pk, moves=[Move("item:relic", 1)], reason="test")
    page = master.get(PUBLISH).content.decode()
    assert "Players who hold it and would no longer see it: 1" in page


@pytest.mark.django_db(transaction=True)
def test_two_publishers_at_once_make_one_release(published_world: object) -> None:
    bundle_load(rows=bundle_read(STARTER), actor="test")
    stronger()
    before = Release.objects.count()
    answers = race(2)
    assert Release.objects.count() == before + 1
    assert sorted(answers) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_two_first_publishers_at_once_make_one_release() -> None:
    bundle_load(rows=bundle_read(STARTER), actor="test")
    race(2)
    assert Release.objects.count() == 1


def race(publishers: int) -> list[bool]:
    """Publish from as many threads at the same moment; who of them was told that it worked."""
    user = User.objects.create_superuser("boss", password="x")
    seen = draft_state().digest
    start, answers = threading.Barrier(publishers), []

    def publish() -> None:
        client = Client()
        client.force_login(user)
        start.wait()
        answer = client.post(PUBLISH, {"note": "race", "seen": seen})
        answers.append("/change/" in answer.headers["Location"])
        connections.close_all()

    threads = [threading.Thread(target=publish) for _ in range(publishers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    return answers


def test_an_unknown_release_in_the_catalogue_does_not_break_the_page(master: Client) -> None:
    release = publish_catalogue(starter_catalogue())
    assert master.get(f"/admin/content/release/{release.pk}/?section=nothing", follow=True).status_code == 200
    assert "Market" in master.get(f"/admin/content/release/{release.pk}/change/?section=locations").content.decode()
