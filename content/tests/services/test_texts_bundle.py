"""Texts go from one world to another: the same words are read there, and nothing gets in that would not otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from common import clock
from common.models import AuditEntry
from content.models import ActiveRelease, GameText, TextVersion
from content.release import forget as forget_release
from content.rules.texts import Ask, Purpose, ask
from content.selectors import texts
from content.selectors.texts import text_told
from content.services.bundles import BundleBroken, bundle_read, bundle_write
from content.services.moderation import text_approve, text_edit, text_regenerate, text_reject
from content.services.reports import text_report
from content.services.texts_bundle import FILE, Fate, Report, texts_load, texts_read, texts_write
from content.services.writing import text_write_next
from content.tests.hostile_texts import HOSTILE
from content.tests.texts import WRITTEN, Scribe, ford
from gameproject.testing import STARTER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_world")]
OTHER = "Вода здесь помнит каждого, кто переходил её ночью, и никому не называет его имени."
THIRD = "Над бродом стоит такая тишина, что слышно, как на том берегу догорает чужой костёр."


@pytest.fixture(autouse=True)
def no_memory() -> Iterator[None]:
    texts.forget_all()
    yield
    texts.forget_all()


@pytest.fixture
def moderator() -> User:
    return User.objects.create_user("zlata", is_staff=True)


def line(text: str = WRITTEN, **changes: Any) -> dict[str, Any]:
    facts = {name: value for name, value in ford().facts if value}
    return {"purpose": "location", "language": "ru", "subject": "location:ford", "facts": facts, "text": text} | changes


def reviewed(text: str = WRITTEN, *, ago: timedelta = timedelta(hours=1), **changes: Any) -> dict[str, Any]:
    return line(text, reviewed_at=(clock.now() - ago).isoformat(), **changes)


def load(folder: Path, *rows: Any) -> Report:
    document = {"schema": 1, "rows": list(rows)}
    (folder / FILE).write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return texts_load(texts_read(folder), actor="tests")


def fate(folder: Path, row: dict[str, Any]) -> Fate:
    report = load(folder, row)
    assert report.refused == ()
    ((found, number),) = report.fates.items()
    assert number == 1
    return found


def read(asked: Ask) -> str:
    texts.forget_all()
    return text_told(asked).body


def shown(text: str, **columns: Any) -> GameText:
    """A text that players read, written by a provider, reviewed by nobody."""
    asked = columns.pop("asked", ford())
    row = GameText.objects.create(
        purpose=asked.purpose,
        language=asked.language,
        fingerprint=asked.fingerprint,
        subject=asked.subject,
        facts=dict(asked.facts),
        **{"state": "published", "body": text, "version": 1, **columns},
    )
    TextVersion.objects.create(text=row, number=1, body=text)
    return row


def test_what_was_read_in_one_world_is_read_in_another(tmp_path: Path, moderator: User) -> None:
    asks = [ford(time=f"час {name}") for name in ("лисы", "совы", "волка")]
    dragon = ask(Purpose.MONSTER, "ru", "monster:zmey", monster="Змей", place="Брод", about="Старый и злой.")
    for asked, told in zip(asks, (WRITTEN, OTHER, THIRD), strict=True):
        shown(told, asked=asked, explorer_id=7, credit="Ярило")
    legend = shown(THIRD, asked=dragon, title="Огневид", state="waiting", version=0)
    text_edit(text_id=legend.pk, revision=0, by=moderator, body=THIRD, title="Огневид")
    before = [text_told(asked) for asked in (*asks, dragon)]
    assert texts_write(tmp_path) == 4
    first = (tmp_path / FILE).read_bytes()
    assert "Ярило" not in first.decode()

    GameText.objects.all().delete()
    assert read(asks[0]) != WRITTEN
    report = texts_load(texts_read(tmp_path), actor="tests")
    assert (report.fates, report.refused) == (Counter({Fate.CREATED: 4}), ())
    texts.forget_all()
    after = [text_told(asked) for asked in (*asks, dragon)]
    assert [(it.body, it.title) for it in after] == [(it.body, it.title) for it in before]
    assert not any(it.credit for it in after)
    assert set(TextVersion.objects.values_list("origin", flat=True)) == {"bundle"}
    assert list(GameText.objects.filter(is_reviewed=True).values_list("subject", flat=True)) == ["monster:zmey"]

    assert texts_write(tmp_path) == 4
    assert (tmp_path / FILE).read_bytes() == first
    assert texts_load(texts_read(tmp_path), actor="tests").fates == Counter({Fate.UNCHANGED: 4})
    assert TextVersion.objects.count() == 4


def test_the_order_of_lines_is_that_of_the_texts(tmp_path: Path) -> None:
    for name in ("совы", "лисы", "волка"):
        shown(f"{WRITTEN} {name}.", asked=ford(time=name))
    texts_write(tmp_path)
    first = (tmp_path / FILE).read_text()
    GameText.objects.all().delete()
    for name in ("волка", "совы", "лисы"):
        shown(f"{WRITTEN} {name}.", asked=ford(time=name))
    texts_write(tmp_path)
    assert (tmp_path / FILE).read_text() == first


def test_what_players_typed_stays_where_they_typed_it(tmp_path: Path) -> None:
    asked = ask(Purpose.BATTLE, "ru", "battle:1", hero="Мирослава", monster="Змей")
    shown(WRITTEN, asked=asked)
    shown(OTHER, state="hidden")
    assert texts_write(tmp_path) == 0
    report = load(tmp_path, line(purpose="battle", subject="battle:1", facts=dict(asked.facts)))
    assert [it.why for it in report.refused] == ["battle: told from what players typed"]


def test_what_nobody_has_written_is_filled_in_and_told_to_who_waits(tmp_path: Path) -> None:
    asked = ford()
    row = shown("", asked=asked, state="wanted", version=0)
    row.versions.all().delete()
    row.wishes.create(player_id=7)
    assert fate(tmp_path, line()) is Fate.CREATED
    row.refresh_from_db()
    assert (row.state, row.body, row.version, row.is_reviewed) == ("published", WRITTEN, 1, False)
    assert not row.wishes.exists()
    assert AuditEntry.objects.get(action="content.texts_load").details["created"] == 1
    scribe = Scribe()
    assert not text_write_next(scribe)
    assert scribe.calls == []


def test_a_moderator_s_decision_here_is_kept_unless_the_bundle_s_is_newer(tmp_path: Path, moderator: User) -> None:
    row = shown(OTHER)
    assert fate(tmp_path, line()) is Fate.KEPT  # neither was looked at: what players read already stays
    text_approve(text_id=row.pk, revision=0, by=moderator)
    assert fate(tmp_path, line()) is Fate.KEPT
    assert fate(tmp_path, reviewed()) is Fate.KEPT
    assert read(ford()) == OTHER
    assert fate(tmp_path, reviewed(ago=timedelta(0))) is Fate.REPLACED
    assert read(ford()) == WRITTEN
    row.refresh_from_db()
    assert (row.version, row.is_reviewed) == (2, True)


def test_a_reviewed_line_takes_the_place_of_what_nobody_reviewed(tmp_path: Path) -> None:
    shown(OTHER)
    again = reviewed()
    assert fate(tmp_path, again) is Fate.REPLACED
    assert fate(tmp_path, again) is Fate.UNCHANGED
    assert fate(tmp_path, reviewed(THIRD, ago=timedelta(hours=2))) is Fate.KEPT  # approved earlier than what was loaded
    assert fate(tmp_path, reviewed(THIRD, ago=timedelta(minutes=2))) is Fate.REPLACED


@pytest.mark.parametrize("decision", ["reject", "regenerate", "reports"])
def test_what_was_taken_from_players_here_does_not_come_back(decision: str, tmp_path: Path, moderator: User) -> None:
    row = shown(WRITTEN)
    if decision == "reject":
        text_reject(text_id=row.pk, revision=0, by=moderator, reason="Скучно")
    elif decision == "regenerate":
        text_regenerate(text_id=row.pk, revision=0, by=moderator, hint="Короче")
    else:
        assert [text_report(text_id=row.pk, player_id=number) for number in (1, 2, 3)][-1]
    for old in (line(), reviewed()):
        assert fate(tmp_path, old) is Fate.KEPT
    assert read(ford()) != WRITTEN
    assert fate(tmp_path, reviewed(OTHER, ago=timedelta(0))) is Fate.CREATED
    assert read(ford()) == OTHER


def test_a_kind_that_is_reviewed_first_waits_here_too(tmp_path: Path) -> None:
    facts = {"monster": "Змей", "place": "Брод", "about": "Старый и злой."}
    legend = line(purpose="monster", subject="monster:zmey", facts=facts, title="Огневид")
    assert fate(tmp_path, legend) is Fate.HELD
    row = GameText.objects.get()
    assert (row.state, row.body) == ("waiting", "")
    assert fate(tmp_path, legend) is Fate.KEPT
    assert TextVersion.objects.count() == 1


def test_hostile_words_are_refused_by_their_lines(tmp_path: Path) -> None:
    bad = [
        line(told, language=language, facts={"place": f"{number}"})
        for language, texts in HOSTILE.items()
        for number, told in enumerate(texts)
    ]
    report = load(tmp_path, line(OTHER), *bad)
    assert report.fates == Counter({Fate.CREATED: 1})
    assert read(ford()) == OTHER
    assert GameText.objects.count() == 1
    lines = (tmp_path / FILE).read_text(encoding="utf-8").split("\n")
    starts = [number for number, told in enumerate(lines, start=1) if told.startswith("- purpose:")]
    assert [it.line for it in report.refused] == starts[1:]
    assert all(it.why.isprintable() for it in report.refused)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"purpose": "poem"}, "Invalid enum value"),
        ({"language": "de"}, "Invalid enum value"),
        ({"language": False}, "Expected `str`"),
        ({"subject": "../../etc/passwd"}, "matching regex"),
        ({"subject": "location:ford\n"}, "matching regex"),
        ({"subject": "location:" + "x" * 200}, "matching regex"),
        ({"facts": {"place": "Брод", "gold": "много"}}, "takes no ['gold']"),
        ({"facts": {"place": "Брод\x07"}}, "control characters"),
        ({"facts": {"place": "x" * 601}}, "length <= 600"),
        ({"facts": {"place": ["Брод"]}}, "Expected `str`"),
        ({"facts": "Брод"}, "Expected `object`"),
        ({"text": ""}, "length >= 1"),
        ({"text": "ы" * 5000}, "length <= 4000"),
        ({"title": "Брод"}, "title_length"),
        ({"credit": "Ярило"}, "unknown field `credit`"),
        ({"is_reviewed": True}, "unknown field"),
        ({"reviewed_at": "yesterday"}, "Invalid"),
        ({"reviewed_at": "2026-01-15T12:00:00"}, "timezone"),
        ({"reviewed_at": "2999-01-15T12:00:00Z"}, "in the future"),
    ],
)
def test_lines_of_a_wrong_shape_are_refused(change: dict[str, Any], why: str, tmp_path: Path) -> None:
    report = load(tmp_path, line(**change), line(OTHER))
    assert report.fates == Counter({Fate.CREATED: 1})
    (refused,) = report.refused
    assert refused.line == 3
    assert why in refused.why
    assert refused.why.isprintable()
    assert refused.subject.isprintable()


@pytest.mark.parametrize("row", [None, 5, "location:ford", [], {}, [["x"] * 3]])
def test_lines_that_are_none(row: Any, tmp_path: Path) -> None:
    report = load(tmp_path, row)
    assert [it.line for it in report.refused] == [3]


@pytest.mark.parametrize(
    "written",
    [
        "schema: 1\nrows:\n- !!python/object/apply:os.system [ls]\n",
        "schema: 1\nrows:\n- {<<: {purpose: location}, language: ru}\n",
        "schema: 1\nrows:\n- {[1, 2]: x}\n",
        "schema: 1\nrows:\n- {reviewed_at: 2026-99-99}\n",
    ],
)
def test_tricks_of_yaml_are_refused_by_their_line(written: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(written)
    assert [it.line for it in texts_read(tmp_path).refused] == [3]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[]",
        "schema: 2\nrows: []",
        "rows: []",
        "schema: 1",
        "schema: 1\nrows: {}",
        "a: [",
        "{[a]: b}",
        "[" * 5000,
        "\0",
    ],
)
def test_files_that_are_no_bundle(written: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(written)
    with pytest.raises(BundleBroken, match=FILE):
        texts_read(tmp_path)


def test_copies_of_copies_take_no_memory(tmp_path: Path) -> None:
    steps = "\n".join(f"- &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 20))
    (tmp_path / FILE).write_text(f"schema: 1\nrows:\n- &a0 [x]\n{steps}\n")
    assert len(texts_read(tmp_path).refused) == 20


def test_a_line_twice_is_read_once(tmp_path: Path) -> None:
    report = load(tmp_path, line(), line(), reviewed(OTHER))
    assert report.fates == Counter({Fate.CREATED: 1, Fate.UNCHANGED: 1, Fate.REPLACED: 1})
    assert read(ford()) == OTHER


def test_the_commands(tmp_path: Path) -> None:
    shown(WRITTEN)
    call_command("load_bundle", STARTER, stdout=StringIO())
    call_command("export_bundle", tmp_path, stdout=StringIO())
    assert not (tmp_path / FILE).exists()
    out = StringIO()
    call_command("export_bundle", tmp_path, "--texts", stdout=out)
    assert "texts: 1" in out.getvalue()
    assert bundle_read(tmp_path)  # the draft is read without them
    GameText.objects.all().delete()
    call_command("load_bundle", tmp_path, stdout=StringIO())
    assert not GameText.objects.exists()
    rows = yaml.safe_load((tmp_path / FILE).read_text())["rows"]
    rows.append(line("<b>Брод</b>"))
    (tmp_path / FILE).write_text(yaml.safe_dump({"schema": 1, "rows": rows}, allow_unicode=True))
    out, complaints = StringIO(), StringIO()
    call_command("load_bundle", tmp_path, "--texts", stdout=out, stderr=complaints)
    assert "1 created" in out.getvalue()
    assert "1 refused" in out.getvalue()
    assert "texts.yaml, line " in complaints.getvalue()
    assert "symbols" in complaints.getvalue()


def test_without_a_release_there_are_no_rules_to_check_by(tmp_path: Path) -> None:
    bundle_write(tmp_path)
    (tmp_path / FILE).write_text(yaml.safe_dump({"schema": 1, "rows": [line()]}, allow_unicode=True))
    ActiveRelease.objects.all().delete()
    forget_release()
    with pytest.raises(CommandError, match="publish one first"):
        call_command("load_bundle", tmp_path, "--texts", stdout=StringIO())
    assert not GameText.objects.exists()
