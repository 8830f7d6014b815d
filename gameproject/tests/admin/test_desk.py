"""The moderation desk: one text at a time or many, by whoever holds the right, never by two unknowingly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from common import clock
from common.errors import Stale
from common.models import AuditEntry
from common.tests.sample import in_threads
from content.admin.desk_queue import figures, rates
from content.errors import TextClaimed
from content.models import BannedName, GameText, TextCall, TextKind, TextSpending, TextVersion
from content.release import current
from content.rules.prompts import prompt_version
from content.selectors import texts
from content.services.bundles import bundle_load, bundle_read
from content.services.moderation import text_approve, text_claim_review, text_reject
from content.services.reports import text_report
from content.services.writing import text_write_next
from content.state.kinds import kind_for
from content.tests.texts import Scribe, ford, prose
from gameproject.testing import STARTER

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_world")]
HOSTILE = '<script>alert(1)</script> <b onmouseover="x">*bold*</b> {{ 7|add:7 }} \u202eabc'


@pytest.fixture(autouse=True)
def no_memory() -> Iterator[None]:
    texts.forget_all()
    yield
    texts.forget_all()


def moderator(name: str = "anna") -> User:
    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="moderate_texts"))
    return user


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def waiting(number: int = 1, **columns: object) -> GameText:
    """A monster's legend that nobody reads yet."""
    row = GameText.objects.create(
        purpose="monster",
        language="ru",
        fingerprint=f"{number:064d}",
        subject=f"monster:ghoul_{number}",
        facts={"monster": "Упырь", "place": "Топь", "about": "Встаёт из трясины."},
        state="waiting",
        settled_at=clock.now() - timedelta(hours=100 - number),
        **columns,
    )
    row.versions.create(number=1, title="Мокрый Тит", body=prose(number), prompt_version="abc", provider="scribe")
    return row


def page_of(row: GameText) -> str:
    return reverse("admin:content_gametext_desk_text", args=[row.pk])


def decision(row: GameText, do: str, **data: object) -> dict[str, object]:
    version = row.versions.order_by("-number").first()
    return {"do": do, "revision": row.revision, "version": version.pk if version else "", **data}


def told(response: object) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))  # type: ignore[attr-defined]


def test_the_next_text_opens_after_each_decision() -> None:
    client = signed_in(moderator())
    rows = [waiting(number) for number in range(1, 5)]
    assert "monster:ghoul_1" in client.get(reverse("admin:content_gametext_desk")).content.decode()
    answer = client.post(page_of(rows[0]), decision(rows[0], "approve"))
    assert answer.headers["Location"] == page_of(rows[1])
    answer = client.post(page_of(rows[1]), decision(rows[1], "reject", reason="Says what is not so"))
    assert answer.headers["Location"] == page_of(rows[2])
    answer = client.post(page_of(rows[2]), decision(rows[2], "regenerate", hint="darker"))
    assert answer.headers["Location"] == page_of(rows[3])
    client.post(page_of(rows[3]), decision(rows[3], "edit", title="Тихон", body=prose(77)))
    states = list(GameText.objects.order_by("pk").values_list("state", "revision"))
    assert states == [("published", 1), ("rejected", 1), ("wanted", 1), ("published", 1)]
    assert GameText.objects.get(pk=rows[3].pk).body == prose(77)
    verdicts = list(TextVersion.objects.order_by("pk").values_list("verdict", flat=True))
    assert verdicts == ["approved", "rejected", "rejected", "edited", "approved"]
    assert set(AuditEntry.objects.values_list("action", flat=True)) == {
        f"content.text_{what}" for what in ("approve", "reject", "regenerate", "edit")
    }


def test_of_two_moderators_at_the_same_text_one_decides_and_the_other_is_told() -> None:
    anna, boris, row = moderator("anna"), moderator("boris"), waiting()
    results = in_threads(
        partial(text_approve, text_id=row.pk, revision=0, by=anna),
        partial(text_reject, text_id=row.pk, revision=0, by=boris, reason="no"),
    )
    refusals = [result for result in results if isinstance(result, BaseException)]
    assert [type(refusal) for refusal in refusals] == [Stale]
    row.refresh_from_db()
    assert row.revision == 1
    assert AuditEntry.objects.count() == 1


def test_a_text_that_was_decided_meanwhile_is_shown_as_it_is_now() -> None:
    anna, boris, row = moderator("anna"), moderator("boris"), waiting()
    text_reject(text_id=row.pk, revision=0, by=boris, reason="Poorly written")
    client = signed_in(anna)
    answer = client.post(page_of(row), decision(row, "approve"))
    assert answer.headers["Location"] == page_of(row)
    assert "decided about this text meanwhile" in told(answer)
    shown = client.get(page_of(row)).content.decode()
    assert "Poorly written" in shown
    assert "boris" in shown
    assert GameText.objects.get().state == "rejected"


def test_who_opens_a_text_holds_it_until_the_claim_expires(monkeypatch: pytest.MonkeyPatch) -> None:
    anna, boris, row = moderator("anna"), moderator("boris"), waiting()
    other = waiting(2)
    assert signed_in(anna).get(page_of(row)).status_code == 200
    client = signed_in(boris)
    shown = client.get(page_of(row)).content.decode()
    assert "anna looks at this text until" in shown
    assert 'value="approve"' not in shown
    assert "anna looks at it" in client.get(reverse("admin:content_gametext_desk")).content.decode()
    assert "anna" in told(client.post(page_of(row), decision(row, "approve")))
    assert GameText.objects.get(pk=row.pk).state == "waiting"
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert 'value="approve"' in client.get(page_of(row)).content.decode()
    with pytest.raises(TextClaimed):
        text_approve(text_id=row.pk, revision=0, by=anna)
    text_claim_review(text_id=other.pk, by=boris)  # who goes on lets go of the one before
    text_approve(text_id=row.pk, revision=0, by=anna)


def test_what_was_written_after_the_page_was_opened_is_not_approved_unseen() -> None:
    anna, row = moderator(), waiting()
    seen = decision(row, "approve")
    row.versions.create(number=2, title="Другой", body=prose(5), provider="scribe")
    signed_in(anna).post(page_of(row), seen)
    assert GameText.objects.get().body == prose(1)


def test_many_are_decided_at_once_and_the_stale_one_is_told() -> None:
    anna, boris = moderator("anna"), moderator("boris")
    rows = [waiting(number) for number in range(1, 4)]
    picks = [f"{row.pk}-{row.revision}-{row.versions.get().pk}" for row in rows]
    text_approve(text_id=rows[1].pk, revision=0, by=boris)
    desk = reverse("admin:content_gametext_desk")
    answer = signed_in(anna).post(desk, {"do": "reject", "reason": "Poorly written", "pick": picks})
    assert "2 texts rejected." in told(answer)
    assert "monster:ghoul_2 · ru: Somebody has decided" in told(answer)
    assert list(GameText.objects.order_by("pk").values_list("state", flat=True)) == [
        "rejected", "published", "rejected",
    ]  # fmt: skip
    assert "Say why" in told(signed_in(anna).post(desk, {"do": "reject", "reason": "", "pick": picks[:1]}))


def test_only_moderators_see_the_desk() -> None:
    row = waiting()
    master = User.objects.create_user("master", is_staff=True)
    master.user_permissions.set(Permission.objects.filter(content_type__model="textkind"))
    client = signed_in(master)
    for method in (client.get, client.post):
        assert method(page_of(row)).status_code == 403
        assert method(reverse("admin:content_gametext_desk")).status_code == 403
    assert "/gametext/desk/" not in client.get("/admin/").content.decode()
    menu = signed_in(moderator()).get("/admin/").content.decode()
    assert "/gametext/desk/" in menu


def test_a_hostile_text_is_shown_and_not_obeyed() -> None:
    client, row = signed_in(moderator()), waiting(credit="<i>Лёля</i>", explorer_id=7)
    GameText.objects.filter(pk=row.pk).update(facts={"monster": HOSTILE, "place": "", "about": ""}, subject="<b>x</b>")
    row.versions.create(
        number=2, title=HOSTILE[:40], body=HOSTILE, verdict="faulty", faults=[{"code": "symbols", "seen": HOSTILE}]
    )
    row.complaints.create(player_id=8, revision=0, reason=HOSTILE)
    pages = [
        page_of(row),
        reverse("admin:content_gametext_desk"),
        reverse("admin:content_gametext_changelist"),
        reverse("admin:content_gametext_change", args=[row.pk]),
    ]
    for url in pages:
        shown = client.get(url).content.decode()
        assert "<script>alert" not in shown, url
        assert "<b onmouseover" not in shown, url
        assert "<b>x</b>" not in shown, url
        assert "<i>Лёля" not in shown, url
    assert "&lt;script&gt;alert(1)" in client.get(page_of(row)).content.decode()


def test_a_name_is_banned_from_texts_and_allowed_again() -> None:
    anna, row = moderator(), waiting(credit="Дурное Имя", explorer_id=7)
    client = signed_in(anna)
    assert client.post(page_of(row), decision(row, "ban", reason="rude")).headers["Location"] == page_of(row)
    assert BannedName.objects.get().name == "Дурное Имя"
    assert GameText.objects.get().credit == ""
    assert "banned" in client.get(reverse("admin:content_bannedname_changelist")).content.decode()
    client.post(reverse("admin:content_bannedname_changelist"), {"action": "allow", "_selected_action": 7, "index": 0})
    assert not BannedName.objects.exists()


def test_an_older_version_is_rolled_back_to() -> None:
    anna, row = moderator(), waiting()
    first = row.versions.get()
    row.versions.create(number=2, title="Другой", body=prose(5), provider="scribe")
    client = signed_in(anna)
    shown = client.get(page_of(row)).content.decode()
    assert "<del>" in shown
    assert "Roll back to it" in shown
    client.post(page_of(row), decision(row, "approve") | {"version": first.pk})
    assert GameText.objects.get().body == prose(1)


def test_a_refused_edit_keeps_what_was_typed() -> None:
    client, row = signed_in(moderator()), waiting()
    answer = client.post(page_of(row), decision(row, "edit", title="Тит", body="Пиши на www.example.com скорее!"))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "a link or a mention" in shown
    assert "Пиши на www.example.com" in shown


def test_reports_hide_a_text_and_bring_it_to_the_desk() -> None:
    texts.text_told(ford(), player_id=7)
    assert text_write_next(Scribe())
    row = GameText.objects.get()
    for player_id in (1, 2, 3):
        text_report(text_id=row.pk, player_id=player_id, reason="Грубо")
    client = signed_in(moderator())
    assert figures(now=clock.now()).hidden == 1
    shown = client.get(page_of(row)).content.decode()
    assert "Грубо" in shown
    kind = kind_for(current(), "location")
    assert kind is not None
    assert prompt_version(kind) in shown


def test_figures_tell_how_the_work_goes() -> None:
    anna, now = moderator(), clock.now()
    for number in range(1, 4):
        row = waiting(number)
        TextVersion.objects.filter(text=row).update(created_at=now - timedelta(minutes=10 * number))
        if number < 3:
            text_approve(text_id=row.pk, revision=0, by=anna)
        else:
            text_reject(text_id=row.pk, revision=0, by=anna, reason="no")
    waiting(9)
    told = figures(now=clock.now())
    assert (told.urgent, told.decided, told.rejected, told.rejected_percent) == (1, 3, 1, 33)
    assert told.median is not None
    assert round(told.median.total_seconds() / 60) == 20
    rate = rates({"monster": "abc"}, now=clock.now())[0]
    assert (rate.purpose, rate.prompt_version, rate.decided, rate.rejected, rate.is_live) == (
        "monster",
        "abc",
        3,
        1,
        True,
    )


def test_a_kind_is_tried_once_within_the_budget_and_keeps_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    bundle_load(rows=bundle_read(STARTER), actor="test")
    client = signed_in(User.objects.create_superuser("root"))
    scribe = Scribe()
    monkeypatch.setattr("content.admin.text_kinds.provider_chosen", lambda: scribe)
    shown = client.get(reverse("admin:content_textkind_change", args=["place_mood"])).content.decode()
    assert "Write in Russian" in shown
    assert "Write in English" in shown
    assert "Try it once with scribe" in shown
    url = reverse("admin:content_textkind_try", args=["place_mood"])
    assert client.get(url).status_code == 200
    assert not scribe.calls
    shown = client.post(url, {"language": "ru"}).content.decode()
    assert scribe.calls[0].asked.language == "ru"
    assert "Туман лежит на воде" in shown
    assert "$0.002" in shown
    assert not GameText.objects.exists()
    call = TextCall.objects.get()
    assert (call.text, call.outcome, call.cost) == (None, "ok", 2000)
    TextSpending.objects.filter(purpose="").update(spent=10**9)
    assert "budget is spent" in client.post(url, {"language": "ru"}).content.decode()
    assert len(scribe.calls) == 1
    assert TextKind.objects.filter(pk="place_mood").exists()
